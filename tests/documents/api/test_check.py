"""`POST /check/`: what a text cites, with nothing kept of it."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents import drafts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register", "fresh_limit")]

URL = "/api/v1/check/"
TEXT = "本集团重申2010年行动计划的行动\n5(c)，并回顾《条约》第六条。\n\n根据行动99，应采取步骤。\n"


@pytest.fixture
def fresh_limit():
    cache.clear()
    yield
    cache.clear()


def post(client, body, **headers):
    return client.post(URL, body, content_type="application/json", **headers)


def test_a_text_is_read_with_its_spans(client):
    body = post(client, {"text": TEXT}).json()
    found = {row["key"]: row for row in body["citations"]}
    assert {"action-plan-2010:5c", "npt:VI"} <= set(found)
    texts = {row["path"]: row["text"] for row in body["paragraphs"]}
    for row in body["citations"]:
        assert texts[row["paragraph"]][row["start"] : row["end"]] == row["quote"]
        first, last = row["span"]
        assert TEXT[first:last].replace("\n", "") == row["quote"].replace("\n", "")
    miss = next(row for row in body["citations"] if row["key"] is None)
    assert miss["status"] == "unresolved"
    assert miss["reason"] == "no-such-item"
    assert body["linked"] + body["missed"] == len(body["citations"])
    assert body["foreign"] is False


def test_spans_hold_in_a_paragraph_that_is_read_in_pieces(client):
    text = "我们重申行动5(c)。" * 300 + "\n"
    body = post(client, {"text": text}).json()
    assert body["linked"] >= 299
    for row in body["citations"]:
        first, last = row["span"]
        assert text[first:last] == row["quote"]


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        '{"text": 5}',
        '{"text": null}',
        '{"text": ""}',
        '{"text": "  "}',
        '{"text": "行动5", "keep": true}',
        '{"text": "行动\\ud800"}',
        '{"text": "行动\\u0000"}',
        '{"text"',
        "",
        "[" * 100_000,
    ],
)
def test_a_body_that_is_no_text_is_refused(client, body):
    response = post(client, body)
    assert response.status_code == 400, response.content
    assert response.json()["detail"]


def test_a_text_that_is_too_long_is_refused(client):
    response = post(client, {"text": "核" * (drafts.LONGEST + 1)})
    assert response.status_code == 400
    assert str(drafts.LONGEST) in response.json()["detail"]


def test_other_bodies_and_methods_are_refused(client):
    assert client.post(URL, {"text": TEXT}).status_code == 415
    assert client.get(URL).status_code == 405
    assert client.post(f"{URL}?text=x", {"text": TEXT}, "application/json").status_code == 400


def test_nothing_of_a_text_is_stored_or_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = post(client, {"text": TEXT})
    assert response["Cache-Control"].find("no-store") >= 0
    assert not any(query["sql"].startswith(("INSERT", "UPDATE")) for query in queries)
    assert not any("重申" in query["sql"] for query in queries)
    post(client, '{"text": "重申')
    assert "重申" not in caplog.text


def test_texts_are_taken_so_often_and_no_more(client):
    for _number in range(30):
        assert post(client, "{}").status_code == 400
    response = post(client, {"text": TEXT})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
