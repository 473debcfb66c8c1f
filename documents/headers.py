"""The head of a paper as rows: what the engine read, what is supplied, what a document shows."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from commitments.models import Body, Group, ReviewCycle, Session, State
from documents.bundled import FACTS_FILE, Supplied
from documents.models import Document, Source, Submission, Version
from documents.refused import Refused
from documents.text.types import Header

_DATES = frozenset({"starts", "ends", "document_date"})
_TUPLES = frozenset({"submitters", "supporters"})
# What of a head goes into the document as it is.
_SAME_NAME = ("symbol", "original_language", "title", "document_date", "venue", "starts", "ends")
# What `supplied` says of a field that a person mended.
EDITOR = "editor"
# Fields of a head that a person may mend.
MENDABLE = (
    "symbol", "title", "document_date", "session_key", "review_cycle", "submitters", "supporters",
    "npt",
)  # fmt: skip
# What a new text took over from an earlier one is marked so, with its number.
FROM_VERSION = "version "
RELOAD = "run `manage.py load_catalogue`, then ingest again"


def complete(header: Header, supplied: Supplied | None) -> tuple[Header, dict[str, str]]:
    """Fill a head's gaps from `papers.toml`; gives the head and where each addition came from."""
    if supplied is None:
        return header, {}
    added = {name: value for name, value in supplied.facts.items() if getattr(header, name) is None}
    reasons = {name: why for name, why in header.reasons.items() if name not in added}
    return replace(header, **added, reasons=reasons), dict.fromkeys(added, FACTS_FILE)


def inherit(header: Header, added: dict[str, str], earlier: Version) -> dict[str, Any]:
    """The stored head of a new text: what it does not state stays as the earlier text had it.

    What came so is marked as supplied, by the earlier supplier or by `version N`.
    """
    before = from_json(earlier.header)
    kept = {
        each.name: getattr(before, each.name)
        for each in fields(Header)
        if each.name != "reasons" and getattr(header, each.name) in (None, ())
    }
    kept = {name: value for name, value in kept.items() if value not in (None, ())}
    reasons = {name: why for name, why in header.reasons.items() if name not in kept}
    suppliers = earlier.header.get("supplied", {})
    origins = {name: suppliers.get(name, f"{FROM_VERSION}{earlier.number}") for name in kept}
    return as_json(replace(header, **kept, reasons=reasons), added | origins)


def mend(stored: dict[str, Any], mended: dict[str, Any]) -> dict[str, Any]:
    """A stored head with what an editor says over what was read, which is kept under `read`.

    `mended` has values as the stored head has them; an empty one says that the paper states none.
    """
    stored = as_read(stored)
    if not mended:
        return stored
    reasons = {name: why for name, why in stored.get("reasons", {}).items() if name not in mended}
    emptied = [name for name, value in mended.items() if value in (None, "", [])]
    reasons |= dict.fromkeys(emptied, "not-stated")
    supplied = stored.get("supplied", {}) | dict.fromkeys(mended, EDITOR)
    return {**stored, **mended, "reasons": reasons, "supplied": supplied, "read": stored}


def said_otherwise(stored: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Those of a person's facts, fields of `MENDABLE`, that differ from what was read.

    Raises Refused for other fields.
    """
    if unknown := sorted(set(facts) - set(MENDABLE)):
        raise Refused(f"{', '.join(unknown)} cannot be mended")
    read = as_read(stored)
    return {
        name: value for name, value in facts.items() if _stated(value) != _stated(read.get(name))
    }


def _stated(value: Any) -> Any:
    return None if value in (None, "", [], ()) else value


def as_read(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored head as it was before a person mended it."""
    return stored.get("read", stored)


def renew(header: Header, added: dict[str, str], version: Version) -> dict[str, Any]:
    """The stored head of a version whose source was read anew.

    What the paper, or `papers.toml`, states counts as it is read now. What an earlier text supplied
    fills gaps still; what anybody else supplied, a person, stays whatever is read.
    """
    stored = as_read(version.header)
    before, inherited = from_json(stored), _inherited(version)
    kept, origins = {}, {}
    for name, origin in stored.get("supplied", {}).items():
        # Only a fact of the head can be set; a version's earlier engine may have known others.
        if not hasattr(header, name):
            continue
        by_machine = origin == FACTS_FILE or origin.startswith(FROM_VERSION)
        gap = getattr(header, name) in (None, ())
        if not by_machine or (gap and name in inherited):
            kept[name], origins[name] = getattr(before, name), origin
    reasons = {name: why for name, why in header.reasons.items() if name not in kept}
    renewed = as_json(replace(header, **kept, reasons=reasons), added | origins)
    return mend(renewed, version.source.mended)


def _inherited(version: Version) -> set[str]:
    """The facts that the text before this one, of another file, had to give."""
    earlier = version.document.versions.filter(number__lt=version.number, held=False)
    last = earlier.exclude(source=version.source_id).order_by("number").last()
    return set() if last is None else {name for name, value in last.header.items() if value}


def contradictions(header: Header, supplied: Supplied | None) -> list[str]:
    """Warnings for facts that papers.toml gives and the paper states otherwise."""
    facts = supplied.facts if supplied else {}
    stated = {name: getattr(header, name) for name in facts}
    return [
        f"{FACTS_FILE}: {name} is {facts[name]}, the paper says {said}"
        for name, said in stated.items()
        if said is not None and said != facts[name]
    ]


def as_json(header: Header, supplied: dict[str, str]) -> dict[str, Any]:
    """A head as it is kept in `Version.header`: dates in ISO 8601, and `supplied` beside it."""
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(header).items()
    }
    return {**values, "supplied": supplied}


def from_json(stored: dict[str, Any]) -> Header:
    """The head that `as_json` wrote; fields that came later have their defaults."""
    values = {each.name: stored[each.name] for each in fields(Header) if each.name in stored}
    for name in _DATES & values.keys():
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in _TUPLES & values.keys():
        values[name] = tuple(values[name])
    return Header(**values)


def describe(*, document: Document, stored: dict[str, Any]) -> None:
    """Give a document the facts of a stored head; the row is not saved.

    Raises Refused when the register lacks the session or the cycle.
    """
    header = from_json(stored)
    for name in _SAME_NAME:
        setattr(document, name, _fitting(name, getattr(header, name)))
    document.language = header.language or "zh"
    document.session_printed = _fitting("session_printed", header.session)
    document.npt = header.npt
    document.reasons = dict(header.reasons)
    document.supplied = stored.get("supplied", {})
    if header.starts and header.ends and header.starts > header.ends:
        document.starts = document.ends = None
        document.reasons |= dict.fromkeys(("starts", "ends"), "dates-reversed")
    document.session = _session(header.session_key)
    document.cycle = _cycle(header.review_cycle)
    if document.cycle is None and document.session is not None:
        document.cycle = document.session.cycle


def submit(*, document: Document, stored: dict[str, Any]) -> None:
    """Write who puts the document forward and who supports it, in the order of the head.

    Raises Refused when the register lacks a party.
    """
    header = from_json(stored)
    wanted = [
        *((Submission.Role.SUBMITTER, place, code) for place, code in enumerate(header.submitters)),
        *((Submission.Role.SUPPORTER, place, code) for place, code in enumerate(header.supporters)),
    ]
    parties = _parties({code for _role, _place, code in wanted})
    rows = {
        _party_at(row): row
        for role, place, code in wanted
        for row in [Submission(document=document, role=role, position=place + 1, **parties[code])]
    }
    # What stays as it was is not written: its history would tell of changes that are none.
    stored = {_party_at(row): row.pk for row in document.submissions.all()}
    gone = [pk for at, pk in stored.items() if at not in rows]
    if gone:
        document.submissions.filter(pk__in=gone).delete()
    Submission.objects.bulk_create(row for at, row in rows.items() if at not in stored)


def _party_at(row: Submission) -> tuple[Any, ...]:
    return (row.role, row.position, row.state_id, row.group_id, row.body_id)


def keep_mended(*, version: Version, mended: dict[str, Any]) -> None:
    """Keep what a person says of a head with its file, and write it into the head."""
    Source.objects.filter(pk=version.source_id).update(mended=mended)
    version.header = mend(version.header, mended)
    version.save(update_fields=["header"])


def stamp(version: Version) -> str:
    """What tells a head as it is shown from one that has changed since."""
    shown = json.dumps([version.pk, version.header], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def header_of(version: Version) -> Header:
    """The head of a version, as the engine takes it."""
    return from_json(version.header)


def _fitting(name: str, value: Any) -> Any:
    """A value as its column takes it: text is never NULL, and too long a text is cut visibly."""
    column = Document._meta.get_field(name)
    if column.max_length is None:
        return value
    text = value or ""
    return text if len(text) <= column.max_length else f"{text[: column.max_length - 1]}…"


def _session(key: str | None) -> Session | None:
    if key is None:
        return None
    session = Session.objects.select_related("cycle").filter(key=key).first()
    if session is None:
        raise Refused(f"the register has no session {key!r}: {RELOAD}")
    return session


def _cycle(cycle_year: int | None) -> ReviewCycle | None:
    if cycle_year is None:
        return None
    cycle = ReviewCycle.objects.filter(cycle_year=cycle_year).first()
    if cycle is None:
        raise Refused(f"the register has no review cycle {cycle_year}: {RELOAD}")
    return cycle


def _parties(codes: set[str]) -> dict[str, dict[str, Any]]:
    """The party of each code, as the field of `Submission` that holds it."""
    found: dict[str, dict[str, Any]] = {}
    if codes:
        found |= {row.code: {"state": row} for row in State.objects.filter(code__in=codes)}
        found |= {row.slug: {"group": row} for row in Group.objects.filter(slug__in=codes)}
        found |= {row.slug: {"body": row} for row in Body.objects.filter(slug__in=codes)}
    if missing := sorted(codes - found.keys()):
        raise Refused(f"the register has no party {', '.join(missing)}: {RELOAD}")
    return found
