"""How many paragraphs each choice of a filter would leave, under the other filters."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from commitments.models import Commitment
from documents.filters.citations import CitationFilter
from documents.filters.speakers import Paper, papers
from documents.filters.vocabulary import LISTS, NONE, Term
from documents.querysets import PAPER

# The filters that offer choices, in the order in which they are shown.
FACETS = (
    "party",
    "group",
    "member_of",
    "through",
    "supporter",
    "cycle",
    "session",
    "instrument",
    "commitment",
    "pillar",
    "theme",
    "addressee",
    "verb",
    "kind",
    "status",
    "review_state",
)
# Facets of the paper; the others are of the citation.
OF_PAPERS = ("party", "group", "member_of", "through", "supporter", "cycle", "session")
# These read in time, the latest first, or in the order of their list; the others by their number.
LATEST_FIRST = ("cycle", "session")
LISTED = ("status", "review_state", "kind", "commitment")
SEEN_AT_ONCE = 7
# Choices of one filter on a page; those that are made are always among them.
MOST_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a filter with the paragraphs it would leave."""

    term: Term
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its choices: those that leave anything, and those that are chosen.

    `left_out` more leave less than any of them.
    """

    name: str
    label: str
    choices: list[Choice]
    left_out: int = 0

    @property
    def chosen(self) -> list[Choice]:
        """The choices made."""
        return [choice for choice in self.choices if choice.chosen]

    @property
    def first(self) -> list[Choice]:
        """What is seen at once: the first few, and those that are chosen."""
        return [
            choice
            for place, choice in enumerate(self.choices)
            if place < SEEN_AT_ONCE or choice.chosen
        ]

    @property
    def more(self) -> list[Choice]:
        """The others."""
        return [choice for choice in self.choices[SEEN_AT_ONCE:] if not choice.chosen]


@dataclass(slots=True)
class _Counts:
    """Paragraphs by facet and code, and by facet and paper."""

    codes: dict[str, Counter[str]] = field(default_factory=dict)
    papers: dict[str, dict[int, int]] = field(default_factory=dict)


def facets(filters: CitationFilter, names: Sequence[str] = FACETS) -> list[Facet]:
    """Count every choice of these filters, in three queries at most."""
    counted = filters.remembered(lambda: _facets(filters, names), "facets", tuple(names))
    every = type(filters).base_filters
    return [Facet(name, str(every[name].label), *found) for name, *found in counted]


def _facets(
    filters: CitationFilter, names: Sequence[str]
) -> list[tuple[str, list[Choice], int]]:
    offered = [name for name in names if name != "commitment" or _few_commitments(filters)]
    counts = _counted(filters, offered)
    here = {pk for rows in counts.papers.values() for pk in rows}
    known = papers(filters, here) if here else {}
    for name, rows in counts.papers.items():
        counts.codes[name] = _added(name, rows, known)
    return [
        _facet(filters, name, counts.codes[name])
        for name in offered
        if counts.codes[name] or filters.given(name)
    ]


def _added(name: str, numbers: dict[int, int], known: dict[int, Paper]) -> Counter[str]:
    """Add up the paragraphs of papers by code; papers with the same codes are taken together."""
    alike: Counter[frozenset[str]] = Counter()
    for pk, number in numbers.items():
        alike[_codes(name, known[pk])] += number
    total: Counter[str] = Counter()
    for codes, number in alike.items():
        for code in codes:
            total[code] += number
    return total


def _facet(
    filters: CitationFilter, name: str, counts: Counter[str]
) -> tuple[str, list[Choice], int]:
    choices = _choices(filters, name, counts)
    offered = [
        choice for place, choice in enumerate(choices) if place < MOST_OFFERED or choice.chosen
    ]
    return name, offered, len(choices) - len(offered)


def _few_commitments(filters: CitationFilter) -> bool:
    """Whether single commitments are offered: only once their instrument is chosen."""
    return bool(filters.given("instrument") or filters.given("commitment"))


@dataclass(frozen=True, slots=True)
class _Part:
    """Facets that count the same rows; `status` is what is chosen silently."""

    sql: str
    values: tuple[Any, ...]
    names: tuple[str, ...]
    status: str


def _counted(filters: CitationFilter, names: Collection[str]) -> _Counts:
    """Count all facets in one statement: those not in use share their rows.

    What one in use counts stays the same when only its own choice changes, and is kept.
    """
    used = [name for name in names if filters.given(name)]
    together = [name for name in names if name not in used]
    # The status is chosen silently: its own choices are counted without it.
    silent = filters.default_status if "status" in together else ""
    parts = [_part(filters, ["status"] if silent else [], together, silent)]
    parts += [_part(filters, [name], [name], "") for name in used]
    known = [part for part in parts if part is not None]
    counts = _Counts({name: Counter() for name in names})
    terms = {name: filters.vocabulary.by_pk(name) for name in _BY_ROW}
    for rows in filters.memory.each(_count, [("facets", part) for part in known]):
        for name, code, paragraphs in rows:
            if name in OF_PAPERS:
                counts.papers.setdefault(name, {})[int(code)] = paragraphs
                continue
            # A row's key stands for the row's code.
            term = terms[name].get(int(code)) if name in terms else None
            counts.codes[name][term.code if term else code] = paragraphs
    _share_papers(counts, [name for name in together if name in OF_PAPERS])
    return counts


def _part(
    filters: CitationFilter, dropped: Sequence[str], names: Sequence[str], status: str
) -> _Part | None:
    try:
        rows = filters.rows(without=dropped).order_by().values_list(*_COLUMNS)
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    # Lists stand in it where one parameter is several values.
    plain = tuple(tuple(each) if isinstance(each, list) else each for each in values)
    return _Part(sql, plain, tuple(names), status)


def _count(missing: Sequence[tuple[str, _Part]]) -> list[list[tuple[str, str, int]]]:
    """Facet, code and paragraphs of each part, in one statement for all of them."""
    tables, counting, values = [], [], []
    for number, (_key, part) in enumerate(missing):
        tables.append(f"rows{number} ({_HEADS}) AS MATERIALIZED ({part.sql})")
        values += [list(each) if isinstance(each, tuple) else each for each in part.values]
        counting += _selects(number, part.names, part.status)
    found: list[list[tuple[str, str, int]]] = [[] for _ in missing]
    if counting:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(tables)} {' UNION ALL '.join(counting)}", values)
            for number, *row in cursor.fetchall():
                found[number].append(tuple(row))
    return found


def _share_papers(counts: _Counts, names: Sequence[str]) -> None:
    """Facets of papers that no filter narrows have the same papers, counted once."""
    for name in names[1:]:
        counts.papers[name] = counts.papers.get(names[0], {})


def _selects(number: int, names: Collection[str], status: str) -> Iterator[str]:
    """Count distinct paragraphs by facet and code; the facets of papers by paper, once."""
    of_papers = [name for name in names if name in OF_PAPERS][:1]
    for name in (*of_papers, *(name for name in names if name not in OF_PAPERS)):
        code, joined = _SOURCES.get(name, ("document", ""))
        where = f"WHERE status = '{status}'" if status and name != "status" else ""
        yield (
            f"SELECT {number}, '{name}', code::text, count(*) FROM (SELECT DISTINCT {code} AS code,"
            f" paragraph FROM rows{number} {joined} {where}) AS each"
            " WHERE code IS NOT NULL GROUP BY code"
        )


_COLUMNS = (
    "paragraph",
    PAPER,
    "commitment",
    "instrument",
    "kind",
    "verb",
    "status",
    "review_state",
)
_HEADS = "paragraph, document, commitment, instrument, kind, verb, status, review_state"
_CITED = f"JOIN {Commitment._meta.db_table} AS cited ON cited.id = commitment"
# By facet: what gives the code (a row's key where the list has rows), and what is joined for it.
_SOURCES = {
    "instrument": ("COALESCE(cited.instrument_id, instrument)", f"LEFT {_CITED}"),
    "commitment": ("unnest(ARRAY[cited.id, cited.parent_id])", _CITED),
    "pillar": ("cited.pillar", _CITED),
    "theme": ("unnest(ARRAY[cited.theme_id, cited.second_theme_id])", _CITED),
    "addressee": ("cited.addressee", _CITED),
    "verb": (f"COALESCE(NULLIF(verb, ''), '{NONE}')", ""),
    "kind": ("kind", ""),
    "status": ("status", ""),
    "review_state": ("review_state", ""),
}
_BY_ROW = ("instrument", "commitment", "theme")


def _codes(name: str, paper: Paper) -> frozenset[str]:
    """The codes of a facet under which a paper stands."""
    if name == "cycle":
        return frozenset([NONE if paper.cycle is None else str(paper.cycle)])
    if name == "session":
        return frozenset([paper.session] if paper.session else [])
    if name == "supporter":
        return frozenset(paper.supporters)
    if name == "member_of":
        return frozenset().union(*(each.groups for each in paper.submitters))
    if name == "through":
        return frozenset().union(*(each.members for each in paper.submitters))
    return frozenset(each.code for each in paper.submitters if name == "party" or each.is_group)


def _choices(filters: CitationFilter, name: str, counts: Counter[str]) -> list[Choice]:
    terms = filters.vocabulary.terms(LISTS.get(name, name))
    chosen = filters.given(name)
    places = {code: place for place, code in enumerate(terms)}
    found = [
        Choice(terms[code], counts[code], code in chosen)
        for code in {**dict.fromkeys(chosen), **counts}
        if code in terms
    ]

    def rank(choice: Choice) -> tuple[int, int]:
        place = places[choice.term.code]
        if name in LATEST_FIRST:
            return 0, -place
        return (0 if name in LISTED else -choice.count), place

    return sorted(found, key=rank)
