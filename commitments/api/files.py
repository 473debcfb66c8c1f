"""Lists as files: CSV and JSON Lines, written as they are read, without a limit.

CSV has a column for each field of the JSON, in the same order; a list of codes is joined by ` | `,
other lists and objects are JSON. What stands beside a row has columns of its own.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from commitments.api.rows import EXPANDED, Shape, ShapedRow, field_names
from commitments.cells import BOM, Echo, safe

JOINT = " | "
CHUNK = 1000


class FileRenderer(BaseRenderer):
    """A form of lists that is streamed; errors and single rows have other forms."""

    charset = "utf-8"

    def lines(self, row: ShapedRow, shape: Shape, rows: Iterable[Any]) -> Iterator[bytes]:
        """Write rows in the shape that was asked for; `row` describes them."""
        raise NotImplementedError


class CSVRenderer(FileRenderer):
    """Lines of CSV as RFC 4180 says, with the mark by which spreadsheets know UTF-8."""

    media_type = "text/csv"
    format = "csv"

    def lines(self, row: ShapedRow, shape: Shape, rows: Iterable[Any]) -> Iterator[bytes]:
        """Write the names of the columns, then the rows."""
        line = csv.writer(Echo())
        beside = {name: _columns(row, name) for name in shape.expand}
        names = [f"{name}.{each}" if each else name for name in beside for each in beside[name]]
        yield (BOM + line.writerow([*shape.fields, *names])).encode()
        for each in rows:
            cells = [cell(each[name]) for name in shape.fields]
            for name, columns in beside.items():
                cells += _cells(each[EXPANDED][name], columns)
            yield line.writerow(cells).encode()


class JSONLinesRenderer(FileRenderer):
    """One JSON object a line."""

    media_type = "application/jsonl"
    format = "jsonl"

    def lines(self, row: ShapedRow, shape: Shape, rows: Iterable[Any]) -> Iterator[bytes]:
        """Write the rows."""
        return (orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in rows)


class NDJSONRenderer(JSONLinesRenderer):
    """The same by its other name."""

    media_type = "application/x-ndjson"


def cell(value: Any) -> Any:
    """A value as it stands in a cell: empty for null, no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return safe(JOINT.join(value))
    if isinstance(value, list | Mapping):
        return orjson.dumps(value).decode()
    return safe(value)


def chunks(rows: Iterable[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Part rows into lists of this length, as they come."""
    source = iter(rows)
    while chunk := list(islice(source, size)):
        yield chunk


def _columns(row: ShapedRow, name: str) -> list[str]:
    """The columns of what stands beside a row: its fields; one without a name for a list."""
    expansion = row.expansions[name]
    return [""] if expansion.many else list(field_names(expansion.serializer))


def _cells(value: Any, columns: Sequence[str]) -> list[Any]:
    if columns == [""]:
        return [cell(value)]
    return [cell(value[name]) if value else "" for name in columns]
