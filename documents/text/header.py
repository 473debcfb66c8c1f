"""The facts of a paper's head: title, submitters, session, dates; null, with why, if not stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from documents.text.head import (
    CONFERENCE,
    DATE_EN,
    DATE_ZH,
    LANGUAGES,
    ORIGINAL,
    PERIOD,
    SESSION,
    HeadLines,
    find_head,
    is_furniture,
    joined,
    submitters_named,
)
from documents.text.layout import Line, Page
from documents.text.numerals import number
from documents.text.parties import read_parties
from documents.text.symbols import is_symbol, parse_symbol
from documents.text.types import Header, Lexicon

_MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6,
    "July": 7, "August": 8, "September": 9, "October": 10, "November": 11, "December": 12,
}  # fmt: skip
_OTHER_BODY = re.compile(
    r"(?<!扩散核武器)(?<!不扩散)(?:条约|公约).{0,4}(?:缔约国.{0,6}(?:会议|审议大会)|审议大会)"
    r"|裁军谈判会议|裁军审议委员会|大会第.{1,4}届会议|第一委员会|公约缔约国|条约组织筹备委员会"
    r"|安全理事会|原子能机构.{0,4}(?:大会|理事会)|全面禁止核试验条约.{0,8}会议|(?:临时)?议程[*†]?项目"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body: it ends before the page's line `end`.

    `fields` are runs of indexes into the page's lines.
    """

    end: int
    fields: tuple[tuple[int, ...], ...]
    header: Header
    warnings: tuple[str, ...]


def read_head(source: str, page: Page, lexicon: Lexicon) -> Head:
    """Read the lines before the body. A text without a head has no fields and all facts null."""
    lines = find_head(page, lexicon)
    texts = [joined(page.lines, field) for field in lines.fields]
    who = submitters_named(page.lines, lines.statement) if lines.statement else None
    header, warnings = _facts(texts, who, lexicon)
    header = replace(header, title=_title(source, page.lines, lines, texts))
    header = replace(header, reasons=_reasons(header, texts, submitted=who is not None))
    return Head(lines.end, lines.fields, header, warnings)


def _facts(texts: list[str], who: str | None, lexicon: Lexicon) -> tuple[Header, tuple[str, ...]]:
    """The header's facts from its fields' squeezed texts."""
    whole = "\n".join(texts)
    header = Header(**_document_facts(texts))
    header = replace(header, **_meeting_facts(whole, header.symbol, lexicon))
    warnings: list[str] = []
    if who is not None:
        codes = read_parties(who, lexicon)
        header = replace(header, submitters=codes or ())
        if codes is None:
            warnings.append("submitters-not-recognised")
    return header, tuple(warnings)


def _title(source: str, lines: Sequence[Line], head: HeadLines, texts: Sequence[str]) -> str | None:
    """The last field before the statement that is nothing else, as printed."""
    for field, text in reversed(list(zip(head.fields, texts, strict=True))):
        if field == head.statement or is_furniture(text):
            continue
        printed = "\n".join(source[lines[index].start : lines[index].end] for index in field)
        return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", printed).rstrip("*† ")
    return None


def _document_facts(texts: list[str]) -> dict[str, Any]:
    """Symbol, date and original language of the document itself."""
    facts: dict[str, Any] = {}
    for text in texts:
        if is_symbol(text):
            facts.setdefault("symbol", text.rstrip("*"))
        elif match := DATE_EN.fullmatch(text):
            if match["month"] in _MONTHS:
                facts["document_date"] = _date(
                    match["year"], str(_MONTHS[match["month"]]), match["day"]
                )
        elif match := DATE_ZH.fullmatch(text):
            facts["document_date"] = _date(match["year"], match["month"], match["day"])
        elif match := ORIGINAL.match(text):
            facts["original_language"] = LANGUAGES.get(match["language"].lower())
    return facts


def _date(year: str, month: str, day: str) -> date | None:
    """A day of the calendar; None when there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _meeting_facts(whole: str, symbol: str | None, lexicon: Lexicon) -> dict[str, Any]:
    """Cycle, session, place and days, and whether the meeting is the Treaty's own."""
    one_line = whole.replace("\n", "")
    conference = CONFERENCE.search(one_line)
    parsed = parse_symbol(symbol) if symbol else None
    facts: dict[str, Any] = {"npt": _is_npt(one_line, bool(conference or parsed), symbol)}
    if session := SESSION.search(one_line):
        facts["session"] = session[0]
    if period := PERIOD.search(whole):
        facts |= _period_facts(period)
    if not facts["npt"]:
        return facts
    cycle = parsed.cycle_year if parsed else _cycle(conference, lexicon)
    facts["review_cycle"] = cycle
    if cycle is None:
        return facts
    ordinal = parsed.session if parsed else number(session["ordinal"]) if session else None
    preparatory = "筹备委员会" in one_line or (parsed is not None and parsed.session is not None)
    if preparatory and ordinal is not None:
        facts["session_key"] = lexicon.sessions.get(("preparatory-committee", cycle, ordinal))
    elif not preparatory:
        held = [
            key
            for (kind, year, _), key in lexicon.sessions.items()
            if year == cycle and "prep" not in kind
        ]
        facts["session_key"] = held[0] if held else None
    return facts


def _cycle(conference: re.Match[str] | None, lexicon: Lexicon) -> int | None:
    """The cycle that a conference's name tells: by its year, or by its ordinal."""
    if conference is None:
        return None
    if conference["year"]:
        return int(conference["year"])
    ordinal = number(conference["ordinal"] or "")
    held = [
        year
        for (kind, year, each), _ in lexicon.sessions.items()
        if each == ordinal and "prep" not in kind
    ]
    return held[0] if held else None


def _is_npt(whole: str, named: bool, symbol: str | None) -> bool | None:
    """True when the head names the Treaty's conference, False another body, None when silent."""
    if named:
        return True
    if _OTHER_BODY.search(whole) or (symbol and not symbol.startswith("NPT/")):
        return False
    session = SESSION.search(whole)
    # No session of the Treaty's counts so far.
    return False if session and (number(session["ordinal"]) or 0) > 12 else None


def _period_facts(match: re.Match[str]) -> dict[str, Any]:
    """First and last day of the session, and where it met."""
    month2, year2 = match["month2"] or match["month"], match["year2"] or match["year"]
    starts = _date(match["year"], match["month"], match["day"])
    ends = _date(year2, month2, match["day2"])
    if starts and ends and starts > ends:
        starts = ends = None
    return {"starts": starts, "ends": ends, "venue": match["venue"] or match["before"]}


def _reasons(header: Header, texts: list[str], *, submitted: bool) -> dict[str, str]:
    """Why each null field is null: not stated, not recognised, or another body's meeting."""
    missing = "not-stated" if texts else "no-header"
    names = (
        "title", "symbol", "session", "session_key", "venue", "starts", "ends",
        "document_date", "review_cycle", "original_language",
    )  # fmt: skip
    reasons = {name: missing for name in names if getattr(header, name) is None}
    if not header.submitters:
        reasons["submitters"] = "not-recognised" if submitted else missing
    if header.npt is False:
        reasons |= {
            name: "other-body" for name in ("review_cycle", "session_key") if name in reasons
        }
    elif header.session and header.session_key is None:
        reasons["session_key"] = (
            "cycle-not-stated" if header.review_cycle is None else "not-recognised"
        )
    return reasons
