"""The printed lines of a page: glyphs put together by where they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from documents.readers.raised import raised

LABEL = re.compile(
    r"\d{1,3}[.、．]|[一二三四五六七八九十]{1,3}[、.．]|[㈠-㈩]|[(（][a-z一二三四五六七八九十]{1,4}[)）]"
    r"|[A-Z][.．]\s|[•●■▪◦–·-]\s|\*|附件|附录"
)
_WIDE = re.compile("[“”‘’…—\u2e80-\uffef\U00020000-\U0003ffff]")
# A figure that is set smaller than this is a mark, if it stands higher.
_SMALL = 0.9
# A paper's head is within so many lines, and has so many lines in its right column.
_HEAD_ROWS, _FEWEST = 24, 3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its place: from `left` to `right`, standing on `base`, set in `size`.

    `middle` is that of its ink: signs that are moved together (the two of `(《`) overlap.
    """

    char: str
    left: float
    right: float
    middle: float
    base: float
    size: float


@dataclass(slots=True)
class Row:
    """One printed line. `blank` is the width of a blank that is set before it, 0 without one."""

    glyphs: list[Glyph]
    page: int
    blank: float = 0.0
    text: str = ""
    trailing: bool = False  # a blank is set after it
    column: int = 0  # of a paper's head: 1 for the left one, 2 for the right one
    gap: bool = False  # more room before it than between the lines of a paragraph

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)

    @property
    def base(self) -> float:
        """Where most of it stands: a mark at its beginning is raised."""
        return _base(self.glyphs, self.size)


def rows_of(glyphs: Iterable[Glyph], page: int) -> list[Row]:
    """The lines of one page from top to bottom, each from left to right."""
    bands: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        # Raised and lowered figures stand less than half a line away.
        tall = max(glyph.size, bands[-1][0].size) if bands else 0
        if bands and bands[-1][0].base - glyph.base < 0.45 * tall:
            bands[-1].append(glyph)
        else:
            bands.append([glyph])
    for band in bands:
        band.sort(key=lambda each: each.middle)
    rows = [row for band in bands if (row := _row(band, page)) is not None]
    return _without_columns(rows) if rows and page == 0 else rows


def _row(glyphs: list[Glyph], page: int, column: int = 0) -> Row | None:
    """A line of glyphs in their order; None when they are all blanks."""
    shown = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not shown:
        return None
    first, trailing = glyphs[0], glyphs[-1] is not shown[-1]
    blank = first.right - first.left if first is not shown[0] else 0.0
    return Row(shown, page, blank, _written(glyphs), trailing, column)


def _without_columns(rows: list[Row]) -> list[Row]:
    """The lines of the first page, with what stands beside the paper's head put before it.

    There symbol and date have a column of their own, on the right; read across, they would be mixed
    into the name of the conference.
    """
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    top = list(takewhile(lambda row: not _runs_across(row, left, right), rows[:_HEAD_ROWS]))
    pieces = [_pieces(row) for row in top]
    starts = [
        piece[0].left
        for row in pieces
        for piece in row
        if piece[0].left > left + (right - left) / 3
    ]
    for start in sorted(starts, key=lambda each: -sum(1 for other in starts if other >= each - 9)):
        beside = [any(piece[0].left >= start - 9 for piece in row) for row in pieces]
        if sum(beside) < _FEWEST:
            continue
        zone = slice(beside.index(True), len(beside) - beside[::-1].index(True))
        split = [piece for row in pieces[zone] for piece in row]
        if any(piece[0].left < start - 9 < piece[-1].right + 9 for piece in split):
            continue  # something runs across the gutter
        apart = [piece for piece in split if piece[0].left >= start - 9]
        head = [piece for piece in split if piece[0].left < start - 9]
        if not head:
            continue
        made = [_row(piece, 0, 2) for piece in apart] + [_row(piece, 0, 1) for piece in head]
        return [*rows[: zone.start], *(row for row in made if row), *rows[zone.stop :]]
    return rows


def _runs_across(row: Row, left: float, right: float) -> bool:
    """Whether a line takes most of the width without a gap: the head is over."""
    return any(piece[-1].right - piece[0].left > 0.7 * (right - left) for piece in _pieces(row))


def _pieces(row: Row) -> list[list[Glyph]]:
    """The parts of a line that stand far from each other; a label belongs to what it labels."""
    pieces = [[row.glyphs[0]]]
    for before, glyph in pairwise(row.glyphs):
        far = glyph.left - before.right > 2.5 * max(glyph.size, before.size)
        if far and not LABEL.fullmatch("".join(each.char for each in pieces[-1])):
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _written(band: Sequence[Glyph]) -> str:
    """The characters of a line, with blanks where they are set or where words stand apart."""
    parts: list[str] = []
    # What most of the line is set in: a small figure that stands higher is a mark.
    size = median(glyph.size for glyph in band)
    base = _base(band, size)
    before: Glyph | None = None
    for glyph in band:
        if glyph.char.isspace():
            parts.append(" ")
            continue
        if before is not None and parts[-1] != " " and is_apart(before, glyph):
            parts.append(" ")
        is_mark = glyph.size < _SMALL * size and glyph.base > base + 0.15 * size
        parts.append(raised(glyph.char) if is_mark else glyph.char)
        before = glyph
    return "".join(parts).strip()


def _base(glyphs: Sequence[Glyph], size: float) -> float:
    return median(glyph.base for glyph in glyphs if glyph.size >= _SMALL * size)


def is_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether the room between two glyphs stands for a blank; between ideographs it seldom does."""
    wide = _WIDE.match(before.char) and _WIDE.match(glyph.char)
    return glyph.left - before.right > (0.5 if wide else 0.14) * glyph.size
