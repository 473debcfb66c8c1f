"""The history on the pages, in both languages, for readers and for those who are signed in."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from documents import review
from documents.models import Document, DocumentEvent
from npt_tracker.history import HistoryOfRequest
from tests.factories import make_account

pytestmark = pytest.mark.django_db

PARAGRAPH = "documents/paper-one/p/9/"


@pytest.fixture
def decided(world):
    """A link that Li rejected, and a title that was mended by hand."""
    past = timezone.now() - timedelta(days=3)
    Document.objects.update(published_at=past, title="核裁军<b>")
    citation = world.paper.current_version.paragraphs.get(path="9").citations.first()
    review.reject(citation=citation, by=make_account("reviewer", name="li"), note="<b>内部</b>")
    return citation


def html(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_readers_see_what_was_decided_but_not_by_whom(client, decided):
    page = html(client, f"/zh-hans/{PARAGRAPH}")
    assert "这些援引的历史" in page and "一位复核人" in page and "否决了这处援引" in page
    assert "<del>未复核</del> → <ins>已否决</ins>" in page
    assert "内部" not in page and ">li<" not in page and "：li" not in page
    english = html(client, f"/en/{PARAGRAPH}")
    assert "History of these links" in english and "A reviewer: rejected this link" in english
    assert "<del>Not reviewed</del> → <ins>Rejected</ins>" in english


def test_who_is_signed_in_sees_name_and_note(client, decided):
    client.force_login(make_account("editor"))
    page = html(client, f"/zh-hans/{PARAGRAPH}")
    assert "li：否决了这处援引" in page and "&lt;b&gt;内部&lt;/b&gt;" in page
    assert "<b>" not in page


def test_a_paper_tells_of_its_head(client, decided):
    page = html(client, "/zh-hans/documents/paper-one/")
    # Everything in a test is one transaction, that began after the paper was published.
    assert "这份文件的历史" in page and "来源未记录" in page
    assert "<ins>核裁军&lt;b&gt;</ins>" in page


@pytest.mark.parametrize("address", [PARAGRAPH, "documents/paper-one/", "parties/nam/"])
def test_without_a_change_nothing_is_told(client, world, address):
    assert "历史" not in html(client, f"/zh-hans/{address}")


def test_a_request_that_changes_something_is_told_with_its_account(world):
    account = make_account("editor")
    request = RequestFactory().post("/zh-hans/upload/")
    request.user, request.request_id = account, "r1"
    HistoryOfRequest(lambda _request: Document.objects.update(title="新"))(request)
    marks = {"user": account.pk, "request": "r1"}
    assert [event.pgh_context for event in DocumentEvent.objects.all()][-1] == marks
