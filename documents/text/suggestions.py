"""Suggested commitments: what a paragraph without a citation may be about, with the reasons.

Each rule of `data/suggestion_terms.csv` names terms that stand together and the commitments they
speak of, with a weight: how sure the terms alone make the link. Rules add up as independent
evidence does, and below `THRESHOLD` nothing is shown. A suggestion is never a citation and is in no
count.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from documents.text.antecedents import Scene
from documents.text.themes import make_term, outermost
from documents.text.types import Citation, Lexicon, Reason, Suggestion, SuggestionRule
from documents.text.width import DATA, squeeze

# The lowest score that is shown.
THRESHOLD = 0.5

_SENTENCE_END = re.compile(r"[。!?;]")

Place = tuple[int, int]
# Where each term stands in one clause, in reading order.
Clause = dict[str, list[Place]]


@cache
def read_suggestion_rules() -> tuple[SuggestionRule, ...]:
    """The rules in file order.

    Columns: `keys` are `key=weight;...`; `terms` are groups parted by `+` that must all be there,
    each with its alternatives parted by `|`; none of `none_of` may be; `where` is `npt` for words
    that mean the Treaty's business only in its own papers; `why` says what the commitment is about.
    A rule without keys lists longer words that hide the terms inside them.

    Terms are the words by which UN papers speak of what a commitment's summary in the register
    says, with their usual variants; none is there for one sentence of one paper. A weight below the
    threshold is a term that counts only beside another.
    """
    with (DATA / "suggestion_terms.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_rule(row) for row in csv.DictReader(file))


def _rule(row: Mapping[str, str]) -> SuggestionRule:
    """One row of the file."""
    weights = [pair.rpartition("=") for pair in filter(None, row["keys"].split(";"))]
    return SuggestionRule(
        name=row["rule"],
        weights=tuple((key, float(weight)) for key, _, weight in weights),
        groups=tuple(_words(group) for group in row["terms"].split("+")),
        none_of=_words(row["none_of"]),
        npt_only=row["where"] == "npt",
    )


def _words(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell, folded as papers are."""
    return tuple(squeeze(word) for word in cell.split("|") if word)


@dataclass(frozen=True, slots=True)
class _Index:
    """The rules made ready: `opening` has the rules by each term of their first group."""

    automaton: AhoCorasick
    terms: tuple[str, ...]
    hiding: frozenset[int]
    opening: dict[str, tuple[SuggestionRule, ...]]


@cache
def _index(lexicon: Lexicon) -> _Index:
    """One automaton over every term of every rule."""
    rules = lexicon.suggestion_rules
    words = dict.fromkeys(
        word for rule in rules for group in (*rule.groups, rule.none_of) for word in group
    )
    terms = tuple(words)
    hiding = {word for rule in rules if not rule.weights for word in rule.groups[0]}
    opening: dict[str, list[SuggestionRule]] = {}
    for rule in rules:
        for word in rule.groups[0] if rule.weights else ():
            opening.setdefault(word, []).append(rule)
    return _Index(
        AhoCorasick(terms),
        terms,
        frozenset(index for index, word in enumerate(terms) if word in hiding),
        {word: tuple(rules) for word, rules in opening.items()},
    )


def names_commitment(citations: Iterable[Citation]) -> bool:
    """Whether a numbered commitment is cited, be it one of two readings.

    An instrument as a whole, or a resolution, says nothing of the item that is meant.
    """
    return any(
        ":" in key
        for citation in citations
        for key in (citation.target or "", *citation.candidates)
    )


def suggest(scene: Scene, citations: Sequence[Citation]) -> tuple[Suggestion, ...]:
    """What a paragraph may be about, the likeliest first; nothing where it says so itself."""
    if names_commitment(citations):
        return ()
    reasons: dict[str, list[Reason]] = {}
    for rule, places in _fired(scene):
        terms = tuple(make_term(scene.view, *place) for place in sorted(places))
        for key, weight in rule.weights:
            reasons.setdefault(key, []).append(Reason(rule.name, weight, terms))
    found = (Suggestion(key, _score(each), tuple(each)) for key, each in reasons.items())
    shown = [each for each in found if each.score >= THRESHOLD]
    return tuple(sorted(shown, key=lambda each: -each.score))


def _score(reasons: Iterable[Reason]) -> float:
    """What independent pieces of evidence come to: the chance that not all of them err."""
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - reason.weight
    return round(1 - doubt, 2)


def _fired(scene: Scene) -> list[tuple[SuggestionRule, list[Place]]]:
    """Each rule that holds, with its terms in the first sentence where it does."""
    index = _index(scene.lexicon)
    fired: list[tuple[SuggestionRule, list[Place]]] = []
    done: set[str] = set()
    for clause in _clauses(scene.chars, index):
        for word in clause:
            for rule in index.opening.get(word, ()):
                if rule.name in done or (rule.npt_only and not scene.is_npt):
                    continue
                if places := _holds(rule, clause):
                    fired.append((rule, places))
                    done.add(rule.name)
    return fired


def _clauses(chars: str, index: _Index) -> Iterable[Clause]:
    """The terms of each sentence that holds any; a semicolon ends one too."""
    places = index.automaton.find_matches_as_indexes(chars, overlapping=True)
    ends = [match.start() for match in _SENTENCE_END.finditer(chars)] if places else []
    clauses: dict[int, Clause] = {}
    for which, start, end in outermost(places, index.hiding):
        clause = clauses.setdefault(bisect_right(ends, start), {})
        clause.setdefault(index.terms[which], []).append((start, end))
    return clauses.values()


def _holds(rule: SuggestionRule, clause: Clause) -> list[Place]:
    """A place for each group of the rule, none over another; empty when the rule does not hold."""
    words = clause.keys()
    if any(map(words.isdisjoint, rule.groups)) or not words.isdisjoint(rule.none_of):
        return []
    chosen: list[Place] = []
    for group in rule.groups:
        place = _free(group, clause, chosen)
        if place is None:
            return []
        chosen.append(place)
    return chosen


def _free(group: Sequence[str], clause: Clause, chosen: Sequence[Place]) -> Place | None:
    """The first place of one of the group's terms that overlaps no chosen one."""
    for word in group:
        for start, end in clause.get(word, ()):
            if all(end <= first or last <= start for first, last in chosen):
                return start, end
    return None
