"""Seeking a pattern only near the words without which it cannot stand: many times faster."""

import re
from collections.abc import Iterator

_REACH = 64  # no form is longer than this on either side of its anchor


def near(pattern: re.Pattern[str], anchors: tuple[str, ...], chars: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that cannot stand without one of its anchors, sought only near them."""
    done = start = stop = 0
    for place in sorted(place for anchor in anchors for place in _places(anchor, chars)):
        if place - _REACH > stop:
            for match in pattern.finditer(chars, max(done, start), stop):
                yield match
                done = match.end()
            start = place - _REACH
        stop = place + _REACH
    yield from pattern.finditer(chars, max(done, start), stop)


def _places(anchor: str, chars: str) -> Iterator[int]:
    """Where a word stands."""
    place = chars.find(anchor)
    while place >= 0:
        yield place
        place = chars.find(anchor, place + 1)
