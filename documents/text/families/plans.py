"""Whose plan an action belongs to: the 64 actions of 2010, another plan's, or nobody can say.

The plan is looked for in the phrase, then by an anaphor (该计划, 其中, 前者), then as the plan
named nearest before in the sentence, the paragraph, the paragraph before; at last in the paper.
"""

import re

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.mentions import Mention, Role

_OF_2010 = re.compile(
    r"2010年(?:审议|行动|结论|《?最后)|第八次审议大会|审议大会|最后文件|64[点项]|六十四[点项]"
)
_PLANS = (Role.PLAN, Role.OTHER_PLAN)
_TEXTS = (Role.PLAN, Role.OTHER_PLAN, Role.TITLE)
_THAT_PLAN = re.compile(
    r"(?:该|上述|这一|这项|此|同一)(?:行动)?计划(?:中|里|下)?的?$|(?:该|上述)文件(?:中|里)?的?$|其中的?$|其$"
)
_OF_YEAR = re.compile(r"2010年(?:审议大会)?(?:所?商定|通过|议定|达成)的?$")
# A list of its own kind that no name of the register holds: 执行计划的行动3.
_OTHER_LIST = re.compile(
    r"(?:计划|战略|议程|纲领|纲要|路线图|框架|倡议|宣言|契约)》?(?:中|里)?的?$"
)
_ONE_OF_TWO = re.compile(r"(?P<which>前者|后者)(?:中|里)?的?$")
_SIDE_BY_SIDE = re.compile(r"(?:、|和|与|及|以及|同|跟)")


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
    if governor is not None and governor.role in (Role.OTHER_PLAN, Role.TITLE):
        scene.context.add(governor)
        return Verdict(Reading.FOREIGN, "action.other-plan")
    if governor is not None and is_2010(governor):
        return _governed(scene, governor)
    left = max(0, position - 14)
    if _OF_YEAR.search(scene.chars, left, position):
        return Verdict(Reading.OURS, "action.governed")
    if _THAT_PLAN.search(scene.chars, max(0, position - 8), position):
        return _pointed(scene, position)
    if which := _ONE_OF_TWO.search(scene.chars, max(0, position - 5), position):
        return _one_of_two(scene, which.start(), former=which["which"] == "前者")
    if _OTHER_LIST.search(scene.chars, left, position):
        return Verdict(Reading.FOREIGN, "action.other-plan")
    earlier = _earlier(scene, position, (*_PLANS, Role.CONFERENCE))
    earlier = [each for each in earlier if each.mention.year in (0, 2010)]
    if earlier:
        return _nearest(scene, position, earlier)
    if not scene.is_npt:
        return Verdict(Reading.NONE, "action.other-body")
    if not bare_is_ours and not scene.names(_OF_2010):
        return Verdict(Reading.NONE, "action.plain-word")
    return Verdict(Reading.OURS, "action.npt-paper")


def _governed(scene: Scene, governor: Mention) -> Verdict:
    """An action directly behind the plan's or the Final Document's name."""
    if governor.rule == "plan.bare":
        if scene.chars.endswith(("该", "上述", "这一", "这项"), 0, governor.start):
            return _pointed(scene, governor.start)
        if not plan_stands(scene, governor) and not scene.is_npt:
            return Verdict(Reading.NONE, "action.other-body")
    scene.context.add(governor)
    return Verdict(Reading.OURS, "action.governed")


def _earlier(scene: Scene, position: int, roles: tuple[Role, ...]) -> list[Source]:
    """Plans named before `position`, nearest first, here and in the paragraph before."""
    found = [Source(scene, m) for m in scene.before(position, roles) if _is_text(m)]
    if scene.previous is not None:
        last = scene.previous
        before = last.before(len(last.chars), roles)
        found += [Source(last, m) for m in before if _is_text(m)]
    return found


def _is_text(mention: Mention) -> bool:
    """Whether a mention names a text: no bare 行动计划, no conference without its document."""
    if mention.role is Role.CONFERENCE:
        return bool(mention.slug)
    return mention.rule != "plan.bare"


def _pointed(scene: Scene, position: int) -> Verdict:
    """该计划的行动39, 其行动39: of the plan named last, whichever that is."""
    earlier = _earlier(scene, position, (*_TEXTS, Role.CONFERENCE))
    if not earlier:
        plan = "计划" in scene.chars[max(0, position - 8) : position] and scene.is_npt
        return Verdict(Reading.OURS if plan else Reading.NONE, "action.no-antecedent")
    if not is_2010(earlier[0].mention):
        return Verdict(Reading.FOREIGN, "action.other-plan")
    return Verdict(Reading.OURS, "action.carried", earlier[0], carried=True)


def _one_of_two(scene: Scene, position: int, *, former: bool) -> Verdict:
    """前者的行动25, 后者的行动5: of the two plans named last."""
    pair = _earlier(scene, position, _TEXTS)[:2]
    if len(pair) < 2:
        return Verdict(Reading.NONE, "action.no-antecedent")
    source = pair[1] if former else pair[0]
    if not is_2010(source.mention):
        return Verdict(Reading.FOREIGN, "action.other-plan")
    return Verdict(Reading.OURS, "action.carried", source, carried=True)


def _nearest(scene: Scene, position: int, earlier: list[Source]) -> Verdict:
    """No governor: the plan named nearest before; another one in the sentence wins."""
    source = earlier[0]
    sentence = scene.sentence_start(position)
    here = source.scene is scene and source.mention.start >= sentence
    if here and len(earlier) > 1 and _beside(scene, earlier[1], source):
        return Verdict(Reading.AMBIGUOUS, "action.two-plans", earlier[1])
    if is_2010(source.mention):
        return Verdict(Reading.OURS, "action.named-before")
    if here:
        return Verdict(Reading.FOREIGN, "action.other-plan")
    if not scene.is_npt:
        return Verdict(Reading.NONE, "action.other-body")
    if source.scene is not scene and source.mention.slug == "":
        return Verdict(Reading.OURS, "action.npt-paper")
    return Verdict(Reading.AMBIGUOUS, "action.two-plans", source)


def _beside(scene: Scene, first: Source, second: Source) -> bool:
    """Whether two different plans are named side by side: 2010年行动计划和《维也纳行动计划》."""
    if first.scene is not scene or first.mention.role is second.mention.role:
        return False
    between = scene.chars[first.mention.end : second.mention.start]
    return _SIDE_BY_SIDE.fullmatch(between) is not None
