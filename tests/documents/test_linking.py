"""Linking: what a pass writes, what it leaves alone, and what people reviewed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from commitments.models import Commitment
from documents import linking
from documents.models import Citation, Document, Run, Version
from documents.refused import Refused
from documents.text import engine, types
from tests import factories
from tests.documents.papers import BODY, paper, rows, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

ReviewState, Origin = Citation.ReviewState, Citation.Origin
Change = Callable[[types.CitedBlock], types.CitedBlock]


@pytest.fixture
def version() -> Version:
    """A paper that is ingested and linked."""
    return take_in(paper())


def change_engine(
    monkeypatch: pytest.MonkeyPatch, change: Change, name: str = "another engine"
) -> None:
    """Let the engine find something else from now on."""
    real = engine.cite

    def cite(*arguments: Any) -> tuple[types.CitedBlock, ...]:
        return tuple(change(block) for block in real(*arguments))

    monkeypatch.setattr(engine, "cite", cite)
    monkeypatch.setattr(engine, "engine_version", lambda _lexicon: name)


def without_citations(block: types.CitedBlock) -> types.CitedBlock:
    return replace(block, citations=())


def cite(row: str) -> Citation:
    """The one citation in the paragraph with this path."""
    return Citation.objects.get(paragraph__path=row)


def test_linking_twice_gives_the_same_rows_and_ids(version: Version) -> None:
    before = rows()
    changes = linking.link_document(version=version)
    assert not changes
    assert changes.unchanged == 3
    assert rows() == before


def test_ids_are_those_that_analyse_gives(version: Version) -> None:
    lexicon = linking.build_lexicon()
    reading = engine.read(paper().decode(), lexicon)
    cited = engine.cite(reading.blocks, reading.header, lexicon)
    ids = engine.citation_ids(version.document.slug, cited)
    assert {one for block in ids for one in block} == set(
        Citation.objects.values_list("pk", flat=True)
    )


def test_every_quote_stands_where_its_citation_says(version: Version) -> None:
    for row in Citation.objects.select_related("paragraph"):
        assert row.paragraph.text[row.start : row.end] == row.quote


def test_another_engine_replaces_only_what_differs(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = cite("1")
    others = set(Citation.objects.exclude(pk=kept.pk).values_list("pk", flat=True))
    change_engine(
        monkeypatch,
        lambda block: block if block.block.path == "1" else without_citations(block),
    )
    changes = linking.link_document(version=version)
    assert {row.pk for row in changes.removed} == others
    assert list(Citation.objects.values_list("pk", "engine")) == [(kept.pk, kept.engine)]
    latest = Run.objects.latest("pk")
    assert (latest.engine, latest.citations, latest.removed) == ("another engine", 1, 2)


def test_a_reading_that_changes_keeps_its_id(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = cite("2").pk

    def shorter(block: types.CitedBlock) -> types.CitedBlock:
        if block.block.path != "2":
            return block
        (citation,) = block.citations
        start = citation.start + 1
        text = block.block.text[start : citation.end]
        return replace(block, citations=(replace(citation, start=start, quote=text),))

    change_engine(monkeypatch, shorter)
    changes = linking.link_document(version=version)
    assert [row.pk for row in changes.rewritten] == [pk]
    row = Citation.objects.get(pk=pk)
    assert row.paragraph.text[row.start : row.end] == row.quote
    assert row.engine == "another engine"


def test_a_new_engine_that_finds_the_same_is_noted_once(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_engine(monkeypatch, lambda block: block)
    for _pass in range(2):
        linking.link_document(version=version)
    assert [run.engine for run in Run.objects.order_by("pk")][1:] == ["another engine"]


@pytest.mark.parametrize("state", [ReviewState.ACCEPTED, ReviewState.REJECTED])
def test_what_was_reviewed_stays_when_the_engine_does_not_find_it_any_more(
    version: Version, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    Citation.objects.filter(pk=cite("1").pk).update(review_state=state)
    change_engine(monkeypatch, without_citations)
    linking.link_document(version=version)
    assert Citation.objects.get().review_state == state


def test_a_rejected_link_is_not_made_again_under_another_kind_or_ordinal(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    Citation.objects.filter(pk=cite("1").pk).update(review_state=ReviewState.REJECTED)

    def listed(block: types.CitedBlock) -> types.CitedBlock:
        kind = types.CitationKind.LISTED
        return replace(block, citations=tuple(replace(c, kind=kind) for c in block.citations))

    change_engine(monkeypatch, listed)
    linking.link_document(version=version)
    assert cite("1").review_state == ReviewState.REJECTED


def test_an_id_that_a_reviewed_row_holds_is_not_given_twice(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = cite("1")
    Citation.objects.filter(pk=held.pk).update(review_state=ReviewState.REJECTED)

    def elsewhere(block: types.CitedBlock) -> types.CitedBlock:
        if block.block.path != "1":
            return block
        (citation,) = block.citations
        return replace(
            block, citations=(replace(citation, start=0, end=2, quote=block.block.text[:2]),)
        )

    change_engine(monkeypatch, elsewhere)
    linking.link_document(version=version)
    ids = set(Citation.objects.filter(paragraph__path="1").values_list("pk", flat=True))
    assert len(ids) == 2
    assert held.pk in ids
    assert not linking.link_document(version=version), "and the same one at the next pass"


def test_what_a_person_added_stays(version: Version) -> None:
    paragraph = version.paragraphs.get(path="4")
    mine = factories.make_citation(
        paragraph=paragraph,
        commitment=Commitment.objects.get(key="npt:VI"),
        quote="交换意见",
        origin=Origin.PERSON,
    )
    linking.link_document(version=version)
    assert Citation.objects.get(pk=mine.pk).quote == "交换意见"


def test_reviewed_rows_move_to_the_new_text_with_their_quote(version: Version) -> None:
    row = cite("1")
    Citation.objects.filter(pk=row.pk).update(review_state=ReviewState.ACCEPTED)
    body = ("首先，" + BODY[0], *BODY[1:])
    second = take_in(paper(*body), version_of=version.document.slug)
    moved = Citation.objects.select_related("paragraph").get(pk=row.pk)
    assert moved.paragraph.version == second
    assert moved.review_state == ReviewState.ACCEPTED
    assert moved.start == row.start + 3
    assert moved.paragraph.text[moved.start : moved.end] == moved.quote


def test_a_reviewed_row_whose_quote_is_gone_is_flagged_beside_its_old_text(
    version: Version,
) -> None:
    row = cite("1")
    Citation.objects.filter(pk=row.pk).update(review_state=ReviewState.ACCEPTED)
    body = (BODY[0].replace("行动5(c)", "一项行动"), *BODY[1:])
    take_in(paper(*body), version_of=version.document.slug)
    flagged = Citation.objects.select_related("paragraph").get(pk=row.pk)
    assert flagged.review_state == ReviewState.FLAGGED
    assert flagged.paragraph.version == version
    assert flagged.paragraph.text[flagged.start : flagged.end] == flagged.quote
    assert not Citation.objects.public().filter(pk=row.pk).exists()


def test_ids_live_on_in_a_new_text(version: Version) -> None:
    before = set(Citation.objects.values_list("pk", flat=True))
    second = take_in(paper(*BODY, "一段新的话。"), version_of=version.document.slug)
    found = Citation.objects.filter(paragraph__version=second)
    assert set(found.values_list("pk", flat=True)) == before
    assert Citation.objects.count() == len(before)


def test_an_overtaken_version_does_not_come_back(version: Version) -> None:
    second = take_in(paper(*BODY[:2]), version_of=version.document.slug)
    assert not linking.link_document(version=version)
    assert Document.objects.get().current_version == second


def test_a_fault_of_the_engine_writes_nothing(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(block: types.CitedBlock) -> types.CitedBlock:
        return replace(
            block, citations=tuple(replace(c, quote="不是原文") for c in block.citations)
        )

    before = rows()
    change_engine(monkeypatch, wrong)
    with pytest.raises(linking.BrokenSpan, match="'不是原文' does not stand at"):
        linking.link_document(version=version)
    assert rows() == before


def test_a_version_without_paragraphs_never_becomes_current() -> None:
    version = factories.make_version(current=False)
    with pytest.raises(Refused, match="no paragraphs"):
        linking.link_document(version=version)
    assert not Document.objects.public().exists()


def test_linking_takes_few_queries_whatever_the_number_of_paragraphs(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    version = take_in(paper(*(BODY * 30)))
    Citation.objects.all().delete()
    with django_assert_max_num_queries(22):
        changes = linking.link_document(version=version)
    assert len(changes.added) == 90
