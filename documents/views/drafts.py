"""The draft checker: a pasted text, read and forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from documents import drafts
from documents.forms import DraftForm
from documents.limits import Limit, client_address
from documents.views.errors import too_many
from documents.views.freshness import live

LIMIT = Limit("check", most=30, seconds=600)


# The text is kept nowhere: not in a cache, a log, a browser's history or an error report.
@live
@never_cache
@sensitive_post_parameters()
@sensitive_variables("form", "draft", "context")
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """Take a text, and show what it cites."""
    if request.method != "POST":
        return render(request, "drafts/check.html", {"form": DraftForm()})
    if not LIMIT.allows(client_address(request)):
        return too_many(request, LIMIT)
    form = DraftForm(request.POST)
    draft = drafts.check(form.cleaned_data["text"]) if form.is_valid() else None
    if form.is_valid() and draft is None:
        form.add_error("text", form.no_text)
    context = {"form": form, "draft": draft, "compared": drafts.MOST_COMPARED}
    return render(request, "drafts/check.html", context, status=400 if form.errors else 200)
