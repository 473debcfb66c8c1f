"""The first page: numbers by the counting rule, in few queries and bytes."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from commitments.catalogue import load
from commitments.register import load_register


def cell(html: str, address: str) -> str:
    """The text of one cell of the grid."""
    found = re.search(rf'<a class="t\d" href="/zh-hans{address}">(.*?)</a>', html)
    assert found, address
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_home_in_both_languages(client: Client, world: SimpleNamespace, language: str) -> None:
    answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_an_item_counts_its_parts_and_each_paragraph_once(
    client: Client, world: SimpleNamespace
) -> None:
    html = client.get("/zh-hans/").content.decode()
    assert cell(html, "/commitments/action-plan-2010/5/") == "5 1"
    assert cell(html, "/commitments/action-plan-2010/3/") == "3 0"
    assert "1段援引其中各项" in html
    assert "1段整体援引" in html


def test_the_numbers_leave_hidden_papers_out(client: Client, world: SimpleNamespace) -> None:
    context = client.get("/zh-hans/").context
    assert context["paper_count"] == 3
    assert context["totals"] == {"paragraphs": 1, "commitments": 3}


def test_latest_papers(client: Client, world: SimpleNamespace) -> None:
    html = client.get("/zh-hans/").content.decode()
    assert html.index("/documents/paper-one/") < html.index("/documents/paper-two/")
    for hidden in ("unpublished", "withdrawn", "superseded"):
        assert hidden not in html


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):
        assert client.get("/zh-hans/").status_code == 200


@pytest.mark.django_db
def test_the_whole_register_fits_into_100_kb(client: Client) -> None:
    load(load_register())
    for language in ("zh-hans", "en"):
        answer = client.get(f"/{language}/")
        assert len(answer.content) < 100_000
        html = answer.content.decode()
        assert len(re.findall(rf'href="/{language}/commitments/action-plan-2010/\d+/"', html)) == 64
        assert len(re.findall(r"/commitments/steps-2000/\d+/", html)) == 13
        assert len(re.findall(r"/commitments/stepping-stones-2020/\d+/", html)) == 22
        assert len(re.findall(r"/commitments/npt/[IVX]+/", html)) == 11


@pytest.mark.django_db
def test_an_empty_site(client: Client) -> None:
    html = client.get("/zh-hans/").content.decode()
    assert "登记册尚未载入" in html
    assert "还没有收录文件" in html
