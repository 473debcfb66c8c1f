"""The history of a paper: its head, who puts it forward, its texts, whether readers see it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from commitments.tracking import INSERT
from documents.history.entries import (
    CHANGED,
    SHOWN,
    Change,
    Entry,
    Event,
    Named,
    Who,
    steps,
    whose,
)
from documents.models import Decision, Document, DocumentEvent, Submission, SubmissionEvent
from documents.review import ACT

Action = Decision.Action
_SHOWN = (
    *("symbol", "title", "document_date", "language", "original_language"),
    *("session_printed", "venue", "starts", "ends", "npt", "slug"),
    *("published_at", "withdrawn_at"),
)
_POINTING = ("session", "cycle", "current_version", "superseded_by")
_PARTY = ("state", "group", "body")
# Changes of one moment and maker are one entry: a list of submitters is many rows.
_ROLES = {Submission.Role.SUBMITTER: "submitters", Submission.Role.SUPPORTER: "supporters"}


def of_document(document: Document) -> list[Entry]:
    """What became of a paper since it was taken in; three queries."""
    # What a mended head was and is the rows tell; the decision says why.
    told = Q(action__in=(Action.WITHDRAW, Action.REINSTATE, Action.PUBLISH))
    told |= Q(action=Action.MEND) & ~Q(note="")
    made = list(Decision.objects.filter(told, document=document))
    published = {each.after.get("version"): each for each in made if each.action == Action.PUBLISH}
    return [
        *(_with_decision(entry, published) for entry in _head(document)),
        *_submissions(document),
        *(_decided(each) for each in made if each.action != Action.PUBLISH),
    ]


def _head(document: Document) -> Iterator[Entry]:
    rows = DocumentEvent.objects.filter(pgh_obj=document).select_related(*_POINTING)
    events = [_event(row, document.pk, _values(row)) for row in rows]
    for event, changes in steps(events, {document.pk: _values(document)}):
        if event.marks.get("act") == ACT:
            # The decision tells that it was withdrawn; what else moved with it is told here.
            changes = tuple(each for each in changes if each.field != "withdrawn_at")
        if changes:
            who = whose(event.marks, person="editor")
            yield Entry(event.at, who, _act(changes), changes=changes)


def _act(changes: Iterable[Change]) -> str:
    """Whether the paper was published, or another text of it is shown, or its head changed."""
    after = {each.field: each.after for each in changes}
    if after.get("published_at"):
        return Action.PUBLISH
    return SHOWN if after.get("version") else CHANGED


def _with_decision(entry: Entry, published: dict[Any, Decision]) -> Entry:
    """Tell of a text that a person published with that person's name and note."""
    number = next((each.after for each in entry.changes if each.field == "version"), None)
    decision = published.get(number) if number else None
    if decision is None:
        return entry
    who = Who("editor", account=decision.by_id, name=decision.by_name)
    return replace(entry, who=who, note=decision.note)


def _values(row: Any) -> dict[str, Any]:
    """The head of a paper, or of an event of one, by what is shown of it."""
    session, cycle, version, newer = (getattr(row, name) for name in _POINTING)
    values = {name: getattr(row, name) for name in _SHOWN}
    values = {name: None if value == "" else value for name, value in values.items()}
    return values | {
        "session": Named(session.name_zh, session.name_en) if session else None,
        "cycle": cycle.cycle_year if cycle else None,
        "version": version.number if version else None,
        "superseded_by": str(newer) if newer else None,
    }


def _submissions(document: Document) -> Iterator[Entry]:
    """Who came and who went, the changes of one moment together."""
    together: dict[Any, tuple[Event, dict[str, tuple[list[Named], list[Named]]]]] = {}
    rows = SubmissionEvent.objects.filter(document=document).select_related(*_PARTY)
    for row in rows:
        event = _event(row, row.pgh_obj_id, {})
        _first, parties = together.setdefault((row.pgh_created_at, str(event.marks)), (event, {}))
        gone, come = parties.setdefault(_ROLES[row.role], ([], []))
        party = row.state or row.group or row.body
        (come if row.pgh_label == INSERT else gone).append(Named(party.name_zh, party.name_en))
    for event, parties in together.values():
        changes = tuple(
            Change(name, gone or None, come or None) for name, (gone, come) in parties.items()
        )
        yield Entry(event.at, whose(event.marks, person="editor"), CHANGED, changes=changes)


def _event(row: Any, pk: Any, values: dict[str, Any]) -> Event:
    marks = row.pgh_context or {}
    return Event(pk, row.pgh_id, row.pgh_created_at, row.pgh_label, marks, values)


def _decided(decision: Decision) -> Entry:
    who = Who("editor", account=decision.by_id, name=decision.by_name)
    return Entry(decision.made_at, who, decision.action, note=decision.note)
