"""Evidence as plain records, for files and other programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from documents.text.engine import citation_ids, document_slug
from documents.text.types import Analysis, Citation, CitationKind, CitedBlock, Header, Suggestion


def analysis_record(source: str, analysis: Analysis) -> dict[str, Any]:
    """One analysis as JSON-ready values, the contract of `manage.py analyse --json`.

    Offsets are code points: `spans` and the second figure of `map` index the decoded source,
    citations index their block's `text`.
    """
    header = analysis.header
    slug = document_slug(header.symbol, header.language, analysis.sha256)
    ids = citation_ids(slug, analysis.blocks)
    return {
        "source": source,
        "sha256": analysis.sha256,
        "engine": analysis.engine,
        "fidelity": analysis.fidelity,
        "warnings": list(analysis.warnings),
        "header": header_record(header),
        "blocks": [_block(cited, row) for cited, row in zip(analysis.blocks, ids, strict=True)],
    }


def header_record(header: Header) -> dict[str, Any]:
    """A header as JSON-ready values: ISO dates, null with a reason for what is not stated."""
    record = asdict(header)
    record.pop("npt")
    for name in ("starts", "ends", "document_date"):
        record[name] = record[name].isoformat() if record[name] else None
    return record


def _block(cited: CitedBlock, ids: Sequence[UUID]) -> dict[str, Any]:
    """A block with its citations as JSON-ready values; `ids` are parallel to the citations."""
    block = cited.block
    return {
        "kind": str(block.kind),
        "label": block.label,
        "path": block.path,
        "parent": block.parent,
        "text": block.text,
        "spans": block.spans,
        "map": block.map,
        "states": cited.states,
        "citations": [
            citation_record(citation, key)
            for citation, key in zip(cited.citations, ids, strict=True)
        ],
        "suggestions": [suggestion_record(each) for each in cited.suggestions],
        "themes": [asdict(each) for each in cited.themes],
    }


def citation_record(citation: Citation, key: UUID) -> dict[str, Any]:
    """A citation as JSON-ready values."""
    return {
        "id": str(key),
        "target": citation.target,
        "status": str(citation.status),
        "reason": citation.reason or None,
        "candidates": citation.candidates,
        "kind": str(citation.kind),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "rule": citation.rule,
        "antecedent": asdict(citation.antecedent) if citation.antecedent else None,
        "verb": asdict(citation.verb) if citation.verb else None,
    }


def suggestion_record(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as JSON-ready values; its kind says that it is never counted.

    Each reason has its rule, its weight and its terms, with offsets in the block's `text`.
    """
    return {**asdict(suggestion), "kind": str(CitationKind.SUGGESTED)}
