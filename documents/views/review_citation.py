"""One citation on the reviewers' desk: what the machine read, and what a person says to it."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import deciding, passages, review
from documents.forms import StepForm
from documents.models import Citation, Decision, Report
from documents.refused import Refused
from documents.templatetags.refusals import refusal_words
from documents.views.access import needs
from documents.views.errors import PageMissing
from documents.views.freshness import live
from documents.views.review_way import (
    UNCLEAR,
    UNTAKEN,
    Taken,
    Way,
    last_of,
    several_words,
    target_of,
)
from documents.views.unsent import written

CLOSE = "documents.close_report"
# After these the reviewer goes on; after the others the page stays.
ONWARD = ("accept", "reject", "correct", "add", "close")


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def review_citation(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show one citation with its context; take what is decided, then lead to the next."""
    if request.method == "POST":
        return _step(request, identity)
    return _page(request, identity, StepForm(written(request), initial={"close": True}))


def _step(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, identity, form, problem=refusal_words(UNCLEAR), status=400)
    row = _rows().filter(pk=identity).first()
    if row is None:
        return _gone(request, form)
    way = Way.read(request, identity, "review-citation")
    try:
        target, readings = target_of(form)
        if readings:
            return _page(
                request, identity, form, problem=several_words(), readings=readings, status=400
            )
        step = _asked(request, form, target)
        stands = deciding.decide(
            identity=identity,
            seen=form.cleaned_data["seen"],
            step=step,
            by=request.user,
            home=passages.home_of(row),
        )
    except Refused as error:
        status = 409 if isinstance(error, deciding.Overtaken) else 400
        return _page(request, identity, form, problem=refusal_words(error), status=status)
    last = stands.pk if stands else identity
    if way.section and step.action in ONWARD:
        return redirect(way.onward("review-citation", last))
    if stands is None:
        path, slug = row.paragraph.path, row.paragraph.version.document.slug
        return redirect(reverse("review-add", kwargs={"slug": slug, "path": path}))
    there = reverse("review-citation", kwargs={"identity": stands.pk})
    return redirect(f"{there}?{way.query}" if way.query else there)


def _asked(request: HttpRequest, form: StepForm, target: str) -> deciding.Step:
    """The step; a tapped target corrects. Reports are closed by those only who may."""
    data = form.cleaned_data
    if data["pick"]:
        data["action"] = "correct"
    if not request.user.has_perm(CLOSE):
        if data["action"] == "close":
            raise PermissionDenied
        data["close"] = False
    return form.step(target)


def _page(
    request: HttpRequest,
    identity: uuid.UUID,
    form: StepForm,
    *,
    problem: str = "",
    readings: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    last = last_of(request)
    found = {row.pk: row for row in _rows().filter(pk__in=[identity, last or identity])}
    row = found.get(identity)
    if row is None:
        raise PageMissing(_("这里没有这条援引，或者它已被更正。"))
    decisions = list(Decision.objects.filter(citation_id__in=[identity, last or identity]))
    way = Way.read(request, identity, "review-citation")
    flagged = row.review_state == "flagged"
    home = passages.home_of(row) if flagged else row.paragraph
    span = None if flagged else (row.start, row.end)
    context = {
        "citation": row,
        "document": row.paragraph.version.document,
        "paragraph": home,
        "flagged": flagged,
        "span": span,
        "around": passages.around(home),
        "others": [] if flagged else passages.cited_in(home),
        **_told(row, [each for each in decisions if each.citation_id == identity]),
        "seen": deciding.stamp(row),
        "form": form,
        "problem": problem,
        "picks": readings or ([] if row.target else row.candidates),
        "way": way,
        "last": _last(request, decisions, found, last) if last != identity else None,
    }
    return render(request, "review/citation.html", context, status=status)


def _gone(request: HttpRequest, form: StepForm) -> HttpResponse:
    """Tell that a citation went meanwhile, with the note that was written to it."""
    context = {"problem": refusal_words(review.GONE), "note": form.cleaned_data["note"]}
    return render(request, "review/gone.html", context, status=409)


def _rows() -> Any:
    related = (
        "commitment__instrument",
        "instrument",
        "paragraph__version__document__session",
        "paragraph__version__document__current_version",
    )
    rows = Citation.objects.reviewable().select_related(*related)
    return rows.defer(*passages.UNREAD)


def _told(row: Citation, decisions: list[Decision]) -> dict[str, Any]:
    """The open reports; the closed ones, each with who closed it how; the other decisions."""
    reports = list(row.reports.all())
    closings = {
        each.before.get("report"): each
        for each in decisions
        if each.action == Decision.Action.CLOSE_REPORT
    }
    closed = [
        (each, closings.pop(each.pk, None)) for each in reports if each.state == Report.State.CLOSED
    ]
    told = {each.pk for _report, each in closed if each}
    return {
        "reports": [each for each in reports if each.state == Report.State.OPEN],
        "closed": closed,
        "decisions": [each for each in decisions if each.pk not in told],
    }


def _last(
    request: HttpRequest,
    decisions: list[Decision],
    found: dict[uuid.UUID, Citation],
    last: uuid.UUID | None,
) -> Taken | None:
    """What this reviewer decided just before, ready to be undone."""
    own = [
        each
        for each in decisions
        if each.citation_id == last and each.by_id == request.user.pk and each.action not in UNTAKEN
    ]
    row = found.get(last) if last else None
    return Taken(own[0].action, row, deciding.stamp(row)) if own and row else None
