"""Pages of the commitments: by instrument, one instrument, one commitment with its evidence."""

from collections.abc import Hashable
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Commitment, Instrument
from documents import jump, positions, suggested
from documents.history import register
from documents.memory import Memory
from documents.models import Citation, Paragraph
from documents.querysets import PARAGRAPHS
from documents.views.errors import PageMissing
from documents.views.paging import page_of
from documents.views.selection import Chip, Selection

# By what the paragraphs of one commitment are narrowed.
NARROWED_BY = ("party", "group", "cycle", "session", "kind", "verb")
PARAGRAPHS_A_PAGE = 20
COLLECTIVE_SHOWN = 10
# Where an instrument without a year stands: last.
NO_YEAR = 9999


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    """List the commitments by instrument and number, with counts."""
    memory = Memory()
    tally = memory.of(lambda: positions.Tally.of(Citation.objects.counted()), "tally")
    context = {
        "grids": memory.of(lambda: positions.grids(tally), "grids"),
        "others": positions.instruments_cited_whole(tally),
    }
    return render(request, "commitments/list.html", context)


@require_safe
def instrument_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one instrument: its items with counts, and who cites it as a whole."""
    instrument = _instrument(slug)
    counted = Citation.objects.counted()
    touching = counted.touching(instrument)
    memory = Memory()
    tally = memory.of(lambda: positions.Tally.of(touching), "tally", instrument.pk)
    page = page_of(request, _whole(memory, instrument), PARAGRAPHS_A_PAGE)
    rows = _rows(Paragraph.objects.filter(pk__in=page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    context = {
        "instrument": instrument,
        "grid": positions.grid(instrument, tally),
        "page": page,
        "groups": positions.by_party(page.object_list),
        "history": register.of_row(memory, instrument),
    }
    return render(request, "commitments/instrument.html", context)


@require_safe
def commitment_page(request: HttpRequest, instrument: str, number: str) -> HttpResponse:
    """Show one commitment and, word for word, the paragraphs that cite it."""
    key = f"{instrument}:{number}"
    around = {row.key: row for row in Commitment.objects.current().around(key)}
    if key not in around:
        return _to_proper_key(key)
    commitment = around[key]
    counted = Citation.objects.counted()
    selection = Selection(
        request, also=("page",), rows=counted.citing(commitment), offered=NARROWED_BY
    )
    filters, memory = selection.filters, selection.filters.memory
    tally = memory.of(lambda: positions.Tally.of(counted), "tally")
    everything = _evidence(memory, filters.queryset, "evidence", commitment.pk)
    left = everything
    if selection.chips():
        key = filters.data.urlencode()
        left = _evidence(memory, filters.rows(), "evidence", commitment.pk, key)
    ids = [pk for _paper, pk in left]
    page = page_of(request, ids, PARAGRAPHS_A_PAGE)
    context = selection.context(NARROWED_BY) | {
        "commitment": commitment,
        "paragraph_count": len(everything),
        "paper_count": len({paper for paper, _pk in everything}),
        "page": page,
        # Filters narrow the evidence; what is beside it belongs to the whole page only.
        "suggested": None if selection.chips() else suggested.of_commitment(commitment),
        "ways_out": [] if ids else _ways_out(selection),
        "history": register.of_row(memory, commitment),
        **_relatives(commitment, around, tally.items),
        **_shown(memory, commitment, page),
    }
    context["groups"] = positions.by_party(page.object_list)
    return render(request, "commitments/commitment.html", context)


def _relatives(
    commitment: Commitment, around: dict[str, Commitment], counts: dict[int, int]
) -> dict[str, list[positions.Row]]:
    """The sub-items of a commitment, and those related to it, with their numbers."""
    items = [row for row in around.values() if row.parent_id == commitment.pk]
    related = [row for row in around.values() if row.is_related]
    items.sort(key=lambda row: row.position)
    related.sort(key=lambda row: (row.instrument.year or NO_YEAR, row.position))
    return {
        "sub_items": positions.rows(items, counts),
        "related": positions.rows(related, counts),
    }


def _shown(memory: Memory, commitment: Commitment, page: Page) -> dict[str, Any]:
    """The rows of the page, of who cites the instrument as a whole, and of its own text."""
    whole = _whole(memory, commitment.instrument)
    shown = whole[:COLLECTIVE_SHOWN]
    wanted = Q(pk__in=[*page.object_list, *shown]) | Q(states=commitment)
    rows = _rows(Paragraph.objects.public().filter(wanted))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    papers = positions.papers_in_order(memory)
    own = [row for row in rows.values() if row.states_id == commitment.pk]
    own.sort(key=lambda row: (papers.get(row.version.document_id, len(papers)), row.position))
    return {
        "whole_count": len(whole),
        "whole": [rows[pk] for pk in shown if pk in rows],
        "own_text": own,
    }


def _rows(paragraphs: QuerySet[Paragraph]) -> dict[int, Paragraph]:
    """Paragraphs with all that is shown of them, by id."""
    return {row.pk: row for row in paragraphs.for_reading().with_document().with_evidence()}


def _whole(memory: Memory, instrument: Instrument) -> list[int]:
    """The paragraphs that cite an instrument as a whole, in party order."""
    citing = Citation.objects.counted().filter(instrument=instrument)
    return [pk for _paper, pk in _evidence(memory, citing, "whole", instrument.pk)]


def _evidence(
    memory: Memory, citations: QuerySet[Citation], *key: Hashable
) -> list[tuple[int, int]]:
    return memory.of(lambda: positions.evidence_in_papers(memory, citations), *key)


def _ways_out(selection: Selection) -> list[tuple[Chip, int]]:
    """Which filter to leave out where nothing is left, with what that would show; in one query."""
    chips = selection.chips()
    if not chips:
        return []
    first, *others = [
        selection.filters.rows(without=[name])
        .order_by()
        .values_list(Value(name))
        .annotate(n=PARAGRAPHS)
        for name in dict.fromkeys(chip.name for chip in chips)
    ]
    left = dict(first.union(*others, all=True) if others else first)
    return [(chip, left[chip.name]) for chip in chips if left.get(chip.name)]


def _instrument(slug: str) -> Instrument:
    found = Instrument.objects.current().select_related("parent").filter(slug=slug).first()
    if found is None:
        raise PageMissing(_("登记册中没有这份文书。"))
    return found


def _to_proper_key(key: str) -> HttpResponse:
    """Send a key in other letters (`npt:vi`, `action-plan-2010:5C`) to its page."""
    proper = jump.proper_key(key)
    found = Commitment.objects.current().filter(key=proper or "").first()
    if found is None or proper == key:
        raise PageMissing(_("登记册中没有这项承诺。"))
    return redirect(found, permanent=True)
