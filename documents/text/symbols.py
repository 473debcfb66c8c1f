"""United Nations document symbols of the Treaty's review, as values that tell cycle and session."""

import re
from dataclasses import dataclass

from documents.text.numerals import roman

_SYMBOL = re.compile(
    r"""
    NPT/CONF\.(?P<cycle>\d{4})/
    (?:PC\.(?P<session>[IVX]+)/)?
    (?:(?P<series>WP|CRP|INF|SR|CC|MC\.[IVX]+(?:/WP|/CRP)?|NGO|DEC)\.?)?
    (?P<number>\d+)?
    (?:\s?\([^)]*\))?
    (?:/(?:Rev|Corr|Add|Amend)\.\d+)*
    """,
    re.X,
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a symbol such as `NPT/CONF.2026/PC.III/WP.12/Rev.1` tells.

    `cycle_year` is the year in the symbol; `session` the ordinal of the Preparatory Committee's
    session, None for the Review Conference itself.
    """

    cycle_year: int
    session: int | None


def parse_symbol(text: str) -> Symbol | None:
    """Read a whole symbol of the NPT series; None when `text` is not one."""
    match = _SYMBOL.fullmatch(text.strip().rstrip("*"))
    if match is None or (match["number"] is None and match["series"] is None):
        return None
    return Symbol(int(match["cycle"]), roman(match["session"]) if match["session"] else None)


def is_symbol(text: str) -> bool:
    """Whether `text` alone is a UN document symbol of any series."""
    return (
        re.fullmatch(
            r"(?:NPT/CONF|A|S|CD|E|INFCIRC)[./][A-Za-z0-9./() ]*\d[A-Za-z0-9./()]*\*?", text
        )
        is not None
    )
