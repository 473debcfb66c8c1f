"""What is derived from the citations for reading: counts laid out, evidence grouped by party.

Nothing here is stored; what is counted, and how, is said in `documents.querysets`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    Pillar,
    ReviewCycle,
    Session,
    State,
)
from documents.models import Citation, Document, Paragraph, Submission

# The order of the home page: what delegates look for most stands first, the rest follows by year.
FIRST_INSTRUMENTS = (
    "action-plan-2010",
    "steps-2000",
    "npt",
    "decision2-1995",
    "decision1-1995",
    "decision3-1995",
    "me-resolution-1995",
    "me-section-2010",
    "regional-2010",
    "stepping-stones-2020",
)
# Rows that open a section of a plan; they stand before its numbered actions.
FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct paragraphs by commitment id; by instrument id, of its items and of it as a whole."""

    items: dict[int, int]
    instruments: dict[int, int]
    collective: dict[int, int]

    @classmethod
    def of(cls, citations: QuerySet[Citation]) -> "Tally":
        """Count these citations, which must be `counted()` ones."""
        return cls(
            citations.counts_by_commitment(),
            citations.counts_by_instrument(),
            citations.collective_counts(),
        )


@dataclass(slots=True)
class Row:
    """A commitment with its number; `children` are its sub-items."""

    commitment: Commitment
    count: int
    children: list["Row"] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """Commitments of one pillar, or the principles that open a plan (`frame`)."""

    pillar: str
    frame: bool
    rows: list[Row]

    @property
    def title(self) -> str:
        """The pillar in words."""
        return str(Pillar(self.pillar).label)


@dataclass(slots=True)
class Grid:
    """An instrument with its numbers and its commitments in reading order."""

    instrument: Instrument
    count: int
    collective: int
    sections: list[Section]


def grids(tally: Tally, *, cited_only: bool = False) -> list[Grid]:
    """Lay out every instrument that has commitments; with `cited_only` only what is cited."""
    commitments = Commitment.objects.current().filter(instrument__retired=False)
    rows = _trees(
        commitments.select_related("instrument").order_by("instrument", "position"), tally
    )
    found = [
        _grid(instrument, list(group), tally, cited_only=cited_only)
        for instrument, group in groupby(rows, lambda row: row.commitment.instrument)
    ]
    return sorted(
        (grid for grid in found if grid.sections or (cited_only and grid.collective)), key=_rank
    )


def grid(instrument: Instrument, tally: Tally) -> Grid:
    """Lay out one instrument."""
    commitments = instrument.commitments.current().order_by("position")
    return _grid(instrument, _trees(commitments, tally), tally)


def rows(commitments: Iterable[Commitment], counts: dict[int, int]) -> list[Row]:
    """Give each commitment its number."""
    return [Row(item, counts.get(item.pk, 0)) for item in commitments]


def instruments_cited_whole(tally: Tally) -> list[tuple[Instrument, int]]:
    """Instruments without commitments of their own that papers cite, most cited first."""
    cited = Instrument.objects.current().filter(pk__in=tally.collective, commitments=None)
    found = [(instrument, tally.collective[instrument.pk]) for instrument in cited]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].slug))


def _rank(found: Grid) -> tuple[int, int, str]:
    slug = found.instrument.slug
    first = FIRST_INSTRUMENTS.index(slug) if slug in FIRST_INSTRUMENTS else len(FIRST_INSTRUMENTS)
    return first, found.instrument.year or 0, slug


def _trees(commitments: Iterable[Commitment], tally: Tally) -> list[Row]:
    """Put sub-items under their items; `commitments` stand in reading order."""
    rows = {item.pk: Row(item, tally.items.get(item.pk, 0)) for item in commitments}
    top = []
    for row in rows.values():
        parent = rows.get(row.commitment.parent_id)
        (parent.children if parent else top).append(row)
    return top


def _grid(
    instrument: Instrument, rows: list[Row], tally: Tally, *, cited_only: bool = False
) -> Grid:
    if cited_only:
        rows = [_cited(row) for row in rows if row.count]
    return Grid(
        instrument,
        tally.instruments.get(instrument.pk, 0),
        tally.collective.get(instrument.pk, 0),
        list(_sections(rows)),
    )


def _cited(row: Row) -> Row:
    return Row(row.commitment, row.count, [child for child in row.children if child.count])


def _sections(rows: list[Row]) -> Iterator[Section]:
    """Part an instrument's items: actions by pillar, other items together, principles last."""
    framing = [row for row in rows if row.commitment.row_type == FRAME]
    plain = [row for row in rows if row.commitment.row_type != FRAME]
    numbered = any(row.commitment.row_type == "action" for row in plain)
    if numbered:
        for pillar, group in groupby(plain, lambda row: row.commitment.pillar):
            yield Section(pillar, False, list(group))
    elif plain:
        yield Section(plain[0].commitment.pillar, False, plain)
    if framing:
        yield Section(framing[0].commitment.pillar, True, framing)


@dataclass(slots=True)
class SessionEvidence:
    """Paragraphs of one session, else of one cycle; both empty where neither is known."""

    session: Session | None
    cycle: ReviewCycle | None
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class PartyEvidence:
    """The paragraphs of the papers that these parties put forward together."""

    parties: list[Any]
    sessions: list[SessionEvidence]


def in_party_order(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """Sort by the submitters' line, then the latest session first, then by place in the paper."""
    codes = Coalesce("state__code", "group__slug", "body__slug")
    lines = (
        Submission.objects.filter(document=OuterRef("version__document"), role="submitter")
        .order_by()
        .values("document")
        .annotate(line=StringAgg(codes, "+", order_by="position"))
        .values("line")
    )
    return paragraphs.annotate(line=Subquery(lines)).order_by(
        F("line").asc(nulls_last=True),
        F("version__document__cycle__cycle_year").desc(nulls_last=True),
        F("version__document__session__starts").desc(nulls_last=True),
        "version__document__slug",
        "position",
    )


def evidence(citations: QuerySet[Citation]) -> QuerySet[Paragraph]:
    """The paragraphs of these citations, each once, with all that they cite, in party order."""
    paragraphs = Paragraph.objects.public().filter(pk__in=citations.order_by().values("paragraph"))
    return in_party_order(paragraphs).with_evidence().with_document()


def submitters(document: Document) -> list[Any]:
    """The parties of the submitters' line, in its order; needs fetched submissions."""
    return _parties(document, Submission.Role.SUBMITTER)


def supporters(document: Document) -> list[Any]:
    """The parties that back the paper, in the order of the footnote; needs fetched submissions."""
    return _parties(document, Submission.Role.SUPPORTER)


def _parties(document: Document, role: str) -> list[Any]:
    found = [row for row in document.submissions.all() if row.role == role]
    return [row.party for row in sorted(found, key=lambda row: row.position)]


def by_party(paragraphs: Iterable[Paragraph]) -> list[PartyEvidence]:
    """Group paragraphs that stand in party order."""

    def session(paragraph: Paragraph) -> tuple[Session | None, ReviewCycle | None]:
        document = paragraph.version.document
        return document.session, document.cycle

    found = []
    for _line, group in groupby(paragraphs, lambda paragraph: paragraph.line):
        members = list(group)
        sessions = [SessionEvidence(*key, list(rows)) for key, rows in groupby(members, session)]
        found.append(PartyEvidence(submitters(members[0].version.document), sessions))
    return found


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party with the number of its public papers."""

    party: Any
    submitted: int
    supported: int


@dataclass(frozen=True, slots=True)
class Directory:
    """Those with papers held here, most papers first, and the whole register."""

    speakers: list[Speaker]
    states: list[State]
    groups: list[Group]
    bodies: list[Body]


def directory() -> Directory:
    """List the parties; a joint paper counts for each of its submitters."""
    states = list(State.objects.current())
    groups = list(Group.objects.current())
    bodies = list(Body.objects.current())
    submissions = Submission.objects.filter(document__in=Document.objects.public())
    grouped = submissions.order_by().values_list("state", "group", "body", "role")
    counts: dict[Any, dict[str, int]] = {}
    for *party, role, number in grouped.annotate(n=Count("document", distinct=True)):
        counts.setdefault(tuple(party), {})[role] = number
    known = {(row.pk, None, None): row for row in states}
    known |= {(None, row.pk, None): row for row in groups}
    known |= {(None, None, row.pk): row for row in bodies}
    speakers = [
        Speaker(known[key], found.get("submitter", 0), found.get("supporter", 0))
        for key, found in counts.items()
        if key in known
    ]
    speakers.sort(key=lambda row: (-row.submitted, -row.supported, row.party.name_en))
    return Directory(speakers, states, groups, bodies)


def memberships(party: State | Group | Body) -> list[Membership]:
    """The groups of a State, or the members of a group; a body has neither."""
    if isinstance(party, State):
        found = Membership.objects.current().filter(state=party, group__retired=False)
        return list(found.select_related("group").order_by("group__slug", "from_year"))
    if isinstance(party, Group):
        found = Membership.objects.current().filter(group=party, state__retired=False)
        return list(found.select_related("state").order_by("state__name_en", "from_year"))
    return []
