"""The engine's measured figures, as `make gold WRITE=1` stored them.

The file is read as it is: every node with precision and recall is a row of links, every node with
part and whole a share; their names lead to words where there are some.
"""

import json
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

STORED = Path(__file__).resolve().parent / "quality.json"
_Z = 1.959964  # two-sided 95%


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its 95% interval; without a whole there is no figure."""

    name: str
    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Links:
    """Links that are right, wrong and missing, of one kind or section."""

    name: str
    right: int
    wrong: int
    missing: int
    precision: Share
    recall: Share


@dataclass(slots=True)
class Section:
    """The figures of one set, or of one part of it."""

    path: tuple[str, ...]
    links: list[Links] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The innermost name."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Quality:
    """All that the page shows; `then` and `today` are the blind set's first run and its latest."""

    date: str
    code: str
    engine: str
    note: str
    sets: list[dict[str, Any]]
    then: Links | None
    then_rows: Share | None
    first_run: dict[str, Any]
    today: Links | None
    today_rows: Share | None
    sections: list[Section]
    failures: list[tuple[str, list[dict[str, Any]]]]


def read_quality(path: Path | None = None) -> Quality | None:
    """The stored figures; None when none are stored or the file is not of this form."""
    try:
        data = json.loads((path or STORED).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(data, dict):
        return None
    first = data.get("first_run") or {}
    blind = (data.get("hard") or {}).get(first.get("set"), {})
    rows = blind.get("rows")
    return Quality(
        date=str(data.get("date", "")),
        code=str(data.get("code", "")),
        engine=str(data.get("engine", "")),
        note=str(data.get("note", "")),
        sets=list(data.get("sets", [])),
        then=_first(first),
        then_rows=share("rows", first["right"], first["rows"]) if "rows" in first else None,
        first_run=first,
        today=_links("today", blind["total"]) if _is_links(blind.get("total")) else None,
        today_rows=_share("rows", rows) if _is_share(rows) else None,
        sections=_sections(data),
        failures=[(name, rows) for name, rows in data.get("failures", {}).items() if rows],
    )


def share(name: str, part: int, whole: int) -> Share:
    """A share with its 95% Wilson interval."""
    if not whole:
        return Share(name, part, whole, None, None, None)
    value, squared = part / whole, _Z * _Z
    middle = value + squared / (2 * whole)
    spread = _Z * sqrt((value * (1 - value) + squared / (4 * whole)) / whole)
    scale = 1 + squared / whole
    return Share(
        name,
        part,
        whole,
        value,
        max(0, (middle - spread) / scale),
        min(1, (middle + spread) / scale),
    )


def _sections(data: dict[str, Any]) -> list[Section]:
    found: list[Section] = []
    for name, node in data.items():
        if isinstance(node, dict) and name not in ("first_run", "failures"):
            _walk((name,), node, found)
    return [section for section in found if section.links or section.shares]


def _walk(path: tuple[str, ...], node: dict[str, Any], found: list[Section]) -> None:
    """Add a node's figures as one section; groups of rows belong to it, other parts follow."""
    section = Section(path)
    found.append(section)
    for name, child in node.items():
        if _is_links(child):
            section.links.append(_links(name, child))
        elif _is_share(child):
            section.shares.append(_share(name, child))
        elif isinstance(child, dict) and child and all(map(_is_links, child.values())):
            section.links += [_links(*row) for row in child.items() if _counts(row[1])]
        elif isinstance(child, dict):
            _walk((*path, name), child, found)


def _counts(node: dict[str, Any]) -> bool:
    return any(node.get(name) for name in ("right", "wrong", "missing"))


def _is_links(node: Any) -> bool:
    return isinstance(node, dict) and {"precision", "recall", "right"} <= node.keys()


def _is_share(node: Any) -> bool:
    return isinstance(node, dict) and {"part", "whole"} <= node.keys()


def _links(name: str, node: dict[str, Any]) -> Links:
    return Links(
        name,
        node["right"],
        node["wrong"],
        node["missing"],
        _share("precision", node["precision"]),
        _share("recall", node["recall"]),
    )


def _share(name: str, node: dict[str, Any]) -> Share:
    return Share(
        name, node["part"], node["whole"], node.get("value"), node.get("low"), node.get("high")
    )


def _first(first: dict[str, Any]) -> Links | None:
    names = ("true_positives", "false_positives", "false_negatives")
    if not first.keys() >= set(names):
        return None
    right, wrong, missing = (first[name] for name in names)
    precision = share("precision", right, right + wrong)
    return Links("first", right, wrong, missing, precision, share("recall", right, right + missing))
