"""From a stored source to the paragraphs of a version that nobody sees yet.

Two steps, each whole or not at all: `ingest_source` makes the document and its version,
`process_document` the version's paragraphs. Links and publication follow in `documents.linking`.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from documents import alignment, headers
from documents.bundled import Supplied, supplied_facts
from documents.indexing import tokens_of
from documents.lexicon import build_lexicon
from documents.models import Document, Paragraph, SlugRedirect, Source, Version
from documents.readers import read_file
from documents.refused import Refused
from documents.sources import read_source, store_source
from documents.text.decode import Decoded
from documents.text.engine import Reading, document_slug, read
from documents.text.types import Block, Header

__all__ = [
    "find_document",
    "ingest_source",
    "place_after",
    "process_document",
    "read_again",
    "read_stored",
    "store_source",
    "write_paragraphs",
]

GENERATED_PREFIX = "generated-"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Read:
    """What the present engine reads in a stored file, its head completed from `papers.toml`.

    `added` says of each fact of the head that the paper does not state where it came from.
    """

    header: Header
    added: dict[str, str]
    fidelity: str
    warnings: list[str]
    blocks: tuple[Block, ...]
    supplied: Supplied | None


def read_stored(*, source: Source) -> Read:
    """Read a stored file from its bytes; nothing is written.

    Raises EngineError when it cannot be read or holds no paragraph, Refused when it is missing.
    """
    decoded, reading = _read(source)
    supplied = supplied_facts().get(source.sha256)
    header, added = headers.complete(reading.header, supplied)
    contradictions = headers.contradictions(reading.header, supplied)
    warnings = [*decoded.warnings, *reading.warnings, *contradictions]
    return Read(header, added, decoded.fidelity, warnings, reading.blocks, supplied)


def ingest_source(*, source: Source, version_of: str = "", held: bool = False) -> Version:
    """Read a source and make the document that it is, or the next version of one, not yet visible.

    With `held` the version waits for an editor (`documents.holding`) before readers see it.

    A symbol that is known in this language leads to its document, `version_of` (a slug) to that
    one. The same source again gives the version that it already is. Raises EngineError when the
    file cannot be read or holds no paragraph, Refused when it cannot be placed.
    """
    found = read_stored(source=source)
    stored = _head(source, found, None)
    with transaction.atomic():
        known = version_of or (found.supplied.version_of if found.supplied else "")
        # A text may have been read anew since (`documents.reprocessing`): its newest reading.
        readings = Version.objects.filter(source=source).order_by("number")
        existing = readings.last()
        # Its document may have another symbol by now, or none.
        document = existing.document if existing and not known else None
        document = document or _document(source, stored, known)
        # Whoever came first has let the document go only now.
        existing = existing or readings.last()
        if existing is not None:
            _check_same(existing, document, version_of)
            return existing
        last = document.versions.order_by("number").last()
        return Version.objects.create(
            document=document,
            number=last.number + 1 if last else 1,
            source=source,
            header=_head(source, found, _before(document, None)),
            fidelity=found.fidelity,
            warnings=found.warnings,
            held=held,
        )


def process_document(*, version: Version) -> int:
    """Write the paragraphs of a version, unless they are there; gives how many there are.

    Paragraphs that an earlier version has keep their paths. Raises as `ingest_source` does.
    """
    _decoded, reading = _read(version.source)
    with transaction.atomic():
        # Whoever comes second waits here and finds the paragraphs.
        version = Version.objects.select_for_update().get(pk=version.pk)
        if written := version.paragraphs.count():
            return written
        return write_paragraphs(version=version, blocks=reading.blocks)


def write_paragraphs(*, version: Version, blocks: tuple[Block, ...]) -> int:
    """Write the blocks of a version that has none yet; gives how many there are."""
    # A held text has promised no address to anybody.
    earlier = version.document.versions.filter(number__lt=version.number, held=False)
    earlier = earlier.filter(paragraphs__isnull=False)
    placed = place_after(blocks=blocks, previous=earlier.order_by("number").last())
    rows = [
        _paragraph(version, position, block, path, parent)
        for position, (block, path, parent) in enumerate(placed, start=1)
    ]
    Paragraph.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def find_document(slug: str) -> Document:
    """The document with this slug, or that once had it; raises Refused when there is none."""
    document = Document.objects.filter(slug=slug).first()
    if document is None:
        old = SlugRedirect.objects.select_related("document").filter(slug=slug).first()
        if old is None:
            raise Refused(f"there is no document {slug!r}: look up its slug on its page's address")
        document = old.document
    return document


def _read(source: Source) -> tuple[Decoded, Reading]:
    decoded = read_file(data=read_source(source=source), name=source.name)
    return decoded, read(decoded.text, build_lexicon())


def read_again(*, version: Version) -> None:
    """Read a held version anew: its place among the texts of its document has changed.

    To be called in a transaction that holds the document.
    """
    found = read_stored(source=version.source)
    version.header = _head(version.source, found, _before(version.document, version.number))
    version.fidelity, version.warnings = found.fidelity, found.warnings
    version.save(update_fields=["header", "fidelity", "warnings"])
    version.paragraphs.all().delete()
    write_paragraphs(version=version, blocks=found.blocks)


def _head(source: Source, found: Read, before: Version | None) -> dict[str, Any]:
    """The head to be stored: what was read, is supplied, an earlier text had, an editor mended."""
    if before is None:
        stored = headers.as_json(found.header, found.added)
    else:
        stored = headers.inherit(found.header, found.added, before)
    return headers.mend(stored, source.mended)


def _before(document: Document, number: int | None) -> Version | None:
    """The latest text that is not held, before the one with this number where that is given."""
    texts = document.versions.filter(held=False)
    if number is not None:
        texts = texts.filter(number__lt=number)
    return texts.order_by("number").last()


def _document(source: Source, stored: dict[str, Any], version_of: str) -> Document:
    """The document that a source belongs to, locked; a new one is made and described."""
    header = headers.from_json(stored)
    if version_of:
        document = Document.objects.select_for_update().get(pk=find_document(version_of).pk)
        check_symbol(document=document, header=header)
        return document
    slug = _slug(source, header)
    document = Document(slug=slug, generated=source.generated)
    headers.describe(document=document, stored=stored)
    if document.symbol and _was_given(document):
        # Papers are one by their symbol, not by an address that another once had.
        slug = document.slug = document_slug(None, document.language, source.sha256)
    # Two files with one symbol at once: the second insertion waits, then does nothing.
    Document.objects.bulk_create([document], ignore_conflicts=True)
    document = Document.objects.select_for_update().get(pk=_known(slug, header).pk)
    if not document.versions.exists():
        headers.submit(document=document, stored=stored)
    return document


def _slug(source: Source, header: Header) -> str:
    language = header.language or "zh"
    if source.generated:
        return GENERATED_PREFIX + document_slug(None, language, source.sha256)
    return document_slug(header.symbol, language, source.sha256)


def _was_given(document: Document) -> bool:
    """Whether an address belongs to a document that has, or now has, another symbol."""
    has = Document.objects.filter(slug=document.slug).exclude(symbol=document.symbol)
    had = SlugRedirect.objects.filter(slug=document.slug)
    return has.exists() or had.exclude(document__symbol=document.symbol).exists()


def _known(slug: str, header: Header) -> Document:
    """The row that has the slug, or that has the symbol under an older slug."""
    by_symbol = Document.objects.filter(symbol=header.symbol, language=header.language or "zh")
    if header.symbol and (document := by_symbol.first()):
        return document
    return find_document(slug)


def check_symbol(*, document: Document, header: Header) -> None:
    """Raise Refused when another document bears the symbol that a text of this one states."""
    same = Document.objects.filter(symbol=header.symbol or "", language=header.language or "zh")
    other = same.exclude(pk=document.pk).first() if header.symbol else None
    if other is not None:
        raise Refused(
            f"the file bears the symbol {header.symbol} of the document {other.slug}: "
            "ingest it without --version-of"
        )


def _check_same(existing: Version, document: Document, version_of: str) -> None:
    if version_of and existing.document_id != document.pk:
        raise Refused(
            f"the same file is already version {existing.number} of {existing.document.slug}: "
            "it cannot be a version of another document too"
        )


def place_after(
    *, blocks: tuple[Block, ...], previous: Version | None
) -> list[tuple[Block, str, str]]:
    """Each block with the path and the parent that it has when it follows this text."""
    if previous is None:
        return [(block, block.path, block.parent or "") for block in blocks]
    new = [
        alignment.Passage(block.path, block.parent or "", block.kind.value, block.text)
        for block in blocks
    ]
    old = [
        alignment.Passage(*row)
        for row in previous.paragraphs.order_by("position").values_list(
            "path", "parent", "kind", "text"
        )
    ]
    paths = alignment.align(old, new, _used(previous.document))
    return list(zip(blocks, paths, alignment.parents(new, paths), strict=True))


def _used(document: Document) -> set[str]:
    """The paths that a document has, had, or will have once what is on its way is public."""
    texts = Paragraph.objects.filter(version__document=document, version__held=False)
    return {
        *document.old_paths.values_list("old_path", flat=True),
        *texts.order_by().values_list("path", flat=True).distinct(),
    }


def _paragraph(version: Version, position: int, block: Block, path: str, parent: str) -> Paragraph:
    return Paragraph(
        version=version,
        position=position,
        kind=block.kind.value,
        path=path,
        parent=parent,
        label=block.label,
        text=block.text,
        spans=block.spans,
        map=block.map,
        tokens=tokens_of(text=block.text, kind=block.kind.value),
    )
