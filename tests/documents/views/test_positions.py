"""Positions: one row per party, commitment and cycle, with the counting rule's numbers."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from commitments.models import Membership
from documents import memory
from documents.models import Citation, Submission
from documents.tables import positions
from documents.tables.positions import SORTS
from tests.factories import make_citation, make_document, make_paragraph, make_state

PAGE = "/zh-hans/positions/"


def rows(client: Client, query: str = "") -> list[Any]:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return [row for row, _href in answer.context["rows"]]


def named(client: Client, query: str = "") -> dict[tuple[Any, ...], int]:
    return {
        (row.party and row.party.code, row.commitment.key.partition(":")[2], row.cycle): (
            row.paragraphs
        )
        for row in rows(client, query)
    }


def test_a_paper_that_goes_while_it_is_counted_is_left_out(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(client)
    memory.forget()
    monkeypatch.setattr(positions, "papers", lambda filters, ids: {})
    assert before and rows(client) == []


@pytest.fixture
def more(world: SimpleNamespace) -> SimpleNamespace:
    """Beside the world's papers, a joint one that cites action 5 (c) twice and action 3."""
    paragraph = make_paragraph(document=world.joint, text="重申行动5(c)和行动3。", path="2")
    make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)", verb="urges")
    make_citation(paragraph=paragraph, commitment=world.action5c, quote="5", verb="urges")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3", verb="urges")
    return world


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_in_both_languages(client: Client, more: object, language: str) -> None:
    html = client.get(f"/{language}/positions/").content.decode()
    assert html.count("<h1") == 1
    assert "<caption>" in html


def test_one_row_per_party_commitment_and_cycle(client: Client, more: object) -> None:
    assert named(client) == {
        ("nam", "5", 2026): 1,
        ("nam", "5c", 2026): 1,
        ("nam", "5g", 2026): 1,
        ("CHN", "5", None): 1,
        ("CHN", "5c", None): 1,
        ("CHN", "3", None): 1,
        ("JPN", "5", None): 1,
        ("JPN", "5c", None): 1,
        ("JPN", "3", None): 1,
    }


def test_a_joint_paper_counts_once_in_the_total(client: Client, more: object) -> None:
    context = client.get(PAGE).context
    assert (context["totals"]["paragraphs"], context["totals"]["papers"]) == (2, 2)


def test_only_the_chosen_parties_have_rows(client: Client, more: object) -> None:
    assert {row.party.code for row in rows(client, "party=CHN")} == {"CHN"}


def test_an_item_counts_its_parts_whatever_is_chosen(client: Client, more: object) -> None:
    assert named(client, "commitment=action-plan-2010:5&party=nam") == {
        ("nam", "5", 2026): 1,
        ("nam", "5c", 2026): 1,
        ("nam", "5g", 2026): 1,
    }
    # The item itself is not chosen, so it has no row with a part of its number.
    assert named(client, "commitment=action-plan-2010:5c&party=nam") == {("nam", "5c", 2026): 1}


def test_verbs_are_counted_by_paragraph(client: Client, more: object) -> None:
    found = {row.commitment.key: row.verbs for row in rows(client, "party=JPN")}
    for key in ("action-plan-2010:5", "action-plan-2010:5c", "action-plan-2010:3"):
        assert [(verb.code, number) for verb, number in found[key]] == [("urges", 1)]


def test_dates_are_the_papers_else_the_sessions(client: Client, more: SimpleNamespace) -> None:
    row = rows(client, "party=nam")[0]
    assert (str(row.first), str(row.last)) == ("2025-04-28", "2025-04-28")
    type(more.paper).objects.filter(pk=more.paper.pk).update(document_date="2025-04-01")
    assert str(rows(client, "party=nam")[0].first) == "2025-04-01"


def test_the_number_leads_to_its_citations(client: Client, more: object) -> None:
    answer = client.get(f"{PAGE}?kind=explicit&commitment=action-plan-2010:5&party=CHN")
    assert answer.context["rows"]
    for row, href in answer.context["rows"]:
        totals = client.get(href).context["totals"]
        assert totals["paragraphs"] == row.paragraphs, href
        assert "kind=explicit" in href


def test_a_paper_without_submitters_has_rows_too(client: Client, more: SimpleNamespace) -> None:
    paragraph = make_paragraph(document=make_document(), text="重申行动3。")
    make_citation(paragraph=paragraph, commitment=more.action3, quote="行动3")
    assert named(client)[None, "3", None] == 1
    assert "提交方未注明" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTS for sign in ("", "-")])
def test_every_sort_gives_the_same_rows(client: Client, more: object, sort: str) -> None:
    assert named(client, f"sort={sort}") == named(client)


def test_a_sort_by_commitment_is_reading_order(client: Client, more: SimpleNamespace) -> None:
    keys = [row.commitment.key for row in rows(client, "sort=commitment")]
    places = list(more.plan.commitments.order_by("position").values_list("key", flat=True))
    assert keys == sorted(keys, key=places.index)
    back = [row.commitment.key for row in rows(client, "sort=-commitment")]
    assert back == sorted(keys, key=places.index, reverse=True)


def test_queries(
    client: Client, more: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        document = make_document()
        Submission.objects.create(document=document, position=1, state=make_state())
        paragraph = make_paragraph(document=document, text=f"第{number}次重申行动5(c)。")
        make_citation(paragraph=paragraph, commitment=more.action5c, quote="行动5(c)")
    with django_assert_max_num_queries(10):
        assert client.get(PAGE).status_code == 200
    with django_assert_max_num_queries(10):
        assert (
            client.get(f"{PAGE}?party=nam&instrument=action-plan-2010&sort=commitment").status_code
            == 200
        )


@pytest.mark.usefixtures("sources_dir", "register")
def test_the_bundled_papers(client: Client) -> None:
    call_command("ingest", "--bundled", "--sync")
    found = rows(client, "party=nam&commitment=action-plan-2010:5&cycle=2026")
    item = next(row for row in found if row.commitment.key == "action-plan-2010:5")
    assert (item.paragraphs, item.papers) == (5, 1)
    cited = Citation.objects.counted().filter(paragraph__version__document__cycle__cycle_year=2026)
    paths = cited.citing(item.commitment).values_list("paragraph__path", flat=True)
    assert sorted(set(paths)) == ["13", "14", "23", "5", "9"]


def test_through_membership_the_rows_are_the_groups(client: Client, more: SimpleNamespace) -> None:
    Membership.objects.create(
        group=more.group, state=more.china, npt_party="yes", confidence="sure"
    )
    assert {party for party, _item, _cycle in named(client, "through=CHN")} == {"nam"}
    assert {party for party, _item, _cycle in named(client, "party=CHN")} == {"CHN"}
