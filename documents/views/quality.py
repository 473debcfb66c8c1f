"""The page on how exact the engine is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.quality import read_quality


@require_safe
def quality_page(request: HttpRequest) -> HttpResponse:
    """Show the stored figures, or how they come about when there are none."""
    return render(request, "quality/quality.html", {"quality": read_quality()})
