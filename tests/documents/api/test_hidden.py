"""What is not public has no row, no address and no filter value."""

import json

import pytest
from django.utils import timezone

from documents.models import SlugRedirect
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_version,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"
LISTS = ["documents", "paragraphs", "citations"]


def superseded(slug):
    return make_document(slug=slug, superseded_by=make_document(slug="its-revision"))


HIDDEN = {
    "unpublished": lambda slug: make_document(slug=slug, published_at=None),
    "without-version": lambda slug: make_document(slug=slug, public=False),
    "published-without-version": lambda slug: make_document(
        slug=slug, public=False, published_at=timezone.now()
    ),
    "withdrawn": lambda slug: make_document(slug=slug, withdrawn_at=timezone.now()),
    "superseded": superseded,
    "generated": lambda slug: make_document(slug=slug, generated=True),
}


@pytest.fixture(params=list(HIDDEN))
def paper(request):
    return HIDDEN[request.param]("secret")


def rows(client, name, query=""):
    response = client.get(f"{API}{name}/{query}")
    assert response.status_code == 200
    return response.json()["results"]


def test_a_hidden_document_appears_nowhere(client, paper):
    item = make_commitment("npt:VI")
    paragraph = make_paragraph(document=paper, path="1")
    citation = make_citation(paragraph=paragraph, commitment=item)
    make_citation(paragraph=paragraph, status="unresolved")
    for name in LISTS:
        assert b"secret" not in client.get(f"{API}{name}/").content
    assert rows(client, "paragraphs", "?commitment=npt:VI") == []
    assert rows(client, "citations", "?commitment=npt:VI") == []
    assert rows(client, "citations", "?status=unresolved") == []
    for path in (
        "documents/secret/",
        "documents/secret/paragraphs/1/",
        f"citations/{citation.id}/",
    ):
        assert client.get(API + path).status_code == 404


def test_a_hidden_document_is_no_value_of_a_filter(client, paper):
    for name in ("paragraphs", "citations"):
        hidden = client.get(f"{API}{name}/?document=secret")
        missing = client.get(f"{API}{name}/?document=missing")
        assert hidden.status_code == 400
        told = [answer.json() | {"request_id": ""} for answer in (hidden, missing)]
        assert json.dumps(told[0]) == json.dumps(told[1]).replace("missing", "secret")


def test_an_old_address_of_a_hidden_document_leads_nowhere(client, paper):
    SlugRedirect.objects.create(slug="old", document=paper)
    assert client.get(f"{API}documents/old/").status_code == 404
    assert client.get(f"{API}documents/old/paragraphs/1/").status_code == 404


def test_only_the_current_version_is_read(client):
    paper = make_document(slug="a")
    old, item = paper.current_version, make_commitment("npt:VI")
    before = make_citation(paragraph=make_paragraph(version=old, path="1"), commitment=item)
    new = make_version(document=paper)
    make_paragraph(version=new, path="2")
    coming = make_version(document=paper, current=False)
    make_citation(paragraph=make_paragraph(version=coming, path="3"), commitment=item)
    assert [row["id"] for row in rows(client, "paragraphs")] == ["a/p/2"]
    assert rows(client, "citations") == []
    assert rows(client, "documents")[0]["version"]["number"] == 2
    assert client.get(f"{API}citations/{before.id}/").status_code == 404
    assert client.get(f"{API}documents/a/paragraphs/1/").status_code == 404
    assert client.get(f"{API}documents/a/paragraphs/3/").status_code == 404


def test_a_rejected_citation_is_never_shown(client):
    citation = make_citation(review_state="rejected")
    assert rows(client, "citations") == []
    assert rows(client, "citations", "?status=linked&kind=explicit") == []
    assert client.get(f"{API}citations/{citation.id}/").status_code == 404


def test_a_suggestion_is_listed_only_when_asked_for(client):
    citation = make_citation(kind="suggested")
    assert rows(client, "citations") == []
    assert rows(client, "citations", "?status=linked") == []
    assert [row["id"] for row in rows(client, "citations", "?kind=suggested")] == [str(citation.id)]
    assert client.get(f"{API}citations/{citation.id}/").status_code == 200
