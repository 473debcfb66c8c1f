"""The list of citations: rows, sorts, chips, pages, and addresses that cannot be."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from documents.models import Submission
from documents.tables.citations import SORTS
from documents.views import citations as views
from tests.documents.views.conftest import HIDDEN
from tests.documents.views.pages import html_of
from tests.factories import make_citation, make_document, make_paragraph, make_state

PAGE = "/zh-hans/citations/"


def quotes(client: Client, query: str) -> list[str]:
    return [row.quote for row in client.get(f"{PAGE}?{query}").context["page"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_in_both_languages(client: Client, world: SimpleNamespace, language: str) -> None:
    html = html_of(client, f"/{language}/citations/")
    assert html.count("<h1") == 1
    assert "<caption>" in html
    assert html.count('<tr role="row">') == 5


def test_every_counted_citation_is_a_row(client: Client, world: SimpleNamespace) -> None:
    assert quotes(client, "") == ["行动5(c)", "行动5(g)", "行动5", "64点行动计划"]
    html = html_of(client, PAGE)
    assert "2010年行动计划的<mark>行动5(c)</mark>和行动5(g)" in html
    assert 'href="/zh-hans/documents/paper-one/p/9/"' in html
    totals = client.get(PAGE).context["totals"]
    assert totals == {"rows": 4, "paragraphs": 2, "papers": 2}


def test_hidden_rows_are_not_listed(client: Client, world: SimpleNamespace) -> None:
    for query in ("", "status=linked&status=unresolved", "review_state=unreviewed"):
        html = html_of(client, f"{PAGE}?{query}")
        assert HIDDEN not in html
        assert "与此无关" not in html


def test_misses_have_their_reason(client: Client, world: SimpleNamespace) -> None:
    assert quotes(client, "status=unresolved") == ["行动65"]
    assert "该文书没有这一编号" in html_of(client, f"{PAGE}?status=unresolved")


@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTS for sign in ("", "-")])
def test_every_sort_lists_every_row_once(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr(views, "ROWS_A_PAGE", 2)
    first = quotes(client, f"sort={sort}")
    second = quotes(client, f"sort={sort}&page=2")
    assert sorted(first + second) == sorted(["行动5(c)", "行动5(g)", "行动5", "64点行动计划"])


def test_sorts_go_both_ways_and_say_so(client: Client, world: SimpleNamespace) -> None:
    assert quotes(client, "sort=party")[0] == "64点行动计划"
    assert quotes(client, "sort=-party")[0] == "行动5(c)"
    html = html_of(client, f"{PAGE}?party=nam&sort=party")
    assert 'aria-sort="ascending"><a class="sort" href="?party=nam&amp;sort=-party"' in html


def test_chips_take_one_value_away(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, f"{PAGE}?party=nam&party=CHN&kind=explicit&sort=kind&page=1")
    links = [
        link.replace("&amp;", "&")
        for link in re.findall(r'<li><a href="(\?[^"]*)"><span class="chip-name">', html)
    ]
    assert links == [
        "?party=CHN&kind=explicit&sort=kind",
        "?party=nam&kind=explicit&sort=kind",
        "?party=nam&party=CHN&sort=kind",
    ]
    assert '<a class="clear" href="?sort=kind">' in html


def test_the_form_keeps_what_was_chosen(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, f"{PAGE}?filters=open&party=nam&sort=kind&document=paper-one&q=行动计划")
    assert '<input type="checkbox" name="party" value="nam" checked>' in html
    assert '<input type="hidden" name="sort" value="kind">' in html
    assert '<input type="hidden" name="document" value="paper-one">' in html
    assert 'name="q" type="search" value="行动计划"' in html


def test_empty_fields_of_the_form_are_no_filters(client: Client, world: SimpleNamespace) -> None:
    assert len(quotes(client, "q=&party=&sort=")) == 4


@pytest.mark.parametrize(
    ("query", "told", "allowed"),
    [
        ("colour=red", "这里没有名为“colour”的参数", "<code>party</code>"),
        ("party=XX", "参数“party”没有“XX”这个值", "<code>nam</code>"),
        ("sort=colour", "参数“sort”没有“colour”这个值", "<code>-party</code>"),
        ("format=pdf", "参数“format”没有“pdf”这个值", "<code>csv</code>"),
        ("document=unpublished", "参数“document”没有“unpublished”这个值", ""),
        ("q=%E3%80%82", "没有可以查找的字词", ""),
    ],
)
def test_what_cannot_be_asked_is_told(
    client: Client, world: SimpleNamespace, query: str, told: str, allowed: str
) -> None:
    answer = client.get(f"{PAGE}?{query}")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "<h1>请求有误</h1>" in html
    assert told in html
    assert allowed in html


def test_what_is_asked_is_escaped(client: Client, world: SimpleNamespace) -> None:
    for query in ("party=%3Cb%3E", "%3Cb%3E=1", "q=%3Cb%3E"):
        assert b"<b>" not in client.get(f"{PAGE}?{query}").content


def test_nothing_found_names_the_filters_to_drop(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, f"{PAGE}?party=nam&kind=range")
    assert "没有符合全部条件的援引" in html
    assert '<li><a href="?kind=range">提交方' in html


def test_no_such_page(client: Client, world: SimpleNamespace) -> None:
    assert client.get(f"{PAGE}?page=2").status_code == 404


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        document = make_document()
        Submission.objects.create(document=document, position=1, state=make_state())
        paragraph = make_paragraph(document=document, text=f"第{number}次重申行动5(c)。")
        make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
    for query in ("", "party=nam&cycle=2026&kind=explicit&sort=party&instrument=action-plan-2010"):
        with django_assert_max_num_queries(10):
            assert client.get(f"{PAGE}?{query}").status_code == 200
