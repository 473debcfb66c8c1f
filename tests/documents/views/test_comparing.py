"""Two papers side by side: paragraphs, characters, citations."""

from types import SimpleNamespace

import pytest
from django.test import Client

from documents import comparison
from documents.comparison import compare
from documents.models import Document, Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

PAGE = "/zh-hans/documents/compare/"
OLD = {
    "1": "本代表团重申2010年行动计划的行动5(c)，并强调其重要性。",
    "2": "各国应当按时提交报告，并说明所采取的步骤。",
    "3": "这一段只在旧的文件里，后来就不再有了。",
    "4": "最后一段在两份文件里一字不差，可以照旧。",
}
NEW = {
    "1": "本代表团重申2010年行动计划的行动9，并强调其重要性。",
    "2": "各国应当按时提交报告，并说明所采取的步骤。",
    "3": "最后一段在两份文件里一字不差，可以照旧。",
    "4": "全新的内容谈的是青年的参与和培训方案。",
}


@pytest.fixture
def papers(db: None) -> SimpleNamespace:
    """An older and a newer paper of one State: 5(c) went, 9 came, the plan stays."""
    china = make_state("CHN", name_zh="中国", name_en="China")
    plan = make_instrument("action-plan-2010")
    five = make_commitment("action-plan-2010:5")
    lost = make_commitment("action-plan-2010:5c", parent=five, cite_zh="行动5(c)")
    gained = make_commitment("action-plan-2010:9", cite_zh="行动9")
    old, new = make_document(slug="old", title="旧文"), make_document(slug="new", title="新文")
    for document in (old, new):
        Submission.objects.create(document=document, position=1, state=china)
    first = {path: make_paragraph(document=old, text=text, path=path) for path, text in OLD.items()}
    second = {
        path: make_paragraph(document=new, text=text, path=path) for path, text in NEW.items()
    }
    make_citation(paragraph=first["1"], commitment=lost, quote="行动5(c)")
    make_citation(paragraph=second["1"], commitment=gained, quote="行动9")
    for paragraph in (first["2"], second["2"]):
        make_citation(paragraph=paragraph, instrument=plan, quote="报告")
    make_citation(paragraph=second["4"], commitment=five, kind="suggested", quote="青年")
    return SimpleNamespace(old=old, new=new)


def read(slug: str) -> Document:
    return Document.objects.public().with_head().get(slug=slug)


def test_paragraphs_are_aligned_and_citations_compared(papers: SimpleNamespace) -> None:
    found = compare(read("old"), read("new"))
    pairs = [
        (pair.change, pair.first and pair.first.path, pair.second and pair.second.path)
        for stretch in found.stretches
        for pair in stretch.pairs
    ]
    assert pairs == [
        ("changed", "1", "1"),
        ("same", "2", "2"),
        ("removed", "3", None),
        ("same", "4", "3"),
        ("added", None, "4"),
    ]
    assert found.counts == {"same": 2, "changed": 1, "removed": 1, "added": 1}
    keys = [
        [getattr(row.target, "key", "whole") for row in rows]
        for rows in (found.no_longer, found.new, found.still)
    ]
    assert keys == [["action-plan-2010:5c"], ["action-plan-2010:9"], ["whole"]]


def test_the_page(client: Client, papers: SimpleNamespace) -> None:
    page = client.get(PAGE, {"a": "old", "b": "new"}).content.decode()
    assert "<del>5(c)</del><ins>9</ins>" in page
    assert "不再援引" in page and "新援引" in page
    assert page.index("不再援引") < page.index("行动5(c)</a>") < page.index("新援引")
    assert "照旧2段，改动1段，删去1段，新增1段" in page
    english = client.get("/en/documents/compare/", {"a": "new", "b": "old"}).content.decode()
    assert "No longer cites" in english and "<ins>5(c)</ins>" in english


def test_a_choice_where_a_paper_is_missing(client: Client, papers: SimpleNamespace) -> None:
    make_document(slug="secret-paper", public=False)
    for params in ({}, {"a": "old"}, {"a": "old", "b": "old"}):
        answer = client.get(PAGE, params)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<form" in page and 'value="new"' in page and "secret-paper" not in page
    assert "请选两份不同的文件" in page
    assert "?a=old" in client.get("/zh-hans/documents/old/").content.decode()


@pytest.mark.parametrize("slug", ["secret-paper", "nonsense", "a\x00b"])
def test_no_such_paper(client: Client, papers: SimpleNamespace, slug: str) -> None:
    make_document(slug="secret-paper", public=False)
    assert client.get(PAGE, {"a": "old", "b": slug}).status_code == 404


def test_papers_that_are_too_long(
    client: Client, papers: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "MOST_PARAGRAPHS", 3)
    assert "太长" in client.get(PAGE, {"a": "old", "b": "new"}).content.decode()


def test_queries(
    client: Client, papers: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):
        assert client.get(PAGE, {"a": "old", "b": "new"}).status_code == 200


def test_papers_of_different_parties_do_not_stop_citing(
    client: Client, papers: SimpleNamespace
) -> None:
    Submission.objects.filter(document=papers.new).update(state=make_state("JPN"))
    page = client.get(PAGE, {"a": "old", "b": "new"}).content.decode()
    assert "只有前一份援引" in page and "不再援引" not in page
