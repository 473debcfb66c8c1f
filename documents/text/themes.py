"""Themes of a paragraph: its subjects by the register's list, each with the terms that led to it.

A strong term is enough; weak ones (报告, 第六条, 生效) are words of many subjects, and only two
different ones make a theme. A term inside a longer one is not read: 核武器国家 stands inside
无核武器国家 and means its opposite. A paragraph may have no theme.
"""

import csv
from collections.abc import Container, Iterable
from functools import cache

from ahocorasick_rs import AhoCorasick

from documents.text.types import Lexicon, Term, Theme, ThemeTerm
from documents.text.width import DATA, View, squeeze

# How many different weak terms make a theme.
WEAK_ENOUGH = 2


def read_theme_terms(key_terms: Iterable[tuple[str, str]]) -> tuple[ThemeTerm, ...]:
    """All terms: the register's `(theme, term)` pairs and the engine's own list beside them.

    `data/theme_terms.csv` adds terms, says which of all are weak, and lists in rows without a theme
    the longer words that hide what stands inside them. Its terms are those by which UN papers speak
    of a subject; a term that the bundled papers also use for other subjects is weak.
    """
    found = {(theme, squeeze(term)): True for theme, term in key_terms}
    with (DATA / "theme_terms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for term in row["terms"].split(";"):
                found[row["theme"], squeeze(term)] = row["strength"] == "strong"
    return tuple(ThemeTerm(theme, term, strong) for (theme, term), strong in sorted(found.items()))


@cache
def _terms(lexicon: Lexicon) -> tuple[AhoCorasick, tuple[tuple[ThemeTerm, ...], ...]]:
    """An automaton over all terms, and by its index what a term may mean."""
    by_term: dict[str, list[ThemeTerm]] = {}
    for each in lexicon.theme_terms:
        by_term.setdefault(each.term, []).append(each)
    return AhoCorasick(list(by_term)), tuple(map(tuple, by_term.values()))


def find_themes(view: View, lexicon: Lexicon) -> tuple[Theme, ...]:
    """The themes of a paragraph in the order of their slugs; terms in reading order."""
    automaton, meanings = _terms(lexicon)
    places = automaton.find_matches_as_indexes(view.chars, overlapping=True)
    strong: set[str] = set()
    words: dict[str, dict[str, tuple[int, int]]] = {}
    for index, start, end in outermost(places, range(len(meanings))):
        for each in meanings[index]:
            if each.theme:
                words.setdefault(each.theme, {}).setdefault(each.term, (start, end))
                if each.strong:
                    strong.add(each.theme)
    return tuple(
        Theme(slug, tuple(make_term(view, *place) for place in places.values()))
        for slug, places in sorted(words.items())
        if slug in strong or len(places) >= WEAK_ENOUGH
    )


def make_term(view: View, start: int, end: int) -> Term:
    """A span of the view as a term of the text."""
    first, last = view.span(start, end)
    return Term(view.text[first:last], first, last)


def outermost(
    places: Iterable[tuple[int, int, int]], hiding: Container[int]
) -> list[tuple[int, int, int]]:
    """`(index, start, end)` rows in reading order, without those inside a longer, hiding one."""
    kept: list[tuple[int, int, int]] = []
    far = (0, 0)
    for index, start, end in sorted(places, key=lambda row: (row[1], -row[2])):
        if end <= far[1] and (start, end) != far:
            continue
        if index in hiding and end > far[1]:
            far = (start, end)
        kept.append((index, start, end))
    return kept
