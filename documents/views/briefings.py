"""Briefings: one page to print, and the same as a DOCX file."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.models import Commitment
from documents.briefing import word
from documents.briefing.content import Briefing, compose
from documents.models import Citation
from documents.references import local
from documents.templatetags.analysis import choice_words
from documents.views.selection import Selection

SUBJECTS = ("commitment", "party")
OFFERED = (*SUBJECTS, "group", "cycle", "session", "kind", "verb")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def briefing_page(request: HttpRequest) -> HttpResponse:
    """Show the briefing on `?commitment=` or `?party=`, or both; say how where there is neither."""
    rows = Citation.objects.counted()
    selection = Selection(request, also=("format",), rows=rows, offered=OFFERED)
    form = selection.one("format", ("page", "docx"), "page")
    if not any(selection.filters.given(name) for name in SUBJECTS):
        return render(request, "briefing/choose.html")
    chips = [(chip, choice_words(chip.name, chip.term)) for chip in selection.chips()]
    parties = [words for chip, words in chips if chip.name == "party"]
    briefing = compose(
        title=" · ".join([*_commitments(selection.filters.given("commitment")), *parties]),
        citations=selection.filters.rows(),
        filters=[(chip.label, words) for chip, words in chips],
    )
    if form == "docx":
        return _file(request, selection, briefing)
    context = {
        "briefing": briefing,
        "about": list(word.about(briefing)),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "docx": selection.address(format="docx"),
    }
    return render(request, "briefing/page.html", context)


def _commitments(keys: list[str]) -> list[str]:
    """Commitments by name, each with its instrument's."""
    rows = Commitment.objects.filter(key__in=keys).select_related("instrument").in_order()
    return [f"{local(row.instrument, 'name')} · {local(row, 'cite')}" for row in rows]


def _file(request: HttpRequest, selection: Selection, briefing: Briefing) -> HttpResponse:
    codes = [code for name in SUBJECTS for code in selection.filters.given(name)]
    name = re.sub(r"[^A-Za-z0-9.]+", "-", "-".join(["briefing", *codes]))[:80]
    data = word.write(briefing, site=request.build_absolute_uri("/").rstrip("/"))
    disposition = f'attachment; filename="{name}-{briefing.day:%Y-%m-%d}.docx"'
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})
