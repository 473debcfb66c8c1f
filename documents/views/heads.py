"""The head of a paper as a form: its fields, and the page on which a public paper's is mended."""

from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents import headers, mending, review, roles
from documents.forms import HeadForm
from documents.history import papers
from documents.models import Document
from documents.refused import Refused
from documents.templatetags.refusals import refusal_words
from documents.views.access import needs
from documents.views.errors import PageMissing
from documents.views.unsent import written
from documents.views.uploads import note_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the head: what the machine read, or why it read nothing, and who said more.

    `stands` is what the head says now, where the field says something else.
    """

    field: BoundField
    read: str
    reason: str
    origin: str
    stands: str


def facts_of(form: HeadForm, header: dict[str, Any]) -> list[Fact]:
    """The fields of the form, whose `initial` is this head, beside what was read."""
    read, stands = headers.as_read(header), form.initial
    shown = stands if read is header else HeadForm.values_of(read)
    chosen = dict(form.fields["session_key"].choices) | dict(form.fields["npt"].choices)
    return [
        Fact(
            field,
            str(chosen.get(shown[field.name], shown[field.name])) if shown[field.name] else "",
            read.get("reasons", {}).get(field.name, ""),
            header.get("supplied", {}).get(field.name, ""),
            str(chosen.get(stands[field.name], stands[field.name])) if differs else "",
        )
        for field in form
        for differs in [form.says_otherwise(field.name, stands[field.name])]
    ]


@needs("documents.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def head_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the head of a paper says; keep what an editor says of it."""
    document = _document(slug)
    header = document.current_version.header
    values = HeadForm.values_of(header)
    if request.method != "POST":
        kept = written(request)
        # What was seen then must still hold when it is sent.
        seen = kept.get("seen", "") if kept else ""
        return _show(request, document, HeadForm(kept, initial=values), seen=seen)
    form = HeadForm(request.POST, initial=values)
    if not form.is_valid():
        return _show(request, document, form, seen=request.POST.get("seen", ""))
    try:
        document = mending.mend(
            document=document,
            facts=form.facts(header),
            by=request.user,
            note=note_of(request),
            seen=request.POST.get("seen", ""),
        )
    except Refused as error:
        document = _document(slug)
        form.initial = HeadForm.values_of(document.current_version.header)
        return _show(request, document, form, error)
    return redirect(f"{reverse('mend-head', kwargs={'slug': document.slug})}?done")


@needs(roles.WITHDRAW)
@require_POST
def withdraw_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a paper from the readers, or give it back, as the form says; then show its head."""
    document = _document(slug)
    act = review.reinstate if request.POST.get("do") == "reinstate" else review.withdraw
    try:
        act(document=document, by=request.user, note=note_of(request))
    except Refused as error:
        form = HeadForm(initial=HeadForm.values_of(document.current_version.header))
        return _show(request, _document(slug), form, error)
    return redirect(f"{reverse('mend-head', kwargs={'slug': document.slug})}?done")


def _document(slug: str) -> Document:
    known = mending.mendable()
    found = known.filter(slug=slug).first() or known.filter(old_slugs__slug=slug).first()
    if found is None:
        raise PageMissing(_("这里没有这份文件。"))
    return found


def _show(
    request: HttpRequest,
    document: Document,
    form: HeadForm,
    problem: Refused | None = None,
    seen: str = "",
) -> HttpResponse:
    version = document.current_version
    lines = version.paragraphs.filter(kind="header").order_by("position")
    context = {
        "document": document,
        "version": version,
        "head": version.header,
        "form": form,
        "facts": facts_of(form, version.header),
        "seen": seen or headers.stamp(version),
        "printed": list(lines.values_list("text", flat=True)),
        "history": papers.of_document(document),
        "problem": refusal_words(problem) if problem else "",
        "other": getattr(problem, "other", None),
        "done": "done" in request.GET and not form.is_bound,
    }
    refused = request.method == "POST" and bool(form.errors)
    status = 409 if problem else 400 if refused else 200
    return render(request, "review/head.html", context, status=status)
