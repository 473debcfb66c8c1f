"""What a party's papers held here never name."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.filters.citations import TARGET_FILTERS
from documents.filters.papers import speakers
from documents.filters.refusal import BadFilter
from documents.tables import silence
from documents.views.downloads import FORMATS, download
from documents.views.selection import Selection

FILTERS = ("party", *TARGET_FILTERS, "cycle", "session")


@require_safe
def silence_page(request: HttpRequest) -> HttpResponseBase:
    """Show the commitments that one party's papers never name, with how many papers are held."""
    selection = Selection(request, also=("format",), only=FILTERS)
    form = selection.one("format", FORMATS, "page")
    codes = selection.filters.given("party")
    if len(codes) > 1 or (form != "page" and not codes):
        raise BadFilter("party", detail=_("请选一方，只选一方。"))
    vocabulary = selection.filters.vocabulary
    party = vocabulary.terms("party")[codes[0]] if codes else None
    found = silence.silence(selection.filters) if party else None
    if form != "page":
        records = silence.records(party.code, found)
        return download(selection, form, "silence", silence.columns(), records)
    context = {
        "selection": selection,
        "party": party,
        "found": found,
        "speakers": speakers(vocabulary),
        "cycles": list(reversed(vocabulary.terms("cycle").values())),
        "cycle": selection.data.get("cycle", ""),
        "chips": [chip for chip in selection.chips() if chip.name != "party"],
        "cleared": selection.address(**dict.fromkeys(FILTERS[1:])),
        "whole": {
            section.instrument.slug: selection.evidence(
                {"instrument": section.instrument.slug, "kind": "collective"}, TARGET_FILTERS
            )
            for section in (found.sections if found else ())
            if section.whole
        },
    }
    return render(request, "analysis/silence.html", context)
