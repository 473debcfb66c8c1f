"""Parties side by side: which commitments they share, which only one cites, with which verbs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commitments.models import Commitment, Instrument
from documents.filters.citations import CitationFilter
from documents.filters.vocabulary import Term, Vocabulary
from documents.models import Citation
from documents.tables.table import Column, Record, reading_order
from documents.tables.tallies import PARAGRAPHS, Counted


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party says on one commitment: paragraphs, and verbs with theirs."""

    paragraphs: int
    verbs: list[tuple[Term, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment with a cell for each party."""

    commitment: Commitment
    cells: list[Cell]

    @property
    def speakers(self) -> tuple[int, ...]:
        """The places of the parties that cite it."""
        return tuple(place for place, cell in enumerate(self.cells) if cell.paragraphs)


@dataclass(frozen=True, slots=True)
class Section:
    """The commitments that the same parties cite; `shared` when all do."""

    parties: list[Term]
    shared: bool
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sections: what all share first, then what some or one cites; and what is cited whole."""

    parties: list[Term]
    sections: list[Section]
    whole: list[tuple[Instrument, list[int]]]

    @property
    def rows(self) -> list[Row]:
        """Every row, section by section."""
        return [row for section in self.sections for row in section.rows]


def compare(filters: CitationFilter) -> Comparison:
    """Lay the chosen parties side by side under the filters."""
    terms = filters.vocabulary.terms("party")
    parties = [terms[code] for code in filters.given("party")]
    rows = _rows(Counted.under(filters), parties, filters.vocabulary)
    kinds: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row.speakers].append(row)
    sections = [
        Section([parties[place] for place in places], len(places) == len(parties), found)
        for places, found in sorted(kinds.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    ]
    return Comparison(parties, sections, _whole(filters, parties, rows))


def _rows(counted: Counted, parties: list[Term], vocabulary: Vocabulary) -> list[Row]:
    spoken = counted.by_party().annotate(cited=counted.cited())
    numbers = {
        (party, cited): number
        for party, cited, number in spoken.values_list("party", "cited").annotate(n=PARAGRAPHS)
    }
    verbs = _verbs(spoken, vocabulary)
    commitments = Commitment.objects.select_related("instrument").in_bulk(
        {cited for _party, cited in numbers}
    )
    return [
        Row(
            commitment,
            [
                Cell(numbers.get((term.code, pk), 0), verbs.get((term.code, pk), []))
                for term in parties
            ],
        )
        for pk, commitment in sorted(commitments.items(), key=lambda pair: reading_order(pair[1]))
    ]


def _verbs(
    spoken: QuerySet[Citation], vocabulary: Vocabulary
) -> dict[tuple[str, int], list[tuple[Term, int]]]:
    """Verbs by party and commitment, most paragraphs first."""
    terms = vocabulary.terms("verb")
    found: dict[tuple[str, int], list[tuple[Term, int]]] = defaultdict(list)
    grouped = spoken.exclude(verb="").values_list("party", "cited", "verb")
    for party, cited, verb, number in grouped.annotate(n=PARAGRAPHS):
        found[party, cited].append((terms.get(verb, Term(verb)), number))
    for row in found.values():
        row.sort(key=lambda pair: (-pair[1], pair[0].code))
    return found


def _whole(
    filters: CitationFilter, parties: list[Term], rows: Iterable[Row]
) -> list[tuple[Instrument, list[int]]]:
    """Instruments cited as a whole, with the paragraphs of each party."""
    counted = Counted(filters.rows().filter(instrument__isnull=False), None, filters)
    grouped = counted.by_party().values_list("party", "instrument")
    numbers = {
        (party, pk): number
        for party, pk, number in grouped.annotate(n=Count("paragraph", distinct=True))
    }
    cited = {pk for _party, pk in numbers}
    # Most are those of the commitments in the rows.
    instruments = {row.commitment.instrument_id: row.commitment.instrument for row in rows}
    if missing := cited - instruments.keys():
        instruments |= Instrument.objects.in_bulk(missing)
    found = [
        (instrument, [numbers.get((term.code, pk), 0) for term in parties])
        for pk, instrument in instruments.items()
        if pk in cited
    ]
    return sorted(found, key=lambda pair: (-sum(pair[1]), pair[0].slug))


def columns(parties: Iterable[Term]) -> list[Column]:
    """The columns of a file of a comparison."""
    found = [
        Column("instrument", pgettext("one row", "文书")),
        Column("commitment", pgettext("one row", "承诺")),
        Column("cited_by", _("援引方")),
    ]
    for term in parties:
        found.append(Column(term.code, f"{term.code}"))
        found.append(Column(f"{term.code} verbs", _("%(party)s：执行动词") % {"party": term.code}))
    return found


def records(found: Comparison) -> Iterable[Record]:
    """The rows of a file: first those by commitment, then instruments cited as a whole."""
    for row in found.rows:
        record: Record = {
            "instrument": row.commitment.instrument.slug,
            "commitment": row.commitment.key,
            "cited_by": " ".join(found.parties[place].code for place in row.speakers),
        }
        for term, cell in zip(found.parties, row.cells, strict=True):
            record[term.code] = cell.paragraphs
            verbs = " ".join(f"{verb.code}:{number}" for verb, number in cell.verbs)
            record[f"{term.code} verbs"] = verbs
        yield record
    for instrument, numbers in found.whole:
        citing = [term.code for term, number in zip(found.parties, numbers, strict=True) if number]
        whole: Record = {
            "instrument": instrument.slug,
            "commitment": None,
            "cited_by": " ".join(citing),
        }
        yield whole | {
            term.code: number for term, number in zip(found.parties, numbers, strict=True)
        }
