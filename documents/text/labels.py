"""Labels of paragraphs: `1.`, `一、`, `㈠`, `(a)`, `–`, `•`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.text.numerals import number


class Style(StrEnum):
    """The kinds of label; two labels of one style are siblings."""

    ARABIC = "arabic"
    DECIMAL = "decimal"
    CHINESE = "chinese"
    BRACKETED = "bracketed"
    LETTER = "letter"
    ROMAN = "roman"
    BULLET = "bullet"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a folded line, and how long it is with its punctuation.

    `start` and `end` are its place in the line without punctuation; `part` is what it gives to a
    path (Arabic figures, a letter); `value` its place in a sequence; a `bare` one has no
    punctuation.
    """

    style: Style
    text: str
    start: int
    end: int
    part: str
    value: int
    length: int
    bare: bool

    def printed(self, source: str, line_start: int) -> str:
        """The label's own characters in the source."""
        return source[line_start + self.start : line_start + self.end]


_CHINESE = "一二三四五六七八九十"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    # 1.1 / 2.3.1: before 1., which is its beginning
    (Style.DECIMAL, re.compile(r"(?P<label>\d{1,2}(?:[.]\d{1,2})+)(?P<mark>[.、]?)\s+")),
    # 12. / 12、; not 2.5
    (Style.ARABIC, re.compile(r"(?P<label>\d{1,3})(?P<mark>[.、])\s*(?!\d(?!\d{3}\s?年))")),
    # 65 委员会…: the full stop was lost; units of measure and dates are text
    (
        Style.ARABIC,
        re.compile(
            r'(?P<label>\d{1,3})(?P<mark>)\s+(?=[\u3400-\u9fff《"]|\d{1,4}\s?[\u3400-\u9fff])(?![年月日个项名届次段%周小世份])'
        ),
    ),
    # 12 alone on its line
    (Style.ARABIC, re.compile(r"(?P<label>\d{1,3})(?P<mark>)$")),
    # 一、 / 一.
    (Style.CHINESE, re.compile(rf"(?P<label>[{_CHINESE}]{{1,3}})(?P<mark>[.、])\s*")),
    # ㈠ / (一)
    (Style.BRACKETED, re.compile(r"(?P<label>[㈠-㈩])(?P<mark>)\s*")),
    (Style.BRACKETED, re.compile(rf"\((?P<label>[{_CHINESE}]{{1,3}})(?P<mark>\))\s*")),
    # (a)
    (Style.LETTER, re.compile(r"\((?P<label>[a-z]|[ivx]{1,4})(?P<mark>\))\s*")),
    # A. 全球安全环境的变化
    (Style.CAPITAL, re.compile(r'(?P<label>[A-Z])(?P<mark>[.])\s*(?=[\u3400-\u9fff\d《"])')),
    # • / – / ●; a double dash is punctuation
    (Style.BULLET, re.compile(r"(?P<label>[•●■▪◦])(?P<mark>)\s*(?=\S)")),
    (Style.BULLET, re.compile(r"(?P<label>[-·])(?P<mark>)\s+(?=\S)")),
)


def read_label(line: str) -> Label | None:
    """The label at the beginning of a line; None when there is none."""
    for style, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        text, mark = match["label"], match["mark"]
        part, value = _part(style, text)
        if not part:
            continue
        return Label(style, text, *match.span("label"), part, value, match.end(), bare=not mark)
    return None


def _part(style: Style, text: str) -> tuple[str, int]:
    """The path component of a label and its place in a sequence; ("", 0) when it is none."""
    if style is Style.BULLET:
        return "b", 0
    if style is Style.LETTER:
        return text, ord(text[0]) - ord("a") + 1
    if style is Style.CAPITAL:
        return text, ord(text) - ord("A") + 1
    if style is Style.DECIMAL:
        return text, int(text.rpartition(".")[2])
    value = number(text)
    return (str(value), value) if value else ("", 0)
