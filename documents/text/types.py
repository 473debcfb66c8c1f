"""What the text engine takes and gives: frozen values, no behaviour beyond one-value facts.

Offsets are code points, half-open `[start, end)`. *Source* offsets index the decoded source (BOM
removed, CRLF to LF); *text* offsets index `Block.text`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

# Raised by hand with every change of the engine's output; the CHANGELOG entry says what to re-run.
CODE_VERSION = "3"


class EngineError(ValueError):
    """A source that cannot be read; the message says what is wrong and what to do."""


class BlockKind(StrEnum):
    """What a run of the source is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    HEADER = "header"
    NOTE = "note"
    ARTEFACT = "artefact"


class CitationKind(StrEnum):
    """How a paragraph names a commitment (see the README's table of kinds)."""

    EXPLICIT = "explicit"
    LISTED = "listed"
    RANGE = "range"
    COLLECTIVE = "collective"
    CARRIED = "carried"
    ENUMERATED = "enumerated"
    SUGGESTED = "suggested"


class Status(StrEnum):
    """Whether a citation found its commitment: one candidate, several, or none."""

    LINKED = "linked"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The earlier span from which a citation takes its instrument or number."""

    path: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class OperativeVerb:
    """What the clause that holds a citation does with it; `slug` is one of `verbs.verb_list`."""

    slug: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One reading of one span: the commitment it cites, or the reason why none is linked.

    `target` is a commitment key or an instrument slug, None unless `status` is linked.
    `reason` is a code such as `no-such-item` (empty when linked); `candidates` are keys.
    `quote == text[start:end]` always holds.
    """

    start: int
    end: int
    quote: str
    kind: CitationKind
    status: Status
    rule: str
    target: str | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()
    antecedent: Antecedent | None = None
    verb: OperativeVerb | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is a reason; `term == text[start:end]`, as the text prints it."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of a paragraph, a slug of the register's themes, and the terms that led to it."""

    slug: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Terms that together speak of a commitment, and how much they weigh (0 to 1)."""

    rule: str
    weight: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A commitment that a paragraph may be about: shown apart, never counted.

    `target` is a commitment key; `score`, 0 to 1, is what the reasons come to together.
    """

    target: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the source. Every non-blank source character lies in exactly one block.

    `label` is as printed without its punctuation; `spans` are source offsets and include the label;
    `map` rows are `(text_start, source_start, length)`.
    """

    kind: BlockKind
    label: str
    path: str
    parent: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    map: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class CitedBlock:
    """A block with what was found in it. `states` is the key whose own text the block is."""

    block: Block
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    states: str | None = None
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Facts that the paper's head states. What it does not state is None, with a reason code.

    `submitters` and `supporters` are party codes: ISO 3166-1 alpha-3, group or body slugs.
    `session_key` is a key of the register's sessions; `npt` is False when the head names another
    body (then a bare "action 3" is not ours), True when it names the NPT, None when it is silent.
    """

    title: str | None = None
    symbol: str | None = None
    submitters: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    session: str | None = None
    session_key: str | None = None
    venue: str | None = None
    starts: date | None = None
    ends: date | None = None
    document_date: date | None = None
    review_cycle: int | None = None
    language: str | None = None
    original_language: str | None = None
    npt: bool | None = None
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One pass of the engine over one source."""

    sha256: str
    engine: str
    fidelity: str
    warnings: tuple[str, ...]
    header: Header
    blocks: tuple[CitedBlock, ...]


@dataclass(frozen=True, slots=True)
class InstrumentName:
    """A name by which papers call an instrument. `weak` names link only in their context."""

    name: str
    slug: str
    weak: bool
    official: bool


@dataclass(frozen=True, slots=True)
class ThemeTerm:
    """A term that speaks of a theme, alone if it is strong; without a theme it hides others."""

    theme: str
    term: str
    strong: bool


@dataclass(frozen=True, slots=True)
class SuggestionRule:
    """Terms that, together in one sentence, speak of commitments.

    One term of each group must be there and none of `none_of`; `weights` are `(key, weight)`.
    `npt_only` rules are for the Treaty's own papers. A rule without weights only hides terms that
    stand inside its own.
    """

    name: str
    weights: tuple[tuple[str, float], ...]
    groups: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]
    npt_only: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that the engine knows of the register, built by `documents.lexicon`.

    Two are equal when their versions are, so that what is made of one can be cached by it.

    `kinds` maps an instrument's slug to its kind, `items` to its item keys; `children` a key to its
    lettered parts, in order; `parties` are `(name, code, weak)`, longest name first; `sessions`
    maps `(kind, cycle_year, ordinal)` to a session key; `version` is a hash of the data.
    """

    version: str
    instruments: tuple[InstrumentName, ...]
    kinds: dict[str, str]
    items: dict[str, frozenset[str]]
    children: dict[str, tuple[str, ...]]
    parties: tuple[tuple[str, str, bool], ...]
    sessions: dict[tuple[str, int, int], str]
    theme_terms: tuple[ThemeTerm, ...]
    suggestion_rules: tuple[SuggestionRule, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def has(self, key: str) -> bool:
        """Tell whether `key` is a commitment of the register."""
        return key in self.items.get(key.partition(":")[0], frozenset())
