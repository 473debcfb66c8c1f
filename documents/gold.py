"""What people decided, as labels for the engine's tests: see `tests.gold.sets.reviewed`.

One JSON object a line and paragraph: `{"id", "section", "text", "expect", "reject", "may", "why"}`.
`expect` are the keys that the text must give, `reject` those that it must not, `may` those about
which nobody has decided. What a citation rests on in an earlier paragraph, and the head of a paper
of another body, stand before the text.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from documents.models import Citation, Decision, Paragraph, Suggestion

DECIDED = ("accepted", "rejected")
BATCH = 500
_NO_NOTE = {
    "accepted": "a reviewer says that it is right",
    "added": "a reviewer added or corrected it",
    "implicit": "a reviewer says that the paragraph speaks of it without naming it",
    "rejected": "a reviewer says that it is wrong",
}


def lines() -> Iterator[str]:
    """Every paragraph with a decision as one line, in a fixed order."""
    for record in records():
        yield json.dumps(record, ensure_ascii=False) + "\n"


def records() -> Iterator[dict[str, Any]]:
    """The same as dicts."""
    decided = Citation.objects.reviewable().filter(review_state__in=DECIDED).order_by()
    paragraphs = Paragraph.objects.public().filter(pk__in=decided.values("paragraph"))
    rows = paragraphs.for_reading().select_related("version__document")
    rows = rows.order_by("version__document__slug", "position").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield from _records(batch)


def _records(paragraphs: Sequence[Paragraph]) -> Iterator[dict[str, Any]]:
    cited: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.filter(paragraph__in=paragraphs).order_by("start", "end", "pk")
    for row in rows.select_related("commitment", "instrument"):
        cited[row.paragraph_id].append(row)
    notes = _notes([row.pk for each in cited.values() for row in each])
    implicit = set(
        Suggestion.objects.filter(paragraph__in=paragraphs, review_state="accepted").values_list(
            "paragraph", "commitment__key"
        )
    )
    before = _before(paragraphs, cited)
    for paragraph in paragraphs:
        own = cited[paragraph.pk]
        yield _record(paragraph, own, before[paragraph.pk], notes, implicit)


def _record(
    paragraph: Paragraph,
    rows: Sequence[Citation],
    before: Sequence[Paragraph],
    notes: dict[UUID, str],
    implicit: set[tuple[int, str]],
) -> dict[str, Any]:
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        # Of a miss nobody has decided which of its readings is meant, if any.
        named = [row.target] if row.target else row.candidates
        if row.target or row.review_state == "unreviewed":
            keys[row.review_state].update(named)
    expect = keys["accepted"]
    reject = keys["rejected"] - expect - keys["unreviewed"]
    earlier = {row.target for each in before for row in each.citations.all() if row.target}
    may = (keys["unreviewed"] | keys["flagged"] | earlier) - expect - reject
    section = _section(paragraph, rows, expect, implicit)
    said = [notes[row.pk] for row in rows if row.review_state in DECIDED and row.pk in notes]
    return {
        "id": f"{paragraph.version.document.slug} {paragraph.path}",
        "section": section,
        "text": "\n\n".join([*(each.text for each in before), paragraph.text]),
        "expect": sorted(expect),
        "reject": sorted(reject),
        "may": sorted(may),
        "why": "; ".join(dict.fromkeys(said)) or _NO_NOTE[section],
    }


def _section(
    paragraph: Paragraph,
    rows: Sequence[Citation],
    expect: set[str],
    implicit: set[tuple[int, str]],
) -> str:
    """What kind of decision a paragraph stands for: the one that asks most of the engine."""
    if any((paragraph.pk, key) in implicit for key in expect):
        return "implicit"
    if any(row.origin == "person" and row.review_state == "accepted" for row in rows):
        return "added"
    return "accepted" if expect else "rejected"


def _notes(ids: Sequence[UUID]) -> dict[UUID, str]:
    """The newest note on each citation."""
    rows = Decision.objects.filter(citation_id__in=ids).exclude(note="").order_by("pk")
    return dict(rows.values_list("citation_id", "note"))


def _before(
    paragraphs: Sequence[Paragraph], cited: dict[int, list[Citation]]
) -> dict[int, list[Paragraph]]:
    """What must stand before each text, so that it is read as in its paper."""
    versions = {each.version_id for each in paragraphs}
    foreign = {each.version_id for each in paragraphs if each.version.document.npt is False}
    wanted = {
        (each.version_id, row.antecedent["path"])
        for each in paragraphs
        for row in cited[each.pk]
        if row.antecedent and row.antecedent.get("path") not in (None, each.path)
    }
    paths = {path for _version, path in wanted}
    rows = Paragraph.objects.filter(version__in=versions).for_reading()
    rows = rows.filter(path__in=paths) | rows.filter(version__in=foreign, kind="header")
    found: dict[int, list[Paragraph]] = defaultdict(list)
    known = Prefetch("citations", Citation.objects.select_related("commitment", "instrument"))
    for row in rows.prefetch_related(known).order_by("position") if paths or foreign else ():
        found[row.version_id].append(row)
    return {
        each.pk: [
            row
            for row in found[each.version_id]
            if row.position < each.position
            and (row.kind == "header" or _rests_on(row.path, cited[each.pk]))
        ]
        for each in paragraphs
    }


def _rests_on(path: str, rows: Sequence[Citation]) -> bool:
    return any(row.antecedent and row.antecedent.get("path") == path for row in rows)
