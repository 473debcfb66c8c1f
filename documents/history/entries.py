"""What the history tells: who changed what, when, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from commitments.tracking import INSERT

# Acts beside those of decisions (`Decision.Action`).
FOUND, CHANGED, REMOVED, LISTED = "found", "changed", "removed", "listed"
RELATED, UNRELATED = "related", "unrelated"
# Another text of a paper became the one that readers see; its changes have the `version`.
SHOWN = "shown"
# Why a paper was withdrawn is said to all readers; other notes are for those who review.
TOLD_TO_ALL = frozenset({"withdraw", "reinstate"})


class Named(NamedTuple):
    """What is called otherwise in each language: a commitment, an instrument, a party."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Who:
    """Whose change it is: `reviewer` or `editor`, or `engine`, `register`; `unknown` without mark.

    `account` is a person's, by its id; the name is there for those who may read it.
    """

    kind: str
    account: int | None = None
    name: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field with its value before and after; None for what was not there."""

    field: str
    before: Any
    after: Any
    # What a field of the register is called; others are called by their code.
    called: Any = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    at: datetime
    who: Who
    act: str
    # The words, the party or the paper that it is about.
    subject: Any = ""
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A row as it was before a change, or as it was made; `order` is that of the changes."""

    row: Any
    order: int
    at: datetime
    label: str
    marks: dict[str, Any]
    values: dict[str, Any]


def steps(
    events: Iterable[Event], now: Mapping[Any, dict[str, Any]]
) -> Iterable[tuple[Event, tuple[Change, ...]]]:
    """Give each event with what it changed, the latest first; `now` holds the rows of today."""
    following: dict[Any, dict[str, Any] | None] = dict(now)
    for event in sorted(events, key=lambda each: each.order, reverse=True):
        if event.label == INSERT:
            yield event, _differences({}, event.values)
            continue
        yield event, _differences(event.values, following.get(event.row) or {})
        following[event.row] = event.values


def _differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    names = dict.fromkeys([*before, *after])
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def whose(marks: dict[str, Any] | None, *, person: str) -> Who:
    """Read the marks of an event (`commitments.tracking`); a person's role is what `person` says.

    What was changed in the database by hand bears no marks.
    """
    marks = marks or {}
    if marks.get("user"):
        return Who(person, account=marks["user"])
    if marks.get("command") == "load_catalogue":
        return Who("register")
    if {"job", "command", "engine"} & marks.keys():
        return Who("engine", engine=marks.get("engine", ""))
    return Who("unknown")


def shown_to(
    account: AbstractBaseUser, entries: Iterable[Entry], *, since: datetime | None = None
) -> list[Entry]:
    """The entries as this reader may see them, the latest first.

    Who is not signed in is told a person's role, not the name, no note between reviewers, and of
    what was done only that which was done `since` then; how a link came is told always.
    """
    found = sorted(entries, key=lambda entry: entry.at, reverse=True)
    if not account.is_authenticated:
        if since is not None:
            found = [entry for entry in found if entry.at > since or entry.act == FOUND]
        return [
            replace(
                entry,
                who=replace(entry.who, account=None, name=""),
                note=entry.note if entry.act in TOLD_TO_ALL else "",
            )
            for entry in found
        ]
    wanted = {entry.who.account for entry in found if entry.who.account and not entry.who.name}
    names = get_user_model().objects.in_bulk(wanted) if wanted else {}
    return [
        replace(entry, who=replace(entry.who, name=names[entry.who.account].get_username()))
        if entry.who.account in names and not entry.who.name
        else entry
        for entry in found
    ]
