"""Errors outside of any view: a page for people, a problem for programs."""

import sys

from django.http import HttpRequest, HttpResponse

from commitments.api.problems import (
    DATABASE_ERRORS,
    RETRY_SECONDS,
    database_problem,
    problem,
)
from documents.views import errors as pages

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return problem(request, 400) if is_api(request) else pages.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return problem(request, 403) if is_api(request) else pages.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return problem(request, 404) if is_api(request) else pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where it is the database that is away; asks nothing of it."""
    # Django calls this while it handles the error.
    error = sys.exception()
    if isinstance(error, DATABASE_ERRORS):
        if is_api(request):
            return database_problem(request, error)
        if is_away(error):
            return pages.unavailable(request, RETRY_SECONDS)
    return problem(request, 500) if is_api(request) else pages.server_error(request)


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, not merely what was asked failed."""
    cause = error.__cause__
    # Without a state of SQL no server has answered. 08: the connection, 57P: it stops or starts,
    # 53: it is full, 40001: a replica had to let go of what was being read.
    state = getattr(cause, "sqlstate", None) or ""
    return not state or state.startswith(("08", "57P", "53", "40001"))


def is_api(request: HttpRequest) -> bool:
    """Whether programs ask here."""
    return request.path_info.startswith(API)
