"""Letters apart from their item: 行动5，特别是其(g)分段; 第4段(a)分段…，(b)分段和(c)分段.

A letter with its noun (分段, 项) belongs to the item cited last in its sentence, if it has parts.
Letters that point into the paper itself (上文(a)项, 本段(a)分段) do not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.families.found import Found, Taken, spell
from documents.text.mentions import Mention, Role
from documents.text.patterns import read_letters
from documents.text.types import Lexicon

_LETTER = re.compile(
    r"第?\((?P<letter>[a-z])\)(?:(?:至|到|-|~|、|和|与|及)第?\([a-z]\))*(?:分段|项)"
)
_OWN = re.compile(r"(?:上文|下文|以上|以下|上述|本段|该段|本文件|款|条|段)第?$")


def find_letters(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Parts of the item that their sentence cites before them."""
    if not found or "(" not in scene.chars:
        return
    taken = Taken(len(scene.chars), found)
    nearest = sorted(found, key=lambda each: (each.end, each.start))
    ends = [each.end for each in nearest]
    for match in _LETTER.finditer(scene.chars):
        start = match.start()
        if taken.holds(*match.span()) or _OWN.search(scene.chars, max(0, start - 6), start):
            continue
        place = bisect_right(ends, start) - 1
        last = nearest[place] if place >= 0 else None
        if last is None or last.start < scene.sentence_start(start) or last.target is None:
            continue
        item = _with_parts(last.target, scene.lexicon)
        if item is None:
            continue
        source = Source(scene, Mention(last.start, last.end, Role.OTHER, item, False, ""))
        slug, _, figure = item.partition(":")
        members, _ = read_letters(scene.chars, start, start, int(figure))
        verdict = Verdict(Reading.OURS, "letter.carried", source, carried=True)
        yield from spell(members, slug, verdict, scene.lexicon)


def _with_parts(key: str, lexicon: Lexicon) -> str | None:
    """The item of a key that has lettered parts: itself, or the one that a part belongs to."""
    item = key if key in lexicon.children else key[:-1]
    return item if item in lexicon.children and item.partition(":")[2].isdigit() else None
