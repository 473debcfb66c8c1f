"""The decorator of pages that are not for everybody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from documents.views.access import needs
from tests.factories import make_account

pytestmark = pytest.mark.django_db

ask = RequestFactory()


@needs("documents.decide")
def view(request, number):
    """A page for reviewers."""
    return HttpResponse(f"for reviewers: {number}")


def answer(request, account):
    request.user = account
    return view(request, number=3)


def test_who_has_the_right_sees_the_page_and_no_cache_keeps_it():
    shown = answer(ask.get("/zh-hans/review/"), make_account("reviewer"))
    assert shown.content == b"for reviewers: 3"
    assert "no-store" in shown["Cache-Control"] and "private" in shown["Cache-Control"]
    assert view.live and view.__name__ == "view"


def test_who_is_signed_in_without_the_right_is_refused():
    with pytest.raises(PermissionDenied):
        answer(ask.get("/zh-hans/review/"), make_account("editor"))


def test_who_is_out_of_use_has_no_right():
    with pytest.raises(PermissionDenied):
        answer(ask.get("/zh-hans/review/"), make_account("reviewer", is_active=False))


@pytest.mark.parametrize(
    ("request_", "onward"),
    [
        (ask.get("/zh-hans/review/?kind=reported"), "%2Fzh-hans%2Freview%2F%3Fkind%3Dreported"),
        # What is sent has no page of its own: back to the one with the form, if it is ours.
        (
            ask.post("/x/", headers={"Referer": "http://testserver/zh-hans/p/3/"}),
            "%2Fzh-hans%2Fp%2F3%2F",
        ),
        (ask.post("/x/", headers={"Referer": "http://evil.example/p/"}), "%2Fzh-hans%2F"),
        (ask.post("/x/", headers={"Referer": "http://[evil"}), "%2Fzh-hans%2F"),
        (ask.post("/x/"), "%2Fzh-hans%2F"),
    ],
    ids=["page", "form", "form elsewhere", "no address", "form from nowhere"],
)
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(request_, onward):
    led = answer(request_, AnonymousUser())
    assert led.status_code == 302
    assert led.url == f"/zh-hans/account/sign-in/?next={onward}"


def test_a_part_of_a_page_leads_the_whole_page():
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/zh-hans/review/?n=2"}
    led = answer(ask.post("/zh-hans/decide/", headers=headers), AnonymousUser())
    assert led.status_code == 204
    assert led["HX-Redirect"] == "/zh-hans/account/sign-in/?next=%2Fzh-hans%2Freview%2F%3Fn%3D2"
