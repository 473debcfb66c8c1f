"""From a CSV file to facts: each cell becomes the type that its field is annotated with.

Every file is UTF-8 with a header row that names exactly the fields of its class; `;` separates the
values of a cell that holds several.
"""

import csv
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal


class RegisterError(Exception):
    """A register file is faulty: says which file and line, what is wrong and what to do."""

    def __init__(self, file: Path, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file.name}, line {line}: {problem}. {remedy}.")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Row:
    """A fact and the place it was read from."""

    file: Path
    line: int
    fact: Any

    def error(self, problem: str, remedy: str) -> RegisterError:
        """Make the error that blames this row."""
        return RegisterError(self.file, self.line, problem, remedy)


def read(file: Path, fact_class: type) -> list[Row]:
    """Read one file; raises `RegisterError` when it is missing or malformed."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return list(_rows(file, csv.DictReader(stream, strict=True), fact_class))
    except FileNotFoundError:
        raise RegisterError(file, 0, "the file is missing", "Restore it from git") from None
    except UnicodeDecodeError as error:
        raise RegisterError(file, 0, f"not UTF-8 ({error})", "Save the file as UTF-8") from error


def _rows(file: Path, reader: "csv.DictReader[str]", fact_class: type) -> Iterator[Row]:
    hints = typing.get_type_hints(fact_class)
    columns = [field.name for field in fields(fact_class)]
    try:
        if sorted(reader.fieldnames or ()) != sorted(columns):
            raise RegisterError(
                file, 1, f"the columns are {reader.fieldnames}", f"They are {', '.join(columns)}"
            )
        for cells in reader:
            line = reader.line_num
            if None in cells or None in cells.values():
                raise RegisterError(
                    file, line, "too many or too few cells", "Quote cells that hold a comma"
                )
            values = {name: _value(file, line, name, cells[name], hints[name]) for name in columns}
            yield Row(file, line, fact_class(**values))
    except csv.Error as error:
        raise RegisterError(file, reader.line_num, str(error), "Mend the quotes") from error


def _value(file: Path, line: int, name: str, cell: str, hint: Any) -> Any:
    try:
        if hint is str:
            return cell
        if typing.get_origin(hint) is tuple:
            return _values(cell)
        if typing.get_origin(hint) is Literal:
            return _one_of(cell, typing.get_args(hint))
        if isinstance(hint, types.UnionType) and not cell:
            return None
        return date.fromisoformat(cell) if hint is date else int(cell)
    except ValueError as error:
        raise RegisterError(file, line, f"{name}: {error}", f"Correct the cell {cell!r}") from error


def _values(cell: str) -> tuple[str, ...]:
    parts = cell.split(";") if cell else []
    if any(not part or part != part.strip() for part in parts):
        raise ValueError("an empty value, or blanks around a value")
    return tuple(parts)


def _one_of(cell: str, allowed: tuple[str, ...]) -> str:
    if cell not in allowed:
        raise ValueError(f"not one of {', '.join(allowed)}")
    return cell
