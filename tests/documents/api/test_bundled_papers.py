"""The bundled papers over the API: the numbers a delegate would count by hand."""

import csv
import io

import jsonschema
import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

API = "/api/v1/"


@pytest.fixture
def papers(sources_dir, register):
    """The bundled papers, taken in."""
    call_command("ingest", "--bundled", "--sync", verbosity=0)


def rows(client, path):
    """Fetch a list, page by page."""
    found, url = [], API + path
    while url:
        response = client.get(url)
        assert response.status_code == 200, response.content
        page = response.json()
        found += page["results"]
        url = page["next"]
    return found


def cited(client, key):
    """Give the submitters and path of every paragraph that cites a commitment."""
    submitters = {row["slug"]: row["submitters"] for row in rows(client, "documents/")}
    listed = rows(client, f"paragraphs/?commitment={key}")
    return sorted((*submitters[row["document"]], row["path"]) for row in listed)


def test_the_bundled_papers_are_counted_as_by_hand(client):
    assert cited(client, "action-plan-2010:5") == sorted(
        ("nam", path) for path in ("5", "9", "13", "14", "23")
    )
    action = client.get(f"{API}commitments/action-plan-2010:5/").json()
    assert (action["paragraph_count"], action["paper_count"]) == (5, 1)
    assert cited(client, "npt:VI") == sorted(
        [("CHN", "3.4")] + [("nam", path) for path in ("4", "7", "12", "14", "22", "35")]
    )
    article = client.get(f"{API}commitments/npt:VI/").json()
    assert (article["paragraph_count"], article["paper_count"]) == (7, 2)
    for row in rows(client, "commitments/?page_size=200"):
        assert row["paragraph_count"] == len(rows(client, f"paragraphs/?commitment={row['key']}"))


def test_a_stranger_asks_once_for_the_paragraphs_of_a_group_that_cite_an_item(client):
    response = client.get(f"{API}paragraphs/?party=nam&commitment=action-plan-2010:5&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["path"] for row in table] == ["5", "9", "13", "14", "23"]
    assert all("行动" in row["text"] and row["language"] == "zh" for row in table)


def test_the_rows_of_the_bundled_papers_are_as_described_and_quoted(client):
    texts = {row["id"]: row["text"] for row in rows(client, "paragraphs/?page_size=200")}
    schema = SchemaGenerator().get_schema(request=None, public=True)["components"]
    described = {"$ref": "#/components/schemas/Citation", "components": schema}
    citations = rows(client, "citations/") + rows(client, "citations/?kind=suggested")
    for row in citations:
        assert texts[row["paragraph"]][row["start"] : row["end"]] == row["quote"]
        jsonschema.validate(row, described, jsonschema.Draft202012Validator)
    for row in rows(client, "documents/"):
        jsonschema.validate(
            row,
            described | {"$ref": "#/components/schemas/Document"},
            jsonschema.Draft202012Validator,
        )
