"""The draft checker's page: it shows, and forgets."""

import logging

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from documents import drafts
from documents.limits import Limit
from documents.views import drafts as views

pytestmark = pytest.mark.django_db
PAGE = "/zh-hans/check/"
SECRET = "绝密措辞甲乙丙"
TEXT = f"我们重申2010年行动计划的行动5(c)和行动65，{SECRET}，并欢迎大会第61/88号决议。"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form(client: Client, register: None, language: str) -> None:
    answer = client.get(f"/{language}/check/")
    html = answer.content.decode()
    assert answer.status_code == 200 and html.count("<h1") == 1
    assert "csrfmiddlewaretoken" in html and "maxlength" not in html.partition("<main")[2]


def test_it_needs_the_token(register: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(PAGE, {"text": TEXT})
    assert answer.status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_shown(client: Client, register: None, language: str) -> None:
    html = client.post(f"/{language}/check/", {"text": TEXT}).content.decode()
    link = f'<a class="cite" href="/{language}/commitments/action-plan-2010/5c/">行动5(c)</a>'
    assert f"<mark>{link}</mark>" in html
    assert '<span class="miss">行动65</span>' in html
    reason = {"zh-hans": "未能链接：该文书没有这一编号", "en": "the instrument has no item"}
    assert reason[language] in html
    verb = {"zh-hans": "重申", "en": "reaffirms, reiterates"}
    assert f'<span class="verb-word">{verb[language]}</span>' in html
    # No paper has cited it: it has no page.
    assert "61/88" in html and "ga-res-61-88" not in html


def test_hostile_text(client: Client, register: None) -> None:
    html = client.post(PAGE, {"text": "<script>alert(1)</script>行动5(c)</textarea>"}).content
    assert b"<script>" not in html and b"</textarea>" in html
    assert html.count(b"</textarea>") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有可读的文字"),
        (" \n ", "没有可读的文字"),
        ("字" * (drafts.LONGEST + 1), "文字太长：最多50000字，现有50001字。"),
        ("甲\x00乙", ""),
    ],
)
def test_what_cannot_be_read(client: Client, register: None, text: str, words: str) -> None:
    answer = client.post(PAGE, {"text": text})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode() and words in answer.content.decode()


def test_nothing_pasted_is_kept(
    client: Client, register: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post(PAGE, {"text": TEXT})
    assert SECRET in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert SECRET not in caplog.text and "行动65" not in caplog.text
    # The tests' cache is a dictionary of pickles: one count, nothing else.
    stored = [*map(str.encode, cache._cache), *cache._cache.values()]
    assert len(stored) == 2 and not any(SECRET.encode() in each for each in stored)
    assert not client.session.keys()
    tables = (each for each in apps.get_models() if each._meta.managed and not each._meta.proxy)
    for model in tables:
        for row in model._base_manager.all().values_list():
            assert SECRET not in repr(row), model


def test_too_many_from_one_address(
    client: Client, register: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LIMIT", Limit("check", most=1, seconds=600))
    codes = [client.post(PAGE, {"text": "行动5(c)。"}).status_code for _ in range(2)]
    assert codes == [200, 429]
    assert client.get(PAGE).status_code == 200
