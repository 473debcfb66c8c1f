"""Full-text search over what readers see: hits by rank, their number, facets, excerpts.

The index narrows, the text decides: a query becomes tokens of the same segmenter that wrote the
index, and where those leave a doubt the paragraph's own words are asked. Ranked and counted are the
newest `CANDIDATES` hits at most, so that a very common word costs no more than a rare one.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import F, Prefetch, Q, QuerySet, Subquery, Value

from documents.excerpts import Piece, excerpt
from documents.facets import Choice, Filters, among, facets, filtered
from documents.models import Paragraph, Submission
from documents.text.query import Query, Sought, parse, spans
from documents.text.segment import query_words

CANDIDATES = 2_000
PAGE = 20
# Estimated hits from which going through the rows, the newest first, is faster than the index.
COMMON = 20_000
# How many rows it may go through; where too few fit (hidden papers, heads), the index is asked.
WINDOW = 10_000
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
    rows = _shown(Paragraph.objects.filter(pk__in=page)).in_bulk() if page else {}
    hits = [_hit(rows[pk], query.wanted) for pk in page]
    choices = facets(ranked, filters) if ranked else {}
    return Found(hits, len(ranked), capped, number, pages, choices)


def ways_out(query: Query, filters: Filters) -> list[Way]:
    """What to leave out of a query that finds nothing: filters, quotation marks, one word, most."""
    found = []
    if filters != Filters():
        found.append(_way(query, "filters", Filters()))
    if query.phrases:
        loose = parse(" ".join(each.chars for each in query.wanted))
        if not loose.problem and loose.wanted != query.wanted:
            found.append(_way(Query(loose.wanted, query.excluded), "quotes", filters))
    if query.excluded:
        found.append(_way(Query(query.wanted), "excluded", filters))
    tried = query.wanted[:MOST_TRIED] if len(query.wanted) > 1 else ()
    for each in tried:
        rest = tuple(other for other in query.wanted if other != each)
        found.append(_way(Query(rest, query.excluded), each.chars, filters))
    if not any(way.count for way in found):
        found = [_way(Query((each,)), "all-but", Filters()) for each in tried]
    return [way for way in found if way.count]


def _way(query: Query, dropped: str, filters: Filters) -> Way:
    ids = _candidates(query, filters, fits(query))
    count = min(len(ids), CANDIDATES)
    return Way(written(query.wanted, query.excluded), dropped, count, filters)


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
    """The newest ids that fit a condition, one more than are ranked when there are more."""
    paragraphs = Paragraph.objects.public().readable().filter(condition)
    ids = filtered(paragraphs, filters).values_list("pk", flat=True)
    if _is_common(query, filters):
        last = Paragraph.objects.order_by("-pk").values("pk")[:1]
        window = ids.filter(pk__gt=Subquery(last) - WINDOW)
        newest = list(window.order_by("-pk")[: CANDIDATES + 1])
        if len(newest) > CANDIDATES:
            return newest
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        # The sum keeps it from going through the rows by their primary key.
        return list(ids.order_by((F("pk") + 0).desc())[: CANDIDATES + 1])


def _is_common(query: Query, filters: Filters) -> bool:
    """Whether going through the rows, the newest first, finds enough of them soon.

    Left alone, Postgres reads all rows too often: it takes a look into a stored vector for cheap.
    """
    if len(query.wanted) > 1 or query.excluded or filters != Filters():
        return False
    plan = json.loads(Paragraph.objects.filter(_narrowed(query)).explain(format="json"))
    return plan[0]["Plan"]["Plan Rows"] > COMMON


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
    """What the index says, in one condition."""
    without = [f"!{_lexeme(each.chars)}" for each in query.excluded if each.certain]
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
        parts.append(f"({_lexeme(each.chars)} | ({pairs}))" if each.is_word else f"({pairs})")
    return " & ".join(parts)


def _lexeme(token: str) -> str:
    # Tokens are letters and digits; the quotation marks keep them from being operators.
    return f"'{token}'"


def _tsquery(words: str) -> SearchQuery:
    return SearchQuery(words, config="simple", search_type="raw")


def _shown(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """Fetch what a hit shows: its paper with session and submitters, and what it cites."""
    parties = Submission.objects.select_related("state", "group", "body")
    return (
        paragraphs.defer("tokens", "search", "spans", "map")
        .select_related("version__document__session", "version__document__cycle")
        .prefetch_related(Prefetch("version__document__submissions", parties))
        .with_evidence()
    )
