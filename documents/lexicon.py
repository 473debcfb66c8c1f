"""The register as the engine needs it: names, valid numbers, parts; one frozen value."""

import hashlib
from collections import defaultdict
from functools import cache

from commitments.register import Register, load_register
from documents.text.suggestions import read_suggestion_rules
from documents.text.themes import read_theme_terms
from documents.text.types import InstrumentName, Lexicon
from documents.text.width import squeeze


@cache
def build_lexicon() -> Lexicon:
    """The lexicon of the register's own data files."""
    return lexicon_of(load_register())


def lexicon_of(register: Register) -> Lexicon:
    """Turn register facts into a lexicon; its version is a hash of all that is in it."""
    items: dict[str, set[str]] = defaultdict(set)
    children: dict[str, list[str]] = defaultdict(list)
    for commitment in sorted(register.commitments, key=lambda each: each.position):
        items[commitment.instrument].add(commitment.key)
        if commitment.parent:
            children[commitment.parent].append(commitment.key)
    names = _instrument_names(register)
    kinds = {instrument.slug: instrument.kind for instrument in register.instruments}
    parties = _parties(register)
    sessions = {(each.kind, each.cycle_year, each.ordinal): each.key for each in register.sessions}
    frozen_items = {slug: frozenset(keys) for slug, keys in items.items()}
    frozen_children = {key: tuple(parts) for key, parts in children.items()}
    data = (
        names,
        sorted(kinds.items()),
        sorted((slug, sorted(keys)) for slug, keys in items.items()),
    )
    terms = read_theme_terms(
        (theme.slug, term) for theme in register.themes for term in theme.key_terms_zh
    )
    rules = read_suggestion_rules()
    more = (sorted(frozen_children.items()), parties, sorted(sessions.items()), terms, rules)
    version = hashlib.sha256(repr((data, more)).encode()).hexdigest()[:8]
    return Lexicon(
        version, names, kinds, frozen_items, frozen_children, parties, sessions, terms, rules
    )


def _instrument_names(register: Register) -> tuple[InstrumentName, ...]:
    """Every name and alias, folded as papers are; a name that needs its context is weak."""
    found: dict[tuple[str, str], InstrumentName] = {}
    for instrument in register.instruments:
        weak = {squeeze(name) for name in instrument.weak_aliases_zh}
        official = squeeze(instrument.name_zh)
        final = instrument.symbols if instrument.kind == "final-document" else ()
        own = (*final, *(symbol.partition(" (")[0] for symbol in final))
        names = (instrument.name_zh, *instrument.aliases_zh, *instrument.weak_aliases_zh, *own)
        for name in names:
            folded = squeeze(name)
            found.setdefault(
                (folded, instrument.slug),
                InstrumentName(folded, instrument.slug, folded in weak, folded == official),
            )
    return tuple(sorted(found.values(), key=lambda name: (-len(name.name), name.name, name.slug)))


def _parties(register: Register) -> tuple[tuple[str, str, bool], ...]:
    """`(name, code, weak)` of every State, group and body, longest name first."""
    found: dict[str, tuple[str, str, bool]] = {}
    for party in (*register.states, *register.groups, *register.bodies):
        code = party.code if hasattr(party, "code") else party.slug
        weak = {squeeze(name) for name in party.weak_aliases_zh}
        for name in (party.name_zh, *party.aliases_zh, *party.weak_aliases_zh):
            folded = squeeze(name)
            if len(folded) > 1:
                found.setdefault(folded, (folded, code, folded in weak))
    return tuple(sorted(found.values(), key=lambda row: (-len(row[0]), row[0])))
