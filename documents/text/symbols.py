"""United Nations document symbols, and those of the Treaty's review as values."""

import re
from dataclasses import dataclass

from documents.text.numerals import roman
from documents.text.width import View

_SYMBOL = re.compile(
    r"""
    (?P<base>
      NPT/CONF\.(?P<cycle>\d{4})/
      (?:PC\.(?P<session>[IVX]+)/)?
      (?:(?P<series>WP|CRP|INF|SR|CC|MC\.[IVX]+(?:/(?:WP|CRP))?|NGO|DEC|MISC)\.?)?
      (?P<number>\d+)?
      (?:\s?\((?P<part>[^)]*)\))?
    )
    (?P<suffix>(?:/(?:Rev|Corr|Add|Amend)\.\d+)*)
    """,
    re.X,
)
_ANY = re.compile(
    r"[A-Z]{1,8}(?:\(\d+\))?(?:[/.-][A-Za-z0-9.()-]+)+(?:\s?\((?:Vol|Part)[^)]*\))?\*?"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a symbol such as `NPT/CONF.2026/PC.III/WP.12/Rev.1` tells.

    `cycle_year` is the year in the symbol, which names the cycle, not when it met; `session` the
    ordinal of the Preparatory Committee's session, None for the Review Conference itself; `series`
    is WP, INF, SR ... or empty; `base` leaves out `suffix` (/Rev.1, /Corr.1, /Add.1).
    """

    base: str
    cycle_year: int
    session: int | None
    series: str
    number: int | None
    part: str
    suffix: str

    def __str__(self) -> str:
        return self.base + self.suffix


def parse_symbol(text: str) -> Symbol | None:
    """Read a whole symbol of the NPT series; None when `text` is not one."""
    match = _SYMBOL.fullmatch(text.strip().rstrip("*"))
    if match is None or (match["number"] is None and match["series"] is None):
        return None
    return Symbol(
        base=match["base"],
        cycle_year=int(match["cycle"]),
        session=roman(match["session"]) if match["session"] else None,
        series=match["series"] or "",
        number=int(match["number"]) if match["number"] else None,
        part=match["part"] or "",
        suffix=match["suffix"],
    )


def is_symbol(text: str) -> bool:
    """Whether `text` alone is a UN document symbol of any series."""
    return "/" in text and any(map(str.isdigit, text)) and _ANY.fullmatch(text) is not None


def symbols_in(text: str) -> list[str]:
    """Every symbol of the NPT series in a text, each once, without volumes, parts and blanks.

    A symbol's prefix alone, such as `NPT/CONF.2026/PC.III/`, is none.
    """
    chars = View(text).chars
    starts = re.finditer(r"(?<![A-Za-z0-9/])NPT/CONF\.", chars)
    matches = (_SYMBOL.match(chars, start.start()) for start in starts)
    return list(
        dict.fromkeys(
            re.sub(r"\([^)]*\)", "", match[0]).rstrip(".")
            for match in matches
            if match and match["number"]
        )
    )
