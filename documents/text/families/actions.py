"""Actions of the 2010 plan.

Accepts: 行动5 · 行动5(c) · 行动要点5 · 行动5(a)至(g) · 行动3至6 · 行动20和行动21 ·
行动5(c)和21 · 行动五 · 第5号行动 · 第15至18项行动 · 第10项和第11项行动 · 行动计划第10点 ·
action 5 (c) · actions 5, 6 and 7.
Rejects: 采取行动 · 3项行动 · 行动2030年 · 行动2周 · 行动一致 · 行动计划第一节 ·
another plan's 行动5.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.text.antecedents import Scene
from documents.text.families.found import Found, is_read, spell
from documents.text.families.plans import is_2010, read_plan
from documents.text.families.pointed import find_pointed
from documents.text.mentions import Role
from documents.text.patterns import MEASURE, Grammar, Member, read_letters, read_members

_PLAN = "action-plan-2010"
_NOUN = r"行动(?:要点|点|项目)?"
# Words that begin with a numeral: 行动一致, 行动十分 ...
_PLAIN = r"(?!(?:一(?:致|旦|样|直|起|方|些|切|定|系|律|体|个|项|次|步|贯|同|道)|十分|三思|二话|百))"
_AFTER_NOUN = Grammar(opener=f"(?:{_NOUN})?", guard=MEASURE + r"(?!项(?![)下])|点|号|步|条)")
_BEFORE_NOUN = Grammar(
    closer=r"(?:项|号|点)(?=行动|、|和|与|及|以及|至|到|-|~)?", guard=r"(?![\d年月日])"
)
_OF_PLAN = Grammar(closer="(?:点|项|段|号)", guard=r"(?![\d年月日])")
_ENGLISH = re.compile(r"(?<![A-Za-z])[Aa]ctions?(?:[Pp]oints?)?(?= ?\d)")
_ENGLISH_LIST = re.compile(
    r"""
    \ ?(?P<items>
        \d{1,3}(?:\ ?\([a-z]\))?                                          # 5 (c)
        (?: (?:,\ ?|\ ?and\ ?|,?\ ?and\ ?|\ ?-\ ?|\ ?to\ ?)               # , / and / - / to
            \d{1,3}(?:\ ?\([a-z]\))?
        )*
    )(?![\d/])
    """,
    re.X,
)


def find_actions(scene: Scene) -> Iterator[Found]:
    """Every numbered action that a paragraph cites, and the invalid ones as misses."""
    yield from _after_noun(scene)
    yield from _before_noun(scene)
    yield from _of_plan(scene)
    yield from find_pointed(scene, Role.PLAN)
    yield from _english(scene)


def _after_noun(scene: Scene) -> Iterator[Found]:
    """行动5(c)和21."""
    done = 0
    for match in re.finditer(rf"{_NOUN}{_PLAIN}(?=第?[1-9一二三四五六七八九十])", scene.chars):
        if match.start() < done or scene.chars[max(0, match.start() - 1) : match.start()] == "项":
            continue
        members, end = read_members(scene.chars, match.start(), _AFTER_NOUN)
        if not members:
            continue
        # A single numeral such as 行动一 may be another word's; 行动三十五 is not.
        plain = not scene.chars[match.end()].isascii() and not members[0].letter
        sure = not plain or len(members) > 1 or members[0].number > 10
        verdict = read_plan(scene, match.start(), bare_is_ours=sure)
        if is_read(verdict):
            yield from spell(members, _PLAN, verdict, scene.lexicon)
        done = end


def _before_noun(scene: Scene) -> Iterator[Found]:
    """第15至18项行动: the number stands before the noun, and 第 makes it an ordinal."""
    done, last_end = 0, -1
    for match in re.finditer(r"第(?=[1-9一二三四五六七八九十])", scene.chars):
        if match.start() < done:
            continue
        members, end = read_members(scene.chars, match.start(), _BEFORE_NOUN)
        done = max(done, end)
        if (
            not members
            or scene.chars[end - 1] not in "项号点"
            or not scene.chars.startswith("行动", end)
        ):
            continue
        if scene.chars.startswith(("计划", "方案", "纲领", "者", "议程", "路线"), end + 2):
            continue
        done = end + 2
        # One 第一项行动 may be a plain word; a list or a range of them is not.
        cited = last_end >= scene.sentence_start(match.start())
        sure = scene.chars[end - 1] == "号" or len(members) > 1 or bool(members[0].letter) or cited
        verdict = read_plan(scene, match.start(), bare_is_ours=sure)
        if is_read(verdict):
            last = members[-1]
            whole = [replace(m, end=done) if m.end == last.end else m for m in members]
            if len(members) == 1 and not last.letter:
                parts, done = read_letters(scene.chars, last.start, done, last.number)
                whole = parts or whole
            last_end = done
            yield from spell(whole, _PLAN, verdict, scene.lexicon)


def _of_plan(scene: Scene) -> Iterator[Found]:
    """行动计划第10点: an item of the plan by any measure word, 节 (section) excepted."""
    for mention in scene.mentions:
        if mention.role is not Role.PLAN or not is_2010(mention):
            continue
        match = re.compile(r"(?:中|里|内)?的?(?=第)").match(scene.chars, mention.end)
        if match is None:
            continue
        members, end = read_members(scene.chars, match.end(), _OF_PLAN)
        if (
            not members
            or scene.chars[end - 1] not in "点项段号"
            or scene.chars.startswith("行动", end)
        ):
            continue
        verdict = read_plan(scene, match.end())
        if is_read(verdict):
            yield from spell(members, _PLAN, verdict, scene.lexicon)


def _english(scene: Scene) -> Iterator[Found]:
    """action 5 (c), as footnotes have it."""
    if "ction" not in scene.chars:
        return
    item = re.compile(r"(?P<number>\d{1,3})(?: ?\((?P<letter>[a-z])\))?")
    for match in _ENGLISH.finditer(scene.chars):
        listed = _ENGLISH_LIST.match(scene.chars, match.end())
        if listed is None or re.search(r"\d ?(?:-|to) ?\d", listed["items"]):
            continue
        verdict = read_plan(scene, match.start())
        if not is_read(verdict):
            continue
        members = [
            Member(int(one["number"]), one["letter"] or "", one.start(), one.end())
            for one in item.finditer(scene.chars, listed.start("items"), listed.end("items"))
        ]
        yield from spell(members, _PLAN, verdict, scene.lexicon, lead=match.start())
