"""One suggestion on the reviewers' desk: it becomes a link, or is hidden."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import deciding_suggestions, passages
from documents.forms import StepForm
from documents.models import Document, Suggestion
from documents.refused import Overtaken, Refused
from documents.templatetags.refusals import refusal_words
from documents.views.access import needs
from documents.views.errors import PageMissing
from documents.views.freshness import live
from documents.views.review_way import (
    UNCLEAR,
    Way,
    several_words,
    taken_last,
    target_of,
)
from documents.views.unsent import written

NAME = "review-suggestion"


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def review_suggestion(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show what was guessed and why; take what is decided, then lead to the next."""
    if request.method != "POST":
        return _page(request, identity, StepForm(written(request)))
    form = StepForm(request.POST)
    way = Way.read(request, identity, NAME)
    try:
        if not form.is_valid():
            raise Refused(UNCLEAR)
        target, readings = target_of(form)
        if readings:
            return _page(request, identity, form, problem=several_words(), readings=readings)
        last = _decide(request, identity, form, target)
    except Refused as error:
        status = 409 if isinstance(error, Overtaken) else 400
        return _page(request, identity, form, problem=refusal_words(error), status=status)
    if way.section and form.cleaned_data["action"] != "undo":
        return redirect(way.onward(NAME, last))
    return redirect(f"{reverse(NAME, kwargs={'identity': identity})}?{way.query}")


def _decide(
    request: HttpRequest, identity: uuid.UUID, form: StepForm, target: str
) -> uuid.UUID | None:
    """Take the step; gives the citation that was made, if one was."""
    data = form.cleaned_data
    asked = {"identity": identity, "seen": data["seen"], "by": request.user}
    if data["action"] == "reject":
        deciding_suggestions.reject(**asked, note=data["note"])
        return None
    if data["action"] == "undo":
        deciding_suggestions.undo(**asked, note=data["note"])
        return None
    return deciding_suggestions.accept(**asked, step=form.step(target)).pk


def _page(
    request: HttpRequest,
    identity: uuid.UUID,
    form: StepForm,
    *,
    problem: str = "",
    readings: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    public = Document.objects.public().values("current_version")
    rows = Suggestion.objects.filter(paragraph__version__in=public)
    related = ("commitment__instrument", "paragraph__version__document__session")
    row = rows.select_related(*related).defer(*passages.UNREAD).filter(pk=identity).first()
    if row is None:
        raise PageMissing(_("这里没有这条推断，或者文本更新后不再有它。"))
    context = {
        "suggestion": row,
        "paragraph": row.paragraph,
        "document": row.paragraph.version.document,
        "span": deciding_suggestions.hinted(row),
        "around": passages.around(row.paragraph),
        "others": passages.cited_in(row.paragraph),
        "seen": row.review_state,
        "form": form,
        "problem": problem,
        "picks": readings or [],
        "way": Way.read(request, identity, NAME),
        "last": taken_last(request),
    }
    answer = 400 if readings else status
    return render(request, "review/suggestion.html", context, status=answer)
