"""Paragraphs of the 1995 decisions and resolution, of the 2010 section, and the stepping stones.

Accepts: 1995年决定2第4(c)段 · 题为“…原则和目标”的1995年决定第3段和第4段(c)分段 ·
原则和目标第8段 · 第2号决定第9至11段 · 1995年关于中东的决议第5段 · 结论和建议第四节第7(a)段 ·
阶石8.
Rejects: 第3段 of a resolution, a summary or the paper itself · 决定 as a verb · 《条约》原则和目标.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.families.found import Found, spell
from documents.text.mentions import Mention, Role
from documents.text.numerals import number
from documents.text.patterns import Grammar, Member, read_members

_PARAGRAPHS = Grammar(closer="段", guard=r"(?![\d节条章号届次年款])")
_ORDINAL = re.compile(r"第(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|块|个|条|点)$")
_STONE = Grammar(opener="(?:阶石|垫脚石)?", letters=False)
_ROLES = (Role.DECISION, Role.RESOLUTION, Role.SECTION)
_OTHER_TEXT = re.compile(r"决议|概要|报告|文件|号")
_OTHERS = (Role.PLAN, Role.CONFERENCE, Role.TREATY, Role.OTHER, Role.OTHER_PLAN, Role.TITLE)
_NEAR_1995 = re.compile(r"1995年|审议和延期大会|无限期延[长期]")
_THAT = re.compile(r"(?:该|上述|这一|这项)(?P<noun>决定|决议|节)(?:执行部分)?的?$")
_NOUNS = {"决定": Role.DECISION, "决议": Role.RESOLUTION, "节": Role.SECTION}
_PRINCIPLES = re.compile(r"原则[和与]目标")
_TITLES = re.compile(r"原则[和与]目标|审议进程|条约》?的?延期")
_MIDDLE_EAST = re.compile(r"中东")
_SECTION_CONTEXT = re.compile(r"2010年|结论和建议|行动计划")
# Another body's resolution: 大会…关于中东的决议.
_OTHER_BODY = re.compile(
    r"(?:大会|安理会|安全理事会|原子能机构|总干事|联盟)(?:(?!审议)[^。;,]){0,12}$"
)


@dataclass(frozen=True, slots=True)
class _Last:
    """The paragraph cited before: whose, how, and where it ended."""

    mention: Mention
    verdict: Verdict
    end: int


def find_paragraphs(scene: Scene) -> Iterator[Found]:
    """Numbered paragraphs of the outcomes that a paragraph cites."""
    done = 0
    last: _Last | None = None
    for match in re.finditer(r"第(?=\d|[一二三四五六七八九十])", scene.chars):
        if match.start() < done:
            continue
        members, end = read_members(scene.chars, match.start(), _PARAGRAPHS)
        done = end
        if not members or scene.chars[end - 1] not in "段项":
            continue
        found = _whose(scene, match.start(), end, last)
        if found is None:
            continue
        mention, verdict = found
        last = _Last(mention, verdict, end)
        if verdict.rule == "paragraph.governed":
            scene.context.add(mention)
        yield from spell(members, mention.slug, verdict, scene.lexicon)
    yield from _stones(scene)


def _whose(
    scene: Scene, position: int, end: int, last: _Last | None
) -> tuple[Mention, Verdict] | None:
    """The outcome whose paragraph stands at `[position, end)`, None when it is another text's."""
    governor = scene.governor(position) or _in_brackets(scene, end)
    if governor is not None:
        if governor.role in _ROLES and stands(scene, governor):
            return governor, Verdict(Reading.OURS, "paragraph.governed")
        return None
    if anaphor := _THAT.search(scene.chars, max(0, position - 8), position):
        return _carried(scene, anaphor.start(), _NOUNS[anaphor["noun"]])
    if last is not None and _goes_on(scene, position, last):
        return last.mention, _again(last.verdict)
    return _named_before(scene, position)


def _goes_on(scene: Scene, position: int, last: _Last) -> bool:
    """Whether a bare paragraph is of the same text as the one before it in its sentence."""
    between = scene.chars[last.end : position]
    if last.end < scene.sentence_start(position) or _OTHER_TEXT.search(between):
        return False
    named = scene.before(position, (*_ROLES, *_OTHERS))
    return not named or named[0].end <= last.end


def _again(verdict: Verdict) -> Verdict:
    """The verdict of a paragraph that goes on from another."""
    rule = "paragraph.carried" if verdict.carried else "paragraph.named-before"
    return replace(verdict, rule=rule) if verdict.reading is Reading.OURS else verdict


def _named_before(scene: Scene, position: int) -> tuple[Mention, Verdict] | None:
    """The outcome named nearest before in the sentence, with nothing else in between."""
    earlier = scene.before(position, (*_ROLES, *_OTHERS))
    earlier = [each for each in earlier if each.role not in _ROLES or stands(scene, each)]
    if not earlier or earlier[0].role not in _ROLES:
        return None
    mention = earlier[0]
    if mention.start < scene.sentence_start(position):
        return None
    between = scene.chars[mention.end : position]
    source = Source(scene, mention)
    if between.endswith(("其", "其中", "其中的", "其的")):
        return mention, Verdict(Reading.OURS, "paragraph.carried", source, carried=True)
    if _OTHER_TEXT.search(between):
        return None
    if len(between) > 12 and not between.endswith(("、", "和", "与", "及", ",")):
        return None
    if _beside(scene, earlier):
        source = Source(scene, earlier[1])
        return mention, Verdict(Reading.AMBIGUOUS, "paragraph.two-outcomes", source)
    return mention, Verdict(Reading.OURS, "paragraph.named-before")


def _in_brackets(scene: Scene, end: int) -> Mention | None:
    """第4(b)段(1995年决定2): the outcome named behind its paragraph."""
    if not scene.chars.startswith("(", end):
        return None
    return next((mention for mention in scene.mentions if mention.start == end + 1), None)


def _beside(scene: Scene, earlier: list[Mention]) -> bool:
    """Whether two outcomes are named side by side, so that either may be meant."""
    if len(earlier) < 2 or earlier[1].role not in _ROLES or earlier[1].slug == earlier[0].slug:
        return False
    between = scene.chars[earlier[1].end : earlier[0].start]
    return between in ("和", "与", "及", "、", "以及", "同")


def _carried(scene: Scene, position: int, role: Role) -> tuple[Mention, Verdict] | None:
    """该决定第4(c)段: of the decision named last, unless another text was named since."""
    for where in (scene, scene.previous):
        if where is None:
            break
        stop = position if where is scene else len(where.chars)
        for mention in where.before(stop, (role,)):
            between = where.chars[mention.end : stop]
            if re.search(r"号决[议定]", between) or not stands(where, mention):
                return None
            source = Source(where, mention)
            return mention, Verdict(Reading.OURS, "paragraph.carried", source, carried=True)
    return None


def stands(scene: Scene, mention: Mention) -> bool:
    """Whether a name that needs its context has it: 1995, the extension, the Middle East, 2010."""
    if mention.role is Role.DECISION:
        return _decision_stands(scene, mention)
    if mention.role is Role.RESOLUTION:
        return _resolution_stands(scene, mention)
    if mention.role is Role.SECTION:
        return mention.rule != "section.bare" or scene.names(_SECTION_CONTEXT)
    return True


def _decision_stands(scene: Scene, mention: Mention) -> bool:
    """A decision by number or short title needs 1995 near; 原则和目标 needs its paragraph too."""
    if mention.rule in ("decision.dated", "named"):
        return True
    sentence = scene.chars[scene.sentence_start(mention.start) : mention.start]
    if _TITLES.search(sentence) and "决定" in _text(scene, mention):
        return True
    if scene.names(_NEAR_1995):
        return (
            mention.rule != "decision.bare"
            or _is_title(scene, mention)
            or "决定" in _text(scene, mention)
        )
    followed = re.compile(r'"?》?的?第\d+').match(scene.chars, mention.end) is not None
    titled = _PRINCIPLES.search(_text(scene, mention)) is not None
    return mention.rule == "decision.titled" or (followed and titled and scene.is_npt)


def _is_title(scene: Scene, mention: Mention) -> bool:
    """原则和目标 in quotation or title marks, or followed by its paragraph."""
    text = _text(scene, mention)
    return text[0] in '"《题' or "不扩散" in text or scene.chars.startswith("第", mention.end)


def _resolution_stands(scene: Scene, mention: Mention) -> bool:
    """The resolution on the Middle East: dated, or 1995 named near; 1995年决议 near 中东."""
    if (
        _OTHER_BODY.search(scene.chars, max(0, mention.start - 30), mention.start)
        and mention.rule != "resolution.dated"
    ):
        return False
    if "中东" not in _text(scene, mention):
        return scene.names(_MIDDLE_EAST)
    return mention.rule != "resolution.bare" or scene.names(_NEAR_1995)


def _text(scene: Scene, mention: Mention) -> str:
    """The mention's own words."""
    return scene.chars[mention.start : mention.end]


def _stones(scene: Scene) -> Iterator[Found]:
    """阶石8, 第7项阶石: the stones bear no numbers in their text; here by order."""
    verdict = Verdict(Reading.OURS, "stone.number")
    for mention in scene.mentions:
        if mention.role is not Role.STONES:
            continue
        members: list[Member] = []
        if re.match(r"\d", scene.chars[mention.end : mention.end + 1]):
            members, _ = read_members(scene.chars, mention.start, _STONE)
        elif before := _ORDINAL.search(scene.chars, max(0, mention.start - 6), mention.start):
            value = number(before["number"]) or 0
            members = [Member(value, "", before.start(), mention.end)]
        if members:
            scene.context.add(mention)
            yield from spell(members, mention.slug, verdict, scene.lexicon)
