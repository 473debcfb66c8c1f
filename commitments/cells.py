"""What stands in a cell of a CSV file, and how such a file begins; for every file there is."""

from typing import Any

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A spreadsheet takes a cell that begins so for a formula; full-width signs too, in some languages.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def safe(value: Any) -> Any:
    """A value that no spreadsheet computes: what begins like a formula gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class Echo:
    """A file for `csv.writer` that gives back what is written."""

    def write(self, text: str) -> str:
        """Give back the line."""
        return text
