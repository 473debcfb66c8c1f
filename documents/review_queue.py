"""What needs a person, in the order of its worth: sections of rows, and the way through them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.http import QueryDict

from documents.filters.citations import CitationFilter
from documents.filters.refusal import BadFilter
from documents.filters.rows import DocumentFilter
from documents.models import Citation, Decision, Disagreement, Document, Report, Suggestion
from documents.querysets import NOT_SHOWN

# Readers who took the trouble first, then what is decided with one tap.
SECTIONS = (
    "reported",
    "ambiguous",
    "flagged",
    "unresolved",
    "disagreements",
    "suggested",
    "fidelity",
    "headers",
)
# Sections whose rows are citations: one leads to the next.
OF_CITATIONS = ("reported", "ambiguous", "flagged", "unresolved")
FILTERS = ("document", "party", "instrument")
# How truly a file gave its text, when nothing was lost.
FAITHFUL = ("", "exact", "converted")
# What decides on a citation, or takes a decision back; notes and closed reports do neither.
SETTLING = (Decision.Action.ACCEPT, Decision.Action.REJECT, Decision.Action.UNDO)
# As many rows are known by their place; who comes from further down begins at the top again.
MOST_PLACED = 1000
_PAPER = "version__document__"
# The way from a row of a section to its paper.
_TO_PAPER = {
    **dict.fromkeys(OF_CITATIONS, "version__document"),
    **dict.fromkeys(("disagreements", "suggested"), "paragraph__version__document"),
    **dict.fromkeys(("fidelity", "headers"), "pk"),
}


class QueueFilter(CitationFilter):
    """The filters over citations that are linked or not; `instrument` also by the candidates."""

    default_status = ""

    def by_instrument(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep rows that are linked to the instruments, or may have meant one of them."""
        pks = self.vocabulary.pks(name, values)
        kept = Q(instrument__in=pks) | Q(commitment__instrument__in=pks)
        for slug in values:
            kept |= Q(candidates__icontains=f'"{slug}:') | Q(candidates__icontains=f'"{slug}"')
        return rows.filter(kept)


class SuggestionFilter(CitationFilter):
    """The same filters over suggestions."""

    to_paper = "paragraph__version__document__"

    def filter_queryset(self, rows: QuerySet, *, without: Any = ()) -> QuerySet:
        """Apply what is given; suggestions have neither kind nor status."""
        for name, value in self.values.items():
            if self.given(name):
                rows = self.filters[name].filter(rows, value)
        return rows

    def by_instrument(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep suggestions of the instruments' commitments."""
        return rows.filter(commitment__instrument__in=self.vocabulary.pks(name, values))


class Queue:
    """The sections under the filters of an address: `document`, `party`, `instrument`."""

    def __init__(self, asked: QueryDict) -> None:
        """Read the filters; raises `BadFilter` for the first bad value."""
        self.data = QueryDict(mutable=True)
        for name in FILTERS:
            if values := [value for value in asked.getlist(name) if value.strip()]:
                self.data.setlist(name, values)
        # Papers are looked up once, not for every section.
        self.by_paper = _papers_named(self.data.getlist("document"))
        self.others = self.data.copy()
        self.others.pop("document", None)
        self.filters = QueueFilter(self.others, queryset=Citation.objects.reviewable())
        self.filters.check()

    def rows(self, section: str) -> QuerySet:
        """The rows of a section, what is worth most first, with what a list shows of them."""
        return _SHOWN[section](self._narrowed(section))

    def counts(self) -> dict[str, int]:
        """How many rows each section has, in one query."""
        label = Value
        parts = [
            self._narrowed(section)
            .order_by()
            .annotate(of=label(section))
            .values_list("of")
            .annotate(n=Count("pk"))
            for section in SECTIONS
        ]
        found = dict(parts[0].union(*parts[1:], all=True))
        return {section: found.get(section, 0) for section in SECTIONS}

    def places(self, section: str) -> list[Any]:
        """The ids of a section's first rows, in order."""
        return list(self.rows(section).values_list("pk", flat=True)[:MOST_PLACED])

    def _narrowed(self, section: str) -> QuerySet:
        rows = _ROWS[section]()
        if self.by_paper:
            rows = rows.filter(**{f"{_TO_PAPER[section]}__in": self.by_paper})
        if not self.others:
            return rows
        if section in OF_CITATIONS:
            return self._shared(QueueFilter, rows).filter_queryset(rows)
        if section == "suggested":
            return self._shared(SuggestionFilter, rows).filter_queryset(rows)
        papers = DocumentFilter(self.others, queryset=Document.objects.public())
        papers.vocabulary = self.filters.vocabulary
        return rows.filter(**{f"{_TO_PAPER[section]}__in": papers.qs.order_by().values("pk")})

    def _shared(self, kind: type[CitationFilter], rows: QuerySet) -> CitationFilter:
        """A filter over these rows, with the codes that were read already."""
        found = kind(self.others, queryset=rows)
        found.vocabulary = self.filters.vocabulary
        return found


class _AnyOf(Func):
    """Whether a column is one of an array's."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _papers_named(slugs: list[str]) -> list[int]:
    """The public papers of these slugs; raises `BadFilter` for one that is not there."""
    if not slugs:
        return []
    named = Document.objects.public().filter(slug__in=[each.replace("\x00", "") for each in slugs])
    found = dict(named.values_list("slug", "pk"))
    for slug in slugs:
        if slug not in found:
            raise BadFilter("document", value=slug)
    return list(found.values())


def _reported() -> QuerySet:
    waiting = Report.objects.filter(state=Report.State.OPEN).order_by()
    # As an array: with a join, or `in`, the database reads all citations to find a few of them.
    reported = ArraySubquery(waiting.values("citation"))
    return Citation.objects.reviewable().filter(_AnyOf(F("pk"), reported))


def _missed(status: str) -> QuerySet:
    return Citation.objects.public().filter(status=status, review_state="unreviewed")


def _disagreements() -> QuerySet:
    """Those not settled, neither by hand nor by a decision on the citation that still holds."""
    made = Decision.objects.filter(
        citation_id=OuterRef("citation_id"),
        made_at__gt=OuterRef("sample__finished_at"),
        action__in=SETTLING,
    )
    rows = Disagreement.objects.filter(
        settled_at=None, paragraph__version__document__in=Document.objects.public().values("pk")
    )
    latest = Subquery(made.order_by("-made_at", "-pk").values("action")[:1])
    return rows.annotate(decided=latest).filter(Q(decided=None) | Q(decided=Decision.Action.UNDO))


_ROWS: Mapping[str, Callable[[], QuerySet]] = {
    "reported": _reported,
    "ambiguous": lambda: _missed("ambiguous"),
    "flagged": lambda: Citation.objects.reviewable().filter(review_state="flagged"),
    "unresolved": lambda: _missed("unresolved"),
    "disagreements": _disagreements,
    "suggested": lambda: Suggestion.objects.waiting(),
    "fidelity": lambda: Document.objects.public().exclude(
        current_version__warnings=[], current_version__fidelity__in=FAITHFUL
    ),
    "headers": lambda: Document.objects.public().exclude(reasons={}),
}


def _newest_papers(rows: QuerySet, paper: str, *before: Any) -> QuerySet:
    """What is worth most, then the newest papers, in reading order."""
    return rows.order_by(
        *before,
        F(f"{paper}cycle__cycle_year").desc(nulls_last=True),
        F(f"{paper}session__starts").desc(nulls_last=True),
        f"{paper}slug",
    )


def _citations(rows: QuerySet, *before: Any) -> QuerySet:
    related = ("commitment__instrument", "instrument", "paragraph__version__document__session")
    rows = rows.select_related(*related).defer(*(f"paragraph__{name}" for name in NOT_SHOWN))
    rows = _newest_papers(rows, _PAPER, *before)
    return rows.order_by(*rows.query.order_by, "paragraph__position", "start", "pk")


def _most_reported(rows: QuerySet) -> QuerySet:
    waiting = Report.objects.filter(citation=OuterRef("pk"), state=Report.State.OPEN).order_by()
    number = waiting.values("citation").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(reported=Subquery(number, output_field=IntegerField()))
    return _citations(rows, "-reported").prefetch_related("reports")


def _likeliest(rows: QuerySet) -> QuerySet:
    related = ("commitment__instrument", "paragraph__version__document__session")
    rows = rows.select_related(*related).defer(*(f"paragraph__{name}" for name in NOT_SHOWN))
    return rows.order_by("-score", "paragraph__version__document__slug", "pk")


def _papers(rows: QuerySet, field: str) -> QuerySet:
    """Papers, those with most to mend first."""
    number = Func(F(field), function="jsonb_array_length", output_field=IntegerField())
    if field == "reasons":
        number = Func(
            F(field),
            template="(SELECT count(*) FROM jsonb_object_keys(%(expressions)s))",
            output_field=IntegerField(),
        )
    rows = rows.annotate(worst=number).select_related("session", "cycle", "current_version")
    return _newest_papers(rows, "", "-worst")


def _places_of_disagreement(rows: QuerySet) -> QuerySet:
    rows = rows.select_related("sample", "paragraph__version__document")
    return rows.defer(*(f"paragraph__{name}" for name in NOT_SHOWN)).order_by("sample", "pk")


_SHOWN: Mapping[str, Callable[[QuerySet], QuerySet]] = {
    "reported": _most_reported,
    "ambiguous": _citations,
    "flagged": _citations,
    "unresolved": _citations,
    "disagreements": _places_of_disagreement,
    "suggested": _likeliest,
    "fidelity": lambda rows: _papers(rows, "current_version__warnings"),
    "headers": lambda rows: _papers(rows, "reasons"),
}
