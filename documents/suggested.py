"""Suggestions as pages show them: apart from every citation, with their scores and reasons."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, JSONObject

from commitments.models import Commitment
from documents.models import Paragraph, Submission, Suggestion
from documents.querysets import NOT_SHOWN

MOST_SHOWN = 20
_NAMES = ("name_zh", "name_en")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A submitter by name."""

    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """The likeliest suggestions, and how many there are in all; rows, not paragraphs."""

    rows: list[Suggestion]
    total: int

    @property
    def more(self) -> int:
        """Those that are not shown."""
        return self.total - len(self.rows)


def of_commitment(commitment: Commitment) -> Suggested:
    """The paragraphs that may speak of a commitment or a sub-item of it, in one query.

    Each row has the `speakers` of its paper.
    """
    rows = Suggestion.objects.public().of(commitment).annotate(names=_speakers())
    found = _likeliest(
        rows.select_related(
            "commitment",
            "paragraph__version__document__session",
            "paragraph__version__document__cycle",
        ).defer(*(f"paragraph__{name}" for name in NOT_SHOWN))
    )
    for row in found.rows:
        row.speakers = [Speaker(**each) for each in row.names or ()]
    return found


def of_paragraph(paragraph: Paragraph) -> Suggested:
    """The commitments of which a paragraph may speak, in one query."""
    rows = Suggestion.objects.public().filter(paragraph=paragraph)
    return _likeliest(rows.select_related("commitment__instrument"))


def _likeliest(rows: QuerySet[Suggestion]) -> Suggested:
    counted = rows.annotate(total=Window(Count("pk")))
    shown = list(counted.likeliest_first()[:MOST_SHOWN])
    return Suggested(shown, shown[0].total if shown else 0)


def _speakers() -> Subquery:
    """The submitters' line of a row's paper, as JSON."""
    named = JSONObject(
        **{name: Coalesce(f"state__{name}", f"group__{name}", f"body__{name}") for name in _NAMES}
    )
    lines = (
        Submission.objects.filter(
            document=OuterRef("paragraph__version__document"), role="submitter"
        )
        .order_by()
        .values("document")
        .annotate(line=JSONBAgg(named, order_by=F("position")))
        .values("line")
    )
    return Subquery(lines)
