"""Reading from a replica: pages of readers without an account are made from it, all else is not.

For such a request the replica takes the place of the database in this thread: for models, for raw
statements, for the stamp under which counts are kept. So what is answered is of one database, which
is a little behind, never of two. Who is signed in, who has just sent something, and every command
and task read from the primary.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ALIAS = "replica"
COOKIE = "wrote"
SAFE = ("GET", "HEAD", "OPTIONS")
# Who is asked there needs an account, or tells of the primary.
PRIMARY = ("/admin/", "/healthz", "/readyz", "/metrics")
# After it failed to answer, requests do not wait for it again so soon.
PAUSE_SECONDS = 10.0

log = logging.getLogger(__name__)


class ReadFromReplica:
    """Middleware: chooses the database of a request."""

    paused_until = 0.0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the replica what may be a little behind, if it is well."""
        if not (_may_be_behind(request) and self._is_well()):
            answer = self.get_response(request)
            if request.method not in SAFE:
                _remember(answer)
            return answer
        with _in_its_place():
            answer = self.get_response(request)
        if answer.streaming and not answer.is_async:
            answer.streaming_content = _streamed(iter(answer.streaming_content))
        return answer

    def _is_well(self) -> bool:
        if time.monotonic() < ReadFromReplica.paused_until:
            return False
        connection = connections[ALIAS]
        try:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        except OperationalError as error:
            ReadFromReplica.paused_until = time.monotonic() + PAUSE_SECONDS
            log.warning("the replica does not answer, the primary does its work: %s", error)
            return False
        return True


def _may_be_behind(request: HttpRequest) -> bool:
    return (
        request.method in SAFE
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and COOKIE not in request.COOKIES
        and not request.path_info.startswith(PRIMARY)
    )


def _remember(answer: HttpResponseBase) -> None:
    """Have who sent something see it: as long as a replica may be behind."""
    answer.set_cookie(
        COOKIE,
        "1",
        max_age=settings.REPLICA_LAG_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


@contextmanager
def _in_its_place() -> Iterator[None]:
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def _streamed(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts of an answer that are made while it is sent: from the replica too."""
    while True:
        with _in_its_place():
            part = next(parts, None)
        if part is None:
            return
        yield part
