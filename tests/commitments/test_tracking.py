"""The database keeps the history of the register, whoever writes and however."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from commitments import catalogue, tracking
from commitments.models import (
    Commitment,
    CommitmentEvent,
    GroupEvent,
    Membership,
    MembershipEvent,
    StateEvent,
)
from commitments.register import load_register
from tests.factories import make_commitment, make_state

pytestmark = pytest.mark.django_db


def labels(events) -> list[str]:
    return list(events.objects.values_list("pgh_label", flat=True))


def test_the_first_load_is_told_once_and_the_second_not_at_all():
    catalogue.load(load_register())
    before = [labels(events) for events in (MembershipEvent, GroupEvent, CommitmentEvent)]
    assert [set(each) for each in before] == [{"insert"}] * 3
    assert len(before[0]) == Membership.objects.count()
    catalogue.load(load_register())
    assert [labels(events) for events in (MembershipEvent, GroupEvent, CommitmentEvent)] == before


def test_an_event_holds_the_row_as_it_was():
    row = make_commitment("npt:VI", summary_zh="旧的摘要")
    Commitment.objects.update(summary_zh="新的摘要")
    Commitment.objects.update(summary_zh="新的摘要")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM commitments_commitment")
    told = CommitmentEvent.objects.filter(pgh_obj=row.pk).exclude(pgh_label="insert")
    assert list(told.values_list("pgh_label", "summary_zh")) == [
        ("update", "旧的摘要"),
        ("delete", "新的摘要"),
    ]


@pytest.mark.django_db(transaction=True)
def test_whose_change_it_was():
    state = make_state("CHN")
    with tracking.by(command="first"):
        tracking.mark(engine="e1")
        state.name_zh = "甲"
        state.save()
    state.name_zh = "乙"
    state.save()
    with tracking.by(user=7):
        state.name_zh = "丙"
        state.save()
    marks = StateEvent.objects.filter(pgh_label="update").values_list("pgh_context", flat=True)
    assert list(marks) == [{"command": "first", "engine": "e1"}, None, {"user": 7}]


def test_the_command_is_told():
    call_command("load_catalogue", verbosity=0)
    assert CommitmentEvent.objects.first().pgh_context == {"command": "load_catalogue"}


@pytest.mark.parametrize("change", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_nobody_changes_the_history(change):
    make_state("CHN")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(StateEvent._meta.db_table))
    assert labels(StateEvent) == ["insert"]


def test_what_is_no_evidence_is_not_told():
    with tracking.untold():
        make_state("CHN")
    assert labels(StateEvent) == []
    make_state("JPN")
    assert labels(StateEvent) == ["insert"]
