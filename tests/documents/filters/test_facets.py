"""The number beside a choice is the number of paragraphs that making it gives."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict

from documents.filters.citations import CitationFilter
from documents.filters.facets import FACETS, facets
from documents.models import Citation
from tests.documents.filters.test_citations import member
from tests.documents.filters.test_citations import papers as papers  # a fixture

pytestmark = pytest.mark.django_db


def of(query: str) -> CitationFilter:
    return CitationFilter(QueryDict(query), queryset=Citation.objects.public())


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party=EGY",
        "cycle=2026&cycle=2015",
        "verb=reaffirms&instrument=action-plan-2010",
        "q=核",
        "through=EGY",
    ],
)
def test_every_count_is_what_the_choice_gives(papers: SimpleNamespace, query: str) -> None:
    member(papers.nam, papers.egypt)
    member(papers.nam, papers.japan, to_year=2024)
    member(papers.nac, papers.japan, from_year=2015)
    found = facets(of(query))
    assert {facet.name for facet in found} <= set(FACETS)
    for facet in found:
        for choice in facet.choices:
            data = QueryDict(query, mutable=True)
            data.setlist(facet.name, [choice.term.code])
            rows = CitationFilter(data, queryset=Citation.objects.public()).rows()
            assert choice.count == rows.paragraph_count(), (facet.name, choice.term.code)


def test_states_are_offered_for_the_papers_of_their_groups(papers: SimpleNamespace) -> None:
    member(papers.nam, papers.egypt)
    found = {facet.name: facet for facet in facets(of(""))}["through"]
    assert [(choice.term.code, choice.count) for choice in found.choices] == [("EGY", 1)]


def test_a_choice_that_is_made_stays_even_when_it_leaves_nothing(papers: SimpleNamespace) -> None:
    found = {facet.name: facet for facet in facets(of("party=nam&cycle=2015"))}
    chosen = [choice for choice in found["party"].choices if choice.chosen]
    assert [(choice.term.code, choice.count) for choice in chosen] == [("nam", 0)]
    assert {choice.term.code for choice in found["party"].choices} == {"nam", "EGY", "JPN"}


def test_single_commitments_are_offered_within_an_instrument(papers: SimpleNamespace) -> None:
    assert "commitment" not in {facet.name for facet in facets(of(""))}
    found = {facet.name: facet for facet in facets(of("instrument=action-plan-2010"))}
    counts = {choice.term.code: choice.count for choice in found["commitment"].choices}
    assert counts == {"action-plan-2010:5": 2, "action-plan-2010:5c": 1}


def test_facets_are_three_queries(
    papers: SimpleNamespace, django_assert_num_queries: object
) -> None:
    chosen = of("party=nam&cycle=2026&verb=reaffirms&theme=old&member_of=nam&kind=explicit")
    assert chosen.vocabulary
    with django_assert_num_queries(3):
        facets(chosen)


def test_choices_are_bounded_and_say_what_is_left_out(
    papers: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.filters.facets.MOST_OFFERED", 2)
    found = {facet.name: facet for facet in facets(of("party=chair"))}["party"]
    assert (len(found.choices), found.left_out) == (3, 1)
    assert "chair" in {choice.term.code for choice in found.chosen}
