"""The head of a public paper, mended: what readers see follows, and no later reading undoes it."""

from dataclasses import replace
from typing import Any

import pytest

from documents import changes, headers, ingest, linking, mending, publishing, reprocessing, review
from documents.history import links as links_history
from documents.history import papers
from documents.models import Citation, Decision, Document, SlugRedirect, Source
from documents.refused import Refused
from documents.text import engine
from tests.documents.papers import BODY, HEAD, paper, take_in
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

SYMBOL = "NPT/CONF.2026/WP.77"
OTHER = "NPT/CONF.2026/WP.78"


@pytest.fixture
def editor() -> Any:
    return make_editor()


def taken_in(symbol: str = "", *body: str) -> Document:
    head = f"{symbol}\n\n{HEAD}" if symbol else HEAD
    return take_in(paper(*body, head=head)).document


def mend(document: Document, by: Any, **facts: Any) -> Document:
    document = Document.objects.get(pk=document.pk)
    return mending.mend(document=document, facts=facts, by=by)


def stored() -> list[Any]:
    models = (Document, Source, Citation, Decision, SlugRedirect)
    return [list(model.objects.order_by("pk").values()) for model in models]


def codes(document: Document) -> list[str]:
    parties = [row.party for row in document.submissions.all()]
    return [getattr(party, "code", None) or party.slug for party in parties]


def links(document: Document) -> list[Any]:
    rows = Citation.objects.filter(paragraph__version__document=document).order_by("pk")
    return list(rows.values_list("pk", "paragraph__path", "quote", "commitment__key"))


def test_what_is_said_is_shown_and_kept_with_the_file(editor: Any) -> None:
    document = mend(taken_in(), editor, title="另一标题", submitters=["JPN", "nam"])
    assert (document.title, document.supplied["title"]) == ("另一标题", headers.EDITOR)
    assert codes(document) == ["JPN", "nam"]
    assert Source.objects.get().mended == {"title": "另一标题", "submitters": ["JPN", "nam"]}
    row = Decision.objects.get()
    assert (row.action, row.by, row.before, row.after["title"]) == ("mend", editor, {}, "另一标题")
    # The feed is in step, and what is as it was is not written again.
    assert changes.record(documents=[document]) == 0
    before = stored()
    mend(document, editor, title="另一标题")
    assert stored() == before


def test_what_nobody_says_stays_and_what_was_read_may_come_back(editor: Any) -> None:
    document = taken_in()
    mend(document, editor, title="误")
    mend(document, editor, supporters=["JPN"])
    document = mend(document, editor, title="核裁军")
    assert document.title == "核裁军" and "title" not in document.supplied
    assert Source.objects.get().mended == {"supporters": ["JPN"]}


def test_a_new_symbol_moves_the_address_and_nothing_else(editor: Any) -> None:
    document = taken_in()
    first, before = document.slug, links(document)
    document = mend(document, editor, symbol=SYMBOL)
    assert document.slug == "npt-conf-2026-wp-77" and links(document) == before
    document = mend(document, editor, symbol=OTHER)
    assert ingest.find_document("npt-conf-2026-wp-77") == document == ingest.find_document(first)
    # Back again: the ids of citations have the first address in them for good.
    document = mend(document, editor, symbol=SYMBOL)
    assert document.slug == "npt-conf-2026-wp-77"
    assert ingest.find_document("npt-conf-2026-wp-78") == document
    document = mend(document, editor, symbol=None)
    assert (document.slug, document.symbol) == ("npt-conf-2026-wp-77", "")
    assert links(document) == before
    assert publishing.first_slug(document) == first
    # The same bytes once more are the same paper still.
    assert ingest.ingest_source(source=Source.objects.get()).document == document
    assert Document.objects.count() == 1


def test_the_symbol_of_another_paper_is_refused_and_nothing_is_changed(editor: Any) -> None:
    other, document = taken_in(SYMBOL), taken_in("", *BODY[:2])
    before = stored()
    with pytest.raises(mending.SymbolTaken, match=other.slug) as refusal:
        mend(document, editor, symbol=SYMBOL, title="另一标题")
    assert refusal.value.other == other
    assert stored() == before


def test_a_symbol_that_comes_in_meanwhile_is_refused_too(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, other = taken_in(), Document.objects.create(slug="late", title="后来的")
    found = iter([None, other])
    monkeypatch.setattr(mending, "_bearing", lambda *_asked: next(found))
    monkeypatch.setattr(publishing, "show_again", lambda **_named: Document(slug="late").save())
    before = stored()
    with pytest.raises(mending.SymbolTaken) as refusal:
        mend(document, editor, symbol=SYMBOL)
    assert refusal.value.other == other and stored() == before


def test_an_address_that_was_promised_is_no_other_papers(editor: Any) -> None:
    wrong = taken_in(SYMBOL)
    wrong = mend(wrong, editor, symbol=OTHER)
    assert wrong.slug == "npt-conf-2026-wp-78"
    # The paper that bears the symbol comes in: the old address still leads where it led.
    right = taken_in(SYMBOL, *BODY[:3])
    assert right != wrong and right.symbol == SYMBOL
    assert right.slug == right.versions.get().source.sha256[:12]
    assert ingest.find_document("npt-conf-2026-wp-77") == wrong
    assert not {row[0] for row in links(right)} & {row[0] for row in links(wrong)}
    # The same where it was there already, without its symbol.
    third = taken_in("", *BODY[:2])
    third = mend(mend(third, editor, symbol="NPT/CONF.2026/WP.79"), editor, symbol=None)
    fourth = mend(taken_in("", *BODY[2:]), editor, symbol="NPT/CONF.2026/WP.79")
    assert fourth.symbol == "NPT/CONF.2026/WP.79" and fourth.slug != third.slug
    # A new text finds its paper by the symbol.
    again = take_in(paper(*BODY[:1], head=f"{SYMBOL}\n\n{HEAD}"))
    assert again.document == right


def test_chains_of_revisions_follow(editor: Any) -> None:
    first, second = taken_in(SYMBOL), taken_in("", *BODY[:3])
    mend(second, editor, symbol=f"{SYMBOL}/Rev.1")
    first.refresh_from_db()
    assert first.superseded_by == second
    # The one that is shown no more can be mended all the same.
    first = mend(first, editor, symbol=OTHER)
    assert first.superseded_by is None and first in Document.objects.public()
    mend(first, editor, symbol=SYMBOL)
    mend(second, editor, symbol=f"{SYMBOL}/Corr.1")
    assert Document.objects.public().count() == 2
    assert changes.record(documents=[first, second]) == 0


def test_a_paper_of_another_body_is_linked_anew(editor: Any) -> None:
    document = taken_in("", "我们重申行动5(c)。", *BODY[1:])
    kept = Citation.objects.filter(commitment__key="action-plan-2010:5c")
    row = kept.get()
    home = row.paragraph
    document = mend(document, editor, npt=False)
    assert not kept.exists()
    # The engine took the link away; what the editor did is told of the paper.
    assert {entry.who.kind for entry in links_history.of_paragraph(home, document)} == {"engine"}
    told = [entry for entry in papers.of_document(document) if entry.who.account == editor.pk]
    assert [{each.field for each in entry.changes} for entry in told] == [{"npt"}]
    mend(document, editor, npt=True)
    assert kept.get() == row


def test_a_link_that_a_person_accepted_stays(editor: Any) -> None:
    document = taken_in("", "我们重申行动5(c)。", *BODY[1:])
    row = Citation.objects.get(commitment__key="action-plan-2010:5c")
    review.accept(citation=row, by=editor)
    mend(document, editor, npt=False, symbol=SYMBOL)
    row.refresh_from_db()
    assert row.review_state == "accepted"


@pytest.mark.parametrize("shorter", [False, True], ids=["same blocks", "other blocks"])
def test_reading_it_anew_keeps_what_was_said(
    editor: Any, monkeypatch: pytest.MonkeyPatch, shorter: bool
) -> None:
    said = {"symbol": SYMBOL, "submitters": ["JPN"], "npt": False, "session_key": "rc-2026"}
    document = mend(taken_in(), editor, **said)
    read = engine.read

    def otherwise(*words: Any) -> Any:
        reading = read(*words)
        blocks = reading.blocks[:-1] if shorter else reading.blocks
        return replace(reading, blocks=blocks, warnings=("new",))

    monkeypatch.setattr(ingest, "read", otherwise)
    assert bool(reprocessing.reprocess(document=document).version) is shorter
    document.refresh_from_db()
    assert (document.symbol, document.slug, document.npt) == (SYMBOL, "npt-conf-2026-wp-77", False)
    assert codes(document) == ["JPN"]
    assert document.current_version.warnings == ["new"]
    assert document.session.key == "rc-2026"


def test_who_reads_it_anew_at_the_same_moment_undoes_nothing(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.objects.get(pk=taken_in().pk)
    stored, found = ingest.read_stored, []

    def meanwhile(**named: Any) -> Any:
        read = stored(**named)
        if not found:
            found.append(mend(document, editor, title="另一标题"))
        return replace(read, warnings=["new"])

    monkeypatch.setattr(ingest, "read_stored", meanwhile)
    # The text as it was before is in its hand already.
    assert document.current_version.header["title"] == "核裁军"
    reprocessing.reprocess(document=document)
    document.refresh_from_db()
    assert document.title == "另一标题"
    found.clear()
    monkeypatch.setattr(ingest, "read_stored", stored)
    old = document.current_version
    mend(document, editor, npt=False)
    linking.link_document(version=old)
    assert not Citation.objects.filter(commitment__key="npt:VI", quote="第六条").exists()


def test_what_was_seen_must_still_hold(editor: Any) -> None:
    document = taken_in()
    seen = headers.stamp(Document.objects.get(pk=document.pk).current_version)
    stale = Document.objects.get(pk=document.pk)
    mend(document, editor, symbol=SYMBOL)
    for given in ({"seen": seen}, {"seen": ""}):
        with pytest.raises(mending.Overtaken):
            mending.mend(document=stale, facts={"title": "误"}, by=editor, **given)


def test_other_fields_and_texts_that_wait_are_refused(editor: Any) -> None:
    document = taken_in()
    with pytest.raises(Refused, match="language"):
        mend(document, editor, language="en")
    with pytest.raises(Refused, match="load_catalogue"):
        mend(document, editor, submitters=["XXX"])
    assert Source.objects.get().mended == {}
    waiting = take_in(paper(*BODY[:2]), hold=True).document
    with pytest.raises(Refused, match="/upload/"):
        mend(waiting, editor, title="误")
