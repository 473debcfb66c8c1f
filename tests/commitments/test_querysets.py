"""Reads over the register: the tree of commitments, and what is no longer in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import catalogue
from commitments.models import Commitment, Instrument
from commitments.register import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> catalogue.LoadReport:
    return catalogue.load(load_register())


def test_with_tree_takes_two_queries(loaded: catalogue.LoadReport) -> None:
    with CaptureQueriesContext(connection) as queries:
        plan = list(
            Commitment.objects.filter(instrument__slug="action-plan-2010")
            .filter(parent=None)
            .in_order()
            .with_tree()
        )
        five = next(row for row in plan if row.key == "action-plan-2010:5")
        assert [row.letter for row in five.sub_items.all()] == list("abcdefg")
        assert {row.instrument.slug for row in plan} == {"action-plan-2010"}
        assert all(row.theme.slug for row in plan)
    assert len(queries) == 2


def test_what_a_retired_instrument_holds_is_not_current(loaded: catalogue.LoadReport) -> None:
    steps = Commitment.objects.filter(instrument__slug="steps-2000")
    assert steps.current().exists()
    Instrument.objects.filter(slug="steps-2000").update(retired=True)
    assert steps.filter(retired=False).exists()
    assert not steps.current().exists()
