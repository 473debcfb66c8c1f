"""Two or more parties side by side."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.filters.citations import TARGET_FILTERS
from documents.filters.refusal import BadFilter
from documents.tables import comparison
from documents.tables.comparison import Comparison, Row
from documents.views.downloads import FORMATS, download
from documents.views.selection import Selection

LEAST, MOST = 2, 6
REPLACED = ("party", *TARGET_FILTERS)


@require_safe
def compare_page(request: HttpRequest) -> HttpResponseBase:
    """Show what the chosen parties share, and what only some of them cite."""
    selection = Selection(request, also=("format",))
    form = selection.one("format", FORMATS, "page")
    number = len(selection.filters.given("party"))
    if number > MOST or (form != "page" and number < LEAST):
        words = _("请选%(least)s至%(most)s方。") % {"least": LEAST, "most": MOST}
        raise BadFilter("party", detail=words)
    found = comparison.compare(selection.filters) if number >= LEAST else None
    if form != "page":
        columns = comparison.columns(found.parties)
        return download(selection, form, "compare", columns, comparison.records(found))
    context = selection.context(opened=not found) | {"found": found}
    if found:
        context["sections"] = [
            (section, [_linked(selection, found, row) for row in section.rows])
            for section in found.sections
        ]
    return render(request, "analysis/compare.html", context)


def _linked(
    selection: Selection, found: Comparison, row: Row
) -> tuple[Row, list[tuple[comparison.Cell, str]]]:
    """A row with the addresses of the citations behind its numbers."""
    cells = [
        (
            cell,
            selection.evidence({"party": term.code, "commitment": row.commitment.key}, REPLACED),
        )
        for term, cell in zip(found.parties, row.cells, strict=True)
    ]
    return row, cells
