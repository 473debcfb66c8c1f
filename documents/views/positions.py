"""Positions: one row per party, commitment and review cycle."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.filters.citations import TARGET_FILTERS
from documents.tables import positions
from documents.tables.positions import Positions
from documents.views.downloads import FORMATS, download
from documents.views.paging import page_of
from documents.views.selection import Selection

ROWS_A_PAGE = 50
# What a row's own party, commitment and cycle take the place of in the link to its citations.
REPLACED = ("party", *TARGET_FILTERS, "cycle")


@require_safe
def position_list(request: HttpRequest) -> HttpResponseBase:
    """List the positions under the filters."""
    selection = Selection(request, also=("sort", "page", "format"))
    ordering = selection.ordering(positions.SORTS, positions.DEFAULT_SORT)
    form = selection.one("format", FORMATS, "page")
    found = Positions.under(selection.filters)
    rows = found.sorted(ordering)
    if form != "page":
        records = map(positions.record, found.with_verbs(rows))
        return download(selection, form, "positions", positions.columns(), records)
    page = page_of(request, rows, ROWS_A_PAGE)
    here = found.with_verbs(page.object_list)
    context = selection.context() | {
        "page": page,
        "rows": [(row, selection.evidence(row.filters, REPLACED)) for row in here],
        "totals": found.totals,
        "ordering": ordering,
    }
    return render(request, "analysis/positions.html", context)
