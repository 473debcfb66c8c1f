"""How often a commitment is cited, or a party cites, from session to session.

The numbers are those of the papers held here; each comes with how many papers that is.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from commitments.models import Commitment, Session
from documents.models import Citation, Document
from documents.querysets import PAPER

# Geometry of the chart in its own units; the bars lie, so that names fit on a phone.
WIDTH = 360
NAMES = 130
NUMBERS = 44
ROW = 30
BAR = 18
TOP = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """One session, or no session (None): citing paragraphs and papers, and papers held of it."""

    session: Session | None
    paragraphs: int
    papers: int
    held: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A moment as drawn: where its name, its bar and its number stand."""

    moment: Moment
    y: int
    text_y: int
    x: int
    width: float
    number_x: float
    height: int = BAR


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time, those without a session last, and the same as a drawing."""

    moments: tuple[Moment, ...]
    bars: tuple[Bar, ...]
    width: int
    height: int

    @property
    def highest(self) -> Moment | None:
        """The first moment with most paragraphs; None when there are none at all."""
        found = max(self.moments, key=lambda moment: moment.paragraphs, default=None)
        return found if found is not None and found.paragraphs else None


def timeline(*, commitment: Commitment | None = None, party: Any = None) -> Timeline:
    """Count by session: what cites `commitment` or its sub-items, in papers of `party`, or both."""
    cited = Citation.objects.counted()
    papers = Document.objects.public()
    cited = cited.citing(commitment) if commitment is not None else cited.of_items()
    if party is not None:
        cited = cited.submitted_by(party)
        papers = papers.submitted_by(party)
    moments = _moments(cited, papers)
    return Timeline(
        moments=moments,
        bars=tuple(_bars(moments)),
        width=WIDTH,
        height=2 * TOP + ROW * len(moments),
    )


def _moments(cited: QuerySet[Citation], papers: QuerySet[Document]) -> tuple[Moment, ...]:
    rows = (
        cited.order_by()
        .values_list("shown_in__session")
        .annotate(
            paragraphs=Count("paragraph", distinct=True), papers=Count(PAPER, distinct=True)
        )
    )
    counts = {session: tuple(numbers) for session, *numbers in rows}
    held = dict(papers.order_by().values_list("session").annotate(n=Count("pk", distinct=True)))
    known = {row.pk: row for row in Session.objects.filter(pk__in=[pk for pk in held if pk])}
    order = [row.pk for row in sorted(known.values(), key=lambda row: (row.starts, row.key))]
    return tuple(
        Moment(known.get(pk), *counts.get(pk, (0, 0)), held[pk])
        for pk in [*order, *([None] if None in held else [])]
    )


def _bars(moments: tuple[Moment, ...]) -> list[Bar]:
    most = max((moment.paragraphs for moment in moments), default=0)
    space = WIDTH - NAMES - NUMBERS
    bars = []
    for place, moment in enumerate(moments):
        width = round(space * moment.paragraphs / most, 1) if most else 0.0
        y = TOP + place * ROW
        bars.append(Bar(moment, y, y + BAR - 4, NAMES, width, NAMES + width + 6))
    return bars
