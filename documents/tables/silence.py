"""Silence: the commitments that a party's papers held here never name."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commitments.models import Commitment, Instrument
from documents.filters.citations import TARGET_FILTERS, CitationFilter
from documents.filters.papers import papers
from documents.tables.table import Column, Record, reading_order


@dataclass(frozen=True, slots=True)
class Silent:
    """A commitment that no paper names; a sub-item stands here only where its item is named."""

    commitment: Commitment

    @property
    def is_part(self) -> bool:
        """Whether it is a sub-item of an item that is named."""
        return self.commitment.parent_id is not None


@dataclass(frozen=True, slots=True)
class Section:
    """An instrument: how many items it has, those never named, and how often it is cited whole."""

    instrument: Instrument
    items: int
    silent: list[Silent]
    whole: int

    @property
    def silent_items(self) -> int:
        """Items never named, without the sub-items of named ones."""
        return sum(not row.is_part for row in self.silent)


@dataclass(frozen=True, slots=True)
class Silence:
    """What the papers held never name. Cited as a whole is no silence: it is counted apart."""

    held: int
    sections: list[Section]

    @property
    def never(self) -> int:
        """Items of instruments that are not cited as a whole either."""
        return sum(section.silent_items for section in self.sections if not section.whole)

    @property
    def only_whole(self) -> int:
        """Items not named, of instruments that are cited as a whole."""
        return sum(section.silent_items for section in self.sections if section.whole)


def silence(filters: CitationFilter) -> Silence:
    """What the papers under the filters never name, by instrument, in reading order."""
    held = papers(filters).count()
    if not held:
        return Silence(0, [])
    rows = filters.rows(without=TARGET_FILTERS)
    named = rows.counts_by_commitment()
    whole = rows.collective_counts()
    chosen = filters.commitments().select_related("instrument")
    found = [
        _section(instrument, list(items), named, whole.get(instrument.pk, 0))
        for instrument, items in groupby(sorted(chosen, key=reading_order), _instrument)
    ]
    return Silence(held, [section for section in found if section.silent])


def _section(
    instrument: Instrument, commitments: list[Commitment], named: dict[int, int], whole: int
) -> Section:
    here = {row.pk for row in commitments}
    silent = [
        Silent(row)
        for row in commitments
        if row.pk not in named
        and (row.parent_id is None or row.parent_id in named or row.parent_id not in here)
    ]
    items = sum(row.parent_id is None for row in commitments)
    return Section(instrument, items, silent, whole)


def _instrument(row: Commitment) -> Instrument:
    return row.instrument


def columns() -> list[Column]:
    """The columns of a file of silence."""
    return [
        Column("party", _("提交方代码")),
        Column("instrument", pgettext("one row", "文书")),
        Column("commitment", pgettext("one row", "承诺")),
        Column("papers_citing", _("援引的文件数")),
        Column("papers_held", _("收录的文件数")),
        Column("paragraphs_citing_the_whole", _("整体援引文书的段数")),
    ]


def records(party: str, found: Silence) -> Iterable[Record]:
    """The rows of a file."""
    for section in found.sections:
        for row in section.silent:
            yield {
                "party": party,
                "instrument": section.instrument.slug,
                "commitment": row.commitment.key,
                "papers_citing": 0,
                "papers_held": found.held,
                "paragraphs_citing_the_whole": section.whole,
            }
