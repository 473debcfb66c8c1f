"""A query of a program is cut off; pages and commands are not."""

import time

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from npt_tracker import query_limit
from npt_tracker.query_limit import QueryLimit
from tests.factories import make_state

pytestmark = pytest.mark.django_db(transaction=True)


def sleep(seconds=0.0):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def shown():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


def answered(path, view):
    return QueryLimit(view)(RequestFactory().get(path))


@pytest.fixture(autouse=True)
def short(settings):
    settings.API_QUERY_SECONDS = 0.2
    yield
    connection.close()


def test_a_long_query_is_answered_with_a_problem(client, monkeypatch):
    monkeypatch.setattr("commitments.api.views.StateViewSet.get_queryset", lambda self: sleep(5))
    begin = time.monotonic()
    answer = client.get("/api/v1/states/")
    assert time.monotonic() - begin < 2
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("#query-timeout")


def test_a_feed_that_takes_long_says_so(client, monkeypatch):
    make_state("MYS")
    monkeypatch.setattr("documents.feeds.written_by", lambda party: sleep(5))
    answer = client.get("/feeds/parties/MYS/")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "30"


def test_the_limit_is_for_programs_only():
    asked = []
    for path in ("/api/v1/", "/zh-hans/", "/feeds/", "/admin/"):
        answered(path, lambda request: HttpResponse(asked.append(shown()) or ""))
    assert asked == ["200ms", "0", "200ms", "0"]


def test_the_limit_is_set_once_for_many_requests(monkeypatch):
    ran = []
    run = query_limit.Limit._run
    monkeypatch.setattr(
        query_limit.Limit, "_run", lambda self, command: (ran.append(command), run(self, command))
    )
    for _ in range(3):
        answered("/api/v1/", lambda request: HttpResponse(shown()))
    assert ran == ["SET"]


def test_within_a_transaction_it_ends_with_it():
    def view(request):
        with transaction.atomic():
            return HttpResponse(shown())

    assert answered("/api/v1/", view).content == b"200ms"
    assert shown() == "0"


def test_every_transaction_has_it_and_none_of_a_page():
    def view(request):
        asked = []
        for _ in range(2):
            with transaction.atomic():
                asked += [shown(), shown()]
        return HttpResponse(" ".join(asked))

    connection.close()
    assert answered("/api/v1/", view).content == b"200ms 200ms 200ms 200ms"
    # The connection has the limit from here on; the page begins with a transaction.
    answered("/api/v1/", lambda request: HttpResponse(shown()))
    assert answered("/zh-hans/", view).content == b"0 0 0 0"


def test_a_rollback_does_not_take_the_limit_away():
    def view(request):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            shown()
            raise ZeroDivisionError
        return HttpResponse(shown())

    assert answered("/api/v1/", view).content == b"200ms"


def test_rows_that_are_read_while_they_are_sent_are_under_it():
    def view(request):
        return StreamingHttpResponse(str(sleep(part)) for part in (0, 5))

    answer = answered("/api/v1/", view)
    with pytest.raises(OperationalError):
        list(answer)


def test_a_new_connection_has_the_limit_too():
    def view(request):
        return HttpResponse(shown())

    answered("/api/v1/", view)
    connection.close()
    assert answered("/api/v1/", view).content == b"200ms"
