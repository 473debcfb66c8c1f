"""Who may see and do what: one decorator for every page that is not for everybody."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from documents.views.freshness import live

View = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[View], View]:
    """Let through who has a right; others get 403, and who is not signed in is led to sign in."""

    def guard(view: View) -> View:
        @live
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if request.user.has_perm(permission):
                return view(request, *args, **named)
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

        return guarded

    return guard
