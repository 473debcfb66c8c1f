"""Puts the review into words: sections of the queue, decisions; shows its passage."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.register import load_register
from documents import references
from documents.jump import proper_key
from documents.models import Decision
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
    "correct": pgettext_lazy("decision", "改正"),
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


@register.filter
def decision_words(action: str) -> str:
    """A decision in words."""
    return str(DECISIONS.get(action, action))


@register.filter
def closing_words(decision: Decision | None) -> str:
    """How a reader's report was closed: with which decision, or by itself."""
    answer = decision.after.get("answer", "") if decision else ""
    if not answer:
        return gettext("怎样结束没有记录")
    if answer == "close":
        return gettext("只结束报告，没有改援引")
    return gettext("随这项决定结束：%(answer)s") % {"answer": decision_words(answer)}


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
