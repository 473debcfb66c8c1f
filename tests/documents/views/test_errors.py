"""Error pages are pages: right status, right language, no inner details."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from documents.views import errors


def test_the_address_tells_the_language(client: Client, world: SimpleNamespace) -> None:
    chinese = client.get("/zh-hans/no/such/page/")
    english = client.get("/en/no/such/page/", headers={"accept-language": "zh"})
    assert chinese.status_code == english.status_code == 404
    assert "<h1>没有这个页面</h1>" in chinese.content.decode()
    assert "Page not found" not in chinese.content.decode()
    assert "<h1>Page not found</h1>" in english.content.decode()


def test_both_languages_where_the_address_does_not_tell(
    client: Client, world: SimpleNamespace
) -> None:
    html = client.get("/no/such/page/").content.decode()
    assert "<h1>没有这个页面</h1>" in html
    assert 'lang="en"><p class="as-title">Page not found</p>' in html
    html = client.get("/no/such/page/", headers={"accept-language": "en"}).content.decode()
    assert "<h1>Page not found</h1>" in html
    assert "没有这个页面" in html


def test_a_404_of_django_tells_nothing_of_the_inside(client: Client) -> None:
    request = RequestFactory().get("/zh-hans/x/")
    answer = errors.not_found(request, Http404("No Document matches the given query."))
    assert "given query" not in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: errors.bad_request(request, ValueError()), 400),
        (lambda request: errors.forbidden(request, PermissionError()), 403),
        (errors.server_error, 500),
    ],
)
def test_other_errors_need_no_database(view: object, status: int) -> None:
    answer = view(RequestFactory().get("/zh-hans/"))
    assert answer.status_code == status
    assert answer.content.decode().count("<h1") == 1


def test_pages_are_read_only(client: Client, world: SimpleNamespace) -> None:
    for page in ("", "commitments/", "documents/paper-one/", "jump/"):
        assert client.post(f"/zh-hans/{page}").status_code == 405


def test_the_number_of_the_request_is_on_the_page_and_in_the_header(client: Client) -> None:
    answer = client.get("/en/no/such/page/")
    assert f"<code>{answer['X-Request-ID']}</code>" in answer.content.decode()


def test_the_page_of_a_fault_asks_nothing_of_the_database() -> None:
    """Not even who is signed in: there is no database in this test."""
    request = RequestFactory().get("/zh-hans/")
    request.user = SimpleLazyObject(lambda: get_user_model().objects.get())
    answer = errors.server_error(request)
    assert answer.status_code == 500 and "<h1>" in answer.content.decode()
