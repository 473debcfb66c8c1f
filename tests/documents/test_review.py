"""Decisions of people: kept, never undone by the machine, in step with the feed."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from documents import changes, review
from documents.models import Change, Citation, Decision, Paragraph, Report, Version
from documents.refused import Refused
from tests.documents.papers import BODY, HEAD, paper, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


@pytest.fixture
def version() -> Version:
    return take_in(paper())


@pytest.fixture
def by() -> Any:
    return get_user_model().objects.create_user("wang")


def cited(path: str = "1") -> Citation:
    return Citation.objects.get(paragraph__path=path)


def seen(path: str = "1") -> list[tuple[str | None, str]]:
    rows = Citation.objects.public().filter(paragraph__path=path)
    return [(row.target, row.quote) for row in rows.order_by("start", "pk")]


def test_a_rejected_link_is_gone_and_stays_gone(version: Version, by: Any) -> None:
    row = cited()
    review.reject(citation=row, by=by, note="指的是另一份计划")
    assert seen() == []
    call_command("relink")
    take_in(paper(*BODY[:3]), version_of=version.document.slug)
    assert seen() == []
    assert changes.is_gone("citations", str(row.pk))
    decision = Decision.objects.get()
    assert (decision.action, decision.citation_id, decision.by_name) == ("reject", row.pk, "wang")
    assert decision.before == {"review_state": "unreviewed"}
    assert decision.after == {"review_state": "rejected"}


def test_an_accepted_link_keeps_its_id(version: Version, by: Any) -> None:
    row = cited()
    review.accept(citation=row, by=by)
    call_command("relink")
    row.refresh_from_db()
    assert row.review_state == "accepted"
    assert seen() == [("action-plan-2010:5c", row.quote)]
    assert Change.objects.get(resource="citations", key=str(row.pk)).digest


def test_a_corrected_target_takes_the_place(version: Version, by: Any) -> None:
    row = cited()
    new = review.correct(citation=row, target="action-plan-2010:5d", by=by, note="看错了")
    assert seen() == [("action-plan-2010:5d", row.quote)]
    assert (new.origin, new.review_state, new.verb) == ("person", "accepted", row.verb)
    call_command("relink")
    assert seen() == [("action-plan-2010:5d", row.quote)]
    # The newest first.
    assert [each.action for each in Decision.objects.all()] == ["add", "reject"]


def test_a_moved_span_keeps_its_quote(version: Version, by: Any) -> None:
    row = cited()
    new = review.correct(citation=row, start=row.start - 2, by=by)
    assert new.quote == new.paragraph.text[new.start : new.end]
    assert new.target == row.target
    call_command("relink")
    assert seen() == [(row.target, new.quote)]


def test_an_added_link_moves_with_its_text(version: Version, by: Any) -> None:
    paragraph = Paragraph.objects.get(path="2")
    start = paragraph.text.index("透明度")
    row = review.add(
        paragraph=paragraph, target="action-plan-2010:2", start=start, end=start + 3, by=by
    )
    assert row.quote == "透明度"
    changed = (BODY[0], "本段之前加了几个字。" + BODY[1], *BODY[2:])
    take_in(paper(*changed), version_of=version.document.slug)
    row.refresh_from_db()
    assert row.paragraph.text[row.start : row.end] == "透明度"
    assert ("action-plan-2010:2", "透明度") in seen("2")


def test_a_decision_can_be_taken_back(version: Version, by: Any) -> None:
    row = cited()
    review.reject(citation=row, by=by)
    review.undo(citation=row, by=by)
    assert seen() == [("action-plan-2010:5c", row.quote)]
    added = review.correct(citation=row, target="action-plan-2010:5d", by=by)
    assert review.undo(citation=added, by=by) is None
    assert seen() == []
    assert Decision.objects.filter(citation_id=added.pk).count() == 2


def test_one_place_is_linked_once(version: Version, by: Any) -> None:
    row = cited()
    with pytest.raises(Refused, match="action-plan-2010:5c is linked at this place already"):
        review.add(paragraph=row.paragraph, target=row.target, start=row.start, end=row.end, by=by)
    new = review.correct(citation=row, start=row.start - 1, by=by)
    with pytest.raises(Refused, match="take that link away first"):
        review.undo(citation=row, by=by)
    assert seen() == [(row.target, new.quote)]
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("target", "start", "end", "said"),
    [
        ("action-plan-2010:65", 0, 3, "the register has no 'action-plan-2010:65'"),
        ("nothing", 0, 3, "the register has no 'nothing'"),
        ("npt:VI", 3, 3, "no span of words"),
        ("npt:VI", -1, 3, "no span of words"),
        ("npt:VI", 0, 9999, "no span of words"),
    ],
)
def test_what_cannot_be_linked_is_refused(
    version: Version, by: Any, target: str, start: int, end: int, said: str
) -> None:
    paragraph = Paragraph.objects.get(path="4")
    before = changes.feed().head
    with pytest.raises(Refused, match=said):
        review.add(paragraph=paragraph, target=target, start=start, end=end, by=by)
    assert Decision.objects.count() == 0
    assert changes.feed().head == before


def test_a_miss_cannot_be_accepted_but_corrected(by: Any) -> None:
    take_in(paper("我们重申行动65。", "2010年行动计划很重要。"))
    row = Citation.objects.unresolved().get()
    with pytest.raises(Refused, match="nothing is linked here"):
        review.accept(citation=row, by=by)
    review.correct(citation=row, target="action-plan-2010:5", by=by)
    call_command("relink")
    assert seen() == [("action-plan-2010:5", row.quote)]


def test_the_same_decision_twice_is_refused(version: Version, by: Any) -> None:
    row = cited()
    review.accept(citation=row, by=by)
    with pytest.raises(Refused, match="accepted already"):
        review.accept(citation=row, by=by)
    with pytest.raises(Refused, match="nothing was decided"):
        review.undo(citation=cited("2"), by=by)


def test_an_earlier_text_is_no_place_for_decisions(version: Version, by: Any) -> None:
    row = cited()
    old = row.paragraph
    take_in(paper(*BODY[1:]), version_of=version.document.slug)
    with pytest.raises(Refused, match="this citation is gone"):
        review.accept(citation=row, by=by)
    with pytest.raises(Refused, match="earlier text"):
        review.add(paragraph=old, target="npt:VI", start=0, end=2, by=by)


def test_a_report_is_closed_once(version: Version, by: Any) -> None:
    report = Report.objects.create(citation=cited(), note="不对")
    assert review.close_report(report=report, by=by).state == "closed"
    with pytest.raises(Refused, match="closed already"):
        review.close_report(report=report, by=by)


def test_a_withdrawn_paper_goes_and_comes_back(version: Version, by: Any) -> None:
    document = version.document
    with pytest.raises(Refused, match="say why"):
        review.withdraw(document=document, by=by, note=" ")
    review.withdraw(document=document, by=by, note="秘书处撤回")
    assert seen() == []
    assert changes.is_gone("documents", document.slug)
    with pytest.raises(Refused, match="withdrawn already"):
        review.withdraw(document=document, by=by, note="再次")
    review.reinstate(document=document, by=by)
    assert seen() != []
    assert not changes.is_gone("documents", document.slug)
    assert [each.action for each in Decision.objects.all()] == ["reinstate", "withdraw"]


def test_the_paper_before_a_withdrawn_revision_counts_again(by: Any) -> None:
    symbol = "NPT/CONF.2026/WP.7"
    old = take_in(paper(head=f"{symbol}\n\n{HEAD}")).document
    new = take_in(paper(head=f"{symbol}/Rev.1\n\n{HEAD}")).document
    assert changes.is_gone("documents", old.slug)
    review.withdraw(document=new, by=by, note="有误")
    assert not changes.is_gone("documents", old.slug)
    assert changes.is_gone("documents", new.slug)
    review.reinstate(document=new, by=by)
    assert changes.is_gone("documents", old.slug)
    assert not changes.is_gone("documents", new.slug)
