"""One step of a reviewer at the desk: what was seen must still hold, then it is decided.

Two reviewers may have the same citation before them. Each sends back the stamp of what was shown;
where another has decided meanwhile, nothing is done and Overtaken is raised. All functions raise
Refused for what cannot be done.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from documents import decisions, review, spans
from documents.models import Citation, Decision, Document, Paragraph, Report, Suggestion
from documents.refused import Overtaken, Refused

_STAMPED = ("review_state", "status", "target", "kind", "start", "end", "quote", "paragraph_id")
# What answers a reader's report, so that it can be closed with it.
ANSWERS = ("accept", "reject", "correct", "add")


@dataclass(frozen=True, slots=True)
class Step:
    """What a reviewer asks for: an action, and what goes with it.

    `action` is accept, reject, correct, add, undo, close or note. `words`, when given, name the
    span by what stands there. `close`: the reports that it answers are closed with it.
    """

    action: str
    target: str = ""
    start: int | None = None
    end: int | None = None
    words: str = ""
    note: str = ""
    close: bool = False


def stamp(citation: Citation) -> str:
    """What tells a citation as it is shown from one that has changed since."""
    shown = repr([str(getattr(citation, name)) for name in _STAMPED])
    return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()


def decide(
    *, identity: uuid.UUID, seen: str, step: Step, by: AbstractBaseUser, home: Paragraph
) -> Citation | None:
    """Take the step; gives the citation that stands now, None when it is gone.

    `home` is the paragraph of the current text in which a flagged decision is put anew.
    """
    with _holding(identity, seen) as row:
        if step.action == "close" or (step.close and step.action in ANSWERS):
            # First: of a link that is put anew the old row may go, and its reports with it.
            for report in row.reports.filter(state=Report.State.OPEN):
                review.close_report(report=report, by=by, note=step.note, answer=step.action)
        return _take(row, step, by, home)


def _take(row: Citation, step: Step, by: AbstractBaseUser, home: Paragraph) -> Citation | None:
    if step.action == "accept":
        return review.accept(citation=row, by=by, note=step.note)
    if step.action == "reject":
        return review.reject(citation=row, by=by, note=step.note)
    if step.action == "correct":
        start, end = span_of(row.paragraph, step, (row.start, row.end))
        return review.correct(
            citation=row, by=by, target=step.target, start=start, end=end, note=step.note
        )
    if step.action == "add":
        return _put_anew(row, step, by, home)
    if step.action == "undo":
        return _undo(row, step, by)
    if step.action == "note":
        _remark(row, step.note, by)
    return row


def _put_anew(row: Citation, step: Step, by: AbstractBaseUser, home: Paragraph) -> Citation:
    """Link the words of the current text in place of a decision that lost its own."""
    start, end = span_of(home, step, None)
    target = step.target or row.target or ""
    new = review.add(paragraph=home, target=target, start=start, end=end, by=by, note=step.note)
    review.undo(citation=row, by=by, note=step.note)
    return new


def _undo(row: Citation, step: Step, by: AbstractBaseUser) -> Citation | None:
    """Take a decision back, of a correction both halves; gives the reading that stands again.

    A suggestion that became a link is a suggestion again.
    """
    if row.review_state == Citation.ReviewState.REJECTED:
        return _stand_again(row, step, by)
    if row.origin != Citation.Origin.PERSON:
        return review.undo(citation=row, by=by, note=step.note)
    made = Decision.objects.filter(citation_id=row.pk, action=Decision.Action.ADD).first()
    _suggest_again(row, made.before.get("suggestion") if made else None)
    replaced = made.before.get("citation") if made else None
    review.undo(citation=row, by=by, note=step.note)
    before = Citation.objects.filter(pk=replaced, review_state="rejected").first()
    return _stand_again(before, step, by) if before else None


def _suggest_again(row: Citation, suggestion: str | None) -> None:
    """Let the suggestion wait again that became this link; its target may be another than guessed.

    Earlier decisions do not tell which one it was: it is the one of the same commitment.
    """
    accepted = Suggestion.objects.filter(review_state=Suggestion.ReviewState.ACCEPTED)
    if suggestion:
        accepted = accepted.filter(pk=suggestion)
    else:
        accepted = accepted.filter(paragraph=row.paragraph, commitment=row.commitment)
    accepted.update(review_state=Suggestion.ReviewState.UNREVIEWED)


def _stand_again(row: Citation, step: Step, by: AbstractBaseUser) -> Citation | None:
    """Take a rejection back, by itself or in a correction: what was decided before it holds."""
    rejected = Decision.objects.filter(citation_id=row.pk, action=Decision.Action.REJECT).first()
    accepted = rejected and rejected.before.get("review_state") == Citation.ReviewState.ACCEPTED
    back = review.restore if accepted else review.undo
    return back(citation=row, by=by, note=step.note)


def _remark(row: Citation, note: str, by: AbstractBaseUser) -> None:
    """Keep a note beside a citation without deciding anything."""
    if not note.strip():
        raise Refused("write what is to be noted")
    document = row.paragraph.version.document
    action = Decision.Action.NOTE
    decisions.keep(action=action, document=document, citation_id=row.pk, by=by, note=note)


def span_of(paragraph: Paragraph, step: Step, before: tuple[int, int] | None) -> tuple[int, int]:
    """The span that a step names, by words or by offsets; `before` where it names none."""
    around = step.start if step.start is not None else (before[0] if before else 0)
    if step.words.strip():
        found = spans.find(paragraph.text, step.words, around)
        if found is None:
            raise Refused("these words do not stand in the paragraph: write them as printed")
        return found
    if step.start is None or step.end is None:
        if before is None:
            raise Refused("say which words cite it: select them, or write them as printed")
        return before
    return step.start, step.end


@contextmanager
def _holding(identity: uuid.UUID, seen: str) -> Iterator[Citation]:
    """The citation as it is stored, held until the step is done."""
    rows = Citation.objects.select_related(
        "commitment", "instrument", "paragraph__version__document"
    )
    with transaction.atomic():
        row = rows.filter(pk=identity).first()
        if row is not None:
            # Every decision and every run locks the document first.
            Document.objects.select_for_update().get(pk=row.paragraph.version.document_id)
            row = rows.filter(pk=identity).first()
        if row is None or stamp(row) != seen:
            raise Overtaken()
        yield row
