"""Paragraphs of the 1995 decisions and resolution, of the 2010 section, and the stepping stones.

Accepts: 1995年决定2第4(c)段 · 题为“…原则和目标”的1995年决定第3段和第4段(c)分段 ·
原则和目标第8段 · 第2号决定第9至11段 · 1995年关于中东的决议第5段 · 结论和建议第四节第7(a)段 ·
阶石8.
Rejects: 第3段 of a resolution, a summary or the paper itself · 决定 as a verb · 《条约》原则和目标.
"""

import re
from collections.abc import Iterator

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.families.found import Found, spell
from documents.text.mentions import Mention, Role
from documents.text.patterns import Grammar, read_members

_PARAGRAPHS = Grammar(closer="段", guard=r"(?![\d节条章号届次年款])")
_STONE = Grammar(opener="(?:阶石|垫脚石)?", letters=False)
_ROLES = (Role.DECISION, Role.RESOLUTION, Role.SECTION)
_NEAR_1995 = re.compile(r"1995年|审议和延期大会|无限期延[长期]")
_THAT = re.compile(r"(?:该|上述|这一|这项)(?P<noun>决定|决议)(?:执行部分)?的?$")
_TITLES = re.compile(r"原则和目标|审议进程|条约》?的?延期")
_MIDDLE_EAST = re.compile(r"中东")
_SECTION_CONTEXT = re.compile(r"2010年|结论和建议|行动计划")
# Another body's resolution: 大会…关于中东的决议.
_OTHER_BODY = re.compile(
    r"(?:大会|安理会|安全理事会|原子能机构|总干事|联盟)(?:(?!审议)[^。;,]){0,12}$"
)


def find_paragraphs(scene: Scene) -> Iterator[Found]:
    """Numbered paragraphs of the outcomes that a paragraph cites."""
    done = 0
    for match in re.finditer(r"第(?=\d|[一二三四五六七八九十])", scene.chars):
        if match.start() < done:
            continue
        members, end = read_members(scene.chars, match.start(), _PARAGRAPHS)
        if not members or scene.chars[end - 1] not in "段项":
            continue
        found = _whose(scene, match.start())
        if found is None:
            continue
        mention, verdict = found
        if not verdict.carried:
            scene.context.add(mention)
        done = end
        yield from spell(members, mention.slug, verdict, scene.lexicon)
    yield from _stones(scene)


def _whose(scene: Scene, position: int) -> tuple[Mention, Verdict] | None:
    """The outcome whose paragraph begins at `position`, None when it is another text's."""
    governor = scene.governor(position)
    if governor is not None:
        if governor.role in _ROLES and stands(scene, governor):
            return governor, Verdict(Reading.OURS, "paragraph.governed")
        return None
    if anaphor := _THAT.search(scene.chars, max(0, position - 8), position):
        return _carried(scene, anaphor.start(), anaphor["noun"])
    earlier = scene.before(
        position, (*_ROLES, Role.PLAN, Role.CONFERENCE, Role.TREATY, Role.OTHER, Role.OTHER_PLAN)
    )
    if not earlier or earlier[0].role not in _ROLES or not stands(scene, earlier[0]):
        return None
    mention = earlier[0]
    between = scene.chars[mention.end : position]
    if mention.start < scene.sentence_start(position) or re.search(
        r"决议|概要|报告|文件|号", between
    ):
        return None
    if not re.search(r"[、和与及,]$", between) and len(between) > 12:
        return None
    return mention, Verdict(Reading.OURS, "paragraph.named-before")


def _carried(scene: Scene, position: int, noun: str) -> tuple[Mention, Verdict] | None:
    """该决定第4(c)段: of the decision named last, unless another text was named since."""
    role = Role.DECISION if noun == "决定" else Role.RESOLUTION
    for where in (scene, scene.previous):
        if where is None:
            break
        stop = position if where is scene else len(where.chars)
        for mention in where.before(stop, (role,)):
            if re.search(r"号决[议定]", where.chars[mention.end : stop]) or not stands(
                where, mention
            ):
                return None
            return mention, Verdict(
                Reading.OURS, "paragraph.carried", Source(where, mention), carried=True
            )
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
    return mention.rule == "decision.titled" or (
        followed and "原则和目标" in _text(scene, mention) and scene.is_npt
    )


def _is_title(scene: Scene, mention: Mention) -> bool:
    """原则和目标 in quotation or title marks, or followed by its paragraph."""
    text = _text(scene, mention)
    return text[0] in '"《题' or "不扩散" in text or scene.chars.startswith("第", mention.end)


def _resolution_stands(scene: Scene, mention: Mention) -> bool:
    """The resolution on the Middle East: dated, or 1995 named near; 1995年决议 near 中东."""
    if _OTHER_BODY.search(scene.chars[: mention.start]) and mention.rule != "resolution.dated":
        return False
    if "中东" not in _text(scene, mention):
        return scene.names(_MIDDLE_EAST)
    return mention.rule != "resolution.bare" or scene.names(_NEAR_1995)


def _text(scene: Scene, mention: Mention) -> str:
    """The mention's own words."""
    return scene.chars[mention.start : mention.end]


def _stones(scene: Scene) -> Iterator[Found]:
    """阶石8: the stones bear no numbers in their text; here by order."""
    for mention in scene.mentions:
        if mention.role is Role.STONES and re.match(
            r"\d", scene.chars[mention.end : mention.end + 1]
        ):
            members, _ = read_members(scene.chars, mention.start, _STONE)
            verdict = Verdict(Reading.OURS, "stone.number")
            if members:
                scene.context.add(mention)
                yield from spell(members, mention.slug, verdict, scene.lexicon)
