"""How often one address may do something."""

import logging

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisDown

from documents.limits import Limit


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def test_each_address_is_counted_for_itself() -> None:
    limit = Limit("trial", most=2, seconds=60)
    assert [limit.allows("192.0.2.1") for _ in range(4)] == [True, True, False, False]
    assert limit.allows("192.0.2.2")


def test_a_count_that_runs_out_while_it_is_raised_runs_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touched: list[int] = []
    # Redis counts from nothing where the count is gone, and then without an end.
    monkeypatch.setattr(cache, "add", lambda *_rest: False)
    monkeypatch.setattr(cache, "incr", lambda _key: 1)
    monkeypatch.setattr(cache, "touch", lambda _key, seconds: touched.append(seconds))
    assert Limit("trial", most=2, seconds=60).allows("192.0.2.1")
    assert touched == [60]


def test_the_network_of_one_customer_is_one_address() -> None:
    limit = Limit("trial", most=2, seconds=60)
    asked = [limit.allows(f"2001:db8:0:1::{number}") for number in range(1, 5)]
    assert asked == [True, True, False, False]
    assert limit.allows("2001:db8:0:2::1")


def test_the_cache_holds_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    monkeypatch.setattr(cache, "add", lambda key, *_rest: keys.append(key) or True)
    Limit("trial", most=2, seconds=60).allows("192.0.2.1")
    assert keys and "192.0.2.1" not in keys[0]


def test_without_the_cache_it_allows_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> bool:
        raise RedisDown("no answer")

    monkeypatch.setattr(cache, "add", fail)
    limit = Limit("trial", most=1, seconds=60)
    with caplog.at_level(logging.WARNING, logger="documents.limits"):
        assert all(limit.allows("192.0.2.1") for _ in range(5))
    assert "the limit trial is not held" in caplog.text
    assert "192.0.2.1" not in caplog.text
