"""An id for every request: in the answer's headers, on error pages, in the log."""

import logging
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"

_current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestId:
    """Middleware: gives `request.request_id`. It is ours, never the caller's: logs stay clean."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the request, and tell the name with the answer."""
        request.request_id = uuid.uuid4().hex
        _current.set(request.request_id)
        answer = self.get_response(request)
        answer[HEADER] = request.request_id
        return answer


class NameRequest(logging.Filter):
    """A filter of logging: adds the id of the request that is answered; a dash without one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add `request_id` to the record."""
        record.request_id = _current.get()
        return True
