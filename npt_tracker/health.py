"""Is each part well? `/healthz` is for monitors and puzzled people, `/readyz` for load balancers.

A worker or a Redis that is down leaves the pages as they are, so it takes no web server away.
"""

from collections.abc import Callable, Iterable
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from npt_tracker import schema
from npt_tracker.redis_address import quick_client

# libpq takes one second for two.
CONNECT_SECONDS = 2
STATEMENT_MILLISECONDS = 1000

_migrated = False


def _database() -> str:
    """Why the database is not well; empty if it is."""
    # A connection of its own, with limits: the kept one would hang as long as the network does.
    parameters = connection.get_connection_params() | {"connect_timeout": CONNECT_SECONDS}
    parameters["options"] = f"-c statement_timeout={STATEMENT_MILLISECONDS}"
    wanted = ("host", "port", "user", "password", "dbname", "connect_timeout", "options", "sslmode")
    try:
        with psycopg.connect(
            **{key: parameters[key] for key in wanted if key in parameters}
        ) as probe:
            probe.execute("SELECT 1")
        return _schema()
    except (psycopg.Error, DatabaseError):
        return "the database does not answer"


def _schema() -> str:
    """Why pages cannot be made of what the database holds; once they could, it is not asked."""
    global _migrated
    _migrated = _migrated or schema.is_migrated()
    return "" if _migrated else "migrations are missing: run `manage.py migrate`"


def _redis() -> str:
    try:
        with quick_client(settings.REDIS_CACHE_URL) as client:
            client.ping()
    except redis.RedisError:
        return "Redis does not answer"
    return ""


def _worker() -> str:
    try:
        with quick_client(settings.REDIS_CACHE_URL) as client:
            alive = client.get(settings.WORKER_HEARTBEAT_KEY)
    except redis.RedisError:
        return "unknown: its sign of life is kept in Redis, which does not answer"
    return "" if alive else f"no sign of life for {settings.WORKER_HEARTBEAT_SECONDS} seconds"


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "redis": _redis, "worker": _worker}


# Without these no page can be given.
NEEDED = ("database",)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Tell of web, database, redis and worker whether it is well, or why not; 503 if one is not."""
    return _answer(CHECKS)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Tell whether pages can be given: web and database; 503 if not."""
    return _answer(NEEDED)


def _answer(names: Iterable[str]) -> JsonResponse:
    parts: dict[str, dict[str, Any]] = {"web": {"ok": True}}
    for name in names:
        reason = CHECKS[name]()
        parts[name] = {"ok": False, "reason": reason} if reason else {"ok": True}
    well = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": well, **parts}, status=200 if well else 503)
