"""What who is signed in is told of the state of the site."""

import time

import redis
from django.conf import settings
from django.http import HttpRequest

from npt_tracker.redis_address import quick_client

# So long what was seen of Redis holds: one question in many pages.
SEEN_SECONDS = 5.0

_seen: tuple[float, bool] = (0.0, True)


def standing(request: HttpRequest) -> dict[str, bool]:
    """A context processor: `queue_away` while Redis does not answer; for who is signed in only.

    Others can hand nothing in, and of them neither session nor Redis is asked anything.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    user = getattr(request, "user", None)
    return {"queue_away": bool(user and user.is_authenticated and not _queue_answers())}


def _queue_answers() -> bool:
    global _seen
    when, answered = _seen
    if time.monotonic() - when > SEEN_SECONDS or not when:
        try:
            with quick_client(settings.REDIS_CACHE_URL) as client:
                client.ping()
            answered = True
        except redis.RedisError:
            answered = False
        _seen = (time.monotonic(), answered)
    return answered
