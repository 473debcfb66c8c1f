"""The canonical dump: all rows of register and evidence, without times and database numbers.

Two databases with the same content give the same bytes, whatever the order in which it was written
and by how many: so a restored backup is compared with what was backed up, and a run that was
disturbed with one that was not. Rows are named by their public ids, or by what makes them unique.
"""

import hashlib
import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any, BinaryIO

from django.apps import apps
from django.db.models import AutoField, DateTimeField, Field, ForeignKey, Model, UUIDField
from django.db.models.fields.generated import GeneratedField

APPS = ("commitments", "documents")
# Not content: the place of the feed's changes, which is that of the commits, and what tells one
# history from another; who tried how often; digests, which are made of database numbers.
LEFT_OUT = {
    "documents.Change": {"number", "digest"},
    "documents.Job": {"attempts"},
}
NOT_CONTENT = {"documents.Feed"}
# Rows sorted in memory at once.
CHUNK = 50_000
FETCH = 2000


def lines() -> Iterator[str]:
    """Every row as one line of JSON, sorted by table and content."""
    for model in sorted(models(), key=lambda model: model._meta.label):
        yield from _sorted(_rows(model))


def digest() -> str:
    """SHA-256 of the lines."""
    found = hashlib.sha256()
    for line in lines():
        found.update(f"{line}\n".encode())
    return found.hexdigest()


def models() -> list[type[Model]]:
    """The models whose rows are content; histories of rows, which name moments, are not."""
    every = [
        model
        for name in APPS
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
    ]
    return [
        model
        for model in every
        if model._meta.label not in NOT_CONTENT and not hasattr(model, "pgh_tracked_model")
    ]


def _rows(model: type[Model]) -> Iterator[str]:
    label = model._meta.label
    paths: list[str] = []
    columns: list[tuple[Field, slice]] = []
    for each in _content(model):
        found = _identity(each.related_model) if isinstance(each, ForeignKey) else []
        names = [f"{each.name}__{path}" for path in found] or [each.name]
        columns.append((each, slice(len(paths), len(paths) + len(names))))
        paths += names
    rows = model._default_manager.order_by().values_list(*paths)
    for row in rows.iterator(FETCH):
        record = {each.name: _value(each, row[place]) for each, place in columns}
        yield json.dumps([label, record], ensure_ascii=False, sort_keys=True, default=str)


def _content(model: type[Model]) -> list[Field]:
    """The columns that are content: no numbers of the database, no times that are always there."""
    left_out = LEFT_OUT.get(model._meta.label, set())
    return [
        each
        for each in model._meta.concrete_fields
        if each.name not in left_out
        and not isinstance(each, AutoField | GeneratedField)
        and not (isinstance(each, DateTimeField) and not each.null)
    ]


def _identity(model: type[Model]) -> list[str]:
    """The lookups that name one row of a model without its number; of what it points at, too."""
    pk = model._meta.pk
    if isinstance(pk, UUIDField):
        return [pk.name]
    unique = [[each] for each in model._meta.concrete_fields if each.unique and each is not pk]
    unique += [
        [model._meta.get_field(name) for name in each.fields]
        for each in model._meta.total_unique_constraints
    ]
    # A row that nothing is unique in is named by all of its content.
    named_by = unique[0] if unique else _content(model)
    return [
        f"{each.name}__{path}" if path else each.name
        for each in named_by
        for path in (_identity(each.related_model) if isinstance(each, ForeignKey) else [""])
    ]


def _value(column: Field, values: tuple[Any, ...]) -> Any:
    if isinstance(column, DateTimeField):
        # Whether, not when: published, withdrawn, held.
        return values[0] is not None
    if isinstance(column, ForeignKey):
        return None if all(value is None for value in values) else list(values)
    (value,) = values
    if isinstance(value, dict):
        # A decision on a report names it by its number.
        return {name: each for name, each in value.items() if name != "report"}
    return value


def _sorted(rows: Iterable[str]) -> Iterator[str]:
    """The rows in order of their code points, which no collation of a database changes."""
    rows = iter(rows)
    with ExitStack() as held:
        parts: list[Iterator[str]] = []
        while chunk := sorted(islice(rows, CHUNK)):
            if len(chunk) < CHUNK and not parts:
                yield from chunk
                return
            stream = held.enter_context(tempfile.TemporaryFile())
            stream.writelines(f"{line}\n".encode() for line in chunk)
            stream.seek(0)
            parts.append(_read(stream))
        yield from heapq.merge(*parts)


def _read(stream: BinaryIO) -> Iterator[str]:
    for line in stream:
        yield line.decode().rstrip("\n")
