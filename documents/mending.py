"""The head of a paper that readers know, mended by an editor; what it shows follows at once.

What is said belongs to the file, as it does while a text waits (`documents.holding`): it stands
over what the engine reads, now and whenever the file is read again. All raise Refused, with what to
do, for what cannot be done; then nothing is changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from commitments import tracking
from documents import changes, decisions, headers, linking, publishing
from documents.models import Decision, Document, Version
from documents.refused import Overtaken, Refused
from documents.text.types import Header


class SymbolTaken(Refused):
    """Another document, `other`, has the symbol in this language."""

    def __init__(self, symbol: str, other: Document) -> None:
        super().__init__(
            f"{symbol} is the symbol of the document {other.slug}: mend that one's first, or look "
            "again which of the two has it"
        )
        self.other = other


def mendable() -> QuerySet[Document]:
    """Papers that readers see, or saw, with their current text."""
    rows = Document.objects.once_public().filter(current_version__isnull=False)
    return rows.select_related("current_version__source", "session", "cycle")


def mend(
    *, document: Document, facts: dict[str, Any], by: AbstractBaseUser, note: str = "",
    seen: str = "",
) -> Document:  # fmt: skip
    """Keep what a person says of the head of the current text, and show it.

    `facts` are fields of `headers.MENDABLE` as the stored head has them; others stay as they are.
    What is said as it was read is mended no more. `seen` is the `headers.stamp` of what the person
    saw; Overtaken is raised when that holds no more.
    """
    with tracking.by(user=by.pk), _held(document, facts) as version:
        if seen and seen != headers.stamp(version):
            raise Overtaken()
        row = version.document
        stands = {name: version.header.get(name) for name in headers.MENDABLE}
        mended = headers.said_otherwise(version.header, stands | facts)
        before = version.source.mended
        if mended == before:
            return row
        headers.keep_mended(version=version, mended=mended)
        moved = _show(row, version)
        decisions.keep(
            action=Decision.Action.MEND,
            document=row,
            by=by,
            note=note,
            before=before,
            after=mended,
        )
        # Whether it is a paper of the Treaty's review decides what it cites.
        linking.link_document(version=version)
        changes.record(documents=[row, *moved])
    row.refresh_from_db()
    return row


@contextmanager
def _held(document: Document, facts: dict[str, Any]) -> Iterator[Version]:
    """The current text as it is now, in a transaction that holds its document and its chains."""
    with transaction.atomic():
        publishing.lock_chains(symbols=[document.symbol, facts.get("symbol") or ""])
        row = Document.objects.select_for_update().filter(pk=document.pk).first()
        if row is None or row.symbol != document.symbol:
            raise Overtaken()
        if row.published_at is None or row.current_version_id is None:
            raise Refused("readers have not seen this paper: mend it on its page under /upload/")
        version = Version.objects.select_related("source").get(pk=row.current_version_id)
        version.document = row
        yield version


def _show(document: Document, version: Version) -> list[Document]:
    """Let the document say what the head says now; gives the others whose place changed by it."""
    header = headers.header_of(version)
    if other := _bearing(document, header):
        raise SymbolTaken(header.symbol or "", other)
    try:
        with transaction.atomic():
            return publishing.show_again(document=document, version=version)
    except IntegrityError:
        # A file with this symbol came in just now.
        if other := _bearing(document, header):
            raise SymbolTaken(header.symbol or "", other) from None
        raise


def _bearing(document: Document, header: Header) -> Document | None:
    """Another document that has the symbol in this language."""
    if not header.symbol:
        return None
    same = Document.objects.filter(symbol=header.symbol, language=header.language or "zh")
    return same.exclude(pk=document.pk).first()
