"""Texts that wait for an editor: nothing of them is public, whatever is done beside them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commitments.models import Instrument
from documents import changes, headers, holding, ingest, linking, pipeline, reprocessing
from documents.models import (
    Change,
    Citation,
    Decision,
    Document,
    Job,
    Source,
    UploadedFile,
    Version,
)
from documents.refused import Refused
from documents.sources import source_path
from documents.text import engine
from tests.documents.papers import BODY, HEAD, paper, take_in
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

SYMBOL = "NPT/CONF.2026/WP.77"


@pytest.fixture
def editor() -> Any:
    return make_editor()


def held(*body: str, **options: Any) -> Version:
    """A text that waits."""
    return take_in(paper(*body), hold=True, **options)


def facts(version: Version, **said: Any) -> dict[str, Any]:
    """What a form sends: the head as it was read, with these facts."""
    read = headers.as_read(version.header)
    return {name: read[name] for name in headers.MENDABLE} | said


def test_a_held_text_is_read_and_in_no_table_of_evidence() -> None:
    before = set(Instrument.objects.values_list("slug", flat=True))
    version = held()
    assert version.held and version.paragraphs.exists()
    assert not Citation.objects.exists() and not Change.objects.exclude(document=None).exists()
    assert set(Instrument.objects.values_list("slug", flat=True)) == before
    assert not Document.objects.public().exists()
    assert version.document.current_version is None
    assert list(holding.waiting()) == [version]


def test_the_preview_shows_what_linking_will_store(editor: Any) -> None:
    version = held()
    seen = sorted(
        (row.path, each.quote, each.target or each.reason)
        for row in linking.preview(version=version)
        for each in row.evidence
    )
    assert len(seen) >= 3
    document = holding.publish(version=version, by=editor)
    stored = sorted(
        (row.paragraph.path, row.quote, row.target or row.reason)
        for row in Citation.objects.select_related("paragraph", "commitment", "instrument")
    )
    assert stored == seen
    assert list(Document.objects.public()) == [document]


def test_published_later_it_is_what_it_would_have_been_at_once(editor: Any) -> None:
    def public() -> list[Any]:
        changes.record_all()
        cited = Citation.objects.order_by("pk").values_list("pk", "quote", "commitment__key")
        return [list(cited), Document.objects.values_list("slug", "title", "npt").get()]

    document = holding.publish(version=held(), by=editor)
    later = public()
    assert changes.record(documents=[document]) == 0
    document.delete()
    Source.objects.all().delete()
    take_in(paper())
    assert public() == later


def test_publishing_is_a_decision_and_is_done_once(editor: Any) -> None:
    version = held()
    document = holding.publish(version=version, by=editor, note=" looked at ")
    row = Decision.objects.get()
    assert (row.action, row.document, row.by, row.note) == (
        "publish",
        document,
        editor,
        "looked at",
    )
    with pytest.raises(Refused, match="published already"):
        holding.publish(version=version, by=editor)


def test_a_held_text_cannot_be_linked_past_its_editor() -> None:
    with pytest.raises(Refused, match="waits for an editor"):
        linking.link_document(version=held())


def test_ingesting_it_without_hold_lets_it_go() -> None:
    held()
    version = take_in(paper())
    assert not version.held and version.document.current_version == version
    assert Version.objects.count() == 1


def test_ingesting_it_with_hold_leaves_what_is_public() -> None:
    version = take_in(paper())
    assert held() == version
    assert version.document.current_version == version


def test_an_upload_that_is_still_queued_is_let_go_too() -> None:
    submitted = pipeline.submit(data=paper(), name="a.txt", hold=True)
    pipeline.submit(data=paper(), name="a.txt")
    pipeline.perform_all(job_id=submitted.job.pk)
    assert Document.objects.public().count() == 1


class TestMending:
    """What an editor says of the head."""

    def test_it_stands_over_what_was_read_and_is_marked(self, editor: Any) -> None:
        version = held()
        said = facts(version, title="另一标题", submitters=["JPN"], symbol=SYMBOL, npt=False)
        version = holding.mend(version=version, facts=said, by=editor)
        document = holding.publish(version=version, by=editor)
        assert (document.title, document.symbol, document.npt) == ("另一标题", SYMBOL, False)
        assert document.slug == "npt-conf-2026-wp-77"
        assert document.supplied == dict.fromkeys(
            ("title", "submitters", "symbol", "npt"), headers.EDITOR
        )
        assert "symbol" not in document.reasons
        assert [str(row.party.code) for row in document.submissions.all()] == ["JPN"]
        row = Decision.objects.get(action="mend")
        assert row.after["title"] == "另一标题" and row.by_name == editor.username

    def test_it_stands_when_the_file_is_read_again(self, editor: Any) -> None:
        version = held()
        holding.mend(version=version, facts=facts(version, title="另一标题"), by=editor)
        version.document.delete()
        assert held().header["title"] == "另一标题"

    def test_what_is_as_it_was_read_is_not_mended(self, editor: Any) -> None:
        version = held()
        version = holding.mend(version=version, facts=facts(version, title="误"), by=editor)
        version = holding.mend(version=version, facts=facts(version), by=editor)
        assert version.header["title"] == "核裁军" and "read" not in version.header
        assert Source.objects.get().mended == {}
        holding.mend(version=version, facts=facts(version), by=editor)
        assert Decision.objects.filter(action="mend").count() == 2

    def test_an_emptied_field_says_that_nothing_is_stated(self, editor: Any) -> None:
        version = held()
        version = holding.mend(version=version, facts=facts(version, submitters=[]), by=editor)
        assert version.header["reasons"]["submitters"] == "not-stated"
        document = holding.publish(version=version, by=editor)
        assert not document.submissions.exists()

    def test_a_paper_of_another_body_links_only_full_names(self, editor: Any) -> None:
        version = held("我们重申行动5(c)。", *BODY[1:])
        version = holding.mend(version=version, facts=facts(version, npt=False), by=editor)
        evidence = [each for row in linking.preview(version=version) for each in row.evidence]
        assert "action-plan-2010:5c" not in {each.target for each in evidence}

    def test_a_symbol_of_another_paper_is_refused(self, editor: Any) -> None:
        other = take_in(paper("我们重申第六条。", head=f"{SYMBOL}\n\n{HEAD}"))
        version = held()
        version = holding.mend(version=version, facts=facts(version, symbol=SYMBOL), by=editor)
        with pytest.raises(Refused, match=other.document.slug):
            holding.publish(version=version, by=editor)
        document = holding.publish_as(version=version, slug=other.document.slug, by=editor)
        assert document == other.document and document.current_version == version

    def test_other_facts_are_refused(self, editor: Any) -> None:
        with pytest.raises(Refused, match="language"):
            holding.mend(version=held(), facts={"language": "en"}, by=editor)


class TestNewTexts:
    """A held text of a paper that readers know."""

    def test_readers_see_the_old_one_until_it_is_published(self, editor: Any) -> None:
        old = take_in(paper())
        before = list(Citation.objects.order_by("pk").values())
        new = held(*BODY[:2], "我们重申行动5(c)。", version_of=old.document.slug)
        assert new.number == 2
        assert list(Citation.objects.order_by("pk").values()) == before
        document = holding.publish(version=new, by=editor)
        assert document == old.document and document.current_version == new
        assert not Citation.objects.filter(paragraph__version=old).exists()

    def test_a_file_becomes_a_text_of_another_paper(self, editor: Any) -> None:
        old, new = take_in(paper()), held("一开头。", *BODY)
        alone = new.document
        document = holding.publish_as(version=new, slug=old.document.slug, by=editor)
        assert document == old.document
        assert not Document.objects.filter(pk=alone.pk).exists()
        paths = dict(old.paragraphs.filter(kind="paragraph").values_list("text", "path"))
        for text, path in document.current_version.paragraphs.values_list("text", "path"):
            assert paths.get(text, path) == path

    def test_an_older_one_is_not_published_over_a_newer(self, editor: Any) -> None:
        old = take_in(paper())
        second = held(*BODY[:3], version_of=old.document.slug)
        take_in(paper(*BODY[:2]), version_of=old.document.slug)
        with pytest.raises(Refused, match="newer text"):
            holding.publish(version=second, by=editor)

    def test_of_two_held_texts_the_second_keeps_the_paths_of_the_first(self, editor: Any) -> None:
        old = take_in(paper())
        slug = old.document.slug
        second = held("新的一段。", *BODY, version_of=slug)
        third = held("新的一段。", "又一段。", *BODY, version_of=slug)
        holding.publish(version=second, by=editor)
        holding.publish(version=third, by=editor)
        known = dict(second.paragraphs.values_list("text", "path"))
        for text, path in third.paragraphs.values_list("text", "path"):
            assert known.get(text, path) == path
        linked = Citation.objects.filter(status="linked").select_related("paragraph")
        for row in linked:
            assert row.paragraph.version_id == third.pk
            assert row.paragraph.text[row.start : row.end] == row.quote

    def test_what_a_discarded_text_stated_is_not_inherited(self, editor: Any) -> None:
        old = take_in(paper(head=""))
        first = held(*BODY[:2], version_of=old.document.slug)
        assert first.header["title"] == "核裁军"
        second = take_in(paper(*BODY[:3], head=""), version_of=old.document.slug)
        assert second.header["title"] != "核裁军"


class TestDiscarding:
    """A text that never was public goes with all that was made of it; the trace stays."""

    def test_nothing_is_left_but_the_trace(
        self, editor: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        version = held()
        path: Path = source_path(version.source.sha256)
        assert path.exists()
        with django_capture_on_commit_callbacks(execute=True):
            holding.discard(source=version.source, by=editor, note="误传")
        assert not path.exists()
        for model in (Version, Document, Source, Job):
            assert not model.objects.exists()
        trace = UploadedFile.objects.get()
        assert (trace.discarded_by, trace.note) == (editor.username, "误传")
        assert trace.sha256 == version.source.sha256 and trace.name == "paper.txt"

    def test_a_paper_that_readers_know_stays(self, editor: Any) -> None:
        old = take_in(paper())
        new = held(*BODY[:2], version_of=old.document.slug)
        holding.discard(source=new.source, by=editor)
        old.document.refresh_from_db()
        assert old.document.current_version == old and old.document.versions.count() == 1

    def test_what_was_published_is_not_discarded(self, editor: Any) -> None:
        version = take_in(paper())
        with pytest.raises(Refused, match="withdraw the paper"):
            holding.discard(source=version.source, by=editor)
        assert source_path(version.source.sha256).exists()

    def test_twice_is_refused(self, editor: Any) -> None:
        version = held()
        holding.discard(source=version.source, by=editor)
        with pytest.raises(Refused, match="gone already"):
            holding.discard(source=version.source, by=editor)
        with pytest.raises(Refused, match="gone"):
            holding.publish(version=version, by=editor)


def test_a_text_that_is_not_read_is_not_published(editor: Any) -> None:
    version = held()
    Job.objects.filter(version=version, verb=Job.Verb.LINK).update(state=Job.State.FAILED)
    with pytest.raises(Refused, match="still being read"):
        holding.publish(version=version, by=editor)


def test_reprocessing_keeps_what_was_mended_and_overtakes_no_held_text(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = held()
    holding.mend(version=old, facts=facts(old, title="另一标题", supporters=["JPN"]), by=editor)
    document = holding.publish(version=old, by=editor)
    new = held(*BODY[:2], "我们重申行动5(c)。", version_of=document.slug)
    read = engine.read

    def shorter(*words: Any) -> Any:
        reading = read(*words)
        return replace(reading, blocks=reading.blocks[:-1])

    monkeypatch.setattr(ingest, "read", shorter)
    assert reprocessing.reprocess(document=document).version == 3
    document.refresh_from_db()
    assert document.title == "另一标题" and document.supplied["title"] == headers.EDITOR
    assert [row.party.code for row in document.submissions.filter(role="supporter")] == ["JPN"]
    monkeypatch.setattr(ingest, "read", read)
    document = holding.publish(version=new, by=editor)
    assert document.current_version == new and document.current_version.number == 4
