"""Where words stand in a text. Offsets are code points, as everywhere."""

import re


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


def find(text: str, words: str, around: int = 0) -> tuple[int, int] | None:
    """The span of the words nearest to `around`, blanks in either not counted; None for none."""
    parts = [re.escape(char) for char in words if not char.isspace()]
    if not parts:
        return None
    spans = [match.span() for match in re.finditer(r"\s*".join(parts), text)]
    return min(spans, key=lambda span: abs(span[0] - around), default=None)
