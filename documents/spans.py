"""Where words stand in a text. Offsets are code points, as everywhere."""

import re
from difflib import SequenceMatcher


def places(text: str, words: str) -> list[int]:
    """Every place where the words begin, overlapping ones too."""
    found = []
    place = text.find(words) if words else -1
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def nearest(text: str, words: str, around: int) -> int:
    """Where the words begin nearest to `around`; -1 when they stand nowhere."""
    return min(places(text, words), key=lambda place: abs(place - around), default=-1)


def moved(old: str, new: str, start: int, end: int) -> int:
    """Where `old[start:end]` begins in a changed text; -1 when those words stand nowhere in it.

    Of several places the one counts to which the text around the words has moved.
    """
    words = old[start:end]
    found = places(new, words)
    if len(found) < 2:
        return found[0] if found else -1
    around = start
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if block.a <= start and block.size:
            around = block.b + start - block.a
    return nearest(new, words, around)


def find(text: str, words: str, around: int = 0) -> tuple[int, int] | None:
    """The span of the words nearest to `around`, blanks in either not counted; None for none."""
    parts = [re.escape(char) for char in words if not char.isspace()]
    if not parts:
        return None
    spans = [match.span() for match in re.finditer(r"\s*".join(parts), text)]
    return min(spans, key=lambda span: abs(span[0] - around), default=None)
