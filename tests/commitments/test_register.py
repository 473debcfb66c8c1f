"""The register's files hold what the Treaty community agreed, and hold together."""

from collections import Counter, defaultdict

import pytest

from commitments.register import PARTY_STATUSES, Register, load_register
from commitments.register.checks import NUMBER, SLUG


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def numbers(register: Register, instrument: str, *row_types: str) -> list[str]:
    return [
        fact.key.partition(":")[2]
        for fact in register.commitments
        if fact.instrument == instrument and (not row_types or fact.row_type in row_types)
    ]


def counted(last: int) -> list[str]:
    return [str(number) for number in range(1, last + 1)]


# --- parties


def test_191_parties_and_what_counts(register: Register) -> None:
    statuses = Counter(state.npt_status for state in register.states)
    assert statuses == {"NWS": 5, "NNWS": 185, "withdrawal-contested": 1, "non-party": 6}
    assert PARTY_STATUSES == ("NWS", "NNWS", "withdrawal-contested")
    assert len(register.npt_parties()) == 191
    contested = [s.code for s in register.states if s.npt_status == "withdrawal-contested"]
    assert contested == ["PRK"]


def test_states_outside_the_treaty(register: Register) -> None:
    outside = {s.code for s in register.states if s.npt_status == "non-party"}
    assert outside == {"COK", "IND", "ISR", "NIU", "PAK", "SSD"}
    assert all(register.states_by_code[code].accession_year is None for code in outside)


def test_the_five(register: Register) -> None:
    nuclear = {s.code for s in register.states if s.npt_status == "NWS"}
    assert nuclear == {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert nuclear == {m.state for m in register.memberships if m.group == "p5"}


def test_every_party_is_found_by_its_code(register: Register) -> None:
    for fact in register.states:
        assert register.party(fact.code) is fact
    for fact in (*register.groups, *register.bodies):
        assert register.party(fact.slug) is fact
    assert register.party("nobody") is None


def test_membership_within_states_and_groups(register: Register) -> None:
    for membership in register.memberships:
        assert membership.state in register.states_by_code
        assert membership.group in register.groups_by_slug


def test_membership_agrees_with_the_status_of_the_state(register: Register) -> None:
    expected = {"NWS": "yes", "NNWS": "yes", "withdrawal-contested": "contested", "non-party": "no"}
    for membership in register.memberships:
        status = register.states_by_code[membership.state].npt_status
        assert membership.npt_party == expected[status], membership


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("npdi", 2026, 12),
        ("stockholm", 2026, 16),
        ("nac", 2026, 6),
        ("eu", 2026, 27),
        ("asean", 2024, 10),
        ("asean", 2026, 11),
        ("nato", 2026, 32),
        ("tpnw-parties", 2026, 74),
        ("stepping-stones-supporters", 2026, 19),
        ("african-group", 2026, 54),
    ],
)
def test_sizes_of_groups(register: Register, group: str, day: int, size: int) -> None:
    members = [
        m
        for m in register.memberships
        if m.group == group and (m.from_year or 0) <= day <= (m.to_year or 9999)
    ]
    assert len(members) == size


# --- sessions


def test_sessions(register: Register) -> None:
    assert Counter(s.kind for s in register.sessions) == {
        "review-conference": 10,
        "review-and-extension-conference": 1,
        "preparatory-committee": 18,
    }
    assert register.sessions_by_key["pc-2026-iii"].starts.isoformat() == "2025-04-28"
    # The tenth Review Conference bears the year 2020 and sat in August 2022.
    tenth = register.sessions_by_key["rc-2020"]
    assert (tenth.ordinal, tenth.cycle_year, tenth.starts.year) == (10, 2020, 2022)


def test_session_keys_and_prefixes_carry_the_cycle(register: Register) -> None:
    for session in register.sessions:
        assert session.key.split("-")[1] == str(session.cycle_year)
        if session.cycle_year >= 1995:
            assert session.symbol_prefix.startswith(f"NPT/CONF.{session.cycle_year}/")
    prefixes = [session.symbol_prefix for session in register.sessions]
    assert len(set(prefixes)) == len(prefixes)


# --- commitments


def test_articles(register: Register) -> None:
    articles = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]
    assert numbers(register, "npt", "article") == articles
    paragraphs = "III.1 III.2 III.3 III.4 IV.1 IV.2 VIII.1 VIII.2 VIII.3 IX.1 IX.2 IX.3 X.1 X.2"
    assert numbers(register, "npt", "article-para") == paragraphs.split()


def test_1995(register: Register) -> None:
    assert numbers(register, "decision1-1995") == counted(7)
    assert numbers(register, "decision2-1995", "paragraph") == counted(20)
    assert numbers(register, "decision2-1995", "sub") == ["4a", "4b", "4c"]
    assert numbers(register, "decision3-1995") == ["1"]
    assert numbers(register, "me-resolution-1995") == counted(6)


def test_13_steps_and_the_six_parts_of_step_9(register: Register) -> None:
    assert numbers(register, "steps-2000", "step") == counted(13)
    assert numbers(register, "steps-2000", "sub") == ["9a", "9b", "9c", "9d", "9e", "9f"]


def test_64_actions_in_three_pillars(register: Register) -> None:
    assert numbers(register, "action-plan-2010", "action") == counted(64)
    for number in range(1, 65):
        expected = (
            "disarmament"
            if number <= 22
            else "non-proliferation"
            if number <= 46
            else "peaceful-uses"
        )
        assert register.commitments_by_key[f"action-plan-2010:{number}"].pillar == expected


def test_only_action_5_has_letters(register: Register) -> None:
    letters = numbers(register, "action-plan-2010", "sub")
    assert letters == ["5a", "5b", "5c", "5d", "5e", "5f", "5g"]


def test_lead_paragraphs_stand_before_their_actions(register: Register) -> None:
    plan = numbers(register, "action-plan-2010")
    leads = [f"I.A.{n}" for n in ("i", "ii", "iii", "iv", "v", "vi")]
    assert plan[:8] == [*leads, "1", "2"]
    assert plan[8:13] == ["I.B.i", "I.B.ii", "I.B.iii", "I.B.iv", "3"]
    assert plan[plan.index("I.C.ii") + 1] == "7"


def test_2010_on_the_middle_east_and_other_regions(register: Register) -> None:
    assert numbers(register, "me-section-2010", "paragraph") == counted(10)
    assert numbers(register, "me-section-2010", "sub") == ["7a", "7b", "7c", "7d", "7e"]
    assert numbers(register, "regional-2010") == ["1"]


def test_22_stepping_stones(register: Register) -> None:
    assert numbers(register, "stepping-stones-2020") == counted(22)


def test_nothing_else_is_a_commitment(register: Register) -> None:
    assert Counter(fact.instrument for fact in register.commitments).keys() == {
        "npt",
        "decision1-1995",
        "decision2-1995",
        "decision3-1995",
        "me-resolution-1995",
        "steps-2000",
        "action-plan-2010",
        "me-section-2010",
        "regional-2010",
        "stepping-stones-2020",
    }


def test_positions_run_from_one(register: Register) -> None:
    positions: dict[str, list[int]] = defaultdict(list)
    for fact in register.commitments:
        positions[fact.instrument].append(fact.position)
    for instrument, found in positions.items():
        assert found == list(range(1, len(found) + 1)), instrument


def test_keys_are_well_formed_and_agree_with_their_parts(register: Register) -> None:
    for fact in register.commitments:
        instrument, _, number = fact.key.partition(":")
        assert SLUG.fullmatch(instrument)
        assert NUMBER.fullmatch(number)
        assert instrument == fact.instrument
        assert number.replace(".", "") == (fact.number + fact.letter).replace(".", "")


def test_sub_items_follow_their_parent(register: Register) -> None:
    for fact in register.commitments:
        assert bool(fact.parent) == bool(fact.letter) == (fact.row_type in {"sub", "article-para"})
        if fact.parent:
            parent = register.commitments_by_key[fact.parent]
            assert (parent.instrument, parent.number) == (fact.instrument, fact.number)
            assert parent.position < fact.position


def test_see_also_is_symmetric(register: Register) -> None:
    for fact in register.commitments:
        for other in fact.see_also:
            assert fact.key in register.commitments_by_key[other].see_also, (fact.key, other)


def test_themes_are_known_and_used(register: Register) -> None:
    used = {theme for fact in register.commitments for theme in fact.themes}
    assert used == register.themes_by_slug.keys()


def test_texts_are_there(register: Register) -> None:
    for fact in register.commitments:
        for text in (fact.cite_zh, fact.cite_en, fact.summary_zh, fact.summary_en, fact.addressee):
            assert text.strip(), fact.key


@pytest.mark.parametrize(
    ("key", "cite_zh", "cite_en"),
    [
        ("npt:VI", "第六条", "Article VI"),
        ("npt:X.1", "第十条第一款", "Article X, para. 1"),
        ("decision2-1995:4c", "1995年决定2第4(c)段", "Decision 2, para. 4 (c)"),
        ("decision3-1995:1", "1995年决定3", "Decision 3"),
        ("steps-2000:9d", "步骤9(d)", "Step 9 (d)"),
        ("action-plan-2010:5c", "行动5(c)", "Action 5 (c)"),
        ("stepping-stones-2020:8", "阶石8", "Stepping stone 8"),
    ],
)
def test_cited_as(register: Register, key: str, cite_zh: str, cite_en: str) -> None:
    fact = register.commitments_by_key[key]
    assert (fact.cite_zh, fact.cite_en) == (cite_zh, cite_en)
