"""The history of a paragraph's links: what people decided, and what runs of the engine changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, JSONField, Value

from commitments.tracking import DELETE
from documents.history.entries import (
    CHANGED,
    FOUND,
    REMOVED,
    Change,
    Entry,
    Event,
    Named,
    Who,
    steps,
    whose,
)
from documents.models import Citation, CitationEvent, Decision, Document, Paragraph
from documents.review import ACT

Action = Decision.Action
# Decisions that change nothing of a link itself.
OTHERS = (Action.CLOSE_REPORT, Action.WITHDRAW, Action.REINSTATE)
_SHOWN = ("quote", "status", "reason", "kind", "verb", "review_state")
_TARGET = (
    *("commitment__cite_zh", "commitment__cite_en"),
    *("instrument__name_zh", "instrument__name_en"),
)
_NOW = "now"


def of_paragraph(paragraph: Paragraph, document: Document) -> list[Entry]:
    """What became of the links of a paragraph, of its earlier texts too; two queries.

    A link that is as the engine found it has no history.
    """
    events, now = _events(paragraph, document)
    made = {event.row: event for event in now}
    decisions = [
        each
        for each in Decision.objects.filter(document=document).exclude(action__in=OTHERS)
        if each.citation_id in made or any(event.row == each.citation_id for event in events)
    ]
    today = {event.row: event.values for event in now}
    values = {event.row: event.values for event in events} | today
    touched = {event.row for event in events} | {each.citation_id for each in decisions}
    by_people = {each.citation_id for each in decisions if each.action == Action.ADD}
    return [
        *_changed(events, today),
        *(_decided(each, values.get(each.citation_id, {})) for each in decisions),
        *_found(made[row] for row in made.keys() & touched - by_people),
    ]


def _events(paragraph: Paragraph, document: Document) -> tuple[list[Event], list[Event]]:
    """The events of the links that stand or stood here, and the links of today."""
    here = Citation.objects.filter(paragraph=paragraph)
    earlier = Paragraph.objects.filter(version__document=document, path=paragraph.path)
    columns = {f"_{name}": F(name) for name in (*_SHOWN, *_TARGET)}
    of_links, of_place = (
        CitationEvent.objects.filter(**chosen)
        .order_by()
        .values(
            **columns,
            _row=F("pgh_obj_id"),
            _order=F("pgh_id"),
            _at=F("pgh_created_at"),
            _label=F("pgh_label"),
            _marks=F("pgh_context"),
        )
        # Two parts of a union, each by its index, where one condition or the other would read all.
        for chosen in ({"pgh_obj__in": here.values("pk")}, {"paragraph__in": earlier.values("pk")})
    )
    present = here.order_by().values(
        **columns,
        _row=F("pk"),
        _order=Value(0),
        _at=F("created_at"),
        _label=Value(_NOW),
        _marks=Value(None, JSONField()),
    )
    found = [_event(row) for row in of_links.union(of_place, present)]
    return (
        [event for event in found if event.label != _NOW],
        [event for event in found if event.label == _NOW],
    )


def _event(row: dict[str, Any]) -> Event:
    names = [row[f"_{name}"] for name in _TARGET]
    target = Named(names[0], names[1]) if names[0] else Named(names[2], names[3])
    return Event(
        row=row["_row"],
        order=row["_order"],
        at=row["_at"],
        label=row["_label"],
        marks=row["_marks"] or {},
        values={"target": target if target.zh else None}
        | {name: row[f"_{name}"] or None for name in _SHOWN},
    )


def _changed(events: list[Event], now: dict[Any, dict[str, Any]]) -> Iterator[Entry]:
    """What no decision tells: changes by runs of the engine, and by hand in the database."""
    for event, changes in steps(events, now):
        if event.marks.get("act") == ACT:
            continue
        removed = event.label == DELETE
        # A run of the engine did it, whoever made it run: by publishing a text, or mending a head.
        engine = event.marks.get("engine")
        by_run = Who("engine", engine=engine) if engine else None
        yield Entry(
            event.at,
            by_run or whose(event.marks, person="reviewer"),
            REMOVED if removed else CHANGED,
            event.values["quote"],
            (Change("target", event.values["target"], None),) if removed else changes,
        )


def _decided(decision: Decision, values: dict[str, Any]) -> Entry:
    before, after = decision.before, decision.after
    target = values.get("target")
    if decision.action == Action.ADD:
        changes = _to(target)
    elif "quote" in before:
        # Taken back was what a person had added: the link itself is gone.
        changes = (Change("target", target, None),)
    else:
        changes = tuple(
            Change(name, before.get(name), after.get(name))
            for name in ("target", *_SHOWN)
            if before.get(name) != after.get(name)
        )
    return Entry(
        decision.made_at,
        Who("reviewer", account=decision.by_id, name=decision.by_name),
        decision.action,
        values.get("quote") or before.get("quote") or after.get("quote") or "",
        changes,
        decision.note,
    )


def _found(links: Iterable[Event]) -> Iterator[Entry]:
    """How links of the engine came that something happened to."""
    for event in links:
        yield Entry(
            event.at, Who("engine"), FOUND, event.values["quote"], _to(event.values["target"])
        )


def _to(target: Named | None) -> tuple[Change, ...]:
    return (Change("target", None, target),) if target else ()
