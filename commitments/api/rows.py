"""A row of an answer: which of its fields stand in it, and what stands beside it on request."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from django.db.models.constants import LOOKUP_SEP
from rest_framework import serializers
from rest_framework.request import Request

from commitments.api.parameters import BadParameter

# The parameters by which a row is shaped, each a list with commas, or given more than once.
SHAPING = ("fields", "omit", "expand")
EXPANDED = "expanded"


def value_at(row: Any, path: str) -> Any:
    """What a row holds at the end of a path such as `paragraph__position`.

    A row is an object, or a named tuple that has the whole path as a name.
    """
    if isinstance(row, tuple):
        return getattr(row, path)
    for name in path.split(LOOKUP_SEP):
        row = None if row is None else getattr(row, name)
    return row


@dataclass(frozen=True, slots=True)
class Expansion:
    """A row that may stand beside another, whole.

    `of` gives the number by which a row names it (None: there is none); `fetch` gives what many
    such numbers name, in a bounded number of queries. With `many` that is a list. `reads` are
    columns of the row that only this asks for.
    """

    serializer: type[serializers.BaseSerializer]
    of: Callable[[Any], Hashable]
    fetch: Callable[[Collection[Any]], Mapping[Any, Any]]
    many: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What was asked of the rows: the names of their fields, and of what stands beside them."""

    fields: tuple[str, ...]
    expand: tuple[str, ...] = ()

    @classmethod
    def read(cls, request: Request, row: "ShapedRow") -> "Shape":
        """Read `fields`, `omit` and `expand`; raise `BadParameter` for a name that is none."""
        names = field_names(type(row))
        wanted = _names(request, "fields", names) or names
        left_out = _names(request, "omit", names)
        kept = (
            name
            for name in names
            if name in row.identity or (name in wanted and name not in left_out)
        )
        return cls(tuple(kept), tuple(_names(request, "expand", row.expansions)))


def _names(request: Request, parameter: str, allowed: Iterable[str]) -> list[str]:
    given = request.query_params.getlist(parameter)
    names = [name.strip() for text in given for name in text.split(",")]
    for name in names:
        if name not in (known := list(allowed)):
            raise BadParameter(parameter, f"There is no {name!r} for {parameter} here.", known)
    return list(dict.fromkeys(names))


@dataclass(slots=True)
class Beside:
    """What stands beside the rows of one page, fetched once for all of them."""

    context: Mapping[str, Any]
    expansions: Mapping[str, Expansion]
    found: dict[str, dict[Any, Any]] = field(default_factory=dict)

    def complete(self, rows: Sequence[Any]) -> None:
        """Fetch what these rows name."""
        for name, expansion in self.expansions.items():
            numbers = {number for row in rows if (number := expansion.of(row)) is not None}
            written = expansion.serializer(context=self.context)
            fetched = expansion.fetch(numbers) if numbers else {}
            self.found[name] = {
                number: [written.to_representation(each) for each in value]
                if expansion.many
                else written.to_representation(value)
                for number, value in fetched.items()
            }

    def of(self, row: Any) -> dict[str, Any]:
        """What stands beside one row: null, or an empty list, where there is nothing."""
        return {
            name: self.found[name].get(expansion.of(row), [] if expansion.many else None)
            for name, expansion in self.expansions.items()
        }


@cache
def field_names(row: type["ShapedRow"]) -> tuple[str, ...]:
    """The fields of a kind of row; to make them costs more than to write a page of rows."""
    return tuple(row().get_fields())


class ShapedRow(serializers.Serializer):
    """A row as it is shown, in the shape that was asked for; nothing is written through it.

    Of a list, and alone, it has the fields that `context["shape"]` names, and under `expanded` what
    `context["beside"]` holds; within another row it is always whole.
    """

    # The fields that no shape leaves out.
    identity: ClassVar[tuple[str, ...]] = ()
    # Where lists are long, what `quick` makes a row of: the columns of a named tuple.
    lookups: ClassVar[tuple[str, ...]] = ()
    expansions: ClassVar[dict[str, Expansion]] = {}

    def get_fields(self) -> dict[str, serializers.Field]:
        """Mark every field as one that answers always hold, and keep those asked for."""
        fields = super().get_fields()
        for each in fields.values():
            each.read_only = True
        shape = self._context_of_the_row("shape")
        return {name: fields[name] for name in shape.fields} if shape else fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Give the row, and what stands beside it."""
        if isinstance(instance, tuple):
            row = self.quick(instance)
            if shape := self._context_of_the_row("shape"):
                row = {name: row[name] for name in shape.fields}
        else:
            row = super().to_representation(instance)
        beside = self._context_of_the_row("beside")
        return {**row, EXPANDED: beside.of(instance)} if beside else row

    def quick(self, row: Any) -> dict[str, Any]:
        """Give all fields of a row that was read as a named tuple of `lookups`.

        Where lists are long: it says what the fields say one by one of an object, many times as
        fast; tests hold the two against each other.
        """
        raise NotImplementedError

    def _context_of_the_row(self, name: str) -> Any:
        within = getattr(self.parent, "parent", None) if self.parent else None
        is_row = self.parent is None or (
            isinstance(self.parent, serializers.ListSerializer) and within is None
        )
        return self.context.get(name) if is_row else None


class RowSerializer(ShapedRow, serializers.ModelSerializer):
    """A row of a table."""
