"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import positions
from documents.memory import Memory
from documents.models import Citation, Document
from documents.views.jump import EXAMPLES

LATEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show every commitment with its number, and the latest papers."""
    memory = Memory()
    documents = Document.objects.public()
    counted = Citation.objects.counted()
    tally = memory.of(lambda: positions.Tally.of(counted), "tally")
    context = {
        "paper_count": memory.of(documents.count, "papers held"),
        "totals": memory.of(counted.item_totals, "item totals"),
        "grids": memory.of(lambda: positions.grids(tally), "grids"),
        "examples": EXAMPLES,
        "latest": documents.with_head().newest_first()[:LATEST],
    }
    return render(request, "home/home.html", context)
