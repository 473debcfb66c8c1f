"""Decisions are pinned: no run undoes them, and what lost its words is flagged, not forgotten."""

import uuid
from typing import Any

import pytest
from django.core.management import call_command

from documents import deciding, review
from documents.deciding import Step
from documents.models import Citation, Decision, Report, Version
from documents.passages import home_of
from documents.refused import Refused
from tests.documents.papers import BODY, paper, take_in
from tests.reviewers import make_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

FIRST, SECOND, *OTHERS = BODY
WITHOUT = "我们重申此前通过的各项文件和所有承诺，并强调其重要性。"


@pytest.fixture
def version() -> Version:
    return take_in(paper())


@pytest.fixture
def by() -> Any:
    return make_reviewer()


def seen() -> list[tuple[str, str | None]]:
    rows = Citation.objects.public().order_by("paragraph__position", "start", "pk")
    return [(row.paragraph.path, row.target) for row in rows.select_related("paragraph")]


def states() -> dict[uuid.UUID, str]:
    return dict(Citation.objects.values_list("pk", "review_state"))


def again(version: Version, *body: str) -> Version:
    return take_in(paper(*body), version_of=version.document.slug)


def cited(target: str) -> Citation:
    slug, colon, _number = target.partition(":")
    field = {"commitment__key": target} if colon else {"instrument__slug": slug}
    return Citation.objects.get(**field)


def test_a_rejection_goes_where_its_paragraph_goes(version: Version, by: Any) -> None:
    review.reject(citation=cited("action-plan-2010:5c"), by=by)
    # A paragraph before it, which cites the same: that one was never looked at.
    new = "在此之前，本集团还要提到行动5(c)，理由已在别处说明。"
    again(version, new, FIRST, SECOND, *OTHERS)
    assert [row for row in seen() if row[1] == "action-plan-2010:5c"] != []
    rejected = Citation.objects.get(review_state="rejected")
    assert rejected.paragraph.text == FIRST
    assert rejected.paragraph.version_id == rejected.paragraph.version.document.current_version_id
    assert not Citation.objects.public().filter(paragraph=rejected.paragraph)


def test_every_decision_stands_after_every_run(version: Version, by: Any) -> None:
    review.accept(citation=cited("action-plan-2010:5c"), by=by)
    review.correct(citation=cited("npt:VI"), target="npt:IV", by=by)
    review.reject(citation=cited("ga-res-77-47"), by=by)
    before = seen()
    assert before == [("1", "action-plan-2010:5c"), ("2", "npt:IV")]
    ids = set(Citation.objects.values_list("pk", "review_state"))
    for body in (BODY, (*BODY, "我们还希望补充一点，以供审议。"), BODY):
        call_command("relink", verbosity=0)
        again(version, *body)
        assert seen() == before
        assert set(Citation.objects.values_list("pk", "review_state")) == ids


@pytest.mark.parametrize("around", ["", "大会主席当时指出，有的国家认为："])
def test_a_rejection_does_not_go_to_another_paragraph_that_says_the_same(
    by: Any, around: str
) -> None:
    text = "我们重申2010年行动计划的行动5(c)，并强调其落实。"
    kept = around + text
    version = take_in(paper(kept, SECOND, text, *OTHERS))
    rows = Citation.objects.filter(commitment__key="action-plan-2010:5c")
    first, second = rows.order_by("paragraph__position")
    review.reject(citation=second, by=by)
    again(version, kept, SECOND, *OTHERS)
    second.refresh_from_db()
    assert second.review_state == "flagged"
    assert rows.public().get().pk == first.pk


def test_of_two_equal_links_only_the_rejected_one_goes(by: Any) -> None:
    text = "我们重申2010年行动计划的行动5(c)，而行动5(c)至今没有落实。"
    version = take_in(paper(text, *OTHERS))
    first, second = Citation.objects.filter(commitment__key="action-plan-2010:5c").order_by("start")
    review.reject(citation=second, by=by)
    again(version, f"值此会议，{text}", *OTHERS)
    row = Citation.objects.public().get(commitment__key="action-plan-2010:5c")
    second.refresh_from_db()
    assert (row.pk, row.start) == (first.pk, first.start + 5)
    assert (second.review_state, second.paragraph_id) == ("rejected", row.paragraph_id)


def test_a_rejected_miss_is_not_made_again(by: Any) -> None:
    version = take_in(paper("我们重申2010年行动计划的行动65。", *OTHERS))
    review.reject(citation=Citation.objects.unresolved().get(), by=by)
    call_command("relink", verbosity=0)
    again(version, "值此会议，我们重申2010年行动计划的行动65。", *OTHERS)
    assert not Citation.objects.unresolved().exists()


@pytest.mark.parametrize("action", ["accept", "reject", "correct"])
def test_what_lost_its_words_is_flagged(version: Version, by: Any, action: str) -> None:
    row = cited("action-plan-2010:5c")
    more = {"target": "action-plan-2010:5d"} if action == "correct" else {}
    row = getattr(review, action)(citation=row, by=by, **more)
    again(version, WITHOUT, SECOND, *OTHERS)
    row.refresh_from_db()
    assert row.review_state == "flagged"
    assert row.paragraph.text[row.start : row.end] == row.quote
    call_command("relink", verbosity=0)
    row.refresh_from_db()
    assert row.review_state == "flagged"


@pytest.mark.parametrize("action", ["accept", "reject", "correct"])
def test_a_decision_stands_again_when_its_paragraph_is_back(
    version: Version, by: Any, action: str
) -> None:
    row = cited("action-plan-2010:5c")
    more = {"target": "action-plan-2010:5d"} if action == "correct" else {}
    getattr(review, action)(citation=row, by=by, **more)
    before, public = states(), seen()
    again(version, WITHOUT, SECOND, *OTHERS)
    assert "flagged" in states().values()
    again(version, *BODY, "我们还希望补充一点，以供审议。")
    assert (states(), [target for _path, target in seen()]) == (
        before,
        [target for _path, target in public],
    )
    call_command("relink", verbosity=0)
    assert states() == before


def test_what_was_decided_anew_meanwhile_holds(version: Version, by: Any) -> None:
    row = cited("action-plan-2010:5c")
    review.reject(citation=row, by=by)
    again(version, WITHOUT, SECOND, *OTHERS)
    # Beside it the words come again, and this time they are found to be right.
    again(version, f"值此会议，{FIRST}", SECOND, *OTHERS)
    new = Citation.objects.public().get(commitment__key="action-plan-2010:5c")
    review.accept(citation=new, by=by)
    again(version, FIRST, SECOND, *OTHERS, "我们还希望补充一点，以供审议。")
    row.refresh_from_db()
    assert row.review_state == "flagged"
    assert Citation.objects.public().get(commitment__key="action-plan-2010:5c").pk == new.pk


def test_a_flagged_decision_is_let_go_for_good(version: Version, by: Any) -> None:
    row = cited("action-plan-2010:5c")
    review.accept(citation=row, by=by)
    again(version, WITHOUT, SECOND, *OTHERS)
    row.refresh_from_db()
    with pytest.raises(Refused, match="words are gone"):
        review.reject(citation=row, by=by)
    with pytest.raises(Refused, match="earlier text"):
        review.accept(citation=row, by=by)
    review.undo(citation=row, by=by)
    call_command("relink", verbosity=0)
    assert not Citation.objects.filter(review_state="flagged").exists()
    assert not Citation.objects.filter(pk=row.pk).exists()
    assert Decision.objects.filter(citation_id=row.pk).count() == 2


def test_a_flagged_decision_is_put_on_words_of_today(version: Version, by: Any) -> None:
    row = cited("action-plan-2010:5c")
    review.accept(citation=row, by=by)
    again(version, WITHOUT, SECOND, *OTHERS)
    row.refresh_from_db()
    home = home_of(row)
    assert home.text == WITHOUT
    step = Step("add", words="各项文件")
    new = deciding.decide(identity=row.pk, seen=deciding.stamp(row), step=step, by=by, home=home)
    call_command("relink", verbosity=0)
    assert (home.path, "action-plan-2010:5c") in seen()
    assert new.paragraph_id == home.pk
    assert not Citation.objects.filter(pk=row.pk).exists()


def test_a_report_on_a_link_of_a_person_is_closed_where_it_is_put_anew(
    version: Version, by: Any
) -> None:
    row = review.correct(citation=cited("action-plan-2010:5c"), target="action-plan-2010:5d", by=by)
    Report.objects.create(citation=row)
    again(version, WITHOUT, SECOND, *OTHERS)
    row.refresh_from_db()
    step = Step("add", words="各项文件", close=True)
    seen_now, home = deciding.stamp(row), home_of(row)
    new = deciding.decide(identity=row.pk, seen=seen_now, step=step, by=by, home=home)
    assert new is not None and (home.path, "action-plan-2010:5d") in seen()
    closed = Decision.objects.get(action=Decision.Action.CLOSE_REPORT)
    assert closed.citation_id == row.pk and not Report.objects.filter(state="open").exists()


def test_a_run_between_looking_and_deciding_is_noticed(version: Version, by: Any) -> None:
    row = cited("action-plan-2010:5c")
    stamp = deciding.stamp(row)
    again(version, WITHOUT, SECOND, *OTHERS)
    for identity in (row.pk, uuid.uuid4()):
        with pytest.raises(deciding.Overtaken):
            deciding.decide(
                identity=identity, seen=stamp, step=Step("accept"), by=by, home=row.paragraph
            )
    assert not Decision.objects.exists()
