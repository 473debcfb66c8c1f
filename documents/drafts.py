"""Checking a draft: what a pasted text cites, what is wrong with it, who else cites the same.

Nothing of the text is written anywhere: the rows made here are never saved.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count

from commitments.models import Body, Commitment, Group, Instrument, State
from documents.lexicon import build_lexicon
from documents.models import Citation, Paragraph
from documents.nearest import Near, nearest
from documents.querysets import ItemAndParent
from documents.resolutions import resolution
from documents.text import engine, types
from documents.text.types import Block, BlockKind, CitedBlock, EngineError

LONGEST = 50_000
# The engine's work grows with the square of a paragraph's length; no real one is so long.
LONGEST_PARAGRAPH = 2_000
# For so many paragraphs of the draft near ones are looked for.
MOST_COMPARED = 10
SPEAKERS = 5
_READ = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE)
_PARTIES = {"state": State, "group": Group, "body": Body}
_SUBMISSIONS = "shown_in__submissions"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party whose papers cite a target, with the number of paragraphs."""

    party: Any
    paragraphs: int


@dataclass(slots=True)
class Target:
    """What the draft cites, and who else does."""

    row: Commitment | Instrument
    paragraphs: int = 0
    papers: int = 0
    speakers: list[Speaker] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A paragraph of the draft: rows that are not saved, and the stored paragraphs near to it."""

    paragraph: Paragraph
    near: list[Near] = field(default_factory=list)

    @property
    def misses(self) -> list[Citation]:
        """What it fails to cite."""
        return [row for row in self.paragraph.evidence if row.status != "linked"]


@dataclass(slots=True)
class Draft:
    """A checked draft. `foreign`: its head names another body than the Treaty's."""

    parts: list[Part]
    targets: list[Target]
    foreign: bool

    @property
    def citations(self) -> int:
        """How many citations were found."""
        return sum(len(part.paragraph.evidence) - len(part.misses) for part in self.parts)

    @property
    def misses(self) -> int:
        """How many of them are invalid or ambiguous."""
        return sum(len(part.misses) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as the engine reads it. `foreign`: its head names another body than the Treaty's."""

    blocks: Sequence[CitedBlock]
    foreign: bool
    engine: str


def read(text: str) -> Reading | None:
    """Find what a draft cites; None when it holds no running text. Blocks map to the draft."""
    lexicon = build_lexicon()
    try:
        reading = engine.read(text, lexicon)
    except EngineError:
        return None
    blocks = [piece for block in reading.blocks if block.kind in _READ for piece in _parted(block)]
    cited = engine.cite(blocks, reading.header, lexicon)
    return Reading(cited, reading.header.npt is False, engine.engine_version(lexicon))


def span_in_draft(block: Block, start: int, end: int) -> tuple[int, int]:
    """Where a span of a block's text stands in the draft itself, line breaks included."""
    places = [
        source + place - first
        for place in (start, end - 1)
        for first, source, length in block.map
        if first <= place < first + length
    ]
    return places[0], places[-1] + 1


def check(text: str) -> Draft | None:
    """Read a draft, and look for what is near to it; None when it holds no running text."""
    reading = read(text)
    if reading is None:
        return None
    cited = reading.blocks
    found = [citation for each in cited for citation in each.citations]
    rows = _rows(name for each in found for name in (each.target, *each.candidates))
    parts = [Part(_paragraph(each, rows)) for each in cited]
    _compare(parts)
    targets = {each.target: rows[each.target] for each in found if each.target in rows}
    return Draft(parts, _targets(targets.values()), reading.foreign)


def _parted(block: Block) -> Iterator[Block]:
    """A block, or its pieces where it is too long, cut at the ends of sentences."""
    text, start = block.text, 0
    while len(text) - start > LONGEST_PARAGRAPH:
        window = text[start : start + LONGEST_PARAGRAPH]
        stops = [match.end() for match in re.finditer(r"[。；!！?？\n]", window)]
        end = start + (stops[-1] if stops else LONGEST_PARAGRAPH)
        path = f"{block.path}~{start}"
        yield replace(block, text=text[start:end], path=path, map=_clipped(block, start, end))
        start = end
    clipped = _clipped(block, start, len(text))
    yield replace(block, text=text[start:], map=clipped) if start else block


def _clipped(block: Block, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
    """The map of a piece of a block's text."""
    parts = (
        (max(start, first), source - start, min(start + length, last))
        for start, source, length in block.map
    )
    return tuple((a - first, a + shift, b - a) for a, shift, b in parts if a < b)


def _rows(targets: Iterable[str | None]) -> dict[str, Commitment | Instrument]:
    """The register's rows by key or slug; a resolution that no paper has cited yet is not saved."""
    names = {name for name in targets if name}
    keys = {name for name in names if ":" in name}
    commitments = Commitment.objects.filter(key__in=keys).select_related("instrument")
    found: dict[str, Commitment | Instrument] = {row.key: row for row in commitments}
    found |= {row.slug: row for row in Instrument.objects.filter(slug__in=names - keys)}
    return found | {name: resolution(name) for name in sorted(names - keys - found.keys())}


def _paragraph(cited: CitedBlock, rows: dict[str, Commitment | Instrument]) -> Paragraph:
    """A block as a paragraph with its `evidence`; neither is saved."""
    block = cited.block
    paragraph = Paragraph(kind=block.kind.value, path=block.path, label=block.label)
    paragraph.text = block.text
    paragraph.evidence = [_citation(each, rows) for each in cited.citations]
    return paragraph


def _citation(found: types.Citation, rows: dict[str, Commitment | Instrument]) -> Citation:
    """A reading of the engine as a row that is not saved, with the `readings` it may have."""
    row = rows.get(found.target or "")
    citation = Citation(
        commitment=row if isinstance(row, Commitment) else None,
        instrument=row if isinstance(row, Instrument) else None,
        kind=found.kind.value,
        status=found.status.value,
        reason=found.reason,
        start=found.start,
        end=found.end,
        quote=found.quote,
        rule=found.rule,
        verb=found.verb.slug if found.verb else "",
        verb_start=found.verb.start if found.verb else None,
        verb_end=found.verb.end if found.verb else None,
        antecedent={"quote": found.antecedent.quote} if found.antecedent else None,
    )
    citation.readings = [rows[name] for name in found.candidates if name in rows]
    return citation


def _compare(parts: Sequence[Part]) -> None:
    """Give the first paragraphs of the draft what is near to them."""
    compared = [part for part in parts if part.paragraph.kind != "heading"][:MOST_COMPARED]
    found = nearest([part.paragraph.text for part in compared])
    for part, near in zip(compared, found, strict=True):
        part.near = near


def _targets(rows: Iterable[Commitment | Instrument]) -> list[Target]:
    """Who else cites these, in the register's order."""
    saved = [row for row in rows if row.pk]
    items = [row for row in saved if isinstance(row, Commitment)]
    whole = [row for row in saved if isinstance(row, Instrument)]
    counted = Citation.objects.counted()
    citing = counted.citing_any(items)
    tallies = citing.tallies_by_commitment()
    collective = counted.filter(instrument__in=whole).collective_counts()
    cited = citing.annotate(cited=ItemAndParent("commitment", "commitment__parent"))
    speakers = _speakers(cited) | _speakers(counted.filter(instrument__in=whole), "instrument")
    found = []
    for row in rows:
        if isinstance(row, Commitment):
            paragraphs, papers = tallies.get(row.pk, (0, 0))
            found.append(Target(row, paragraphs, papers, speakers.get(("cited", row.pk), [])))
        else:
            count = collective.get(row.pk, 0)
            found.append(Target(row, count, 0, speakers.get(("instrument", row.pk), [])))
    return sorted(found, key=_place)


def _place(target: Target) -> tuple[int, str, int]:
    row = target.row
    if isinstance(row, Commitment):
        return 0, row.instrument.slug, row.position
    return 1, row.slug, 0


def _speakers(citations: Any, by: str = "cited") -> dict[tuple[str, int], list[Speaker]]:
    """Who submitted the papers that cite each target, most paragraphs first."""
    submitted = citations.filter(**{f"{_SUBMISSIONS}__role": "submitter"}).order_by()
    parties = [f"{_SUBMISSIONS}__{name}" for name in _PARTIES]
    counts = submitted.values_list(by, *parties).annotate(n=Count("paragraph", distinct=True))
    rows = [(pk, tuple(party), n) for pk, *party, n in counts if pk is not None]
    names = {
        (name, party.pk): party
        for place, (name, model) in enumerate(_PARTIES.items())
        for party in model.objects.filter(pk__in={row[1][place] for row in rows} - {None})
    }
    found: dict[tuple[str, int], list[Speaker]] = defaultdict(list)
    for pk, party, n in sorted(rows, key=lambda row: (-row[2], str(row[1]))):
        name, number = next(
            (name, number) for name, number in zip(_PARTIES, party, strict=True) if number
        )
        if len(found[by, pk]) < SPEAKERS:
            found[by, pk].append(Speaker(names[name, number], n))
    return dict(found)
