"""Samples: drawn alike by one seed, judged unseen, compared when both readers are done."""

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict

from commitments.models import Commitment
from documents import review, sampling
from documents.agreement import Agreement
from documents.models import (
    Citation,
    Disagreement,
    Document,
    Paragraph,
    Report,
    Sample,
    Suggestion,
)
from documents.refused import Refused
from documents.review_queue import Queue
from tests.documents.papers import BODY, paper, take_in
from tests.factories import make_document
from tests.reviewers import make_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


@pytest.fixture
def readers() -> tuple[Any, Any]:
    return make_reviewer("wang"), make_reviewer("li")


@pytest.fixture
def sample(readers: tuple[Any, Any]) -> Sample:
    take_in(paper())
    return sampling.draw(size=10, seed=7, by=readers[0])


def judge_all(
    sample: Sample, by: Any, wrong: str = "", missing: dict[int, list[str]] | None = None
) -> Sample:
    """Judge every link right but those of one target."""
    for place, item in enumerate(sample.items):
        right = [each["id"] for each in item["citations"] if each["target"] != wrong]
        named = (missing or {}).get(place, [])
        sampling.judge(sample=sample, by=by, place=place, right=right, missing=named)
    return sampling.finish(sample=sample, by=by)


def test_one_seed_draws_one_sample(readers: tuple[Any, Any]) -> None:
    take_in(paper())
    first, again, other = (
        sampling.draw(size=2, seed=seed, way="all", by=readers[0]).items for seed in (1, 1, 4)
    )
    assert first == again != other
    assert len(first) == 2
    with pytest.raises(Refused):
        sampling.draw(size=2, seed=1, by=readers[0], document=make_document())


def paths(sample: Sample) -> list[str]:
    return [item["path"] for item in sample.items]


@pytest.mark.parametrize(
    ("way", "size", "drawn", "why"),
    [
        ("all", 9, "1 2 3 4 5 6 7 8", "fewer than asked for: all there are"),
        ("citing", 9, "1 2 3 6 8", "linked, rejected, not linked, and a suggestion"),
        ("half", 9, "1 2 3 4 5 6 7 8", "five and four are wanted, five and three are there"),
        ("half", 1, "c", "the odd one cites"),
        ("half", 5, "c c c o o", "three that cite and two others"),
        ("citing", 3, "c c c", "nothing else"),
    ],
)
def test_the_way_says_what_is_drawn_from(
    mixed: None, readers: tuple[Any, Any], way: str, size: int, drawn: str, why: str
) -> None:
    first, again, other = (
        sampling.draw(size=size, seed=seed, way=way, by=readers[0]) for seed in (1, 1, 3)
    )
    assert first.items == again.items and first.way == way and first.asked == size
    expected = drawn.split()
    for found in (first, other):
        if "c" in drawn:
            kinds = ["c" if path in "12368" else "o" for path in paths(found)]
            assert sorted(kinds) == expected, why
        else:
            assert paths(found) == expected, why
    wanted = {"all": ["all"], "citing": ["citing"], "half": ["citing", "other"]}[way]
    assert list(first.pools) == wanted
    assert sum(drawn for drawn, _there in first.pools.values()) == len(first.items)
    there = {"all": 8, "citing": 5, "other": 3}
    assert all(first.pools[name][1] == there[name] for name in wanted)


@pytest.fixture
def mixed() -> None:
    """Eight paragraphs; of five something was seen: 1 to 3, 6 and 8."""
    plain = "我们呼吁各方继续交换意见。"
    take_in(paper(*BODY[:3], plain, plain, "我们重申行动99。", plain, plain))
    rows = {row.path: row for row in Paragraph.objects.all()}
    Citation.objects.filter(paragraph=rows["2"]).update(review_state="rejected")
    assert {row.status for row in rows["6"].citations.all()} == {"unresolved"}
    Suggestion.objects.all().delete()
    Suggestion.objects.create(
        id=uuid.uuid4(),
        paragraph=rows["8"],
        commitment=Commitment.objects.first(),
        score=0.5,
        reasons=[],
        engine="",
        review_state="rejected",
    )


def test_without_any_that_cite_there_is_nothing_to_draw(readers: tuple[Any, Any]) -> None:
    take_in(paper("我们呼吁各方继续交换意见。"))
    Suggestion.objects.all().delete()
    for size, way in ((5, "citing"), (1, "half")):
        with pytest.raises(Refused) as refused:
            sampling.draw(size=size, seed=1, way=way, by=readers[0])
        assert "draw in another way" in str(refused.value)
    with pytest.raises(Refused) as refused:
        sampling.draw(size=5, seed=1, by=readers[0], document=make_document())
    assert str(refused.value) == "there are no paragraphs to draw from"
    half = sampling.draw(size=5, seed=1, by=readers[0])
    assert half.pools == {"citing": [0, 0], "other": [1, 1]} and half.asked == 5


def test_what_was_drawn_stays_whatever_the_engine_finds(sample: Sample) -> None:
    before = sample.items
    Citation.objects.all().delete()
    call_command("relink")
    sample.refresh_from_db()
    assert sample.items == before
    cited = [each["target"] for item in before for each in item["citations"]]
    assert cited == ["action-plan-2010:5c", "npt:VI", "ga-res-77-47"]


def test_two_read_apart_and_are_compared(sample: Sample, readers: tuple[Any, Any]) -> None:
    first, second = readers
    judge_all(sample, first, wrong="ga-res-77-47", missing={3: ["npt:VI", "npt:IV"]})
    sample.refresh_from_db()
    assert sample.finished_at is None and not Disagreement.objects.exists()
    assert sampling.finished() == []
    judge_all(sample, second, wrong="npt:VI", missing={3: ["npt:IV"]})
    ((found, figures),) = sampling.finished()
    # 5c and IV both; VI missing and resolution 77/47: one each; Article VI, linked: one each.
    assert (found, figures) == (sample, Agreement(2, 2, 1, 0))
    apart = Disagreement.objects.values_list("target", "citation_id")
    assert [(target, bool(pk)) for target, pk in apart] == [
        ("npt:VI", True), ("ga-res-77-47", True), ("npt:VI", False),
    ]  # fmt: skip


def test_a_disagreement_waits_until_it_is_decided(sample: Sample, readers: tuple[Any, Any]) -> None:
    judge_all(sample, readers[0])
    judge_all(sample, readers[1], wrong="npt:VI", missing={3: ["npt:IV"]})
    waiting = Queue(QueryDict()).rows("disagreements")
    assert [row.target for row in waiting] == ["npt:VI", "npt:IV"]
    assert Queue(QueryDict()).counts()["disagreements"] == 2
    linked = Citation.objects.get(pk=waiting[0].citation_id)
    review.accept(citation=linked, by=readers[0])
    assert [row.target for row in Queue(QueryDict()).rows("disagreements")] == ["npt:IV"]
    sampling.settle(disagreement=Disagreement.objects.get(target="npt:IV"), by=readers[0])
    assert not Queue(QueryDict()).rows("disagreements")


def test_what_is_refused(sample: Sample, readers: tuple[Any, Any]) -> None:
    sampling.begin(sample=sample, by=readers[0])
    with pytest.raises(Refused, match="left to judge"):
        sampling.finish(sample=sample, by=readers[0])
    judge_all(sample, readers[0])
    with pytest.raises(Refused, match="finished"):
        sampling.judge(sample=sample, by=readers[0], place=0, right=[])
    judge_all(sample, readers[1])
    with pytest.raises(Refused, match="two readers"):
        sampling.begin(sample=sample, by=make_reviewer("zhao"))


def test_judgements_of_what_is_not_there_are_left_out(
    sample: Sample, readers: tuple[Any, Any]
) -> None:
    linked = next(item for item in sample.items if item["citations"])
    place, own = sample.items.index(linked), linked["citations"][0]
    row = sampling.judge(
        sample=sample,
        by=readers[0],
        place=place,
        right=["nonsense"],
        missing=[own["target"], "npt:IV", "npt:IV"],
    )
    answer = row.answers[str(place)]
    assert answer["right"] == [] and answer["missing"] == ["npt:IV"]
    assert own["id"] in answer["wrong"]


def test_only_a_decision_that_holds_settles_a_disagreement(
    sample: Sample, readers: tuple[Any, Any]
) -> None:
    first, second = readers
    judge_all(sample, first)
    judge_all(sample, second, wrong="npt:VI")
    row = Citation.objects.get(commitment__key="npt:VI")
    waiting = Queue(QueryDict()).rows("disagreements")
    assert waiting.count() == 1
    review.close_report(report=Report.objects.create(citation=row), by=first)
    assert waiting.count() == 1
    review.reject(citation=row, by=first)
    assert waiting.count() == 0
    review.undo(citation=row, by=first)
    assert waiting.count() == 1
    review.accept(citation=row, by=second)
    assert waiting.count() == 0


def test_a_sample_ends_also_when_its_paper_was_removed(
    sample: Sample, readers: tuple[Any, Any]
) -> None:
    first, second = readers
    judge_all(sample, first)
    Document.objects.all().delete()
    assert judge_all(sample, second, wrong="npt:VI").finished_at
    connection.check_constraints()
    assert not Disagreement.objects.exists()
