"""Signing in and out, and the password."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheGone

from documents import signing_in
from documents.models import SignInAttempt
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.django_db

DOOR = "/zh-hans/account/sign-in/"
MOST = signing_in.OF_ACCOUNT.most


def knock(client: Client, name: str, password: str = "wrong", where: str = DOOR, **more):
    return client.post(where, {"name": name, "password": password}, **more)


@pytest.fixture
def ming():
    return make_account("reviewer", name="ming")


def test_signing_in_and_out(client, ming):
    answer = knock(client, "ming", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/zh-hans/")
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 3600
    page = client.get("/zh-hans/")
    html = page.content.decode()
    assert "已登录：ming" in html and "复核人" in html
    assert page["Cache-Control"] == "private, no-store" and "Cookie" in page["Vary"]
    assert client.get("/zh-hans/account/sign-out/").status_code == 405
    assert client.post("/zh-hans/account/sign-out/").url == "/zh-hans/"
    assert "已登录" not in client.get("/zh-hans/").content.decode()


def test_sessions_that_ran_out_are_removed(client, ming):
    old = timezone.now() - timedelta(days=1)
    Session.objects.create(session_key="old", session_data="", expire_date=old)
    knock(client, "ming", PASSWORD)
    assert not Session.objects.filter(pk="old").exists() and Session.objects.count() == 1


def test_readers_see_nothing_of_accounts_but_the_door(client):
    page = client.get("/en/")
    assert "Signed in" not in page.content.decode()
    assert DOOR.replace("zh-hans", "en") in page.content.decode()
    assert settings.CSRF_COOKIE_NAME not in page.cookies
    assert "public" in page["Cache-Control"]


def test_the_cookie_goes_over_tls_only_where_there_is_tls(settings):
    # As the settings say it; the tests' own have no TLS.
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.HTTPS


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/en/documents/?page=2", "/en/documents/?page=2"),
        ("https://evil.example/", "/zh-hans/"),
        ("//evil.example/", "/zh-hans/"),
        ("https:evil.example", "/zh-hans/"),
        ("javascript:alert(1)", "/zh-hans/"),
        ("/\\evil.example", "/zh-hans/"),
        ("nowhere", "/zh-hans/"),
        ("sign-out", "/zh-hans/"),
        ("", "/zh-hans/"),
    ],
)
def test_it_leads_on_within_this_site_only(client, ming, wanted, led):
    asked = client.get(DOOR, {"next": wanted})
    assert asked.context["next"] == led
    answer = client.post(DOOR, {"name": "ming", "password": PASSWORD, "next": wanted})
    assert answer.url == led


def test_the_door_says_the_same_whoever_knocks(client, ming):
    make_account(name="gone", is_active=False)
    said = [
        knock(client, "ming"),
        knock(client, "nobody"),
        knock(client, "gone", PASSWORD),
        knock(client, "gone"),
    ]
    assert {answer.status_code for answer in said} == {400}
    assert len({tuple(answer.context["form"].non_field_errors()) for answer in said}) == 1
    assert get_user_model().objects.filter(last_login=None).count() == 2


def test_a_key_to_the_api_opens_no_door(client):
    get_user_model().objects.create(username="api-key:team", password="!")
    assert knock(client, "api-key:team", "!").status_code == 400


def test_after_a_few_wrong_passwords_not_even_the_right_one_is_looked_at(client, ming):
    assert {knock(client, "ming").status_code for _time in range(MOST)} == {400}
    answer = knock(client, "ming", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= signing_in.OF_ACCOUNT.seconds + 1
    assert "请在15分钟后再试" in answer.content.decode()
    # Another way to write the name, the admin's door and the English one are the same door.
    assert knock(client, "ＭＩＮＧ ", PASSWORD).status_code == 429
    assert knock(client, "ming", PASSWORD, where=DOOR.replace("zh-hans", "en")).status_code == 429
    led = client.post("/admin/login/?next=/admin/", {"username": "ming", "password": PASSWORD})
    assert (led.status_code, led.url) == (302, f"{DOOR}?next=%2Fadmin%2F")
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    # From elsewhere the owner still gets in.
    assert knock(client, "ming", PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_who_gets_in_begins_anew(client, ming):
    for _time in range(3):
        for _wrong in range(MOST - 1):
            knock(client, "ming")
        assert knock(client, "ming", PASSWORD).status_code == 302
        client.post("/zh-hans/account/sign-out/")
    assert SignInAttempt.objects.count() == 0


def test_after_a_while_one_may_try_again(client, ming):
    for _time in range(MOST):
        knock(client, "ming")
    past = timezone.now() - timedelta(seconds=signing_in.OF_ACCOUNT.seconds)
    SignInAttempt.objects.update(made_at=past)
    assert knock(client, "ming").status_code == 400
    # What counts no more is not kept either.
    assert SignInAttempt.objects.count() == 1


def test_one_address_cannot_try_many_accounts(client):
    for number in range(signing_in.OF_ADDRESS.most):
        assert knock(client, f"name-{number}").status_code == 400
    assert knock(client, "one-more").status_code == 429
    assert knock(client, "one-more", REMOTE_ADDR="192.0.2.7").status_code == 400
    assert SignInAttempt.objects.count() == signing_in.OF_ADDRESS.most + 1


def test_a_written_address_is_not_believed(client, ming, settings):
    def from_(*addresses: str) -> int:
        return knock(client, "ming", headers={"X-Forwarded-For": ", ".join(addresses)}).status_code

    assert [from_(f"192.0.2.{number}") for number in range(MOST + 1)] == [400] * MOST + [429]
    # Behind one proxy the last address is what that proxy saw; what stands before it is made up.
    settings.TRUSTED_PROXIES = 1
    said = [from_(f"192.0.2.{number}", "198.51.100.9") for number in range(MOST + 1)]
    assert said == [400] * MOST + [429]


def test_of_a_network_of_one_customer_every_address_counts(client, ming):
    said = [
        knock(client, "ming", REMOTE_ADDR=f"2001:db8:1:2::{number:x}").status_code
        for number in range(MOST + 1)
    ]
    assert said == [400] * MOST + [429]


def test_the_door_holds_without_the_cache(client, ming, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    with pytest.raises(CacheGone):
        cache.get("anything")
    assert {knock(client, "ming").status_code for _time in range(MOST)} == {400}
    assert knock(client, "ming", PASSWORD).status_code == 429


def test_neither_name_nor_address_is_kept(client):
    knock(client, "ming", REMOTE_ADDR="192.0.2.7")
    row = SignInAttempt.objects.get()
    assert not {"ming", "192.0.2.7"} & {row.pair, row.address}


def test_the_password_is_changed_and_other_sessions_end(client, ming):
    page = "/zh-hans/account/password/"
    elsewhere = Client()
    for each in (client, elsewhere):
        assert knock(each, "ming", PASSWORD).status_code == 302
    new = "another quince 4712"
    refused = [
        {"old": PASSWORD, "new": "short", "again": "short"},
        {"old": PASSWORD, "new": new, "again": new + "x"},
        {"old": "wrong", "new": new, "again": new},
    ]
    for given in refused:
        assert client.post(page, given).status_code == 400
    assert elsewhere.get(page).status_code == 200
    done = client.post(page, {"old": PASSWORD, "new": new, "again": new})
    assert done.url == f"{page}?done"
    assert "密码已更改" in client.get(done.url).content.decode()
    assert elsewhere.get(page).status_code == 302
    assert knock(elsewhere, "ming", PASSWORD).status_code == 400
    assert knock(elsewhere, "ming", new).status_code == 302


def test_the_own_password_is_not_found_by_trying(client, ming):
    client.force_login(ming)
    given = {"old": "wrong", "new": "another quince 4712", "again": "another quince 4712"}
    said = [client.post("/en/account/password/", given).status_code for _time in range(MOST + 1)]
    assert said == [400] * MOST + [429]


def test_who_is_put_out_of_use_is_out_at_once(client, ming):
    client.force_login(ming)
    assert client.get("/zh-hans/account/password/").status_code == 200
    get_user_model().objects.update(is_active=False)
    assert client.get("/zh-hans/account/password/").status_code == 302


def test_a_form_without_its_mark_is_refused(ming):
    strict = Client(enforce_csrf_checks=True)
    answer = knock(strict, "ming", PASSWORD)
    assert answer.status_code == 403 and "表单已失效" in answer.content.decode()
    assert settings.SESSION_COOKIE_NAME not in strict.cookies
    # With the mark that the page carries it goes through.
    token = strict.get(DOOR).context["csrf_token"]
    sent = {"name": "ming", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert strict.post(DOOR, sent).status_code == 302
