"""The difference between the citations that are stored and those that the engine finds now.

Only readings of the engine that nobody reviewed are ever replaced. What a person added, accepted or
rejected stays: it moves with its quote, or is flagged where the quote is gone, until its paragraph
is back.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from documents import spans
from documents.alignment import LONG_ENOUGH
from documents.models import Citation, Decision, Document, Paragraph

Origin, ReviewState = Citation.Origin, Citation.ReviewState


@dataclass(slots=True)
class Changes:
    """What a pass changes; falsy when nothing. `flagged` rows are among `rewritten`."""

    # The columns that a pass may rewrite.
    FIELDS: ClassVar[tuple[str, ...]] = (
        *("paragraph", "commitment", "instrument", "kind", "status", "reason", "candidates"),
        *("start", "end", "quote", "rule", "engine", "antecedent", "review_state"),
        *("verb", "verb_start", "verb_end"),
    )
    added: list[Citation] = field(default_factory=list)
    rewritten: list[Citation] = field(default_factory=list)
    removed: list[Citation] = field(default_factory=list)
    flagged: int = 0
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.rewritten or self.removed)


# What makes two readings the same; the engine's version is not among it.
_COMPARED = (
    *("paragraph_id", "commitment_id", "instrument_id", "kind", "status", "reason", "candidates"),
    *("start", "end", "quote", "rule", "antecedent", "verb", "verb_start", "verb_end"),
)


def reconcile(
    *, document: Document, homes: Mapping[str, Paragraph], wanted: Sequence[Citation]
) -> Changes:
    """Compare; nothing is written. `homes` are the version's paragraphs by path, `wanted` unsaved.

    Stored rows of earlier versions take part: an id leads to one place, in the newest text.
    """
    stored = list(
        Citation.objects.filter(paragraph__version__document=document).select_related("paragraph")
    )
    kept = [row for row in stored if not _is_replaceable(row)]
    changes = Changes()
    lost = [row for row in kept if row.review_state == ReviewState.FLAGGED]
    for row in kept:
        if row.review_state != ReviewState.FLAGGED:
            _anchor(row, homes, changes)
    held = [row for row in kept if row.review_state != ReviewState.FLAGGED]
    _find_again(lost, homes, held, changes)
    found = _with_free_ids(
        [row for row in wanted if not any(_same_link(row, each) for each in held)],
        taken={row.pk for row in kept},
    )
    old = {row.pk: row for row in stored if _is_replaceable(row)}
    for row in found:
        _compare(row, old.pop(row.pk, None), changes)
    changes.removed = list(old.values())
    return changes


def _is_replaceable(row: Citation) -> bool:
    return row.origin == Origin.AUTOMATIC and row.review_state == ReviewState.UNREVIEWED


def _anchor(row: Citation, homes: Mapping[str, Paragraph], changes: Changes) -> None:
    """Move a kept row to the paragraph that its path names now, or flag it where its quote is gone.

    A flagged row stays in the text that holds its quote, so that it still shows what was reviewed.
    """
    home = homes.get(row.paragraph.path)
    if home and home.pk == row.paragraph_id:
        changes.unchanged += 1
        return
    place = _same_words(row, homes) or _same_quote(row, home)
    if place is None:
        row.review_state = ReviewState.FLAGGED
        changes.flagged += 1
    else:
        row.paragraph, row.start = place
        row.end = row.start + len(row.quote)
    changes.rewritten.append(row)


def _find_again(
    lost: Sequence[Citation],
    homes: Mapping[str, Paragraph],
    held: list[Citation],
    changes: Changes,
) -> None:
    """Let flagged rows stand again as they were decided where their paragraph is back, unchanged.

    A text may have been read badly, or replaced by mistake, and mended since. Not where somebody
    has decided on the same link meanwhile. Those that stand again are added to `held`.
    """
    back = {row.pk: home for row in lost if (home := _come_back(row.paragraph, homes))}
    states = _decided(back)
    for row in lost:
        flagged_in, row.paragraph = row.paragraph, back.get(row.pk, row.paragraph)
        if row.pk not in states or any(_same_link(row, each) for each in held):
            row.paragraph = flagged_in
            changes.unchanged += 1
            continue
        row.review_state = states[row.pk]
        changes.rewritten.append(row)
        held.append(row)


def _come_back(old: Paragraph, homes: Mapping[str, Paragraph]) -> Paragraph | None:
    """The paragraph of the text that says what an old one said, kind and all."""
    if len(old.text) < LONG_ENOUGH:
        return None
    same = (home for home in homes.values() if (home.kind, home.text) == (old.kind, old.text))
    return next((home for home in same if not _had_them(home, old)), None)


def _decided(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What people said last of each of these citations: accepted or rejected."""
    made = Decision.objects.filter(citation_id__in=ids, after__has_key="review_state")
    rows = made.order_by("made_at", "pk").values_list("citation_id", "after__review_state")
    kept = (ReviewState.ACCEPTED, ReviewState.REJECTED)
    return {pk: state for pk, state in dict(rows).items() if state in kept}


def _same_words(row: Citation, homes: Mapping[str, Paragraph]) -> tuple[Paragraph, int] | None:
    """Where a row's words are when its paragraph moved, was parted or joined to another.

    Exactly there, not merely where the same words stand too.
    """
    old = row.paragraph
    # Its own path first: another paragraph may say the same.
    own = [homes[old.path]] if old.path in homes else []
    for home in (*own, *homes.values()):
        if home.kind != old.kind or min(len(home.text), len(old.text)) < LONG_ENOUGH:
            continue
        if (part := old.text.find(home.text)) >= 0:
            start = row.start - part
        elif (part := home.text.find(old.text)) >= 0:
            start = row.start + part
        else:
            continue
        stands = start >= 0 and home.text[start : start + len(row.quote)] == row.quote
        if stands and not _had_them(home, old):
            return home, start
    return None


def _had_them(home: Paragraph, old: Paragraph) -> bool:
    """Whether another paragraph said the same beside the old one: then nothing has moved there."""
    if home.path == old.path:
        return False
    before = Paragraph.objects.filter(version=old.version_id, path=home.path)
    text = before.values_list("text", flat=True).first() or ""
    return min(home.text, old.text, key=len) in text


def _same_quote(row: Citation, home: Paragraph | None) -> tuple[Paragraph, int] | None:
    """Where the quote stands in the paragraph that has its path now."""
    start = spans.moved(row.paragraph.text, home.text, row.start, row.end) if home else -1
    return (home, start) if home and start >= 0 else None


def _same_link(found: Citation, held: Citation) -> bool:
    """Whether a person has already decided on this link, however the engine came to it."""
    return (
        found.paragraph_id == held.paragraph_id
        and found.commitment_id == held.commitment_id
        and found.instrument_id == held.instrument_id
        and found.start < held.end
        and held.start < found.end
    )


def _with_free_ids(rows: Sequence[Citation], *, taken: set[uuid.UUID]) -> list[Citation]:
    """Give another id, always the same, to a row whose own belongs to one that is kept."""
    for row in rows:
        while row.pk in taken:
            row.pk = uuid.uuid5(row.pk, "again")
        taken.add(row.pk)
    return list(rows)


def _compare(row: Citation, old: Citation | None, changes: Changes) -> None:
    if old is None:
        changes.added.append(row)
    elif all(getattr(row, name) == getattr(old, name) for name in _COMPARED):
        changes.unchanged += 1
    else:
        for name in set(Changes.FIELDS) - {"review_state"}:
            setattr(old, name, getattr(row, name))
        changes.rewritten.append(old)
