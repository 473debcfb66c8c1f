"""The matrix of parties and commitments."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.filters.refusal import one_of
from documents.tables import matrix
from documents.tables.matrix import COLUMNS, EVERY, ROWS, Column, Layout, Matrix
from documents.views.downloads import FORMATS, download
from documents.views.paging import page_of
from documents.views.selection import Selection

ROWS_A_PAGE = 60
COLUMNS_A_PAGE = 80
LAYOUT = ("rows", "columns", "open", "page", "columns_page", "format")


@require_safe
def matrix_page(request: HttpRequest) -> HttpResponseBase:
    """Show who cites what how often, as a table of at most 60 by 80 numbers."""
    selection = Selection(request, also=LAYOUT)
    form = selection.one("format", FORMATS, "page")
    layout = _layout(selection)
    found = Matrix.under(selection.filters, layout)
    rows, columns = found.rows, found.columns
    if form != "page":
        records = (matrix.record(row, columns) for row in found.cells(rows, columns))
        return download(selection, form, "matrix", matrix.file_columns(columns), records)
    row_page = page_of(request, rows, ROWS_A_PAGE)
    column_page = page_of(request, columns, COLUMNS_A_PAGE, "columns_page")
    here = list(column_page.object_list)
    context = selection.context(("cycle",)) | {
        "layout": layout,
        "page": row_page,
        "column_page": column_page,
        "columns": _openings(selection, layout, columns, here),
        "spans": matrix.spans(here) if layout.columns == "commitment" else [],
        "rows": _linked(selection, layout, found.cells(row_page.object_list, here), here),
        "totals": {"paragraphs": found.paragraphs, "papers": found.papers},
        "choices": _choices(selection, layout),
    }
    return render(request, "analysis/matrix.html", context)


def _layout(selection: Selection) -> Layout:
    codes = [EVERY, *selection.filters.vocabulary.terms("commitment")]
    opened = [one_of("open", key, codes) for key in selection.data.getlist("open")]
    return Layout(
        selection.one("rows", ROWS, ROWS[0]),
        selection.one("columns", COLUMNS, COLUMNS[0]),
        frozenset(opened),
    )


def _openings(
    selection: Selection, layout: Layout, columns: list[Column], here: list[Column]
) -> list[tuple[Column, bool, str]]:
    """Columns; where one has sub-items, whether they are shown, and the address to change that."""
    every = {column.term.code for column in columns if column.parts}
    opened = {
        column.term.code for column in columns if column.parts and layout.opens(column.commitment)
    }
    found = []
    for column in here:
        code = column.term.code
        href = selection.address(open=sorted(opened ^ {code})) if code in every else ""
        found.append((column, code in opened, href))
    return found


def _linked(
    selection: Selection, layout: Layout, rows: list[matrix.Row], columns: list[Column]
) -> list[tuple[matrix.Row, list[tuple[int, str]]]]:
    """Rows with the address of the citations behind each of their numbers."""
    # Thousands of cells: the address is put together from its parts.
    others = selection.evidence({layout.rows: ""}, matrix.replaced(layout))
    cited = [urlencode({layout.columns: column.term.code}) for column in columns]
    found = []
    for row in rows:
        who = f"{others}{quote(row.term.code)}&"
        cells = [
            (number, who + what if number else "")
            for number, what in zip(row.cells, cited, strict=True)
        ]
        found.append((row, cells))
    return found


def _choices(selection: Selection, layout: Layout) -> dict[str, list[tuple[str, str, bool]]]:
    """The other layouts, with their addresses."""

    def links(name: str, codes: tuple[str, ...], now: str, **also: Any) -> list[Any]:
        return [(code, selection.address(**{name: code}, **also), code == now) for code in codes]

    everything = EVERY in layout.opened
    return {
        "rows": links("rows", ROWS, layout.rows),
        "columns": links("columns", COLUMNS, layout.columns, open=None),
        "open": [
            ("closed", selection.address(open=None), not layout.opened),
            ("all", selection.address(open=EVERY), everything),
        ],
    }
