"""Generated papers: the same for a seed, apart from real ones, removed without a trace."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from commitments.models import Instrument
from documents import corpus
from documents.models import Change, Citation, Document, Version
from tests.documents.papers import paper, rows, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


def test_generated_papers_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, second = (list(corpus.generate(papers=5, seed=3)) for _ in range(2))
    assert first == second
    assert first != list(corpus.generate(papers=5, seed=4))
    assert all(corpus.MARK in each.text for each in first)
    call_command("make_corpus", papers=2, seed=3, out=tmp_path)
    assert (tmp_path / first[0].name).read_text(encoding="utf-8") == first[0].text


def test_generated_papers_parse_as_they_were_made_and_stay_apart(settings: Settings) -> None:
    real = take_in(paper()).document
    call_command("make_corpus", "--ingest", "--sync", papers=12, seed=3)
    for made in corpus.generate(papers=12, seed=3):
        version = Version.objects.get(source__name=made.name)
        assert version.paragraphs.filter(kind="paragraph").count() == made.paragraphs, made.name
        assert version.document.slug.startswith("generated-")
        assert corpus.MARK in version.document.title
    assert list(Document.objects.public()) == [real]
    assert set(
        Citation.objects.public().values_list("paragraph__version__document", flat=True)
    ) == {real.pk}
    settings.SHOW_GENERATED = True
    assert Document.objects.public().count() == 13


def test_generated_papers_are_removed_with_all_that_came_of_them(sources_dir: Path) -> None:
    take_in(paper())
    before = rows()
    call_command("make_corpus", "--ingest", "--sync", papers=3, seed=3)
    call_command("make_corpus", "--remove")
    assert rows() == before
    assert len([path for path in sources_dir.rglob("*") if path.is_file()]) == 1


def test_what_was_removed_leaves_tombstones_in_the_feed(settings: Settings) -> None:
    settings.SHOW_GENERATED = True
    take_in(paper())
    call_command("make_corpus", "--ingest", "--sync", papers=3, seed=3)
    alive = Change.objects.exclude(digest="")
    assert alive.filter(resource="documents").count() == 4
    call_command("make_corpus", "--remove")
    assert list(alive.filter(resource="documents").values_list("key", flat=True)) == [
        Document.objects.get().slug
    ]
    slugs = set(Instrument.objects.values_list("slug", flat=True))
    assert set(alive.filter(resource="instruments").values_list("key", flat=True)) == slugs
    assert not alive.filter(resource__in=["paragraphs", "citations"], document=None).exists()
