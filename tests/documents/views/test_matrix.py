"""The matrix: numbers by the counting rule, its layouts, its pages, and the way to the evidence."""

import csv
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from commitments.models import Group, Membership
from documents import memory
from documents.models import Submission
from documents.tables.matrix import Matrix
from documents.views import matrix as views
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

PAGE = "/zh-hans/matrix/"


def shown(client: Client, query: str = "") -> dict[str, dict[str, int]]:
    """The table of one page: row code -> column code -> number."""
    context = client.get(f"{PAGE}?{query}").context
    codes = [
        column.term.code.removeprefix("action-plan-2010:") for column, *_ in context["columns"]
    ]
    return {
        row.term.code: dict(zip(codes, (number for number, _href in cells), strict=True))
        for row, cells in context["rows"]
    }


@pytest.fixture
def more(world: SimpleNamespace) -> SimpleNamespace:
    """The world, and a joint paper's paragraph that cites action 5 (c) and action 3."""
    paragraph = make_paragraph(document=world.joint, text="重申行动5(c)和行动3。", path="2")
    make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
    return world


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("query", ["", "columns=theme", "columns=pillar&rows=group", "open=all"])
def test_the_page_in_both_languages(
    client: Client, more: object, language: str, query: str
) -> None:
    html = client.get(f"/{language}/matrix/?{query}").content.decode()
    assert html.count("<h1") == 1
    assert "<caption" in html
    assert 'scope="col"' in html and 'scope="row"' in html
    assert "style=" not in html


def test_a_paper_that_comes_while_it_is_counted_is_left_to_the_next_look(
    client: Client, more: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, target = shown(client), Matrix._target

    def late(self: Matrix) -> object:
        # Papers are counted, their numbers in columns are not.
        monkeypatch.setattr(Matrix, "_target", target)
        paragraph = make_paragraph(document=make_document(), text="重申行动5(c)。")
        make_citation(paragraph=paragraph, commitment=more.action5c, quote="行动5(c)")
        return target(self)

    monkeypatch.setattr(Matrix, "_target", late)
    memory.forget()
    assert shown(client) == before


def test_rows_are_parties_and_columns_items(client: Client, more: object) -> None:
    assert shown(client) == {
        "CHN": {"3": 1, "5": 1},
        "JPN": {"3": 1, "5": 1},
        "nam": {"3": 0, "5": 1},
    }


def test_totals_count_a_joint_paper_once(client: Client, more: object) -> None:
    context = client.get(PAGE).context
    assert context["totals"]["paragraphs"] == 2
    assert [column.count for column, *_ in context["columns"]] == [1, 2]
    assert [row.count for row, _cells in context["rows"]] == [1, 1, 1]


def test_sub_items_open_and_close_by_the_address(client: Client, more: object) -> None:
    assert shown(client, "open=action-plan-2010:5")["nam"] == {"3": 0, "5": 1, "5c": 1, "5g": 1}
    assert shown(client, "open=all") == shown(client, "open=action-plan-2010:5")
    for query, expected in (("", "?open=action-plan-2010%3A5"), ("open=all", PAGE)):
        [href] = [href for _c, _o, href in client.get(f"{PAGE}?{query}").context["columns"] if href]
        assert href == expected


def test_an_item_keeps_its_number_when_it_is_opened(client: Client, more: object) -> None:
    closed, opened = shown(client), shown(client, "open=all")
    for party, cells in closed.items():
        assert all(opened[party][code] == number for code, number in cells.items())


def test_a_chosen_instrument_has_all_its_items(client: Client, more: SimpleNamespace) -> None:
    make_commitment("action-plan-2010:64", instrument=more.plan)
    assert shown(client, "instrument=action-plan-2010")["nam"] == {"3": 0, "5": 1, "64": 0}


def test_groups_as_submitters_or_through_membership(client: Client, more: SimpleNamespace) -> None:
    assert shown(client, "rows=group") == {"nam": {"3": 0, "5": 1}}
    assert client.get(f"{PAGE}?rows=member_of").context["rows"] == []
    other = Group.objects.create(slug="p5", name_zh="五核国", name_en="P5", kind="npt-group")
    Membership.objects.create(group=other, state=more.china, npt_party="yes", confidence="sure")
    assert shown(client, "rows=member_of") == {"p5": {"3": 1, "5": 1}}
    # Two members in one joint paper are still one paragraph.
    japan = type(more.china).objects.get(code="JPN")
    Membership.objects.create(group=other, state=japan, npt_party="yes", confidence="sure")
    assert shown(client, "rows=member_of") == {"p5": {"3": 1, "5": 1}}
    assert shown(client, "rows=member_of&member_of=nam") == {}


def test_themes_and_pillars(client: Client, more: SimpleNamespace) -> None:
    slug = more.action3.theme.slug
    assert shown(client, "columns=theme")["CHN"][slug] == 1
    assert shown(client, "columns=pillar") == {
        "CHN": {"disarmament": 1},
        "JPN": {"disarmament": 1},
        "nam": {"disarmament": 1},
    }
    assert shown(client, f"columns=theme&theme={slug}") == {"CHN": {slug: 1}, "JPN": {slug: 1}}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "open=all",
        "columns=theme",
        "columns=pillar&kind=explicit",
        "rows=group",
        "rows=member_of",
        "instrument=action-plan-2010&theme=none-such",
    ],
)
def test_every_number_is_that_of_the_citations_behind_it(
    client: Client, more: SimpleNamespace, query: str
) -> None:
    Membership.objects.create(
        group=more.group, state=more.china, npt_party="yes", confidence="sure"
    )
    query = query.replace("none-such", more.action3.theme.slug)
    for _row, cells in client.get(f"{PAGE}?{query}").context["rows"]:
        for number, href in cells:
            if number:
                assert client.get(href).context["totals"]["paragraphs"] == number, href


def test_pages_both_ways(
    client: Client, more: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ROWS_A_PAGE", 2)
    monkeypatch.setattr(views, "COLUMNS_A_PAGE", 1)
    assert shown(client) == {"CHN": {"3": 1}, "JPN": {"3": 1}}
    assert shown(client, "page=2&columns_page=2") == {"nam": {"5": 1}}
    assert client.get(f"{PAGE}?columns_page=3").status_code == 404
    assert client.get(f"{PAGE}?page=3").status_code == 404
    html = client.get(f"{PAGE}?page=2").content.decode()
    assert "?page=2&amp;columns_page=2" in html


def test_a_page_is_never_larger_than_60_by_80(client: Client, db: None) -> None:
    plan = make_instrument("action-plan-2010")
    items = [make_commitment(f"action-plan-2010:{n}", instrument=plan) for n in range(1, 91)]
    for _number in range(62):
        document = make_document()
        Submission.objects.create(document=document, position=1, state=make_state())
        paragraph = make_paragraph(document=document, text="重申行动。")
        for item in items[::45]:
            make_citation(paragraph=paragraph, commitment=item, quote="行动")
    context = client.get(f"{PAGE}?instrument=action-plan-2010").context
    assert (len(context["rows"]), len(context["columns"])) == (60, 80)
    assert all(len(cells) == 80 for _row, cells in context["rows"])


def test_the_file_holds_the_whole_matrix(
    client: Client, more: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ROWS_A_PAGE", 1)
    data = b"".join(client.get(f"{PAGE}?format=csv&open=all").streaming_content)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["party"] for row in rows] == ["CHN", "JPN", "nam"]
    assert [row["action-plan-2010:5c"] for row in rows] == ["1", "1", "1"]
    assert [row["paragraphs"] for row in rows] == ["1", "1", "1"]


@pytest.mark.parametrize(
    "query", ["rows=state", "columns=verb", "open=action-plan-2010:65", "colour=red", "format=png"]
)
def test_what_cannot_be_asked(client: Client, more: object, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["", "instrument=action-plan-2010&open=all&cycle=2026", "rows=member_of&columns=theme"],
)
def test_queries(
    client: Client, more: SimpleNamespace, django_assert_max_num_queries: Any, query: str
) -> None:
    for number in range(12):
        document = make_document()
        Submission.objects.create(document=document, position=1, state=make_state())
        paragraph = make_paragraph(document=document, text=f"第{number}次重申行动5(c)。")
        make_citation(paragraph=paragraph, commitment=more.action5c, quote="行动5(c)")
    with django_assert_max_num_queries(10):
        assert client.get(f"{PAGE}?{query}").status_code == 200
