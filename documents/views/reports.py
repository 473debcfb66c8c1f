"""A reader says that a link is wrong: the form, and the thanks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents import reporting
from documents.forms import ReportForm
from documents.limits import client_address
from documents.models import Citation
from documents.refused import Refused
from documents.views.errors import PageMissing, too_many
from documents.views.freshness import live


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Show the citation with the form; store what is sent."""
    citation = _citation(identity)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            reporting.report(citation=citation, note=note, address=client_address(request))
        except Refused:
            return too_many(request, reporting.LIMIT)
        return redirect("report-thanks", identity=identity)
    paragraph = citation.paragraph
    context = {
        "citation": citation,
        "paragraph": paragraph,
        "document": paragraph.version.document,
        "form": form,
    }
    return render(request, "reports/form.html", context, status=400 if form.errors else 200)


@require_safe
def thanks_page(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Say thank you, and lead back to the paragraph."""
    citation = _citation(identity)
    return render(request, "reports/thanks.html", {"paragraph": citation.paragraph})


def _citation(identity: UUID) -> Citation:
    citations = Citation.objects.public().filter(pk=identity)
    related = ("commitment__instrument", "instrument", "paragraph__version__document__session")
    found = citations.select_related(*related).first()
    if found is None:
        raise PageMissing(_("这里没有这条援引，或者它已被更正。"))
    return found
