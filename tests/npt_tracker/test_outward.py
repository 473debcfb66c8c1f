"""What stands around every answer: compression, and who may ask from elsewhere."""

import gzip

import brotli
import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from npt_tracker.compression import Compression

TEXT = "行动5(c) 不可逆、可核查和透明\n" * 200
ELSEWHERE = {"origin": "https://elsewhere.example"}


def compressed(answer, *, path="/api/v1/", accept="gzip"):
    request = RequestFactory().get(path, headers={"accept-encoding": accept})
    return Compression(lambda request: answer)(request)


@pytest.mark.parametrize(("accept", "undo"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_what_is_compressed_is_the_same(accept, undo):
    answer = compressed(HttpResponse(TEXT), accept=accept)
    assert answer["Content-Encoding"] == accept
    assert undo(answer.content).decode() == TEXT
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content) < len(TEXT)


@pytest.mark.parametrize(("accept", "undo"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_rows_are_compressed_while_they_are_sent(accept, undo):
    lines = TEXT.splitlines(keepends=True)
    answer = compressed(StreamingHttpResponse(line.encode() for line in lines), accept=accept)
    assert undo(b"".join(answer)).decode() == TEXT


def test_a_strong_mark_becomes_a_weak_one():
    answer = compressed(HttpResponse(TEXT, headers={"ETag": '"a"'}))
    assert answer["ETag"] == 'W/"a"'
    plain = compressed(HttpResponse(TEXT, headers={"ETag": '"a"'}), accept="identity")
    assert plain["ETag"] == '"a"'
    assert "Accept-Encoding" in plain["Vary"]


def test_a_refused_or_unknown_coding_is_not_used():
    assert not compressed(HttpResponse(TEXT), accept="gzip;q=0, x").has_header("Content-Encoding")


@pytest.mark.parametrize("path", ["/admin/login/", "/dumps/2026-01-01/a.jsonl"])
def test_what_is_left_alone(path):
    assert not compressed(HttpResponse(TEXT), path=path).has_header("Content-Encoding")


def test_a_part_of_a_file_is_left_alone():
    answer = FileResponse([TEXT.encode()], status=206)
    assert not compressed(answer).has_header("Content-Encoding")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/states/", "/zh-hans/", "/zh-hans/check/"])
def test_pages_and_data_come_compressed(client, path):
    answer = client.get(path, headers={"accept-encoding": "br"})
    if len(answer.content) > 400:
        assert answer["Content-Encoding"] == "br"
        assert brotli.decompress(answer.content)


@pytest.mark.django_db
def test_the_token_of_a_form_is_masked_anew_each_time(client):
    # Why pages with a form may be compressed.
    tokens = {client.get("/zh-hans/check/").context["csrf_token"].__str__() for _ in range(3)}
    assert len(tokens) == 3


@pytest.mark.django_db
def test_pages_of_others_may_ask_without_cookies(client):
    answer = client.get("/api/v1/states/", headers=ELSEWHERE)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    told = answer["Access-Control-Expose-Headers"]
    for name in ("ETag", "Link", "Retry-After", "X-RateLimit-Remaining"):
        assert name in told


def test_a_browser_that_asks_first_is_told_what_is_allowed(client):
    asked = ELSEWHERE | {
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
    }
    answer = client.options("/api/v1/states/", headers=asked)
    assert answer.status_code == 200
    assert "authorization" in answer["Access-Control-Allow-Headers"]
    methods = set(answer["Access-Control-Allow-Methods"].replace(" ", "").split(","))
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/zh-hans/", "/admin/login/", "/healthz"])
def test_pages_are_not_for_other_pages(client, path, monkeypatch):
    monkeypatch.setattr("npt_tracker.health.CHECKS", {})
    assert "Access-Control-Allow-Origin" not in client.get(path, headers=ELSEWHERE)
