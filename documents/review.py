"""What people decide about the evidence: each decision is kept, and the machine never undoes it.

Every function locks the document, checks, changes, writes a `Decision` and brings the changes feed
in step, all in one transaction. `by` is the account that decides. All raise Refused, with what to
do, for what cannot be done.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from commitments import tracking
from commitments.models import Commitment, Instrument
from documents import changes, decisions, publishing
from documents.models import Citation, Decision, Document, Paragraph, Report
from documents.refused import Refused

Action, Origin, ReviewState = Decision.Action, Citation.Origin, Citation.ReviewState
# The rule that a link has which a person made.
RULE = "person"
_VERB = ("verb", "verb_start", "verb_end")
# Marks in the history what a decision tells already, with its maker and note.
ACT = "review"
GONE = "this citation is gone: a newer text or a newer run no longer has it"
# What a decision keeps of a citation.
_KEPT = ("kind", "status", "reason", "start", "end", "quote", "origin", "review_state")


def accept(*, citation: Citation, by: AbstractBaseUser, note: str = "") -> Citation:
    """Say that a link is right: no later run changes it."""
    with _on(citation) as row:
        if row.status != Citation.Status.LINKED:
            raise Refused("nothing is linked here: correct it by naming what is cited, or reject")
        _check_current(row.paragraph)
        _settle(row, ReviewState.ACCEPTED, Action.ACCEPT, by, note)
    return row


def reject(*, citation: Citation, by: AbstractBaseUser, note: str = "") -> Citation:
    """Say that a link, or a miss, is wrong: it is shown no more, and no run makes it again.

    What a person added is taken away by it as what the engine found is.
    """
    with _on(citation) as row:
        _settle(row, ReviewState.REJECTED, Action.REJECT, by, note)
    return row


def undo(*, citation: Citation, by: AbstractBaseUser, note: str = "") -> Citation | None:
    """Take a decision back: the engine's reading stands unreviewed again, a person's link goes.

    Gives the citation, None when it is gone.
    """
    with _on(citation) as row:
        if row.origin == Origin.PERSON:
            _note(row, Action.UNDO, by, note, before=_kept(row), after={})
            row.delete()
            return None
        if row.review_state == ReviewState.UNREVIEWED:
            raise Refused("nothing was decided about this citation, so there is nothing to undo")
        _settle(row, ReviewState.UNREVIEWED, Action.UNDO, by, note)
    return row


def restore(*, citation: Citation, by: AbstractBaseUser, note: str = "") -> Citation:
    """Take a rejection back of a link that somebody had accepted or added: that stands again."""
    with _on(citation) as row:
        _settle(row, ReviewState.ACCEPTED, Action.UNDO, by, note)
    return row


def add(
    *,
    paragraph: Paragraph,
    target: str,
    start: int,
    end: int,
    by: AbstractBaseUser,
    note: str = "",
    before: dict[str, Any] | None = None,
) -> Citation:
    """Link `paragraph.text[start:end]` to a commitment (its key) or a whole instrument (slug).

    `before` is what the decision keeps of what it answers.
    """
    with _in(paragraph.version.document):
        return _add(paragraph, target, (start, end), by, note, before=before)


def correct(
    *,
    citation: Citation,
    by: AbstractBaseUser,
    target: str = "",
    start: int | None = None,
    end: int | None = None,
    note: str = "",
) -> Citation:
    """Reject a reading and put another in its place: another target, another span, or both.

    Gives the new citation; without a target that of the old one is kept.
    """
    with _on(citation) as row:
        span = (row.start if start is None else start, row.end if end is None else end)
        wanted = target or row.target or ""
        if (wanted, span) == (row.target, (row.start, row.end)):
            raise Refused("this is what is linked already: name another target or another span")
        _settle(row, ReviewState.REJECTED, Action.REJECT, by, note)
        same_span = span == (row.start, row.end)
        verb = {name: getattr(row, name) for name in _VERB} if same_span else {}
        return _add(row.paragraph, wanted, span, by, note, row, **verb)


def close_report(
    *, report: Report, by: AbstractBaseUser, note: str = "", answer: str = "close"
) -> Report:
    """Close a reader's report, whatever was decided about its citation.

    `answer` is what was decided with it, of `deciding.ANSWERS`; `close` when nothing was.
    """
    with _on(report.citation) as row:
        report = Report.objects.select_for_update().get(pk=report.pk)
        if report.state == Report.State.CLOSED:
            raise Refused("this report is closed already")
        report.state = Report.State.CLOSED
        report.save(update_fields=["state"])
        before, after = {"report": report.pk}, {"answer": answer}
        _note(row, Action.CLOSE_REPORT, by, note, before=before, after=after)
    return report


def withdraw(*, document: Document, by: AbstractBaseUser, note: str) -> Document:
    """Take a paper from the readers; the revision before it, if there is one, counts again."""
    return _show(document, Action.WITHDRAW, by, note)


def reinstate(*, document: Document, by: AbstractBaseUser, note: str = "") -> Document:
    """Give a withdrawn paper back to the readers."""
    return _show(document, Action.REINSTATE, by, note)


def _show(document: Document, action: str, by: AbstractBaseUser, note: str) -> Document:
    withdrawing = action == Action.WITHDRAW
    if withdrawing and not note.strip():
        raise Refused("say why the paper is withdrawn: readers will ask")
    with tracking.by(act=ACT), transaction.atomic():
        publishing.lock_chains(symbols=[document.symbol])
        row = Document.objects.select_for_update().get(pk=document.pk)
        if bool(row.withdrawn_at) == withdrawing:
            state = "withdrawn" if withdrawing else "public"
            raise Refused(f"{row.slug} is {state} already")
        row.withdrawn_at = timezone.now() if withdrawing else None
        row.superseded_by = None
        row.save(update_fields=["withdrawn_at", "superseded_by"])
        moved = publishing.supersede(document=row)
        decisions.keep(action=action, document=row, by=by, note=note)
        changes.record(documents=[row, *moved])
    row.refresh_from_db()
    return row


@contextmanager
def _in(document: Document) -> Iterator[None]:
    """A transaction that holds the document and ends with the feed in step."""
    with tracking.by(act=ACT), transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        yield
        changes.record(documents=[held])


@contextmanager
def _on(citation: Citation) -> Iterator[Citation]:
    """The same, with the citation as it is stored now."""
    rows = Citation.objects.select_related(
        "commitment", "instrument", "paragraph__version__document"
    )
    with _in(citation.paragraph.version.document):
        row = rows.filter(pk=citation.pk).first()
        if row is None:
            raise Refused(GONE)
        yield row


def _settle(row: Citation, state: str, action: str, by: AbstractBaseUser, note: str) -> None:
    if row.review_state == state:
        raise Refused(f"this citation is {state} already")
    if row.review_state == ReviewState.FLAGGED and state == ReviewState.REJECTED:
        # A rejection without its words would be flagged again by the next run.
        raise Refused("its words are gone from the text: undo the decision, or add it anew")
    if state != ReviewState.REJECTED and row.status == Citation.Status.LINKED:
        _check_free(row, row.start, row.end, commitment=row.commitment, instrument=row.instrument)
    before = {"review_state": row.review_state}
    row.review_state = state
    row.save(update_fields=["review_state"])
    _note(row, action, by, note, before=before, after={"review_state": state})


def _add(
    paragraph: Paragraph,
    target: str,
    span: tuple[int, int],
    by: AbstractBaseUser,
    note: str,
    replaced: Citation | None = None,
    before: dict[str, Any] | None = None,
    **verb: Any,
) -> Citation:
    start, end = span
    quote = paragraph.text[start:end] if 0 <= start < end <= len(paragraph.text) else ""
    if not quote.strip():
        raise Refused(f"{start} to {end} is no span of words in this paragraph")
    _check_current(paragraph)
    fields = _target(target)
    row = Citation(
        id=uuid.uuid4(),
        paragraph=paragraph,
        **fields,
        **verb,
        kind=Citation.Kind.COLLECTIVE if "instrument" in fields else Citation.Kind.EXPLICIT,
        status=Citation.Status.LINKED,
        start=start,
        end=end,
        quote=quote,
        rule=RULE,
        engine="",
        origin=Origin.PERSON,
        review_state=ReviewState.ACCEPTED,
    )
    _check_free(row, start, end, **fields)
    row.save(force_insert=True)
    before = {"citation": str(replaced.pk)} if replaced else before
    _note(row, Action.ADD, by, note, before=before or {}, after=_kept(row))
    return row


def _check_current(paragraph: Paragraph) -> None:
    version = paragraph.version
    if version.pk != version.document.current_version_id:
        raise Refused("this is an earlier text of the paper: decide on the current one")


def _check_free(row: Citation, start: int, end: int, **target: Any) -> None:
    """Refuse a second link of the same words to the same target."""
    there = Citation.objects.filter(paragraph=row.paragraph, start__lt=end, end__gt=start, **target)
    if there.exclude(pk=row.pk).exclude(review_state=ReviewState.REJECTED).exists():
        raise Refused(f"{row.target} is linked at this place already: take that link away first")


def _target(target: str) -> dict[str, Any]:
    """What the register has under a key or slug, as the field of `Citation` that holds it."""
    if ":" in target:
        commitment = Commitment.objects.current().filter(key=target).first()
        found = {"commitment": commitment} if commitment else {}
    else:
        instrument = Instrument.objects.current().filter(slug=target).first()
        found = {"instrument": instrument} if instrument else {}
    if not found:
        raise Refused(
            f"the register has no {target!r}: give a key such as action-plan-2010:5c, or the slug "
            "of an instrument cited as a whole"
        )
    return found


def _kept(row: Citation) -> dict[str, Any]:
    path = row.paragraph.path
    return {name: getattr(row, name) for name in _KEPT} | {"target": row.target, "path": path}


def _note(
    row: Citation,
    action: str,
    by: AbstractBaseUser,
    note: str,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    decisions.keep(
        action=action,
        document=row.paragraph.version.document,
        citation_id=row.pk,
        by=by,
        note=note,
        before=before,
        after=after,
    )
