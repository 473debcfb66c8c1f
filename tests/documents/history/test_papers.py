"""The history of a paper: its head, its parties, its texts, whether readers see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from commitments import tracking
from documents import headers, holding, review
from documents.history import papers
from documents.history.entries import shown_to
from documents.models import Document, DocumentEvent, Submission, SubmissionEvent
from tests.documents.papers import BODY, HEAD, paper, take_in
from tests.factories import make_account, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_account("editor", name="chen")


def told(document: Document, account=None) -> list[tuple]:
    found = papers.of_document(Document.objects.get(pk=document.pk))
    entries = [
        (entry.act, entry.who.kind, entry.who.name, {each.field for each in entry.changes})
        for entry in shown_to(account or AnonymousUser(), found)
    ]
    # The factory gives a document its text after it was made.
    return [each for each in entries if each[3] != {"version"}]


def test_a_mended_head_is_told_with_its_editor(editor):
    document = make_document(title="核裁军")
    with tracking.by(user=editor.pk, request="r1"):
        document.title, document.venue = "核裁军问题", "New York"
        document.save()
    assert told(document) == [("changed", "editor", "", {"title", "venue"})]
    assert told(document, editor) == [("changed", "editor", "chen", {"title", "venue"})]
    entry, _made = papers.of_document(document)
    assert {(each.before, each.after) for each in entry.changes} == {
        ("核裁军", "核裁军问题"),
        (None, "New York"),
    }
    assert DocumentEvent.objects.last().pgh_context == {"user": editor.pk, "request": "r1"}


def test_withdrawing_is_told_once_and_its_reason_to_everybody(editor):
    document = make_document()
    review.withdraw(document=document, by=editor, note="提交方撤回")
    review.reinstate(document=document, by=editor)
    assert [each[:3] for each in told(document)] == [
        ("reinstate", "editor", ""),
        ("withdraw", "editor", ""),
    ]
    notes = [entry.note for entry in shown_to(AnonymousUser(), papers.of_document(document))]
    assert notes[:2] == ["", "提交方撤回"]


def test_the_other_paper_of_a_chain_tells_what_moved_with_it(editor):
    first = make_document(symbol="NPT/CONF.2026/WP.1", slug="wp1")
    second = make_document(symbol="NPT/CONF.2026/WP.1/Rev.1", slug="wp1-rev1")
    Document.objects.filter(pk=first.pk).update(superseded_by=second)
    review.withdraw(document=second, by=editor, note="提交方撤回")
    assert Document.objects.get(pk=first.pk).superseded_by is None
    assert [each[3] for each in told(first)] == [{"superseded_by"}, {"superseded_by"}]


@pytest.mark.usefixtures("sources_dir", "register")
def test_taking_a_paper_in_is_no_history_for_readers_and_a_new_text_is_one():
    version = take_in(paper())
    document = version.document
    document.refresh_from_db()
    assert DocumentEvent.objects.count() == 1
    shown = shown_to(AnonymousUser(), papers.of_document(document), since=document.published_at)
    assert shown == []
    new = HEAD.replace("核裁军", "核裁军和透明度").replace("中国提交", "日本提交")
    take_in(paper(*BODY[:3], head=new), version_of=document.slug)
    document.refresh_from_db()
    entries = papers.of_document(document)
    texts = [entry for entry in entries if {each.field for each in entry.changes} >= {"version"}]
    assert all(entry.who.engine for entry in texts)
    assert [entry.act for entry in texts] == ["shown", "publish"]
    changed = {each.field: (each.before, each.after) for each in texts[0].changes}
    assert changed["version"] == (1, 2)
    assert changed["title"][1].startswith("核裁军和透明度")
    parties = [each for entry in entries for each in entry.changes if each.field == "submitters"]
    assert [[party.zh for party in each.after] for each in parties] == [["中国"], ["日本"]]
    assert {entry.who.kind for entry in entries} == {"engine"}


@pytest.mark.usefixtures("sources_dir", "register")
def test_a_text_that_an_editor_published_is_told_with_name_and_note(editor, client):
    document = take_in(paper()).document
    version = take_in(paper(*BODY[:3]), version_of=document.slug, hold=True)
    Document.objects.update(published_at=timezone.now() - timedelta(days=1))
    assert not [each for each in told(document, editor) if each[0] == "shown"]
    holding.publish(version=version, by=editor, note="新的译本")
    address = f"documents/{document.slug}/"
    page = client.get(f"/zh-hans/{address}").content.decode()
    assert "一位编辑：第2版文本成为现行文本" in page
    assert "<del>第1版</del> → <ins>第2版</ins>" in page
    assert "新的译本" not in page and "chen" not in page
    client.force_login(editor)
    page = client.get(f"/en/{address}").content.decode()
    assert "chen: version 2 became the text shown" in page and "新的译本" in page
    # The first text came by a command.
    assert "Automatic recognition" in page
    assert "published the paper" in page and "<ins>version 1</ins>" in page


@pytest.mark.usefixtures("sources_dir", "register")
def test_parties_that_stay_are_not_written_anew():
    version = take_in(paper())
    before = list(Submission.objects.values_list("pk", flat=True))
    headers.submit(document=version.document, stored=version.header)
    assert list(Submission.objects.values_list("pk", flat=True)) == before
    stored = version.header | {"submitters": ["JPN", "CHN"]}
    headers.submit(document=version.document, stored=stored)
    rows = Submission.objects.order_by("position").values_list("state__code", "position")
    assert list(rows) == [("JPN", 1), ("CHN", 2)]
    assert list(SubmissionEvent.objects.values_list("pgh_label", flat=True)) == [
        *["insert", "delete", "insert", "insert"]
    ]
