"""Lists as files: every row, the same fields, real Chinese, no formula."""

import csv
import io
import json

import pytest

from commitments.models import Group
from documents.models import Submission
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
BOM = "\ufeff".encode()


def content(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def read_csv(client, path):
    data = content(client.get(API + path))
    assert data.startswith(BOM)
    return list(csv.DictReader(io.StringIO(data.removeprefix(BOM).decode(), newline="")))


def read_lines(client, path):
    return [json.loads(line) for line in content(client.get(API + path)).splitlines()]


def rows(client, path):
    found, url = [], API + path
    while url:
        body = client.get(url).json()
        found += body["results"]
        url = body["next"]
    return found


@pytest.fixture
def papers():
    """A paper of the non-aligned that cites action 5, a part of it and action 6; one of Japan."""
    plan = make_instrument("action-plan-2010")
    item = make_commitment("action-plan-2010:5", instrument=plan)
    sub = make_commitment("action-plan-2010:5c", parent=item)
    other = make_commitment("action-plan-2010:6", instrument=plan)
    nam = Group.objects.create(slug="nam", kind="npt-group", name_zh="不结盟", name_en="NAM")
    ours, theirs = make_document(slug="a"), make_document(slug="b")
    Submission.objects.create(document=ours, position=1, group=nam)
    Submission.objects.create(document=theirs, position=1, state=make_state("JPN"))
    for paper in (ours, theirs):
        for path, text, cited in [
            ("1", "重申行动5。", item),
            ("2", "=行动5(c)，“引号”。\n第二行", sub),
            ("3", "欢迎行动6。", other),
        ]:
            paragraph = make_paragraph(document=paper, path=path, text=text)
            make_citation(paragraph=paragraph, commitment=cited, candidates=[])
        make_paragraph(document=paper, path="4", text="没有援引。")
    return ours, theirs


def test_paragraphs_of_a_group_that_cite_an_item_or_its_parts_are_one_request(client, papers):
    query = "paragraphs/?party=nam&commitment=action-plan-2010:5&format=csv"
    found = read_csv(client, query)
    assert [row["id"] for row in found] == ["a/p/1", "a/p/2"]
    assert found[0]["text"] == "重申行动5。"
    assert "重申行动5".encode() in content(client.get(API + query))
    # A spreadsheet would compute what begins with an equals sign.
    assert found[1]["text"] == "'=行动5(c)，“引号”。\n第二行"


@pytest.mark.parametrize(
    "path",
    [
        "bodies/",
        "citations/",
        "commitments/",
        "cycles/",
        "documents/",
        "groups/",
        "instruments/",
        "paragraphs/",
        "positions/",
        "sessions/",
        "states/",
        "themes/",
        "unresolved/",
        "vocabulary/",
    ],
)
def test_a_file_has_every_row_and_field_of_the_list(client, papers, path):
    pages = rows(client, f"{path}?page_size=3")
    assert read_lines(client, f"{path}?format=jsonl") == pages
    table = read_csv(client, f"{path}?format=csv")
    assert len(table) == len(pages)
    for line, row in zip(table, pages, strict=True):
        assert list(line) == list(row)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/jsonl", "application/jsonl; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "application/json"),
    ],
)
def test_the_form_is_negotiated(client, papers, accept, kind):
    response = client.get(f"{API}states/", headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert "Accept" in response["Vary"]


def test_the_form_in_the_address_wins(client, papers):
    response = client.get(f"{API}states/?format=csv", headers={"accept": "application/json"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="npt-state-')


def test_what_is_not_served_is_an_error_in_json(client, papers):
    response = client.get(f"{API}states/", headers={"accept": "application/pdf"})
    assert response.status_code == 406
    assert response.json()["detail"]
    response = client.get(f"{API}states/?format=csv&comitment=x")
    assert response.status_code == 400
    assert response.json()["parameter"] == "comitment"
    response = client.get(f"{API}states/JPN/?format=csv")
    assert response.status_code == 400
    assert response.json()["allowed"] == ["json"]


def test_lists_of_codes_are_joined_and_other_values_are_json(client, papers):
    make_state("MYS", aliases_zh=["马来西亚", "大马"])
    (row,) = [row for row in read_csv(client, "states/?format=csv") if row["code"] == "MYS"]
    assert row["aliases_zh"] == "马来西亚 | 大马"
    assert row["memberships"] == ""
    assert row["retired"] == "false"
    (ours, _theirs) = read_csv(client, "documents/?format=csv")
    assert json.loads(ours["submissions"])[0]["party"] == "nam"
    assert ours["cycle"] == ""


def test_a_file_of_one_page_names_the_next(client, papers):
    response = client.get(f"{API}paragraphs/?format=csv&page_size=3&count=true")
    lines = content(response).decode().splitlines()
    assert lines[0].lstrip("\ufeff").startswith("id,url,")
    assert response["X-Total-Count"] == "8"
    assert 'rel="next"' in response["Link"]
    whole = client.get(f"{API}paragraphs/?format=csv&count=true")
    assert len(list(csv.reader(io.StringIO(content(whole).decode(), newline="")))) == 9
    assert whole["X-Total-Count"] == "8"
    assert "Link" not in whole


def test_the_shape_of_rows_is_that_of_the_columns(client, papers):
    found = read_csv(client, "citations/?fields=quote&expand=paragraph&party=nam&format=csv")
    assert list(found[0])[:3] == ["id", "quote", "paragraph.id"]
    assert [row["paragraph.path"] for row in found] == ["1", "2", "3"]
    found = read_lines(client, "paragraphs/?fields=path&expand=citations&document=a&format=jsonl")
    assert [len(row["expanded"]["citations"]) for row in found] == [1, 1, 1, 0]
    table = read_csv(client, "paragraphs/?fields=path&expand=citations&document=a&format=csv")
    assert list(table[0]) == ["id", "path", "citations"]
    assert json.loads(table[0]["citations"])[0]["target"] == "action-plan-2010:5"


def test_a_file_reads_in_a_bounded_number_of_queries(client, papers, django_assert_max_num_queries):
    for _number in range(30):
        make_paragraph(document=papers[0])
    # The place in the changes feed, the state of the database and the register's codes, and rows.
    with django_assert_max_num_queries(5):
        assert len(read_lines(client, "paragraphs/?format=jsonl&expand=citations")) == 38


def test_a_file_can_be_asked_for_by_its_head_alone(client, papers):
    response = client.head(f"{API}paragraphs/?format=csv")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
