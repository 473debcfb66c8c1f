"""Where the agreed texts stand, and which forms of words lead to which target."""

from collections import defaultdict
from collections.abc import Iterable

import pytest

from commitments.register import Register, load_register

# One string, several targets, on purpose; anything else is a mistake in the files.
SHARED_ALIASES = {
    "核裁军行动计划": {"action-plan-2010", "action-plan-2010-i"},
    "关于核裁军的一项行动计划": {"action-plan-2010", "action-plan-2010-i"},
    "第十一次审议大会": {"rc-2026", "draft-final-document-2026"},
    "主席": {"npt-chair", "npt-president"},
}


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def test_every_commitment_stands_in_a_named_document(register: Register) -> None:
    for slug in {fact.instrument for fact in register.commitments}:
        instrument = register.instruments_by_slug[slug]
        if instrument.symbol:
            assert instrument.source_url.startswith("https://"), slug
        else:
            # No symbol is known: the note says so in both languages.
            assert "文号不详" in instrument.symbol_note_zh, slug
            assert "not known" in instrument.symbol_note_en, slug


@pytest.mark.parametrize(
    ("slug", "symbol", "url"),
    [
        ("npt", "INFCIRC/140", "https://treaties.unoda.org/t/npt"),
        (
            "decision2-1995",
            "NPT/CONF.1995/32 (Part I)",
            "https://undocs.org/en/NPT/CONF.1995/32(PartI)",
        ),
        (
            "action-plan-2010",
            "NPT/CONF.2010/50 (Vol. I)",
            "https://undocs.org/en/NPT/CONF.2010/50(Vol.I)",
        ),
        ("ga-res-68-32", "A/RES/68/32", "https://undocs.org/en/A/RES/68/32"),
        ("sc-res-1540", "S/RES/1540 (2004)", "https://undocs.org/en/S/RES/1540(2004)"),
    ],
)
def test_where_the_agreed_text_stands(register: Register, slug: str, symbol: str, url: str) -> None:
    instrument = register.instruments_by_slug[slug]
    assert (instrument.symbol, instrument.source_url) == (symbol, url)


def test_symbols_and_context_notes_stand_in_columns_of_their_own(register: Register) -> None:
    for fact in (*register.instruments, *register.groups):
        assert "context needed" not in fact.note
        assert not any("/" in alias and alias.isascii() for alias in fact.aliases_zh), fact.slug


def test_a_weak_alias_is_not_a_strong_one_too(register: Register) -> None:
    for fact in (*register.states, *register.groups, *register.bodies, *register.instruments):
        assert not set(fact.aliases_zh) & set(fact.weak_aliases_zh), fact
        assert fact.name_zh not in fact.aliases_zh, fact


def test_no_alias_leads_to_two_targets(register: Register) -> None:
    targets: dict[str, set[str]] = defaultdict(set)

    def add(target: str, *names: Iterable[str]) -> None:
        for name in names:
            for form in name:
                targets[form].add(target)

    for fact in (*register.states, *register.groups, *register.bodies):
        code = getattr(fact, "code", "") or fact.slug
        add(code, [fact.name_zh], fact.aliases_zh, fact.weak_aliases_zh)
    for fact in register.instruments:
        add(fact.slug, [fact.name_zh], fact.aliases_zh, fact.weak_aliases_zh, fact.symbols)
    for fact in register.sessions:
        add(fact.key, [fact.name_zh], fact.aliases_zh)
    assert {form: found for form, found in targets.items() if len(found) > 1} == SHARED_ALIASES
