"""Rows in the shape that is asked for; pages that name their neighbours and count."""

import re

import pytest

from commitments.models import ReviewCycle
from documents.models import Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_session,
    make_state,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def rows(client, path):
    response = client.get(API + path)
    assert response.status_code == 200, response.content
    return response.json()["results"]


@pytest.fixture
def evidence():
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    session = make_session("pc-2026-iii", cycle=cycle, starts="2025-04-28", ends="2025-05-09")
    paper = make_document(slug="a", cycle=cycle, session=session)
    Submission.objects.create(document=paper, position=1, state=make_state("JPN"))
    item = make_commitment("action-plan-2010:5")
    linked = make_paragraph(document=paper, path="1", text="重申行动5。")
    citation = make_citation(paragraph=linked, commitment=item, quote="行动5")
    make_citation(paragraph=linked, commitment=item, kind="suggested")
    missed = make_paragraph(document=paper, path="2", text="根据该计划。")
    make_citation(paragraph=missed, status="unresolved")
    return citation


def test_fields_and_omit_choose_what_a_row_holds(client, evidence):
    (row, _miss) = rows(client, "citations/?fields=quote,target&fields=verb")
    assert list(row) == ["id", "target", "quote", "verb"]
    (row, _miss) = rows(client, "citations/?fields=quote,target&omit=target,id")
    assert list(row) == ["id", "quote"]
    whole = client.get(f"{API}citations/{evidence.id}/").json()
    shaped = client.get(f"{API}citations/{evidence.id}/?omit=quote").json()
    assert whole == {**shaped, "quote": "行动5"}


def test_an_unknown_field_is_an_error_that_names_the_known(client, evidence):
    body = client.get(f"{API}citations/?fields=quote,quotes").json()
    assert body["parameter"] == "fields"
    assert "quote" in body["allowed"]
    body = client.get(f"{API}citations/?expand=reviewers").json()
    assert body["allowed"] == ["commitment", "document", "instrument", "paragraph"]


def test_whole_rows_stand_beside_a_citation(client, evidence):
    names = ["paragraph", "commitment", "instrument", "document"]
    row, miss = rows(client, f"citations/?expand={','.join(names)}")
    beside = row["expanded"]
    assert list(beside) == names
    paper = client.get(f"{API}documents/a/").json()
    assert beside["document"] == paper
    assert beside["paragraph"] == client.get(f"{API}documents/a/paragraphs/1/").json()
    # Counts are left to the resource itself.
    item = client.get(f"{API}commitments/action-plan-2010:5/").json()
    assert beside["commitment"].items() <= item.items()
    plan = client.get(f"{API}instruments/action-plan-2010/").json()
    assert beside["instrument"].items() <= plan.items()
    assert miss["expanded"]["commitment"] is None
    assert miss["expanded"]["document"] == paper
    detail = client.get(f"{API}citations/{evidence.id}/?expand=paragraph").json()
    assert detail["expanded"]["paragraph"]["text"] == "重申行动5。"


def test_what_paragraphs_cite_stands_beside_them_without_suggestions(client, evidence):
    cites, misses = rows(client, "paragraphs/?expand=citations,document&omit=text")
    assert "text" not in cites
    (citation,) = cites["expanded"]["citations"]
    assert citation == client.get(f"{API}citations/{evidence.id}/").json()
    assert [row["status"] for row in misses["expanded"]["citations"]] == ["unresolved"]
    assert cites["expanded"]["document"]["submitters"] == ["JPN"]


def test_other_expansions(client, evidence):
    (row,) = rows(client, "documents/?expand=session")
    assert row["expanded"]["session"] == client.get(f"{API}sessions/pc-2026-iii/").json()
    (row,) = rows(client, "commitments/?expand=instrument")
    assert row["expanded"]["instrument"]["slug"] == "action-plan-2010"


def test_pages_name_their_neighbours_in_a_link_header(client):
    for letter in "ABC":
        make_state(f"{letter}AA")
    first = client.get(f"{API}states/?page_size=1")
    (url, rel) = re.fullmatch(r'<([^>]+)>; rel="(\w+)"', first["Link"]).groups()
    assert (url, rel) == (first.json()["next"], "next")
    middle = client.get(url)
    links = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', middle["Link"]))
    assert links == {middle.json()["next"]: "next", middle.json()["previous"]: "prev"}
    assert "Link" not in client.get(f"{API}states/")


def test_a_count_is_given_when_it_is_asked_for(client, evidence):
    page = client.get(f"{API}paragraphs/?count=true&page_size=1")
    assert page.json()["count"] == 2
    assert page["X-Total-Count"] == "2"
    assert client.get(page.json()["next"]).json()["count"] == 2
    assert client.get(f"{API}paragraphs/?count=true&q=重申").json()["count"] == 1
    follow = client.get(f"{API}citations/?page_size=1&document=a&q=重申行动").json()
    assert follow["next"] is None
    make_citation(paragraph=evidence.paragraph, commitment=evidence.commitment)
    follow = client.get(f"{API}citations/?page_size=1&document=a&q=重申行动").json()
    assert len(client.get(follow["next"]).json()["results"]) == 1
    for query in ("", "?count=false"):
        assert "count" not in client.get(f"{API}paragraphs/{query}").json()


def test_passages_name_their_language(client, evidence):
    assert rows(client, "citations/")[0]["language"] == "zh"
    assert rows(client, "paragraphs/")[0]["language"] == "zh"
    make_paragraph(document=make_document(slug="b", language="en"), text="Recalls action 5.")
    assert rows(client, "paragraphs/?document=b")[0]["language"] == "en"
