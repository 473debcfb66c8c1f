"""What must hold between the files of the register: ids are well formed, unique and known."""

import re
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from commitments.register.reading import Row

STATE_CODE = re.compile(r"[A-Z]{3}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# An article (VI, X.1), a paragraph, step, action or stone (5, 5c), a lead paragraph (I.A.iii).
NUMBER = re.compile(r"(?:[IVX]+(?:\.[1-9])?|[1-9][0-9]?[a-z]?|I\.[A-F]\.[ivx]+)")

Rows = list[Row]


def check(tables: dict[str, Rows]) -> None:
    """Raise `RegisterError` at the first row that breaks a rule."""
    _check_ids(tables)
    _check_known(tables)
    _check_ancestors(tables["instruments"])
    _check_commitments(tables)
    for row in tables["memberships"]:
        first, last = row.fact.from_year, row.fact.to_year
        if first and last and first > last:
            raise row.error(f"from {first} to {last}", "Put the earlier year first")
    for row in tables["sessions"]:
        if row.fact.starts > row.fact.ends:
            raise row.error("ends before it starts", "Correct starts and ends")


def _check_ids(tables: dict[str, Rows]) -> None:
    parties = tables["states"] + tables["groups"] + tables["bodies"]
    _check_unique(parties, lambda fact: getattr(fact, "code", None) or fact.slug)
    for name in ("sessions", "commitments"):
        _check_unique(tables[name], lambda fact: fact.key)
    for name in ("instruments", "themes"):
        _check_unique(tables[name], lambda fact: fact.slug)
    _check_unique(tables["memberships"], lambda fact: (fact.group, fact.state, fact.from_year))
    for row in tables["states"]:
        if not STATE_CODE.fullmatch(row.fact.code):
            raise row.error(f"code {row.fact.code!r}", "Give three capital letters (ISO 3166-1)")
    for name in ("groups", "bodies", "instruments", "themes", "sessions"):
        for row in tables[name]:
            slug = row.fact.key if name == "sessions" else row.fact.slug
            if not SLUG.fullmatch(slug):
                raise row.error(f"id {slug!r}", "Use small letters, digits and single hyphens")


def _check_unique(rows: Rows, key: Callable[[Any], Hashable]) -> None:
    seen: dict[Hashable, Row] = {}
    for row in rows:
        first = seen.setdefault(key(row.fact), row)
        if first is not row:
            raise row.error(
                f"{key(row.fact)!r} stands in {first.file.name}, line {first.line} already",
                "Keep one of the two",
            )


def _check_known(tables: dict[str, Rows]) -> None:
    def ids(name: str, field: str) -> set[str]:
        return {getattr(row.fact, field) for row in tables[name]}

    states, groups = ids("states", "code"), ids("groups", "slug")
    instruments, sessions = ids("instruments", "slug"), ids("sessions", "key")
    commitments, themes = ids("commitments", "key"), ids("themes", "slug")
    for row in tables["memberships"]:
        _require(row, "groups.csv", groups, [row.fact.group])
        _require(row, "states.csv", states, [row.fact.state])
    for row in tables["instruments"]:
        _require(row, "sessions.csv", sessions, filter(None, [row.fact.conference]))
        _require(row, "instruments.csv", instruments, filter(None, [row.fact.parent]))
    for row in tables["commitments"]:
        _require(row, "instruments.csv", instruments, [row.fact.instrument])
        _require(row, "themes.csv", themes, row.fact.themes)
        _require(row, "commitments.csv", commitments, filter(None, [row.fact.parent]))
        _require(row, "commitments.csv", commitments, row.fact.see_also)


def _require(row: Row, file: str, known: set[str], wanted: Iterable[str]) -> None:
    for name in wanted:
        if name not in known:
            raise row.error(f"{name!r} is not in {file}", "Add it there or correct it here")


def _check_ancestors(instruments: Rows) -> None:
    parents = {row.fact.slug: row.fact.parent for row in instruments}
    for row in instruments:
        seen = {row.fact.slug}
        parent = row.fact.parent
        while parent:
            if parent in seen:
                raise row.error(f"{parent!r} is its own ancestor", "Correct the parent")
            seen.add(parent)
            parent = parents[parent]


def _check_commitments(tables: dict[str, Rows]) -> None:
    by_key = {row.fact.key: row.fact for row in tables["commitments"]}
    for row in tables["commitments"]:
        fact = row.fact
        joint = "." if fact.row_type == "article-para" else ""
        number = f"{fact.number}{joint}{fact.letter}"
        if fact.key != f"{fact.instrument}:{number}" or not NUMBER.fullmatch(number):
            raise row.error(f"key {fact.key!r}", f"It should be {fact.instrument}:{number}")
        if not 1 <= len(fact.themes) <= 2:
            raise row.error(f"{len(fact.themes)} themes", "Name one or two")
        if bool(fact.parent) != bool(fact.letter):
            raise row.error("a sub-item has both letter and parent", "Fill both or neither")
        if fact.parent and by_key[fact.parent].parent:
            raise row.error("the parent is a sub-item itself", "The tree has two levels")
        if fact.parent and by_key[fact.parent].instrument != fact.instrument:
            raise row.error("the parent is in another instrument", "Correct the parent")
        for other in fact.see_also:
            if other == fact.key or fact.key not in by_key[other].see_also:
                raise row.error(f"see_also {other!r} does not point back", "Add it on both rows")
