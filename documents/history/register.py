"""The history of the register's rows, of what is related, and of who is a member since when.

What came with the first load is no change, nor is what came together with its instrument or group.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from commitments.models import (
    Body,
    BodyEvent,
    Commitment,
    CommitmentEvent,
    Group,
    GroupEvent,
    Instrument,
    InstrumentEvent,
    Membership,
    MembershipEvent,
    SeeAlso,
    SeeAlsoEvent,
    State,
    StateEvent,
)
from commitments.tracking import DELETE, INSERT
from documents.history.entries import (
    CHANGED,
    LISTED,
    RELATED,
    REMOVED,
    UNRELATED,
    Change,
    Entry,
    Event,
    Named,
    steps,
    whose,
)
from documents.memory import Memory

# Ids and keys stay as they are; how sure the register is of a row is nothing for readers.
_NOT_SHOWN = frozenset({"id", "key", "confidence", "position", "group", "state", "instrument"})
_EVENTS = {
    Commitment: CommitmentEvent,
    Instrument: InstrumentEvent,
    State: StateEvent,
    Group: GroupEvent,
    Body: BodyEvent,
}
_POINTING = {
    Commitment: ("parent", "theme", "second_theme"),
    Instrument: ("conference", "parent"),
}
Entries = dict[int, list[Entry]]


def of_row(memory: Memory, row: models.Model) -> list[Entry]:
    """The entries of a commitment, an instrument, a State, a group or a body."""
    return of_rows(memory, type(row)).get(row.pk, [])


def of_rows(memory: Memory, model: type[models.Model]) -> Entries:
    """The entries of each row of a table that has any, by its id; kept as what is counted is."""
    return memory.of(lambda: _rows(model), "history", model._meta.model_name)


def of_memberships(memory: Memory) -> tuple[Entries, Entries]:
    """The entries of memberships, by the group's id and by the State's."""
    return memory.of(_memberships, "history", "memberships")


def _rows(model: type[models.Model]) -> Entries:
    events = _EVENTS[model].objects.exclude(pgh_label=INSERT)
    if model is Commitment:
        made = InstrumentEvent.objects.filter(pgh_obj=OuterRef("instrument"))
        events = _changed(CommitmentEvent, made)
    events = events.select_related(*_POINTING.get(model, ()))
    rows = model.objects.filter(pk__in={event.pgh_obj_id for event in events})
    by_row: Entries = defaultdict(list)
    for event, entry in _entries(events, rows.select_related(*_POINTING.get(model, ()))):
        by_row[event.row].append(entry)
    if model is Commitment:
        for pk, entry in _related():
            by_row[pk].append(entry)
    return dict(by_row)


def _related() -> Iterator[tuple[int, Entry]]:
    """What came to be read beside a commitment and what went, the changes of one moment together.

    Each pair is two rows, so that both commitments tell of it.
    """
    made = CommitmentEvent.objects.filter(pgh_obj=OuterRef("from_commitment"))
    rows = list(_changed(SeeAlsoEvent, made))
    if not rows:
        return
    now = SeeAlso.objects.filter(pk__in={row.pgh_obj_id for row in rows})
    told = [_event(row, _pair(row)) for row in rows]
    together: dict[Any, tuple[Event, list[int]]] = {}
    for event, changes in steps(told, {row.pk: _pair(row) for row in now}):
        after = {each.field: each.after for each in changes}
        ends = [] if event.label == INSERT else [(UNRELATED, event.values)]
        if event.label != DELETE:
            ends.append((RELATED, event.values | after))
        for act, pair in ends:
            key = (pair["from"], act, event.at, str(event.marks))
            together.setdefault(key, (event, []))[1].append(pair["to"])
    beside = {pk for _first, others in together.values() for pk in others}
    found = Commitment.objects.in_bulk(beside)
    names = {pk: Named(row.cite_zh, row.cite_en) for pk, row in found.items()}
    for (pk, act, *_moment), (event, others) in together.items():
        subject = [names[each] for each in others if each in names]
        yield pk, Entry(event.at, whose(event.marks, person="editor"), act, subject)


def _pair(row: Any) -> dict[str, Any]:
    return {"from": row.from_commitment_id, "to": row.to_commitment_id}


def _memberships() -> tuple[Entries, Entries]:
    made = GroupEvent.objects.filter(pgh_obj=OuterRef("group"))
    events = _changed(MembershipEvent, made).select_related("group", "state")
    rows = Membership.objects.filter(pk__in={event.pgh_obj_id for event in events})
    pairs = {event.pgh_obj_id: (event.group, event.state) for event in events}
    by_group: Entries = defaultdict(list)
    by_state: Entries = defaultdict(list)
    for event, entry in _entries(events, rows):
        group, state = pairs[event.row]
        by_group[group.pk].append(_about(entry, state))
        by_state[state.pk].append(_about(entry, group))
    return dict(by_group), dict(by_state)


def _about(entry: Entry, party: Any) -> Entry:
    subject = Named(party.name_zh, party.name_en)
    return Entry(entry.at, entry.who, entry.act, subject, entry.changes)


def _changed(events: type[models.Model], made: models.QuerySet) -> models.QuerySet:
    """Events that tell of a change: not of what was made together with what it belongs to."""
    made = made.filter(pgh_label=INSERT, pgh_created_at=OuterRef("pgh_created_at"))
    return events.objects.filter(~Q(pgh_label=INSERT) | ~Exists(made))


def _entries(events: models.QuerySet, rows: Iterable[models.Model]) -> list[tuple[Event, Entry]]:
    model = events.model.pgh_tracked_model
    told = [_event(each, _values(model, each)) for each in events]
    now = {row.pk: _values(model, row) for row in rows}
    return [(event, _entry(model, event, changes)) for event, changes in steps(told, now)]


def _event(row: Any, values: dict[str, Any]) -> Event:
    marks = row.pgh_context or {}
    return Event(row.pgh_obj_id, row.pgh_id, row.pgh_created_at, row.pgh_label, marks, values)


def _entry(model: type[models.Model], event: Event, changes: tuple[Change, ...]) -> Entry:
    acts = {INSERT: LISTED, DELETE: REMOVED}
    called = tuple(
        Change(each.field, each.before, each.after, model._meta.get_field(each.field).verbose_name)
        for each in changes
    )
    whole = event.label in acts
    who = whose(event.marks, person="editor")
    act = acts.get(event.label, CHANGED)
    return Entry(event.at, who, act, changes=() if whole else called)


def _values(model: type[models.Model], row: Any) -> dict[str, Any]:
    return {
        field.name: _value(field, getattr(row, field.name))
        for field in model._meta.concrete_fields
        if field.name not in _NOT_SHOWN
    }


def _value(field: models.Field, value: Any) -> Any:
    """A value as it is shown: the word of a code, the names of what it points to."""
    if value in (None, "", []):
        return None
    if field.is_relation:
        zh = getattr(value, "name_zh", "") or getattr(value, "cite_zh", "")
        return Named(zh, getattr(value, "name_en", "") or getattr(value, "cite_en", ""))
    return dict(field.flatchoices).get(value, value) if field.choices else value
