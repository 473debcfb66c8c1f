"""The 13 practical steps of 2000.

Accepts: 步骤9 · 第9步 · 第9项步骤 · 13个步骤中的步骤9 · 13项切实步骤的第3和第4项 ·
13个步骤之六 · 步骤9(d) · 步骤9的第四点 · 2000年《最后文件》第15段第6分段 · 第15(6)段.
Rejects: 第一步 (to begin with) · 步骤方面 · 采取步骤 · another list's 步骤3.
"""

import re
from collections.abc import Iterator

from documents.text.antecedents import Reading, Scene, Verdict
from documents.text.families.found import Found, is_read, spell
from documents.text.families.pointed import find_pointed
from documents.text.mentions import Mention, Role
from documents.text.numerals import number
from documents.text.patterns import MEASURE, Grammar, Member, read_members

_STEPS = "steps-2000"
_GUARD = MEASURE + r"(?!项(?!\))|点|号|步|:)"
_AFTER_NOUN = Grammar(opener="(?:(?:切实|实际)?步骤)?", guard=_GUARD)
_BEFORE_NOUN = Grammar(
    closer="(?:项|个|号)?(?:切实|实际)?步骤|步(?!骤)|(?:项|个|号)(?=、|和|与|及|以及|至|到|-|~)",
    guard=r"(?![\d年月日])",
)
_OF_WHOLE = Grammar(opener="(?:第|之)?", closer="(?:项|个|点|步|号)", guard=r"(?![\d年月日])")
_OF_2000 = re.compile(r"2000年|第六次审议大会|(?:13|十三)(?:个|项|点)?(?:切实|实际)?步")
# 分三个步骤, 四步走: the steps of some procedure.
_PROCEDURE = re.compile(
    r"(?:(?<!十)[两二三四五六七八九]|(?<!\d)[2-9])(?:个|项|大)?步骤|分[^。;,]{0,4}步|步走"
)
_PART = re.compile(
    r"(?:的?第(?P<ordinal>[一二三四五六])(?:点|项|分段|部分)|\((?P<bracketed>[一二三四五六])\))"
)
_PARAGRAPH = re.compile(r"第15(?:\((?P<part>\d{1,2})\)段|段(?=第))")
_SUBPARAGRAPHS = Grammar(closer="分?段|项", letters=False, guard=r"(?![\d年])")


def find_steps(scene: Scene) -> Iterator[Found]:
    """Every numbered step that a paragraph cites."""
    yield from _after_noun(scene)
    yield from _before_noun(scene)
    yield from _of_whole(scene)
    yield from find_pointed(scene, Role.STEPS)
    yield from _paragraph(scene)


def _read(scene: Scene, position: int, *, bare_is_ours: bool) -> Verdict:
    """Whether a numbered step is one of the 13: by its phrase, its paragraph, or its paper."""
    governor = scene.governor(position)
    if governor is not None and (governor.role is Role.STEPS or governor.year == 2000):
        scene.context.add(governor)
        return Verdict(Reading.OURS, "step.governed")
    if governor is not None and (
        governor.role is Role.OTHER_PLAN or governor.year or governor.role is Role.SECTION
    ):
        return Verdict(Reading.FOREIGN, "step.other-list")
    sentence = scene.chars[scene.sentence_start(position) : position]
    if _PROCEDURE.search(sentence) and not _OF_2000.search(sentence):
        return Verdict(Reading.NONE, "step.plain-word")
    named = scene.before(position, (Role.STEPS, Role.TITLE, Role.OTHER_PLAN))
    here = bool(named) and named[0].start >= scene.sentence_start(position)
    if here and named[0].role is not Role.STEPS:
        return Verdict(Reading.FOREIGN, "step.other-list")
    if scene.names(_OF_2000):
        return Verdict(Reading.OURS, "step.named-near")
    if bare_is_ours and scene.is_npt:
        return Verdict(Reading.OURS, "step.npt-paper")
    return Verdict(Reading.NONE, "step.plain-word")


def _parts(scene: Scene, members: list[Member], end: int) -> tuple[list[Member], int]:
    """步骤9的第四点: the six parts of step 9 bear no letters in the text; here a to f, in order."""
    match = _PART.match(scene.chars, end)
    if match is None or not members or members[-1].letter:
        return members, end
    value = number(match["ordinal"] or match["bracketed"]) or 0
    last = members[-1]
    part = Member(last.number, "abcdef"[value - 1], last.start, match.end())
    return [*members[:-1], part], match.end()


def _after_noun(scene: Scene) -> Iterator[Found]:
    """步骤9(d)、10和11."""
    done = 0
    for match in re.finditer(r"步骤(?=第?[1-9一二三四五六七八九十])", scene.chars):
        named = scene.chars.endswith(("切实", "实际"), 0, match.start())
        start = match.start() - 2 * named
        if start < done or scene.chars.endswith(("项", "个", "点"), 0, start):
            continue
        members, end = read_members(scene.chars, start, _AFTER_NOUN)
        members, end = _parts(scene, members, end)
        if not members:
            continue
        plain = not named and not scene.chars[match.end()].isascii()
        sure = not plain or len(members) > 1 or members[0].number > 10
        verdict = _read(scene, start, bare_is_ours=sure)
        if is_read(verdict):
            yield from spell(members, _STEPS, verdict, scene.lexicon)
        done = end


def _before_noun(scene: Scene) -> Iterator[Found]:
    """第9项步骤 / 第9步: only where the 13 steps or 2000 are named near."""
    done = 0
    for match in re.finditer(r"第(?=[1-9一二三四五六七八九十])", scene.chars):
        if match.start() < done:
            continue
        members, end = read_members(scene.chars, match.start(), _BEFORE_NOUN)
        done = max(done, end)
        if not members or not scene.chars.endswith(("步骤", "步"), 0, end):
            continue
        members, end = _parts(scene, members, end)
        done = end
        verdict = _read(scene, match.start(), bare_is_ours=False)
        if is_read(verdict):
            yield from spell(members, _STEPS, verdict, scene.lexicon)


def _of_whole(scene: Scene) -> Iterator[Found]:
    """13项切实步骤的第3和第4项 / 13个步骤之六."""
    for mention in scene.mentions:
        if mention.role is not Role.STEPS:
            continue
        match = re.compile(r'"?(?:中|里|内)?(?:的|之)?(?=第|[一二三四五六七八九十1-9])').match(
            scene.chars, mention.end
        )
        if match is None or (not match[0] and scene.chars[match.end()] != "第"):
            continue
        members, end = read_members(scene.chars, match.end(), _OF_WHOLE)
        closed = bool(members) and scene.chars[end - 1] in "项个点步号"
        if (
            members
            and (closed or match[0].endswith("之"))
            and not scene.chars.startswith("步骤", end)
        ):
            scene.context.add(mention)
            yield from spell(members, _STEPS, Verdict(Reading.OURS, "step.of-list"), scene.lexicon)


def _paragraph(scene: Scene) -> Iterator[Found]:
    """2000年《最后文件》第15段第6分段: the steps are paragraph 15 of the part on article VI."""
    for match in _PARAGRAPH.finditer(scene.chars):
        if not _is_2000(scene, scene.governor(match.start()), match.start()):
            continue
        if match["part"]:
            members = [Member(int(match["part"]), "", match.start(), match.end())]
        else:
            members, end = read_members(scene.chars, match.end(), _SUBPARAGRAPHS)
            if not members or scene.chars[end - 1] not in "段项":
                continue
        verdict = Verdict(Reading.OURS, "step.paragraph-15")
        yield from spell(members, _STEPS, verdict, scene.lexicon, lead=match.start())


def _is_2000(scene: Scene, governor: Mention | None, position: int) -> bool:
    """Whether paragraph 15 is that of the Final Document of 2000."""
    if governor is not None:
        if governor.year == 2000:
            scene.context.add(governor)
        return governor.year == 2000
    named = scene.before(position, (Role.CONFERENCE, Role.PLAN, Role.OTHER, Role.TREATY))
    return (
        bool(named) and named[0].year == 2000 and named[0].start >= scene.sentence_start(position)
    )
