"""What is derived from the citations for reading: counts laid out, evidence grouped by party.

Nothing here is stored; what is counted, and how, is said in `documents.querysets`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commitments.models import Commitment, Instrument, Pillar, ReviewCycle, Session
from documents.memory import Memory
from documents.models import Citation, Document, Paragraph, Submission
from documents.querysets import PAPER

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
_PLACES = {slug: number for number, slug in enumerate(FIRST_INSTRUMENTS)}
# Rows that open a section of a plan; they stand before its numbered actions.
FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct paragraphs by commitment id; by instrument id, of its items and of it as a whole.

    `paragraphs` are those that cite any numbered commitment.
    """

    items: dict[int, int]
    instruments: dict[int, int]
    collective: dict[int, int]
    paragraphs: int

    @classmethod
    def of(cls, citations: QuerySet[Citation]) -> "Tally":
        """Count these citations, which must be `counted()` ones."""
        found = citations.counts_together()
        paragraphs = found["all"].get(None, 0)
        return cls(found["item"], found["instrument"], found["whole"], paragraphs)


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
    commitments = Commitment.objects.current()
    rows = _trees(
        commitments.select_related("instrument").order_by("instrument", "position"), tally
    )
    found = [
        _grid(instrument, list(group), tally, cited_only=cited_only)
        for instrument, group in groupby(rows, lambda row: row.commitment.instrument)
    ]
    kept = [grid for grid in found if grid.sections or (cited_only and grid.collective)]
    return sorted(kept, key=lambda grid: place(grid.instrument))


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


def place(instrument: Instrument) -> tuple[int, int, str]:
    """Sort instruments as every page and file has them."""
    first = _PLACES.get(instrument.slug, len(_PLACES))
    return first, instrument.year or 0, instrument.slug


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


def submitters_line(document: str) -> Subquery:
    """The codes of a paper's submitters in their order, as one text; `document` leads to it."""
    codes = Coalesce("state__code", "group__slug", "body__slug")
    own = Submission.objects.filter(document=OuterRef(document), role="submitter")
    lines = own.order_by().values("document")
    return Subquery(lines.annotate(line=StringAgg(codes, "+", order_by="position")).values("line"))


def in_party_order(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """Sort by the submitters' line, then the latest session first, then by place in the paper."""
    lines = paragraphs.annotate(line=submitters_line(PAPER))
    return lines.order_by(*_party_order("shown_in__"), "position")


def _party_order(path: str) -> list[Any]:
    return [
        F("line").asc(nulls_last=True),
        F(f"{path}cycle__cycle_year").desc(nulls_last=True),
        F(f"{path}session__starts").desc(nulls_last=True),
        f"{path}slug",
    ]


def evidence(citations: QuerySet[Citation]) -> QuerySet[Paragraph]:
    """The paragraphs of these citations, each once, with all that they cite, in party order.

    The citations must be public ones.
    """
    # A query of its own: within the other, the database takes filters for narrower than they are.
    ids = set(citations.order_by().values_list("paragraph", flat=True))
    paragraphs = Paragraph.objects.filter(pk__in=ids)
    return in_party_order(paragraphs).for_reading().with_evidence().with_document()


def papers_in_order(memory: Memory) -> dict[int, int]:
    """The place of each public paper in party order, by its id."""
    papers = Document.objects.public().annotate(line=submitters_line("pk"))
    ids = papers.order_by(*_party_order("")).values_list("pk", flat=True)
    return memory.of(lambda: {pk: place for place, pk in enumerate(ids)}, "papers in order")


def evidence_in_papers(memory: Memory, citations: QuerySet[Citation]) -> list[tuple[int, int]]:
    """The ids that `evidence` gives, in its order, each after that of its paper."""
    papers = papers_in_order(memory)
    rows = citations.order_by().values_list(PAPER, "paragraph")
    # One that was published just now has no place yet. The paragraphs of a text are written in its
    # order, so their keys tell their places.
    last = len(papers)
    return sorted(rows.distinct(), key=lambda row: (papers.get(row[0], last), *row))


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

    def line(paragraph: Paragraph) -> list[str]:
        return [party.party_code for party in submitters(paragraph.version.document)]

    found = []
    for _line, group in groupby(paragraphs, line):
        members = list(group)
        sessions = [SessionEvidence(*key, list(rows)) for key, rows in groupby(members, session)]
        found.append(PartyEvidence(submitters(members[0].version.document), sessions))
    return found
