"""What the tables refuse, and that their words are the words of the files."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commitments import catalogue, register
from commitments.models import (
    Body,
    Commitment,
    Group,
    Membership,
    NptParty,
    NptStatus,
    Pillar,
    ReviewCycle,
    Session,
    SessionKind,
    State,
)
from commitments.register import facts, load_register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "create",
    [
        lambda: State.objects.create(code="chn", npt_status="NWS"),
        lambda: Group.objects.create(slug="NAM"),
        lambda: Body.objects.create(slug="un_secretariat"),
        lambda: Session.objects.create(
            key="2020-rc",
            cycle=ReviewCycle.objects.create(cycle_year=2020),
            ordinal=1,
            starts=date(2022, 8, 1),
            ends=date(2022, 8, 26),
        ),
        lambda: Session.objects.create(
            key="rc-2020",
            cycle=ReviewCycle.objects.create(cycle_year=2020),
            ordinal=1,
            starts=date(2022, 8, 26),
            ends=date(2022, 8, 1),
        ),
        lambda: Membership.objects.create(
            group=Group.objects.create(slug="g"),
            state=State.objects.create(code="AAA"),
            from_year=2001,
            to_year=2000,
        ),
    ],
    ids=["code", "group slug", "body slug", "session key", "session days", "membership years"],
)
def test_constraints(create: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


def test_a_commitment_key_must_be_well_formed() -> None:
    catalogue.load(load_register())
    row = Commitment.objects.get(key="action-plan-2010:5c")
    for key in ("action-plan-2010:5cc", "action-plan-2010:05", "action-plan-2010", "Npt:VI"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Commitment.objects.filter(pk=row.pk).update(key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(letter="")


def test_choices_are_the_words_of_the_files() -> None:
    assert set(NptStatus.values) == set(facts.NptStatus.__args__)
    assert set(NptParty.values) == set(facts.NptParty.__args__)
    assert set(SessionKind.values) == set(facts.SessionKind.__args__)
    assert set(Pillar.values) == set(facts.Pillar.__args__)
    assert set(register.PARTY_STATUSES) < set(NptStatus.values)
