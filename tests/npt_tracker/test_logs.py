"""The log: one object a line, under the request's id, and nothing of who asked what."""

import io
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from documents import tasks
from documents.models import Job
from npt_tracker import celery, request_id
from npt_tracker.logs import AddContext, JsonLines
from npt_tracker.redis_address import BROKER_DATABASE, quick_client
from tests.factories import make_source

SECRET = "尚未公布的草案，行动5(c)"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, as `LOG_FORMAT=json` writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(AddContext())
    names = ("", "django")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel("INFO")
    yield stream
    for name in names:
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(levels[name])


def told(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.django_db
def test_a_line_bears_the_id_of_the_answer(client: Client, lines: io.StringIO) -> None:
    answer = client.get("/zh-hans/no-such-page/?q=" + SECRET, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 404
    (line,) = [each for each in told(lines) if each["logger"] == "django.request"]
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["level"], line["message"]) == ("WARNING", "Not Found: /zh-hans/no-such-page/")
    assert "203.0.113.9" not in lines.getvalue()
    assert SECRET not in lines.getvalue()


@pytest.mark.django_db
def test_requests_are_logged_without_their_query(
    client: Client, lines: io.StringIO, settings: Settings
) -> None:
    settings.MIDDLEWARE = ["npt_tracker.logs.RequestLines", *django_settings.MIDDLEWARE]
    client.get("/zh-hans/search/", {"q": SECRET})
    (line,) = [each for each in told(lines) if each["logger"] == "npt_tracker.requests"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/zh-hans/search/", 200)
    assert SECRET not in lines.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/zh-hans/check/", "/en/check/", "/api/v1/check/"])
def test_nothing_that_was_pasted_is_logged(
    lines: io.StringIO, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)

    def ask() -> int:
        if "api" in address:
            return client.post(address, {"text": SECRET}, "application/json").status_code
        return client.post(address, {"text": SECRET}).status_code

    assert ask() == 200

    def fail(*words: object, **named: object) -> None:
        # A fault of the engine quotes what it is about; so does the one that it came from.
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise RuntimeError(f"{SECRET} does not stand there") from error

    monkeypatch.setattr("documents.drafts.read", fail)
    assert ask() == 500
    assert "RuntimeError (its words are not logged)" in lines.getvalue()
    assert SECRET not in lines.getvalue()
    assert "草案" not in lines.getvalue()


def test_an_error_in_the_words_of_a_line_is_named_only(lines: io.StringIO) -> None:
    error = ValueError(SECRET)
    for private, words in ((True, "it failed: ValueError"), (False, f"it failed: {SECRET}")):
        request_id._private.set(private)
        logging.getLogger("documents").warning("it failed: %s", error)
        assert told(lines)[-1]["message"] == words


def test_other_errors_are_logged_whole(lines: io.StringIO) -> None:
    request_id._private.set(False)
    try:
        raise ValueError("what went wrong")
    except ValueError:
        logging.getLogger("documents").exception("it failed")
    line = told(lines)[-1]
    assert line["exception"].endswith("ValueError: what went wrong")
    assert "test_other_errors_are_logged_whole" in line["exception"]


@pytest.mark.django_db(transaction=True)
def test_a_task_goes_on_under_the_id_of_its_request(redis_server: str) -> None:
    tasks.current_app.control.purge()
    token = request_id.begin("id-of-a-request")
    try:
        tasks.send(Job.objects.create(verb=Job.Verb.INGEST, source=make_source()))
    finally:
        request_id.end(token)
    address = django_settings.REDIS_CACHE_URL.replace("db=1", f"db={BROKER_DATABASE}")
    with quick_client(address) as client:
        (message,) = client.lrange("celery", 0, -1)
    headers = json.loads(message)["headers"]
    assert headers["npt_request_id"] == "id-of-a-request"
    tasks.current_app.control.purge()
    # What the worker makes of the headers.
    task = SimpleNamespace(request=SimpleNamespace(**headers))
    before = request_id.current()
    celery.take_up_request_id(task_id="1", task=task)
    assert request_id.current() == "id-of-a-request"
    celery.lay_down_request_id(task_id="1")
    assert request_id.current() == before
