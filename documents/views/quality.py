"""The page on how exact the engine is, and how far people agree with each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import sampling
from documents.quality import read_quality


@require_safe
def quality_page(request: HttpRequest) -> HttpResponse:
    """Show the stored figures, or how they come about when there are none."""
    samples = sampling.finished()
    context = {
        "quality": read_quality(),
        "samples": [(sample, len(sample.items), found) for sample, found in samples],
        "together": sampling.together(samples),
    }
    return render(request, "quality/quality.html", context)
