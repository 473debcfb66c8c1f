"""One Redis address in the ways its users want it: broker in database 0, cache and health in 1."""

from urllib.parse import urlsplit, urlunsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

BROKER_DATABASE = 0
CACHE_DATABASE = 1


def broker_address(address: str) -> str:
    """The address as Celery wants it: `redis://host/0`, or for a socket `redis+socket:///path?virtual_host=0`."""
    if address.startswith("unix://"):
        return f"redis+socket{address.removeprefix('unix')}?virtual_host={BROKER_DATABASE}"
    return _with_database(address, BROKER_DATABASE)


def cache_address(address: str) -> str:
    """The address as redis-py wants it: `redis://host/1`, or for a socket `unix:///path?db=1`."""
    if address.startswith("unix://"):
        return f"{address}?db={CACHE_DATABASE}"
    return _with_database(address, CACHE_DATABASE)


def _with_database(address: str, database: int) -> str:
    # A database named in REDIS_URL is not kept: two are used, and which is ours to say.
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def quick_client(address: str) -> redis.Redis:
    """A client that gives up after a second (redis-py itself tries a dead socket for over four)."""
    return redis.Redis.from_url(
        address, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )
