"""Conditional requests: one validator for all that is made of the public data alone.

A page, a list or a row can only change when register or evidence are written, the code changes, or
the day does (files and briefings state it). So its ETag is made of these and of what was asked,
before the view does anything, and 304 costs one query.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from documents import memory
from documents.changes import Moment, moment

# What the application is made of.
SOURCES = ("commitments", "documents", "npt_tracker", "templates", "locale", "static")
# Ask again each time: it costs next to nothing, and nobody reads what was withdrawn.
CACHING = {"public": True, "max_age": 0, "must_revalidate": True}
NOT_OURS = ("/admin/", "/healthz", "/readyz", "/metrics", "/static/")


@cache
def build() -> tuple[str, float]:
    """The digest of the code that runs, and the time of its newest file."""
    digest, newest = hashlib.blake2b(digest_size=8), 0.0
    for folder in SOURCES:
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.read_bytes())
                newest = max(newest, path.stat().st_mtime)
    return digest.hexdigest(), newest


class FreshnessMiddleware:
    """Answer 304 where nothing has changed; give ETag, Last-Modified and Cache-Control elsewhere.

    Who is signed in gets `private` answers without a validator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the answer with what `process_view` found."""
        try:
            response = self.get_response(request)
        finally:
            if token := getattr(request, "stamp_token", None):
                memory.end(token)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header(
            "Cache-Control"
        ):
            patch_cache_control(response, private=True, no_cache=True)
        validator = getattr(request, "validator", None)
        if validator and response.status_code == 200 and not response.has_header("ETag"):
            etag, modified = validator
            response.headers["ETag"] = etag
            response.headers["Last-Modified"] = http_date(modified)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, **CACHING)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer 304 (or 412) before the view is called; None where it has to be."""
        if not _is_of_public_data(request, view):
            return None
        try:
            now = moment()
        except DatabaseError:
            # Who answers knows best how to say it.
            return None
        request.stamp_token = memory.begin(now.stamp)
        request.validator = validator = _validator(request, now)
        return get_conditional_response(request, etag=validator[0], last_modified=validator[1])


def _is_of_public_data(request: HttpRequest, view: Callable[..., Any]) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.path_info.startswith(NOT_OURS)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not getattr(view, "live", False)
        and not getattr(getattr(view, "cls", None), "live", False)
    )


def _validator(request: HttpRequest, now: Moment) -> tuple[str, int]:
    """The ETag and the time of the last modification, in seconds.

    The epoch tells a database that was restored from one whose stamps it repeats.
    """
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    code, newest = build()
    asked = (
        request.get_full_path(),
        request.headers.get("Accept", ""),
        request.headers.get("Accept-Language", ""),
        request.headers.get("HX-Request", ""),
        request.get_host(),
        request.is_secure(),
    )
    text = repr((code, now.epoch, now.stamp, today, *asked))
    etag = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
    modified = max(now.changed_at, today, datetime.fromtimestamp(newest, UTC))
    return f'"{etag}"', int(min(modified, timezone.now()).timestamp())
