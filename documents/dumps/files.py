"""Writers: one table as JSON Lines, as CSV and into SQLite, in one pass over its rows."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from documents.dumps.table import CHUNK, Field, Table

SQLITE = "npt.sqlite"
SQL_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}


def write_table(table: Table, folder: Path, database: sqlite3.Connection) -> int:
    """Write `<name>.jsonl` and `<name>.csv` and fill the table of this name; gives the rows."""
    names = [field.name for field in table.fields]
    create_table(table, database)
    marks = ", ".join("?" * len(names))
    insert = f'INSERT INTO "{table.name}" VALUES ({marks})'
    count, records = 0, table.records()
    with ExitStack() as files:
        write_line = files.enter_context(_lines(folder / f"{table.name}.jsonl"))
        write_row = files.enter_context(_cells(folder / f"{table.name}.csv"))
        write_row(names)
        while chunk := list(islice(records, CHUNK)):
            rows = [[_plain(record[name]) for name in names] for record in chunk]
            for row in rows:
                write_line(dict(zip(names, row, strict=True)))
                write_row(map(_cell, row))
            database.executemany(insert, ([_sql(value) for value in row] for row in rows))
            count += len(rows)
    database.commit()
    return count


def create_table(table: Table, database: sqlite3.Connection) -> None:
    """Create the table with its key, and indexes on what refers to other tables."""
    columns = [_column(table, field) for field in table.fields]
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)})')
    for field in table.fields:
        if field.refers:
            database.execute(
                f'CREATE INDEX "{table.name}_{field.name}" ON "{table.name}" ("{field.name}")'
            )


def _column(table: Table, field: Field) -> str:
    words = [f'"{field.name}"', SQL_TYPES.get(field.type, "TEXT")]
    if table.key == (field.name,):
        words.append("PRIMARY KEY")
    if field.required:
        words.append("NOT NULL")
    if field.refers:
        words.append(f'REFERENCES "{field.refers}"')
    return " ".join(words)


@contextmanager
def _lines(path: Path) -> Iterator[Callable[[Any], Any]]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def _cells(path: Path) -> Iterator[Callable[[Any], Any]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield csv.writer(file).writerow


def _plain(value: Any) -> Any:
    """A value as JSON has it: ISO dates, texts for ids."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | list | dict | None) else str(value)


def _cell(value: Any) -> Any:
    """A value as CSV has it: exactly the text, `true` and `false`, JSON for lists and objects."""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _sql(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
