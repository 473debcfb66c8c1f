"""How long one query of a program may take. Pages and commands are not limited.

The limit is set on the connection when the first query needs it, and taken off when a page comes to
use the connection: one API request after another costs no round for it.
"""

from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from psycopg.pq import TransactionStatus

from commitments.api.problems import DATABASE_ERRORS, database_problem

PATHS = ("/api/", "/feeds/")

_set: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


class Limit:
    """Wraps the queries of one request: at most so many milliseconds each; 0: no limit."""

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds
        self.in_transaction = False

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Run a query under the limit."""
        if connection.in_atomic_block:
            self._limit_transaction()
        else:
            self._limit_connection()
        return execute(*query)

    def _limit_connection(self) -> None:
        self.in_transaction = False
        # As Django does before a query: a connection that was lost is made anew.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if _set.get(connection.connection, 0) != self.milliseconds:
            self._run("SET")
            _set[connection.connection] = self.milliseconds

    def _limit_transaction(self) -> None:
        line = connection.connection
        if line is None or connection.needs_rollback:
            return
        # A rollback takes back what was set within: so nothing is remembered of it.
        begins = line.info.transaction_status == TransactionStatus.IDLE
        known = self.in_transaction and not begins
        if not known and _set.get(line, 0) != self.milliseconds:
            self._run("SET LOCAL")
            self.in_transaction = True

    def _run(self, command: str) -> None:
        with connection.wrap_database_errors:
            connection.connection.execute(f"{command} statement_timeout = {self.milliseconds:d}")


class QueryLimit:
    """Middleware: limits the queries of programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer under the limit; rows that are read while the answer is sent are under it too."""
        programs = request.path_info.startswith(PATHS)
        limit = Limit(int(settings.API_QUERY_SECONDS * 1000) if programs else 0)
        with connection.execute_wrapper(limit):
            answer = self.get_response(request)
        if answer.streaming and programs and not answer.is_async:
            answer.streaming_content = _limited(answer.streaming_content, limit)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say of feeds that it took too long, or that the database is away, as the API does."""
        if isinstance(error, DATABASE_ERRORS) and request.path_info.startswith(PATHS):
            return database_problem(request, error)
        return None


def _limited(parts: Iterator[bytes], limit: Limit) -> Iterator[bytes]:
    with connection.execute_wrapper(limit):
        yield from parts
