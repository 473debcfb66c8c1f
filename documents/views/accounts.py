"""Signing in and out, and the password: pages for those who have an account."""

import math

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from documents import accounts, signing_in
from documents.forms import PasswordForm, SignInForm
from documents.limits import client_address
from documents.views import unsent
from documents.views.access import is_of_ours, to_sign_in
from documents.views.freshness import live

# Whichever way of signing in finds an account, it is this one that it is signed in by.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@live
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; lead on to where the reader wanted to go.

    What is wrong is told in the same words whether the account exists or not.
    """
    onward = _onward(request)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = signing_in.account_of(
                name=given["name"], password=given["password"], address=client_address(request)
            )
        except signing_in.TooManyAttempts as error:
            return _wait(request, "accounts/sign-in.html", form, error, next=onward)
        if account is not None:
            login(request, account, backend=BACKEND)
            unsent.signed_in(request, account)
            # Nobody else does: sessions that ran out would stay for ever.
            request.session.clear_expired()
            answer = redirect(onward)
            unsent.remember_writer(answer, account)
            return answer
        form.add_error(None, _("账户名和密码不符，或者该账户已停用。"))
    status = 400 if form.errors else 200
    context = {"form": form, "next": onward, "unsent": unsent.is_kept(request)}
    return render(request, "accounts/sign-in.html", context, status=status)


@live
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    answer = redirect("home")
    answer.delete_cookie(unsent.COOKIE, samesite="Lax")
    return answer


@live
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password_page(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account are over then."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            known = signing_in.knows_password(
                account=request.user, password=given["old"], address=client_address(request)
            )
        except signing_in.TooManyAttempts as error:
            return _wait(request, "accounts/password.html", form, error)
        if known:
            accounts.set_password(account=request.user, password=given["new"])
            update_session_auth_hash(request, request.user)
            return redirect(f"{reverse('password')}?done")
        form.add_error("old", _("现在的密码不对。"))
    done = "done" in request.GET and not form.is_bound
    context = {"form": form, "done": done, "rules": password_validators_help_texts()}
    status = 400 if form.errors else 200
    return render(request, "accounts/password.html", context, status=status)


@live
@never_cache
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead from the admin's own page for it to ours: there is one door."""
    onward = _onward(request, otherwise=reverse("admin:index"))
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': onward})}")


def _wait(
    request: HttpRequest,
    template: str,
    form: Form,
    error: signing_in.TooManyAttempts,
    **context: str,
) -> HttpResponse:
    """Answer 429, and say when to try again."""
    minutes = math.ceil(error.seconds / 60)
    form.add_error(
        None,
        ngettext(
            "尝试次数过多。请在%(n)s分钟后再试。", "尝试次数过多。请在%(n)s分钟后再试。", minutes
        )
        % {"n": minutes},
    )
    answer = render(request, template, {"form": form, **context}, status=429)
    answer["Retry-After"] = str(error.seconds)
    return answer


def _onward(request: HttpRequest, otherwise: str = "") -> str:
    """Where the reader wanted to go, on this site only."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if is_of_ours(request, wanted):
        return wanted
    return otherwise or reverse("home")
