"""Numbers in lists and ranges, as citations print them.

`5(c)和21`, `3至6`, `5(a)至(g)`, `第3段和第4段(c)分段`.

All patterns run over a squeezed view (`width.View`): no blanks, half-width signs, simplified
script. A list is read member by member, and stops before the first thing that is not one of its
members, so a year or a measure after a list (行动5和2020年) never becomes a member.
"""

import re
from dataclasses import dataclass, replace

from documents.text.numerals import number

_NUMBER = r"(?:[1-9]\d{0,2}|[一二三四五六七八九十]{1,4})"

# What shows that a figure belongs to a date, a measure or a longer number.
MEASURE = r"(?![0-9%/年月日周天次个名份期种届万亿多余]|\.\d|小时|分钟)"

_AND = re.compile(r"、|以及|和|与|及|或|,(?=第|行动|步骤|\()")
_TO = re.compile(r"至|到|-|~")
_LETTERS = re.compile(
    r"""
    (?: 第\((?P<a>[a-z])\)(?:分段|项|款)?          # 第(c)项
      | [的之]?\((?P<b>[a-z])\)(?:分段|项|款|段)?       # (c) / 的(c)分段
      | [.\s]?(?P<c>[a-z])(?![A-Za-z0-9(])         # 5c, 5.c
    )
    """,
    re.X,
)
_MORE_LETTERS = re.compile(
    r"(?P<join>、|以及|和|与|及|或|至|到|-|~)第?\((?P<letter>[a-z])\)(?:分段|项|款|段)?"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One number, with its letter if it has one; offsets are the view's.

    Members of a range share a span. A range that runs backwards is kept as one `reversed` member,
    so that it becomes a miss with its reason.
    """

    number: int
    letter: str
    start: int
    end: int
    ranged: bool = False
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the members of one family look.

    `opener` may stand before every member (行动 in 行动20和行动21), `closer` after it (段 in
    第3段和第4段); `letters` tells whether letters may follow; `guard` must hold after a member;
    `figure` is the number itself.
    """

    opener: str = ""
    closer: str = ""
    letters: bool = True
    guard: str = MEASURE
    figure: str = _NUMBER


@dataclass(frozen=True, slots=True)
class _One:
    """One printed member: a number with all its letters."""

    number: int
    letters: tuple[Member, ...]
    start: int
    end: int


def read_members(chars: str, position: int, grammar: Grammar) -> tuple[list[Member], int]:
    """The members of a list that begins at `position`, and where it ends (`position` if none)."""
    first = _one(chars, position, grammar)
    if first is None:
        return [], position
    ones: list[tuple[str, _One]] = [("", first)]
    end = first.end
    while True:
        joined = _next(chars, end, grammar)
        if joined is None:
            break
        ones.append(joined)
        end = joined[1].end
    return _spell(ones), end


def _next(chars: str, end: int, grammar: Grammar) -> tuple[str, _One] | None:
    """The join (and / to) and the member after it, None when the list ends."""
    for join, pattern in (("to", _TO), ("and", _AND)):
        match = pattern.match(chars, end)
        if match is None:
            continue
        one = _one(chars, match.end(), grammar)
        if one is not None:
            return join, one
    return None


def _one(chars: str, position: int, grammar: Grammar) -> _One | None:
    """One member with its letters: `5`, `5(c)`, `5(a)至(g)`, `第4段(c)分段`."""
    opener = re.compile(grammar.opener).match(chars, position) if grammar.opener else None
    start = opener.end() if opener else position
    if chars.startswith("第", start):
        start += 1
    match = re.compile(grammar.figure).match(chars, start)
    if match is None:
        return None
    value = number(match[0])
    if value is None:
        return None
    end = match.end()
    letters: list[Member] = []
    if grammar.letters:
        letters, end = read_letters(chars, position, end, value)
    if grammar.closer:
        closer = re.compile(grammar.closer).match(chars, end)
        if closer:
            end = closer.end()
            if grammar.letters and not letters:
                letters, end = read_letters(chars, position, end, value)
    if re.compile(grammar.guard).match(chars, end) is None:
        return None
    if letters:  # the last span runs to the member's end: (c)分段, 第4(c)段
        last = letters[-1].end
        letters = [replace(each, end=end) if each.end == last else each for each in letters]
    return _One(value, tuple(letters), position, end)


def read_letters(chars: str, start: int, end: int, number: int) -> tuple[list[Member], int]:
    """Letters at `end`, after `number` or apart from it, and where they end (`end` if none).

    (c) in 5(c), (b)项 in 第5号行动(b)项; the item begins at `start`.
    """
    match = _LETTERS.match(chars, end)
    if match is None:
        return [], end
    found = [Member(number, match["a"] or match["b"] or match["c"], start, match.end())]
    end = match.end()
    while more := _MORE_LETTERS.match(chars, end):
        letter = Member(number, more["letter"], more.start() + len(more["join"]), more.end())
        found += _span(found.pop(), letter) if more["join"] in "至到-~" else [letter]
        end = more.end()
    return found, end


def _span(first: Member, last: Member) -> list[Member]:
    """All members of a range of numbers, or of the letters of one number, with one span."""
    whole = replace(first, end=last.end, ranged=True)
    if first.letter:
        low, high = ord(first.letter), ord(last.letter)
        members = [replace(whole, letter=chr(code)) for code in range(low, high + 1)]
    else:
        low, high = first.number, last.number
        members = [replace(whole, number=value) for value in range(low, high + 1)]
    return members if low < high else [replace(whole, reversed=True)]


def _spell(ones: list[tuple[str, _One]]) -> list[Member]:
    """Members with their own spans; a range becomes all its members, with one span."""
    members: list[Member] = []
    for join, one in ones:
        printed = list(one.letters) or [Member(one.number, "", one.start, one.end)]
        if join == "to" and members and _of_a_kind(members[-1], printed[0]):
            printed[:1] = _span(members.pop(), printed[0])
        members += printed
    return members


def _of_a_kind(first: Member, last: Member) -> bool:
    """Whether two members can be the ends of a range: numbers, or letters of one number."""
    if first.letter and last.letter:
        return first.number == last.number
    return not first.letter and not last.letter
