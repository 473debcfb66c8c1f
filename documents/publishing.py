"""How a version becomes what readers see, and what that does to addresses and to revisions."""

import re
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from documents import alignment, headers
from documents.models import Document, Paragraph, PathRedirect, SlugRedirect, Version
from documents.text.engine import document_slug

_REVISION = re.compile(r"(?P<base>.+?)(?:/Rev\.(?P<number>\d+))?")


def publish(
    *, document: Document, version: Version, paragraphs: Sequence[Paragraph]
) -> list[Document]:
    """Make a whole version the current one; nothing happens when it is that already.

    To be called in the transaction that wrote its citations, with the document's row and
    `lock_chains` held. Gives the other documents that readers see or no longer see because of it.
    """
    previous = document.current_version
    if previous is not None and previous.pk == version.pk:
        return []
    before = document.symbol
    headers.describe(document=document, stored=version.header)
    # The first version's submissions were written with the document.
    if version.number > 1:
        headers.submit(document=document, stored=version.header)
        _redirect_paths(document, previous, paragraphs)
        _rename(document, version)
    document.current_version = version
    document.published_at = document.published_at or timezone.now()
    return _take_place(document, before)


def settle_head(*, document: Document, version: Version) -> None:
    """Give a document that no reader has seen the head and slug of the text that is to be public.

    A person may have mended them since it was made.
    """
    headers.describe(document=document, stored=version.header)
    slug = document_slug(document.symbol or None, document.language, version.source.sha256)
    if not document.generated and _is_free(slug, document):
        document.slug = slug
    document.save()
    headers.submit(document=document, stored=version.header)


def show_again(*, document: Document, version: Version) -> list[Document]:
    """Show what the head of the current version says now, after it was read anew.

    Under the same locks as `publish`, and it gives the same.
    """
    before = document.symbol
    headers.describe(document=document, stored=version.header)
    headers.submit(document=document, stored=version.header)
    _rename(document, version)
    return _take_place(document, before)


def _take_place(document: Document, before: str) -> list[Document]:
    """Save a document that bore the symbol `before`; it may have left one chain for another."""
    if before == document.symbol:
        document.save()
        return supersede(document=document)
    document.superseded_by = None
    document.save()
    left = _settle_chain(before, document.language)
    return [*left, *supersede(document=document)]


def first_slug(document: Document) -> str:
    """The slug that the document was made with."""
    old = document.old_slugs.order_by("pk").first()
    return old.slug if old else document.slug


def lock_chains(*, symbols: Iterable[str | None]) -> None:
    """Hold all revisions of these symbols until the transaction ends; nothing of an empty one.

    Before any document's row is locked: two revisions that become current at once would otherwise
    wait for each other. Of a document that gets another symbol the old one is wanted too.
    """
    # In one order, so that two of us never wait for each other.
    for base in sorted({_base(symbol)[0] for symbol in symbols if symbol}):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [base])


def _base(symbol: str) -> tuple[str, int]:
    """A symbol without its revision, and the revision's number, 0 for the first text."""
    match = _REVISION.fullmatch(symbol)
    if match is None:
        return symbol, 0
    return match["base"], int(match["number"] or 0)


def supersede(*, document: Document) -> list[Document]:
    """Of a chain of revisions only the newest counts; corrigenda and addenda are not of it.

    Gives the documents whose place in the chain is another now. To be called with `lock_chains`
    held.
    """
    return _settle_chain(document.symbol, document.language)


def _settle_chain(symbol: str, language: str) -> list[Document]:
    if not symbol:
        return []
    base, _number = _base(symbol)
    chain = [
        each
        for each in Document.objects.filter(
            Q(symbol=base) | Q(symbol__startswith=f"{base}/Rev."),
            language=language,
            published_at__isnull=False,
            withdrawn_at=None,
        )
        if _base(each.symbol)[0] == base
    ]
    newest = max(chain, key=lambda each: _base(each.symbol)[1], default=None)
    moved = []
    for each in chain:
        wanted = None if each == newest else newest
        if each.superseded_by_id != (wanted.pk if wanted else None):
            Document.objects.filter(pk=each.pk).update(superseded_by=wanted)
            moved.append(each)
    return moved


def _rename(document: Document, version: Version) -> None:
    """Follow a symbol that has become known; the old address leads to the new one.

    An address that is, or was, another document's stays that one's: then this one keeps its own.
    """
    slug = document_slug(document.symbol or None, document.language, version.source.sha256)
    if not document.symbol or document.generated or slug == document.slug:
        return
    if not _is_free(slug, document):
        return
    # Who goes back to an earlier address keeps its row: the first one names the citations.
    SlugRedirect.objects.get_or_create(slug=document.slug, document=document)
    document.slug = slug


def _is_free(slug: str, document: Document) -> bool:
    """Whether no other document has this address, or had it."""
    has = Document.objects.filter(slug=slug).exclude(pk=document.pk)
    had = SlugRedirect.objects.filter(slug=slug).exclude(document=document)
    return not has.exists() and not had.exists()


def _redirect_paths(
    document: Document, previous: Version | None, paragraphs: Sequence[Paragraph]
) -> None:
    """Lead from the paths that are gone to where their text stands now."""
    if previous is None:
        return
    old, new = _passages(previous.paragraphs.order_by("position")), _passages(paragraphs)
    gone = alignment.redirects(old, new)
    for redirect in document.old_paths.filter(new_path__in=gone):
        redirect.new_path = gone[redirect.new_path]
        redirect.save(update_fields=["new_path"])
    document.old_paths.filter(old_path__in=[passage.path for passage in new]).delete()
    PathRedirect.objects.bulk_create(
        [
            PathRedirect(document=document, old_path=path, new_path=home)
            for path, home in gone.items()
        ],
        update_conflicts=True,
        unique_fields=["document", "old_path"],
        update_fields=["new_path"],
    )


def _passages(paragraphs: Sequence[Paragraph]) -> list[alignment.Passage]:
    return [alignment.Passage(row.path, row.parent, row.kind, row.text) for row in paragraphs]
