"""The rows of evidence that answers are made of, and what may stand beside them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from commitments.api.rows import Expansion
from commitments.api.serializers import (
    CommitmentSerializer,
    InstrumentSerializer,
    SessionSerializer,
)
from commitments.models import Commitment, Instrument, Session
from documents.api.papers import DocumentSerializer
from documents.api.serializers import CitationSerializer, ParagraphSerializer
from documents.models import Citation, Document, Paragraph, Version
from documents.querysets import NOT_SHOWN


def document_rows() -> QuerySet[Document]:
    """Public documents with their head, and the texts up to the current one."""
    texts = Version.objects.select_related("source").order_by("number")
    known = texts.filter(number__lte=F("document__current_version__number"))
    rows = Document.objects.public().with_head().select_related("current_version__source")
    return rows.prefetch_related(Prefetch("versions", known, to_attr="texts"))


def paragraph_rows() -> QuerySet[Paragraph]:
    """Public paragraphs with their document."""
    return Paragraph.objects.public().for_reading().select_related("version__document", "states")


def citation_rows() -> QuerySet[Citation]:
    """Public citations with their paragraph's place, and what they cite."""
    rows = Citation.objects.public().select_related(
        "paragraph__version__document", "commitment__instrument", "instrument"
    )
    return rows.defer("paragraph__text", *(f"paragraph__{name}" for name in NOT_SHOWN))


def _documents(pks: Collection[int]) -> dict[int, Document]:
    return document_rows().in_bulk(pks)


def _paragraphs(pks: Collection[int]) -> dict[int, Paragraph]:
    return paragraph_rows().in_bulk(pks)


def _commitments(pks: Collection[int]) -> dict[int, Commitment]:
    return Commitment.objects.with_tree().prefetch_related("see_also").in_bulk(pks)


def _instruments(pks: Collection[int]) -> dict[int, Instrument]:
    return Instrument.objects.select_related("conference", "parent").in_bulk(pks)


def _sessions(pks: Collection[int]) -> dict[int, Session]:
    return Session.objects.select_related("cycle").in_bulk(pks)


def _citations(pks: Collection[int]) -> dict[int, list[Citation]]:
    """What paragraphs cite or fail to cite, in reading order; no suggestions."""
    found: dict[int, list[Citation]] = defaultdict(list)
    rows = citation_rows().exclude(kind=Citation.Kind.SUGGESTED).filter(paragraph__in=pks)
    for row in rows.order_by("start", "end", "id"):
        found[row.paragraph_id].append(row)
    return found


def _cited(citation: Any) -> int | None:
    """The instrument that is cited, or that the cited commitment stands in."""
    return citation.commitment.instrument_id if citation.commitment else citation.instrument_id


DocumentSerializer.expansions = {
    "session": Expansion(SessionSerializer, lambda row: row.session_id, _sessions),
}
ParagraphSerializer.expansions = {
    "document": Expansion(DocumentSerializer, lambda row: row.version.document_id, _documents),
    "citations": Expansion(CitationSerializer, lambda row: row.pk, _citations, many=True),
}
CitationSerializer.expansions = {
    "document": Expansion(
        DocumentSerializer, lambda row: row.paragraph.version.document_id, _documents
    ),
    "paragraph": Expansion(ParagraphSerializer, lambda row: row.paragraph_id, _paragraphs),
    "commitment": Expansion(CommitmentSerializer, lambda row: row.commitment_id, _commitments),
    "instrument": Expansion(InstrumentSerializer, _cited, _instruments),
}
