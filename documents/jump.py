"""The jump box: reads a few typed characters as the one thing they name.

Accepts a commitment (`5c`, `行动5(c)`, `第5项行动`, `步骤9(d)`, `第六条`, `article VI`,
`决定2第4(c)段`, a key), an instrument, and a State, group or body by any name of the register.
Only what the register holds is ever given; several readings are all given, none is guessed.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from commitments.register import Register, load_register
from documents.text.numerals import number as read_number
from documents.text.numerals import to_roman
from documents.text.width import fold

LONGEST = 200
PLAN = "action-plan-2010"
TREATY = "npt"
# The noun that counts an instrument's items; all others count paragraphs.
NOUNS = {
    PLAN: ("行动", "action", "actions", "act"),
    "steps-2000": ("步骤", "切实步骤", "实际步骤", "步", "step"),
    "stepping-stones-2020": ("阶石", "stone", "steppingstone"),
    TREATY: ("条", "article", "art"),
}
# Short names that people type and papers do not print; what papers print stands in the register.
TYPED_NAMES = {
    "action plan": PLAN,
    "2010 action plan": PLAN,
    "64 actions": PLAN,
    "13 steps": "steps-2000",
    "thirteen steps": "steps-2000",
    "第四节": "me-section-2010",
    "section IV": "me-section-2010",
    "NPT": TREATY,
}
# Fewer characters than these begin too many names.
SHORTEST_BEGINNING = 2
MOST_BEGINNINGS = 12
PARAGRAPH_NOUNS = ("段", "分段", "para", "paragraph", "operativeparagraph")

_NUMBER = r"(?P<number>\d{1,3}|[〇零一二三四五六七八九十百]{1,5}|[ivx]{1,6}|[Ⅰ-Ⅻⅰ-ⅻ㈠-㈩])"
_LETTER = r"(?:第?\(?(?P<letter>[a-z])\)?(?:分段|段|项|款)?)?"
# 第三条第1款; article III.1; article III, para. 1
_CLAUSE = r"(?:(?:第|[.,]?para(?:graph)?\.?|[.])(?P<clause>\d|[一二三四五六七八九])(?:款|项)?)?"
# The longest first: 步骤 before 步, actions before act.
_ALL_NOUNS = "|".join(
    sorted({noun for nouns in (*NOUNS.values(), PARAGRAPH_NOUNS) for noun in nouns}, key=len)[::-1]
)
_NOUN = rf"(?P<noun>{_ALL_NOUNS})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # 行动5(c), 行动五, action 5 c, art. 6, para. 4 (c), 切实步骤第9项
        rf"{_NOUN}(?:点|要点|项目)?\.?第?{_NUMBER}(?:号|项|点)?(?:{_CLAUSE}|{_LETTER})",
        # 第六条, 第三条第1款, 第5项行动, 第九步, 第4(c)段, 9d步骤, 第4段(c)分段
        rf"第?{_NUMBER}(?:\(?(?P<inner>[a-z])\)?)?(?:号|项|个|点|块)?{_NOUN}(?:{_CLAUSE}|{_LETTER})",
        # 5, 5c, 5(c), VI, X.1, 第9项
        rf"第?{_NUMBER}(?:号|项|点)?(?:\.(?P<clause>\d)|{_LETTER})",
    )
)
# Resolutions have an id as soon as they are cited, and no names: ga-res-77-47.
_PUBLIC_ID = re.compile(r"[a-z]+\d?[a-z]*(?:-[a-z\d]+)+(?::[\w.]+)?")
_NOISE = re.compile(r"[\s《》〈〉\"'“”‘’]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that the text names: its `kind` (commitment, instrument, party) and public id."""

    kind: str
    id: str


def read(text: str) -> list[Reading]:
    """List what `text` names, each once, in the register's order; empty when it names nothing."""
    folded = _squeezed(text)
    if not folded or len(text) > LONGEST:
        return []
    names = _names()
    whole = _exact_ids().get(text.strip()) or names.get(folded, ())
    if whole:
        return list(whole)
    return _bare(folded) or _prefixed(folded) or _beginnings(folded)


def targets(text: str) -> list[str]:
    """Keys and slugs of what can be cited that `text` names; what looks like one as it is."""
    found = [row.id for row in read(text) if row.kind in ("commitment", "instrument")]
    written = text.strip()
    return found or ([written] if _PUBLIC_ID.fullmatch(written) else [])


def proper_key(text: str) -> str | None:
    """Give the key that differs from `text` in small and capital letters only, else None."""
    return _keys().get(text.casefold())


def _squeezed(text: str) -> str:
    return _NOISE.sub("", fold(text[: LONGEST + 1])).casefold()


@cache
def _keys() -> dict[str, str]:
    return {fact.key.casefold(): fact.key for fact in load_register().commitments}


@cache
def _exact_ids() -> dict[str, tuple[Reading, ...]]:
    """Small-letter ids as they are written: `nam` is the movement, `NAM` may be Namibia."""
    return {row.id: (row,) for row, _names in _named(load_register()) if row.id.islower()}


@cache
def _names() -> dict[str, tuple[Reading, ...]]:
    """Every folded name of the register with what it names."""
    register = load_register()
    found: dict[str, dict[Reading, None]] = defaultdict(dict)
    for reading, names in _named(register):
        for name in names:
            if folded := _squeezed(name):
                found[folded][reading] = None
    return {name: tuple(readings) for name, readings in found.items()}


def _named(register: Register) -> list[tuple[Reading, tuple[str, ...]]]:
    rows: list[tuple[Reading, tuple[str, ...]]] = []
    for item in register.commitments:
        rows.append((Reading("commitment", item.key), (item.key, item.cite_zh, item.cite_en)))
    for text in register.instruments:
        typed = (name for name, slug in TYPED_NAMES.items() if slug == text.slug)
        # "Decision 2: Principles ..." is called "Decision 2".
        short = re.split(r"[:(]", text.name_en)[0]
        names = (text.slug, text.name_zh, text.name_en, *text.aliases_zh, *text.weak_aliases_zh)
        rows.append((Reading("instrument", text.slug), (*names, short, *typed, *text.symbols)))
    for state in register.states:
        names = (state.code, state.iso2, state.name_zh, state.name_en, *state.aliases_en)
        weak = (*state.aliases_zh, *state.weak_aliases_zh)
        rows.append((Reading("party", state.code), (*names, *weak)))
    for party in (*register.groups, *register.bodies):
        names = (party.slug, party.name_zh, party.name_en, *party.aliases_en)
        weak = (*party.aliases_zh, *party.weak_aliases_zh)
        rows.append((Reading("party", party.slug), (*names, *weak)))
    return rows


def _bare(folded: str) -> list[Reading]:
    """Read an item without its instrument: a noun tells which, a bare number means an action."""
    for match in _matches(folded):
        noun = match.get("noun")
        if noun in PARAGRAPH_NOUNS:
            slugs = [slug for slug in _instruments() if slug not in NOUNS]
        elif noun:
            slugs = [slug for slug, nouns in NOUNS.items() if noun in nouns]
        else:
            slugs = [TREATY] if re.match("[ivxⅰ-ⅻ]", folded) else [PLAN]
        found = [Reading("commitment", key) for slug in slugs if (key := _key(slug, match))]
        if not noun and not found and slugs == [PLAN]:
            # No such action: whatever else has an item of this number and letter.
            found = [
                Reading("commitment", key)
                for slug in NOUNS
                if match.get("letter") and (key := _key(slug, match))
            ]
        if found:
            return found
    return []


def _prefixed(folded: str) -> list[Reading]:
    """Read an item after the name of its instrument, the longest name first."""
    names = _names()
    for end in range(len(folded) - 1, 1, -1):
        slugs = [row.id for row in names.get(folded[:end], ()) if row.kind == "instrument"]
        rest = re.sub(r"^(?:中?的|,|:|/|-)", "", folded[end:])
        found = [
            Reading("commitment", key)
            for slug in slugs
            for match in _matches(rest)
            if _fits(slug, match) and (key := _key(slug, match))
        ]
        if found:
            return list(dict.fromkeys(found))
    return []


def _beginnings(folded: str) -> list[Reading]:
    """Read the beginning of a party's name (`不结盟`), where few names begin so."""
    if len(folded) < SHORTEST_BEGINNING or (folded.isascii() and len(folded) <= SHORTEST_BEGINNING):
        return []
    found = {
        reading: None
        for name, readings in _names().items()
        if name.startswith(folded)
        for reading in readings
        if reading.kind == "party"
    }
    return list(found) if len(found) <= MOST_BEGINNINGS else []


def _matches(text: str) -> list[dict[str, str | None]]:
    found = (shape.fullmatch(text) for shape in _SHAPES)
    return [match.groupdict() for match in found if match]


def _fits(slug: str, match: dict[str, str | None]) -> bool:
    noun = match.get("noun")
    return not noun or noun in NOUNS.get(slug, PARAGRAPH_NOUNS)


@cache
def _instruments() -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.instrument for fact in load_register().commitments))


def _key(slug: str, match: dict[str, str | None]) -> str | None:
    """The key of an item, None where the register has no such item."""
    number = read_number((match["number"] or "").upper())
    if number is None or not 0 < number < 90:
        return None
    letter = match.get("inner") or match.get("letter")
    clause = match.get("clause")
    if slug == TREATY:
        if letter:
            return None
        tail = f".{read_number(clause)}" if clause else ""
        return proper_key(f"{slug}:{to_roman(number)}{tail}")
    return None if clause else proper_key(f"{slug}:{number}{letter or ''}")
