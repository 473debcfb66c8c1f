"""One store feeds page, positions, matrix, comparison, files and API: their totals agree."""

import csv
import io
import json
import random
from typing import Any

import pytest
from django.test import Client

from commitments.models import Group, ReviewCycle
from documents.models import Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

PARTIES = ("nam", "CHN", "JPN")
KEYS = [f"action-plan-2010:{number}" for number in ("1", "2", "3", "4", "5", "5a", "5b", "6", "6a")]
KEYS.append("npt:VI")
PAGES = "/zh-hans/"


@pytest.fixture
def papers(db: None) -> None:
    """Thirty papers of three parties, alone and together, that cite ten commitments at random."""
    rnd = random.Random(7)
    instruments = {slug: make_instrument(slug) for slug in ("action-plan-2010", "npt")}
    rows: dict[str, Any] = {}
    for key in KEYS:
        slug, _colon, number = key.partition(":")
        parent = rows.get(key[:-1]) if number[-1] in "ab" else None
        rows[key] = make_commitment(key, instrument=instruments[slug], parent=parent)
    nam = Group.objects.create(slug="nam", name_zh="不结盟", name_en="NAM", kind="npt-group")
    parties = [{"group": nam}, {"state": make_state("CHN")}, {"state": make_state("JPN")}]
    cycles = [None, *(ReviewCycle.objects.create(cycle_year=year) for year in (2015, 2020, 2026))]
    for number in range(30):
        hidden = {"public": False} if number % 10 == 9 else {}
        document = make_document(cycle=rnd.choice(cycles), **hidden)
        for place, party in enumerate(rnd.sample(parties, rnd.randint(1, 3)), start=1):
            Submission.objects.create(document=document, position=place, **party)
        for _paragraph in range(4):
            paragraph = make_paragraph(document=document, text="重申各项承诺。")
            for key in rnd.sample(KEYS, rnd.randint(0, 4)):
                fields = {"commitment": rows[key], "quote": "重申"}
                make_citation(paragraph=paragraph, **fields)
                make_citation(paragraph=paragraph, **fields | {"quote": "各项"})
            aside = rnd.choice(
                [
                    {"commitment": rows["npt:VI"], "kind": "suggested"},
                    {"commitment": rows["npt:VI"], "review_state": "rejected"},
                    {"instrument": instruments["npt"]},
                    {"status": "unresolved"},
                ]
            )
            make_citation(paragraph=paragraph, quote="承诺", **aside)


def context(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(PAGES + address)
    assert answer.status_code == 200, address
    return answer.context


def file(client: Client, address: str) -> bytes:
    return b"".join(client.get(PAGES + address).streaming_content)


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    text = file(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def api_count(client: Client, address: str) -> int:
    """The rows of all pages of a list."""
    number, link = 0, f"/api/v1/{address}"
    while link:
        body = client.get(link).json()
        number, link = number + len(body["results"]), body["next"]
    return number


def of_party(client: Client, key: str, party: str) -> set[int]:
    """Every number that anything gives for one commitment and party."""
    query = f"commitment={key}&party={party}"
    positions = context(client, f"positions/?{query}")
    matrix = context(client, f"matrix/?{query}&open=all")
    other = next(each for each in PARTIES if each != party)
    compared = context(client, f"compare/?commitment={key}&party={party}&party={other}")["found"]
    lines = file(client, f"citations/?{query}&format=jsonl").decode().splitlines()[1:]
    cited = [json.loads(line) for line in lines]
    found = {
        "citations": context(client, f"citations/?{query}")["totals"]["paragraphs"],
        "positions": sum(
            row.paragraphs for row, _href in positions["rows"] if row.commitment.key == key
        ),
        "positions, total": positions["totals"]["paragraphs"],
        "positions, file": sum(
            int(row["paragraphs"])
            for row in csv_rows(client, f"positions/?{query}&format=csv")
            if row["commitment"] == key
        ),
        "matrix": sum(
            number
            for row, cells in matrix["rows"]
            for (number, _href), (column, *_rest) in zip(cells, matrix["columns"], strict=True)
            if column.term.code == key
        ),
        "matrix, file": sum(
            int(row[key])
            for row in csv_rows(client, "matrix/?open=all&format=csv")
            if row["party"] == party and key in row
        ),
        "citations, file": len({(row["document"], row["paragraph"]) for row in cited}),
        "comparison": sum(
            row.cells[0].paragraphs for row in compared.rows if row.commitment.key == key
        ),
        "API": api_count(client, f"paragraphs/?{query}"),
    }
    assert len(set(found.values())) == 1, (key, party, found)
    return set(found.values())


def test_one_number_for_a_commitment_and_a_party(client: Client, papers: None) -> None:
    numbers = [of_party(client, key, party) for key in KEYS for party in PARTIES]
    assert sum(map(sum, numbers)) > 100


@pytest.mark.parametrize("key", KEYS)
def test_one_number_for_a_commitment(client: Client, papers: None, key: str) -> None:
    page = context(client, f"commitments/{key.replace(':', '/')}/")
    matrix = context(client, f"matrix/?commitment={key}&open=all")
    found = {
        "page": page["paragraph_count"],
        "citations": context(client, f"citations/?commitment={key}")["totals"]["paragraphs"],
        "positions": context(client, f"positions/?commitment={key}")["totals"]["paragraphs"],
        "matrix": next(
            column.count for column, *_rest in matrix["columns"] if column.term.code == key
        ),
        "matrix, total": matrix["totals"]["paragraphs"],
        "API": client.get(f"/api/v1/commitments/{key}/").json()["paragraph_count"],
        "API, list": api_count(client, f"paragraphs/?commitment={key}"),
    }
    assert len(set(found.values())) == 1, found
    assert found["page"] > 5


def test_papers_agree_too(client: Client, papers: None) -> None:
    for key in KEYS:
        page = context(client, f"commitments/{key.replace(':', '/')}/")
        number = page["paper_count"]
        assert context(client, f"citations/?commitment={key}")["totals"]["papers"] == number
        assert context(client, f"positions/?commitment={key}")["totals"]["papers"] == number
        assert client.get(f"/api/v1/commitments/{key}/").json()["paper_count"] == number
