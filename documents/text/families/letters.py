"""Letters apart from their item: 行动5，特别是其(g)分段; 第4段(a)分段…，(b)分段和(c)分段.

A letter with its noun (分段, 项) belongs to the item cited last in its sentence, if it has parts.
Letters that point into the paper itself (上文(a)项, 本段(a)分段) do not.
"""

import re
from collections.abc import Iterator, Sequence

from documents.text.antecedents import Scene, Source
from documents.text.families.found import Found, miss, taken
from documents.text.mentions import Mention, Role
from documents.text.types import CitationKind, Lexicon, Status

_LETTER = re.compile(r"第?\((?P<letter>[a-z])\)(?:分段|项)")
_OWN = re.compile(r"(?:上文|下文|以上|以下|上述|本段|该段|本文件|款|条|段)第?$")


def find_letters(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Parts of the item that their sentence cites before them."""
    for match in _LETTER.finditer(scene.chars):
        if taken(found, *match.span()) or _OWN.search(scene.chars[: match.start()]):
            continue
        sentence = scene.sentence_start(match.start())
        before = [each for each in found if sentence <= each.start and each.end <= match.start()]
        last = max(before, key=lambda each: (each.end, each.start), default=None)
        if last is None or last.status is not Status.LINKED or last.target is None:
            continue
        item = _with_parts(last.target, scene.lexicon)
        if item is None:
            continue
        key = item + match["letter"]
        source = Source(scene, Mention(last.start, last.end, Role.OTHER, item, False, ""))
        rule = "letter.carried"
        if key in scene.lexicon.children[item]:
            yield Found(*match.span(), CitationKind.CARRIED, rule, key, source=source)
        else:
            yield miss(*match.span(), rule, "no-such-part", CitationKind.CARRIED)


def _with_parts(key: str, lexicon: Lexicon) -> str | None:
    """The item of a key that has lettered parts: itself, or the one that a part belongs to."""
    if key in lexicon.children:
        return key
    return key[:-1] if key[:-1] in lexicon.children else None
