"""What is new: the latest paragraphs that cite a commitment, that a party wrote, that hold words.

A paragraph is new since it can be seen: since its paper is public and the citation is found.
"""

from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from commitments.models import Commitment
from documents.facets import Filters, filtered
from documents.models import Citation, Document, Paragraph
from documents.search import fits
from documents.text.query import Query

MOST = 50
PUBLISHED = "shown_in__published_at"


def citing(commitment: Commitment) -> QuerySet[Paragraph]:
    """The latest paragraphs that cite a commitment or one of its sub-items."""
    cited = Q(commitment=commitment) | Q(commitment__parent=commitment)
    found = Citation.objects.counted().filter(cited).order_by().values("paragraph")
    return _latest(Paragraph.objects.public().filter(pk__in=found), cited)


def written_by(party: Any) -> QuerySet[Paragraph]:
    """The latest paragraphs of a party's papers that cite something."""
    found = Citation.objects.counted().order_by().values("paragraph")
    papers = Document.objects.public().submitted_by(party).values("current_version")
    rows = Paragraph.objects.public().filter(version__in=papers, pk__in=found)
    return _latest(rows, Q())


def holding(query: Query, filters: Filters) -> QuerySet[Paragraph]:
    """The latest paragraphs that a search finds."""
    rows = filtered(Paragraph.objects.public().readable().filter(fits(query)), filters)
    return _in_order(rows.annotate(since=F(PUBLISHED)))


def _latest(rows: QuerySet[Paragraph], cited: Q) -> QuerySet[Paragraph]:
    links = Citation.objects.standing().filter(cited, paragraph=OuterRef("pk"))
    found = links.order_by().values("paragraph").annotate(at=Min("created_at")).values("at")
    return _in_order(rows.annotate(since=Greatest(PUBLISHED, Subquery(found))))


def _in_order(rows: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    # Two papers of one moment would else change places.
    ordered = rows.order_by("-since", "shown_in__slug", "position")
    return ordered.with_document().defer("spans", "map", "tokens", "search")[:MOST]
