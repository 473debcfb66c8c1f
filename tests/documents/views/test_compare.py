"""Parties side by side: what they share, what only some cite, with numbers and verbs."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.factories import make_citation, make_paragraph

PAGE = "/zh-hans/compare/"


@pytest.fixture
def more(world: SimpleNamespace) -> SimpleNamespace:
    """The world, and a joint paper's paragraph that urges action 5 (c) and action 3."""
    paragraph = make_paragraph(document=world.joint, text="敦促行动5(c)和行动3。", path="2")
    for commitment, quote in ((world.action5c, "行动5(c)"), (world.action3, "行动3")):
        make_citation(paragraph=paragraph, commitment=commitment, quote=quote, verb="urges")
    return world


def sections(client: Client, query: str) -> dict[tuple[str, ...], list[str]]:
    found = client.get(f"{PAGE}?{query}").context["found"]
    return {
        tuple(term.code for term in section.parties): [
            row.commitment.key.partition(":")[2] for row in section.rows
        ]
        for section in found.sections
    }


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("query", ["", "?party=nam", "?party=nam&party=CHN"])
def test_the_page_in_both_languages(
    client: Client, more: object, language: str, query: str
) -> None:
    answer = client.get(f"/{language}/compare/{query}")
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_one_party_is_asked_for_another(client: Client, more: object) -> None:
    html = client.get(f"{PAGE}?party=nam").content.decode()
    assert "选两方到六方" in html
    assert '<details class="filters" open>' in html


def test_shared_and_only_one(client: Client, more: object) -> None:
    assert sections(client, "party=nam&party=CHN") == {
        ("nam", "CHN"): ["5", "5c"],
        ("nam",): ["5g"],
        ("CHN",): ["3"],
    }
    html = client.get(f"{PAGE}?party=nam&party=CHN").content.decode()
    assert "各方都援引" in html
    assert "只有中国援引" in html


def test_three_parties(client: Client, more: object) -> None:
    assert sections(client, "party=nam&party=CHN&party=JPN") == {
        ("nam", "CHN", "JPN"): ["5", "5c"],
        ("CHN", "JPN"): ["3"],
        ("nam",): ["5g"],
    }


def test_numbers_and_verbs(client: Client, more: object) -> None:
    found = client.get(f"{PAGE}?party=CHN&party=nam").context["found"]
    row = next(row for row in found.rows if row.commitment.key == "action-plan-2010:5")
    assert [cell.paragraphs for cell in row.cells] == [1, 1]
    assert [[(verb.code, n) for verb, n in cell.verbs] for cell in row.cells] == [
        [("urges", 1)],
        [],
    ]


def test_numbers_lead_to_their_citations(client: Client, more: object) -> None:
    context = client.get(f"{PAGE}?party=CHN&party=nam&kind=explicit").context
    assert any(rows for _section, rows in context["sections"])
    for _section, rows in context["sections"]:
        for _row, cells in rows:
            for cell, href in cells:
                assert client.get(href).context["totals"]["paragraphs"] == cell.paragraphs


def test_instruments_cited_as_a_whole_stand_apart(client: Client, more: object) -> None:
    found = client.get(f"{PAGE}?party=nam&party=CHN").context["found"]
    assert [(instrument.slug, numbers) for instrument, numbers in found.whole] == [
        ("action-plan-2010", [0, 1])
    ]


@pytest.mark.parametrize(
    "query", ["party=nam&format=csv", "party=XX&party=nam", "party=nam&party=CHN&sort=x"]
)
def test_what_cannot_be_asked(client: Client, more: object, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_the_file_holds_the_same_rows(client: Client, more: object) -> None:
    data = b"".join(client.get(f"{PAGE}?party=nam&party=CHN&format=csv").streaming_content)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["commitment"], row["cited_by"], row["nam"], row["CHN"]) for row in rows] == [
        ("action-plan-2010:5", "nam CHN", "1", "1"),
        ("action-plan-2010:5c", "nam CHN", "1", "1"),
        ("action-plan-2010:5g", "nam", "1", "0"),
        ("action-plan-2010:3", "CHN", "0", "1"),
        ("", "CHN", "0", "1"),
    ]
