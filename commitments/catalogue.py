"""Loads the register into rows: idempotent, in one transaction, primary keys kept."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection, models, transaction

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    ReviewCycle,
    Session,
    State,
    Theme,
)
from commitments.register import InstrumentFact, Register

# Two loads at once would both insert: the second waits for the first. Any fixed number will do.
_LOCK = 1968_0701


@dataclass(slots=True)
class Counts:
    """What a load did to one table, in rows."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0


@dataclass(slots=True)
class LoadReport:
    """What a load did, by table; `see also` counts pairs, and there retired means removed."""

    tables: dict[str, Counts] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """Sums over all tables."""
        counts = self.tables.values()
        return Counts(
            created=sum(count.created for count in counts),
            changed=sum(count.changed for count in counts),
            unchanged=sum(count.unchanged for count in counts),
            retired=sum(count.retired for count in counts),
        )

    def __str__(self) -> str:
        total = self.total
        return (
            f"catalogue: {total.created} created, {total.changed} changed, "
            f"{total.unchanged} unchanged, {total.retired} retired"
        )


Values = dict[str, Any]


def load(register: Register) -> LoadReport:
    """Make the rows equal to the register and report what that took.

    A row whose fact is unchanged is not written. A row whose fact has left the files is marked
    retired, not deleted, and comes back with its primary key. Instruments with origin `cited` are
    left alone unless the register now holds them.
    """
    report = LoadReport()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        themes = _load_themes(register, report)
        sessions = _load_sessions(register, report)
        _load_parties(register, report)
        instruments = _load_instruments(register, report, sessions)
        commitments = _load_commitments(register, report, instruments, themes)
        _load_see_also(register, report, commitments)
    return report


def _load_themes(register: Register, report: LoadReport) -> dict[Hashable, int]:
    return _sync(report, Theme, ("slug",), [_values(fact) for fact in register.themes])


def _load_sessions(register: Register, report: LoadReport) -> dict[Hashable, int]:
    years = sorted({fact.cycle_year for fact in register.sessions})
    cycles = _sync(report, ReviewCycle, ("cycle_year",), [{"cycle_year": year} for year in years])
    return _sync(
        report,
        Session,
        ("key",),
        [
            {**_values(fact, without=["cycle_year"]), "cycle_id": cycles[fact.cycle_year]}
            for fact in register.sessions
        ],
    )


def _load_parties(register: Register, report: LoadReport) -> None:
    states = _sync(
        report,
        State,
        ("code",),
        [_values(fact) for fact in register.states],
    )
    groups = _sync(report, Group, ("slug",), [_values(fact) for fact in register.groups])
    _sync(report, Body, ("slug",), [_values(fact) for fact in register.bodies])
    memberships = [
        {
            **_values(fact, without=["group", "state"]),
            "group_id": groups[fact.group],
            "state_id": states[fact.state],
        }
        for fact in register.memberships
    ]
    _sync(report, Membership, ("group_id", "state_id", "from_year"), memberships)


def _load_instruments(
    register: Register, report: LoadReport, sessions: Mapping[Hashable, int]
) -> dict[Hashable, int]:
    ids: dict[Hashable, int] = {}
    for level in _levels(register.instruments):
        rows = [
            {
                **_values(fact, without=["conference", "parent"]),
                "conference_id": sessions[fact.conference] if fact.conference else None,
                "parent_id": ids[fact.parent] if fact.parent else None,
                "origin": Instrument.Origin.REGISTER.value,
            }
            for fact in level
        ]
        ids |= _sync(report, Instrument, ("slug",), rows, retire=False)
    gone = Instrument.objects.current().filter(origin=Instrument.Origin.REGISTER)
    _retire(report, Instrument, list(gone.values_list("pk", flat=True)), ids)
    return ids


def _levels(facts: Iterable[InstrumentFact]) -> Iterable[list[InstrumentFact]]:
    """Give the instruments in layers, each after the layer that holds its parents.

    `register.checks` has made sure that no instrument is its own ancestor.
    """
    placed: set[str] = {""}
    waiting = list(facts)
    while waiting:
        level = [fact for fact in waiting if fact.parent in placed]
        yield level
        placed |= {fact.slug for fact in level}
        waiting = [fact for fact in waiting if fact.slug not in placed]


def _load_commitments(
    register: Register,
    report: LoadReport,
    instruments: Mapping[Hashable, int],
    themes: Mapping[Hashable, int],
) -> dict[Hashable, int]:
    ids: dict[Hashable, int] = {}
    items = [fact for fact in register.commitments if not fact.parent]
    sub_items = [fact for fact in register.commitments if fact.parent]
    for level in (items, sub_items):
        rows = [
            {
                **_values(fact, without=["instrument", "parent", "themes", "see_also"]),
                "instrument_id": instruments[fact.instrument],
                "parent_id": ids[fact.parent] if fact.parent else None,
                "theme_id": themes[fact.themes[0]],
                "second_theme_id": themes[fact.themes[1]] if len(fact.themes) > 1 else None,
            }
            for fact in level
        ]
        ids |= _sync(report, Commitment, ("key",), rows, retire=False)
    # Those of an instrument that has just been retired are among them.
    current = Commitment.objects.filter(retired=False).values_list("pk", flat=True)
    _retire(report, Commitment, list(current), ids)
    return ids


def _load_see_also(
    register: Register, report: LoadReport, commitments: Mapping[Hashable, int]
) -> None:
    through = Commitment.see_also.through
    # Both directions are rows, as Django stores a symmetrical relation.
    wanted = {
        (commitments[fact.key], commitments[other])
        for fact in register.commitments
        for other in fact.see_also
    }
    stored = {
        (first, second): pk
        for pk, first, second in through.objects.values_list(
            "pk", "from_commitment_id", "to_commitment_id"
        )
    }
    missing = sorted(wanted - stored.keys())
    surplus = [pk for pair, pk in stored.items() if pair not in wanted]
    if missing:
        through.objects.bulk_create(
            through(from_commitment_id=first, to_commitment_id=second) for first, second in missing
        )
    if surplus:
        through.objects.filter(pk__in=surplus).delete()
    report.tables["see also"] = Counts(
        created=len(missing) // 2,
        unchanged=(len(wanted) - len(missing)) // 2,
        retired=len(surplus) // 2,
    )


def _values(fact: Any, *, without: Iterable[str] = ()) -> Values:
    """Give the fields of a fact as the model stores them: tuples become lists."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(fact).items()
        if name not in without
    }


def _sync(
    report: LoadReport,
    model: type[models.Model],
    key: tuple[str, ...],
    wanted: Iterable[Values],
    *,
    retire: bool = True,
) -> dict[Hashable, int]:
    """Create and change the rows of one table; gives the primary key of each wanted row by its key.

    With `retire`, rows that are not wanted are retired; a table that is loaded in layers does that
    itself, after the last.
    """
    rows = {itemgetter(*key)(row): {**row, "retired": False} for row in wanted}
    stored = {attrgetter(*key)(row): row for row in model.objects.all()}
    new = {name: model(**values) for name, values in rows.items() if name not in stored}
    changed = [
        stored[name]
        for name, values in rows.items()
        if name in stored and _assign(stored[name], values)
    ]
    model.objects.bulk_create(new.values())
    if changed:
        model.objects.bulk_update(changed, next(iter(rows.values())))
    counts = report.tables.setdefault(model._meta.model_name, Counts())
    counts.created += len(new)
    counts.changed += len(changed)
    counts.unchanged += len(rows) - len(new) - len(changed)
    stored |= new
    ids = {name: stored[name].pk for name in rows}
    if retire:
        _retire(report, model, [row.pk for row in stored.values() if not row.retired], ids)
    return ids


def _assign(row: models.Model, values: Values) -> bool:
    """Set the values that differ; tells whether any did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _retire(
    report: LoadReport, model: type[models.Model], current: list[int], ids: Mapping[Hashable, int]
) -> None:
    gone = set(current) - set(ids.values())
    if gone:
        model.objects.filter(pk__in=gone).update(retired=True)
    report.tables[model._meta.model_name].retired += len(gone)
