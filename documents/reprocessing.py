"""Reading stored originals anew by the present engine, and what that changes.

When blocks change, the text becomes a new version of the same source: paths stay by alignment, old
ones redirect, ids of citations hold. When they do not, it stays the same version, and only what it
cites is linked anew, under a new run. What nothing changes in is not touched.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from documents import changes as feed
from documents import headers, ingest, linking, publishing
from documents.models import Citation, Document, PathRedirect, Run, Suggestion, Version
from documents.refused import Refused
from documents.text.types import Block, Header

# What of a citation its readers, or its reviewers, see.
_SEEN = ("path", "target", "kind", "status", "reason", "candidates", "start", "end", "quote")
_SEEN += ("verb", "verb_start", "verb_end", "antecedent", "review_state")
FLAGGED = Citation.ReviewState.FLAGGED
_BLOCK = ("kind", "path", "parent", "label", "text", "spans", "map")

Row = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What reading one document anew changed, or would change; falsy when nothing.

    `version` is the number of the new version, None when it stays the same one; `run` tells whether
    a run was noted. `facts` and `changed` hold what was before and what is now; `flagged` are
    decisions of persons whose words are gone. `moved` leads from paths that are gone to where
    their text stands now, empty when nowhere. Of suggestions only the number that differ is told.
    """

    slug: str
    version: int | None = None
    run: bool = False
    blocks: int = 0
    facts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    flagged: list[Row] = field(default_factory=list)
    suggestions: int = 0

    def __bool__(self) -> bool:
        cited = self.added or self.removed or self.changed or self.flagged
        return bool(self.version or self.facts or cited or self.suggestions)


def reprocess(*, document: Document, dry_run: bool = False) -> Outcome:
    """Read the current text of a document anew; all of it or nothing.

    `dry_run` does the same and takes it back, so that what it tells is what would come. Raises
    EngineError or Refused, with what to do, for what cannot be read or placed.
    """
    version = document.current_version
    if version is None:
        raise Refused("it has no current text: ingest its file again")
    found = ingest.read_stored(source=version.source)
    with transaction.atomic():
        # As an editor mended it, where one did.
        stored = headers.renew(found.header, found.added, version)
        symbols = {document.symbol, stored["symbol"] or ""}
        publishing.lock_chains(symbols=symbols)
        row = Document.objects.select_for_update().get(pk=document.pk)
        version = _check(row, version, found, symbols)
        runs = Run.objects.filter(version__document=row)
        before, suggested, noted = _citations(row), _suggestions(row), runs.count()
        outcome = Outcome(slug=row.slug)
        paths = set(version.paragraphs.values_list("path", flat=True))
        _read_again(row, version, found, outcome)
        outcome.run = runs.count() > noted
        _compare(before, _citations(row), outcome)
        differing = suggested.symmetric_difference(_suggestions(row))
        outcome.suggestions = len({pk for pk, *_seen in differing})
        if outcome.version:
            _compare_paths(row, paths, outcome)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _check(document: Document, version: Version, found: ingest.Read, symbols: set[str]) -> Version:
    """Refuse what must not be read anew now; gives the version as it is now.

    `symbols` are those whose chains are held.
    """
    if document.current_version_id != version.pk:
        raise Refused("a newer text has just become current: run this again for it")
    # One that waits for an editor is published after this one all the same.
    newer = document.versions.filter(number__gt=version.number, held=False)
    newer = newer.order_by("number").last()
    if newer is not None:
        raise Refused(
            f"version {newer.number} is not public yet and would be overtaken: wait until it is, "
            "or try it again on /coverage/"
        )
    # An editor may have mended its head since it was looked at.
    version = Version.objects.select_related("source").get(pk=version.pk)
    version.document = document
    header = headers.from_json(headers.renew(found.header, found.added, version))
    if not {document.symbol, header.symbol or ""} <= symbols:
        raise Refused("an editor has just given it another symbol: run this again for it")
    if header.symbol:
        others = Document.objects.filter(symbol=header.symbol, language=header.language or "zh")
        if other := others.exclude(pk=document.pk).first():
            raise Refused(
                f"it now reads as {header.symbol}, which is the document {other.slug}: "
                "withdraw one of the two, or mend its head, then run this again"
            )
    return version


def _read_again(document: Document, version: Version, found: ingest.Read, outcome: Outcome) -> None:
    """Write what is new: a version, or what is said of the present one; then link it."""
    stored = headers.renew(found.header, found.added, version)
    now = {"header": stored, "fidelity": found.fidelity, "warnings": found.warnings}
    outcome.facts = _facts(version, now)
    outcome.blocks = _changed_blocks(version, found.blocks)
    if outcome.blocks:
        number = document.versions.latest("number").number + 1
        fresh = Version.objects.create(
            document=document, number=number, source=version.source, **now
        )
        ingest.write_paragraphs(version=fresh, blocks=found.blocks)
        linking.link_document(version=fresh)
        outcome.version = fresh.number
        return
    shown_anew: list[Document] = []
    if outcome.facts:
        for name, value in now.items():
            setattr(version, name, value)
        version.save(update_fields=list(now))
        shown_anew = publishing.show_again(document=document, version=version)
    linking.link_document(version=version)
    if shown_anew:
        feed.record(documents=shown_anew)


def _facts(version: Version, now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs between the stored head and the new one, and what is said of the reading."""
    old, new = headers.from_json(version.header), headers.from_json(now["header"])
    pairs = {
        each.name: (getattr(old, each.name), getattr(new, each.name)) for each in fields(Header)
    }
    pairs["supplied"] = (version.header.get("supplied", {}), now["header"]["supplied"])
    pairs["fidelity"] = (version.fidelity, now["fidelity"])
    pairs["warnings"] = (list(version.warnings), now["warnings"])
    return {name: (was, now) for name, (was, now) in pairs.items() if was != now}


def _changed_blocks(version: Version, blocks: tuple[Block, ...]) -> int:
    """How many blocks are not as they are stored; those that are gone count too."""
    placed = ingest.place_after(blocks=blocks, previous=version)
    new = [
        (
            *(block.kind.value, path, parent, block.label, block.text),
            [list(span) for span in block.spans],
            [list(span) for span in block.map],
        )
        for block, path, parent in placed
    ]
    old = list(version.paragraphs.order_by("position").values_list(*_BLOCK))
    differing = sum(was != now for was, now in zip(old, new, strict=False))
    return differing + abs(len(old) - len(new))


def _citations(document: Document) -> dict[str, Row]:
    """All citations of a document as they are seen, by their ids."""
    rows = Citation.objects.filter(paragraph__version__document=document).order_by()
    named = rows.annotate(
        path=F("paragraph__path"), target=Coalesce("commitment__key", "instrument__slug")
    )
    return {str(row.pop("id")): row for row in named.values("id", *_SEEN)}


def _suggestions(document: Document) -> set[tuple[Any, ...]]:
    """All suggestions of a document as they are seen."""
    rows = Suggestion.objects.filter(paragraph__version__document=document).order_by()
    return set(rows.values_list("id", "paragraph__path", "score", "review_state"))


def _compare(before: dict[str, Row], after: dict[str, Row], outcome: Outcome) -> None:
    def told(pk: str, row: Row) -> Row:
        return {"id": pk, **row}

    outcome.added = _in_order(told(pk, row) for pk, row in after.items() if pk not in before)
    outcome.removed = _in_order(told(pk, row) for pk, row in before.items() if pk not in after)
    for pk, row in after.items():
        old = before.get(pk)
        if old is None or old == row:
            continue
        if row["review_state"] != old["review_state"] and row["review_state"] == FLAGGED:
            outcome.flagged.append(told(pk, row))
        else:
            outcome.changed.append((told(pk, old), told(pk, row)))
    outcome.changed.sort(key=lambda pair: _place(pair[1]))


def _compare_paths(document: Document, before: set[str], outcome: Outcome) -> None:
    current = Document.objects.get(pk=document.pk).current_version
    now = dict(current.paragraphs.values_list("path", "position"))
    homes = dict(PathRedirect.objects.filter(document=document).values_list("old_path", "new_path"))
    outcome.moved = {path: homes.get(path, "") for path in sorted(before - now.keys())}
    outcome.fresh = sorted(now.keys() - before, key=lambda path: now[path])


def _in_order(rows: Any) -> list[Row]:
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[Any, ...]:
    return row["path"], row["start"], row["end"], row["target"] or "", row["id"]


def as_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values; dates as text."""
    return asdict(outcome)


def differences(pair: Sequence[Row]) -> dict[str, tuple[Any, Any]]:
    """What differs between the two readings of a citation."""
    was, now = pair
    return {name: (was[name], now[name]) for name in _SEEN if was[name] != now[name]}
