"""The facets of a commitment's page: links that narrow, counts under the other filters."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from documents.models import Citation
from tests.factories import make_citation, make_paragraph

PAGE = "/zh-hans/commitments/action-plan-2010/5/"


@pytest.fixture
def wider(world: SimpleNamespace) -> SimpleNamespace:
    """A second paragraph, of China and Japan together, that welcomes action 5(c)."""
    paragraph = make_paragraph(document=world.joint, text="欢迎行动5(c)。", path="2")
    how = {"quote": "行动5(c)", "kind": "listed", "verb": "welcomes"}
    make_citation(paragraph=paragraph, commitment=world.action5c, **how)
    return world


def shown(client: Client, query: str = "") -> tuple[list[str], dict[str, dict[str, int]]]:
    """The paragraphs of a page, and its facets."""
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    facets = {
        facet.name: {choice.term.code: choice.count for choice in facet.choices}
        for facet in answer.context["facets"]
    }
    return sorted(paragraph.path for paragraph in answer.context["page"]), facets


def test_counts_of_every_facet(client: Client, wider: SimpleNamespace) -> None:
    paths, facets = shown(client)
    assert paths == ["2", "9"]
    assert facets["party"] == {"nam": 1, "CHN": 1, "JPN": 1}
    assert facets["group"] == {"nam": 1}
    assert facets["session"] == {"pc-2026-iii": 1}
    assert facets["kind"] == {"explicit": 1, "listed": 1}
    assert facets["verb"] == {"none": 1, "welcomes": 1}
    assert set(facets) <= {"party", "group", "cycle", "session", "kind", "verb"}


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("?party=CHN", ["2"]),
        ("?party=nam", ["9"]),
        ("?group=nam", ["9"]),
        ("?cycle=2026", ["9"]),
        ("?session=pc-2026-iii", ["9"]),
        ("?kind=listed", ["2"]),
        ("?verb=welcomes", ["2"]),
        ("?verb=none", ["9"]),
        ("?party=JPN&verb=welcomes", ["2"]),
        ("?party=CHN&kind=explicit", []),
        ("?kind=suggested", []),
        ("?fbclid=x&utm_source=y", ["2", "9"]),
    ],
)
def test_each_narrows(client: Client, wider: SimpleNamespace, query: str, paths: list[str]) -> None:
    assert shown(client, query)[0] == paths


def test_other_filters_narrow_the_counts_and_not_the_number(
    client: Client, wider: SimpleNamespace
) -> None:
    _paths, facets = shown(client, "?party=CHN")
    assert facets["kind"] == {"listed": 1}
    assert facets["party"] == {"nam": 1, "CHN": 1, "JPN": 1}
    answer = client.get(PAGE + "?party=CHN")
    assert answer.context["paragraph_count"] == 2
    html = answer.content.decode()
    assert "2段中有1段符合" in html and re.search(r'<details class="narrow" open>', html)


def test_links_narrow_and_widen(client: Client, wider: SimpleNamespace) -> None:
    html = client.get(PAGE + "?party=CHN").content.decode()
    assert 'href="?party=CHN&amp;verb=welcomes#citing"' in html
    assert f'<a href="{PAGE}#citing" aria-current="true"' in html


def test_nothing_left_says_what_to_drop(client: Client, wider: SimpleNamespace) -> None:
    html = client.get(PAGE + "?party=CHN&kind=explicit").content.decode()
    assert "没有符合全部条件的段落" in html
    assert '<a href="?kind=explicit#citing">去掉“提交方：中国”（1段）' in html
    assert "去掉“援引方式：明确援引”（1段）" in html


def test_unknown_values_are_a_mistake(client: Client, wider: SimpleNamespace) -> None:
    assert client.get(PAGE + "?party=XYZ").status_code == 400


def test_hidden_rows_are_in_no_facet(client: Client, world: SimpleNamespace) -> None:
    Citation.objects.exclude(pk__in=Citation.objects.counted()).update(verb="condemns")
    assert "condemns" not in shown(client)[1]["verb"]
