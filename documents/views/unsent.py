"""What was written in a form when the session had run out: kept for a while, for its writer only.

A form that is sent without a session leads to the page for signing in, and what was written would
be lost. It is kept in the session of nobody that the browser has then, and shown again in the form
when the same account signs in; the person sends it. Kept is text only, never of forms with
passwords or files, and nothing of it is logged.

Whose it is tells a cookie that is set by signing in: a form is taken only with the mark that it got
after the last signing in of this browser, so whoever signed in last has written it. Without the
cookie nothing is kept, so strangers fill no sessions.
"""

import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, QueryDict

COOKIE, SALT = "writer", "documents.unsent"
# So long after signing in a form is known as that account's.
COOKIE_SECONDS = 14 * 24 * 3600
# So long it is kept, and so many bytes of it at most.
KEPT_SECONDS = 30 * 60
LONGEST = 8 * 1024
# As sent: a Chinese character takes nine.
LONGEST_BODY = 4 * LONGEST
_KEY = "unsent"
_FORM = "application/x-www-form-urlencoded"
_LEFT_OUT = ("csrfmiddlewaretoken", "password")


def remember_writer(answer: HttpResponse, account: AbstractBaseUser) -> None:
    """Have the browser know who signed in last."""
    answer.set_signed_cookie(
        COOKIE,
        str(account.pk),
        salt=SALT,
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def keep(request: HttpRequest, page: str) -> None:
    """Keep the form that was sent from its own page; nothing else, and nothing long."""
    writer = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=COOKIE_SECONDS)
    if not writer or request.method != "POST" or urlsplit(page).path != request.path:
        return
    if request.content_type != _FORM or _length(request) > LONGEST_BODY:
        return
    written = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(each in name.lower() for each in _LEFT_OUT)
    ]
    if sum(len(f"{name}{value}".encode()) for name, value in written) > LONGEST:
        return
    request.session[_KEY] = {
        "by": writer,
        "at": _place(request),
        "until": time.time() + KEPT_SECONDS,
        "written": written,
    }
    request.session.set_expiry(KEPT_SECONDS)


def signed_in(request: HttpRequest, account: AbstractBaseUser) -> None:
    """Make the session a signed-in one's; what another account wrote is forgotten."""
    if _KEY in request.session:
        request.session.set_expiry(None)
        if _kept(request).get("by") != str(account.pk):
            del request.session[_KEY]


def is_kept(request: HttpRequest) -> bool:
    """Whether something waits for its writer to sign in."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(_kept(request))


def written(request: HttpRequest) -> QueryDict | None:
    """What this account wrote in the form of this page before its session ran out."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    kept = _kept(request)
    if request.method == "POST" or kept.get("by") != str(request.user.pk):
        return None
    if kept["at"] != _place(request):
        return None
    found = QueryDict(mutable=True)
    for name, value in kept["written"]:
        found.appendlist(name, value)
    return found


def forget(request: HttpRequest) -> None:
    """Let go of what was written here: it is being sent. What is too old goes too."""
    if _KEY in request.session and _kept(request).get("at") in (None, _place(request)):
        del request.session[_KEY]


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept = request.session.get(_KEY) or {}
    return kept if kept.get("until", 0) > time.time() else {}


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdigit() else LONGEST_BODY + 1


def _place(request: HttpRequest) -> str:
    """The page, in whichever language."""
    match = request.resolver_match
    return f"{match.view_name} {sorted((name, str(value)) for name, value in match.kwargs.items())}"
