"""Why a span counts as a citation, in plain words: what it names, and how that is known.

A sentence is a row of clauses. A clause holds its words with placeholders, names in the reader's
language (`values`), and the paper's own words (`quotes`), which stay in their language.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents.models import Citation
from documents.references import local
from documents.text.numerals import number
from documents.text.verbs import verb_list

# Whose the item is and how that is known, by the rule's name. Where a rule has no words of its
# own, those of the name before its last dot are taken.
RULES = {
    "action": _("由行动的编号而知"),
    "action.carried": _("是哪一项计划，由前文而知"),
    "action.governed": _("紧接在该计划的名称之后"),
    "action.named-before": _("该计划的名称在前面，最远在上一段"),
    "action.no-antecedent": _("前文没有说明是哪一项计划"),
    "action.npt-paper": _("《条约》的文件不另说明时，“行动”加编号即指该计划"),
    "action.other-body": _("文件属于另一机构"),
    "action.other-plan": _("属于另一项计划"),
    "action.plain-word": _("“行动”在此是普通词语"),
    "action.two-plans": _("前面还点名了另一项计划"),
    "article": _("由条款的编号而知"),
    "article.named": _("紧接在该条约的名称之后"),
    "article.npt-paper": _("《条约》的文件不另说明时，条款即指《不扩散条约》"),
    "article.other-body": _("文件属于另一机构"),
    "article.other-text": _("属于另一份文书"),
    "article.other-treaty": _("该条款属于所点名的另一项条约，故只链接该条约"),
    "article.paragraph": _("前面点名的条约就是《不扩散条约》"),
    "article.treaty": _("《条约》二字在此指《不扩散条约》"),
    "article.two-treaties": _("前面还点名了另一项条约"),
    "decision": _("由决定的编号而知"),
    "enumeration": _("字母自(a)起连续，中间没有另一项援引"),
    "letter": _("只写出字母，其所属的项由前文的援引而知"),
    "paragraph": _("由段落的编号而知"),
    "paragraph.carried": _("是哪一份文书，由前文而知"),
    "paragraph.governed": _("紧接在该文书的名称之后"),
    "paragraph.named-before": _("该文书的名称在同一句的前面"),
    "resolution": _("由决议的编号而知"),
    "step": _("由步骤的编号而知"),
    "step.governed": _("紧接在13个步骤的名称之后"),
    "step.named-near": _("附近点名了2000年审议大会或13个步骤"),
    "step.npt-paper": _("《条约》的文件不另说明时，“步骤”加编号即指13个步骤"),
    "step.of-list": _("写明是13个步骤中的一项"),
    "step.other-list": _("属于另一份清单"),
    "step.paragraph-15": _("13个步骤就是2000年《最后文件》的第15段"),
    "step.plain-word": _("“步骤”在此是普通词语"),
    "stone": _("阶石原文没有编号，编号按先后顺序"),
    "whole": _("写出了该文书的名称"),
    "whole.conference": _("写出了审议大会《最后文件》的名称"),
    "whole.package": _("写明是1995年的一揽子决定"),
    "whole.plan.bare": _("“行动计划”在此指2010年的计划，由附近的文字而知"),
    "whole.plan.count": _("以行动的数目称呼该计划"),
    "whole.decision.bare": _("以简称称呼该决定，由附近的文字而知"),
    "whole.resolution.bare": _("以简称称呼该决议，由附近的文字而知"),
    "whole.section.bare": _("以简称称呼该节，由附近的文字而知"),
    "whole.special-session": _("写明是大会第十届特别会议的《最后文件》"),
    "whole.steps.count": _("以步骤的数目称呼这13个步骤"),
    "whole.stones": _("“阶石”在此指该项宣言的附件，由附近的文字而知"),
}
# What the span names, by the citation's kind.
_ITEM = _("点名%(instrument)s的%(item)s")
_WHOLE = _("点名%(instrument)s")
_KINDS = {
    "listed": _("在一串列举中点名%(instrument)s的%(item)s"),
    "carried": _("%(quote)s承接前文的%(antecedent)s，即%(instrument)s的%(item)s"),
    "enumerated": _("先点名%(antecedent)s，再逐项写出其各分项"),
    "suggested": _("没有点名，可能是指%(instrument)s的%(item)s"),
}
_JUDGED = _("复核人判断，%(quote)s指%(instrument)s的%(item)s")
_JUDGED_WHOLE = _("复核人判断，%(quote)s指%(instrument)s")
_COLLECTIVE = _("整体提到%(instrument)s，没有指明哪一项")
_LETTERS = _("字母(%(first)s)至(%(last)s)为范围")
_NUMBERS = _("编号%(first)s至%(last)s为范围")
_RANGE = _("%(quote)s是一个范围")
_SAID_BEFORE = _("前文是%(antecedent)s")

_TO = r"\s*(?:至|到|-|~|—|–|－|～)\s*"
_LETTER_RANGE = re.compile(rf"[(（](?P<first>[a-z])[)）]{_TO}[^a-z\d]{{0,6}}(?P<last>[a-z])[)）]")
_NUMBER_RANGE = re.compile(
    rf"(?P<first>[\d一二三四五六七八九十]+)[^\d,，、]{{0,3}}{_TO}[^\d,，、]{{0,4}}"
    r"(?P<last>[\d一二三四五六七八九十]+)"
)
# 行动5(c), Action 5 (c): the item without its letter.
_LETTER = re.compile(r"\s?[(（]?[a-z][)）]?$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the sentence; `words` takes all names of `values` and `quotes`."""

    words: str
    values: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)


def why(citation: Citation) -> list[Clause]:
    """Say why a linked citation stands; needs its commitment and instrument fetched."""
    if citation.rule == "person":
        return [_judged(citation)]
    clauses = [_named(citation), *_ranged(citation)]
    if known := rule_words(citation.rule):
        clauses.append(Clause(known))
    antecedent = citation.antecedent or {}
    if antecedent.get("quote") and "%(antecedent)s" not in clauses[0].words:
        clauses.append(Clause(str(_SAID_BEFORE), quotes={"antecedent": antecedent["quote"]}))
    return clauses


def rule_words(rule: str) -> str:
    """How a rule knows what it knows; empty for a rule without words."""
    while rule:
        if rule in RULES:
            return str(RULES[rule])
        rule = rule.rpartition(".")[0]
    return ""


def verb_words(slug: str) -> str:
    """An operative verb in the reader's language; one that is not in the list as it is."""
    for verb in verb_list():
        if verb.slug == slug:
            return verb.zh if (get_language() or "zh").startswith("zh") else verb.en
    return slug


def _named(citation: Citation) -> Clause:
    """What the span names."""
    item = citation.commitment
    if item is None:
        words = _COLLECTIVE if citation.kind == "collective" else _WHOLE
        name = local(citation.instrument, "name") if citation.instrument else ""
        return Clause(str(words), {"instrument": name})
    called = local(item, "cite")
    if citation.kind == "range" and _LETTER_RANGE.search(citation.quote):
        called = _LETTER.sub("", called)
    before = (citation.antecedent or {}).get("quote", "")
    words = _KINDS.get(citation.kind, _ITEM)
    if citation.kind in ("carried", "enumerated") and not before:
        words = _ITEM
    values = {"instrument": local(item.instrument, "name"), "item": called}
    return Clause(str(words), values, {"quote": citation.quote, "antecedent": before})


def _judged(citation: Citation) -> Clause:
    """What a person says that the span means; it may name something else, or nothing."""
    item, quotes = citation.commitment, {"quote": citation.quote}
    whole = item.instrument if item else citation.instrument
    values = {"instrument": local(whole, "name") if whole else ""}
    if item is None:
        return Clause(str(_JUDGED_WHOLE), values, quotes)
    return Clause(str(_JUDGED), values | {"item": local(item, "cite")}, quotes)


def _ranged(citation: Citation) -> list[Clause]:
    """From where to where a range runs."""
    if citation.kind != "range":
        return []
    for words, shape in ((_LETTERS, _LETTER_RANGE), (_NUMBERS, _NUMBER_RANGE)):
        if found := shape.search(citation.quote):
            ends = {name: str(number(end) or end) for name, end in found.groupdict().items()}
            return [Clause(str(words), ends)]
    return [Clause(str(_RANGE), quotes={"quote": citation.quote})]
