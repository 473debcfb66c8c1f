"""Errors outside of any view: a page for people, a problem for programs."""

from django.http import HttpRequest, HttpResponse

from commitments.api.problems import problem
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
    """Answer 500; asks nothing of the database."""
    return problem(request, 500) if is_api(request) else pages.server_error(request)


def is_api(request: HttpRequest) -> bool:
    """Whether programs ask here."""
    return request.path_info.startswith(API)
