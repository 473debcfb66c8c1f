"""The list of every citation, for analysts."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.tables import citations
from documents.views.downloads import FORMATS, download
from documents.views.paging import page_of
from documents.views.selection import Selection

ROWS_A_PAGE = 50


@require_safe
def citation_list(request: HttpRequest) -> HttpResponseBase:
    """List every citation under the filters as a row."""
    selection = Selection(request, also=("sort", "page", "format"))
    ordering = selection.ordering(citations.SORTS, citations.DEFAULT_SORT)
    form = selection.one("format", FORMATS, "page")
    rows = citations.rows(selection.filters, ordering)
    if form != "page":
        records = map(citations.record, rows.iterator(chunk_size=500))
        return download(selection, form, "citations", citations.columns(), records)
    totals = selection.filters.rows().totals()
    context = selection.context() | {
        "page": page_of(request, rows, ROWS_A_PAGE, count=totals["rows"]),
        "totals": totals,
        "ordering": ordering,
        "verbs": selection.filters.vocabulary.terms("verb"),
    }
    return render(request, "analysis/citations.html", context)
