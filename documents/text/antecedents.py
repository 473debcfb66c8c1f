"""What a number means where it stands: the phrase, the sentence, the paragraph, the one before.

A figure such as 行动5 has no meaning of its own. Its instrument is looked for from near to far, and
another plan or treaty named nearer wins. What has two readings is said to have two.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from documents.text.mentions import Mention, Role
from documents.text.naming import find_mentions
from documents.text.types import Lexicon
from documents.text.width import View

# What may stand between an instrument's name and the item it governs: 行动计划(中商定的)行动5.
_JOINT = re.compile(
    r'"?(?:中|里|内|下|项下)?(?:所载|所列|所述|载列|载有|规定|商定|议定|通过|达成|提出)?的?(?:、)?"?(?:各?项)?'
)
_SENTENCE_END = re.compile(r"[。!?]")


class Reading(StrEnum):
    """Whose the item is."""

    OURS = "ours"
    FOREIGN = "foreign"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose an item is, by which rule, and the mention that says so if it stands apart."""

    reading: Reading
    rule: str
    source: "Source | None" = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A mention in its paragraph: where an antecedent stands."""

    scene: "Scene"
    mention: Mention


# No antecedent is sought further than so many mentions back.
_REACH = 12


class Scene:
    """A paragraph as the families see it. `npt` is what the paper's head says (None: silent).

    `context` holds the mentions that only say whose an item is.
    """

    __slots__ = (
        "_ends", "_known", "_roles", "chars", "context", "lexicon", "mentions", "npt", "path",
        "previous", "sentences", "view",
    )  # fmt: skip

    def __init__(
        self, path: str, view: View, lexicon: Lexicon, npt: bool | None, previous: "Scene | None"
    ) -> None:
        self.path = path
        self.view = view
        self.chars = view.chars
        self.lexicon = lexicon
        self.npt = npt
        self.previous = previous
        self.mentions = find_mentions(view, lexicon)
        self.sentences = tuple(match.end() for match in _SENTENCE_END.finditer(self.chars))
        self.context: set[Mention] = set()
        self._ends = [mention.end for mention in self.mentions]
        self._roles: dict[Role, list[Mention]] = {}
        for mention in self.mentions:
            self._roles.setdefault(mention.role, []).append(mention)
        self._known: dict[re.Pattern[str], bool] = {}

    @property
    def is_npt(self) -> bool:
        """A text without a head counts as the Treaty's own; a head can name another body."""
        return self.npt is not False

    def sentence_start(self, position: int) -> int:
        """Where the sentence around `position` begins."""
        index = bisect_right(self.sentences, position)
        return self.sentences[index - 1] if index else 0

    def governor(self, position: int) -> Mention | None:
        """The mention that directly governs what begins at `position`."""
        place = bisect_right(self._ends, position) - 1
        if place < 0 or position - self._ends[place] > 12:
            return None
        mention = self.mentions[place]
        return mention if _JOINT.fullmatch(self.chars, mention.end, position) else None

    def before(self, position: int, roles: Iterable[Role]) -> list[Mention]:
        """The last mentions of these roles that end before `position`, nearest first."""
        found: list[Mention] = []
        for role in roles:
            held = self._roles.get(role)
            if held:
                place = bisect_right(held, position, key=attrgetter("end"))
                found += held[max(0, place - _REACH) : place]
        return sorted(found, key=attrgetter("end"), reverse=True)[:_REACH]

    def names(self, pattern: re.Pattern[str], *, back: int = 1) -> bool:
        """Whether this paragraph, or one of the `back` before it, holds `pattern`."""
        known = self._known.get(pattern)
        if known is None:
            known = self._known[pattern] = pattern.search(self.chars) is not None
        return known or bool(back and self.previous and self.previous.names(pattern, back=back - 1))


def make_scene(
    text: str, path: str, *, lexicon: Lexicon, npt: bool | None, previous: Scene | None
) -> Scene:
    """Read a paragraph.

    Antecedents reach one paragraph back, and that paragraph's names one further: older ones go.
    """
    if previous is not None and previous.previous is not None:
        previous.previous.previous = None
    return Scene(path, View(text), lexicon, npt, previous)
