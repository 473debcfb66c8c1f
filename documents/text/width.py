"""One folded view of a text for matching: same width, same script, no blanks; offsets by table.

Folding maps one character to one character, so it never moves an offset. Blanks are then left out
(Chinese print puts them anywhere around digits and brackets), except between two ASCII letters or
digits, where they part words; a table leads every place of the view back to the text.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

_DASHES = "‐‑‒–—―−－﹣﹘"
_TILDES = "～〜∼˜"
_SINGLE_QUOTES = "‘’‚‛＇"
_QUOTES = "“”„‟「」『』〝〞＂"
_SINGLES = {
    "〈": "《",
    "〉": "》",
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "﹑": "、",
    "､": "、",
}


@cache
def _table() -> dict[int, str]:
    """The one-to-one table: full-width forms, dashes, quotation marks, traditional script."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table[0x3000] = table[0x00A0] = table[0x2009] = table[0x202F] = " "
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _TILDES), "~"))
    table.update(dict.fromkeys(map(ord, _QUOTES), '"'))
    table.update(dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"))
    table.update({ord(old): new for old, new in _SINGLES.items()})
    for line in (DATA / "traditional.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            table.setdefault(ord(line[0]), line[1])
    return table


# Signs of everyday print are replaced one by one, which costs next to nothing; the long table is
# asked only where one of its rarer characters stands.
_COMMON = "，：；（）“”！？—–～\u3000\u00a0"


@cache
def _rare() -> re.Pattern[str]:
    """Any character of the table that is not common."""
    signs = "".join(re.escape(chr(code)) for code in sorted(_table()) if chr(code) not in _COMMON)
    return re.compile(f"[{signs}]")


def fold(text: str) -> str:
    """Fold width, dashes, quotation marks and script; the result has the length of `text`."""
    if _rare().search(text):
        return text.translate(_table())
    for sign in _COMMON:
        if sign in text:
            text = text.replace(sign, _table()[ord(sign)])
    return text


def folding() -> dict[str, str]:
    """The table itself: each character that is folded, with what it becomes."""
    return {chr(code): new for code, new in _table().items()}


_BLANKS = re.compile(r"\s+")


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _parts_words(folded: str, start: int, end: int) -> bool:
    """Whether a gap parts two words; between figures set one by one (7 7 / 4 7) it does not."""
    if not start or end == len(folded):
        return False
    left, right = folded[start - 1], folded[end]
    if not (_is_word(left) and _is_word(right)):
        return False
    alone = left.isdigit() and right.isdigit() and end - start == 1
    return not (
        alone
        and not folded[start - 2 : start - 1].isalnum()
        and not folded[end + 1 : end + 2].isalnum()
    )


class View:
    """The folded text without blanks. `at[i]` is the text offset of the view's character `i`."""

    __slots__ = ("at", "chars", "text")
    at: Sequence[int]

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        if not _BLANKS.search(folded):
            self.chars, self.at = folded, range(len(folded))
            return
        parts: list[str] = []
        at: list[int] = []
        done = 0
        for gap in _BLANKS.finditer(folded):
            start, end = gap.span()
            parts.append(folded[done:start])
            at.extend(range(done, start))
            done = end
            if _parts_words(folded, start, end):
                parts.append(" ")
                at.append(start)
        parts.append(folded[done:])
        at.extend(range(done, len(folded)))
        self.chars = "".join(parts)
        self.at = at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The text offsets of the view's half-open `[start, end)`, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(text: str) -> str:
    """Fold a name and leave its blanks out, so that it can be sought in a view."""
    return View(text).chars
