"""A new text of a document: what stays, what moves, and what readers see meanwhile."""

import pytest

from documents import ingest, linking, sources
from documents.models import Change, Citation, Document, Paragraph, Version
from documents.refused import Refused
from tests.documents.papers import BODY, HEAD, paper, take_in, try_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


def test_a_new_text_keeps_the_paths_of_what_stayed() -> None:
    first = take_in(paper())
    slug = first.document.slug
    body = ("一段新的话放在最前面，说明本文件已经修订。", BODY[0], BODY[2], BODY[3] + "谢谢。")
    second = take_in(paper(*body), version_of=slug)
    assert second.document == first.document
    assert second.number == 2
    paths = dict(second.paragraphs.filter(kind="paragraph").values_list("text", "path"))
    assert paths[BODY[0]] == "1"
    assert paths[BODY[2]] == "3"
    assert paths[body[3]] == "4", "a few words more: still the same paragraph"
    assert paths[body[0]] == "1~2", "a new text never takes another's path"
    document = Document.objects.public().get()
    assert document.current_version == second
    gone = document.old_paths.get()
    assert (gone.old_path, gone.new_path) == ("2", "")


def test_a_text_that_joined_another_paragraph_is_redirected_to_it() -> None:
    slug = take_in(paper()).document.slug
    take_in(paper(BODY[0], BODY[1] + BODY[2], BODY[3]), version_of=slug)
    redirect = Document.objects.get().old_paths.get()
    assert (redirect.old_path, redirect.new_path) == ("3", "2")


def test_readers_see_the_old_text_until_the_new_one_is_whole() -> None:
    first = take_in(paper())
    source = sources.store_source(data=paper(BODY[0], BODY[1]), name="b.txt")
    version = ingest.ingest_source(source=source, version_of=first.document.slug)
    ingest.process_document(version=version)
    assert Document.objects.public().get().current_version == first
    assert set(Paragraph.objects.public().values_list("version", flat=True)) == {first.pk}


def test_processing_twice_writes_the_paragraphs_once() -> None:
    version = take_in(paper())
    count = version.paragraphs.count()
    assert ingest.process_document(version=version) == count
    assert version.paragraphs.count() == count


def test_a_file_cannot_be_a_version_of_two_documents() -> None:
    take_in(paper())
    other = take_in(paper(BODY[1], BODY[3])).document
    with pytest.raises(Refused, match="already version 1 of"):
        try_in(paper(), version_of=other.slug)


def test_an_unknown_slug_is_refused() -> None:
    with pytest.raises(Refused, match="no document 'nothing'"):
        try_in(paper(), version_of="nothing")


def test_one_symbol_in_one_language_is_one_document() -> None:
    head = HEAD.replace("1 April 2025", "NPT/CONF.2026/PC.III/WP.7\n\n1 April 2025")
    first = take_in(paper(head=head))
    assert first.document.symbol == "NPT/CONF.2026/PC.III/WP.7"
    second = take_in(paper(*BODY[:3], head=head))
    assert second.document == first.document
    assert second.number == 2


def test_a_symbol_that_becomes_known_moves_the_address_and_keeps_the_ids() -> None:
    first = take_in(paper())
    old = first.document.slug
    ids = set(Citation.objects.values_list("pk", flat=True))
    head = HEAD.replace("1 April 2025", "NPT/CONF.2026/PC.III/WP.7\n\n1 April 2025")
    second = take_in(paper(head=head), version_of=old)
    document = second.document
    assert document.slug == "npt-conf-2026-pc-iii-wp-7"
    assert ingest.find_document(old) == document
    assert set(Citation.objects.values_list("pk", flat=True)) == ids


def test_of_a_chain_of_revisions_only_the_newest_counts() -> None:
    symbol = "NPT/CONF.2026/PC.III/WP.7"
    for suffix in ("", "/Rev.2", "/Rev.1", "/Corr.1"):
        head = HEAD.replace("1 April 2025", f"{symbol}{suffix}\n\n1 April 2025")
        take_in(paper(*BODY[:3], f"这是文件的一份文本，编号{suffix}。", head=head))
    public = Document.objects.public().values_list("symbol", flat=True)
    assert set(public) == {f"{symbol}/Rev.2", f"{symbol}/Corr.1"}


def test_what_a_new_text_does_not_state_stays_as_it_was_known() -> None:
    head = HEAD.replace("1 April 2025", "NPT/CONF.2026/PC.III/WP.7\n\n1 April 2025")
    first = take_in(paper(head=head)).document
    second = take_in(paper(head="修订本\n\n"), version_of=first.slug)
    document = Document.objects.public().get()
    assert document.current_version == second
    assert (document.slug, document.symbol) == (first.slug, first.symbol)
    assert [each.party.code for each in document.submissions.all()] == ["CHN"]
    assert document.supplied["symbol"] == "version 1"


def test_a_file_with_another_documents_symbol_is_no_version_of_this_one() -> None:
    head = HEAD.replace("1 April 2025", "NPT/CONF.2026/PC.III/WP.7\n\n1 April 2025")
    take_in(paper(head=head))
    other = take_in(paper(BODY[1], BODY[3])).document
    outcome = try_in(paper(*BODY[:2], head=head), version_of=other.slug)
    assert "ingest it without --version-of" in outcome.reason
    assert other.versions.count() == 1


def test_a_text_with_another_symbol_leaves_the_chain_of_the_old_one() -> None:
    symbol = "NPT/CONF.2026/WP.1"
    first = take_in(paper(head=f"{symbol}\n\n{HEAD}")).document
    revision = take_in(paper(head=f"{symbol}/Rev.1\n\n{HEAD}")).document
    first.refresh_from_db()
    assert first.superseded_by == revision
    other = paper(head=f"NPT/CONF.2026/WP.9\n\n{HEAD}")
    take_in(other, version_of=revision.slug)
    first.refresh_from_db()
    revision.refresh_from_db()
    assert (first.superseded_by, revision.symbol) == (None, "NPT/CONF.2026/WP.9")
    assert set(Document.objects.public()) == {first, revision}
    assert Change.objects.get(resource="documents", key=first.slug).digest


def test_after_a_text_that_failed_no_path_gets_another_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = take_in(paper())
    slug, link = first.document.slug, linking.link_document

    def refuse(*, version: Version) -> object:
        raise Refused("not this one")

    monkeypatch.setattr(linking, "link_document", refuse)
    assert try_in(paper(BODY[0], *BODY[2:]), version_of=slug).reason == "not this one"
    monkeypatch.setattr(linking, "link_document", link)
    other = "我国代表团在此另外提到第六条，仅供参考，并无他意，也不代表任何集团。"
    third = take_in(paper(BODY[0], other, *BODY[2:]), version_of=slug)
    paths = dict(third.paragraphs.values_list("text", "path"))
    assert (paths[other], paths[BODY[2]]) == ("2~2", "3")
    assert third.document.old_paths.get().old_path == "2"
