"""Linking: what a stored version cites; then the version becomes what readers see."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from commitments import tracking
from commitments.models import Commitment, Instrument
from documents import changes as feed
from documents import headers, publishing, suggesting
from documents.lexicon import build_lexicon
from documents.models import Citation, Document, Paragraph, Run, Version
from documents.reconciling import Changes, reconcile
from documents.refused import Refused
from documents.resolutions import instruments_for, instruments_if_cited
from documents.text import engine
from documents.text.types import Block, BlockKind, CitedBlock, Lexicon, Status, Term

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
    tracking.mark(engine=version_name)
    with transaction.atomic():
        publishing.lock_chains(symbols=[version.header.get("symbol"), version.document.symbol])
        document = Document.objects.select_for_update().get(pk=version.document_id)
        if _is_overtaken(version, document):
            return Changes()
        if version.held:
            raise Refused("this text waits for an editor: publish it on its page under /upload/")
        paragraphs = _paragraphs(version)
        cited = _cite(version, paragraphs, lexicon)
        check_spans(cited)
        targets = _targets(cited)
        slug = publishing.first_slug(document)
        wanted = _wanted(slug, paragraphs, cited, targets, version_name)
        homes = {row.path: row for row in paragraphs}
        changes = reconcile(document=document, homes=homes, wanted=wanted)
        _write(changes)
        _describe(paragraphs, cited, targets)
        suggesting.store_suggestions(
            document=document,
            slug=slug,
            paragraphs=paragraphs,
            cited=cited,
            commitments=targets.commitments,
            engine_name=version_name,
        )
        _note_run(version, version_name, changes)
        moved = publishing.publish(document=document, version=version, paragraphs=paragraphs)
        feed.record(documents=[document, *moved])
    return changes


def _is_overtaken(version: Version, document: Document) -> bool:
    """Whether a newer text is current; the current one is taken with its head as it is now."""
    current = document.current_version
    if current is not None and current.pk == version.pk:
        # An editor may have mended it while we waited.
        version.header = current.header
    return current is not None and current.number > version.number


def preview(*, version: Version) -> list[Paragraph]:
    """The paragraphs of a version, each with `evidence`: what it would cite, as rows not saved.

    Nothing is written: what a held version cites is in no table. Raises as `link_document` does.
    """
    paragraphs = _paragraphs(version)
    cited = _cite(version, paragraphs, build_lexicon())
    check_spans(cited)
    targets = _targets(cited, instruments_if_cited)
    for row, each in zip(paragraphs, cited, strict=True):
        row.evidence = [_row(row, citation, uuid4(), targets, "") for citation in each.citations]
        row.states = targets.commitments[each.states] if each.states else None
    return paragraphs


def _paragraphs(version: Version) -> list[Paragraph]:
    paragraphs = list(version.paragraphs.order_by("position"))
    if not paragraphs:
        raise Refused("the version has no paragraphs: ingest its file again")
    return paragraphs


def check_spans(cited: Sequence[CitedBlock]) -> None:
    """Raise BrokenSpan unless every quote stands where its citation says, or its reason."""
    for each in cited:
        for term in _terms(each):
            if each.block.text[term.start : term.end] != term.term:
                raise BrokenSpan(f"paragraph {each.block.path}: {term} does not stand there")
        for citation in each.citations:
            if each.block.text[citation.start : citation.end] != citation.quote:
                raise BrokenSpan(
                    f"paragraph {each.block.path}: {citation.quote!r} does not stand at "
                    f"{citation.start}-{citation.end} (rule {citation.rule})"
                )


def _terms(cited: CitedBlock) -> Iterator[Term]:
    """The words that a block's suggestions and themes rest on."""
    for suggestion in cited.suggestions:
        for reason in suggestion.reasons:
            yield from reason.terms
    for theme in cited.themes:
        yield from theme.terms


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
    slug: str,
    paragraphs: Sequence[Paragraph],
    cited: Sequence[CitedBlock],
    targets: Targets,
    engine_name: str,
) -> list[Citation]:
    """The citations that the engine finds, as rows that are not saved.

    `slug` is the one that the document had at first, so that ids outlive a new symbol.
    """
    return [
        _row(row, citation, identity, targets, engine_name)
        for row, each, identities in zip(
            paragraphs, cited, engine.citation_ids(slug, cited), strict=True
        )
        for citation, identity in zip(each.citations, identities, strict=True)
    ]


def _describe(
    paragraphs: Sequence[Paragraph], cited: Sequence[CitedBlock], targets: Targets
) -> None:
    """Note whose own text a paragraph is, and its themes."""
    changed = []
    for row, each in zip(paragraphs, cited, strict=True):
        states = targets.commitments[each.states] if each.states else None
        themes = suggesting.themes_of(each)
        if row.states_id != (states.pk if states else None) or row.themes != themes:
            row.states, row.themes = states, themes
            changed.append(row)
    Paragraph.objects.bulk_update(changed, ["states", "themes"], batch_size=BATCH)


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


def _targets(
    cited: Sequence[CitedBlock],
    find: Callable[[Iterable[str]], dict[str, Instrument]] = instruments_for,
) -> Targets:
    names = {
        citation.target for each in cited for citation in each.citations if citation.target
    } | {each.states for each in cited if each.states}
    names |= {suggestion.target for each in cited for suggestion in each.suggestions}
    keys = {name for name in names if ":" in name}
    commitments = {
        row.key: row for row in Commitment.objects.select_related("instrument").filter(key__in=keys)
    }
    if missing := sorted(keys - commitments.keys()):
        raise Refused(
            f"the register has no commitment {', '.join(missing[:5])}: "
            "run `manage.py load_catalogue`, then ingest again"
        )
    return Targets(commitments, find(names - keys))


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
