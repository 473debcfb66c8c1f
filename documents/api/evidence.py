"""The rows of evidence that answers are made of, and what may stand beside them."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from commitments.api.rows import Expansion, value_at
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


def _paragraphs(pks: Collection[int]) -> dict[int, Any]:
    rows = paragraph_rows().filter(pk__in=pks)
    return {row.pk: row for row in rows.values_list(*ParagraphSerializer.lookups, named=True)}


def _commitments(pks: Collection[int]) -> dict[int, Commitment]:
    return Commitment.objects.with_tree().prefetch_related("see_also").in_bulk(pks)


def _instruments(pks: Collection[int]) -> dict[int, Instrument]:
    return Instrument.objects.select_related("conference", "parent").in_bulk(pks)


def _sessions(pks: Collection[int]) -> dict[int, Session]:
    return Session.objects.select_related("cycle").in_bulk(pks)


def _citations(pks: Collection[int]) -> dict[int, list[Any]]:
    """What paragraphs cite or fail to cite, in reading order; no suggestions."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = citation_rows().exclude(kind=Citation.Kind.SUGGESTED).filter(paragraph__in=pks)
    ordered = rows.order_by("start", "end", "id")
    for row in ordered.values_list(*CitationSerializer.lookups, named=True):
        found[row.paragraph_id].append(row)
    return found


def _at(path: str) -> Callable[[Any], Any]:
    return lambda row: value_at(row, path)


def _cited(row: Any) -> int | None:
    """The instrument that is cited, or that the cited commitment stands in."""
    within = value_at(row, _WITHIN)
    return value_at(row, "instrument_id") if within is None else within


_WITHIN = "commitment__instrument_id"

DocumentSerializer.expansions = {
    "session": Expansion(SessionSerializer, _at("session_id"), _sessions),
}
ParagraphSerializer.expansions = {
    "document": Expansion(DocumentSerializer, _at("shown_in__pk"), _documents),
    "citations": Expansion(CitationSerializer, _at("pk"), _citations, many=True),
}
CitationSerializer.expansions = {
    "document": Expansion(DocumentSerializer, _at("shown_in__pk"), _documents),
    "paragraph": Expansion(ParagraphSerializer, _at("paragraph_id"), _paragraphs),
    "commitment": Expansion(CommitmentSerializer, _at("commitment_id"), _commitments),
    "instrument": Expansion(InstrumentSerializer, _cited, _instruments, reads=(_WITHIN,)),
}
