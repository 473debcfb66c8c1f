"""Errors of the API in one shape, that of RFC 9457, with what to do and the id of the request."""

import json
import logging
from http import HTTPStatus
from typing import Any

import psycopg
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions
from rest_framework.settings import api_settings

from commitments.api.parameters import BadParameter

CONTENT_TYPE = "application/problem+json"
# A path, so that one kind of error has one name however the site is reached. It leads to the guide.
TYPES = "/api/v1/guide/#"
RETRY_SECONDS = 30

# By name of the kind: its title, which never changes, and what to say if nothing better is known.
KINDS: dict[str, tuple[str, str]] = {
    "bad-parameter": ("A parameter cannot be used", "See `parameter`."),
    "bad-request": ("The request cannot be understood", "It is not a request this API knows."),
    "bad-body": ("The body cannot be used", "See `errors`."),
    "bad-key": ("The key is not valid", "Leave the header Authorization out, or ask for a key."),
    "forbidden": ("Not allowed", "This is not open to you."),
    "no-key": ("A key is needed", "Send `Authorization: Token KEY` of an account that may."),
    "not-found": ("Nothing is here", "The address is wrong, or what it named is not public."),
    "method-not-allowed": ("This method is not offered", "The header Allow names those that are."),
    "not-acceptable": ("This format is not served", "`format` in the address chooses one."),
    "conflict": ("The request does not fit the present state", "Ask again for what has changed."),
    "gone": ("It is gone", "It was public once and is not now."),
    "precondition-failed": ("It has changed since", "Ask for it anew."),
    "too-large": ("The body is too large", "Send less at once."),
    "unsupported-media-type": ("This kind of body is not read", "Send application/json in UTF-8."),
    "too-many-requests": ("Too many requests", "Wait as long as Retry-After says."),
    "server-error": ("The server made a mistake", "It is in our log under `request_id`."),
    "unavailable": ("The data cannot be reached now", "Try again later."),
    "query-timeout": (
        "The answer took too long to find",
        "Ask for less: add filters, a smaller page_size, or take the dumps under /dumps/.",
    ),
}
BY_STATUS = {
    400: "bad-request",
    401: "bad-key",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    410: "gone",
    412: "precondition-failed",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    500: "server-error",
    503: "unavailable",
}

DATABASE_ERRORS = (OperationalError, InterfaceError)

# For the description of the API.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "The kind of error; the guide has a row for each.",
            "examples": [f"{TYPES}bad-parameter"],
        },
        "title": {"type": "string", "description": "The kind in words; never changes."},
        "status": {"type": "integer", "description": "As in the status line.", "examples": [400]},
        "detail": {"type": "string", "description": "What is wrong with this request."},
        "parameter": {"type": "string", "description": "The parameter that cannot be used."},
        "pointer": {"type": "string", "description": "JSON pointer to the place in the body."},
        "allowed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The names or values that could stand there.",
        },
        "errors": {
            "type": "array",
            "description": "Where several places of the body are wrong.",
            "items": {
                "type": "object",
                "required": ["detail", "pointer"],
                "properties": {"detail": {"type": "string"}, "pointer": {"type": "string"}},
            },
        },
        "request_id": {"type": "string", "description": "Its number in our log."},
    },
}

log = logging.getLogger(__name__)


class Unavailable(exceptions.APIException):
    """Something the answer needs does not answer itself: 503."""

    status_code = 503
    wait = RETRY_SECONDS

    def __init__(self, kind: str = "unavailable") -> None:
        self.kind = kind
        super().__init__(KINDS[kind][1], code=kind)


class TooLarge(exceptions.APIException):
    """The body is larger than is read: 413."""

    status_code = 413
    default_detail = KINDS["too-large"][1]
    default_code = "too-large"


def unavailable(error: Exception) -> Unavailable:
    """What an error of the database is to the caller: it took too long, or is away."""
    cancelled = isinstance(error.__cause__, psycopg.errors.QueryCanceled)
    return Unavailable("query-timeout" if cancelled else "unavailable")


def problem(
    request: HttpRequest | None, status: int, kind: str = "", detail: str = "", **more: Any
) -> HttpResponse:
    """Give an error as `application/problem+json`; `more` are further members.

    `kind` is one of `KINDS`: without it the status decides.
    """
    kind = kind or BY_STATUS.get(status, "bad-request" if status < 500 else "server-error")
    title, advice = KINDS[kind]
    body = {
        "type": TYPES + kind,
        "title": title,
        "status": status,
        "detail": detail or advice,
        **{name: value for name, value in more.items() if value},
        "request_id": getattr(request, "request_id", ""),
    }
    # What was asked may hold half of a surrogate pair, which UTF-8 has no bytes for.
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    answer = HttpResponse(text, content_type=CONTENT_TYPE, status=status)
    # An error of this minute is no answer for the next.
    answer["Cache-Control"] = "no-store"
    return answer


def database_problem(request: HttpRequest, error: Exception) -> HttpResponse:
    """Give what an error of the database is to the caller, outside of any API view."""
    found = unavailable(error)
    answer = problem(request, found.status_code, found.kind)
    answer["Retry-After"] = str(found.wait)
    return answer


class ProblemFormatter(ExceptionFormatter):
    """What an exception tells, as members of a problem."""

    def run(self) -> dict[str, Any]:
        """Name the kind, say what is wrong, and where in the request."""
        exc = self.exc
        if isinstance(exc, BadParameter):
            members = {"parameter": exc.parameter, "allowed": exc.allowed}
            return {"kind": "bad-parameter", "detail": str(exc), **members}
        if isinstance(exc, exceptions.ValidationError):
            return _body_errors(self.get_errors())
        detail = str(exc.detail)
        # The framework's standing phrase says less than ours.
        standing = exc.status_code >= 500 or detail == str(exc.default_detail)
        return {"kind": getattr(exc, "kind", ""), "detail": "" if standing else detail}


def _refused(exc: Any) -> BadParameter:
    """Turn the refusal of a filter that pages share into ours."""
    known = "There is no such value." if exc.value else f"There is no parameter {exc.parameter!r}."
    return BadParameter(exc.parameter, exc.detail or known, exc.allowed)


def _body_errors(errors: list[Any]) -> dict[str, Any]:
    """Errors of a body, each with a JSON pointer to the place."""
    found = [{"detail": error.detail, "pointer": _pointer(error.attr)} for error in errors]
    if len(found) == 1:
        return {"kind": "bad-body", **found[0]}
    return {"kind": "bad-body", "errors": found}


def _pointer(attribute: str | None) -> str:
    whole = attribute is None or attribute == api_settings.NON_FIELD_ERRORS_KEY
    return "#" if whole else f"#/{attribute}"


class ProblemHandler(ExceptionHandler):
    """Every exception of an API view becomes a problem; what nobody foresaw is logged."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """Name what is the caller's, and what is the database's."""
        if isinstance(exc, DATABASE_ERRORS):
            return unavailable(exc)
        if isinstance(exc, RequestDataTooBig):
            # One that names a limit says what to do.
            return TooLarge(str(exc) if hasattr(exc, "limit") else None)
        if isinstance(exc, BadRequest) and getattr(exc, "parameter", ""):
            return _refused(exc)
        if isinstance(exc, BadRequest | SuspiciousOperation | UnreadablePostError):
            return exceptions.ParseError(KINDS["bad-request"][1])
        return super().convert_known_exceptions(exc)

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> HttpResponse:
        """Give the problem, whatever format was asked for."""
        answer = problem(self.context["request"], exc.status_code, **data)
        for name, value in self.get_headers(exc).items():
            answer[name] = value
        return answer

    def get_headers(self, exc: exceptions.APIException) -> dict[str, str]:
        """Add to the usual headers that an error is ours to try again."""
        headers = super().get_headers(exc)
        # A rounded second would be one too early.
        if wait := getattr(exc, "wait", None):
            headers["Retry-After"] = str(max(1, -int(-wait // 1)))
        return headers

    def report_exception(self, exc: exceptions.APIException, response: HttpResponse) -> None:
        """Log what was not foreseen with its traceback; what is down, in one line."""
        if isinstance(exc, Unavailable):
            phrase = HTTPStatus(exc.status_code).phrase
            log.warning("%s (%s): %s", phrase, exc.kind, self.exc)
            return
        super().report_exception(exc, response)
