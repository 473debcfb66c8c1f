"""What was written when the session had run out: kept for its writer, and sent by nobody else."""

import logging
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from documents.models import Citation, Decision
from documents.views import unsent
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.django_db

DOOR = "/zh-hans/account/sign-in/"
NOTE = "只有写的人才能看到的说明"


@pytest.fixture
def wang() -> Any:
    """A reviewer who is an editor too."""
    return make_account("reviewer", "editor", name="wang")


@pytest.fixture
def citation(world: Any) -> Citation:
    return Citation.objects.public().filter(commitment__key="action-plan-2010:5c").first()


@pytest.fixture
def page(citation: Citation) -> str:
    return f"/zh-hans/review/citations/{citation.pk}/?queue=reported"


@pytest.fixture
def browser(wang: Any) -> Client:
    """A browser that looks at the marks of forms, in which the reviewer signed in."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, "wang", DOOR)
    return client


def sign_in(client: Client, name: str, there: str) -> Any:
    token = client.get(there).context["csrf_token"]
    onward = there.partition("next=")[2].replace("%2F", "/").replace("%3F", "?")
    sent = {"name": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
    return client.post(there, sent | {"next": onward.replace("%3D", "=")})


def run_out() -> None:
    """As if twelve hours had gone."""
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def write(client: Client, page: str, *, late: bool = True, **said: str) -> Any:
    """Fill in the form on a page and send it, when the session has run out meanwhile."""
    token = client.get(page).context["csrf_token"]
    if late:
        run_out()
    sent = {"csrfmiddlewaretoken": token, "note": NOTE, "action": "reject", "seen": "x"}
    headers = {"Referer": f"http://testserver{page}"}
    return client.post(page, _encoded(sent | said), unsent._FORM, headers=headers)


def _encoded(sent: dict[str, str]) -> str:
    return urlencode(sent)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_it_is_shown_again_and_sent_by_the_person_alone(
    browser: Client, page: str, citation: Citation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    led = write(browser, page, target="行动3", words="行动5(c)")
    assert led.status_code == 302 and led.url.startswith(DOOR)
    door = browser.get(led.url)
    assert "已暂时保存" in text_of(door) and NOTE not in text_of(door)
    back = sign_in(browser, "wang", led.url)
    assert back.url == page
    shown = browser.get(page)
    assert NOTE in text_of(shown) and 'value="行动3"' in text_of(shown)
    assert "还没有提交" in text_of(shown)
    # In the other language it is the same form; on another page it is not shown.
    assert NOTE in text_of(browser.get(page.replace("zh-hans", "en")))
    assert NOTE not in text_of(browser.get("/zh-hans/review/"))
    citation.refresh_from_db()
    assert not Decision.objects.exists() and citation.review_state == "unreviewed"
    assert NOTE not in caplog.text
    # The session is one of a working day again.
    age = Session.objects.get(pk=browser.session.session_key).expire_date - timezone.now()
    assert age > timedelta(hours=11)
    sent = write(browser, page, late=False, seen=shown.context["seen"])
    assert sent.status_code == 302 and Decision.objects.get().note == NOTE
    assert "还没有提交" not in text_of(browser.get(page))


def test_another_account_does_not_get_it(browser: Client, page: str) -> None:
    make_account("reviewer", name="li")
    led = write(browser, page)
    sign_in(browser, "li", led.url)
    assert NOTE not in text_of(browser.get(page))
    # Nor does its writer afterwards: it is forgotten.
    assert unsent._KEY not in browser.session
    sign_in(browser, "wang", led.url)
    assert NOTE not in text_of(browser.get(page))


def test_it_is_kept_for_a_short_time(
    browser: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    led = write(browser, page)
    left = Session.objects.get(pk=browser.session.session_key).expire_date - timezone.now()
    assert left <= timedelta(seconds=unsent.KEPT_SECONDS)
    later = time.time() + unsent.KEPT_SECONDS + 1
    monkeypatch.setattr(unsent.time, "time", lambda: later)
    assert "已暂时保存" not in text_of(browser.get(led.url))
    sign_in(browser, "wang", led.url)
    assert NOTE not in text_of(browser.get(page)) and unsent._KEY not in browser.session


def test_what_is_too_long_or_no_text_is_not_kept(browser: Client, page: str) -> None:
    def kept() -> bool:
        found = unsent._KEY in browser.session
        browser.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        sign_in(browser, "wang", DOOR)
        return found

    write(browser, page, note="字" * 3000)
    assert not kept()
    write(browser, page, password="geheim", csrf="x")
    assert [name for name, _value in browser.session[unsent._KEY]["written"]] == [
        *("note", "action", "seen", "csrf")
    ]
    assert kept()
    token = browser.get(page).context["csrf_token"]
    run_out()
    headers = {"Referer": f"http://testserver{page}"}
    file = SimpleUploadedFile("a.txt", NOTE.encode())
    sent = {"csrfmiddlewaretoken": token, "note": NOTE, "file": file}
    assert browser.post(page, sent, headers=headers).status_code == 302
    assert not kept()


def test_strangers_and_forms_from_elsewhere_keep_nothing(browser: Client, page: str) -> None:
    before = Session.objects.count()
    stranger = Client()
    headers = {"Referer": f"http://testserver{page}"}
    assert stranger.post(page, {"note": NOTE}, headers=headers).status_code == 302
    assert stranger.post(page, _encoded({"note": NOTE}), unsent._FORM).status_code == 302
    stranger.cookies[unsent.COOKIE] = "1:forged:forged"
    stranger.post(page, _encoded({"note": NOTE}), unsent._FORM, headers=headers)
    assert Session.objects.count() == before
    # Without its mark a form is refused, as ever.
    run_out()
    answer = browser.post(page, _encoded({"note": NOTE}), unsent._FORM, headers=headers)
    assert answer.status_code == 403
    # Neither the form for the password nor the API keeps anything.
    for address in ("/zh-hans/account/password/", "/api/v1/uploads/", "/api/v1/check/"):
        headers = {"Referer": f"http://testserver{address}"}
        Client().post(address, _encoded({"old": NOTE}), unsent._FORM, headers=headers)
    assert not any(unsent._KEY in each.get_decoded() for each in Session.objects.all())


def test_who_signs_out_leaves_nothing(browser: Client, page: str) -> None:
    token = browser.get(page).context["csrf_token"]
    browser.post("/zh-hans/account/sign-out/", {"csrfmiddlewaretoken": token})
    assert not browser.cookies[unsent.COOKIE].value
    headers = {"Referer": f"http://testserver{page}"}
    sent = {"csrfmiddlewaretoken": token, "note": NOTE}
    answer = browser.post(page, _encoded(sent), unsent._FORM, headers=headers)
    assert answer.status_code == 302 and unsent._KEY not in browser.session


def test_other_forms_show_it_too(browser: Client, world: Any, wang: Any) -> None:
    """Adding a citation, and the head of a paper, with what was seen then."""
    head = f"/zh-hans/review/papers/{world.paper.slug}/head/"
    for page in (f"/zh-hans/review/documents/{world.paper.slug}/p/9/add/", head):
        led = write(browser, page, title="写了一半的标题", symbol="不是文号", npt="yes")
        assert sign_in(browser, "wang", led.url).url == page
        shown = browser.get(page)
        assert shown.status_code == 200 and NOTE in text_of(shown)
    assert "写了一半的标题" in text_of(shown) and 'name="seen" value="x"' in text_of(shown)
    assert get_user_model().objects.count() == 1
