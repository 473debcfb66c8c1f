"""Embedded Postgres and Redis, so that a clone runs with nothing but Python.

They are touched only while `DATABASE_URL` / `REDIS_URL` are unset, each for itself. Standard
library only: settings import this module before Django is set up.
"""

import os
from collections.abc import Callable

from npt_tracker.embedded import postgres, redis
from npt_tracker.embedded.lease import Lease
from npt_tracker.embedded.places import (
    EmbeddedError,
    check_writable,
    development_secret,
    postgres_sockets,
    redis_socket,
    var_dir,
)

__all__ = [
    "EmbeddedError",
    "Lease",
    "check_writable",
    "database_url",
    "development_secret",
    "hold",
    "ready",
    "redis_url",
    "start",
    "stop",
    "stop_if_unused",
    "var_dir",
    "wanted",
]

SERVERS = {"postgres": postgres, "redis": redis}
_ADDRESS_VARIABLE = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}


def database_url() -> str:
    """The address of the embedded Postgres, whether or not it runs yet."""
    # Four slashes in all: that is how django-environ is told of a socket folder beside a user name.
    return f"postgresql://postgres@/{postgres_sockets()}/{postgres.DATABASE}"


def redis_url() -> str:
    """The address of the embedded Redis, whether or not it runs yet."""
    return f"unix://{redis_socket()}"


def wanted() -> list[str]:
    """The servers that the environment does not provide."""
    return [name for name, variable in _ADDRESS_VARIABLE.items() if not os.environ.get(variable)]


def start(*, durable: bool = True, tell: Callable[[str], None] = lambda message: None) -> None:
    """Start what is wanted and not running; `durable=False` (tests) may lose data in a crash."""
    for name in wanted():
        SERVERS[name].start(durable=durable, tell=tell)


def stop() -> None:
    """Stop the embedded servers, whoever uses them."""
    for name in wanted():
        SERVERS[name].stop()


def ready() -> list[str]:
    """The wanted servers that answer."""
    return [name for name in wanted() if SERVERS[name].ready()]


def hold(*, tell: Callable[[str], None] = lambda message: None) -> Lease:
    """Take a share in the embedded servers and start them; release it when done.

    Raises `EmbeddedError` with a message for the user.
    """
    lease = Lease(stop=stop)
    if not wanted():
        return lease
    check_writable()
    lease.take()
    try:
        start(tell=tell)
    except BaseException:
        lease.release()
        raise
    return lease


def stop_if_unused() -> bool:
    """Stop the servers unless a process holds a share; tell whether they are stopped now."""
    return not wanted() or Lease(stop=stop).stop_if_unused()
