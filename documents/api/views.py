"""Documents, paragraphs and citations; and the register's rows with the counts of evidence."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.request import Request

from commitments.api import views as register
from commitments.api.addresses import address
from commitments.api.resource import ListAndDetail, Listed, Resource
from commitments.models import Commitment, Instrument
from documents.api import serializers
from documents.api.evidence import citation_rows, document_rows, paragraph_rows
from documents.api.filters import (
    CitationFilter,
    DocumentFilter,
    EvidenceFilterBackend,
    ParagraphFilter,
    UnresolvedFilter,
)
from documents.api.gone import TellsGone
from documents.api.papers import DocumentSerializer
from documents.api.quick import NamesCodes
from documents.models import Change, Citation, Document, Paragraph, PathRedirect, SlugRedirect

SLUG = "[-a-zA-Z0-9_]+"
PATH = r"[\w.~-]+"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class InstrumentViewSet(register.InstrumentViewSet):
    """Texts that create commitments, or that papers name beside them; ordered by slug."""

    serializer_class = serializers.CountedInstrumentSerializer

    def complete(self, rows: Sequence[Instrument]) -> None:
        """Count the paragraphs that cite each, by its commitments and as a whole."""
        counted = Citation.objects.counted()
        by_item = counted.filter(commitment__instrument__in=rows).counts_by_instrument()
        as_a_whole = counted.filter(instrument__in=rows).collective_counts()
        for row in rows:
            row.paragraph_count = by_item.get(row.pk, 0)
            row.collective_count = as_a_whole.get(row.pk, 0)


class CommitmentViewSet(register.CommitmentViewSet):
    """Numbered undertakings; ordered by instrument, in reading order."""

    serializer_class = serializers.CountedCommitmentSerializer

    def complete(self, rows: Sequence[Commitment]) -> None:
        """Count the paragraphs and papers that cite each, in one query."""
        tallies = Citation.objects.counted().citing_any(rows).tallies_by_commitment()
        for row in rows:
            row.paragraph_count, row.paper_count = tallies.get(row.pk, (0, 0))


class DocumentViewSet(TellsGone, ListAndDetail):
    """Public documents, in their current version; ordered by slug. Old addresses redirect."""

    resource = Change.Resource.DOCUMENTS
    moves = True
    serializer_class = DocumentSerializer
    filter_backends = (EvidenceFilterBackend,)
    filterset_class = DocumentFilter
    lookup_field = "slug"
    lookup_value_regex = SLUG
    lookup_description = "Slug of the document."
    lookup_example = "b14f025d5607"
    ordering = ("slug",)

    def get_queryset(self) -> QuerySet[Document]:
        """Keep to public documents."""
        return document_rows()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Give one document; an address it once had leads to the one it has."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            slug = _current_slug(kwargs["slug"])
            if slug is None:
                raise
            return _moved(request, "api:document-detail", slug=slug)


class ParagraphResource(NamesCodes, Resource):
    """Blocks of the current versions of public documents."""

    serializer_class = serializers.ParagraphSerializer

    def get_queryset(self) -> QuerySet[Paragraph]:
        """Keep to public paragraphs."""
        return paragraph_rows()


class ParagraphViewSet(Listed, ParagraphResource):
    """Blocks of public documents, of every kind; ordered by document and place in it."""

    filter_backends = (EvidenceFilterBackend,)
    filterset_class = ParagraphFilter
    ordering = ("shown_in__slug", "position")


_IN_DOCUMENT = [
    OpenApiParameter(
        "document",
        {"type": "string", "pattern": f"^{SLUG}$", "examples": ["b14f025d5607"]},
        OpenApiParameter.PATH,
        description="Slug of the document.",
    ),
    OpenApiParameter(
        "path",
        {"type": "string", "pattern": f"^{PATH}$", "examples": ["9", "3.4", "annex1.b7"]},
        OpenApiParameter.PATH,
        description="Path of the paragraph in it.",
    ),
]


class DocumentParagraphViewSet(TellsGone, mixins.RetrieveModelMixin, ParagraphResource):
    """One block of a public document, by its path. Old addresses redirect."""

    resource = Change.Resource.PARAGRAPHS
    moves = True

    def public_id(self) -> str:
        """The paragraph's id: its document and its path there."""
        return f"{self.kwargs['document']}/p/{self.kwargs['path']}"

    @extend_schema(parameters=_IN_DOCUMENT)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Give one block; an address it once had leads to the one it has."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            slug = _current_slug(kwargs["document"]) or kwargs["document"]
            path = _current_path(slug, kwargs["path"]) or kwargs["path"]
            if (slug, path) == (kwargs["document"], kwargs["path"]):
                raise
            return _moved(request, "api:paragraph-detail", document=slug, path=path)

    def get_row(self) -> Paragraph:
        """Find the block by document and path."""
        return get_object_or_404(
            self.get_queryset(),
            version__document__slug=self.kwargs["document"],
            path=self.kwargs["path"],
        )


class CitationViewSet(TellsGone, NamesCodes, ListAndDetail):
    """What paragraphs cite, and what could not be linked; ordered by document and place in it.

    Misses (`status` unresolved or ambiguous) are listed with their reason. Rejected citations never
    appear, suggestions only for `kind=suggested`.
    """

    resource = Change.Resource.CITATIONS
    serializer_class = serializers.CitationSerializer
    filter_backends = (EvidenceFilterBackend,)
    filterset_class = CitationFilter
    lookup_field = "id"
    lookup_value_regex = UUID
    lookup_description = "Id of the citation, a UUID; it stays when papers are read anew."
    ordering = (
        "shown_in__slug",
        "paragraph__position",
        "start",
        "end",
        "id",
    )

    def get_queryset(self) -> QuerySet[Citation]:
        """Keep to public citations."""
        return citation_rows()


class UnresolvedViewSet(NamesCodes, Listed, Resource):
    """What could not be linked, each with its reason; ordered as citations are.

    `ambiguous` has two readings or more, which stand in `candidates`; `unresolved` has none.
    """

    serializer_class = serializers.CitationSerializer
    filter_backends = (EvidenceFilterBackend,)
    filterset_class = UnresolvedFilter
    ordering = CitationViewSet.ordering

    def get_queryset(self) -> QuerySet[Citation]:
        """Keep to public misses."""
        return citation_rows().exclude(status=Citation.Status.LINKED)


def _current_slug(old: str) -> str | None:
    """Give the slug of the public document that once had this one."""
    moved = SlugRedirect.objects.filter(slug=old, document__in=Document.objects.public())
    return moved.values_list("document__slug", flat=True).first()


def _current_path(slug: str, old: str) -> str | None:
    """Give the path under which the text of an old path stands now, in a public document."""
    moved = PathRedirect.objects.filter(
        document__in=Document.objects.public().filter(slug=slug), old_path=old
    )
    return moved.exclude(new_path="").values_list("new_path", flat=True).first()


def _moved(request: Request, name: str, **ids: str) -> HttpResponsePermanentRedirect:
    query = request.META.get("QUERY_STRING", "")
    there = address(name, kwargs=ids, request=request)
    return HttpResponsePermanentRedirect(f"{there}?{query}" if query else there)
