"""The changes feed: complete, in the order of the commits, silent when nothing changes."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from commitments.models import Commitment, Instrument
from documents import changes
from documents.models import Change, Citation, Document, Feed, Paragraph
from tests.documents.papers import BODY, HEAD, paper, take_in
from tests.factories import make_citation, make_document, make_paragraph

HEAD_WITH_SYMBOL = "NPT/CONF.2026/WP.7\n\n" + HEAD


def alive(resource: str) -> set[str]:
    return set(
        Change.objects.filter(resource=resource).exclude(digest="").values_list("key", flat=True)
    )


def since(number: int) -> list[tuple[str, str, bool]]:
    rows = Change.objects.filter(number__gt=number)
    return [(row.resource, row.key, bool(row.digest)) for row in rows]


def head() -> int:
    return changes.feed().head


@pytest.fixture
def _stored(sources_dir: object, register: None) -> None:
    """A loaded register."""


@pytest.mark.django_db
@pytest.mark.usefixtures("_stored")
class TestFeedOfPapers:
    """What ingest and relinking write into the feed."""

    def test_a_paper_comes_whole(self) -> None:
        version = take_in(paper())
        slug = version.document.slug
        assert alive("documents") == {slug}
        paths = Paragraph.objects.public().values_list("path", flat=True)
        assert alive("paragraphs") == {f"{slug}/p/{path}" for path in paths}
        assert alive("citations") == {
            str(pk) for pk in Citation.objects.values_list("pk", flat=True)
        }
        assert len(alive("citations")) == 3

    def test_what_things_belong_to_comes_before_them(self) -> None:
        take_in(paper())
        order = [resource for resource, _key, _alive in since(0)]
        assert order == sorted(order, key=Change.Resource.values.index)

    def test_relinking_the_same_is_silent(self) -> None:
        take_in(paper())
        before = head()
        call_command("relink")
        assert head() == before

    def test_a_new_text_tells_what_went_and_what_changed(self) -> None:
        first = take_in(paper())
        slug, before = first.document.slug, head()
        took = take_in(paper(*BODY[:3], "另有一段。"), version_of=slug)
        assert took.number == 2
        told = {(resource, key): stays for resource, key, stays in since(before)}
        assert told[("documents", slug)]
        assert ("paragraphs", f"{slug}/p/1") not in told
        paths = Paragraph.objects.public().values_list("path", flat=True)
        assert alive("paragraphs") == {f"{slug}/p/{path}" for path in paths}
        assert [
            key for (resource, key), stays in told.items() if resource == "paragraphs" and stays
        ]
        assert (
            "citations",
            str(Citation.objects.filter(paragraph__path="1").first().pk),
        ) not in told

    def test_a_paragraph_that_goes_leaves_a_tombstone(self) -> None:
        slug = take_in(paper()).document.slug
        take_in(paper(*BODY[:2]), version_of=slug)
        gone = {key for _resource, key, stays in since(0) if not stays}
        assert {f"{slug}/p/3", f"{slug}/p/4"} <= gone
        assert changes.is_gone("paragraphs", f"{slug}/p/4")
        assert not changes.is_gone("paragraphs", f"{slug}/p/1")

    def test_a_revision_takes_the_paper_before_it_away(self) -> None:
        old = take_in(paper(head=HEAD_WITH_SYMBOL)).document.slug
        new = take_in(paper(head=HEAD_WITH_SYMBOL.replace("WP.7", "WP.7/Rev.1"))).document.slug
        assert alive("documents") == {new}
        assert changes.is_gone("documents", old)
        assert not [key for key in alive("paragraphs") if key.startswith(f"{old}/p/")]

    def test_an_instrument_that_a_paper_brings_is_in_the_feed(self) -> None:
        changes.record_register()
        Instrument.objects.filter(slug="ga-res-77-47").delete()
        Change.objects.filter(key="ga-res-77-47").delete()
        take_in(paper())
        assert "ga-res-77-47" in alive("instruments")

    def test_the_register_is_in_the_feed_and_its_changes_are(self) -> None:
        call_command("load_catalogue")
        assert alive("commitments") == set(Commitment.objects.values_list("key", flat=True))
        before = head()
        call_command("load_catalogue")
        assert head() == before
        Commitment.objects.filter(key="npt:VI").update(summary_zh="另一种说法")
        changes.record_register()
        assert since(before) == [("commitments", "npt:VI", True)]


@pytest.mark.django_db
def test_old_data_is_written_once() -> None:
    make_citation(paragraph=make_paragraph(document=make_document(slug="a"), path="1"))
    make_document(slug="hidden", public=False)
    call_command("record_changes")
    assert alive("documents") == {"a"}
    assert alive("paragraphs") == {"a/p/1"}
    before = head()
    call_command("record_changes")
    assert head() == before


@pytest.mark.django_db
def test_a_deleted_document_leaves_tombstones() -> None:
    document = make_document(slug="a")
    make_paragraph(document=document, path="1")
    changes.record_all()
    changes.forget(documents=Document.objects.filter(slug="a"))
    Document.objects.update(current_version=None)
    Document.objects.filter(slug="a").delete()
    assert changes.is_gone("documents", "a")
    assert changes.is_gone("paragraphs", "a/p/1")


@pytest.mark.django_db
def test_what_readers_do_not_see_is_not_in_the_feed() -> None:
    make_citation(review_state="rejected")
    make_paragraph(document=make_document(slug="hidden", public=False))
    changes.record_all()
    assert alive("citations") == set()
    assert "hidden" not in alive("documents")
    assert not [key for key in alive("paragraphs") if key.startswith("hidden")]


@pytest.mark.django_db
def test_a_changed_name_moves_everything_under_it() -> None:
    document = make_document(slug="before")
    make_paragraph(document=document, path="1")
    changes.record_all()
    Document.objects.filter(pk=document.pk).update(slug="after")
    changes.record_all()
    assert alive("documents") == {"after"}
    assert alive("paragraphs") == {"after/p/1"}
    assert changes.is_gone("paragraphs", "before/p/1")


@pytest.mark.django_db(transaction=True)
def test_numbers_are_in_the_order_of_the_commits() -> None:
    """Who comes second waits, and nobody sees a number before a lower one that may still come."""
    first, second = make_document(slug="first"), make_document(slug="second")
    began, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            changes.record(documents=[first])
            began.set()
            finish.wait(10)
        connection.close()

    def quick() -> None:
        with transaction.atomic():
            changes.record(documents=[second])
        connection.close()

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    threads[0].start()
    assert began.wait(10)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive(), "the second must wait for the first"
    assert since(0) == []
    finish.set()
    for thread in threads:
        thread.join(10)
    assert [key for _resource, key, _alive in since(0)] == ["first", "second"]
    assert Feed.objects.get().head == 2
