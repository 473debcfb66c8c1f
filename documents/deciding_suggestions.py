"""What people decide about suggestions: one becomes a link, or is hidden."""

import uuid

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from documents import changes, decisions, review
from documents.deciding import Step, span_of
from documents.models import Citation, Decision, Document, Suggestion
from documents.refused import Overtaken

ReviewState = Suggestion.ReviewState


def accept(*, identity: uuid.UUID, seen: str, step: Step, by: AbstractBaseUser) -> Citation:
    """Link what a paragraph was guessed to speak of; the link counts as any other.

    Without a span the link stands on the words that the guess rests on.
    """
    with transaction.atomic():
        row = _held(identity, seen)
        row.review_state = ReviewState.ACCEPTED
        row.save(update_fields=["review_state"])
        start, end = span_of(row.paragraph, step, hinted(row))
        target = step.target or row.commitment.key
        return review.add(
            paragraph=row.paragraph,
            target=target,
            start=start,
            end=end,
            by=by,
            note=step.note,
            before={"suggestion": str(row.pk)},
        )


def reject(*, identity: uuid.UUID, seen: str, by: AbstractBaseUser, note: str = "") -> Suggestion:
    """Hide a guess: no page shows it and no run makes it again for the same text."""
    return _turn(identity, seen, ReviewState.REJECTED, Decision.Action.REJECT, by, note)


def undo(*, identity: uuid.UUID, seen: str, by: AbstractBaseUser, note: str = "") -> Suggestion:
    """Show a guess again that was hidden. One that became a link is undone with the link."""
    return _turn(identity, seen, ReviewState.UNREVIEWED, Decision.Action.UNDO, by, note)


def hinted(row: Suggestion) -> tuple[int, int]:
    """From the first to the last of the words that the heaviest reason rests on."""
    terms = row.reasons[0]["terms"]
    return min(each["start"] for each in terms), max(each["end"] for each in terms)


def _turn(
    identity: uuid.UUID,
    seen: str,
    state: str,
    action: str,
    by: AbstractBaseUser,
    note: str,
) -> Suggestion:
    with transaction.atomic():
        row = _held(identity, seen)
        if row.review_state in (state, ReviewState.ACCEPTED):
            raise Overtaken()
        before, row.review_state = row.review_state, state
        row.save(update_fields=["review_state"])
        names = {"suggestion": row.commitment.key, "path": row.paragraph.path}
        decisions.keep(
            action=action,
            document=row.paragraph.version.document,
            by=by,
            note=note,
            before={"review_state": before},
            after={"review_state": state, **names},
        )
        # Suggestions are part of what a paragraph's row in the API says.
        changes.record(documents=[row.paragraph.version.document])
    return row


def _held(identity: uuid.UUID, seen: str) -> Suggestion:
    """The suggestion as it is stored, its document locked; its state must be the one seen."""
    rows = Suggestion.objects.select_related("commitment", "paragraph__version__document")
    row = rows.filter(pk=identity).first()
    if row is not None:
        Document.objects.select_for_update().get(pk=row.paragraph.version.document_id)
        row = rows.filter(pk=identity).first()
    if row is None or row.review_state != seen:
        raise Overtaken()
    return row
