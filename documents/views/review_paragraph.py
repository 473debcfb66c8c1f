"""A reviewer adds a citation that the machine did not see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import deciding, passages, review
from documents.forms import StepForm
from documents.models import Document, Paragraph
from documents.refused import Refused
from documents.templatetags.refusals import refusal_words
from documents.views.access import needs
from documents.views.errors import PageMissing
from documents.views.freshness import live
from documents.views.review_way import UNCLEAR, several_words, taken_last, target_of
from documents.views.unsent import written


@live
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("documents.decide")
def add_page(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Show the paragraph with what it cites; link the words that are chosen."""
    paragraph = _paragraph(slug, path)
    form = StepForm(
        request.POST if request.method == "POST" else written(request),
        initial={"target": request.GET.get("target", "")},
    )
    problem, readings = "", []
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise Refused(UNCLEAR)
            target, readings = target_of(form)
            if not readings:
                return _add(request, paragraph, form, target)
            problem = several_words()
        except Refused as error:
            problem = refusal_words(error)
    context = {
        "paragraph": paragraph,
        "document": paragraph.version.document,
        "around": passages.around(paragraph),
        "others": passages.cited_in(paragraph),
        "form": form,
        "problem": problem,
        "picks": readings,
        "span": None,
        "last": taken_last(request),
    }
    return render(request, "review/add.html", context, status=400 if problem else 200)


def _add(request: HttpRequest, paragraph: Paragraph, form: StepForm, target: str) -> HttpResponse:
    step = form.step(target)
    start, end = deciding.span_of(paragraph, step, None)
    row = review.add(
        paragraph=paragraph, target=target, start=start, end=end, by=request.user, note=step.note
    )
    return redirect(f"{request.path}?last={row.pk}")


def _paragraph(slug: str, path: str) -> Paragraph:
    document = Document.objects.public().with_head().filter(slug=slug).first()
    if document is None:
        raise PageMissing(_("这里没有这份文件。"))
    rows = document.current_version.paragraphs.readable().for_reading()
    found = rows.filter(path=path.replace("\x00", "")).first()
    if found is None:
        raise PageMissing(_("这份文件没有这一段。"))
    found.version.document = document
    return found
