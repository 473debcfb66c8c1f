"""ETag, Last-Modified, 304: right after every change of the data, of the code and of the day."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents import changes, review
from documents.models import Citation, Document, Feed
from npt_tracker import freshness
from tests.factories import make_citation, make_commitment, make_document, make_paragraph

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/zh-hans/",
    "/en/commitments/action-plan-2010/5c/",
    "/en/documents/a/",
    "/zh-hans/search/?q=重申",
    "/zh-hans/citations/?format=csv",
    "/api/v1/citations/",
    "/api/v1/documents/a/",
    "/api/v1/changes/",
]


@pytest.fixture
def citation() -> Citation:
    paragraph = make_paragraph(document=make_document(slug="a"), text="本集团重申行动5(c)。")
    row = make_citation(
        paragraph=paragraph, commitment=make_commitment("action-plan-2010:5c"), quote="行动5(c)"
    )
    changes.record_all()
    return row


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(
    client: Client,
    citation: Citation,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    since = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_decision_makes_everything_fresh(
    client: Client, citation: Citation, address: str
) -> None:
    etag = client.get(address)["ETag"]
    review.reject(citation=citation, by=get_user_model().objects.create_user("wang"))
    after = client.get(address, headers={"If-None-Match": etag})
    assert after.status_code == 200
    assert after["ETag"] != etag


def test_a_withdrawn_paper_is_not_confirmed(client: Client, citation: Citation) -> None:
    address = "/api/v1/documents/a/"
    etag = client.get(address)["ETag"]
    by = get_user_model().objects.create_user("wang")
    review.withdraw(document=Document.objects.get(), by=by, note="撤回")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 410


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "/en/"},
        {"headers": {"Accept": "text/html"}},
        {"headers": {"HX-Request": "true"}},
    ],
)
def test_another_question_has_another_etag(
    client: Client, citation: Citation, changed: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {"path": "/zh-hans/"}
    assert client.get(**asked)["ETag"] != client.get(**asked | changed)["ETag"]
    assert client.get(**asked)["ETag"] == client.get(**asked)["ETag"]


def test_new_code_and_another_history_make_everything_fresh(
    client: Client, citation: Citation, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {client.get("/zh-hans/")["ETag"]}
    monkeypatch.setattr(freshness, "build", lambda: ("another", 0.0))
    found.add(client.get("/zh-hans/")["ETag"])
    Feed.objects.update(epoch="00000000-0000-4000-8000-000000000000")
    found.add(client.get("/zh-hans/")["ETag"])
    assert len(found) == 3


def test_who_is_signed_in_gets_private_pages(client: Client, citation: Citation) -> None:
    client.force_login(get_user_model().objects.create_user("wang"))
    answer = client.get("/zh-hans/")
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.has_header("ETag")


@pytest.mark.parametrize("address", ["/zh-hans/check/", "/zh-hans/coverage/", "/healthz"])
def test_pages_of_more_than_the_public_data_have_no_etag(client: Client, address: str) -> None:
    assert not client.get(address).has_header("ETag")


@pytest.mark.parametrize("address", ["/zh-hans/nothing/", "/zh-hans/documents/nothing/", "/"])
def test_other_answers_have_no_etag(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (302, 404)
    assert not answer.has_header("ETag")


def test_without_the_database_the_view_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(freshness, "moment", refuse)
    assert client.get("/api/v1/schema/").status_code == 200
    assert not client.get("/api/v1/states/").has_header("ETag")
