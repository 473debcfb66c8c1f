"""Pages of the commitments: by instrument, one instrument, one commitment with its evidence."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Commitment, Instrument
from documents import jump, positions, suggested
from documents.models import Citation, Paragraph
from documents.views.errors import PageMissing
from documents.views.paging import page_of
from documents.views.selection import Chip, Selection

# By what the paragraphs of one commitment are narrowed.
NARROWED_BY = ("party", "group", "cycle", "session", "kind", "verb")
PARAGRAPHS_A_PAGE = 30
COLLECTIVE_SHOWN = 10


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    """List the commitments by instrument and number, with counts."""
    tally = positions.Tally.of(Citation.objects.counted())
    context = {
        "grids": positions.grids(tally),
        "others": positions.instruments_cited_whole(tally),
    }
    return render(request, "commitments/list.html", context)


@require_safe
def instrument_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one instrument: its items with counts, and who cites it as a whole."""
    instrument = _instrument(slug)
    counted = Citation.objects.counted()
    whole = positions.evidence(counted.filter(instrument=instrument))
    page = page_of(request, whole, PARAGRAPHS_A_PAGE)
    tally = positions.Tally.of(counted.touching(instrument))
    context = {
        "instrument": instrument,
        "grid": positions.grid(instrument, tally),
        "page": page,
        "groups": positions.by_party(page.object_list),
    }
    return render(request, "commitments/instrument.html", context)


@require_safe
def commitment_page(request: HttpRequest, instrument: str, number: str) -> HttpResponse:
    """Show one commitment and, word for word, the paragraphs that cite it."""
    commitment = _commitment(instrument, number)
    if commitment is None:
        return _to_proper_key(f"{instrument}:{number}")
    counted = Citation.objects.counted()
    citing = counted.citing(commitment)
    selection = Selection(request, also=("page",), rows=citing, offered=NARROWED_BY)
    chosen = selection.filters.rows()
    page = page_of(request, positions.evidence(chosen), PARAGRAPHS_A_PAGE)
    totals = counted.totals_of(commitment)
    whole = counted.filter(instrument=commitment.instrument)
    own_text = Paragraph.objects.public().filter(states=commitment)
    sub_items, related = commitment.sub_items.all(), commitment.see_also.all()
    tally = counted.citing_any([*sub_items, *related]).counts_by_commitment()
    context = selection.context() | {
        "commitment": commitment,
        "paragraph_count": totals["paragraphs"],
        "paper_count": totals["papers"],
        "page": page,
        "groups": positions.by_party(page.object_list),
        "ways_out": [] if page.object_list else _ways_out(selection),
        "sub_items": positions.rows(sub_items, tally),
        "related": positions.rows(related, tally),
        "whole_count": totals["whole"],
        "whole": positions.evidence(whole)[:COLLECTIVE_SHOWN],
        "suggested": suggested.of_commitment(commitment),
        "own_text": positions.in_party_order(own_text).with_document(),
    }
    return render(request, "commitments/commitment.html", context)


def _ways_out(selection: Selection) -> list[tuple[Chip, int]]:
    """Which filter to leave out where nothing is left, with what that would show."""
    left = {
        name: selection.filters.rows(without=[name]).paragraph_count()
        for name in {chip.name for chip in selection.chips()}
    }
    return [(chip, left[chip.name]) for chip in selection.chips() if left[chip.name]]


def _instrument(slug: str) -> Instrument:
    found = Instrument.objects.current().select_related("parent").filter(slug=slug).first()
    if found is None:
        raise PageMissing(_("登记册中没有这份文书。"))
    return found


def _commitment(instrument: str, number: str) -> Commitment | None:
    current = Commitment.objects.current().filter(instrument__retired=False)
    related = Commitment.objects.current().select_related("instrument")
    links = Prefetch("see_also", related.order_by("instrument__year", "position"))
    rows = current.with_tree().prefetch_related(links)
    return rows.filter(key=f"{instrument}:{number}").first()


def _to_proper_key(key: str) -> HttpResponse:
    """Send a key in other letters (`npt:vi`, `action-plan-2010:5C`) to its page."""
    proper = jump.proper_key(key)
    found = Commitment.objects.current().filter(key=proper or "").first()
    if found is None or proper == key:
        raise PageMissing(_("登记册中没有这项承诺。"))
    return redirect(found, permanent=True)
