"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import positions
from documents.models import Citation, Document
from documents.views.jump import EXAMPLES

LATEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show every commitment with its number, and the latest papers."""
    documents = Document.objects.public()
    counted = Citation.objects.counted()
    context = {
        "paper_count": documents.count(),
        "totals": counted.item_totals(),
        "grids": positions.grids(positions.Tally.of(counted)),
        "examples": EXAMPLES,
        "latest": documents.with_head().newest_first()[:LATEST],
    }
    return render(request, "home/home.html", context)
