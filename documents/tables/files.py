"""Tables as files: CSV, XLSX and JSON Lines, written as they are read, without a limit.

Each says what was asked, when, and by which engines the papers were read, where programs do not
stumble over it: a CSV file in the heading of its last column, which has no cells; a workbook on
its second sheet; JSON Lines in the first line, the only one that has the key `about`.
"""

import csv
import json
import re
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from commitments.cells import BOM, Echo, safe
from documents.tables.table import Table, Value

# What XML 1.0 cannot hold, and so no workbook.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
SHEET_ROWS = 1_048_576
CELL_LENGTH = 32_767


def write_csv(table: Table) -> Iterator[str]:
    """Lines of CSV as RFC 4180 says, with the mark by which spreadsheets know UTF-8."""
    line = csv.writer(Echo())
    keys = [column.key for column in table.columns]
    yield BOM + line.writerow([*map(safe, keys), "about: " + about_line(table.about)])
    for record in table.records:
        yield line.writerow([*(safe(record.get(key)) for key in keys), ""])


def write_jsonl(table: Table) -> Iterator[str]:
    """One JSON object a line; the first says what the others are."""
    yield json.dumps({"about": table.about}, ensure_ascii=False) + "\n"
    for record in table.records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def write_xlsx(table: Table) -> Iterator[bytes]:
    """A workbook: the rows, on as many sheets as they need, and a sheet that says what they are."""
    book = Workbook(write_only=True)
    keys = [column.key for column in table.columns]
    sheet, used = None, SHEET_ROWS
    for record in _with_one_empty_start(table):
        if used >= SHEET_ROWS:
            sheet = book.create_sheet(table.name if sheet is None else None)
            sheet.freeze_panes = "A2"
            sheet.append([_cell(sheet, column.label) for column in table.columns])
            used = 1
        if record is not None:
            sheet.append([_cell(sheet, record.get(key)) for key in keys])
            used += 1
    _about_sheet(book, table)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from _pieces(file)


def about_line(about: dict[str, Any]) -> str:
    """What was asked, in one line."""
    return "; ".join(f"{key}={_plain(value)}" for key, value in about.items())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={_plain(each)}" for key, each in value.items()) or "-"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _with_one_empty_start(table: Table) -> Iterator[Any]:
    """The records, after a None that opens the first sheet even when there are none."""
    yield None
    yield from table.records


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value)
    if len(text) > CELL_LENGTH:
        text = text[: CELL_LENGTH - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    # Text, whatever it begins with.
    cell.data_type = "s"
    return cell


def _about_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet("about")
    for key, value in table.about.items():
        sheet.append([_cell(sheet, key), _cell(sheet, _plain(value))])
    sheet.append([])
    for column in table.columns:
        sheet.append([_cell(sheet, column.label), _cell(sheet, column.key)])


def _pieces(file: IO[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(size):
        yield piece
