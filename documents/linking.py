"""Linking: what a stored version cites; then the version becomes what readers see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from commitments.models import Commitment, Instrument
from documents import headers, publishing
from documents.lexicon import build_lexicon
from documents.models import Citation, Document, Paragraph, Run, Version
from documents.reconciling import Changes, reconcile
from documents.refused import Refused
from documents.resolutions import instruments_for
from documents.text import engine
from documents.text.types import Block, BlockKind, CitedBlock, Lexicon, Status

BATCH = 500


class BrokenSpan(Exception):
    """The engine gave a quote that does not stand where it says: a fault of the engine."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The rows that keys and slugs stand for."""

    commitments: dict[str, Commitment]
    instruments: dict[str, Instrument]

    def fields(self, target: str | None) -> dict[str, Any]:
        """The fields of `Citation` that hold a target; empty without one."""
        if target is None:
            return {}
        if ":" in target:
            return {"commitment": self.commitments[target]}
        return {"instrument": self.instruments[target]}


def link_document(*, version: Version) -> Changes:
    """Find what a version cites, write the difference to what is stored, and make it current.

    All in one transaction. For the current version this is a relink: with the same engine nothing
    changes. A version that a newer one has overtaken is left alone. Raises BrokenSpan for a fault
    of the engine, Refused for a version without paragraphs or a register that is not loaded.
    """
    lexicon = build_lexicon()
    version_name = engine.engine_version(lexicon)
    with transaction.atomic():
        publishing.lock_chain(version)
        document = Document.objects.select_for_update().get(pk=version.document_id)
        current = document.current_version
        if current is not None and current.number > version.number:
            return Changes()
        paragraphs = list(version.paragraphs.order_by("position"))
        if not paragraphs:
            raise Refused("the version has no paragraphs: ingest its file again")
        cited = _cite(version, paragraphs, lexicon)
        check_spans(cited)
        wanted = _wanted(document, paragraphs, cited, version_name)
        homes = {row.path: row for row in paragraphs}
        changes = reconcile(document=document, homes=homes, wanted=wanted)
        _write(changes)
        _note_run(version, version_name, changes)
        publishing.publish(document=document, version=version, paragraphs=paragraphs)
    return changes


def check_spans(cited: Sequence[CitedBlock]) -> None:
    """Raise BrokenSpan unless every quote stands where its citation says."""
    for each in cited:
        for citation in each.citations:
            if each.block.text[citation.start : citation.end] != citation.quote:
                raise BrokenSpan(
                    f"paragraph {each.block.path}: {citation.quote!r} does not stand at "
                    f"{citation.start}-{citation.end} (rule {citation.rule})"
                )


def _cite(
    version: Version, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> tuple[CitedBlock, ...]:
    blocks = [_block(row) for row in paragraphs]
    cited = engine.cite(blocks, headers.header_of(version), lexicon)
    if [each.block.path for each in cited] != [block.path for block in blocks]:
        raise BrokenSpan("the engine gave back other blocks than it was given")
    return cited


def _block(row: Paragraph) -> Block:
    return Block(
        kind=BlockKind(row.kind),
        label=row.label,
        path=row.path,
        parent=row.parent or None,
        text=row.text,
        spans=tuple(tuple(span) for span in row.spans),
        map=tuple(tuple(span) for span in row.map),
    )


def _wanted(
    document: Document,
    paragraphs: Sequence[Paragraph],
    cited: Sequence[CitedBlock],
    engine_name: str,
) -> list[Citation]:
    """The citations that the engine finds, as rows that are not saved; sets `states` on the way."""
    targets = _targets(cited)
    # An id is made from the slug that the document had at first, so that it outlives a new symbol.
    ids = engine.citation_ids(publishing.first_slug(document), cited)
    moved = []
    for row, each in zip(paragraphs, cited, strict=True):
        states = targets.commitments[each.states] if each.states else None
        if row.states_id != (states.pk if states else None):
            row.states = states
            moved.append(row)
    Paragraph.objects.bulk_update(moved, ["states"], batch_size=BATCH)
    return [
        _row(row, citation, identity, targets, engine_name)
        for row, each, identities in zip(paragraphs, cited, ids, strict=True)
        for citation, identity in zip(each.citations, identities, strict=True)
    ]


def _row(
    paragraph: Paragraph, citation: Any, identity: UUID, targets: Targets, engine_name: str
) -> Citation:
    antecedent = citation.antecedent
    return Citation(
        id=identity,
        paragraph=paragraph,
        **targets.fields(citation.target if citation.status == Status.LINKED else None),
        kind=citation.kind.value,
        status=citation.status.value,
        reason=citation.reason,
        candidates=list(citation.candidates),
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        rule=citation.rule,
        engine=engine_name,
        verb=citation.verb.slug if citation.verb else "",
        verb_start=citation.verb.start if citation.verb else None,
        verb_end=citation.verb.end if citation.verb else None,
        antecedent=antecedent
        and {
            "path": antecedent.path,
            "start": antecedent.start,
            "end": antecedent.end,
            "quote": antecedent.quote,
        },
    )


def _targets(cited: Sequence[CitedBlock]) -> Targets:
    names = {
        citation.target for each in cited for citation in each.citations if citation.target
    } | {each.states for each in cited if each.states}
    keys = {name for name in names if ":" in name}
    commitments = {row.key: row for row in Commitment.objects.filter(key__in=keys)}
    if missing := sorted(keys - commitments.keys()):
        raise Refused(
            f"the register has no commitment {', '.join(missing[:5])}: "
            "run `manage.py load_catalogue`, then ingest again"
        )
    return Targets(commitments, instruments_for(names - keys))


def _write(changes: Changes) -> None:
    Citation.objects.filter(pk__in=[row.pk for row in changes.removed]).delete()
    if changes.rewritten:
        Citation.objects.bulk_update(changes.rewritten, changes.FIELDS, batch_size=BATCH)
    Citation.objects.bulk_create(changes.added, batch_size=BATCH)


def _note_run(version: Version, engine_name: str, changes: Changes) -> None:
    last = version.runs.order_by("-started_at", "-pk").first()
    if last is not None and last.engine == engine_name and not changes:
        return
    Run.objects.create(
        version=version,
        engine=engine_name,
        citations=Citation.objects.filter(paragraph__version=version).count(),
        added=len(changes.added),
        changed=len(changes.rewritten),
        removed=len(changes.removed),
    )
