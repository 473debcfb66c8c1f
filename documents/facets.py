"""By what a search can be narrowed: party, cycle and instrument cited, each with its numbers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from commitments.models import Instrument, ReviewCycle
from documents.filters.vocabulary import PARTIES, Term, Vocabulary
from documents.memory import Memory
from documents.models import Citation, Document, Paragraph, Submission
from documents.parties import find

FACET_VALUES = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search beside its words; public ids, empty when not chosen."""

    party: str = ""
    cycle: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: public id, names, and the number of its hits."""

    id: str
    name_zh: str
    name_en: str
    count: int = 0


class UnknownFilter(Exception):
    """A filter names nothing of the register; its first argument is the filter's name."""


def chosen(filters: Filters, offered: dict[str, list[Choice]]) -> dict[str, Choice]:
    """The filters in use, by name; raises UnknownFilter for one that names nothing.

    `offered` are the facets of the search; what is among them is not looked up.
    """
    found = {}
    for name in ("party", "cycle", "instrument"):
        if value := getattr(filters, name):
            known = (each for each in offered.get(name, ()) if each.id == value)
            choice = next(known, None) or _registered(name, value)
            if choice is None:
                raise UnknownFilter(name)
            found[name] = choice
    return found


def _registered(name: str, value: str) -> Choice | None:
    """What the register calls the value of a filter."""
    if name == "cycle":
        known = is_year(value) and ReviewCycle.objects.filter(cycle_year=value).exists()
        return Choice(value, value, value) if known else None
    if name == "instrument":
        row: Any = Instrument.objects.filter(slug=value).first()
    else:
        row = find(value)
    return Choice(value, row.name_zh, row.name_en) if row else None


def is_year(text: str) -> bool:
    """Whether a text is a year of four ASCII figures."""
    return len(text) == 4 and text.isascii() and text.isdecimal()


def filtered(paragraphs: QuerySet[Paragraph], filters: Filters) -> QuerySet[Paragraph]:
    """Only what fits every filter in use; nothing fits a cycle that is no year."""
    if filters.party:
        named = Q(state__code=filters.party) | Q(group__slug=filters.party)
        papers = Submission.objects.filter(named | Q(body__slug=filters.party), role="submitter")
        paragraphs = paragraphs.filter(shown_in__pk__in=papers.values("document"))
    if filters.cycle:
        if not is_year(filters.cycle):
            return paragraphs.none()
        paragraphs = paragraphs.filter(shown_in__cycle__cycle_year=filters.cycle)
    if filters.instrument:
        slug = filters.instrument
        cited = Q(instrument__slug=slug) | Q(commitment__instrument__slug=slug)
        citing = Citation.objects.counted().filter(cited).order_by().values("paragraph")
        paragraphs = paragraphs.filter(pk__in=citing)
    return paragraphs


def among(ids: list[int]) -> RawSQL:
    """These ids, for a condition with `in`."""
    # One parameter instead of a thousand, written as Postgres writes it: that spares 2 ms.
    written = f"{{{','.join(map(str, ids))}}}"
    return RawSQL("SELECT unnest(%s::bigint[])", [written], output_field=BigIntegerField())


def facets(rows: list[tuple[int, int]], filters: Filters) -> dict[str, list[Choice]]:
    """The commonest parties, cycles and instruments of paragraphs, given with their versions.

    A joint paper counts for each of its submitters. What is chosen is always among them.
    """
    words = Vocabulary.kept(Memory())
    versions = Counter(version for _pk, version in rows)
    papers = Document.objects.filter(current_version__in=among(list(versions)))
    submitted = papers.order_by().values_list(
        "current_version",
        "cycle",
        "submissions__role",
        *(f"submissions__{name}" for name in PARTIES),
    )
    parties: Counter[Term] = Counter()
    cycle_of: dict[int, int | None] = {}
    for version, cycle, role, *keys in submitted:
        cycle_of[version] = cycle
        if role == Submission.Role.SUBMITTER:
            party = next((name, pk) for name, pk in zip(PARTIES, keys, strict=True) if pk)
            parties[words.term(*party)] += versions[version]
    cycles: Counter[Term] = Counter()
    for version, cycle in cycle_of.items():
        if cycle:
            cycles[words.term("cycle", cycle)] += versions[version]
    in_order = sorted(_most(cycles, filters.cycle), key=lambda each: each.id, reverse=True)
    instruments = _instruments([pk for pk, _version in rows], words)
    return {
        "party": _most(parties, filters.party),
        "cycle": in_order,
        "instrument": _most(instruments, filters.instrument),
    }


def _instruments(ids: list[int], words: Vocabulary) -> Counter[Term]:
    """What these paragraphs, which are public, cite: distinct paragraphs by instrument."""
    rows = Citation.objects.standing().filter(paragraph__in=among(ids)).order_by()
    cited = rows.values_list(Coalesce("instrument", "commitment__instrument"))
    counted = cited.annotate(n=Count("paragraph", distinct=True))
    return Counter({words.term("instrument", pk): n for pk, n in counted})


def _most(counts: Counter[Term], wanted: str) -> list[Choice]:
    """The commonest values, and the chosen one."""
    found = [Choice(term.code, term.zh, term.en, count) for term, count in counts.items()]
    found.sort(key=lambda each: (-each.count, each.id))
    return [each for place, each in enumerate(found) if place < FACET_VALUES or each.id == wanted]
