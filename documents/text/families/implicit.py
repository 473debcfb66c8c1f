"""Implicit references: words that recall a promise unnamed. Suggestions, never citations."""

import re
from collections.abc import Iterator

from documents.text.antecedents import Scene
from documents.text.types import Suggestion

# The words, what they may recall, and the rule's name.
_PHRASES: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (
        re.compile("明确承诺"),
        ("steps-2000:6", "action-plan-2010:3"),
        "implicit.unequivocal-undertaking",
    ),
    (re.compile("无限期延[长期]"), ("decision3-1995:1",), "implicit.extension"),
)


def find_suggestions(scene: Scene) -> Iterator[Suggestion]:
    """What a paragraph may recall, with the words; only in the Treaty's own papers."""
    if not scene.is_npt:
        return
    for pattern, keys, rule in _PHRASES:
        for match in pattern.finditer(scene.chars):
            start, end = scene.view.span(*match.span())
            for key in keys:
                if scene.lexicon.has(key):
                    yield Suggestion(start, end, scene.view.text[start:end], key, rule)
