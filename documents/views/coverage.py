"""Pages that say what is held, what is missing, and what could not be linked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import coverage
from documents.models import Citation, Document
from documents.refused import Refused
from documents.templatetags.wording import REASONS
from documents.views.errors import PageMissing
from documents.views.freshness import live
from documents.views.paging import page_of

DOCUMENTS_A_PAGE = 50
MISSES_A_PAGE = 50


@live
@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Show the papers held with their warnings, then what is known to be missing."""
    page = page_of(request, Document.objects.public().with_head().newest_first(), DOCUMENTS_A_PAGE)
    unresolved = Citation.objects.unresolved()
    here = unresolved.filter(version__document__in=page.object_list)
    try:
        missing, problem = coverage.missing(), ""
    except Refused as error:
        missing, problem = [], str(error)
    context = {
        "page": page,
        "sessions": coverage.sessions(),
        "missed": here.counts_by_document(),
        "reasons": coverage.misses_by_reason(),
        "missing": missing,
        "problem": problem,
        "failures": coverage.failures(),
        "insider": request.user.has_perm("documents.upload"),
    }
    return render(request, "coverage/coverage.html", context)


@require_safe
def misses_page(request: HttpRequest) -> HttpResponse:
    """List every citation that is not linked, with its reason; `?reason=` narrows."""
    reason = request.GET.get("reason", "").replace("\x00", "")
    if reason and reason not in REASONS:
        raise PageMissing(_("没有这种原因。"))
    context = {
        "page": page_of(request, coverage.misses(reason), MISSES_A_PAGE),
        "reasons": coverage.misses_by_reason(),
        "reason": reason,
    }
    return render(request, "coverage/misses.html", context)
