"""Numbers in lists and ranges, as citations print them.

`5(c)和21`, `3至6`, `5(a)至(g)`, `第3段和第4段(c)分段`.

All patterns run over a squeezed view (`width.View`): no blanks, half-width signs, simplified
script. A list is read member by member, and stops before the first thing that is not one of its
members, so a year or a measure after a list (行动5和2020年) never becomes a member.
"""

import re
from dataclasses import dataclass

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
    """One printed member: a number with all its letters as `(letter, start, end, ranged)`."""

    number: int
    letters: tuple[tuple[str, int, int, bool], ...]
    start: int
    end: int
    backwards: bool = False


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
    letters: list[tuple[str, int, int, bool]] = []
    backwards = False
    if grammar.letters:
        letters, end, backwards = _letters(chars, position, end)
    if grammar.closer:
        closer = re.compile(grammar.closer).match(chars, end)
        if closer:
            end = closer.end()
            if grammar.letters and not letters:
                letters, end, backwards = _letters(chars, position, end)
    if re.compile(grammar.guard).match(chars, end) is None:
        return None
    if letters:  # the last letter's span runs to the member's end: (c)分段, 第4(c)段
        letter, first, _, ranged = letters[-1]
        letters[-1] = (letter, first, end, ranged)
    return _One(value, tuple(letters), position, end, backwards)


def _letters(
    chars: str, start: int, end: int
) -> tuple[list[tuple[str, int, int, bool]], int, bool]:
    """Letters after a figure, where they end, and whether they are a reversed range."""
    match = _LETTERS.match(chars, end)
    if match is None:
        return [], end, False
    found = [(match["a"] or match["b"] or match["c"], start, match.end(), False)]
    end = match.end()
    while more := _MORE_LETTERS.match(chars, end):
        letter = more["letter"]
        if more["join"] in "至到-~":
            last, first, _, _ = found.pop()
            if letter <= last:
                return [(last, first, more.end(), True)], more.end(), True
            found += [
                (chr(code), first, more.end(), True) for code in range(ord(last), ord(letter) + 1)
            ]
        else:
            found.append((letter, more.start() + len(more["join"]), more.end(), False))
        end = more.end()
    return found, end, False


def read_letters(chars: str, start: int, end: int, number: int) -> tuple[list[Member], int]:
    """Letters apart from their number: (b)项 in 第5号行动(b)项; the item begins at `start`."""
    letters, after, backwards = _letters(chars, start, end)
    members = [
        Member(number, letter, first, last, ranged, backwards)
        for letter, first, last, ranged in letters
    ]
    return members, after


def _spell(ones: list[tuple[str, _One]]) -> list[Member]:
    """Members with their own spans; a range becomes all its members, with one span."""
    members: list[Member] = []
    for join, one in ones:
        if join == "to" and members and not one.letters and not members[-1].letter:
            last = members.pop()
            start, end = last.start, one.end
            if one.number <= last.number:
                members.append(Member(last.number, "", start, end, ranged=True, reversed=True))
            else:
                members += [
                    Member(value, "", start, end, ranged=True)
                    for value in range(last.number, one.number + 1)
                ]
        elif one.letters:
            members += [
                Member(one.number, letter, start, end, ranged, one.backwards)
                for letter, start, end, ranged in one.letters
            ]
        else:
            members.append(Member(one.number, "", one.start, one.end))
    return members
