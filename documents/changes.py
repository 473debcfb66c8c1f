"""The changes feed: whoever changes what readers see calls `record` last in its transaction.

Numbers are given out under a lock that is held until the transaction ends, so their order is that
of the commits: who has read up to a number has missed nothing below it. No clock takes part.
"""

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    ReviewCycle,
    Session,
    State,
    Theme,
)
from documents import memory
from documents.models import Change, Citation, Document, Feed, Paragraph, Submission, Suggestion

Resource = Change.Resource
Key = tuple[str, str]
BATCH = 1000
NEVER = datetime.fromtimestamp(0, UTC)
_MOMENT = f"""
    SELECT feed.epoch, feed.changed_at, ({memory.STAMP})
    FROM (VALUES (1)) AS one (id) LEFT JOIN {Feed._meta.db_table} AS feed USING (id)
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the public data: the feed's history and last change, and what was written."""

    epoch: str
    changed_at: datetime
    stamp: str


# What is written first when things come, and last when they go.
_ORDER = {name: place for place, name in enumerate(Resource.values)}
REGISTER = (
    Resource.INSTRUMENTS,
    Resource.COMMITMENTS,
    Resource.STATES,
    Resource.GROUPS,
    Resource.BODIES,
    Resource.THEMES,
    Resource.CYCLES,
    Resource.SESSIONS,
)
# Columns that no answer holds, or that say nothing but when a row was made.
_LEFT_OUT = {"id", "created_at", "tokens", "search", "map", "spans"}


def record(*, documents: Collection[Document]) -> int:
    """Bring the feed in step with what is public of these documents; gives how much changed.

    To be called last in the transaction that changed them, with their rows locked: from here until
    the end of the transaction nobody else can commit a change.
    """
    ids = [document.pk for document in documents]
    public = list(Document.objects.public().filter(pk__in=ids).values_list("pk", flat=True))
    now = dict(_documents(public))
    now |= _paragraphs(public)
    now |= _citations(public)
    cited = Instrument.objects.filter(origin=Instrument.Origin.CITED)
    known = Change.objects.filter(resource=Resource.INSTRUMENTS).values("key")
    fresh = {
        (Resource.INSTRUMENTS, slug): (None, digest)
        for slug, digest in _rows(cited.exclude(slug__in=known), "slug")
    }
    return _bring(Change.objects.filter(document__in=ids), now | fresh)


def record_register() -> int:
    """Bring the feed in step with the register, retired rows too; gives how much changed."""
    members = Membership.objects.order_by("pk")
    of_states = _grouped(members.values_list("state", *_columns(Membership)))
    of_groups = _grouped(members.values_list("group", *_columns(Membership)))
    with transaction.atomic():
        now = {
            (resource, key): (None, digest)
            for resource, rows, name, more in (
                (Resource.INSTRUMENTS, Instrument.objects.all(), "slug", {}),
                (Resource.COMMITMENTS, Commitment.objects.all(), "key", _related()),
                (Resource.STATES, State.objects.all(), "code", of_states),
                (Resource.GROUPS, Group.objects.all(), "slug", of_groups),
                (Resource.BODIES, Body.objects.all(), "slug", {}),
                (Resource.THEMES, Theme.objects.all(), "slug", {}),
                (Resource.CYCLES, ReviewCycle.objects.all(), "cycle_year", {}),
                (Resource.SESSIONS, Session.objects.all(), "key", {}),
            )
            for key, digest in _rows(rows, name, more)
        }
        return _bring(Change.objects.filter(document=None, resource__in=REGISTER), now)


def record_all() -> int:
    """Bring the feed in step with everything, document by document; gives how much changed."""
    changed = record_register()
    touched = Q(current_version__isnull=False) | Q(changes__isnull=False)
    documents = Document.objects.filter(touched).order_by("pk").distinct()
    for pk in documents.values_list("pk", flat=True):
        with transaction.atomic():
            changed += record(documents=[Document.objects.select_for_update().get(pk=pk)])
    return changed


def forget(*, documents: QuerySet[Document]) -> int:
    """Write tombstones for all of these documents, which are about to be deleted."""
    with transaction.atomic():
        return _bring(Change.objects.filter(document__in=documents), {})


def feed() -> Feed:
    """The feed's row, or one that stands for it while nothing was ever recorded."""
    empty = Feed(epoch=uuid.UUID(int=0), head=0, changed_at=NEVER)
    return Feed.objects.filter(pk=1).first() or empty


def moment() -> Moment:
    """The state of the public data, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MOMENT)
        epoch, changed_at, stamp = cursor.fetchone()
    return Moment(str(epoch or ""), changed_at or NEVER, stamp or memory.NOTHING)


def is_gone(resource: str, key: str) -> bool:
    """Whether this object was public once and is no more."""
    return Change.objects.filter(resource=resource, key=key, digest="").exists()


def _bring(stored: QuerySet[Change], now: dict[Key, tuple[int | None, str]]) -> int:
    """Write what differs between the feed's rows and what there is now, under new numbers."""
    before = {(row.resource, row.key): row for row in stored}
    gone = [key for key, row in before.items() if row.digest and key not in now]
    new = [
        key
        for key, (home, digest) in now.items()
        if key not in before or (before[key].digest, before[key].document_id) != (digest, home)
    ]
    if not gone and not new:
        return 0
    gone.sort(key=lambda key: -_ORDER[key[0]])
    new.sort(key=lambda key: _ORDER[key[0]])
    Feed.objects.get_or_create(pk=1)
    # The lock: held until the transaction ends.
    held = Feed.objects.select_for_update().get(pk=1)
    moment = timezone.now()
    rows = [
        Change(
            number=held.head + place,
            resource=resource,
            key=key,
            document_id=now[resource, key][0] if (resource, key) in now else None,
            digest=now[resource, key][1] if (resource, key) in now else "",
            changed_at=moment,
        )
        for place, (resource, key) in enumerate([*gone, *new], start=1)
    ]
    Change.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["resource", "key"],
        update_fields=["number", "document", "digest", "changed_at"],
    )
    Feed.objects.filter(pk=1).update(head=held.head + len(rows), changed_at=moment)
    return len(rows)


def _columns(model: type[Model]) -> list[str]:
    """The columns that make up an object's content."""
    return [each.attname for each in model._meta.concrete_fields if each.name not in _LEFT_OUT]


def _digest(*values: Any) -> str:
    text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[Any]]:
    """Rows by their first value."""
    found: dict[Any, list[Any]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(rest)
    return found


def _rows(
    rows: QuerySet[Any], name: str, more: dict[Any, list[Any]] | None = None
) -> Iterator[tuple[str, str]]:
    """The public id and the digest of each row, with what else belongs to it by its key."""
    for pk, key, *values in rows.values_list("pk", name, *_columns(rows.model)):
        yield str(key), _digest(values, (more or {}).get(pk))


def _related() -> dict[int, list[Any]]:
    links = Commitment.see_also.through.objects.order_by("to_commitment")
    return _grouped(links.values_list("from_commitment", "to_commitment"))


def _documents(ids: list[int]) -> Iterator[tuple[Key, tuple[int, str]]]:
    submissions = Submission.objects.filter(document__in=ids).order_by("role", "position")
    parties = _grouped(submissions.values_list("document", *_columns(Submission)))
    version = ("number", "source__sha256", "fidelity", "warnings")
    rows = Document.objects.filter(pk__in=ids).values_list(
        "pk", "slug", *_columns(Document), *(f"current_version__{name}" for name in version)
    )
    for pk, slug, *values in rows:
        yield (Resource.DOCUMENTS, slug), (pk, _digest(values, parties.get(pk)))


def _in_document(home: str, path: str) -> Concat:
    return Concat(F(f"{home}__slug"), Value("/p/"), F(path))


def _paragraphs(ids: list[int]) -> Iterator[tuple[Key, tuple[int, str]]]:
    suggested = Suggestion.objects.public().filter(paragraph__version__document__in=ids)
    beside = _grouped(
        suggested.order_by("pk").values_list("paragraph", "commitment", "score", "reasons")
    )
    rows = Paragraph.objects.public().filter(version__document__in=ids)
    named = rows.annotate(public_id=_in_document("version__document", "path"))
    columns = [name for name in _columns(Paragraph) if name != "version_id"]
    found = named.values_list("pk", "public_id", "version__document", *columns)
    for pk, key, home, *values in found:
        yield (Resource.PARAGRAPHS, key), (home, _digest(values, beside.get(pk)))


def _citations(ids: list[int]) -> Iterator[tuple[Key, tuple[int, str]]]:
    rows = Citation.objects.public().filter(paragraph__version__document__in=ids)
    named = rows.annotate(place=_in_document("paragraph__version__document", "paragraph__path"))
    places = ("paragraph_id", "version_id")
    columns = [name for name in _columns(Citation) if name not in places]
    found = named.values_list("pk", "paragraph__version__document", "place", *columns)
    for pk, home, *values in found:
        yield (Resource.CITATIONS, str(pk)), (home, _digest(values))
