"""What is derived when it is asked for: positions, the matrix, search, misses; measured figures."""

import csv
import io
import json

import pytest

from commitments.models import Group, Membership, ReviewCycle
from documents import quality
from documents.models import Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_state,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def get(client, path, status=200):
    response = client.get(API + path)
    assert response.status_code == status, response.content
    return response.json()


@pytest.fixture
def papers():
    """A joint paper of Japan and the non-aligned in 2026, one of Japan of no known cycle."""
    item = make_commitment("action-plan-2010:5")
    sub = make_commitment("action-plan-2010:5c", parent=item)
    nam = Group.objects.create(slug="nam", kind="npt-group", name_zh="不结盟", name_en="NAM")
    japan = make_state("JPN")
    Membership.objects.create(group=nam, state=japan, npt_party="yes", confidence="sure")
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    joint = make_document(slug="a", cycle=cycle, document_date="2025-04-28")
    own = make_document(slug="b")
    Submission.objects.create(document=joint, position=1, state=japan)
    Submission.objects.create(document=joint, position=2, group=nam)
    Submission.objects.create(document=own, position=1, state=japan)
    for number, cited in enumerate([sub, sub, item], 1):
        text = f"重申核裁军行动{number}。"
        paragraph = make_paragraph(document=joint, path=str(number), text=text)
        make_citation(paragraph=paragraph, commitment=cited, verb="reaffirms")
    make_citation(paragraph=make_paragraph(document=own, text="欢迎核裁军。"), commitment=item)
    make_citation(paragraph=make_paragraph(document=own), status="unresolved")
    return joint, own


def test_positions_count_paragraphs_and_name_their_citations(client, papers):
    found = get(client, "positions/?count=true")
    keys = [(row["party"], row["commitment"], row["cycle"]) for row in found["results"]]
    assert keys == [
        ("JPN", "action-plan-2010:5", 2026),
        ("JPN", "action-plan-2010:5", None),
        ("JPN", "action-plan-2010:5c", 2026),
        ("nam", "action-plan-2010:5", 2026),
        ("nam", "action-plan-2010:5c", 2026),
    ]
    assert found["count"] == 5
    first = found["results"][0]
    assert (first["paragraphs"], first["papers"]) == (3, 1)
    assert first["verbs"] == [{"verb": "reaffirms", "paragraphs": 3}]
    assert (first["first"], first["last"]) == ("2025-04-28", "2025-04-28")
    for row in found["results"]:
        listed = client.get(row["citations_url"]).json()["results"]
        assert [each["id"] for each in listed] == row["citations"]
        assert len({each["paragraph"] for each in listed}) == row["paragraphs"]


def test_positions_go_by_pages_that_lead_forth_and_back(client, papers):
    every = get(client, "positions/")["results"]
    found, url = [], f"{API}positions/?page_size=2"
    while url:
        page = client.get(url).json()
        found += page["results"]
        last, url = page, page["next"]
    assert found == every
    assert client.get(last["previous"]).json()["results"] == every[2:4]
    assert (
        get(client, "positions/?party=nam&commitment=action-plan-2010:5c")["results"] == every[4:]
    )
    for cursor in ("x", "WzAsMV0"):
        assert get(client, f"positions/?cursor={cursor}", 400)["parameter"] == "cursor"


def test_the_filters_of_positions_stay_in_the_addresses_of_their_citations(client, papers):
    query = "party=nam&commitment=action-plan-2010:5&verb=reaffirms"
    row, _part = get(client, f"positions/?{query}")["results"]
    assert "verb=reaffirms" in row["citations_url"]
    assert len(client.get(row["citations_url"]).json()["results"]) == row["paragraphs"] == 3


def test_the_matrix_is_that_of_the_page(client, papers):
    found = get(client, "matrix/?open=all")
    assert (found["paragraphs"], found["papers"]) == (4, 2)
    assert [(each["code"], each["paragraphs"]) for each in found["targets"]] == [
        ("action-plan-2010:5", 4),
        ("action-plan-2010:5c", 2),
    ]
    assert {row["party"]: row["cells"] for row in found["results"]} == {
        "JPN": {"action-plan-2010:5": 4, "action-plan-2010:5c": 2},
        "nam": {"action-plan-2010:5": 3, "action-plan-2010:5c": 2},
    }
    assert [row["party"] for row in found["results"]] == ["JPN", "nam"]
    grouped = get(client, "matrix/?rows=group&columns=pillar")
    assert [(row["party"], row["cells"]) for row in grouped["results"]] == [
        ("nam", {"disarmament": 3})
    ]


def test_the_matrix_as_a_file(client, papers):
    response = client.get(f"{API}matrix/?format=csv&party=nam")
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["party"] == "nam"
    assert (row["action-plan-2010:5"], row["paragraphs"]) == ("3", "3")
    response = client.get(f"{API}matrix/?format=jsonl&party=nam")
    assert json.loads(b"".join(response.streaming_content))["party_zh"] == "不结盟"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("matrix/?rows=state", "rows"),
        ("matrix/?columns=verb", "columns"),
        ("matrix/?open=npt:X", "open"),
        ("matrix/?party=ATLANTIS", "party"),
        ("positions/?verb=likes", "verb"),
        ("positions/?sort=party", "sort"),
        ("unresolved/?status=linked", "status"),
        ("citations/?q=，", "q"),
        ("documents/?q=" + "核" * 201, "q"),
        ("search/", "q"),
        ("search/?q=，", "q"),
        ("search/?q=-核", "q"),
        ("search/?q=" + "核" * 201, "q"),
        ("search/?q=核裁军&page=2", "page"),
        ("search/?q=核裁军&page=0", "page"),
        ("search/?q=核裁军&page=１", "page"),
        ("search/?q=核裁军&party=ATLANTIS", "party"),
        ("search/?q=核裁军&party=a%00", "party"),
        ("search/?q=核裁军&cycle=next", "cycle"),
        ("search/?q=核裁军&instrument=x", "instrument"),
        ("quality/?set=blind", "set"),
        ("vocabulary/?list=colours", "list"),
    ],
)
def test_what_cannot_be_asked_is_an_error(client, papers, query, parameter):
    body = get(client, query, 400)
    assert body["parameter"] == parameter
    assert body["detail"]


def test_search_gives_excerpts_facets_and_what_hits_cite(client, papers):
    found = get(client, "search/?q=核裁军")
    assert (found["count"], found["pages"], found["capped"]) == (4, 1, False)
    hit = next(row for row in found["results"] if row["id"] == "a/p/3")
    (piece,) = hit["excerpt"]
    ((start, end),) = piece["hits"]
    assert piece["text"][start:end] == "核裁军"
    assert hit["targets"] == ["action-plan-2010:5"]
    assert client.get(hit["url"]).json()["text"] == piece["text"]
    assert {each["code"]: each["count"] for each in found["facets"]["party"]} == {
        "JPN": 4,
        "nam": 3,
    }
    narrowed = get(client, "search/?q=核裁军&party=nam&cycle=2026&instrument=action-plan-2010")
    assert narrowed["count"] == 3
    nothing = get(client, "search/?q=外层空间")
    assert (nothing["count"], nothing["results"]) == (0, [])


def test_search_goes_by_numbered_pages(client, papers):
    for _number in range(25):
        make_paragraph(document=papers[0], text="核裁军透明度")
    first = client.get(f"{API}search/?q=透明度")
    body = first.json()
    assert (body["count"], body["pages"], body["previous"]) == (25, 2, None)
    assert first["Link"] == f'<{body["next"]}>; rel="next"'
    second = client.get(body["next"]).json()
    ids = [row["id"] for row in body["results"] + second["results"]]
    assert len(set(ids)) == 25
    assert second["next"] is None


def test_what_search_finds_is_what_paragraphs_list(client, papers):
    found = {row["id"] for row in get(client, "search/?q=核裁军")["results"]}
    assert {row["id"] for row in get(client, "paragraphs/?q=核裁军")["results"]} == found
    assert [row["slug"] for row in get(client, "documents/?q=欢迎")["results"]] == ["b"]


def test_misses_are_a_list_of_their_own(client, papers):
    (row,) = get(client, "unresolved/")["results"]
    assert (row["status"], row["target"]) == ("unresolved", None)
    assert row["reason"]
    assert get(client, "unresolved/?status=ambiguous")["results"] == []
    assert get(client, "unresolved/?party=nam")["results"] == []


def test_lists_by_evidence_are_those_of_one_citation(client, papers):
    """A paragraph fits when one and the same citation fits every filter."""
    paragraph = make_paragraph(document=papers[1], path="9")
    make_citation(
        paragraph=paragraph, commitment=make_commitment("npt:VI"), verb="welcomes", kind="carried"
    )
    make_citation(paragraph=paragraph, commitment=make_commitment("npt:IV"), verb="notes")
    for name, key, expected in (("paragraphs", "id", "b/p/9"), ("documents", "slug", "b")):
        for query, hit in [
            ("commitment=npt:VI&verb=welcomes", True),
            ("commitment=npt:VI&verb=notes", False),
            ("commitment=npt:VI&kind=carried&party=JPN", True),
            ("commitment=npt:VI&party=nam", False),
        ]:
            found = [row[key] for row in get(client, f"{name}/?{query}")["results"]]
            assert found == ([expected] if hit else []), (name, query)
    assert [row["id"] for row in get(client, "paragraphs/?status=unresolved")["results"]] == [
        "b/p/2"
    ]


def test_quality_gives_the_stored_figures(client, monkeypatch, tmp_path):
    found = get(client, "quality/")
    stored = json.loads(quality.STORED.read_text(encoding="utf-8"))
    assert found["engine"] == stored["engine"]
    assert found["first_run"]["right"] == stored["first_run"]["true_positives"]
    assert {each["name"] for each in found["sets"]} == {each["name"] for each in stored["sets"]}
    monkeypatch.setattr(quality, "STORED", tmp_path / "none.json")
    get(client, "quality/", 404)


def test_the_vocabulary_has_words_in_both_languages(client):
    rows = get(client, "vocabulary/?page_size=200")["results"]
    assert all(row["name_zh"] and row["name_en"] for row in rows)
    assert {"list": "status", "code": "linked", "name_zh": "已链接", "name_en": "linked"} in [
        {**row, "name_en": row["name_en"].lower()} for row in rows
    ]
    verbs = get(client, "vocabulary/?list=verb&list=block&page_size=200")["results"]
    assert {row["list"] for row in verbs} == {"verb", "block"}
    chinese = client.get(f"{API}vocabulary/", headers={"accept-language": "zh-hans"}).json()
    assert chinese == client.get(f"{API}vocabulary/", headers={"accept-language": "en"}).json()


def test_a_document_lists_its_texts_and_parties(client, papers):
    body = get(client, "documents/a/")
    assert [(each["number"], each["fidelity"]) for each in body["versions"]] == [(1, "exact")]
    assert body["versions"] == [body["version"]]
    assert [(each["party"], each["party_kind"]) for each in body["submissions"]] == [
        ("JPN", "state"),
        ("nam", "group"),
    ]
    assert body["warnings"] == []
