"""A table as it stands on a page and in a file: columns, rows, and what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commitments.models import Commitment
from documents.positions import place

Value = str | int | None
Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files for programs, and its heading for people."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: the rows of a page, all of them, and the words that say what they are.

    `about` says what was asked, when, and which engines read the papers.
    """

    name: str
    columns: list[Column]
    records: Iterable[Record]
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ordering:
    """A sort that was chosen: its name, its direction, and the fields that make it."""

    name: str
    descending: bool

    @classmethod
    def read(cls, text: str) -> "Ordering":
        """`paragraphs` sorts upwards, `-paragraphs` downwards."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def turned(self) -> "Ordering":
        """The same the other way round."""
        return Ordering(self.name, not self.descending)

    def fields(self, expressions: Iterable[Any]) -> list[Any]:
        """The fields of an `order_by`: what is not known stands last, whichever way."""
        if self.descending:
            return [each.desc(nulls_last=True) for each in expressions]
        return [each.asc(nulls_last=True) for each in expressions]


def both_ways(names: Iterable[str]) -> list[str]:
    """Every sort that may be asked for: each name, and each with a minus before it."""
    return [text for name in names for text in (name, f"-{name}")]


def reading_order(commitment: Commitment) -> tuple[int, int, str, int]:
    """Sort by instrument, as the home page has them, and by place in it."""
    return *place(commitment.instrument), commitment.position
