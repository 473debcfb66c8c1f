"""The facts of the register: one frozen class per CSV file, one field per column.

A name that also stands in `weak_aliases_zh` is weak: it may not link without context.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

NptStatus = Literal["NWS", "NNWS", "withdrawal-contested", "non-party"]
Region = Literal["", "African", "Asia-Pacific", "Eastern European", "GRULAC", "WEOG"]
NptParty = Literal["yes", "no", "contested"]
Confidence = Literal["", "sure", "probable"]
GroupKind = Literal["npt-group", "cross-regional", "regional", "alliance"]
BodyKind = Literal["secretariat", "officer", "advisory-board", "agency"]
SessionKind = Literal[
    "review-conference", "review-and-extension-conference", "preparatory-committee"
]
Pillar = Literal["disarmament", "non-proliferation", "peaceful-uses", "middle-east", "process"]
RowType = Literal["article", "article-para", "paragraph", "step", "sub", "action", "frame", "stone"]

# The statuses that make up the 191 parties of the United Nations list: its practice still counts
# the DPRK, whose announced withdrawal of 2003 the parties never ruled on.
PARTY_STATUSES: tuple[NptStatus, ...] = ("NWS", "NNWS", "withdrawal-contested")


@dataclass(frozen=True, slots=True)
class StateFact:
    """One State, a party to the Treaty or not; `code` is ISO 3166-1 alpha-3."""

    code: str
    iso2: str
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    weak_aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]
    npt_status: NptStatus
    region: Region
    accession_year: int | None
    year_confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class GroupFact:
    """One group of States that speaks, or is spoken of, as one."""

    slug: str
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    weak_aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]
    kind: GroupKind
    note: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class BodyFact:
    """One submitter that is neither a State nor a group: a secretariat, an officer, an agency."""

    slug: str
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    weak_aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]
    kind: BodyKind
    note: str


@dataclass(frozen=True, slots=True)
class MembershipFact:
    """One State in one group; both years count, a blank start is a start that is not known."""

    group: str
    state: str
    from_year: int | None
    to_year: int | None
    npt_party: NptParty
    note: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One Review Conference or session of its Preparatory Committee, with the days it sat."""

    key: str
    kind: SessionKind
    ordinal: int
    cycle_year: int
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    starts: date
    ends: date
    place: str
    symbol_prefix: str
    outcome: str
    note: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class InstrumentFact:
    """One text that creates commitments, or that papers name beside them.

    `symbol` is the document that holds the agreed text, `symbol_note_*` where in it, or why there
    is none; `symbols` are the symbols by which papers cite this instrument itself.
    """

    slug: str
    year: int | None
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    weak_aliases_zh: tuple[str, ...]
    symbols: tuple[str, ...]
    conference: str
    parent: str
    kind: str
    symbol: str
    source_url: str
    symbol_note_zh: str
    symbol_note_en: str
    note: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """One numbered undertaking; the summaries are the project's own words, never official text.

    `letter` is the sub-item: a letter, or the paragraph number of an article. `position` is the
    reading order within the instrument, from 1. `themes` holds the main theme first.
    """

    key: str
    instrument: str
    number: str
    letter: str
    parent: str
    row_type: RowType
    position: int
    pillar: Pillar
    themes: tuple[str, ...]
    addressee: str
    cite_zh: str
    cite_en: str
    summary_zh: str
    summary_en: str
    see_also: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """One subject, with the Chinese terms that point to it."""

    slug: str
    name_zh: str
    name_en: str
    pillar: Pillar
    key_terms_zh: tuple[str, ...]


PartyFact = StateFact | GroupFact | BodyFact
