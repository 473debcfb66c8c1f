"""Samples that two reviewers read apart."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from documents import jump, sampling
from documents.forms import SampleForm
from documents.models import Disagreement, Document, Sample, SampleReading
from documents.refused import Refused
from documents.templatetags.refusals import refusal_words
from documents.views.access import needs
from documents.views.errors import PageMissing
from documents.views.freshness import live
from documents.views.paging import page_of
from documents.views.unsent import written

SAMPLES_A_PAGE = 25


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def sample_list(request: HttpRequest) -> HttpResponse:
    """List the samples; draw another."""
    form = SampleForm(request.POST if request.method == "POST" else written(request))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("sample", number=_draw(request, form).pk)
        except Refused as error:
            problem = refusal_words(error)
    rows = _samples().defer("items").order_by("-drawn_at", "-pk")
    page = page_of(request, rows, SAMPLES_A_PAGE)
    for sample in page.object_list:
        sample.own = _own(request, sample)
    context = {"form": form, "problem": problem, "page": page}
    failed = request.method == "POST" and bool(problem or form.errors)
    return render(request, "review/samples.html", context, status=400 if failed else 200)


def _draw(request: HttpRequest, form: SampleForm) -> Sample:
    data = form.cleaned_data
    document = None
    if data["document"].strip():
        document = Document.objects.public().named(data["document"].strip()).first()
        if document is None:
            raise Refused("this paper is not held here")
    return sampling.draw(
        size=data["size"],
        seed=data["seed"],
        way=data["way"],
        by=request.user,
        document=document,
    )


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def sample_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far a reader is; hand the reading in; compare when both have."""
    sample = get_object_or_404(_samples(), pk=number)
    problem = ""
    if request.method == "POST":
        try:
            sampling.finish(sample=sample, by=request.user)
            return redirect("sample", number=number)
        except Refused as error:
            problem = refusal_words(error)
    own = _own(request, sample)
    context: dict[str, Any] = {
        "sample": sample,
        "own": own,
        "full": own is None and len(sample.readings.all()) >= sampling.READERS,
        "judged": len(own.answers) if own else 0,
        "place": sampling.open_place(sample, own),
        "problem": problem,
    }
    if sample.finished_at:
        context["units"] = [
            (unit, sample.items[unit.place])
            for unit in sampling.units(sample)
            if unit.first != unit.second
        ]
        context["agreement"] = sampling.agreement_of(sample)
    return render(request, "review/sample.html", context, status=400 if problem else 200)


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def reading_page(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Judge one paragraph: each link right or wrong, and what is missing."""
    sample = get_object_or_404(_samples(), pk=number)
    if not 0 <= place < len(sample.items):
        raise PageMissing(_("这份样本没有这一段。"))
    item = sample.items[place]
    problem = ""
    if request.method == "POST":
        try:
            reading = _judge(request, sample, place)
            following = sampling.open_place(sample, reading)
            if following is None:
                return redirect("sample", number=number)
            return redirect("sample-reading", number=number, place=following)
        except Refused as error:
            problem = refusal_words(error)
    own = _own(request, sample)
    answer = own.answers.get(str(place), {}) if own else {}
    verdicts = dict.fromkeys(answer.get("right", ()), "right")
    verdicts |= dict.fromkeys(answer.get("wrong", ()), "wrong")
    missing = "\n".join(answer.get("missing", ()))
    sent = request.POST if request.method == "POST" else written(request)
    if sent is not None:
        verdicts |= {each["id"]: sent.get(f"v-{each['id']}", "") for each in item["citations"]}
        missing = sent.get("missing", "")
    context = {
        "sample": sample,
        "item": item,
        "place": place,
        "citations": [(each, verdicts.get(each["id"], "")) for each in item["citations"]],
        "missing": missing,
        "problem": problem,
        "closed": bool(own and own.finished_at),
    }
    return render(request, "review/reading.html", context, status=400 if problem else 200)


def _judge(request: HttpRequest, sample: Sample, place: int) -> SampleReading:
    """Keep what was sent; every link must be judged, and what is missing must be known."""
    verdicts = {
        each["id"]: request.POST.get(f"v-{each['id']}", "")
        for each in sample.items[place]["citations"]
    }
    if not set(verdicts.values()) <= {"right", "wrong"}:
        raise Refused("judge every citation")
    missing = []
    for line in request.POST.get("missing", "").replace("\x00", "").splitlines():
        if line.strip():
            found = jump.targets(line)
            if len(found) != 1:
                raise Refused(f"“{line.strip()[:80]}” names no commitment, or several")
            missing += found
    right = [identity for identity, verdict in verdicts.items() if verdict == "right"]
    return sampling.judge(sample=sample, by=request.user, place=place, right=right, missing=missing)


@live
@require_POST
@needs("documents.decide")
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Take a disagreement from the queue."""
    sampling.settle(disagreement=get_object_or_404(Disagreement, pk=number), by=request.user)
    return redirect(f"{reverse('review')}?queue=disagreements")


def _samples() -> QuerySet[Sample]:
    return Sample.objects.select_related("document").prefetch_related("readings")


def _own(request: HttpRequest, sample: Sample) -> SampleReading | None:
    readings = sample.readings.all()
    return next((each for each in readings if each.reader_id == request.user.pk), None)
