"""Dumps: the list of them, and their files, also in parts."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from documents.dumps import shelf
from documents.views.errors import PageMissing
from documents.views.freshness import live

LATEST = "latest"
# One range; several at once may be answered with the whole, and are.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 1 << 16
SHOWN = (".json", ".md")


@live
@require_safe
def dump_list(request: HttpRequest) -> HttpResponse:
    """List the dumps for people."""
    found = [(each.name, shelf.manifest(each)) for each in shelf.dumps(settings.DUMPS_DIR)]
    return render(request, "dumps/list.html", {"dumps": found})


@live
@require_safe
def dump_index(request: HttpRequest) -> HttpResponse:
    """List the dumps for programs, the newest first."""
    found = [
        {
            "date": each.name,
            "manifest": request.build_absolute_uri(f"/dumps/{each.name}/manifest.json"),
        }
        for each in shelf.dumps(settings.DUMPS_DIR)
    ]
    return JsonResponse({"dumps": found})


@live
@require_safe
def dump_file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """Give a file of a dump, or the part of it that is asked for."""
    if name == LATEST:
        return _to_newest(file)
    found = shelf.served(settings.DUMPS_DIR, name, file)
    if found is None:
        raise PageMissing
    etag, modified = f'"{found.sha256}"', int(found.made_at.timestamp())
    answer = _answer(request, found, etag, modified)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(modified)
    answer["Accept-Ranges"] = "bytes"
    # A dump never changes.
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    unchanged = get_conditional_response(request, etag, modified, answer)
    if unchanged is not answer:
        answer.close()
    return unchanged


def _to_newest(file: str) -> HttpResponse:
    newest = next(iter(shelf.dumps(settings.DUMPS_DIR)), None)
    if newest is None:
        raise PageMissing
    answer = redirect("dump-file", name=newest.name, file=file)
    answer["Cache-Control"] = "no-cache"
    return answer


def _answer(
    request: HttpRequest, found: shelf.Served, etag: str, modified: int
) -> HttpResponseBase:
    wanted = _wanted(request, found.size, etag, modified)
    download = found.path.suffix not in SHOWN
    if wanted is None:
        handle = found.path.open("rb")
        return FileResponse(
            handle, as_attachment=download, filename=_called(found), content_type=found.media_type
        )
    if not wanted:
        answer = HttpResponse(status=416, content_type="text/plain")
        answer["Content-Range"] = f"bytes */{found.size}"
        return answer
    part: HttpResponseBase = StreamingHttpResponse(
        _pieces(found.path, wanted), status=206, content_type=found.media_type
    )
    part["Content-Range"] = f"bytes {wanted[0]}-{wanted[-1]}/{found.size}"
    part["Content-Length"] = str(len(wanted))
    return part


def _called(found: shelf.Served) -> str:
    return f"npt-{found.path.parent.name}-{found.path.name}"


def _wanted(request: HttpRequest, size: int, etag: str, modified: int) -> range | None:
    """The bytes asked for; None: all; empty: there are no such bytes."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.method != "GET" or not _same(request, etag, modified):
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1) if last else size)


def _same(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether the part already held, if any, is of this very file."""
    held = request.headers.get("If-Range", "").strip()
    return not held or held == etag or parse_http_date_safe(held) == modified


def _pieces(path: Path, wanted: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(wanted.start)
        left = len(wanted)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
