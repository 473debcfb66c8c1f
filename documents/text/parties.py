"""Who submits and who supports: party names in a title or a footnote, read as a list to its end.

A name counts only where the whole list reads as party names: an institute that bears a State's name
(美国和加拿大研究所) or a person's (阿曼迪·吉尔) is never a party.
"""

import re
from functools import cache

from documents.text.types import Lexicon
from documents.text.width import squeeze

_SEPARATOR = re.compile(r"(?:、|,|和|及|与|以及)+")
_SUFFIX = re.compile(
    r"(?:常驻代表团|代表团|政府)?(?:成员国|成员|缔约国|参加国|各国|国家)?(?:集团)?(?:成员国|成员)?"
    r"(?:的名义|名义)?(?:\([^)]*\))?"
)
_LEAD = re.compile(r"(?:由|代表(?!团)|以下国家:?|下列国家:?)?")
_BEHALF = re.compile(r"(?:(?:并)?代表|以)(?!团)")


def read_parties(text: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The party codes of a list such as `阿根廷、加拿大和瑞士` or `X代表Y集团`, in printed order.

    None when any part of `text` is not a party's name; codes are never repeated.
    """
    chars = squeeze(text).strip('"*')
    position = _LEAD.match(chars).end()  # type: ignore[union-attr]
    codes: list[str] = []
    while position < len(chars):
        found = _party_at(chars, position, lexicon)
        if found is None:
            return None
        code, position = found
        position = _SUFFIX.match(chars, position).end()  # type: ignore[union-attr]
        if code not in codes:
            codes.append(code)
        if position == len(chars):
            break
        behalf = _BEHALF.match(chars, position)
        separator = _SEPARATOR.match(chars, position)
        if behalf and len(codes) >= 1:
            codes.clear()  # the speaker only lends its voice: who is spoken for submits
            position = behalf.end()
        elif separator:
            position = separator.end()
        else:
            return None
    return tuple(codes) or None


@cache
def _by_first(lexicon: Lexicon) -> dict[str, list[tuple[str, str]]]:
    """Names and codes by the name's first character, longest name first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for name, code, _ in lexicon.parties:
        index.setdefault(name[0], []).append((name, code))
    return index


def _party_at(chars: str, position: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The longest party name that begins at `position`, and where it ends."""
    index = _by_first(lexicon)
    for name, code in index.get(chars[position], ()):
        if chars.startswith(name, position):
            return code, position + len(name)
    return None
