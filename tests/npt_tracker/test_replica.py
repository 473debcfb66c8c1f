"""Which database answers: the replica for readers, the primary for who writes or is signed in."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from documents import memory
from documents.models import Document, Report
from npt_tracker.replica import ReadFromReplica
from tests.factories import make_citation, make_document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "replica"])
BEHIND, NOW = "旧的标题", "新的标题"


@pytest.fixture
def site(settings: Settings) -> Iterator[Client]:
    """A site whose replica has not yet heard of the new title."""
    settings.REPLICA_LAG_SECONDS = 30
    before, after = django_settings.MIDDLEWARE[:1], django_settings.MIDDLEWARE[1:]
    settings.MIDDLEWARE = [*before, "npt_tracker.replica.ReadFromReplica", *after]
    make_document(slug="paper", title=BEHIND)
    name = _copy()
    replica = connections["replica"]
    ours = replica.settings_dict["NAME"]
    replica.close()
    replica.settings_dict["NAME"] = name
    Document.objects.update(title=NOW)
    ReadFromReplica.paused_until = 0.0
    memory.forget()
    yield Client()
    replica.close()
    replica.settings_dict["NAME"] = ours
    _run(f"DROP DATABASE {name} WITH (FORCE)")


def _copy() -> str:
    name = f"npt_replica_{secrets.token_hex(6)}"
    ours = connection.settings_dict["NAME"]
    connections.close_all()
    _run(f"CREATE DATABASE {name} TEMPLATE {ours}")
    return name


def _run(statement: str) -> None:
    wanted = ("host", "port", "user", "password")
    parameters = connection.get_connection_params()
    given = {key: parameters[key] for key in wanted if key in parameters}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as there:
        there.execute(statement)


def title(client: Client, path: str = "/zh-hans/documents/paper/") -> str:
    answer = client.get(path)
    text = (answer.getvalue() if answer.streaming else answer.content).decode()
    # Further down a page tells what the title was.
    text = text.partition("</h1>")[0]
    assert (BEHIND in text) != (NOW in text)
    return BEHIND if BEHIND in text else NOW


def test_readers_and_programs_read_from_the_replica(site: Client) -> None:
    assert title(site) == BEHIND
    assert title(site, "/api/v1/documents/paper/") == BEHIND
    assert title(site, "/api/v1/documents/?format=jsonl") == BEHIND, "also what is streamed"
    # What is kept of it is not given for the primary's.
    assert Document.objects.get().title == NOW


def test_who_is_signed_in_reads_from_the_primary(site: Client) -> None:
    site.force_login(User.objects.create_user("editor"))
    assert title(site) == NOW


def test_who_has_sent_something_reads_from_the_primary_for_a_while(site: Client) -> None:
    citation = make_citation()
    answer = site.post(f"/zh-hans/citations/{citation.pk}/report/", {"note": "x"})
    assert Report.objects.count() == 1
    cookie = answer.cookies["wrote"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (30, True, "Lax")
    assert title(site) == NOW
    site.cookies.clear()
    assert title(site) == BEHIND


def test_what_is_written_goes_to_the_primary(site: Client) -> None:
    def write(request: HttpRequest) -> HttpResponse:
        Document.objects.update(title="改过的标题")
        return HttpResponse()

    ReadFromReplica(write)(RequestFactory().post("/"))
    assert Document.objects.get().title == "改过的标题"


def test_a_replica_that_is_away_is_done_without(
    site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    replica = connections["replica"]
    replica.close()
    name = replica.settings_dict["NAME"]
    replica.settings_dict["NAME"] = "npt_nowhere"
    assert title(site) == NOW
    assert "the replica does not answer, the primary does its work" in caplog.text
    replica.settings_dict["NAME"] = name
    assert title(site) == NOW, "it is not asked again at once"
    ReadFromReplica.paused_until = 0.0
    assert title(site) == BEHIND


def test_what_is_made_while_it_is_sent_comes_from_the_replica(site: Client) -> None:
    def view(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(each.title.encode() for each in Document.objects.all())

    answer = ReadFromReplica(view)(RequestFactory().get("/"))
    assert Document.objects.get().title == NOW, "in between nothing is left turned"
    assert b"".join(answer.streaming_content).decode() == BEHIND
    assert Document.objects.get().title == NOW
