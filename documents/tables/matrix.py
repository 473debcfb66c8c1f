"""The matrix: distinct paragraphs by who speaks and by what is cited."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from commitments.models import Commitment, Instrument, Pillar
from documents.filters.citations import TARGET_FILTERS, CitationFilter
from documents.filters.speakers import Paper, chosen, papers
from documents.filters.vocabulary import Term
from documents.querysets import PAPER
from documents.tables.table import Column as FileColumn
from documents.tables.table import Record, reading_order
from documents.tables.tallies import PARAGRAPHS, Counted, themes

# Who the rows are; each is the name of the filter that a row stands for.
ROWS = ("party", "group", "member_of")
# What the columns are, likewise.
COLUMNS = ("commitment", "theme", "pillar")
EVERY = "all"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a commitment, a theme or a pillar, with its paragraphs, each once.

    `instrument` and `commitment` stand where it is a commitment; `parts` are its sub-items' number.
    """

    term: Term
    count: int
    commitment: Commitment | None = None
    parts: int = 0

    @property
    def instrument(self) -> Instrument | None:
        """The instrument whose commitment this is."""
        return self.commitment.instrument if self.commitment else None


@dataclass(frozen=True, slots=True)
class Row:
    """A party or group with its paragraphs, each once, and its number in each column."""

    term: Term
    count: int
    cells: list[int]


@dataclass(frozen=True, slots=True)
class Layout:
    """What rows and columns are, and which items are opened into their sub-items."""

    rows: str
    columns: str
    opened: frozenset[str]

    def opens(self, commitment: Commitment) -> bool:
        """Whether the sub-items of this item stand beside it."""
        return EVERY in self.opened or commitment.key in self.opened


class Matrix:
    """The numbers under some filters, in a layout.

    The database counts distinct paragraphs by paper; a paragraph stands in one paper, so those of
    several papers are added up, each joint paper once for each of its speakers.
    """

    def __init__(self, filters: CitationFilter, layout: Layout) -> None:
        self.filters = filters
        self.layout = layout
        if layout.columns == "commitment":
            self.counted = Counted.under(filters)
        else:
            # A theme or pillar is that of what is cited itself.
            self.counted = Counted(filters.rows().of_items(), None, filters)
        rows = self.counted.rows.order_by()
        by_paper = dict(rows.values_list(PAPER).annotate(n=PARAGRAPHS))
        cells = rows.annotate(target=self._target()).values_list(PAPER, "target")
        by_cell = list(cells.annotate(n=PARAGRAPHS))
        known = papers(filters, by_paper)
        # A paper that came or went between these statements is left to the next look.
        self.by_paper = {pk: number for pk, number in by_paper.items() if pk in known}
        self.by_cell = [cell for cell in by_cell if cell[0] in self.by_paper]
        self.speakers = {pk: self._speakers(known[pk]) for pk in self.by_paper}

    @classmethod
    def under(cls, filters: CitationFilter, layout: Layout) -> "Matrix":
        """The matrix under these filters, counted once as long as nothing changes."""
        return filters.remembered(lambda: cls(filters, layout), "matrix", layout)

    @property
    def paragraphs(self) -> int:
        """All of them, each once."""
        return sum(self.by_paper.values())

    @property
    def papers(self) -> int:
        """The papers they stand in."""
        return len(self.by_paper)

    @cached_property
    def rows(self) -> list[tuple[Term, int]]:
        """Those who cite anything, most paragraphs first."""
        numbers: Counter[str] = Counter()
        for paper, number in self.by_paper.items():
            for code in self.speakers[paper]:
                numbers[code] += number
        terms = self.filters.vocabulary.terms("party")
        found = [(terms[code], number) for code, number in numbers.items()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].code))

    @cached_property
    def columns(self) -> list[Column]:
        """What is cited, in reading order; all that the filters choose, else what anybody cites."""
        numbers: Counter[Any] = Counter()
        for _paper, target, number in self.by_cell:
            numbers[target] += number
        if self.layout.columns == "commitment":
            return self._commitments(numbers)
        name = self.layout.columns
        wanted = self.filters.given(name)
        found = [
            Column(term, numbers[term.code])
            for term in self.filters.vocabulary.terms(name).values()
            if (term.code in wanted if wanted else term.code in numbers)
        ]
        if name == "pillar":
            return sorted(found, key=lambda column: Pillar.values.index(column.term.code))
        return sorted(found, key=lambda column: (-column.count, column.term.code))

    def cells(self, rows: Sequence[tuple[Term, int]], columns: Sequence[Column]) -> list[Row]:
        """The rows with their numbers in these columns."""
        numbers = self._numbers
        keys = [self._key(column) for column in columns]
        return [
            Row(term, number, [numbers[term.code, key] for key in keys]) for term, number in rows
        ]

    @cached_property
    def _numbers(self) -> Counter[tuple[str, Any]]:
        """Paragraphs by speaker and target."""
        numbers: Counter[tuple[str, Any]] = Counter()
        for paper, target, number in self.by_cell:
            for code in self.speakers[paper]:
                numbers[code, target] += number
        return numbers

    def _key(self, column: Column) -> Any:
        return column.commitment.pk if column.commitment else column.term.code

    def _target(self) -> Any:
        if self.layout.columns == "commitment":
            return self.counted.cited()
        return themes() if self.layout.columns == "theme" else F("commitment__pillar")

    def _speakers(self, paper: Paper) -> set[str]:
        """The rows in which a paper counts."""
        found = chosen(paper, self.filters)
        if self.layout.rows != "member_of":
            return {each.code for each in found if self.layout.rows == "party" or each.is_group}
        groups = set().union(*(each.groups for each in found))
        wanted = self.filters.given("member_of")
        return groups & set(wanted) if wanted else groups

    def _commitments(self, numbers: dict[int, int]) -> list[Column]:
        every = self.filters.commitments().select_related("instrument", "parent")
        everything = self.filters.chooses_targets()
        here = {row.pk: row for row in every}
        parts: dict[int, int] = {}
        for row in here.values():
            if row.parent_id:
                parts[row.parent_id] = parts.get(row.parent_id, 0) + 1
        terms = self.filters.vocabulary.by_pk("commitment")
        found = [
            Column(terms[row.pk], numbers.get(row.pk, 0), row, parts.get(row.pk, 0))
            for row in here.values()
            if self._stands(row, here, numbers, everything=everything)
        ]
        return sorted(found, key=lambda column: reading_order(column.commitment))

    def _stands(
        self, row: Commitment, here: Collection[int], numbers: dict[int, int], *, everything: bool
    ) -> bool:
        """Whether a commitment has a column: an item, or a sub-item of one that is opened."""
        if row.parent_id in here:
            return self.layout.opens(row.parent) and (everything or row.parent_id in numbers)
        return everything or row.pk in numbers


def replaced(layout: Layout) -> tuple[str, ...]:
    """The filters that a cell's own take the place of in the link to its citations."""
    if layout.columns == "commitment":
        return layout.rows, *TARGET_FILTERS
    return layout.rows, layout.columns


def spans(columns: Sequence[Column]) -> list[tuple[Instrument, int]]:
    """Instruments with the number of their columns, side by side."""
    found: list[tuple[Instrument, int]] = []
    for column in columns:
        if found and found[-1][0] == column.instrument:
            found[-1] = column.instrument, found[-1][1] + 1
        else:
            found.append((column.instrument, 1))
    return found


def file_columns(columns: Iterable[Column]) -> list[FileColumn]:
    """The columns of a file of this matrix."""
    return [
        FileColumn("party", _("代码")),
        FileColumn("party_zh", _("中文名称")),
        FileColumn("party_en", _("英文名称")),
        *(FileColumn(column.term.code, column.term.code) for column in columns),
        FileColumn("paragraphs", _("段数")),
    ]


def record(row: Row, columns: Sequence[Column]) -> Record:
    """One row of a file."""
    cells = {column.term.code: number for column, number in zip(columns, row.cells, strict=True)}
    names: Record = {"party": row.term.code, "party_zh": row.term.zh, "party_en": row.term.en}
    return names | cells | {"paragraphs": row.count}
