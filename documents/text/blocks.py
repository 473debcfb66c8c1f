"""Drafts to blocks: texts joined from their lines, with spans, maps and paths."""

import re
from collections.abc import Sequence

from documents.text.header import Head
from documents.text.labels import Style
from documents.text.layout import (
    LineKind,
    Page,
    Span,
    compose,
    footnote_marks,
    markdown_leftovers,
    without,
)
from documents.text.paragraphs import Draft, drafts
from documents.text.paths import Paths
from documents.text.types import Block, BlockKind


def build(source: str, page: Page, head: Head) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """All blocks of a source in source order, and warnings on its numbering."""
    found, feet = drafts(page, head)
    marks = frozenset(
        match[0].strip() for draft in found if draft.kind is BlockKind.NOTE
        if (match := re.match(r"\d{1,2}(?=\s)", draft.lines[0].text))
    )  # fmt: skip
    paths = Paths()
    heads = [
        (Draft(BlockKind.HEADER, None, [page.lines[each] for each in run]), f"t{index}", None)
        for index, run in enumerate(head.fields, start=1)
    ]
    blocks: list[Block] = []
    marked = [line for line in page.lines if line.kind is LineKind.ARTEFACT]
    artefacts = [(line.start, line.end) for line in [*marked, *feet]]
    for draft, path, parent in [*heads, *((draft, *_place(draft, paths)) for draft in found)]:
        block, holes = _block(source, draft, path, parent, marks)
        artefacts += holes
        if block.text:
            blocks.append(block)
        else:  # nothing but a label or a mark
            artefacts += block.spans
    for index, span in enumerate(sorted(artefacts), start=1):
        text, rows = compose(source, [span])
        blocks.append(Block(BlockKind.ARTEFACT, "", f"x{index}", None, text, (span,), rows))
    return tuple(sorted(blocks, key=lambda block: block.spans[0])), _numbering(found)


def _place(draft: Draft, paths: Paths) -> tuple[str, str | None]:
    """The path and parent of a draft by its kind."""
    if draft.kind is BlockKind.NOTE:
        return paths.counted("", "n"), None
    if draft.is_annex:
        return paths.annex(), None
    if draft.kind is BlockKind.HEADING:
        return paths.heading(), None
    return paths.paragraph(draft.label)


def _block(
    source: str, draft: Draft, path: str, parent: str | None, marks: frozenset[str]
) -> tuple[Block, list[Span]]:
    """One block from its lines, and the spans of what was taken out of them."""
    printed, label_end = _label(source, draft)
    start = draft.lines[0].start
    runs = [(label_end, draft.lines[0].end), *((line.start, line.end) for line in draft.lines[1:])]
    holes = [hole for run in runs for hole in _holes(source, draft, run, marks)]
    kept = [
        piece
        for run in runs
        for piece in without(run, [h for h in holes if run[0] <= h[0] < run[1]])
    ]
    pieces = [(first, last) for first, last in kept if source[first:last].strip()]
    text, rows = compose(source, pieces)
    spans = [(start, label_end), *pieces] if label_end > start else pieces
    return Block(draft.kind, printed, path, parent, text, tuple(spans), rows), holes


_NOTE_LABEL = re.compile(r"(?P<label>\*{1,3}|[†‡]|[¹²³⁴-⁹⁰]+|\d{1,2}(?=\s))\s*")


def _label(source: str, draft: Draft) -> tuple[str, int]:
    """The label as printed, and where the text after it begins in the source."""
    line = draft.lines[0]
    if draft.label is not None:
        return draft.label.printed(source, line.start), line.start + draft.label.length
    match = _NOTE_LABEL.match(line.text) if draft.kind is BlockKind.NOTE else None
    return (match["label"], line.start + match.end()) if match else ("", line.start)


def _holes(source: str, draft: Draft, run: Span, marks: frozenset[str]) -> list[Span]:
    """What printing left in a run of text, in order, without overlaps."""
    found = [sign for sign in draft.signs if run[0] <= sign[0] < run[1]]
    found += markdown_leftovers(source, *run)
    if draft.kind is not BlockKind.NOTE:
        found += footnote_marks(source, *run, marks)
    holes: list[Span] = []
    for hole in sorted(found):
        if not holes or hole[0] >= holes[-1][1]:
            holes.append(hole)
    return holes


def _numbering(found: Sequence[Draft]) -> tuple[str, ...]:
    """Gaps and repeats in the numbers of top-level paragraphs."""
    warnings, last = [], 0
    for draft in found:
        if draft.is_annex:
            last = 0
        if draft.label is None or draft.label.style is not Style.ARABIC:
            continue
        value = draft.label.value
        if value == last:
            warnings.append(f"numbering-repeat:{value}")
        elif value != last + 1 and value != 1:
            warnings.append(f"numbering-gap:{last}-{value}")
        last = value
    return tuple(warnings)
