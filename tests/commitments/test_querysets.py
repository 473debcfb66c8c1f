"""Reads over the register: who was a member when, and the tree of commitments."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import catalogue
from commitments.models import Commitment, Membership
from commitments.register import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> catalogue.LoadReport:
    return catalogue.load(load_register())


@pytest.mark.parametrize(
    ("group", "state", "day", "member"),
    [
        ("nac", "SWE", date(1997, 12, 31), False),
        ("nac", "SWE", date(1998, 1, 1), True),
        ("nac", "SWE", date(2013, 12, 31), True),
        ("nac", "SWE", date(2014, 1, 1), False),
        ("nam", "EGY", date(2025, 4, 28), True),
        ("p5", "FRA", date(1975, 5, 5), True),
        ("asean", "TLS", date(2024, 7, 22), False),
        ("asean", "TLS", date(2026, 4, 27), True),
    ],
)
def test_membership_at(
    loaded: catalogue.LoadReport, group: str, state: str, day: date, member: bool
) -> None:
    found = Membership.objects.at(day).filter(group__slug=group, state__code=state)
    assert found.exists() is member


def test_membership_at_leaves_out_retired(loaded: catalogue.LoadReport) -> None:
    day = date(2025, 4, 28)
    rows = Membership.objects.filter(group__slug="p5", state__code="FRA")
    assert rows.at(day).exists()
    rows.update(retired=True)
    assert not rows.at(day).exists()


def test_subtree_ids(loaded: catalogue.LoadReport) -> None:
    step = Commitment.objects.filter(key="steps-2000:9")
    keys = Commitment.objects.filter(pk__in=step.subtree_ids()).values_list("key", flat=True)
    assert set(keys) == {"steps-2000:9", *(f"steps-2000:9{letter}" for letter in "abcdef")}
    assert Commitment.objects.none().subtree_ids() == set()


def test_with_tree_takes_two_queries(loaded: catalogue.LoadReport) -> None:
    with CaptureQueriesContext(connection) as queries:
        plan = list(
            Commitment.objects.filter(instrument__slug="action-plan-2010")
            .top_level()
            .in_order()
            .with_tree()
        )
        five = next(row for row in plan if row.key == "action-plan-2010:5")
        assert [row.letter for row in five.sub_items.all()] == list("abcdefg")
        assert {row.instrument.slug for row in plan} == {"action-plan-2010"}
        assert all(row.theme.slug for row in plan)
    assert len(queries) == 2
