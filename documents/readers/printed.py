"""From characters with places on pages to lines of text as they were before they were printed.

Lines that the print has cut are joined where the page itself shows it: the line is full, what
follows would not have fitted, and nothing parts the two. Everything else stays a line of its own:
what lines mean is for the engine to say. Indents become blanks, gaps become empty lines, and what
repeats at the top or foot of the pages is left out. Lengths are in points, y grows upwards.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from documents.readers.rows import LABEL, Glyph, Row, is_apart, rows_of
from documents.text.symbols import symbols_in


@dataclass(frozen=True, slots=True)
class Measures:
    """What most lines have in common: the width of an ideograph, the margins, the line pitch.

    `spaced`: an empty line stands between any two.
    """

    em: float
    left: float
    right: float
    pitch: float
    spaced: bool


# A repeated line is at most so far from the top or the foot of its page, counted in lines.
_EDGE = 2
_FIGURES = re.compile(r"\d+")
_BARE_FIGURES = re.compile(r"[\d\s/\-–第页共,，]+")
_OPENING, _CLOSING = "（(《〈“‘「『【[", "，,。、；;：:？?！!）)》〉”’」』】]%％…"
_HALTED = re.compile(r"[。!?！？…;；:：][\"'”’)）\]》]*$")
_LETTER = re.compile(r"[(（][a-z]{1,4}[)）]")
_LONGEST_WORD = 12  # in widths of an ideograph; what is longer could be cut anywhere
_MARKED, _RULE = re.compile(r"[⁰¹²³⁴-⁹]+|\*{1,3}"), re.compile(r"_{5,}")
_SMALLER = 0.93
_GAP, _SPACED = 1.25, 2.1


def text_of(pages: Sequence[Sequence[Glyph]]) -> str:
    """The text of a document from the glyphs of its pages, in whatever order."""
    rows = [row for number, glyphs in enumerate(pages) for row in rows_of(glyphs, number)]
    # Where nothing else is on the pages, that is the text.
    rows = _without_furniture(rows) or rows
    if not rows:
        return ""
    measures = _measure(rows)
    text, notes = _notes_apart(rows, measures)
    lines = _lines(text, measures)
    if notes:
        lines += ["", "_" * 18, *_lines(notes, measures)]
    return "\n".join(lines)


def _lines(rows: Sequence[Row], measures: Measures) -> list[str]:
    """Rows joined where only the page's width has cut them, with indents and empty lines."""
    for before, row in pairwise(rows):
        apart = before.base - row.base > _GAP * measures.pitch or before.column != row.column
        row.gap = before.page == row.page and apart
    lines: list[str] = []
    before = None
    for row in rows:
        if before is not None and _goes_on(before, row, measures, lines[-1]):
            lines[-1] += (" " if _stood_apart(before, row) else "") + row.text
        else:
            if before is not None and (row.gap or _turns_apart(before, row, measures)):
                lines.append("")
            lines.append(" " * _indent(row, measures) + row.text)
        before = row
    return lines


def _stood_apart(before: Row, row: Row) -> bool:
    """Whether a blank stood where a line was cut: it is seldom set, and words need it."""
    last, first = before.text[-1], row.text[0]
    words = last.isascii() and first.isascii()
    return before.trailing or (
        words and (last.isalnum() or last in ",.;:!?)") and (first.isalnum() or first in "\"'(")
    )


def _without_furniture(rows: list[Row]) -> list[Row]:
    """Leave out what stands at the top or foot of most pages: the print's own heads and feet.

    Its figures stay the same or go on with the pages; others are those of text that is alike. Bare
    page numbers and symbols stay: the engine knows them, and the first symbol is the paper's.
    """
    pages = {row.page for row in rows}
    if len(pages) < 2:
        return rows
    on_page: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        on_page[row.page].append(row)
    seen: dict[tuple[str, int], dict[int, list[int]]] = defaultdict(dict)
    at_edge: list[tuple[tuple[str, int], Row]] = []
    for page, lines in on_page.items():
        edge = {id(row): row for row in (*lines[:_EDGE], *lines[-_EDGE:])}
        for row in edge.values():
            key = (_FIGURES.sub("#", row.text), round(row.base / 4))
            seen[key][page] = [int(each[-9:]) for each in _FIGURES.findall(row.text)]
            at_edge.append((key, row))
    out = {
        id(row)
        for key, row in at_edge
        if len(seen[key]) >= max(2, 0.6 * (len(pages) - 1))
        and _go_with_pages(seen[key])
        and not _BARE_FIGURES.fullmatch(row.text)
        and not symbols_in(row.text)
    }
    return [row for row in rows if id(row) not in out]


def _go_with_pages(figures: dict[int, list[int]]) -> bool:
    """Whether the figures of a line, by page, are the same on each or go on by one with each."""
    return all(
        len(set(column)) == 1
        or len({value - page for page, value in zip(figures, column, strict=True)}) == 1
        for column in zip(*figures.values(), strict=True)
    )


def _measure(rows: Sequence[Row]) -> Measures:
    em = max(1.0, median(glyph.size for row in rows for glyph in row.glyphs))
    steps = Counter(
        round((before.base - row.base) / em, 1)
        for before, row in pairwise(rows)
        if before.page == row.page
    )
    common = max(steps, key=lambda step: steps[step]) if steps else 1.5
    spaced = common > _SPACED
    pitch = (common / 2 if spaced else max(common, 0.8)) * em
    edges = sorted(row.right for row in rows if len(row.glyphs) > 8) or [rows[0].right]
    return Measures(
        em=em,
        left=min(row.left for row in rows),
        right=edges[int(len(edges) * 0.98)] if len(edges) > 50 else edges[-1],
        pitch=pitch,
        spaced=spaced,
    )


def _notes_apart(rows: Sequence[Row], measures: Measures) -> tuple[list[Row], list[Row]]:
    """The rows without the footnotes at the feet of the pages, and these.

    A note is set smaller than the text and begins with its mark. Taken out, it does not part the
    paragraph that goes on where the page is turned. Notes in the size of the text stay in it.
    """
    text: list[Row] = []
    notes: list[Row] = []
    for _page, on_page in groupby(rows, key=lambda row: row.page):
        lines = list(on_page)
        first = _first_note(lines, measures)
        for place, row in enumerate(lines):
            is_note = place >= first and (_is_small(row, measures) or _RULE.fullmatch(row.text))
            (notes if is_note else text).append(row)
    return text, notes


def _first_note(lines: Sequence[Row], measures: Measures) -> int:
    """Where the footnotes of a page begin, with the rule over them; its length when there are none.

    Below them only a page's number may stand.
    """
    first = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        row = lines[place]
        small = _is_small(row, measures)
        if not (small or _BARE_FIGURES.fullmatch(row.text) or _RULE.fullmatch(row.text)):
            break
        if small and _MARKED.match(row.text):
            first = place
    ruled = 0 < first < len(lines) and _RULE.fullmatch(lines[first - 1].text)
    return first - 1 if ruled else first


def _is_small(row: Row, measures: Measures) -> bool:
    return row.size < _SMALLER * measures.em


def _goes_on(before: Row, row: Row, measures: Measures, line: str) -> bool:
    """Whether a row was cut from the one before it by nothing but the page's width.

    `line` is what has been joined so far, the row before included.
    """
    if row.gap or row.column or row.page - before.page > 1 or not _is_full(before, row, measures):
        return False
    if row.text.startswith("http"):  # an address at the foot of a page
        return False
    if abs(before.size - row.size) > 0.15 * row.size:
        return False
    indented = row.left - _text_left(before) > 1.2 * measures.em
    labelled = LABEL.match(row.text) is not None
    if _HALTED.search(before.text) is None:
        return not (indented and labelled)
    if measures.spaced and row.page != before.page:
        return False
    # (a) and (b) may stand in running text, unless they begin lines of their own.
    inline = _LETTER.match(row.text) is not None and not _LETTER.match(line.lstrip())
    return not indented and (inline or not labelled)


def _indent(row: Row, measures: Measures) -> int:
    """The blanks that stand for the room before a row: those set there, or two to an ideograph."""
    room = row.left - measures.left
    width = row.blank if row.blank > 0.1 * measures.em else measures.em / 2
    return min(int(room / width + 0.6), 80)


def _text_left(row: Row) -> float:
    """Where the text of a line begins, after its label: there the lines below it may hang."""
    label = LABEL.match(row.text)
    signs = len("".join(label[0].split())) if label else 0
    return row.glyphs[signs].left if signs < len(row.glyphs) else row.left


def _is_full(before: Row, row: Row, measures: Measures) -> bool:
    """Whether what follows would not have fitted on the line."""
    return measures.right - before.right <= _first_word(row) + 0.6 * measures.em


def _first_word(row: Row) -> float:
    """How much room the first part of a line needs that could not have been cut."""
    last = 0
    for before, glyph in pairwise(row.glyphs):
        word = before.char.isascii() and glyph.char.isascii()
        tied = before.char in _OPENING or glyph.char in _CLOSING
        if not (tied or (word and not is_apart(before, glyph))):
            break
        last += 1
    return min(row.glyphs[last].right - row.left, _LONGEST_WORD * row.glyphs[0].size)


def _turns_apart(before: Row, row: Row, measures: Measures) -> bool:
    """Whether a paragraph ended with its page, so that the next one stands apart."""
    turned = before.page != row.page and not measures.spaced
    return turned and not _is_full(before, row, measures)
