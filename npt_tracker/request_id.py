"""An id for every request: in the answer's headers, on error pages, in the log, in its tasks."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar, Token

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
# Where people paste drafts: nothing of them may be kept, not even in a log.
PRIVATE = re.compile(r"/(?:(?:zh-hans|en|api/v\d+)/)?check/")

_current: ContextVar[str] = ContextVar("request_id", default="-")
_private: ContextVar[bool] = ContextVar("private", default=False)


class RequestId:
    """Middleware: gives `request.request_id`. It is ours, never the caller's: logs stay clean."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the request, and tell the name with the answer."""
        request.request_id = uuid.uuid4().hex
        _current.set(request.request_id)
        _private.set(PRIVATE.match(request.path_info) is not None)
        answer = self.get_response(request)
        answer[HEADER] = request.request_id
        return answer


def current() -> str:
    """The id of the request that is answered, or that a task comes from; a dash without one."""
    return _current.get()


def holds_private_text() -> bool:
    """Whether what is answered now has text that nobody else may read."""
    return _private.get()


def begin(name: str) -> Token[str]:
    """Work under an id that came from elsewhere, until `end` is called."""
    return _current.set(name or "-")


def end(token: Token[str]) -> None:
    """Work under what was before."""
    _current.reset(token)
