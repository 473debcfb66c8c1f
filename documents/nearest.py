"""The stored paragraphs that share most words with a text: bounded, by the search index."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from documents.models import Paragraph
from documents.text.segment import folded, query_words

# Words that stand together in more paragraphs than this tell nothing, and are left out.
COMMON = 400
# Of a text's words the longest are asked for: they are the rarest. Each alone, and with the next
# ones, since in a large collection only words together are rare.
WORDS = 20
TOGETHER = 3
# Fewer shared words are chance.
FEWEST_SHARED = 3
# Of the best, some may not be public.
CANDIDATES = 40
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A stored paragraph and the words that it shares with the text."""

    paragraph: Paragraph
    shared: list[str]


def nearest(texts: Sequence[str]) -> list[list[Near]]:
    """For each text the public paragraphs that share most words with it, nearest first.

    Two queries, whatever the number of texts.
    """
    asked = [_groups(_words(text)) for text in texts]
    places = _places(sorted({group for each in asked for group in each}))
    ranked = [_ranked(each, places) for each in asked]
    wanted = {pk for rank in ranked for pk in rank}
    public = Paragraph.objects.public().readable().for_reading().with_document()
    rows = public.in_bulk(wanted) if wanted else {}
    return [
        [Near(rows[pk], shared) for pk, shared in rank.items() if pk in rows][:SHOWN]
        for rank in ranked
    ]


def _words(text: str) -> list[str]:
    """The longest words of a text in its order, single characters left out."""
    found = dict.fromkeys(word for word in query_words(folded(text)) if len(word) > 1)
    plain = [word for word in found if word.isalnum()]
    longest = set(sorted(plain, key=len, reverse=True)[:WORDS])
    return [word for word in plain if word in longest]


def _groups(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word alone, and each with the one or two that come next."""
    return [
        tuple(words[start : start + length])
        for length in range(1, TOGETHER + 1)
        for start in range(len(words) - length + 1)
    ]


def _places(groups: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """The paragraphs in which all words of a group stand; nothing for common groups."""
    table = connection.ops.quote_name(Paragraph._meta.db_table)
    query = f"""
        SELECT asked.place, found.id
        FROM unnest(%s::text[]) WITH ORDINALITY AS asked(words, place)
        CROSS JOIN LATERAL (
            SELECT id FROM {table} WHERE search @@ asked.words::tsquery LIMIT {COMMON + 1}
        ) AS found
    """  # noqa: S608 - nothing in it comes from outside
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    if groups:
        # Words are letters and digits: the quotation marks keep them from being operators.
        asked = [" & ".join(f"'{word}'" for word in group) for group in groups]
        with connection.cursor() as cursor:
            cursor.execute(query, [asked])
            for place, pk in cursor.fetchall():
                places[groups[place - 1]].append(pk)
    return {group: pks for group, pks in places.items() if len(pks) <= COMMON}


def _ranked(
    groups: Sequence[tuple[str, ...]], places: dict[tuple[str, ...], list[int]]
) -> dict[int, list[str]]:
    """Paragraph ids with the shared words, best first; what is rare weighs more."""
    shared: dict[int, dict[str, None]] = defaultdict(dict)
    weight: Counter[int] = Counter()
    for group in groups:
        for pk in places.get(group, ()):
            shared[pk].update(dict.fromkeys(group))
            weight[pk] += 1 / math.sqrt(len(places[group]))
    enough = [pk for pk in weight if len(shared[pk]) >= FEWEST_SHARED]
    best = sorted(enough, key=lambda pk: (-weight[pk], pk))[:CANDIDATES]
    return {pk: list(shared[pk]) for pk in best}
