"""The difference of two texts, character by character; numbers and Latin words stay whole. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Comparing takes time by the product of both lengths; beyond this the texts stand side by side.
MOST_PRODUCT = 4_000_000
# An equal run this short between two changes makes both harder to read than one change.
ISLAND = 1
_TOKEN = re.compile(r"[0-9A-Za-z]+|.", re.DOTALL)

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that is in both, only in the first, or only in the second."""

    change: Change
    text: str


def difference(first: str, second: str) -> list[Run]:
    """Runs in reading order: without `added` they join to `first`, without `removed` to `second`.

    Texts too long to compare are given whole, one removed and one added.
    """
    if len(first) * len(second) > MOST_PRODUCT:
        return [Run("removed", first), Run("added", second)]
    old, new = _TOKEN.findall(first), _TOKEN.findall(second)
    runs: list[Run] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(old[i:j])))
        else:
            runs += [Run("removed", "".join(old[i:j])), Run("added", "".join(new[k:m]))]
    return _joined([run for run in runs if run.text])


def _joined(runs: list[Run]) -> list[Run]:
    """Drown islands between changes, and give each change as one removal and one addition."""
    found: list[Run] = []
    removed = added = ""
    for place, run in enumerate(runs):
        island = len(run.text) <= ISLAND and 0 < place < len(runs) - 1
        if run.change == "same" and not island:
            found += [*_change(removed, added), run]
            removed = added = ""
        else:
            removed += run.text if run.change != "added" else ""
            added += run.text if run.change != "removed" else ""
    return [*found, *_change(removed, added)]


def _change(removed: str, added: str) -> list[Run]:
    runs = (Run("removed", removed), Run("added", added))
    return [run for run in runs if run.text]
