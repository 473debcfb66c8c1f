"""Who may see and do what: one decorator for every page that is not for everybody."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from documents.views import unsent
from documents.views.freshness import live

View = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[View], View]:
    """Let through who has a right (`documents.decide`, see `documents.roles`).

    Others get 403, and who is not signed in is led to the page for that, and back; what was written
    in a form is kept meanwhile. The answer is never kept by anybody.
    """

    def guard(view: View) -> View:
        @live
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if request.user.has_perm(permission):
                if request.method == "POST":
                    unsent.forget(request)
                return view(request, *args, **named)
            if request.user.is_authenticated:
                raise PermissionDenied
            unsent.keep(request, page_of(request))
            return to_sign_in(request)

        return guarded

    return guard


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the page where one signs in; from there back to where the reader was."""
    address = f"{reverse('sign-in')}?{urlencode({'next': page_of(request)})}"
    if request.headers.get("HX-Request"):
        # A redirect would put the whole page into the part that was asked for.
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def is_of_ours(request: HttpRequest, address: str) -> bool:
    """Whether somebody may be led to this address: a path of this site.

    What does not begin as a path may be the name of a page to `redirect`, and is none of ours.
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def page_of(request: HttpRequest) -> str:
    """The address of the page that the reader sees, without host."""
    shown = request.headers.get("HX-Current-URL", "")
    if not shown:
        if request.method in ("GET", "HEAD"):
            return request.get_full_path()
        shown = request.headers.get("Referer", "")
    try:
        parts = urlsplit(shown)
    except ValueError:
        return reverse("home")
    if parts.netloc != request.get_host():
        return reverse("home")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
