"""Errors outside of any view: a page for people, a problem for programs."""

import sys

from django.http import HttpRequest, HttpResponse

from commitments.api.problems import DATABASE_ERRORS, database_problem, problem
from documents.views import errors as pages

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return problem(request, 400) if is_api(request) else pages.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return problem(request, 403) if is_api(request) else pages.forbidden(request, exception)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was not sent from a page of ours, or from one kept for too long."""
    return problem(request, 403) if is_api(request) else pages.stale_form(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return problem(request, 404) if is_api(request) else pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; asks nothing of the database. Without the database programs are told 503."""
    if not is_api(request):
        return pages.server_error(request)
    # Django calls this while it handles the error.
    error = sys.exception()
    if isinstance(error, DATABASE_ERRORS):
        return database_problem(request, error)
    return problem(request, 500)


def is_api(request: HttpRequest) -> bool:
    """Whether programs ask here."""
    return request.path_info.startswith(API)
