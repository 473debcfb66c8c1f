"""What documents, paragraphs and citations can be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from commitments.api.filters import KeyFilter, PartyFilter
from commitments.models import Body, Commitment, Group, Instrument, ReviewCycle, Session, State
from documents.models import Citation, Document, Paragraph

Party = State | Group | Body
PARTY = "Who puts the paper forward: an ISO 3166-1 alpha-3 code, or the slug of a group or body."


def _cycle(field_name: str) -> KeyFilter:
    return KeyFilter(
        "review cycle",
        field_name=field_name,
        queryset=ReviewCycle.objects.all(),
        to_field_name="cycle_year",
        schema_type="integer",
        description="Review cycle, by the year in its name: `2020` was held in 2022.",
    )


def _public_documents(request: Any) -> QuerySet[Document]:
    return Document.objects.public()


def _document(field_name: str) -> KeyFilter:
    return KeyFilter(
        "document",
        field_name=field_name,
        queryset=_public_documents,
        to_field_name="slug",
        description="Slug of the document.",
    )


def _commitment() -> KeyFilter:
    return KeyFilter(
        "commitment",
        queryset=Commitment.objects.all(),
        to_field_name="key",
        method="citing",
        description="Key of a commitment, its sub-items included: `action-plan-2010:5`.",
    )


class DocumentFilter(django_filters.FilterSet):
    """Filters of the list of documents."""

    party = PartyFilter(method="submitted_by", help_text=PARTY)
    cycle = _cycle("cycle")
    session = KeyFilter(
        "session",
        queryset=Session.objects.all(),
        to_field_name="key",
        description="Key of the session: `rc-2020`, `pc-2026-iii`.",
    )

    class Meta:
        model = Document
        fields = ["party", "cycle", "session"]

    def submitted_by(self, rows: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep papers that the party put forward, alone or with others."""
        return rows.filter(pk__in=Document.objects.submitted_by(value).values("pk"))


class ParagraphFilter(django_filters.FilterSet):
    """Filters of the list of paragraphs."""

    document = _document("version__document")
    commitment = _commitment()
    party = PartyFilter(method="submitted_by", help_text=PARTY)
    kind = django_filters.ChoiceFilter(
        choices=Paragraph.Kind.choices, help_text="What the block is; all kinds unless given."
    )

    class Meta:
        model = Paragraph
        fields = ["document", "commitment", "party", "kind"]

    def citing(self, rows: QuerySet[Any], name: str, value: Commitment) -> QuerySet[Any]:
        """Keep the paragraphs that make up the commitment's `paragraph_count`."""
        citing = Citation.objects.counted().citing(value).order_by()
        return rows.filter(pk__in=citing.values("paragraph"))

    def submitted_by(self, rows: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep paragraphs of papers that the party put forward, alone or with others."""
        return rows.filter(version__document__in=Document.objects.submitted_by(value).values("pk"))


class CitationFilter(django_filters.FilterSet):
    """Filters of the list of citations; suggestions are listed only if their kind is asked for."""

    commitment = _commitment()
    instrument = KeyFilter(
        "instrument",
        queryset=Instrument.objects.all(),
        to_field_name="slug",
        method="of_instrument",
        description="Slug of an instrument, cited as a whole or by one of its commitments.",
    )
    party = PartyFilter(method="submitted_by", help_text=PARTY)
    document = _document("paragraph__version__document")
    kind = django_filters.ChoiceFilter(
        choices=Citation.Kind.choices,
        help_text="How it is cited; all kinds but `suggested` unless given.",
    )
    status = django_filters.ChoiceFilter(
        choices=Citation.Status.choices,
        help_text="Whether it is linked, or why not; all, misses included, unless given.",
    )
    cycle = _cycle("paragraph__version__document__cycle")

    class Meta:
        model = Citation
        fields = ["commitment", "instrument", "party", "document", "kind", "status", "cycle"]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Leave suggestions out unless they are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data["kind"] else rows.shown()

    def citing(self, rows: QuerySet[Any], name: str, value: Commitment) -> QuerySet[Any]:
        """Keep citations of the commitment or of a sub-item."""
        return rows.citing(value)

    def of_instrument(self, rows: QuerySet[Any], name: str, value: Instrument) -> QuerySet[Any]:
        """Keep citations of the instrument as a whole and of its commitments."""
        return rows.touching(value)

    def submitted_by(self, rows: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep citations in papers that the party put forward, alone or with others."""
        papers = Document.objects.submitted_by(value)
        return rows.filter(paragraph__version__document__in=papers.values("pk"))
