"""A paragraph that cites an item and then spells out its parts: 行动5 …方法包括：(a)…；(b)…；(g)….

The letters inherit the item only if it is the one item with parts that the paragraph names, nothing
else is cited between it and the first letter, and the letters rise within its parts.
"""

import re
from collections.abc import Iterator, Sequence

from documents.text.antecedents import Scene, Source
from documents.text.families.found import Found, Taken
from documents.text.mentions import Mention, Role
from documents.text.types import CitationKind, Lexicon, Status

_LETTER = re.compile(r"(?<![\d第段项(])\((?P<letter>[a-z])\)(?!分段|项|段|款)")


def find_enumerations(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """The parts that a paragraph spells out of the item it cites, each with its own words."""
    if "(" not in scene.chars:
        return
    taken = Taken(len(scene.chars), found)
    letters = [m for m in _LETTER.finditer(scene.chars) if not taken.holds(*m.span("letter"))]
    if len(letters) < 2:
        return
    item = _item(found, letters[0].start(), scene.lexicon)
    if item is None or item.target is None:
        return
    children = scene.lexicon.children[item.target]
    spelled = [match["letter"] for match in letters]
    if sorted(set(spelled)) != spelled or f"{item.target}{spelled[-1]}" not in children:
        return
    source = Source(scene, Mention(item.start, item.end, Role.OTHER, item.target, False, ""))
    for index, match in enumerate(letters):
        start = match.start("letter") - 1
        stop = letters[index + 1].start() if index + 1 < len(letters) else _end(scene.chars, start)
        stop = start + len(scene.chars[start:stop].rstrip(";,、。和以及"))
        key = f"{item.target}{match['letter']}"
        if key in children:
            yield Found(
                start, stop, CitationKind.ENUMERATED, "enumeration.letters", key, source=source
            )


def _item(found: Sequence[Found], first: int, lexicon: Lexicon) -> Found | None:
    """The one cited item with parts before the first letter, if nothing was cited after it."""
    before = sorted((each for each in found if each.end <= first), key=lambda each: each.end)
    if not before or before[-1].status is not Status.LINKED:
        return None
    last = before[-1]
    if (
        last.target is None
        or last.target not in lexicon.children
        or last.kind is CitationKind.RANGE
    ):
        return None
    with_parts = {each.target for each in before if each.target in lexicon.children}
    return last if len(with_parts) == 1 else None


def _end(chars: str, start: int) -> int:
    """The end of the last part: its sentence's."""
    match = re.compile(r"[。!?]").search(chars, start)
    return match.start() if match else len(chars)
