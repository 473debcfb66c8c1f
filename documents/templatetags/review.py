"""Puts the review into words: sections of the queue, decisions, refusals; shows its passage."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.register import load_register
from documents import references
from documents.jump import proper_key
from documents.templatetags.evidence import Span, marked

register = template.Library()

# Each section of the queue: its name, and what is to be done.
SECTION_WORDS = {
    "reported": (_("读者报告"), _("读者认为有误的援引，报告多的在前。")),
    "ambiguous": (_("有多种解读"), _("可能指不止一项承诺，没有链接。点一下所指的一项即可。")),
    "flagged": (_("失去原文"), _("有人核对过，但文件的新文本里已没有那些字。")),
    "unresolved": (_("未能链接"), _("像是援引，却没有链接，附有原因。")),
    "disagreements": (_("两人判断不一"), _("两人各自读过同一批段落，在这些地方判断不同。")),
    "suggested": (_("推断"), _("由词语推断的承诺，推断强的在前。确认后成为援引，否定后不再显示。")),
    "fidelity": (_("读入不可靠"), _("读入时有问题的文件，问题多的在前。")),
    "headers": (_("文件头有缺"), _("文件头有几栏空着，附有原因，空得多的在前。")),
}
DECISIONS = {
    "accept": pgettext_lazy("decision", "确认"),
    "reject": pgettext_lazy("decision", "否定"),
    "add": pgettext_lazy("decision", "加上链接"),
    "note": pgettext_lazy("decision", "写下说明"),
    "undo": pgettext_lazy("decision", "撤销"),
    "close-report": pgettext_lazy("decision", "结束报告"),
    "withdraw": pgettext_lazy("decision", "撤回文件"),
    "reinstate": pgettext_lazy("decision", "恢复文件"),
}
FIELDS = {
    "symbol": _("文号"),
    "title": _("标题"),
    "submitters": _("提交方"),
    "supporters": _("支持方"),
    "session": _("届会"),
    "session_key": _("届会"),
    "review_cycle": _("审议周期"),
    "starts": _("会议日期"),
    "ends": _("会议日期"),
    "venue": _("会议地点"),
    "document_date": _("文件日期"),
    "language": _("语文"),
    "original_language": _("原文语文"),
}
# Why a step was refused, by the code of `Refused`.
REFUSALS = {
    "overtaken": _("您打开这一页之后，别人已作了决定，或者文本已重新读过。您的决定没有保存，"
                   "您写的字还在下面。请看过现在的状态再决定。"),
    "symbol-taken": _("另一份文件已有这个文号，没有作任何更改。请先更正那份文件的文号，"
                      "或再看一看这里的文号。"),
    "no-link": _("这里没有链接任何承诺：请指明所援引的对象，或者否定。"),
    "undecided": _("这条援引还没有任何决定，无可撤销。"),
    "same": _("现在链接的就是这个对象和这些字：请改对象，或者改原文的起止。"),
    "closed": _("这份报告已经结束。"),
    "gone": _("这条援引已不存在：文本或规则更新后不再有它。"),
    "decided": _("这条援引已经是这个状态。"),
    "no-span": _("请选出原文中的字：起止须在本段之内，且不能只有空白。"),
    "no-words": _("本段没有这些字，请照原文写。"),
    "earlier": _("这是文件较早的文本，请在现行文本上决定。"),
    "taken": _("这些字已经链接到同一个对象：请先去掉那条链接。"),
    "no-target": _(
        "登记册里没有这个对象。可以写 5c、行动5(c)、第六条，"
        "或 action-plan-2010:5c 这样的编号。"
    ),
    "no-note": _("请写下要记录的说明。"),
    "no-paragraphs": _("没有可抽的段落。"),
    "two-readers": _("这份样本已有两位读者。"),
    "unfinished": _("还有段落没有判断完。"),
    "finished": _("您已交出判断，不能再改。"),
}  # fmt: skip


@register.filter
def decision_words(action: str) -> str:
    """A decision in words."""
    return str(DECISIONS.get(action, action))


@register.filter
def refusal_words(code: str) -> str:
    """Why a step was refused; empty for a code without words."""
    return str(REFUSALS.get(code, ""))


@register.filter
def key_words(key: str) -> str:
    """A commitment or instrument by its key, in the reader's language; asks no database."""
    found = _facts().get(proper_key(key) or key)
    if found is None:
        return key
    if ":" not in key:
        return references.local(found, "name")
    instrument = _facts().get(found.instrument)
    return f"{references.local(instrument, 'name')} {references.local(found, 'cite')}"


@cache
def _facts() -> dict[str, Any]:
    known = load_register()
    return {row.key: row for row in known.commitments} | {
        row.slug: row for row in known.instruments
    }


@register.simple_tag
def reviewed_text(paragraph: Any, start: int | None, end: int | None, rows: Iterable[Any]) -> Any:
    """A paragraph with one span marked and what else it cites shaded; nothing in it leads away."""
    spans = [Span(row.start, row.end) for row in rows if row.review_state != "rejected"]
    if end:
        spans.append(Span(start or 0, end, strong=True))
    return marked(paragraph.text, spans)


@register.filter
def section_words(section: str) -> str:
    """A section of the queue by name."""
    return str(SECTION_WORDS[section][0])


@register.filter
def field_words(field: str) -> str:
    """A field of a paper's head in words."""
    return str(FIELDS.get(field, field))


@register.filter
def two_places(value: float | None) -> str:
    """A figure between -1 and 1; a dash for none."""
    return "–" if value is None else f"{value:.2f}"


@register.simple_tag
def querystring_of(queue: Any, section: str) -> str:
    """The queue that an item belongs to, as a part of its address."""
    data = queue.data.copy()
    data["queue"] = section
    return data.urlencode()
