"""Documents, paragraphs and citations over the API."""

import uuid

import pytest

from commitments.models import Body, Group, ReviewCycle, Session
from documents.models import PathRedirect, SlugRedirect, Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def rows(client, path):
    response = client.get(API + path)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def ids(client, path, name="id"):
    return [row[name] for row in rows(client, path)]


def submit(document, *parties, role="submitter"):
    for position, party in enumerate(parties, 1):
        Submission.objects.create(
            document=document, role=role, position=position, **{party._meta.model_name: party}
        )


@pytest.fixture
def papers():
    """Three papers of three kinds of party, in two cycles."""
    names = {"name_zh": "名", "name_en": "name"}
    nam = Group.objects.create(slug="nam", kind="npt-group", **names)
    secretariat = Body.objects.create(slug="un-secretariat", kind="secretariat", **names)
    china, japan = make_state("CHN"), make_state("JPN")
    cycles = {year: ReviewCycle.objects.create(cycle_year=year) for year in (2020, 2026)}
    session = Session.objects.create(
        key="pc-2026-iii",
        cycle=cycles[2026],
        ordinal=3,
        starts="2025-04-28",
        ends="2025-05-09",
    )
    first = make_document(slug="a", cycle=cycles[2026], session=session)
    second = make_document(slug="b", cycle=cycles[2020])
    third = make_document(slug="c")
    submit(first, nam)
    submit(second, china, japan)
    submit(second, nam, role="supporter")
    submit(third, secretariat)
    return first, second, third


def test_a_document_says_what_its_head_states_and_why_the_rest_is_null(client, papers):
    make_document(
        slug="d", title="", reasons={"title": "not-stated"}, supplied={"cycle": "papers.toml"}
    )
    body = client.get(f"{API}documents/d/").json()
    assert body["title"] is None
    assert body["symbol"] is None
    assert body["session"] is None
    assert body["reasons"] == {"title": "not-stated"}
    assert body["supplied"] == {"cycle": "papers.toml"}
    assert len(body["version"]["sha256"]) == 64
    body = client.get(f"{API}documents/b/").json()
    assert body["submitters"] == ["CHN", "JPN"]
    assert body["supporters"] == ["nam"]
    assert body["cycle"] == 2020
    assert body["url"] == f"http://testserver{API}documents/b/"
    assert body["html_url"] == "http://testserver/documents/b/"
    assert client.get(f"{API}documents/a/").json()["session"] == "pc-2026-iii"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c"]),
        ("party=nam", ["a"]),
        ("party=JPN", ["b"]),
        ("party=un-secretariat", ["c"]),
        ("cycle=2026", ["a"]),
        ("session=pc-2026-iii", ["a"]),
        ("party=CHN&cycle=2026", []),
        ("party=CHN&party=nam", ["a", "b"]),
        ("supporter=nam", ["b"]),
        ("group=nam", ["a"]),
        ("cycle=2026&cycle=none", ["a", "c"]),
        ("document=b&document=c", ["b", "c"]),
    ],
)
def test_documents_paragraphs_and_citations_are_filtered_alike(client, papers, query, expected):
    for paper in papers:
        make_citation(paragraph=make_paragraph(document=paper))
    assert ids(client, f"documents/?{query}", "slug") == expected
    assert ids(client, f"citations/?{query}", "document") == expected
    assert ids(client, f"paragraphs/?{query}", "document") == expected


def test_a_paragraph_has_an_address_in_its_document(client):
    item = make_commitment("stepping-stones-2020:8")
    paper = make_document(slug="a")
    make_paragraph(document=paper, path="annex1")
    make_paragraph(
        document=paper, path="annex1.b7", parent="annex1", label="•", text="重申承诺", states=item
    )
    response = client.get(f"{API}documents/a/paragraphs/annex1.b7/")
    body = response.json()
    assert body["id"] == "a/p/annex1.b7"
    assert body["url"] == f"http://testserver{API}documents/a/paragraphs/annex1.b7/"
    assert body["html_url"] == "http://testserver/documents/a/p/annex1.b7/"
    assert body["parent"] == "annex1"
    assert body["states"] == "stepping-stones-2020:8"
    assert "重申承诺".encode() in response.content
    assert body in rows(client, "paragraphs/?document=a")


@pytest.mark.parametrize("path", ["12", "3.4", "4.b1", "u1", "12~2", "n1", "h1"])
def test_every_form_of_path_has_an_address(client, path):
    make_paragraph(document=make_document(slug="a"), path=path)
    assert client.get(f"{API}documents/a/paragraphs/{path}/").json()["path"] == path


def test_paragraphs_come_in_the_order_of_their_document(client):
    for slug in ("b", "a"):
        paper = make_document(slug=slug)
        for path in ("9", "10"):
            make_paragraph(document=paper, path=path)
    expected = ["a/p/9", "a/p/10", "b/p/9", "b/p/10"]
    assert ids(client, "paragraphs/") == expected
    found, url = [], f"{API}paragraphs/?page_size=1"
    while url:
        body = client.get(url).json()
        found += [row["id"] for row in body["results"]]
        url = body["next"]
    assert found == expected


def test_every_kind_of_block_is_listed_unless_one_is_asked_for(client):
    paper = make_document(slug="a")
    make_paragraph(document=paper, kind="artefact", path="x1")
    make_paragraph(document=paper, kind="paragraph", path="1")
    assert ids(client, "paragraphs/", "kind") == ["artefact", "paragraph"]
    assert ids(client, "paragraphs/?block=paragraph", "path") == ["1"]


def test_a_citation_carries_its_evidence(client):
    text = "本集团重申行动5(c)。"
    paragraph = make_paragraph(document=make_document(slug="a"), path="9", text=text)
    item = make_commitment("action-plan-2010:5c", instrument=make_instrument("action-plan-2010"))
    antecedent = {"path": "8", "start": 0, "end": 4, "quote": "行动计划"}
    citation = make_citation(
        paragraph=paragraph,
        commitment=item,
        quote="行动5(c)",
        kind="carried",
        antecedent=antecedent,
    )
    response = client.get(f"{API}citations/{citation.id}/")
    body = response.json()
    assert body["target"] == body["commitment"] == "action-plan-2010:5c"
    assert body["instrument"] == "action-plan-2010"
    assert body["document"] == "a"
    assert body["paragraph"] == "a/p/9"
    assert text[body["start"] : body["end"]] == body["quote"] == "行动5(c)"
    assert body["antecedent"] == antecedent
    assert body["reason"] is None
    assert body["verb"] is None
    assert body["html_url"] == "http://testserver/documents/a/p/9/"
    assert "行动5(c)".encode() in response.content
    assert rows(client, "citations/") == [body]


def test_a_collective_citation_names_the_instrument_alone(client):
    plan = make_instrument("action-plan-2010")
    make_citation(instrument=plan)
    (row,) = rows(client, "citations/?instrument=action-plan-2010")
    assert row["target"] == row["instrument"] == "action-plan-2010"
    assert row["commitment"] is None
    assert row["kind"] == "collective"


def test_misses_are_listed_with_their_reason(client):
    make_citation()
    make_citation(status="unresolved", reason="no-antecedent")
    make_citation(status="ambiguous", reason="two-plans", candidates=["npt:I", "npt:II"])
    assert len(rows(client, "citations/")) == 3
    (row,) = rows(client, "citations/?status=unresolved")
    assert (row["target"], row["reason"]) == (None, "no-antecedent")
    (row,) = rows(client, "citations/?status=ambiguous")
    assert row["candidates"] == ["npt:I", "npt:II"]
    assert (row["commitment"], row["instrument"]) == (None, None)


def test_citations_of_an_item_include_those_of_its_sub_items(client):
    item = make_commitment("action-plan-2010:5")
    sub = make_commitment("action-plan-2010:5c", parent=item)
    paper = make_document(slug="a")
    make_citation(paragraph=make_paragraph(document=paper), commitment=sub, kind="listed")
    make_citation(paragraph=make_paragraph(document=paper), commitment=item)
    make_citation(commitment=make_commitment("action-plan-2010:6"))
    make_citation(instrument=item.instrument)
    assert ids(client, "citations/?commitment=action-plan-2010:5", "target") == [sub.key, item.key]
    assert ids(client, "citations/?commitment=action-plan-2010:5c", "target") == [sub.key]
    assert len(rows(client, "citations/?instrument=action-plan-2010")) == 4
    assert ids(client, "citations/?kind=listed", "target") == [sub.key]
    assert len(rows(client, "citations/?document=a")) == 2


def test_pages_of_citations_go_over_many_in_one_paragraph(client):
    paragraph = make_paragraph(text="重申")
    expected = sorted(
        str(make_citation(paragraph=paragraph, id=uuid.uuid4()).id) for _number in range(7)
    )
    found, url = [], f"{API}citations/?page_size=2"
    while url:
        body = client.get(url).json()
        found += [row["id"] for row in body["results"]]
        url = body["next"]
    assert found == expected


def test_an_address_that_moved_leads_to_the_new_one(client):
    paper = make_document(slug="npt-conf-2026-wp-1")
    make_paragraph(document=paper, path="3.5")
    SlugRedirect.objects.create(slug="8de3487d1749", document=paper)
    PathRedirect.objects.create(document=paper, old_path="3.4", new_path="3.5")
    PathRedirect.objects.create(document=paper, old_path="3.9", new_path="")
    new = f"http://testserver{API}documents/npt-conf-2026-wp-1/"
    for old, address in [
        ("8de3487d1749/", new),
        ("8de3487d1749/paragraphs/3.5/", f"{new}paragraphs/3.5/"),
        ("8de3487d1749/paragraphs/3.4/", f"{new}paragraphs/3.5/"),
        ("npt-conf-2026-wp-1/paragraphs/3.4/", f"{new}paragraphs/3.5/"),
    ]:
        response = client.get(f"{API}documents/{old}")
        assert (response.status_code, response["Location"]) == (301, address)
    gone = client.get(f"{API}documents/npt-conf-2026-wp-1/paragraphs/3.9/")
    assert gone.status_code == 404
    assert gone.json()["status"] == 404


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("documents/", 5),
        ("documents/?party=CHN&cycle=2020", 7),
        ("paragraphs/", 1),
        ("paragraphs/?commitment=npt:VI&party=CHN", 3),
        ("citations/", 1),
        ("citations/?commitment=npt:VI&party=CHN&cycle=2020", 4),
    ],
)
def test_queries_do_not_grow_with_the_page(
    client, papers, path, queries, django_assert_max_num_queries
):
    item = make_commitment("npt:VI")
    china = papers[1].submissions.first().state
    for _number in range(8):
        paper = make_document(cycle=papers[1].cycle)
        submit(paper, china)
        make_citation(paragraph=make_paragraph(document=paper), commitment=item)
    # Two more: the place in the changes feed, for the ETag, and the register's codes.
    with django_assert_max_num_queries(queries + 2):
        assert len(rows(client, path)) >= 8
