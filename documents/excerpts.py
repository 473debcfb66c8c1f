"""Excerpts: what is shown of a text that holds what was looked for."""

from dataclasses import dataclass

# Excerpts: a text up to the first figure is shown whole, else what stands around its hits.
WHOLE = 260
AROUND = 40
MOST_SHOWN = 320


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a stored text with its hits, which are offsets into `text`."""

    text: str
    hits: tuple[tuple[int, int], ...]
    cut_before: bool = False
    cut_after: bool = False


def excerpt(text: str, hits: list[tuple[int, int]]) -> tuple[tuple[Piece, ...], int]:
    """What is shown of a text, and how many hits it leaves out."""
    if len(text) <= WHOLE or not hits:
        return (Piece(text[:MOST_SHOWN], tuple(hits), cut_after=len(text) > MOST_SHOWN),), 0
    windows: list[tuple[int, int]] = []
    shown = 0
    for start, end in hits:
        first, last = max(0, start - AROUND), min(len(text), end + AROUND)
        rest = windows
        if windows and first <= windows[-1][1]:
            first, rest = windows[-1][0], windows[:-1]
        if windows and sum(b - a for a, b in rest) + last - first > MOST_SHOWN:
            break
        windows = [*rest, (first, last)]
        shown += 1
    pieces = tuple(_piece(text, first, last, hits[:shown]) for first, last in windows)
    return pieces, len(hits) - shown


def _piece(text: str, first: int, last: int, hits: list[tuple[int, int]]) -> Piece:
    within = tuple((s - first, e - first) for s, e in hits if first <= s and e <= last)
    return Piece(text[first:last], within, first > 0, last < len(text))
