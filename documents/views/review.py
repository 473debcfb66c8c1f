"""The reviewers' queue: what needs a person, by sections, under filters."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import gold
from documents.filters.refusal import one_of
from documents.models import Document
from documents.review_queue import OF_CITATIONS, SECTIONS, Queue
from documents.templatetags.review import SECTION_WORDS
from documents.views.access import needs
from documents.views.freshness import live
from documents.views.paging import page_of
from documents.views.review_way import taken_last

ROWS_A_PAGE = 25


@live
@never_cache
@require_safe
@needs("documents.decide")
def review_page(request: HttpRequest) -> HttpResponse:
    """List one section; without a choice the first that has anything."""
    queue = Queue(_with_slugs(request))
    counts = queue.counts()
    first = next((name for name in SECTIONS if counts[name]), SECTIONS[0])
    section = one_of("queue", request.GET.get("queue", "") or first, SECTIONS)
    page = page_of(request, queue.rows(section), ROWS_A_PAGE, count=counts[section])
    vocabulary = queue.filters.vocabulary
    context: dict[str, Any] = {
        "queue": queue,
        "section": section,
        "words": SECTION_WORDS[section],
        "counts": [(name, SECTION_WORDS[name][0], counts[name]) for name in SECTIONS],
        "total": sum(counts.values()),
        "page": page,
        "of_citations": section in OF_CITATIONS,
        "chosen": {name: queue.data.get(name, "") for name in ("document", "party", "instrument")},
        "parties": vocabulary.terms("party").values(),
        "instruments": vocabulary.terms("instrument").values(),
        "last": taken_last(request),
    }
    return render(request, "review/queue.html", context)


@live
@never_cache
@require_safe
@needs("documents.decide")
def gold_file(request: HttpRequest) -> HttpResponse:
    """Give every decision as labels for the engine's tests."""
    answer = HttpResponse(gold.lines(), content_type="application/x-ndjson; charset=utf-8")
    name = f"reviewed-{timezone.now():%Y%m%d}.jsonl"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _with_slugs(request: HttpRequest) -> QueryDict:
    """The address, with slugs for the symbols that were typed."""
    data = request.GET.copy()
    given = (value.strip().replace("\x00", "") for value in data.getlist("document"))
    typed = [value for value in given if value]
    if any("/" in value for value in typed):
        found = [Document.objects.public().named(value).first() for value in typed]
        data.setlist(
            "document",
            [row.slug if row else value for row, value in zip(found, typed, strict=True)],
        )
    return data
