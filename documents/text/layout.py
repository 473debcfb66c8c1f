"""Undo what printing did to a text: page breaks, wrapped lines, page feet, footnotes and marks.

The source is never rewritten. Layout says of every line what it is, and `compose` joins source
spans into one running text with a map back, so each character of a block is one of the source.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.text.width import fold

Span = tuple[int, int]


class LineKind(StrEnum):
    """What a line of the source is."""

    TEXT = "text"
    NOTE = "note"
    ARTEFACT = "artefact"


class Regime(StrEnum):
    """What line ends and empty lines mean in a source."""

    UNWRAPPED = "unwrapped"  # a line is a paragraph, or a part of one cut by a page break
    SEPARATED = "separated"  # lines are cut; empty lines part paragraphs
    SPACED = "spaced"  # lines are cut; an empty line stands after every line; indents tell
    DENSE = "dense"  # lines are cut; no empty lines; indents and short lines tell


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line. `start` and `end` are source offsets without the blanks at both sides.

    `text` is folded, character for character; `indent` counts leading blanks, `cells` the printed
    width (a Chinese character takes two). `follows_blank`: an empty line stands before it;
    `after_foot`: a page's foot or head does; `page_start`: a page begins here; `quotes` are opened
    here and not closed (negative: closed).
    """

    start: int
    end: int
    text: str
    indent: int
    cells: int
    kind: LineKind
    follows_blank: bool
    after_foot: bool
    page_start: bool
    quotes: int


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a source and what is true of all: `width` in cells, `length` in characters.

    `flush` is the indent that most lines have.
    """

    lines: tuple[Line, ...]
    regime: Regime
    width: int
    length: int
    flush: int

    @property
    def wrapped(self) -> bool:
        """Whether lines were cut at a fixed width."""
        return self.regime is not Regime.UNWRAPPED

    def is_full(self, line: Line, share: float = 0.85) -> bool:
        """Whether a line reaches `share` of the width, in cells or in characters."""
        return (
            line.cells + line.indent >= share * self.width
            or len(line.text) + line.indent >= share * self.length
        )


_SYMBOL = r"(?:NPT/CONF|A|CD|S|INFCIRC)[./][A-Z0-9./()]*\d[A-Za-z0-9./()*]*"
_JOB = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}\s*(?:\([A-Z]\))?"
_PAGES = r"\d{1,3}\s?/\s?\d{1,3}"
# Lines that are never text: addresses, page and job numbers, bar codes, "please recycle".
_ARTEFACT = re.compile(
    rf"""
      https?://\S+                                     # a document's address at the page foot
    | (?:{_SYMBOL}\s+)?(?:{_PAGES}|{_JOB})             # 3/8, 25-05253 (C), symbol and page
      (?:\s+(?:{_PAGES}|{_JOB}|{_SYMBOL}|\d{{6}}))*    # 25-05253 (C) 150425 160425
    | -\s?\d{{1,3}}\s?-                                # - 3 -
    | 第\s?\d{{1,3}}\s?页(?:[,、/]?\s?共\s?\d{{1,3}}\s?页)?  # 第3页,共8页
    | \*\s?\d{{7,9}}\s?\*                             # *2505253*
    | 请回收.{{0,3}}
    """,
    re.X,
)
_SYMBOL_LINE = re.compile(_SYMBOL)
_HEAD_SYMBOLS = 6  # only so near to the top is a symbol on a line the paper's own
_RULE = re.compile(r"_{5,}|-{8,}|[─━]{5,}")
_NOTE = re.compile(r"(?:\*{1,3}|[†‡]|[¹²³⁴-⁹⁰]+|\d{1,2}\s)\s*(?=\S)")
# A numbered paragraph or an annex after footnotes, where no page's foot stands between.
_ENDS_NOTES = re.compile(r"\d{1,3}[.、]\s*\S|附(?:件|录)[一二三四五六七八九十\d]{0,3}$|[•●㈠-㈩]")
_CITING = re.compile(
    r"[¹²³⁴-⁹⁰]+\s*\S|\d{1,2}\s+(?:见|参见|另见|可查阅|同上|同前|例如见|载于|See|Ibid)"
)
TERMINAL = re.compile(r"[。!?…][\"')\]》]*$")
HALTED = re.compile(r"[。!?…;:][\"')\]》]*$")


def cells(text: str) -> int:
    """The printed width of `text`: one for ASCII, two for any other character."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def lay_out(source: str) -> Page:
    """Find the lines of a decoded source and say what each is."""
    folded = fold(source)
    raw = _raw_lines(folded)
    widths = [cells(folded[start:end]) for start, end, _, _ in raw]
    width, length = _typical(widths), _typical([end - start for start, end, _, _ in raw])
    spaced = _is_spaced(raw)
    lines: list[Line] = []
    noting = foot = False
    for number, ((start, end, indent, blank), wide) in enumerate(zip(raw, widths, strict=True)):
        text = folded[start:end]
        page_start = spaced and not blank and bool(lines) and indent > 0
        kind, noting = _kind(
            text, page_start=page_start, noting=noting, near_top=number < _HEAD_SYMBOLS
        )
        apart = blank or not lines
        quotes = source.count("“", start, end) - source.count("”", start, end)
        lines.append(Line(start, end, text, indent, wide, kind, apart, foot, page_start, quotes))
        foot = kind is LineKind.ARTEFACT or (foot and kind is LineKind.NOTE)
    indents = Counter(line.indent for line in lines if line.kind is LineKind.TEXT)
    flush = indents.most_common(1)[0][0] if indents else 0
    return Page(tuple(lines), _regime(lines, spaced, width, length), width, length, flush)


def _typical(sizes: Sequence[int]) -> int:
    """The size that nine lines of ten do not pass."""
    return sorted(sizes)[int(len(sizes) * 0.9)] if sizes else 0


def _regime(lines: Sequence[Line], spaced: bool, width: int, length: int) -> Regime:
    """Tell by the lines' sizes, ends and distances what line ends mean."""
    text = [line for line in lines if line.kind is LineKind.TEXT]
    full = sum(1 for line in text if line.cells >= 0.85 * width or len(line.text) >= 0.85 * length)
    halted = sum(1 for line in text if HALTED.search(line.text))
    if len(text) < 4 or width > 124 or full * 3 < len(text) or halted > 0.6 * len(text):
        return Regime.UNWRAPPED
    if spaced:
        return Regime.SPACED
    apart = sum(1 for line in text[1:] if line.follows_blank and not line.after_foot)
    return Regime.SEPARATED if apart >= 2 and apart > 0.03 * len(text) else Regime.DENSE


def _raw_lines(text: str) -> list[tuple[int, int, int, bool]]:
    """Of each non-blank line: start, end, leading blanks, whether a blank line stands before it."""
    found, offset, blank = [], 0, False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            indent = len(line) - len(line.lstrip())
            found.append((offset + indent, offset + indent + len(stripped), indent, blank))
        blank = not stripped
        offset += len(line) + 1
    return found


def _is_spaced(raw: Sequence[tuple[int, int, int, bool]]) -> bool:
    """Most lines follow an empty one, though most of them do not begin anything."""
    if len(raw) < 4:
        return False
    after_blank = [line for line in raw[1:] if line[3]]
    flush = sum(1 for line in after_blank if line[2] == 0)
    return len(after_blank) > 0.75 * (len(raw) - 1) and flush > 0.5 * len(after_blank)


def _kind(text: str, *, page_start: bool, noting: bool, near_top: bool) -> tuple[LineKind, bool]:
    """What a line is, and whether the lines after it are still footnotes."""
    if _ARTEFACT.fullmatch(text) or (_SYMBOL_LINE.fullmatch(text) and not near_top):
        return LineKind.ARTEFACT, False
    if _RULE.fullmatch(text):
        return LineKind.ARTEFACT, True
    if noting and not page_start and not _ENDS_NOTES.match(text):
        return LineKind.NOTE, True
    if _CITING.match(text) or (text.startswith("*") and _NOTE.match(text)):
        return LineKind.NOTE, TERMINAL.search(text) is None
    return LineKind.TEXT, False


def compose(source: str, spans: Iterable[Span]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Join source spans into one text, with rows `(text_start, source_start, length)`.

    Two spans are joined by nothing where either side is Chinese, by one blank between two Latin
    words or figures; the blank is the join's own and is not in the map.
    """
    parts: list[str] = []
    rows: list[tuple[int, int, int]] = []
    length = 0
    for start, end in spans:
        if start >= end:
            continue
        piece = source[start:end]
        if parts and _needs_blank(source, rows[-1], piece, start):
            parts.append(" ")
            length += 1
        parts.append(piece)
        rows.append((length, start, end - start))
        length += len(piece)
    return "".join(parts), tuple(rows)


def _needs_blank(source: str, row: tuple[int, int, int], piece: str, start: int) -> bool:
    """Whether a line end between two spans stood for a blank."""
    last = source[row[1] + row[2] - 1]
    if (
        source[row[1] + row[2] : start].strip() == ""
        and "\n" not in source[row[1] + row[2] : start]
    ):
        return False
    return last.isascii() and last.isalnum() and piece[0].isascii() and piece[0].isalnum()


_MARKDOWN = re.compile(
    r"\[(?P<shown>[^\]\n]{1,80})\]\(#?[^)\s]{0,200}\)|(?<![*\w])\*\*(?=\S)|(?<=\S)\*\*"
)


def markdown_leftovers(source: str, start: int, end: int) -> list[Span]:
    """Spans of Markdown signs in `[start, end)`: `[68/32](#)` leaves `68/32`; `**` goes."""
    found: list[Span] = []
    if source.find("](", start, end) < 0 and source.find("**", start, end) < 0:
        return found
    for match in _MARKDOWN.finditer(source, start, end):
        if match["shown"] is None:
            found.append(match.span())
        else:
            found.append((match.start(), match.start("shown")))
            found.append((match.end("shown"), match.end()))
    return found


# Nouns whose figure is text: 行动5, 附件2.
_NUMBERED = "动骤定件录石标表图段条款第柱书目注号划则"
_MAY_MARK = re.compile(r"[¹²³⁴-⁹⁰*＊]")
_MARK = re.compile(
    rf"""
      (?P<mark>[¹²³⁴-⁹⁰]+)                                           # superscripts, anywhere
    | (?<=["'》)\]。,;、:])\s?(?P<digits>\d{{1,2}})(?=\s*(?:$|[\u3400-\u9fff,。;、:"》)]))
    | (?<=[\u3400-\u9fff])(?<![{_NUMBERED}])(?P<word>\d{{1,2}})(?=[。,;、:"]|$)
    | (?<=号决[定议])(?P<decided>\d{{1,2}})(?=[\u3400-\u9fff,。;])        # 第2号决定1
    | (?<=段)(?P<paragraph>\d{{1,2}})(?=[\u3400-\u9fff,。;、])(?!\d*(?:分段|[项款段])) # 第8段1
    | (?<=[\u3400-\u9fff》")])(?P<star>\*{{1,3}})(?=\s|$|[,。;、])
    """,
    re.X,
)


def footnote_marks(source: str, start: int, end: int, labels: frozenset[str]) -> list[Span]:
    """Spans of footnote marks in `[start, end)`; digits only where a footnote bears the number.

    A digit that could be text (`行动5`, `第3`) is never one.
    """
    found: list[Span] = []
    if not labels and not _MAY_MARK.search(source, start, end):
        return found
    for match in _MARK.finditer(fold(source[start:end])):
        group = match.lastgroup or "mark"
        if group not in ("mark", "star") and match[group] not in labels:
            continue
        found.append((start + match.start(group), start + match.end(group)))
    return found


def without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of `span` when the sorted `holes` are taken out."""
    left: list[Span] = []
    start, end = span
    for hole_start, hole_end in holes:
        if start < hole_start:
            left.append((start, hole_start))
        start = max(start, hole_end)
    if start < end:
        left.append((start, end))
    return left
