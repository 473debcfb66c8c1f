"""What a family finds, in view offsets, before it becomes a citation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.text.antecedents import Reading, Source, Verdict
from documents.text.patterns import Member
from documents.text.types import CitationKind, Lexicon, Status


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of one span of a view. `target` is a key or slug; None with a `reason`."""

    start: int
    end: int
    kind: CitationKind
    rule: str
    target: str | None = None
    status: Status = Status.LINKED
    reason: str = ""
    candidates: tuple[str, ...] = ()
    source: Source | None = None


def miss(
    start: int, end: int, rule: str, reason: str, kind: CitationKind = CitationKind.EXPLICIT
) -> Found:
    """A span that names an item that does not exist."""
    return Found(start, end, kind, rule, None, Status.UNRESOLVED, reason)


def spell(
    members: Sequence[Member],
    slug: str,
    verdict: Verdict,
    lexicon: Lexicon,
    *,
    lead: int | None = None,
) -> Iterator[Found]:
    """Citations of the members of a list: own spans, one for a range; misses with their reason.

    `lead` is where the noun before the first member begins, so that its span holds the noun too.
    """
    alone = len({(member.start, member.end) for member in members}) == 1
    for (start, end, ranged), group in groupby(members, key=lambda m: (m.start, m.end, m.ranged)):
        run = list(group)
        first = lead if lead is not None and start == members[0].start else start
        kind = _kind(carried=verdict.carried, ranged=ranged, alone=alone)
        keys = [f"{slug}:{member.number}{member.letter}" for member in run]
        reason = _reason(run, keys, lexicon)
        if reason:
            yield miss(first, end, verdict.rule, reason, kind)
        elif verdict.reading is Reading.AMBIGUOUS:
            yield Found(
                first,
                end,
                kind,
                verdict.rule,
                None,
                Status.AMBIGUOUS,
                "two-readings",
                tuple(keys),
                verdict.source,
            )
        else:
            source = verdict.source if verdict.carried else None
            yield from (Found(first, end, kind, verdict.rule, key, source=source) for key in keys)


def _kind(*, carried: bool, ranged: bool, alone: bool) -> CitationKind:
    """How a member is named: by what was said before, in a range, alone, or in a list."""
    if carried:
        return CitationKind.CARRIED
    if ranged:
        return CitationKind.RANGE
    return CitationKind.EXPLICIT if alone else CitationKind.LISTED


def _reason(run: Sequence[Member], keys: Iterable[str], lexicon: Lexicon) -> str:
    """Why a member or a range cannot be linked; empty when all its keys exist."""
    if any(member.reversed for member in run):
        return "reversed-range"
    if all(lexicon.has(key) for key in keys):
        return ""
    return "no-such-part" if run[0].letter else "no-such-item"


def is_read(verdict: Verdict) -> bool:
    """Whether a verdict leads to rows at all: another plan's item is not ours to list."""
    return verdict.reading in (Reading.OURS, Reading.AMBIGUOUS)


class Taken:
    """Which characters of a view are found already."""

    def __init__(self, length: int, found: Iterable[Found] = ()) -> None:
        self._mask = bytearray(length)
        for each in found:
            self._mask[each.start : each.end] = b"\1" * (each.end - each.start)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span overlaps what is found."""
        return self._mask.find(1, start, end) >= 0
