"""The pages of the commitments: who cites what, word for word."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from documents.models import Citation, Submission
from documents.views import commitments as views
from tests.documents.views.conftest import HIDDEN
from tests.documents.views.pages import html_of
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

PAGE_5C = "/zh-hans/commitments/action-plan-2010/5c/"
PAGE_5 = "/zh-hans/commitments/action-plan-2010/5/"
PAGE_3 = "/zh-hans/commitments/action-plan-2010/3/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["", "action-plan-2010/", "action-plan-2010/5c/"])
def test_pages_in_both_languages(
    client: Client, world: SimpleNamespace, language: str, page: str
) -> None:
    html = html_of(client, f"/{language}/commitments/{page}")
    assert html.count("<h1") == 1
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}">' in html


def test_the_exact_quote_is_marked(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, PAGE_5C).partition('<details class="whole"')[0]
    assert "行动计划的<mark>行动5(c)</mark>和" in html
    assert html.count("<mark>") == 1
    # What else the paragraph cites is linked lightly.
    assert '<a class="cite" href="/zh-hans/commitments/action-plan-2010/5g/">行动5(g)</a>' in html


def test_an_item_marks_its_parts_too(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, PAGE_5).partition('<details class="whole"')[0]
    marks = re.findall(r"<mark>(.*?)</mark>", html)
    assert [re.sub(r"<[^>]+>", "", mark) for mark in marks] == ["行动5(c)", "行动5(g)", "行动5"]


def test_sub_items_count_each_paragraph_once(client: Client, world: SimpleNamespace) -> None:
    context = client.get(PAGE_5).context
    assert (context["paragraph_count"], context["paper_count"]) == (1, 1)
    assert html_of(client, PAGE_5).count('<article class="card">') == 2  # one more cites the whole
    assert [row.count for row in context["sub_items"]] == [1, 1]


def test_collective_references_stand_apart(client: Client, world: SimpleNamespace) -> None:
    context = client.get(PAGE_3).context
    assert context["paragraph_count"] == 0
    assert context["whole_count"] == 1
    html = html_of(client, PAGE_3)
    details = html[html.index('<details class="whole"') :]
    assert "<mark>64点行动计划</mark>" in details
    assert "整体援引“2010年行动计划”：1段" in details
    assert "没有段落逐项援引这项承诺" in html[: html.index('<details class="whole"')]


def test_hidden_rows_are_neither_shown_nor_counted(client: Client, world: SimpleNamespace) -> None:
    assert Citation.objects.filter(commitment=world.action5c).count() == 6
    for address in (PAGE_5C, PAGE_5, "/zh-hans/commitments/action-plan-2010/"):
        html = html_of(client, address)
        assert HIDDEN not in html
        assert "与此无关" not in html
    assert client.get(PAGE_5C).context["paragraph_count"] == 1


def test_papers_of_the_same_submitters_stand_together(
    client: Client, world: SimpleNamespace
) -> None:
    paragraph = make_paragraph(document=world.joint, text="重申行动5(c)。", path="2")
    make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
    groups = client.get(PAGE_5C).context["groups"]
    found = [[party.party_code for party in group.parties] for group in groups]
    assert found == [["CHN", "JPN"], ["nam"]]
    assert [len(group.sessions[0].paragraphs) for group in groups] == [1, 1]
    html = html_of(client, PAGE_5C)
    assert re.search(r"中国</a>、<a [^>]*>日本</a>", html)
    assert "筹备委员会第三次会议" in html


def test_a_joint_paper_without_submitters_is_shown(client: Client, world: SimpleNamespace) -> None:
    paragraph = make_paragraph(document=make_document(), text="重申行动3。")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
    assert "提交方未注明" in html_of(client, PAGE_3)


def test_what_the_page_says_of_the_commitment(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, PAGE_5)
    assert "本站摘要，非官方文本" in html
    assert "加快核裁军步骤" in html and "What action-plan-2010:5 says" in html
    assert '<a href="https://undocs.org/x" rel="external">NPT/CONF.2010/50 (Vol. I)</a>' in html
    assert "所有缔约国" in html
    related = html[html.index('id="related"') :]
    assert PAGE_3 in related


def test_own_text_is_no_citation(client: Client, world: SimpleNamespace) -> None:
    make_paragraph(document=world.joint, text="这就是本文。", path="b1", states=world.action3)
    context = client.get(PAGE_3).context
    assert context["paragraph_count"] == 0
    html = html_of(client, PAGE_3)
    assert "这就是本文。" in html[html.index('id="own-text"') :]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/zh-hans/commitments/action-plan-2010/65/", "no such item"),
        ("/zh-hans/commitments/no-such-text/", "no such instrument"),
        ("/zh-hans/commitments/no-such-text/1/", "no such instrument"),
        (PAGE_5 + "?page=2", "one page only"),
        (PAGE_5 + "?page=0", "pages begin at 1"),
        (PAGE_5 + "?page=x", "no number"),
    ],
)
def test_not_found(client: Client, world: SimpleNamespace, address: str, reason: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404, reason
    assert "<h1>没有这个页面</h1>" in answer.content.decode()


def test_retired_rows_are_gone(client: Client, world: SimpleNamespace) -> None:
    type(world.action3).objects.filter(pk=world.action3.pk).update(retired=True)
    assert client.get(PAGE_3).status_code == 404
    assert PAGE_3 not in html_of(client, "/zh-hans/commitments/")


def test_capital_letters_lead_to_the_proper_key(client: Client, world: SimpleNamespace) -> None:
    answer = client.get("/zh-hans/commitments/action-plan-2010/5C/")
    assert (answer.status_code, answer.url) == (301, PAGE_5C)


def test_an_instrument_without_items(client: Client, world: SimpleNamespace) -> None:
    resolution = make_instrument("ga-res-77-47", name_zh="大会第77/47号决议", origin="cited")
    make_citation(paragraph=world.second, instrument=resolution, quote="我们")
    html = html_of(client, "/zh-hans/commitments/ga-res-77-47/")
    assert "<mark>我们</mark>" in html
    assert "/commitments/ga-res-77-47/" in html_of(client, "/zh-hans/commitments/")


def test_pages_of_evidence_hold_each_paragraph_once(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PARAGRAPHS_A_PAGE", 2)
    for number in range(4):
        document = make_document()
        state = make_state()
        Submission.objects.create(document=document, position=1, state=state)
        paragraph = make_paragraph(document=document, text=f"第{number}次重申行动3。")
        make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
    seen = [
        paragraph.pk
        for page in (1, 2)
        for paragraph in client.get(f"{PAGE_3}?page={page}").context["page"]
    ]
    assert len(seen) == len(set(seen)) == 4
    assert "第1页，共2页" in html_of(client, PAGE_3)


def test_a_paragraph_that_cites_one_thing_twice_says_so_once(
    client: Client, world: SimpleNamespace
) -> None:
    text = "重申行动3，再次重申行动3。"
    paragraph = make_paragraph(document=world.joint, text=text, path="2")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
    at = text.rindex("行动3")
    second = {"start": at, "end": at + 3}
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3", **second)
    html = html_of(client, PAGE_3).partition('<details class="whole"')[0]
    assert html.count("<mark>行动3</mark>") == 2
    assert html.count('<span class="kind">明确援引<') == 1
    assert client.get(PAGE_3).context["paragraph_count"] == 1


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/zh-hans/commitments/", 6),
        ("/zh-hans/commitments/action-plan-2010/", 11),
        (PAGE_5, 18),
    ],
)
def test_queries_do_not_grow_with_the_evidence(
    client: Client,
    world: SimpleNamespace,
    django_assert_max_num_queries: object,
    address: str,
    most: int,
) -> None:
    for number in range(12):
        document = make_document()
        Submission.objects.create(document=document, position=1, state=make_state())
        text = f"第{number}次重申行动5(c)和行动计划。"
        paragraph = make_paragraph(document=document, text=text)
        make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
        make_citation(paragraph=paragraph, instrument=world.plan, quote="行动计划")
        part = make_commitment(f"action-plan-2010:{number + 10}", instrument=world.plan)
        world.action5.see_also.add(part)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
