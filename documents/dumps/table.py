"""What a table of a dump is: its fields with their types, and where its rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

# The types of Frictionless' Table Schema. In CSV and SQLite arrays and objects are JSON.
Type = Literal["string", "integer", "boolean", "date", "datetime", "array", "object"]
Record = dict[str, Any]

# Rows fetched at once.
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `refers` is the table whose key stands in it; `required`: never null."""

    name: str
    description: str
    type: Type = "string"
    required: bool = False
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `key` names the fields that identify a row; without them none does."""

    name: str
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    records: Callable[[], Iterator[Record]]


def listed(values: Any) -> list[str]:
    """A list of slugs without the missing ones."""
    return [value for value in values if value]


def null_for_empty(record: Record, *names: str) -> Record:
    """Put null where the source states nothing; gives the record back."""
    for name in names:
        record[name] = record[name] or None
    return record
