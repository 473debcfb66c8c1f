"""`/healthz` tells of each part, and fails when one is down."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from npt_tracker import celery, health
from npt_tracker.redis_address import broker_address, cache_address, quick_client


def ask() -> tuple[int, dict]:
    """Status and content of the answer."""
    answer = health.healthz(RequestFactory().get("/healthz"))
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, json.loads(answer.content)


@pytest.mark.django_db
def test_well_when_all_are_there(redis_server: str) -> None:
    celery.note_sign_of_life(sender=None)
    status, parts = ask()
    assert status == 200
    assert parts == {name: {"ok": True} for name in ("web", "database", "redis", "worker")} | {
        "ok": True
    }


@pytest.mark.django_db
def test_a_worker_without_sign_of_life_is_down(redis_server: str) -> None:
    with quick_client(settings.REDIS_CACHE_URL) as client:
        client.delete(settings.WORKER_HEARTBEAT_KEY)
    status, parts = ask()
    assert status == 503
    assert parts["worker"] == {"ok": False, "reason": "no sign of life for 15 seconds"}
    assert parts["redis"]["ok"]


def test_a_sign_of_life_does_not_last(redis_server: str) -> None:
    celery.note_sign_of_life(sender=None)
    with quick_client(settings.REDIS_CACHE_URL) as client:
        assert 0 < client.ttl(settings.WORKER_HEARTBEAT_KEY) <= settings.WORKER_HEARTBEAT_SECONDS


def test_down_without_servers(settings, monkeypatch) -> None:
    settings.REDIS_CACHE_URL = "unix:///nowhere/redis.sock?db=1"
    monkeypatch.setattr(connection, "get_connection_params", lambda: {"host": "/nowhere"})
    status, parts = ask()
    assert status == 503
    assert parts["web"] == {"ok": True}
    assert not parts["ok"]
    for name in ("database", "redis", "worker"):
        assert not parts[name]["ok"]
        # Why, but not where: the page is open to all.
        assert "nowhere" not in parts[name]["reason"]


def test_no_redis_does_not_stop_the_worker(settings) -> None:
    settings.REDIS_CACHE_URL = "unix:///nowhere/redis.sock?db=1"
    celery.note_sign_of_life(sender=None)


@pytest.mark.parametrize(
    ("address", "broker", "cache"),
    [
        ("unix:///a/b.sock", "redis+socket:///a/b.sock?virtual_host=0", "unix:///a/b.sock?db=1"),
        ("redis://:pw@host:6379", "redis://:pw@host:6379/0", "redis://:pw@host:6379/1"),
        ("redis://host/5", "redis://host/0", "redis://host/1"),
        ("rediss://h:1/0?ssl_cert_reqs=required",)
        + tuple(f"rediss://h:1/{number}?ssl_cert_reqs=required" for number in (0, 1)),
    ],
)
def test_one_address_said_in_two_ways(address: str, broker: str, cache: str) -> None:
    assert broker_address(address) == broker
    assert cache_address(address) == cache


@pytest.mark.django_db
def test_ready_without_worker_and_redis(client, settings) -> None:
    settings.REDIS_CACHE_URL = "unix:///nowhere/redis.sock?db=1"
    answer = client.get("/readyz")
    assert answer.json() == {"ok": True, "web": {"ok": True}, "database": {"ok": True}}
    assert "no-store" in answer["Cache-Control"]
    # It is an answer of this moment: nobody is told that nothing has changed.
    assert not answer.has_header("ETag")


def test_not_ready_without_the_database(monkeypatch) -> None:
    monkeypatch.setattr(connection, "get_connection_params", lambda: {"host": "/nowhere"})
    answer = health.readyz(RequestFactory().get("/readyz"))
    assert answer.status_code == 503
    assert json.loads(answer.content)["database"]["reason"] == "the database does not answer"


@pytest.mark.django_db
def test_not_ready_before_the_database_is_migrated(client, monkeypatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health.schema, "is_migrated", lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["database"]["reason"]
