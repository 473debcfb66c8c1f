"""Where paragraphs, headings and notes begin, line by line."""

import re
from dataclasses import dataclass, field, replace

from documents.text.header import Head
from documents.text.labels import Label, Style, read_label
from documents.text.layout import HALTED, TERMINAL, Line, LineKind, Page, Regime, Span
from documents.text.numerals import roman
from documents.text.types import BlockKind

_ANNEX = re.compile(r"附(?:件|录)\s*[一二三四五六七八九十\d]{0,3}\*?")
_HEADING_WORDS = re.compile(r"摘要|导言|引言|目录|背景|结论|结论和建议|建议|序言")
_MARKDOWN_HEADING = re.compile(r"(?P<signs>#{1,6})\s+")
# A short line that ends so goes on; any other is a row of a table, a name in a list.
_DANGLING = (",", "、", "(", "《", '"', "/", "-", "的", "和", "与", "及", "至")
_FIGURE = re.compile(r"\d{1,3}")  # a page's number, or a paragraph's alone on its line
_PUNCTUATION = re.compile(r"[。,;:!?]")


@dataclass(slots=True)
class Draft:
    """A block being built: its label and the lines that make it."""

    kind: BlockKind
    label: Label | None
    lines: list[Line]
    is_annex: bool = False
    after_annex: bool = False
    signs: list[Span] = field(default_factory=list)

    @property
    def is_word(self) -> bool:
        """Whether it is one of the words that head a part of a paper."""
        return _HEADING_WORDS.fullmatch(self.text) is not None

    @property
    def text(self) -> str:
        """The folded text of its lines."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Sequence:
    """The last value of each style, so that a number in running text is not taken for a label."""

    last: dict[Style, int] = field(default_factory=dict)

    def takes(self, label: Label, *, apart: bool) -> bool:
        """Whether `label` may begin a block here; `apart`: nothing before it goes on."""
        last = self.last.get(label.style, 0)
        expected = label.value == last + 1
        if label.style in (Style.BULLET, Style.CAPITAL):
            return apart or label.text in "•●■▪◦" or label.style is Style.CAPITAL
        if label.style in (Style.LETTER, Style.ROMAN):
            return apart and (expected or label.value == 1)
        if label.style is Style.ARABIC and label.bare:
            return expected
        return apart or expected or label.value == 1

    def expects(self, value: int) -> bool:
        """Whether the next numbered paragraph bears this number."""
        return value == self.last.get(Style.ARABIC, 0) + 1

    def is_next(self, label: Label) -> bool:
        """Whether a label is the one that its style has next."""
        return label.style is not Style.BULLET and label.value == self.last.get(label.style, 0) + 1

    def style(self, label: Label) -> Label:
        """(i) as a Roman figure, unless it follows (h)."""
        value = roman(label.text.upper()) if label.style is Style.LETTER else None
        if value is None or (
            len(label.text) == 1 and label.value == self.last.get(Style.LETTER, 0) + 1
        ):
            return label
        return replace(label, style=Style.ROMAN, value=value)

    def note(self, label: Label) -> None:
        """Remember `label` as the newest of its style; nested styles begin again."""
        self.last[label.style] = label.value
        nested = [Style.BRACKETED, Style.LETTER, Style.ROMAN, Style.BULLET]
        place = nested.index(label.style) + 1 if label.style in nested else 0
        for style in nested[place:]:
            self.last.pop(style, None)


def drafts(page: Page, head: Head) -> tuple[list[Draft], list[Line]]:
    """The blocks after the head in order, notes among them; and lines that are page numbers."""
    found: list[Draft] = []
    feet: list[Line] = []
    sequence = _Sequence()
    previous: Draft | None = None
    quoted = 0
    for line in page.lines[: head.end]:
        if line.kind is LineKind.NOTE:
            _add_note(found, line, page)
    for line in page.lines[head.end :]:
        if line.kind is LineKind.ARTEFACT:
            continue
        if line.kind is LineKind.NOTE:
            _add_note(found, line, page)
            continue
        if _FIGURE.fullmatch(line.text) and not sequence.expects(int(line.text)):
            feet.append(line)
            continue
        started = _started(page, line, previous, sequence, quoted=quoted > 0)
        if started is not None:
            started.after_annex = previous is not None and previous.is_annex
            found.append(started)
            previous = started
            quoted = 0 if started.label else quoted
        elif previous is not None:
            previous.lines.append(line)
        quoted = max(0, quoted + line.quotes)
    for draft, following in zip(found, [*found[1:], None], strict=False):
        _settle(draft, page, following)
    return found, feet


def _add_note(found: list[Draft], line: Line, page: Page) -> None:
    """Begin a note, or carry the last one on."""
    fresh = re.match(r"(?:\*{1,3}|[†‡]|[¹²³⁴-⁹⁰]+|\d{1,2}\s)", line.text)
    last = found[-1] if found and found[-1].kind is BlockKind.NOTE else None
    if last is None or fresh or (page.regime is Regime.SPACED and line.indent > 0):
        found.append(Draft(BlockKind.NOTE, None, [line]))
    else:
        last.lines.append(line)


def _started(
    page: Page, line: Line, previous: Draft | None, sequence: _Sequence, *, quoted: bool
) -> Draft | None:
    """The draft that `line` begins; None when it carries the previous one on.

    Inside a quotation that is still open, another text's numbers are not ours.
    """
    if _ANNEX.fullmatch(line.text):
        sequence.last.clear()
        return Draft(BlockKind.HEADING, None, [line], is_annex=True)
    if sign := _MARKDOWN_HEADING.match(line.text):
        signs = [(line.start + sign.start("signs"), line.start + sign.end("signs"))]
        return Draft(BlockKind.HEADING, None, [line], signs=signs)
    carried = previous is not None and _carries_on(page, line, previous)
    label = read_label(line.text)
    if quoted and previous is not None and not (label and sequence.is_next(label)):
        return None
    if label is not None:
        label = sequence.style(label)
        apart = not carried or previous is None or _stands_apart(page, line, previous, label)
        if sequence.takes(label, apart=apart):
            sequence.note(label)
            return Draft(BlockKind.PARAGRAPH, label, [line])
    return None if carried else Draft(BlockKind.PARAGRAPH, None, [line])


def _stands_apart(page: Page, line: Line, previous: Draft, label: Label) -> bool:
    """Whether a label after a halt begins a block; inline letters, cut by a line end, do not."""
    before = previous.lines[-1]
    if HALTED.search(before.text) is None:
        return False
    first = label.style in (Style.LETTER, Style.ROMAN) and label.value == 1
    inline = first and page.wrapped and page.is_full(before)
    indent = line.indent - 1 if line.page_start else line.indent
    blank = page.regime is Regime.SEPARATED and line.follows_blank
    return not inline or indent > 0 or blank


def _carries_on(page: Page, line: Line, previous: Draft) -> bool:
    """Whether an unlabelled line belongs to the block before it, by what line ends mean here."""
    before = previous.lines[-1]
    if previous.label is not None and previous.label.length == len(before.text) == len(
        previous.text
    ):
        return True  # the label stands alone on its line
    if _heads_annex(page, previous):
        return False
    ended = TERMINAL.search(before.text) is not None
    separated = page.regime is Regime.SEPARATED
    if separated and not line.follows_blank and not line.after_foot:
        fresh = ended and line.indent > max(page.flush, before.indent) + 1
        return not (fresh or previous.kind is BlockKind.HEADING)
    if previous.kind is BlockKind.HEADING:
        return False
    if page.regime is Regime.UNWRAPPED and not line.follows_blank and not previous.is_word:
        return not ended
    if _looks_heading(page, previous):
        return False
    if page.regime is Regime.UNWRAPPED:
        return not ended
    if separated and line.after_foot:  # a page's foot may stand inside a paragraph
        return not ended or (previous.label is not None and page.is_full(before, 0.92))
    if separated:
        return not HALTED.search(before.text) and page.is_full(before)
    indent = line.indent - 1 if line.page_start else line.indent
    # Indented more than most lines, and than the line before unless that is the first one.
    inward = indent > page.flush and (len(previous.lines) == 1 or indent > before.indent)
    if ended:
        hanging = previous.label is not None and indent == before.indent
        return page.is_full(before) and (not inward or hanging)
    if inward and HALTED.search(before.text):
        return False
    return page.is_full(before, 0.75) or before.text.endswith(_DANGLING)


def _heads_annex(page: Page, draft: Draft) -> bool:
    """The short line without a sentence under 附件: its title."""
    single = draft.after_annex and len(draft.lines) == 1 and draft.label is None
    return single and not _PUNCTUATION.search(draft.text) and not page.is_full(draft.lines[0])


def _looks_heading(page: Page, draft: Draft) -> bool:
    """A single line that bears a heading's marks and no sentence."""
    if len(draft.lines) != 1:
        return False
    line, label = draft.lines[0], draft.label
    text = line.text[label.length :] if label else line.text
    if label is not None and label.style is Style.CAPITAL:
        return "。" not in text
    if label is not None and label.style is not Style.CHINESE:
        return False
    if label is None and _HEADING_WORDS.fullmatch(text):
        return True
    if _PUNCTUATION.search(text) or TERMINAL.search(text) or len(text) > 40:
        return False
    if label is not None:
        return not (page.wrapped and page.is_full(line))
    if page.regime in (Regime.SPACED, Regime.DENSE):
        return line.indent >= 2 and not page.is_full(line)
    return line.follows_blank and len(text) <= 30


def _stands_over_numbers(page: Page, draft: Draft, following: Draft) -> bool:
    """A short line without a sentence, and a numbered paragraph below it."""
    numbered = following.label is not None and following.label.style in (
        Style.ARABIC, Style.DECIMAL, Style.CHINESE, Style.CAPITAL,
    )  # fmt: skip
    short = len(draft.lines) == 1 and draft.label is None and len(draft.text) <= 30
    return (
        numbered
        and short
        and not _PUNCTUATION.search(draft.text)
        and not (page.wrapped and page.is_full(draft.lines[0]))
    )


def _settle(draft: Draft, page: Page, following: Draft | None) -> None:
    """Make a heading of what looks like one and heads something."""
    if draft.kind is not BlockKind.PARAGRAPH:
        return
    if following is None or following.kind is BlockKind.NOTE:
        return
    if _stands_over_numbers(page, draft, following) or _heads_annex(page, draft):
        draft.kind = BlockKind.HEADING
        return
    if not _looks_heading(page, draft):
        return
    if draft.label and following.label and draft.label.style is following.label.style:
        return  # one item of a list after another
    indented = page.regime in (Regime.SPACED, Regime.DENSE)
    sentence = _PUNCTUATION.search(following.text)
    if draft.label or indented or draft.after_annex or following.label or sentence:
        draft.kind = BlockKind.HEADING
