"""The history of links: decisions of people, changes by runs of the engine and by hand."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from commitments import tracking
from commitments.models import Commitment
from documents import review
from documents.history import links
from documents.history.entries import shown_to
from documents.models import Citation, CitationEvent, Paragraph
from tests.documents.papers import BODY, paper, take_in
from tests.factories import (
    make_account,
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
)

pytestmark = pytest.mark.django_db
PAST = timezone.now() - timedelta(days=30)


@pytest.fixture
def li():
    return make_account("reviewer", name="li")


@pytest.fixture
def cited():
    document = make_document(slug="paper", published_at=PAST)
    paragraph = make_paragraph(document=document, text="重申行动5(c)和行动6。", path="1")
    target = make_commitment("action-plan-2010:5c", cite_zh="行动5(c)", cite_en="Action 5 (c)")
    make_commitment("action-plan-2010:6", cite_zh="行动6", cite_en="Action 6")
    row = make_citation(paragraph=paragraph, commitment=target, quote="行动5(c)")
    # All that a test does is one transaction, whose beginning is the time of its events.
    Citation.objects.update(created_at=PAST)
    return row


def told(citation) -> list[tuple]:
    paragraph = citation.paragraph
    found = links.of_paragraph(paragraph, paragraph.version.document)
    return [
        (entry.act, entry.who.kind, entry.subject, *[_said(each) for each in entry.changes])
        for entry in shown_to(make_account(), found)
    ]


def _said(change) -> tuple:
    return (change.field, *(getattr(each, "zh", each) for each in (change.before, change.after)))


FOUND = ("found", "engine", "行动5(c)", ("target", None, "行动5(c)"))


def test_a_link_that_nobody_touched_has_no_history(cited, django_assert_num_queries):
    paragraph = cited.paragraph
    document = paragraph.version.document
    with django_assert_num_queries(2):
        assert links.of_paragraph(paragraph, document) == []


def test_decisions_are_told_once_with_what_they_changed(cited, li):
    review.accept(citation=cited, by=li)
    review.undo(citation=cited, by=li)
    review.reject(citation=cited, by=li, note="另一份计划")
    # The triggers have told them too, each as the change of a row.
    assert CitationEvent.objects.count() == 3
    assert told(cited) == [
        ("reject", "reviewer", "行动5(c)", ("review_state", "unreviewed", "rejected")),
        ("undo", "reviewer", "行动5(c)", ("review_state", "accepted", "unreviewed")),
        ("accept", "reviewer", "行动5(c)", ("review_state", "unreviewed", "accepted")),
        FOUND,
    ]


def test_a_link_of_a_person_from_its_making_to_its_end(cited, li):
    row = review.add(paragraph=cited.paragraph, target="action-plan-2010:6", start=9, end=12, by=li)
    assert row.quote == "行动6"
    assert told(cited) == [("add", "reviewer", "行动6", ("target", None, "行动6"))]
    review.undo(citation=row, by=li)
    assert told(cited) == [
        ("undo", "reviewer", "行动6", ("target", "行动6", None)),
        ("add", "reviewer", "行动6", ("target", None, "行动6")),
    ]


def test_what_the_machine_changed_is_told_with_the_engine(cited):
    with tracking.by(command="relink"):
        tracking.mark(engine="e7")
        cited.commitment = Commitment.objects.get(key="action-plan-2010:6")
        cited.save()
        cited.refresh_from_db()
        Citation.objects.filter(pk=cited.pk).delete()
    found = links.of_paragraph(cited.paragraph, cited.paragraph.version.document)
    assert {entry.who.engine for entry in found} == {"e7"}
    assert told(cited) == [
        ("removed", "engine", "行动5(c)", ("target", "行动6", None)),
        ("changed", "engine", "行动5(c)", ("target", "行动5(c)", "行动6")),
    ]


def test_what_was_changed_by_hand_is_told_too(cited):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_citation SET verb = 'reaffirms'")
    assert told(cited) == [
        ("changed", "unknown", "行动5(c)", ("verb", None, "reaffirms")),
        FOUND,
    ]


def test_readers_are_told_no_name_no_note_and_nothing_of_before(cited, li):
    review.reject(citation=cited, by=li, note="另一份计划")
    paragraph = cited.paragraph
    found = links.of_paragraph(paragraph, paragraph.version.document)
    (entry, first) = shown_to(AnonymousUser(), found, since=PAST)
    assert (entry.who.kind, entry.who.name, entry.who.account) == ("reviewer", "", None)
    assert entry.note == "" and first.act == "found"
    (entry, _first) = shown_to(li, found, since=PAST)
    assert (entry.who.name, entry.note) == ("li", "另一份计划")
    future = timezone.now() + timedelta(days=1)
    assert [each.act for each in shown_to(AnonymousUser(), found, since=future)] == ["found"]


@pytest.mark.usefixtures("sources_dir", "register")
def test_taking_papers_in_and_linking_them_anew_makes_no_history():
    version = take_in(paper())
    assert Citation.objects.exists()
    call_command("relink", verbosity=0)
    assert not CitationEvent.objects.exists()
    row = Citation.objects.get(paragraph__path="1")
    review.accept(citation=row, by=make_account("reviewer"))
    # To a new text it moves along with its paragraph; it is the same link, with the same history.
    second = take_in(paper(*BODY[:3]), version_of=version.document.slug)
    assert CitationEvent.objects.count() == 1
    home = Paragraph.objects.get(version=second, path="1")
    acts = [entry.act for entry in links.of_paragraph(home, second.document)]
    assert sorted(acts) == ["accept", "found"]
