"""Rates: told, kept, per client, and never in the way when the cache is gone."""

import time

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import RequestFactory

from documents.limits import client_address, client_network
from npt_tracker.keys import create_key
from npt_tracker.throttling import RateLimit

pytestmark = pytest.mark.django_db

STATES = "/api/v1/states/"
UNREACHABLE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def rates(settings, monkeypatch):
    settings.API_RATES = {"anonymous": "2/minute", "key": "4/minute"}
    # In the middle of a minute, wherever the clock stands.
    monkeypatch.setattr(RateLimit, "timer", staticmethod(lambda: 90.5))
    monkeypatch.setattr(RateLimit, "paused_until", 0.0)
    cache.clear()


def statuses(client, count, **extra):
    return [client.get(STATES, **extra).status_code for _ in range(count)]


def test_the_rate_is_kept_and_told(client):
    first, second, third = (client.get(STATES) for _ in range(3))
    assert [each.status_code for each in (first, second, third)] == [200, 200, 429]
    assert [each["X-RateLimit-Remaining"] for each in (first, second, third)] == ["1", "0", "0"]
    assert {each["X-RateLimit-Limit"] for each in (first, second, third)} == {"2"}
    assert {each["X-RateLimit-Reset"] for each in (first, second, third)} == {"30"}
    assert third["Retry-After"] == "30"
    assert third["Content-Type"] == "application/problem+json"
    assert third.json()["type"].endswith("#too-many-requests")


def test_the_next_window_begins_anew(client, monkeypatch):
    assert statuses(client, 3)[-1] == 429
    monkeypatch.setattr(RateLimit, "timer", staticmethod(lambda: 120.0))
    assert statuses(client, 3) == [200, 200, 429]


def test_clients_are_counted_apart(client):
    assert statuses(client, 3, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_one_customer_has_one_rate_however_many_addresses(client):
    addresses = [f"2001:db8:1:2::{number}" for number in (1, 2, 3)]
    assert [statuses(client, 1, REMOTE_ADDR=each)[0] for each in addresses] == [200, 200, 429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


def test_a_key_has_a_rate_of_its_own(client):
    header = {"HTTP_AUTHORIZATION": f"Bearer {create_key(name='a')}"}
    assert statuses(client, 3)[-1] == 429
    assert statuses(client, 5, **header) == [200, 200, 200, 200, 429]
    other = {"HTTP_AUTHORIZATION": f"Token {create_key(name='b')}"}
    assert statuses(client, 1, **other) == [200]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.9"),
        (0, "203.0.113.1", "192.0.2.9"),
        (1, "", "192.0.2.9"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (1, "6.6.6.6,7.7.7.7 ,203.0.113.1", "203.0.113.1"),
        (2, "6.6.6.6, 203.0.113.1, 198.51.100.1", "203.0.113.1"),
        (2, "203.0.113.1", "203.0.113.1"),
        (1, "203.0.113.1,", "192.0.2.9"),
    ],
)
def test_who_asks(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.9")
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_what_counts_as_one_client(address, network):
    assert client_network(address) == network


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_header_gives_no_new_rate(client, settings, proxies):
    settings.TRUSTED_PROXIES = proxies
    # Behind a proxy the header ends with what the proxy saw.
    real = ", 203.0.113.7" if proxies else ""
    found = [
        statuses(client, 1, HTTP_X_FORWARDED_FOR=f"6.6.6.{number}{real}")[0] for number in range(3)
    ]
    assert found == [200, 200, 429]


def test_over_redis_the_rate_is_the_same(client, settings, redis_server):
    settings.CACHES = {"default": _redis(django_settings.REDIS_CACHE_URL)}
    cache.clear()
    assert statuses(client, 3) == [200, 200, 429]


def test_without_redis_everything_is_answered_soon_and_logged_once(client, settings, caplog):
    settings.CACHES = {"default": _redis(UNREACHABLE)}
    begin = time.monotonic()
    answers = [client.get(STATES) for _ in range(5)]
    assert time.monotonic() - begin < 2
    assert [answer.status_code for answer in answers] == [200] * 5
    assert "X-RateLimit-Limit" not in answers[0]
    assert [record.message.startswith("rates are not held") for record in caplog.records] == [True]


def _redis(address):
    options = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": address, "OPTIONS": options}
