"""Paths that stay: the paragraphs of a new text find those of the old one by what they say.

Pure: passages in, paths out. A paragraph whose text is the same, or nearly so, keeps its path
wherever it now stands; a new text never gets a path that another text has had.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Shares of equal characters from which a changed paragraph is still the same one.
SAME_PLACE = 0.4
OTHER_PLACE = 0.6
# How far a changed paragraph is looked for, in passages: comparing all with all would take minutes.
WINDOW = 5
# A shorter text may stand inside another one by chance.
LONG_ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as alignment sees it."""

    path: str
    parent: str
    kind: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """What must be equal for two passages to be the same: kind, and text without its blanks."""
        return (self.kind, "".join(self.text.split()))


def align(old: Sequence[Passage], new: Sequence[Passage], used: Iterable[str] = ()) -> list[str]:
    """Give each new passage its path, parallel to `new`.

    `used` are further paths that the document once had. Where nothing is found, the path is the
    parsed one, under the parent's own path, with `~2`, `~3`, ... when it is or was another's.
    """
    pairs = _pair(old, new)
    paths = [old[pairs[place]].path if place in pairs else "" for place in range(len(new))]
    taken = {passage.path for passage in old} | set(used)
    final = {passage.path: path for passage, path in zip(new, paths, strict=True) if path}
    for place, passage in enumerate(new):
        if not paths[place]:
            paths[place] = _free(_under(passage, final), taken)
            final[passage.path] = paths[place]
            taken.add(paths[place])
    return paths


def parents(new: Sequence[Passage], paths: Sequence[str]) -> list[str]:
    """The parent of each new passage by its final path; one outside the text stays as it is."""
    final = {passage.path: path for passage, path in zip(new, paths, strict=True)}
    return [final.get(passage.parent, passage.parent) for passage in new]


def redirects(old: Sequence[Passage], new: Sequence[Passage]) -> dict[str, str]:
    """Where the text of each path that is gone stands now; empty when it stands nowhere.

    `new` has its final paths. A text that became part of another paragraph leads to that one.
    """
    present = {passage.path for passage in new}
    gone = [passage for passage in old if passage.path not in present]
    texts = [(passage.path, passage.kind, passage.key[1]) for passage in new]
    found = {}
    for passage in gone:
        kind, text = passage.key
        homes = (path for path, home, whole in texts if home == kind and text in whole)
        found[passage.path] = next(homes, "") if len(text) >= LONG_ENOUGH else ""
    return found


def _pair(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Which old passage each new one is, by their places."""
    old_keys, new_keys = [each.key for each in old], [each.key for each in new]
    pairs: dict[int, int] = {}
    # In order first: of two equal passages each finds its own.
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for block in matcher.get_matching_blocks():
        pairs |= {block.b + step: block.a + step for step in range(block.size)}
    left = defaultdict(list)
    for place in _without(len(old), pairs.values()):
        left[old_keys[place]].append(place)
    for place in _without(len(new), pairs):
        if left[new_keys[place]]:
            pairs[place] = left[new_keys[place]].pop(0)
    _pair_similar(old, new, pairs)
    return pairs


def _pair_similar(old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int]) -> None:
    """Add to `pairs` the passages that were changed but are still the same."""
    free = _without(len(old), pairs.values())
    scored = []
    for place in _without(len(new), pairs):
        # Where the passage would stand in the old text, if its neighbour there is known.
        around = next(
            (pairs[near] + place - near for near in range(place, -1, -1) if near in pairs), place
        )
        for other in free:
            same_place = old[other].path == new[place].path
            if old[other].kind != new[place].kind:
                continue
            if same_place or abs(other - around) <= WINDOW:
                least = SAME_PLACE if same_place else OTHER_PLACE
                score = _likeness(old[other].key[1], new[place].key[1], least)
                if score >= least:
                    scored.append((-score, place, other))
    taken: set[int] = set()
    for _score, place, other in sorted(scored):
        if place not in pairs and other not in taken:
            pairs[place] = other
            taken.add(other)


def _likeness(first: str, second: str, least: float) -> float:
    """The share of equal characters in order; 0 as soon as it cannot reach `least`."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _without(count: int, places: Iterable[int]) -> list[int]:
    known = set(places)
    return [place for place in range(count) if place not in known]


def _under(passage: Passage, final: dict[str, str]) -> str:
    """The parsed path with the parent's final path for its parsed one."""
    parent = final.get(passage.parent, passage.parent)
    if parent and passage.path.startswith(f"{passage.parent}."):
        return parent + passage.path.removeprefix(passage.parent)
    return passage.path


def _free(path: str, taken: set[str]) -> str:
    base = path.partition("~")[0] if path in taken else path
    candidate, number = path, 2
    while candidate in taken:
        candidate, number = f"{base}~{number}", number + 1
    return candidate
