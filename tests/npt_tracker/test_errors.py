"""Which errors of the database mean that it is away, and what people are told then."""

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from npt_tracker.errors import is_away

IN_BOTH = ("数据暂时无法读取", "The data cannot be reached now")


def caused(error: Exception, cause: type[psycopg.Error] | None) -> Exception:
    error.__cause__ = cause() if cause else None
    return error


@pytest.mark.parametrize(
    ("cause", "away"),
    [
        (None, True),
        (psycopg.OperationalError, True),
        (psycopg.errors.AdminShutdown, True),
        (psycopg.errors.CannotConnectNow, True),
        (psycopg.errors.TooManyConnections, True),
        (psycopg.errors.ConnectionFailure, True),
        (psycopg.errors.SerializationFailure, True),
        (psycopg.errors.QueryCanceled, False),
        (psycopg.errors.DeadlockDetected, False),
    ],
)
def test_what_means_that_it_is_away(cause: type[psycopg.Error] | None, away: bool) -> None:
    assert is_away(caused(OperationalError(), cause)) is away


def test_a_connection_that_is_closed_is_away_too() -> None:
    assert is_away(caused(InterfaceError("the connection is closed"), None))


@pytest.mark.parametrize(
    ("cause", "status"), [(psycopg.OperationalError, 503), (psycopg.errors.QueryCanceled, 500)]
)
def test_people_are_told_in_both_languages_where_theirs_is_not_known(
    monkeypatch: pytest.MonkeyPatch, cause: type[psycopg.Error], status: int
) -> None:
    def refuse(self: object, request: object) -> None:
        raise caused(OperationalError(), cause)

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", refuse)
    answer = Client(raise_request_exception=False).get("/dumps/")
    assert answer.status_code == status
    text = answer.content.decode()
    assert [words in text for words in IN_BOTH] == [status == 503] * 2
    assert answer["X-Request-ID"] in text
