"""The database keeps the history of the register, whoever writes and however."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from pghistory.models import Event

from commitments import catalogue, tracking
from commitments.models import Commitment, CommitmentEvent, SeeAlsoEvent, StateEvent
from commitments.register import load_register
from tests.factories import make_commitment, make_state

pytestmark = pytest.mark.django_db


def labels(events) -> list[str]:
    return list(events.objects.values_list("pgh_label", flat=True))


# Tables of the register whose history is not kept, each with the reason.
NOT_TRACKED: dict[str, str] = {}
TABLES = [
    model
    for model in apps.get_app_config("commitments").get_models(include_auto_created=True)
    if not issubclass(model, Event)
]


def test_every_table_of_the_register_is_tracked_or_said_not_to_be():
    told = {model._meta.label for model in TABLES if getattr(model, "history", None)}
    assert {model._meta.label for model in TABLES} - told == NOT_TRACKED.keys()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger"
            " WHERE tgname ~ '^pgtrigger_(insert|update|delete)' GROUP BY 1"
        )
        triggers = dict(cursor.fetchall())
    assert {
        model._meta.label for model in TABLES if triggers.get(model._meta.db_table) == 3
    } == told


def test_the_first_load_is_told_once_and_the_second_not_at_all():
    catalogue.load(load_register())
    before = {model: labels(model.history.rel.related_model) for model in TABLES}
    for model, events in before.items():
        assert events == ["insert"] * model.objects.count() != [], model
    catalogue.load(load_register())
    assert {model: labels(model.history.rel.related_model) for model in TABLES} == before


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


def test_what_is_related_is_told_from_both_sides():
    article, action = make_commitment("npt:VI"), make_commitment("action-plan-2010:5")
    article.see_also.add(action)
    article.see_also.add(action)
    action.see_also.remove(article)
    told = SeeAlsoEvent.objects.values_list("pgh_label", "from_commitment", "to_commitment")
    pairs = {(article.pk, action.pk), (action.pk, article.pk)}
    assert {(label, *pair) for label, *pair in told} == {
        (label, *pair) for label in ("insert", "delete") for pair in pairs
    }
    assert len(told) == 4


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
