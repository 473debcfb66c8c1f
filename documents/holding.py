"""Texts that wait for an editor: mended, published, or discarded. Until then no reader sees them.

A held text has paragraphs, but its citations are in no table: `linking.preview` finds them anew for
whoever looks. Every function locks the document and is one transaction; all raise Refused, with
what to do, for what cannot be done.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from documents import decisions, headers, ingest, linking, publishing
from documents.models import Decision, Document, Job, Source, Upload, UploadedFile, Version
from documents.readers.guard import NoWarden
from documents.refused import Overtaken, Refused
from documents.sources import forget_source
from documents.text.types import EngineError

# Papers of the same title that are shown beside a text that waits.
MOST_ALIKE = 5


def waiting() -> QuerySet[Version]:
    """Held texts that are read, with their documents, the oldest first."""
    held = Version.objects.filter(held=True, jobs__verb=Job.Verb.LINK, jobs__state=Job.State.DONE)
    return held.select_related("document", "source").order_by("created_at", "pk")


def alike(version: Version) -> list[Document]:
    """Public papers of the same title: a text without a symbol may be one of them once more."""
    title = "".join((version.header.get("title") or "").split())
    if not title or version.document.published_at is not None:
        return []
    # Where a print breaks a line, a blank comes or goes.
    named = Document.objects.public().annotate(bare=Replace("title", Value(" ")))
    return list(named.filter(bare=title).with_head().newest_first()[:MOST_ALIKE])


def mend(
    *, version: Version, facts: dict[str, Any], by: AbstractBaseUser, seen: str = ""
) -> Version:
    """Keep what a person says of the head, where it differs from what was read.

    `facts` are fields of `headers.MENDABLE` as the stored head has them. They belong to the file:
    they stand whenever it is read again. `seen` is the `headers.stamp` of what the person saw;
    Overtaken is raised when that holds no more.
    """
    with transaction.atomic():
        row = _locked(version)
        if seen and seen != headers.stamp(row):
            raise Overtaken()
        mended = headers.said_otherwise(row.header, facts)
        before = row.source.mended
        if mended == before:
            return row
        headers.keep_mended(version=row, mended=mended)
        decisions.keep(
            action=Decision.Action.MEND, document=row.document, by=by, before=before, after=mended
        )
    return row


def publish(*, version: Version, by: AbstractBaseUser, note: str = "") -> Document:
    """Show a held text to the readers: link it, and make it the current one of its document."""
    with transaction.atomic():
        publishing.lock_chains(symbols=[version.header.get("symbol"), version.document.symbol])
        row = _locked(version)
        _check_ready(row)
        document = row.document
        ingest.check_symbol(document=document, header=headers.header_of(row))
        if document.published_at is None:
            publishing.settle_head(document=document, version=row)
        elif document.decisions.filter(
            action=Decision.Action.PUBLISH, made_at__gt=row.created_at
        ).exists():
            # Its paths were made to fit the text that was current then.
            _read_again(row)
        row.held = False
        row.save(update_fields=["held"])
        linking.link_document(version=row)
        after = {"version": row.number, "sha256": row.source.sha256}
        decisions.keep(
            action=Decision.Action.PUBLISH, document=document, by=by, note=note, after=after
        )
    document.refresh_from_db()
    return document


def publish_as(*, version: Version, slug: str, by: AbstractBaseUser, note: str = "") -> Document:
    """Publish a held text as the next one of another document, the one with this slug."""
    with transaction.atomic():
        target = ingest.find_document(slug)
        publishing.lock_chains(symbols=[version.header.get("symbol"), target.symbol])
        # Both in one order: two of us that move texts the other way never wait for each other.
        both = Document.objects.filter(pk__in=[target.pk, version.document_id])
        list(both.select_for_update(of=("self",)).order_by("pk"))
        row = _locked(version)
        if target.pk != row.document_id:
            _check_ready(row)
            _move(row, Document.objects.select_for_update().get(pk=target.pk))
        return publish(version=row, by=by, note=note)


def discard(*, source: Source, by: AbstractBaseUser, note: str = "") -> None:
    """Remove a file that never was public, with what was read of it. Its trace stays.

    The stored bytes go with it. Refused when readers see a text of this file, or did.
    """
    with transaction.atomic():
        # First of all: whoever works on it has these locked, and will want the others.
        of_either = Q(source=source.pk) | Q(version__source=source.pk)
        list(Job.objects.select_for_update(of=("self",)).filter(of_either).order_by("pk"))
        row = Source.objects.select_for_update().filter(pk=source.pk).first()
        if row is None:
            raise Refused("this file is gone already")
        if row.versions.filter(held=False).exists():
            raise Refused("a text of this file was published: withdraw the paper instead")
        _leave_trace(row, by, note)
        documents = Document.objects.select_for_update(of=("self",))
        documents = list(documents.filter(versions__source=row).order_by("pk"))
        row.versions.all().delete()
        for document in documents:
            _remove_if_empty(document)
        forget_source(source=row)


def _leave_trace(source: Source, by: AbstractBaseUser, note: str) -> None:
    handed_in = UploadedFile.objects.filter(sha256=source.sha256, discarded_at=None, refused="")
    name = by.get_username()
    if not handed_in.exists():
        # It came by a command.
        upload = Upload.objects.create(by=by, by_name=name)
        upload.files.create(position=1, name=source.name, sha256=source.sha256, source=source)
    handed_in.update(discarded_at=timezone.now(), discarded_by=name, note=note.strip())


def _locked(version: Version) -> Version:
    """The held version as it is now, its document locked."""
    documents = Document.objects.select_for_update(of=("self",))
    document = documents.filter(versions=version.pk).first()
    rows = Version.objects.select_for_update(of=("self",)).select_related("source")
    row = rows.filter(pk=version.pk).first()
    if document is None or row is None or row.document_id != document.pk:
        raise Refused("this text is gone: somebody has discarded or moved it")
    if not row.held:
        raise Refused("this text is published already")
    row.document = document
    return row


def _check_ready(version: Version) -> None:
    if version.jobs.exclude(state=Job.State.DONE).exists() or not version.paragraphs.exists():
        raise Refused("this text is still being read, or that failed: wait, or try it again")
    current = version.document.current_version
    if current is not None and current.number > version.number:
        texts = version.document.versions
        # What is current may be an older text that was only read anew.
        if not texts.filter(source=current.source_id, number__lt=version.number).exists():
            raise Refused("a newer text of this paper is public already: discard this one")
        version.number = texts.latest("number").number + 1
        version.save(update_fields=["number"])
        _read_again(version)


def _move(version: Version, target: Document) -> None:
    """Make a held text the newest of another document, as if it had come as that."""
    former = version.document
    version.document = target
    last = target.versions.order_by("number").last()
    version.number = last.number + 1 if last else 1
    version.save(update_fields=["document", "number"])
    _remove_if_empty(former)
    ingest.check_symbol(document=target, header=headers.header_of(version))
    _read_again(version)


def _read_again(version: Version) -> None:
    try:
        ingest.read_again(version=version)
    except EngineError as error:
        raise Refused(str(error)) from error
    except NoWarden as error:
        raise Refused("files cannot be read just now: try again in a minute") from error


def _remove_if_empty(document: Document) -> None:
    """Delete a document that no reader ever saw and that no text is left of."""
    if document.published_at is None and not document.versions.exists():
        document.delete()
