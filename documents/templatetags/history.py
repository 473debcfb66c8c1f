"""Words of the history: who, what was done, which field, which value."""

from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from documents.history.entries import FOUND, SHOWN, Change, Entry, Named, Who, shown_to
from documents.templatetags.evidence import verb_words
from documents.templatetags.wording import kind_words, language_words, reason_words, status_words

register = template.Library()

PEOPLE = {"reviewer": _("一位复核人"), "editor": _("一位编辑")}
MACHINES = {
    "engine": _("自动识别"),
    "register": _("登记册文件的更新"),
    "unknown": _("来源未记录"),
}
ACTS = {
    "found": _("识别出援引"),
    "changed": _("更改"),
    "removed": _("删去"),
    "listed": _("列入"),
    "related": _("列为相关承诺"),
    "unrelated": _("不再列为相关承诺"),
    "accept": _("认可了这处援引"),
    "reject": _("否决了这处援引"),
    "add": _("添加了援引"),
    "undo": _("撤销了先前的决定"),
    "withdraw": _("撤回了文件"),
    "reinstate": _("恢复了文件"),
    "note": _("记下了说明"),
    "close-report": _("结束了一份报告"),
    "mend": _("补正了文件头"),
    "publish": _("公开了文件"),
}
FIELDS = {
    "target": _("援引对象"),
    "quote": _("原文"),
    "status": _("链接状态"),
    "reason": _("未链接的原因"),
    "kind": _("方式"),
    "verb": _("执行动词"),
    "review_state": _("复核状态"),
    "symbol": _("文号"),
    "title": _("标题"),
    "document_date": _("日期"),
    "language": _("语言"),
    "original_language": _("原文语言"),
    "session": _("届会"),
    "session_printed": _("文件所写的届会"),
    "cycle": _("审议周期"),
    "venue": _("地点"),
    "starts": _("会议开始"),
    "ends": _("会议结束"),
    "npt": _("属于《条约》的会议"),
    "slug": _("网址"),
    "published_at": _("公开时间"),
    "withdrawn_at": _("撤回时间"),
    "version": _("现行文本"),
    "superseded_by": _("取代它的修订本"),
    "submitters": _("提交方"),
    "supporters": _("支持方"),
    "retired": _("已撤下"),
}
REVIEW_STATES = {
    "unreviewed": _("未复核"),
    "accepted": _("已认可"),
    "rejected": _("已否决"),
    "flagged": _("待复核：原文已变"),
}
WORDS = {
    "status": status_words,
    "reason": reason_words,
    "kind": kind_words,
    "verb": verb_words,
    "language": language_words,
    "original_language": language_words,
    "review_state": lambda code: REVIEW_STATES.get(code, code),
    "version": lambda number: gettext("第%(number)s版") % {"number": number},
}


@register.inclusion_tag("history/section.html", takes_context=True)
def history(
    context: dict[str, Any], title: str, entries: list[Entry], since: datetime | None = None
) -> dict[str, Any]:
    """A closed section with what happened, as this reader may see it; nothing without entries."""
    reader = context.get("user") or AnonymousUser()
    shown = shown_to(reader, entries, since=since) if entries else []
    return {"title": title, "entries": [] if {each.act for each in shown} <= {FOUND} else shown}


@register.filter
def who_words(who: Who) -> str:
    """Name whose change it was: a person by name where it is told, else by role."""
    if who.name:
        return who.name
    return str(PEOPLE.get(who.kind) or MACHINES[who.kind])


@register.filter
def act_words(entry: Entry) -> str:
    """Say what was done."""
    if entry.act == SHOWN:
        number = next(each.after for each in entry.changes if each.field == "version")
        return gettext("第%(number)s版文本成为现行文本") % {"number": number}
    return str(ACTS.get(entry.act, entry.act))


@register.filter
def field_words(change: Change) -> str:
    """Name the field that was changed."""
    return str(FIELDS.get(change.field) or change.called or change.field)


@register.filter
def value_words(value: Any, field: str = "") -> str:
    """Put a value into words."""
    if value is None:
        return gettext("（无）")
    if isinstance(value, Named):
        return value.en if get_language() == "en" else value.zh
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list):
        return pgettext("between names", "、").join(value_words(each, field) for each in value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    return str(WORDS[field](value) if field in WORDS else value)
