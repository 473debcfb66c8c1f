"""How often one client may ask the API: counted in the cache, told with every answer.

Counts are of whole windows: `300/minute` starts anew with each minute. One round to the cache per
request, where a log of times would be read and written whole.
"""

import logging
import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from documents.limits import client_address, client_network

# After the cache failed once, requests do not wait for it again so soon.
PAUSE_SECONDS = 5.0

log = logging.getLogger(__name__)


class Standing(NamedTuple):
    """Where a client stands: what it may ask in a window, what is left, seconds to the next."""

    limit: int
    remaining: int
    reset: int


class RateLimit(SimpleRateThrottle):
    """One rate for those without a key, by address, and a higher one for each key.

    Without the cache everything is allowed, and the log says so.
    """

    rate = None
    paused_until = 0.0

    def __init__(self) -> None:
        """Leave rates to the settings of the moment."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request, and tell whether it is within the rate."""
        scope, client = self._client(request)
        limit, seconds = self.parse_rate(settings.API_RATES[scope])
        now = self.timer()
        window = int(now // seconds)
        self.left = (window + 1) * seconds - now
        # The cache holds no address, only its keyed hash.
        name = f"rate:{scope}:{salted_hmac('rate', client).hexdigest()[:32]}:{window}"
        count = self._count(name, seconds)
        if count is None:
            return True
        standing = Standing(limit, max(0, limit - count), math.ceil(self.left))
        request._request.standing = standing
        return count <= limit

    def wait(self) -> float:
        """Seconds until the next window."""
        return self.left

    def _client(self, request: Request) -> tuple[str, str]:
        if request.auth is not None:
            return "key", request.auth.digest
        return "anonymous", client_network(client_address(request))

    def _count(self, name: str, seconds: int) -> int | None:
        """Count one more; None where the cache does not answer."""
        if time.monotonic() < RateLimit.paused_until:
            return None
        try:
            return _one_more(name, seconds)
        except (RedisError, OSError) as error:
            RateLimit.paused_until = time.monotonic() + PAUSE_SECONDS
            log.warning("rates are not held for %g s: %s", PAUSE_SECONDS, error)
            return None


def _one_more(name: str, seconds: int) -> int:
    try:
        return cache.incr(name)
    except ValueError:  # the first of its window
        return 1 if cache.add(name, 1, seconds) else cache.incr(name)


class RateHeaders:
    """Middleware: tells where the client stands with every answer that was counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers."""
        answer = self.get_response(request)
        if standing := getattr(request, "standing", None):
            answer["X-RateLimit-Limit"] = str(standing.limit)
            answer["X-RateLimit-Remaining"] = str(standing.remaining)
            answer["X-RateLimit-Reset"] = str(standing.reset)
        return answer
