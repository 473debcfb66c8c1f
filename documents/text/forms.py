"""Names by their form: plans, outcomes and treaties that no list of names can hold in full."""

import re
from collections.abc import Callable, Iterator

from documents.text.anchors import near
from documents.text.mentions import Mention, Role

# What may stand between the 2010 conference and its plan, read backwards from 行动计划.
_PLAN = re.compile(
    r"""
    (?P<modifiers>(?:
        2010年 | 第八次 | (?:《?不扩散(?:核武器)?条约》?)?(?:缔约国)?(?:审议)?大会 | 《?最后文件》?
      | 64[点项个] | 六十四[点项个]
      | (?:关于|有关)?(?:核裁军|核不扩散|不扩散|和平利用核能|后续行动)(?:问题)? | 三大支柱
      | (?:所?载|所?列|通过|商定|议定|达成|制定|协商一致|一致|载有)
      | 一项 | 这一 | 这项 | 该 | 上述 | 其 | 所述 | 中 | 上 | 里 | 的 | 了 | " | 《
    )*)
    行动计划》?"?
    """,
    re.X,
)
_COUNT_OF_ACTIONS = re.compile(r"(?<!\d)(?:64|六十四)[点项]行动(?!计划)")
# The follow-on actions of 2010; those of another year or meeting are not ours.
_FOLLOW_ON = re.compile(
    r"2010年(?:审议大会)?(?:《?最后文件》?)?(?:(?!年)[^。;,]){0,10}"
    r"后续行动(?!计划)(?:的?结论和建议)?"
)
_COUNTED_PLAN = re.compile(r"(?:\d+|[一二三四五六七八九十]+)[点项个]$")
_OURS = re.compile(r"2010年|第八次|64[点项个]|六十四[点项个]")
# A word before the plan that cannot be part of its name.
_BEFORE_PLAN = re.compile(
    r"""
    (?: ^ | [,。;:!?、()"] | 了 | 着
      | 执行 | 落实 | 履行 | 实施 | 遵守 | 兑现 | 推进 | 推动 | 促进            # what is done to it
      | 根据 | 按照 | 依照 | 依据 | 遵循 | 基于 | 围绕
      | 回顾 | 忆及 | 重申 | 强调 | 指出 | 欢迎 | 支持 | 审查 | 审议            # what is said of it
      | 注意到 | 考虑到 | 铭记 | 鉴于 | 包括 | 违反 | 违背 | 符合 | 确认 | 承认
      | 致力于 | 旨在
      | 在 | 对 | 和 | 与 | 及 | 以 | 把 | 将 | 为 | 按 | 于 | 由 | 是 | 从    # particles
      | 就 | 向
      | 使 | 并 | 又 | 也 | 还 | 而 | 如 | 即 | 载于 | 见 | 的
    )$
    """,
    re.X,
)


def find_plans(chars: str) -> Iterator[Mention]:
    """行动计划 with what is said of it: the plan of 2010 for sure, perhaps, or another plan.

    A plan with a foreign name before it (核安全, 维也纳, 50点) is another one; a bare 行动计划 has
    the rule `plan.bare` and links only in its context.
    """
    if "行动" not in chars:
        return
    for match in near(_COUNT_OF_ACTIONS, ("行动",), chars):
        yield _ours(*match.span(), "plan.count")
    for match in near(_FOLLOW_ON, ("后续行动",), chars):
        if "审议大会" in match[0] or "最后文件" in match[0] or "结论和建议" in match[0]:
            yield _ours(*match.span(), "plan.follow-on")
    for match in re.finditer("行动计划", chars):
        yield _plan(chars, *match.span())


def _ours(start: int, end: int, rule: str) -> Mention:
    return Mention(start, end, Role.PLAN, "action-plan-2010", True, rule)


def _plan(chars: str, start: int, end: int) -> Mention:
    """The 行动计划 at `[start, end)` by the modifiers and the word before it."""
    first = max(0, start - 60)
    first += _last_run(chars[first:end])
    modifiers, before = chars[first:start], chars[max(0, first - 12) : first]
    closing = '"' if modifiers.count('"') % 2 else "》"
    end += chars[end : end + 1] == closing
    dated = re.search(r"(?:19|20)\d\d年", modifiers.replace("2010年", ""))
    if not dated and not _COUNTED_PLAN.search(before):
        if _OURS.search(modifiers):
            return _ours(first, end, "plan.named")
        if _BEFORE_PLAN.search(before[-4:]):
            return _ours(start, end, "plan.bare")
        first = start
    return Mention(first, end, Role.OTHER_PLAN, "", False, "plan.other")


def _last_run(text: str) -> int:
    """Where the run of modifiers before the final 行动计划 of `text` begins."""
    for start in range(len(text)):
        match = _PLAN.match(text, start)
        if match and match.end("modifiers") == len(text) - 4:
            return start
    return len(text) - 4


_STEPS = re.compile(
    r"(?<![\d一二三四五六七八九])(?:13|十三)"
    r"(?:(?:个|项|点)?(?:切实|实际|具体)?(?:可行)?的?步骤|步(?!骤))"
)
_STEPS_OF_2000 = re.compile(
    r"(?:2000年|第六次审议大会)(?:(?!\d{4}年)[^。;,]){0,24}?"
    r"(?P<noun>(?:切实|实际)步骤|(?<=[定过成]的)步骤|(?<=[定过成]的各项)步骤)"
)
_FINAL = r"(?:(?:通过|商定|议定)?了?的?(?:《?最后文件》?|《?成果文件》?))"
_CONFERENCE = re.compile(
    rf"""
    (?=[\d第])                                                    # nothing else begins so
    (?P<years>(?:\d{{4}}年(?:、|和|与|及))*)                       # 1995年、2000年和2010年审议大会
    (?P<year>\d{{4}})年(?:《?(?:不扩散(?:核武器)?)?条约》?)?(?:缔约国)?
      (?:审议(?:和延期|与延期)?大会{_FINAL}?|{_FINAL})
    | 第(?P<ordinal>六|八|五)次审议大会{_FINAL}?
    """,
    re.X,
)
_ORDINALS = {"五": 1995, "六": 2000, "八": 2010}
_PRINCIPLES = r"(?:核?不扩散(?:与|和)核?裁军的?)?原则[和与]目标"
_DECISION = re.compile(
    rf"""
      # 题为"…原则和目标"的1995年决定
      (?:题为)?["《]?{_PRINCIPLES}["》]?(?:的)?(?:1995年)?的?(?P<titled>决定[2二]?|)
      # 1995年第2号决定 / 决定2
    | (?:1995年)?(?:审议和延期大会)?(?:的|通过的)?
      (?:第(?P<number>[123一二三])号决定|决定(?P<digit>[123一二三]))(?!\d)
      # 关于加强《条约》审议进程的决定
    | 关于(?P<process>加强)(?:《?条约》?)?的?审议进程的决定
    """,
    re.X,
)
_RESOLUTION = re.compile(
    r"(?=[1审通商的关中])(?P<year>1995年)?(?:审议和延期大会)?(?:通过的|商定的)?的?(?:关于)?中东(?:问题)?的?决议"
    r"|1995年的?决议"
)
_SECTION = re.compile(
    r"(?=[2审《最的结行中第关])"
    r"(?:2010年)?(?:审议大会)?(?:《?最后文件》?)?的?(?:《?结论和建议》?|行动计划)?中?的?"
    r"第(?:四|4|IV)节"
    r"|关于中东的(?=第\d)"
)
_STONES = re.compile(r"阶石|垫脚石")


def find_outcomes(chars: str) -> Iterator[Mention]:
    """Outcomes of the conferences that a form names, beside the names of the register.

    Each reader is asked only where a word without which its forms cannot stand is there.
    """
    for words, reader in _READERS:
        if any(word in chars for word in words):
            yield from reader(chars)


def _steps(chars: str) -> Iterator[Mention]:
    for match in near(_STEPS, ("3步", "三步", "步骤"), chars):
        yield Mention(match.start(), match.end(), Role.STEPS, "steps-2000", True, "steps.count")
    if "2000年" in chars or "第六次" in chars:
        for match in near(_STEPS_OF_2000, ("步骤",), chars):
            start = match.start("noun")
            yield Mention(start, match.end(), Role.STEPS, "steps-2000", True, "steps.dated")


def _all_conferences(chars: str) -> Iterator[Mention]:
    for match in near(_CONFERENCE, ("审议大会", "延期大会", "最后文件", "成果文件"), chars):
        yield from _conferences(match)


def _decisions(chars: str) -> Iterator[Mention]:
    for match in near(_DECISION, ("决定", "原则和目标", "原则与目标"), chars):
        which = match["number"] or match["digit"]
        slug = "decision1-1995" if match["process"] else "decision2-1995"
        if which:
            slug = f"decision{'123'['123一二三'.index(which) % 3]}-1995"
        dated = "1995年" in match[0]
        rule = (
            "decision.dated" if dated else "decision.titled" if match["titled"] else "decision.bare"
        )
        yield Mention(match.start(), match.end(), Role.DECISION, slug, True, rule)


def _resolutions(chars: str) -> Iterator[Mention]:
    for match in near(_RESOLUTION, ("东决议", "的决议", "题决议", "年决议"), chars):
        rule = "resolution.dated" if match["year"] else "resolution.bare"
        yield Mention(
            match.start(),
            match.end(),
            Role.RESOLUTION,
            "me-resolution-1995",
            True,
            rule,
        )


def _sections(chars: str) -> Iterator[Mention]:
    for match in near(_SECTION, ("节", "关于中东的"), chars):
        rule = (
            "section.dated" if "2010年" in match[0] or "结论和建议" in match[0] else "section.bare"
        )
        yield Mention(match.start(), match.end(), Role.SECTION, "me-section-2010", True, rule)


def _stones(chars: str) -> Iterator[Mention]:
    for match in _STONES.finditer(chars):
        yield Mention(
            match.start(),
            match.end(),
            Role.STONES,
            "stepping-stones-2020",
            True,
            "stones.bare",
        )


def _conferences(match: re.Match[str]) -> Iterator[Mention]:
    """A conference or its Final Document; years that share the noun are one each."""
    held = "最后文件" in match[0] or "成果文件" in match[0]
    last = int(match["year"]) if match["year"] else _ORDINALS[match["ordinal"]]
    spans = [(last, match.start("year") if match["years"] else match.start(), match.end())]
    for year in re.finditer(r"\d{4}年", match["years"] or ""):
        spans.append((int(year[0][:4]), match.start() + year.start(), match.start() + year.end()))
    for value, start, end in spans:
        slug = f"final-document-{value}" if held and value in _ORDINALS.values() else ""
        yield Mention(start, end, Role.CONFERENCE, slug, bool(slug), "conference", value)


_READERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Mention]]], ...] = (
    (("步",), _steps),
    (("审议", "最后文件", "成果文件"), _all_conferences),
    (("决定", "原则和目标", "原则与目标"), _decisions),
    (("决议",), _resolutions),
    (("节", "关于中东的"), _sections),
    (("石",), _stones),
)
_DECISIONS = re.compile(
    r"第(?P<list>[123一二三]号?(?:(?:、|和|与|及|以及)第?[123一二三]号?)+)(?:号)?决定"
)


def find_decision_lists(chars: str) -> Iterator[Mention]:
    """1995年第1、2和3号决定: each by its own figure; only where 1995 stands before them."""
    if "号" not in chars or "1995年" not in chars:
        return
    for match in _DECISIONS.finditer(chars):
        if not re.search(r"1995年[^。;]{0,12}$", chars[max(0, match.start() - 30) : match.start()]):
            continue
        figures = list(re.finditer(r"第?(?P<figure>[123一二三])号?", match["list"]))
        for index, figure in enumerate(figures):
            start = match.start() if index == 0 else match.start("list") + figure.start()
            end = match.end() if index == len(figures) - 1 else match.start("list") + figure.end()
            slug = f"decision{'123'['123一二三'.index(figure['figure']) % 3]}-1995"
            yield Mention(start, end, Role.DECISION, slug, True, "decision.dated")


_OTHER_TEXT = re.compile(
    r"《(?:[^《》]{2,60}?(?:条约|公约|协定|协议|规约|宪章|议定书|章程|规则|守则|宪法|[能刑约]法))》"
    r"|(?:议事规则|规约|宪章|公约|章程|议定书)(?=第[一二三四五六七八九十\d])"
)
_OTHER_AGENDA = re.compile(
    r"《[^《》]{2,60}(?:行动计划|议程|工作计划|纲领|纲要|契约|路线图)》|(?:裁军|青年|妇女)议程"
)
_TITLE = re.compile(r"《[^《》]{2,60}》")
_BARE_TREATY = re.compile(r"(?:该|本|上述|此)?《条约》|(?:该|本|上述|此)条约")


def find_titles(chars: str) -> Iterator[Mention]:
    """Any other text by its title marks: its items are its own."""
    if "《" not in chars:
        return
    for match in _TITLE.finditer(chars):
        yield Mention(match.start(), match.end(), Role.TITLE, "", False, "title.unknown")


def find_treaties(chars: str) -> Iterator[Mention]:
    """Treaties by their title marks, whether or not the register knows them, and bare 《条约》."""
    if "《" not in chars and "条" not in chars and "议程" not in chars:
        return
    for match in near(_BARE_TREATY, ("条约",), chars):
        yield Mention(match.start(), match.end(), Role.BARE_TREATY, "", False, "treaty.bare")
    for match in near(
        _OTHER_TEXT,
        ("》", "规则第", "规约第", "宪章第", "公约第", "章程第", "议定书第"),
        chars,
    ):
        yield Mention(match.start(), match.end(), Role.TREATY, "", False, "treaty.unknown")
    for match in near(
        _OTHER_AGENDA,
        ("行动计划》", "议程", "工作计划》", "纲领》", "纲要》", "契约》", "路线图》"),
        chars,
    ):
        yield Mention(match.start(), match.end(), Role.OTHER_PLAN, "", False, "plan.other")
