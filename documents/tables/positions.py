"""Positions: what one party says on one commitment in one review cycle; derived, never stored."""

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commitments.models import Commitment
from documents.filters.citations import CitationFilter
from documents.filters.speakers import Paper, chosen, papers
from documents.filters.vocabulary import NONE, Term
from documents.querysets import PAPER
from documents.tables.table import Column, Ordering, Record, reading_order
from documents.tables.tallies import PARAGRAPHS, Counted

DEFAULT_SORT = "-paragraphs"


@dataclass(slots=True)
class Position:
    """A row: distinct paragraphs and papers, verbs with their paragraphs, first and last day.

    `verbs` is None until `Positions.with_verbs` was asked for the row.
    """

    party: Term | None
    commitment: Commitment
    cycle: int | None
    paragraphs: int = 0
    papers: int = 0
    first: date | None = None
    last: date | None = None
    verbs: list[tuple[Term, int]] | None = None

    @property
    def filters(self) -> dict[str, str]:
        """The filters that list the citations behind the row; none without a known submitter."""
        if self.party is None:
            return {}
        cycle = NONE if self.cycle is None else str(self.cycle)
        return {"party": self.party.code, "commitment": self.commitment.key, "cycle": cycle}


Key = tuple[str | None, int, int | None]
SORTS: dict[str, Callable[[Position], tuple[Any, ...] | Any]] = {
    "party": lambda row: row.party.code if row.party else None,
    "commitment": lambda row: reading_order(row.commitment),
    "cycle": lambda row: row.cycle,
    "paragraphs": lambda row: row.paragraphs,
    "papers": lambda row: row.papers,
    "first": lambda row: row.first,
    "last": lambda row: row.last,
}


class Positions:
    """The positions under some filters.

    The database counts distinct paragraphs by paper; a paragraph stands in one paper, so those of
    several papers are added up, each joint paper once for each of its submitters.
    """

    def __init__(self, filters: CitationFilter) -> None:
        self.filters = filters
        self.counted = Counted.under(filters)
        self.cited = self.counted.rows.order_by().annotate(cited=self.counted.cited())
        cells = list(self.cited.values_list(PAPER, "cited").annotate(n=PARAGRAPHS))
        here = {paper for paper, _cited, _n in cells}
        self.papers = papers(filters, here)
        # A paper that went between these statements is left out.
        here &= self.papers.keys()
        self.speakers = {pk: self._speakers(self.papers[pk]) for pk in here}
        self.rows = self._added(cell for cell in cells if cell[0] in here)
        self.totals = self.counted.rows.totals()

    @classmethod
    def under(cls, filters: CitationFilter) -> "Positions":
        """The positions under these filters, counted once as long as nothing changes."""
        return filters.remembered(lambda: cls(filters), "positions")

    def sorted(self, ordering: Ordering) -> list[Position]:
        """All rows by one sort, then by party, commitment and cycle; what is not known last."""
        make = functools.partial(self._sorted, ordering)
        return self.filters.remembered(make, "positions", str(ordering))

    def _sorted(self, ordering: Ordering) -> list[Position]:
        places = {row.commitment.pk: reading_order(row.commitment) for row in self.rows.values()}
        rows = sorted(
            self.rows.values(),
            key=lambda row: (
                row.party is None,
                row.party.code if row.party else "",
                places[row.commitment.pk],
                row.cycle or 0,
            ),
        )
        key = SORTS[ordering.name]
        known = [row for row in rows if key(row) is not None]
        known.sort(key=key, reverse=ordering.descending)
        return known + [row for row in rows if key(row) is None]

    def with_verbs(self, rows: Sequence[Position]) -> Sequence[Position]:
        """Give these rows their verbs, most paragraphs first, in one query at most."""
        missing = [row for row in rows if row.verbs is None]
        if missing:
            self._give_verbs(missing)
        return rows

    def _give_verbs(self, rows: Sequence[Position]) -> None:
        here = {row.commitment.pk for row in rows}
        counted = self.counted.only(here)
        said = counted.rows.order_by().exclude(verb="").annotate(cited=counted.cited())
        numbers: Counter[tuple[Key, str]] = Counter()
        for pk, cited, verb, number in said.values_list(PAPER, "cited", "verb").annotate(
            n=PARAGRAPHS
        ):
            for code in self.speakers.get(pk, ()):
                numbers[(code, cited, self.papers[pk].cycle), verb] += number
        terms = self.filters.vocabulary.terms("verb")
        found: dict[Key, list[tuple[Term, int]]] = defaultdict(list)
        for (key, verb), number in sorted(numbers.items(), key=lambda each: (-each[1], each[0][1])):
            found[key].append((terms.get(verb) or Term(verb, verb, verb), number))
        for row in rows:
            code = row.party.code if row.party else None
            row.verbs = found.get((code, row.commitment.pk, row.cycle), [])

    def _speakers(self, paper: Paper) -> Sequence[str | None]:
        """Whose rows a paper counts in; None where no submitter is known."""
        if not paper.submitters and self.filters.submitters() is None:
            return [None]
        return [each.code for each in chosen(paper, self.filters)]

    def _added(self, cells: Iterable[tuple[int, int, int]]) -> dict[Key, Position]:
        commitments = Commitment.objects.select_related("instrument").in_bulk()
        terms = self.filters.vocabulary.terms("party")
        found: dict[Key, Position] = {}
        for pk, cited, number in cells:
            paper = self.papers[pk]
            for code in self.speakers[pk]:
                key = (code, cited, paper.cycle)
                if key not in found:
                    party = terms[code] if code else None
                    found[key] = Position(party, commitments[cited], paper.cycle)
                _add(found[key], number, paper.day)
        return found


def _add(row: Position, paragraphs: int, day: date | None) -> None:
    row.paragraphs += paragraphs
    row.papers += 1
    if day:
        row.first = min(row.first or day, day)
        row.last = max(row.last or day, day)


def columns() -> list[Column]:
    """The columns of a file of positions."""
    return [
        Column("party", _("提交方代码")),
        Column("party_zh", _("提交方中文名称")),
        Column("party_en", _("提交方英文名称")),
        Column("instrument", pgettext("one row", "文书")),
        Column("commitment", pgettext("one row", "承诺")),
        Column("cycle", _("审议周期")),
        Column("paragraphs", _("段数")),
        Column("papers", _("文件数")),
        Column("verbs", _("执行动词（段数）")),
        Column("first", _("最早日期")),
        Column("last", _("最近日期")),
    ]


def record(row: Position) -> Record:
    """One row of a file."""
    return {
        "party": row.party.code if row.party else None,
        "party_zh": row.party.zh if row.party else None,
        "party_en": row.party.en if row.party else None,
        "instrument": row.commitment.instrument.slug,
        "commitment": row.commitment.key,
        "cycle": row.cycle,
        "paragraphs": row.paragraphs,
        "papers": row.papers,
        "verbs": " ".join(f"{verb.code}:{number}" for verb, number in row.verbs),
        "first": row.first.isoformat() if row.first else None,
        "last": row.last.isoformat() if row.last else None,
    }
