"""Attempts are counted before a password is looked at, and by all processes together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from documents import signing_in
from tests.factories import make_account

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_attempts_at_once_are_no_more_than_many_in_turn(monkeypatch):
    make_account(name="ming")
    looked: list[str] = []

    def look(*, username: str, password: str) -> None:
        looked.append(password)

    def attempt(number: int) -> str:
        try:
            signing_in.account_of(name="ming", password=str(number), address="192.0.2.7")
            return "wrong"
        except signing_in.TooManyAttempts:
            return "refused"
        finally:
            connection.close()

    monkeypatch.setattr(signing_in, "authenticate", look)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(attempt, range(24)))
    assert len(looked) == said.count("wrong") == signing_in.OF_ACCOUNT.most
    assert said.count("refused") == 24 - signing_in.OF_ACCOUNT.most
