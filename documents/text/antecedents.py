"""What a number means where it stands: the phrase, the sentence, the paragraph, the one before.

A figure such as 行动5 has no meaning of its own. Its instrument is looked for from near to far, and
another plan or treaty named nearer wins. What has two readings is said to have two.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from documents.text.mentions import Mention, Role
from documents.text.naming import find_mentions
from documents.text.numerals import to_roman
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


@dataclass(slots=True)
class Scene:
    """A paragraph as the families see it. `npt` is what the paper's head says (None: silent).

    `sentences` are the offsets at which a sentence has ended; `context` holds the mentions that
    only say whose an item is.
    """

    path: str
    view: View
    lexicon: Lexicon
    npt: bool | None
    previous: "Scene | None"
    mentions: tuple[Mention, ...]
    sentences: tuple[int, ...]
    context: set[Mention] = field(default_factory=set)

    @property
    def chars(self) -> str:
        """The squeezed text that all offsets of mentions index."""
        return self.view.chars

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
        for mention in reversed(self.mentions):
            if mention.end > position:
                continue
            if position - mention.end > 12:
                return None
            if _JOINT.fullmatch(self.chars, mention.end, position):
                return mention
        return None

    def before(self, position: int, roles: Iterable[Role]) -> list[Mention]:
        """Mentions of these roles that end before `position`, nearest first."""
        wanted = frozenset(roles)
        return [m for m in reversed(self.mentions) if m.end <= position and m.role in wanted]

    def names(self, pattern: re.Pattern[str], *, back: int = 1) -> bool:
        """Whether this paragraph, or one of the `back` before it, holds `pattern`."""
        if pattern.search(self.chars):
            return True
        return bool(back and self.previous and self.previous.names(pattern, back=back - 1))


def make_scene(
    text: str, path: str, *, lexicon: Lexicon, npt: bool | None, previous: Scene | None
) -> Scene:
    """Read a paragraph's mentions and sentence ends.

    Antecedents reach one paragraph back, and that paragraph's names one further: older ones go.
    """
    if previous is not None and previous.previous is not None:
        previous.previous.previous = None
    view = View(text)
    sentences = tuple(match.end() for match in _SENTENCE_END.finditer(view.chars))
    return Scene(path, view, lexicon, npt, previous, find_mentions(view, lexicon), sentences)


_OF_2010 = re.compile(r"2010年|第八次审议大会|审议大会|最后文件|64[点项]|六十四[点项]")
_PLANS = (Role.PLAN, Role.OTHER_PLAN)
_THAT_PLAN = re.compile(
    r"(?:该|上述|这一|这项|此)(?:行动)?计划(?:中|里|下)?的?$|(?:该|上述)文件的?$|其中的?$|其$"
)


def is_2010(mention: Mention) -> bool:
    """Whether a mention speaks of the conference or the plan of 2010."""
    return mention.role is Role.PLAN or (mention.role is Role.CONFERENCE and mention.year == 2010)


def plan_stands(scene: Scene, mention: Mention) -> bool:
    """Whether a bare 行动计划 is the plan of 2010: named so here or in the paragraph before."""
    if mention.rule != "plan.bare":
        return True
    others = [m for m in scene.before(mention.start, _PLANS) if m.rule != "plan.bare"]
    if others:
        return others[0].role is Role.PLAN
    return scene.names(_OF_2010)


def read_plan(scene: Scene, position: int, *, bare_is_ours: bool = True) -> Verdict:
    """Whether the numbered action that begins at `position` is one of the 64 of 2010."""
    governor = scene.governor(position)
    if governor is not None and governor.role is Role.OTHER_PLAN:
        scene.context.add(governor)
        return Verdict(Reading.FOREIGN, "action.other-plan")
    if governor is not None and is_2010(governor):
        return _governed(scene, governor)
    anaphor = _THAT_PLAN.search(scene.chars, max(0, position - 8), position)
    earlier = _earlier_plans(scene, position)
    if anaphor is not None:
        return _carried(earlier)
    if earlier:
        return _nearest(scene, position, earlier[0])
    if not scene.is_npt:
        return Verdict(Reading.NONE, "action.other-body")
    if not bare_is_ours and not scene.names(_OF_2010):
        return Verdict(Reading.NONE, "action.plain-word")
    return Verdict(Reading.OURS, "action.npt-paper")


def _governed(scene: Scene, governor: Mention) -> Verdict:
    """An action directly behind the plan's or the Final Document's name."""
    if governor.rule == "plan.bare":
        if re.search(r"(?:该|上述|这一|这项)$", scene.chars[: governor.start]):
            return _carried(_earlier_plans(scene, governor.start))
        if not plan_stands(scene, governor) and not scene.is_npt:
            return Verdict(Reading.NONE, "action.other-body")
    scene.context.add(governor)
    return Verdict(Reading.OURS, "action.governed")


def _earlier_plans(scene: Scene, position: int) -> list[Source]:
    """Plans named before `position`, nearest first, here and in the paragraph before."""
    found = [Source(scene, m) for m in scene.before(position, _PLANS) if m.rule != "plan.bare"]
    if scene.previous is not None:
        last = scene.previous
        found += [
            Source(last, m) for m in last.before(len(last.chars), _PLANS) if m.rule != "plan.bare"
        ]
    return found


def _carried(earlier: list[Source]) -> Verdict:
    """该计划的行动39: from the plan named last, whichever that is."""
    if not earlier:
        return Verdict(Reading.NONE, "action.no-antecedent")
    if earlier[0].mention.role is Role.OTHER_PLAN:
        return Verdict(Reading.FOREIGN, "action.other-plan")
    return Verdict(Reading.OURS, "action.carried", earlier[0], carried=True)


def _nearest(scene: Scene, position: int, source: Source) -> Verdict:
    """No governor: the plan named nearest before; another one in the sentence wins."""
    if source.mention.role is Role.PLAN:
        return Verdict(Reading.OURS, "action.named-before")
    here = source.scene is scene
    if here and source.mention.start >= scene.sentence_start(position):
        return Verdict(Reading.FOREIGN, "action.other-plan")
    if not scene.is_npt:
        return Verdict(Reading.NONE, "action.other-body")
    if not here and source.mention.slug == "":
        return Verdict(Reading.OURS, "action.npt-paper")
    return Verdict(Reading.AMBIGUOUS, "action.two-plans", source)


_TREATIES = (Role.TREATY, Role.BARE_TREATY)


def treaty_meant(scene: Scene, mention: Mention, article: int = 0) -> Verdict:
    """Which treaty a 《条约》 means: the one last named in its paragraph, else the NPT.

    该条约 is the treaty last named for sure. A plain 《条约》 after another treaty can be either,
    since UN papers call the NPT so throughout: two readings, unless the NPT has no such article.
    """
    named = scene.before(mention.start, (Role.TREATY,))
    if named and named[0].slug != "npt":
        source = Source(scene, named[0])
        pointed = scene.chars[mention.start : mention.end].startswith(("该", "上述", "此"))
        if (
            pointed
            or not scene.is_npt
            or (article and not scene.lexicon.has(f"npt:{to_roman(article)}"))
        ):
            return Verdict(Reading.FOREIGN, "article.other-treaty", source)
        return Verdict(Reading.AMBIGUOUS, "article.two-treaties", source)
    if named or scene.is_npt:
        return Verdict(Reading.OURS, "article.treaty")
    return Verdict(Reading.NONE, "article.other-body")


# Rules and laws of other kinds whose articles are not the Treaty's.
_OTHER_RULES = re.compile(
    r"(?:规则|规约|宪章|公约|章程|决议|议定书|协定|协议|守则|条例|宪法|法|决定|草案|文件|议程)"
    r"》?\"?(?:的|中的|之)?$"
)
_PLAIN_TREATY = re.compile(r"条约》?(?:的|中的|中)?$")
_WORD_BEFORE_TREATY = re.compile(
    r"(?:^|[,。;:!?、()\"《]"
    r"|根据|按照|依照|依据|履行|执行|遵守|违反|违背|落实|实施|符合|关于|规定"
    r"|对|在|与|和|及|以及|了|的|是|为|于|按|从|由|如)$"
)


def read_treaty(scene: Scene, position: int, article: int) -> Verdict:
    """Whose the article that begins at `position` is; the source is another treaty, if known."""
    governor = scene.governor(position)
    if governor is not None and governor.role is Role.BARE_TREATY:
        return treaty_meant(scene, governor, article)
    if governor is not None and governor.role is Role.TREATY:
        if governor.slug == "npt":
            return Verdict(Reading.OURS, "article.named")
        scene.context.add(governor)
        return Verdict(Reading.FOREIGN, "article.other-treaty", Source(scene, governor))
    left = scene.chars[max(0, position - 12) : position]
    if governor is not None or _OTHER_RULES.search(left):
        return Verdict(Reading.FOREIGN, "article.other-text")
    if plain := _PLAIN_TREATY.search(left):
        if not _WORD_BEFORE_TREATY.search(left[: plain.start()]):
            return Verdict(Reading.FOREIGN, "article.other-text")
        return treaty_meant(
            scene, Mention(position, position, Role.BARE_TREATY, "", False, ""), article
        )
    last = scene.before(position, _TREATIES)
    if last and last[0].role is Role.BARE_TREATY:
        return treaty_meant(scene, last[0], article)
    if last and last[0].slug != "npt":
        return treaty_meant(
            scene, Mention(position, position, Role.BARE_TREATY, "", False, ""), article
        )
    if last or scene.is_npt:
        return Verdict(Reading.OURS, "article.paragraph" if last else "article.npt-paper")
    return Verdict(Reading.NONE, "article.other-body")
