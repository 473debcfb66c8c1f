"""What the log's lines look like: plain ones for people, JSON (`LOG_FORMAT=json`) for machines.

Both hold the id of the request, also in the worker, for what the request led to. Neither holds what
somebody asked or who asked: no query, no body, no address, no account.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from npt_tracker.request_id import current, holds_private_text

log = logging.getLogger("npt_tracker.requests")


class AddContext(logging.Filter):
    """A filter of logging: adds the id of the request, and keeps pasted text out of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add `request_id`; of an error over pasted text only where it came from is kept."""
        record.request_id = current()
        if holds_private_text():
            _forget_words(record)
        return True


def _forget_words(record: logging.LogRecord) -> None:
    """Leave of errors only what they are and where they came from: their words quote the text."""
    if record.exc_info and record.exc_info[0] is not None:
        # Nothing of the errors behind it is kept, either.
        kind, _error, trace = record.exc_info
        where = "".join(traceback.format_tb(trace))
        record.exc_text = f"{where}{kind.__qualname__} (its words are not logged)"
        record.exc_info = None
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(each).__qualname__ if isinstance(each, BaseException) else each
            for each in record.args
        )


class JsonLines(logging.Formatter):
    """One object a line, of named members only: what else a record carries is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
            "process": record.process,
        }
        line |= getattr(record, "members", {})
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestLines:
    """Middleware: a line for each request, with `LOG_REQUESTS=1`; its path, never its query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then tell what was answered and how long it took."""
        begun = time.perf_counter()
        answer = self.get_response(request)
        took = round((time.perf_counter() - begun) * 1000, 1)
        members = {
            "method": request.method,
            "path": request.path_info,
            "status": answer.status_code,
            "milliseconds": took,
        }
        log.info(
            "%s %s %s in %s ms",
            *(members["method"], members["path"], members["status"], took),
            extra={"members": members},
        )
        return answer
