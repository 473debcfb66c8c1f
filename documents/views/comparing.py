"""Two papers side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import comparison
from documents.models import Document
from documents.views.errors import PageMissing


@require_safe
def compare_papers(request: HttpRequest) -> HttpResponse:
    """Show what differs from the paper `?a=` to the paper `?b=`; without them, a choice."""
    first, second = _document(request, "a"), _document(request, "b")
    context = {
        "first": first,
        "second": second,
        "same_paper": first is not None and first == second,
        "most": comparison.MOST_PARAGRAPHS,
    }
    if first is None or second is None or first == second:
        context["choices"] = comparison.choices(None)
        context["near"] = comparison.choices(first) if first else []
        return render(request, "comparison/choose.html", context)
    context["same_voice"] = comparison.same_voice(first, second)
    context["comparison"] = comparison.compare(first, second)
    return render(request, "comparison/papers.html", context)


def _document(request: HttpRequest, name: str) -> Document | None:
    slug = request.GET.get(name, "").replace("\x00", "").strip()
    if not slug:
        return None
    found = Document.objects.public().with_head().named(slug).first()
    if found is None:
        raise PageMissing(_("这里没有这份文件，或者该文件已被撤回。"))
    return found
