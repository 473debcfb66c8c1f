"""Themes of a paragraph, each with the terms that led to it."""

from pathlib import Path

import pytest

from commitments.register import load_register
from documents.text.engine import analyse
from documents.text.themes import find_themes, outermost
from documents.text.types import Lexicon
from documents.text.width import View


def themes(text: str, lexicon: Lexicon) -> dict[str, list[str]]:
    found = find_themes(View(text), lexicon)
    return {each.slug: [term.term for term in each.terms] for each in found}


def test_every_theme_of_the_register_has_a_strong_term_and_no_other_is_used(
    lexicon: Lexicon,
) -> None:
    slugs = {theme.slug for theme in load_register().themes}
    assert len(slugs) == 26
    assert {each.theme for each in lexicon.theme_terms if each.strong} - {""} == slugs
    assert {each.theme for each in lexicon.theme_terms} - {""} == slugs


def test_every_strong_term_leads_to_its_theme_by_itself(lexicon: Lexicon) -> None:
    hidden = {each.term for each in lexicon.theme_terms if not each.theme}
    for each in lexicon.theme_terms:
        if each.strong and each.theme and each.term not in hidden:
            assert themes(each.term, lexicon).get(each.theme) == [each.term], each


ACCEPTS = [
    ("早日签署和批准《全面禁止核试验条约》。", "testing", ["签署和批准", "全面禁止核试验条约"]),
    ("核国家应降低戒备状态。", "risk-reduction", ["戒备状态"]),
    ("原子能机构的保障监督制度。", "safeguards", ["原子能机构", "保障监督制度"]),
    ("和平利用核能的权利。", "peaceful-uses", ["和平利用核能"]),
    ("中东无核武器区。", "middle-east", ["中东无核武器区"]),
    ("中东无核武器区。", "nwfz", ["中东无核武器区"]),
    ("無核武器區。", "nwfz", ["無核武器區"]),
    ("裁 谈 会。", "cd-machinery", ["裁 谈 会"]),
    ("青年和公众。", "education-inclusion", ["青年", "公众"]),
]
REJECTS = [
    ("无核武器国家的正当利益。", "doctrine-role", "无核武器国家 is not 核武器国家"),
    ("美国《核态势评估报告》。", "transparency-reporting", "the name of a review, not reporting"),
    ("紧张局势升级，外层空间。", "modernization", "an escalation, not an upgrade"),
    ("讨论中导弹失衡，人工智能发展。", "reductions", "中导 across two words"),
    ("第六条。", "elimination", "one weak term"),
    ("报告、报告、报告。", "transparency-reporting", "the same weak term thrice"),
]


@pytest.mark.parametrize(("text", "theme", "terms"), ACCEPTS)
def test_what_a_paragraph_is_about(
    text: str, theme: str, terms: list[str], lexicon: Lexicon
) -> None:
    assert themes(text, lexicon)[theme] == terms


@pytest.mark.parametrize(("text", "theme", "_why"), REJECTS)
def test_what_it_is_not_about(text: str, theme: str, _why: str, lexicon: Lexicon) -> None:
    assert theme not in themes(text, lexicon)


def test_a_paragraph_may_have_no_theme(lexicon: Lexicon) -> None:
    assert themes("各国代表团团长发言。", lexicon) == {}
    assert themes("", lexicon) == {}


def test_terms_quote_the_papers(paper: Path, lexicon: Lexicon) -> None:
    blocks = analyse(paper.read_bytes(), lexicon).blocks
    found = [(each.block.text, term) for each in blocks for t in each.themes for term in t.terms]
    assert found
    for text, term in found:
        assert text[term.start : term.end] == term.term


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([(0, 1, 5), (1, 0, 5)], [(1, 0, 5)]),
        ([(1, 0, 5), (0, 5, 6)], [(1, 0, 5), (0, 5, 6)]),
        ([(0, 0, 5), (1, 3, 7)], [(0, 0, 5), (1, 3, 7)]),
        ([(1, 0, 9), (1, 2, 5), (0, 6, 8)], [(1, 0, 9)]),
        ([(0, 0, 9), (0, 2, 5)], [(0, 0, 9), (0, 2, 5)]),
    ],
    ids=["inside", "beside", "overlapping", "deep inside", "a longer one that does not hide"],
)
def test_terms_inside_longer_ones(
    places: list[tuple[int, int, int]], kept: list[tuple[int, int, int]]
) -> None:
    assert outermost(places, {1}) == kept
