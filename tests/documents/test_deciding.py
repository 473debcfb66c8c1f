"""Two reviewers at the same moment: one decision is taken, the other is told."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from documents import deciding, sampling
from documents.deciding import Step
from documents.models import Citation, Decision
from documents.refused import Overtaken, Refused
from tests.factories import make_citation, make_commitment
from tests.reviewers import make_reviewer

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_once_one_decides() -> None:
    row = make_citation(quote="行动5(c)")
    people = [make_reviewer(name) for name in ("wang", "li")]
    steps = dict(zip(people, (Step("accept"), Step("reject")), strict=True))
    seen, home = deciding.stamp(row), row.paragraph
    together, told = threading.Barrier(2), Counter[str]()

    def decide(by: Any) -> None:
        together.wait(10)
        try:
            deciding.decide(identity=row.pk, seen=seen, step=steps[by], by=by, home=home)
            told["decided"] += 1
        except Overtaken:
            told["overtaken"] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == {"decided": 1, "overtaken": 1}
    made = Decision.objects.get()
    state = Citation.objects.get(pk=row.pk).review_state
    assert state == {"accept": "accepted", "reject": "rejected"}[made.action]


def step(row: Citation, action: str, **more: Any) -> Citation | None:
    """Take one step as the page does, with what is stored now as what was seen."""
    row = Citation.objects.get(pk=row.pk)
    by, seen = get_user_model().objects.first() or make_reviewer(), deciding.stamp(row)
    asked = Step(action, **more)
    return deciding.decide(identity=row.pk, seen=seen, step=asked, by=by, home=row.paragraph)


def standing() -> list[tuple[str | None, str]]:
    return [(row.target, row.review_state) for row in Citation.objects.order_by("created_at")]


def test_corrections_of_corrections_are_undone_one_by_one() -> None:
    row = make_citation(commitment=make_commitment("plan:1"))
    targets = [make_commitment(f"plan:{number}").key for number in (2, 3)]
    second = step(row, "correct", target=targets[0])
    third = step(second, "correct", target=targets[1])
    assert step(third, "undo") == second
    assert standing() == [("plan:1", "rejected"), ("plan:2", "accepted")]
    assert step(second, "undo") == row
    assert standing() == [("plan:1", "unreviewed")]


@pytest.mark.parametrize("by_person", [False, True])
def test_a_rejection_undone_leaves_what_was_decided_before_it(by_person: bool) -> None:
    row = make_citation(commitment=make_commitment("plan:1"))
    other = make_commitment("plan:2").key
    row = step(row, "correct", target=other) if by_person else step(row, "accept")
    before = standing()
    step(row, "reject")
    assert step(row, "undo") == row and standing() == before
    # So does a correction.
    made = step(row, "correct", target=make_commitment("plan:3").key)
    assert step(made, "undo") == row and standing() == before


def test_a_sample_has_two_readers_however_many_begin_at_once() -> None:
    people = [make_reviewer(name) for name in ("wang", "li", "zhao")]
    make_citation(quote="行动5(c)")
    sample = sampling.draw(size=1, seed=1, by=people[0])
    together, told = threading.Barrier(3), Counter[str]()

    def begin(by: Any) -> None:
        together.wait(10)
        try:
            sampling.begin(sample=sample, by=by)
            told["begun"] += 1
        except Refused as error:
            told[str(error)] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == {"begun": 2, "this sample has two readers already": 1}
    assert sample.readings.count() == 2
