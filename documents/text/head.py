"""The lines of a paper's head: where it ends, which say who submits, which belong together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.text.layout import TERMINAL, Line, LineKind, Page, Regime
from documents.text.parties import read_parties
from documents.text.symbols import is_symbol
from documents.text.types import Lexicon
from documents.text.width import squeeze

_HEAD_LINES = 60

_SUBMITTED = re.compile(
    r"(?P<who>.*?)(?:联合)?(?:提交|编写|编制|提出)的?(?:最新|联合|订正)?"
    r"(?:工作文件|背景文件|国家报告|报告|文件|资料|说明|概述)[*†]{0,6}\d?$"
)
_REPORT = re.compile(
    r"(?P<who>.{2,120}?)(?:的(?:联合)?|:(?:联合)?)(?:报告|说明|备忘录|概要|工作文件)[*†]{0,3}\d?$"
)
_BODY = re.compile(
    r"""
      \d{1,3}(?:[.、](?!\d)|\s+(?=[\u3400-\u9fff])).    # 12. / 12、 / 65 委员会
    | [一二三四五六七八九十]{1,3}、.
    | [㈠-㈩•●] | -\s
    """,
    re.X,
)

# What the lines of a head say, one thing each.
LANGUAGES = {
    "chinese": "zh", "english": "en", "french": "fr",
    "russian": "ru", "spanish": "es", "arabic": "ar",
    "中文": "zh", "英文": "en", "法文": "fr",
    "俄文": "ru", "西班牙文": "es", "阿拉伯文": "ar",
}  # fmt: skip
DATE_EN = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})")
DATE_ZH = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
ORIGINAL = re.compile(r"(?:Original|原文|原件):(?P<language>\w+)", re.I)
PERIOD = re.compile(
    r"""
    (?:(?P<before>[\u3400-\u9fff]{2,6}),)?
    (?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日
    (?:至|-|~)
    (?:(?P<year2>\d{4})年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日
    (?:[,、]?(?P<venue>[\u3400-\u9fff]{2,6}))?
    """,
    re.X,
)
SESSION = re.compile(r"第(?P<ordinal>[一二三四五六七八九十百\d]+)[届次](?:会议|届会|筹备会议)")
CONFERENCE = re.compile(
    r"不扩散(?:核武器)?条约.{0,8}?"
    r"(?:(?P<year>\d{4})年|第(?P<ordinal>[一二三四五六七八九十]+|\d+)次)?审议(?:和延期)?大会"
)
_FURNITURE = re.compile(
    r"(?:Distr\.:?.*|(?:General|Limited)|(?:普遍|限制)?分发.*|联合国|大会|页次|.{0,4}议程[*†]?项目.*)"
)


@dataclass(frozen=True, slots=True)
class HeadLines:
    """The head as indexes into the page's lines; it ends before `end`.

    `statement` are the lines that say who submits, None when no line does; `fields` are runs of
    lines that belong together.
    """

    end: int
    statement: tuple[int, ...] | None
    fields: tuple[tuple[int, ...], ...]


def find_head(page: Page, lexicon: Lexicon) -> HeadLines:
    """Find the lines before the body. A text without a head has no fields."""
    statement = _statement(page.lines, lexicon)
    end = statement[-1] + 1 if statement else _fallback_end(page.lines)
    return HeadLines(end, statement, _fields(page, end, statement))


def joined(lines: Sequence[Line], indexes: Sequence[int]) -> str:
    """The squeezed text of some lines."""
    return squeeze("".join(lines[index].text for index in indexes))


def submitters_named(lines: Sequence[Line], statement: tuple[int, ...]) -> str:
    """The part of the statement that names the submitters."""
    text = joined(lines, statement)
    match = _SUBMITTED.fullmatch(text) or _REPORT.fullmatch(text)
    return match["who"] if match else text


def _is_body(line: Line) -> bool:
    """A line that can only belong to the paper's body."""
    return (
        bool(_BODY.match(line.text))
        and not is_symbol(line.text)
        and not PERIOD.match(squeeze(line.text))
    )


def _statement(lines: Sequence[Line], lexicon: Lexicon) -> tuple[int, ...] | None:
    """Indexes of the lines that say who submits the paper, None when no line does."""
    candidates = [
        index for index in range(min(_HEAD_LINES, len(lines))) if lines[index].kind is LineKind.TEXT
    ]
    for place, index in enumerate(candidates):
        if _is_body(lines[index]) and lines[index].cells > 30:
            return None
        longest: tuple[int, ...] | None = None
        for first in range(place, max(-1, place - 10), -1):
            run = candidates[first : place + 1]
            text = joined(lines, run)
            match = _SUBMITTED.fullmatch(text) or _REPORT.fullmatch(text)
            if match and read_parties(match["who"], lexicon):
                longest = tuple(run)
        if longest is not None:
            return longest
    return _unread_statement(lines, candidates)


def _unread_statement(lines: Sequence[Line], candidates: Sequence[int]) -> tuple[int, ...] | None:
    """A submitting line whose party is not in the register: the head still ends there."""
    for place, index in enumerate(candidates):
        if _is_body(lines[index]):
            return None
        for first in (place, place - 1):
            run = candidates[max(first, 0) : place + 1]
            if re.search(
                r"(?:提交|编写)的(?:联合)?(?:工作|背景)?(?:文件|资料|报告)[*†]{0,6}\d?$",
                joined(lines, run),
            ):
                return tuple(run)
    return None


def _fallback_end(lines: Sequence[Line]) -> int:
    """Without a statement: the head is what stands before the first line of running text."""
    known = False
    for index, line in enumerate(lines[:_HEAD_LINES]):
        text = squeeze(line.text)
        if line.kind is not LineKind.TEXT:
            continue
        if _is_body(line) or TERMINAL.search(text) or (line.cells > 60 and "," in line.text):
            return index if known else 0
        known = known or is_furniture(text)
    return 0


def is_furniture(text: str) -> bool:
    """A line of the head that is not its title."""
    return bool(
        is_symbol(text)
        or DATE_EN.fullmatch(text)
        or DATE_ZH.fullmatch(text)
        or ORIGINAL.match(text)
        or text.lower() in LANGUAGES
        or PERIOD.fullmatch(text)
        or SESSION.fullmatch(text)
        or CONFERENCE.search(text)
        or _FURNITURE.fullmatch(text)
    )


def _fields(page: Page, end: int, statement: tuple[int, ...] | None) -> tuple[tuple[int, ...], ...]:
    """The head's lines in runs that belong together: a title over two lines is one field."""
    runs: list[list[int]] = []
    for index in range(end):
        line = page.lines[index]
        if line.kind is not LineKind.TEXT:
            continue
        in_statement = statement is not None and index in statement
        starts_statement = in_statement and statement is not None and index == statement[0]
        fresh = line.indent > 0 if page.regime is Regime.SPACED else line.follows_blank
        alone = is_furniture(squeeze(line.text)) and not in_statement
        follows = runs and not alone and not is_furniture(joined(page.lines, runs[-1]))
        if (in_statement and not starts_statement) or (
            follows and not fresh and not starts_statement
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(tuple(run) for run in runs)
