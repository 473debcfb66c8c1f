"""The filters of pages and files as the API takes them: the same names, descriptions and codes."""

from copy import deepcopy
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from commitments.api.parameters import BadParameter, StrictFilterBackend
from commitments.models import Pillar
from documents.filters import citations, rows
from documents.filters.refusal import BadFilter
from documents.models import Citation, Paragraph
from documents.text.verbs import verb_list

VERBS = [*(verb.slug for verb in verb_list()), "none"]
SHOWN = [state for state in Citation.ReviewState.values if state != "rejected"]
MISSES = [status for status in Citation.Status.values if status != Citation.Status.LINKED]


class CitationFilter(citations.CitationFilter):
    """Filters of the list of citations: misses are listed too."""

    default_status = ""


class UnresolvedFilter(citations.CitationFilter):
    """Filters of the list of misses."""

    default_status = ""

    def codes(self, name: str) -> list[str]:
        """The codes that a filter takes: of `status` only those of misses."""
        return MISSES if name == "status" else super().codes(name)


class CountedFilter(citations.CitationFilter):
    """Filters of what is counted: positions and the matrix."""


class ParagraphFilter(rows.ParagraphFilter):
    """Filters of the list of paragraphs."""


class DocumentFilter(rows.DocumentFilter):
    """Filters of the list of documents."""


class EvidenceFilterBackend(StrictFilterBackend):
    """Filters over evidence: what they refuse is an error that says what is allowed."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet:
        """Apply the view's filters; raise `BadParameter` for the first bad value."""
        return self.filters(request, queryset, view).qs

    def filters(self, request: Request, queryset: QuerySet[Any], view: Any) -> FilterSet:
        """The filters with what was asked, checked to the last."""
        with translation.override("en"):
            found = self.get_filterset(request, queryset, view)
            try:
                found.check()
                # What only the database knows is asked for here: whether there is such a document.
                found.qs  # noqa: B018
            except BadFilter as error:
                detail = error.detail or f"There is no {error.parameter} {error.value!r}."
                raise BadParameter(error.parameter, detail, error.allowed) from None
        return found


def _described(filterset: type[FilterSet], unless: str, /, **lists: list[str]) -> None:
    """Write the codes of short lists into the API's description, and what the others hold."""
    for name, shared in list(filterset.base_filters.items()):
        each = filterset.base_filters[name] = deepcopy(shared)
        description = str(each.extra["help_text"]) + (f" {unless}" if name == "status" else "")
        schema = {"type": "string", "description": description}
        if name in lists:
            schema["enum"] = lists[name]
        if name in EXAMPLES:
            schema["examples"] = [EXAMPLES[name]]
        extend_schema_field(schema)(each)


EXAMPLES = {
    "party": "nam",
    "group": "nam",
    "member_of": "nac",
    "supporter": "CHN",
    "instrument": "action-plan-2010",
    "commitment": "action-plan-2010:5",
    "theme": "reductions",
    "addressee": "NWS",
    "cycle": "2026",
    "session": "pc-2026-iii",
    "q": "核裁军 透明度",
}
_SHORT = {
    "pillar": Pillar.values,
    "kind": Citation.Kind.values,
    "verb": VERBS,
    "status": Citation.Status.values,
    "review_state": SHOWN,
    "block": Paragraph.Kind.values,
}
_LINKED = "Only `linked` ones unless given."
for _filterset in (CountedFilter, ParagraphFilter, DocumentFilter):
    _described(_filterset, _LINKED, **_SHORT)
_described(CitationFilter, "All, misses included, unless given.", **_SHORT)
_described(UnresolvedFilter, "Both unless given.", **_SHORT | {"status": MISSES})
