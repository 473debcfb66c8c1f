"""Storing what the engine finds beside citations: a paragraph's themes and its suggestions.

Suggestions are reconciled as citations are: the same text gives the same rows and ids, and what a
person decided on stays.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from commitments.models import Commitment
from documents.models import Document, Paragraph, Suggestion
from documents.text import types

_NAMESPACE = uuid.UUID("0f9d3f5e-6f0c-5a51-9a1e-5a7f3f7d0c42")
_COMPARED = ("paragraph_id", "commitment_id", "score", "reasons")
_WRITTEN = ("paragraph", "score", "reasons", "engine", "review_state")
BATCH = 500

ReviewState = Suggestion.ReviewState


def themes_of(cited: types.CitedBlock) -> dict[str, list[list[int]]]:
    """The themes of a block as `Paragraph.themes` holds them."""
    return {each.slug: [[term.start, term.end] for term in each.terms] for each in cited.themes}


def store_suggestions(
    *,
    document: Document,
    slug: str,
    paragraphs: Sequence[Paragraph],
    cited: Sequence[types.CitedBlock],
    commitments: Mapping[str, Commitment],
    engine_name: str,
) -> None:
    """Make the document's rows those that the engine finds now; writes only what differs.

    `slug` is the one that ids are made of. Rows of earlier texts take part: an id leads to one
    place, in the newest text. To be called in the transaction that writes the citations.
    """
    stored = Suggestion.objects.filter(paragraph__version__document=document)
    rows = {row.pk: row for row in stored.select_related("paragraph")}
    old = {pk: row for pk, row in rows.items() if row.review_state == ReviewState.UNREVIEWED}
    kept = [row for pk, row in rows.items() if pk not in old]
    changed = _settle(kept, {row.path: row for row in paragraphs})
    held = {(row.paragraph_id, row.commitment_id) for row in kept}
    taken = {row.pk for row in kept}
    added = []
    for paragraph, each in zip(paragraphs, cited, strict=True):
        for suggestion in each.suggestions:
            row = _row(slug, paragraph, suggestion, commitments, engine_name)
            if (row.paragraph_id, row.commitment_id) in held:
                continue
            while row.pk in taken:
                row.pk = uuid.uuid5(row.pk, "again")
            before = old.pop(row.pk, None)
            if before is None:
                added.append(row)
            elif any(getattr(row, name) != getattr(before, name) for name in _COMPARED):
                changed.append(row)
    _write(added=added, changed=changed, removed=list(old))


def _settle(kept: Sequence[Suggestion], homes: Mapping[str, Paragraph]) -> list[Suggestion]:
    """Move reviewed rows to the new text, or flag them where it says something else; those moved.

    A flagged row stays beside the text that was reviewed; the new text wants a new look.
    """
    changed = []
    for row in kept:
        home = homes.get(row.paragraph.path)
        if row.review_state == ReviewState.FLAGGED or (home and home.pk == row.paragraph_id):
            continue
        if home is not None and home.text == row.paragraph.text:
            row.paragraph = home
        else:
            row.review_state = ReviewState.FLAGGED
        changed.append(row)
    return changed


def _row(
    slug: str,
    paragraph: Paragraph,
    suggestion: types.Suggestion,
    commitments: Mapping[str, Commitment],
    engine_name: str,
) -> Suggestion:
    reasons = sorted(suggestion.reasons, key=lambda reason: -reason.weight)
    return Suggestion(
        id=uuid.uuid5(_NAMESPACE, "\n".join((slug, paragraph.path, suggestion.target))),
        paragraph=paragraph,
        commitment=commitments[suggestion.target],
        score=suggestion.score,
        reasons=[_reason(each) for each in reasons],
        engine=engine_name,
    )


def _reason(reason: types.Reason) -> dict[str, Any]:
    """A reason as JSON holds it."""
    return asdict(reason) | {"terms": [asdict(term) for term in reason.terms]}


def _write(
    *, added: Sequence[Suggestion], changed: Sequence[Suggestion], removed: Sequence[uuid.UUID]
) -> None:
    if removed:
        Suggestion.objects.filter(pk__in=removed).delete()
    if changed:
        Suggestion.objects.bulk_update(changed, _WRITTEN, batch_size=BATCH)
    Suggestion.objects.bulk_create(added, batch_size=BATCH)
