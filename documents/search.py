"""Full-text search over what readers see: hits by rank, their number, facets, excerpts.

The index narrows, the text decides: a query becomes tokens of the same segmenter that wrote the
index, and where those leave a doubt the paragraph's own words are asked. Ranked and counted are the
newest `CANDIDATES` hits at most, so that a very common word costs no more than a rare one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Q, QuerySet, Value

from documents.excerpts import Piece, excerpt
from documents.facets import Choice, Filters, among, facets, filtered
from documents.models import Paragraph
from documents.text.query import Query, Sought, parse, spans
from documents.text.segment import query_words

CANDIDATES = 500
PAGE = 20
# How many of the newest rows are asked first, and then; a word in a tenth of them needs no others.
WINDOWS = (5_000, 20_000)
# Words of a query that are tried one by one when all together find nothing.
MOST_TRIED = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph with what is shown of it; `more` hits stand outside the excerpt."""

    paragraph: Paragraph
    pieces: tuple[Piece, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one page. `count` is exact unless `capped`, then there are at least so many."""

    hits: list[Hit]
    count: int
    capped: bool
    number: int
    pages: int
    facets: dict[str, list[Choice]]

    @property
    def first(self) -> int:
        """The place of the page's first hit."""
        return (self.number - 1) * PAGE + 1

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the page after."""
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Way:
    """A change of the query that finds something.

    `dropped` is what is left out: a word, or filters, quotes, excluded, all-but (other words).
    """

    query: str
    dropped: str
    count: int
    filters: Filters = field(default_factory=Filters)


def search(query: Query, filters: Filters, number: int = 1) -> Found | None:
    """Look for a query without a problem; None when there is no such page."""
    ids = _candidates(query, filters, _narrowed(query))
    ranked = _ranked(ids[:CANDIDATES], query) if ids else []
    if len(ids) > CANDIDATES and len(ranked) < PAGE:
        # The newest do not tell: what the text rules out has filled the place of what fits.
        ids = _candidates(query, filters, fits(query))
        ranked = _ranked(ids[:CANDIDATES], query) if ids else []
    capped = len(ids) > CANDIDATES
    pages = max(1, -(-len(ranked) // PAGE))
    if not 1 <= number <= pages:
        return None
    first = (number - 1) * PAGE
    page = [pk for pk, _version in ranked[first : first + PAGE]]
    shown = Paragraph.objects.filter(pk__in=page).for_reading().with_document().with_evidence()
    rows = shown.in_bulk() if page else {}
    hits = [_hit(rows[pk], query.wanted) for pk in page]
    choices = facets(ranked, filters) if ranked else {}
    return Found(hits, len(ranked), capped, number, pages, choices)


def ways_out(query: Query, filters: Filters) -> list[Way]:
    """What to leave out of a query that finds nothing: filters, quotation marks, one word, most."""
    found: list[tuple[Query, str, Filters]] = []
    if filters != Filters():
        found.append((query, "filters", Filters()))
    if query.phrases:
        loose = parse(" ".join(each.chars for each in query.wanted))
        if not loose.problem and loose.wanted != query.wanted:
            found.append((Query(loose.wanted, query.excluded), "quotes", filters))
    if query.excluded:
        found.append((Query(query.wanted), "excluded", filters))
    tried = query.wanted[:MOST_TRIED] if len(query.wanted) > 1 else ()
    for each in tried:
        rest = tuple(other for other in query.wanted if other != each)
        found.append((Query(rest, query.excluded), each.chars, filters))
    alone = [(Query((each,)), "all-but", Filters()) for each in tried]
    return _ways(found) or _ways(alone)


def _ways(tried: list[tuple[Query, str, Filters]]) -> list[Way]:
    """Those that find anything, with how much, up to the cap; in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for place, (query, _dropped, filters) in enumerate(tried):
        hits = filtered(Paragraph.objects.public().readable().filter(fits(query)), filters)
        try:
            sql, given = hits.order_by().values("pk")[:CANDIDATES].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place}, count(*) FROM ({sql}) AS hits")
        values += given
    if not parts:
        return []
    with _through_the_index() as (cursor, _last):
        cursor.execute(" UNION ALL ".join(parts), values)
        counts = dict(cursor.fetchall())
    return [
        Way(written(query.wanted, query.excluded), dropped, counts[place], filters)
        for place, (query, dropped, filters) in enumerate(tried)
        if counts.get(place)
    ]


def written(wanted: Iterable[Sought], excluded: Iterable[Sought] = ()) -> str:
    """A query in its own language."""
    found = [
        each.chars if query_words(each.chars) == [each.chars] else f'"{each.chars}"'
        for each in wanted
    ]
    return " ".join([*found, *(f'-"{each.chars}"' for each in excluded)])


def _hit(paragraph: Paragraph, wanted: tuple[Sought, ...]) -> Hit:
    pieces, more = excerpt(paragraph.text, spans(paragraph.text, wanted))
    return Hit(paragraph, pieces, more)


def _candidates(query: Query, filters: Filters, condition: Q) -> list[int]:
    """The newest ids that fit a condition, one more than are ranked when there are more.

    The index says quickly where a word stands, but every hit must be looked up to see whether it
    is public. So the newest rows are asked first; where they hold enough, no older ones are.
    """
    paragraphs = Paragraph.objects.public().readable().filter(condition)
    # The sum keeps it from going through the rows by their primary key.
    hits = filtered(paragraphs, filters).order_by((F("pk") + 0).desc()).values("pk")
    with _through_the_index() as (cursor, last):
        tiers = [hits.filter(pk__gt=last - window) for window in WINDOWS]
        try:
            sql, values = _one_after_another([*tiers, hits])
        except EmptyResultSet:
            return []
        cursor.execute(sql, values)
        found: dict[int, list[int]] = {}
        for tier, pk in cursor.fetchall():
            found.setdefault(tier, []).append(pk)
    # Each asks more rows than the one before it.
    return sorted(found[max(found)], reverse=True) if found else []


def _one_after_another(tiers: list[QuerySet[Paragraph]]) -> tuple[str, list[Any]]:
    """One statement that asks a tier only where none before it had more than are ranked."""
    parts: list[str] = []
    values: list[Any] = []
    for number, tier in enumerate(tiers):
        sql, given = tier[: CANDIDATES + 1].query.sql_with_params()
        few = [f"(SELECT count(*) FROM tier{each}) <= {CANDIDATES}" for each in range(number)]
        where = " AND ".join(["true", *few])
        parts.append(
            f"tier{number} AS MATERIALIZED (SELECT * FROM ({sql}) AS hits(id) WHERE {where})"
        )
        values += given
    numbered = (f"SELECT {number}, id FROM tier{number}" for number in range(len(tiers)))
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(numbered)}", values


@contextmanager
def _through_the_index() -> Iterator[tuple[CursorWrapper, int]]:
    """For statements that must not read all rows; Postgres takes that for cheap too often.

    Gives a cursor, and the largest id that a paragraph has.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_THROUGH_THE_INDEX)
        yield cursor, cursor.fetchone()[0]


_THROUGH_THE_INDEX = f"""
    SELECT (SELECT COALESCE(max(id), 0) FROM {Paragraph._meta.db_table}),
        set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)
"""


def _ranked(ids: list[int], query: Query) -> list[tuple[int, int]]:
    """Those of these that fit, with their versions, the best first."""
    rank = SearchRank(
        F("search"), _tsquery(_whole(query.wanted)), cover_density=True, normalization=Value(1)
    )
    fitting = Paragraph.objects.filter(_proven(query), pk__in=among(ids))
    rows = fitting.annotate(rank=rank).order_by("-rank", "-pk")
    return list(rows.values_list("pk", "version_id"))


def fits(query: Query) -> Q:
    """Which paragraphs hold all that is wanted and nothing that is excluded."""
    return _narrowed(query) & _proven(query)


def _narrowed(query: Query) -> Q:
    """What the index says, in one condition.

    A lexeme proves that its characters stand in the text; without it they may stand there too.
    """
    out = (each for each in query.excluded if each.certain or each.is_word)
    without = [f"!{_lexeme(each.chars)}" for each in out]
    return Q(search=_tsquery(" & ".join([_whole(query.wanted), *without])))


def _proven(query: Query) -> Q:
    """What the text is asked for, where the index leaves a doubt."""
    found = Q()
    for each in query.wanted:
        if not each.certain:
            found &= _stands(each)
    for each in query.excluded:
        if not each.certain:
            there = Q(search=_tsquery(" & ".join(map(_lexeme, each.tokens)))) & _stands(each)
            found &= ~there
    return found


def _stands(sought: Sought) -> Q:
    """Whether the text itself holds it; a word of the dictionary is in the index as a whole."""
    asked = Q(text__regex=sought.pattern)
    return Q(search=_tsquery(_lexeme(sought.chars))) | asked if sought.is_word else asked


def _whole(wanted: tuple[Sought, ...]) -> str:
    """Whole words where the index has them, else their pairs."""
    parts = []
    for each in wanted:
        pairs = " & ".join(map(_lexeme, each.tokens))
        alone = each.certain or not each.is_word
        parts.append(f"({pairs})" if alone else f"({_lexeme(each.chars)} | ({pairs}))")
    return " & ".join(parts)


def _lexeme(token: str) -> str:
    # Tokens are letters and digits; the quotation marks keep them from being operators.
    return f"'{token}'"


def _tsquery(words: str) -> SearchQuery:
    return SearchQuery(words, config="simple", search_type="raw")
