"""Puts codes and names into the reader's language: kinds, reasons, addressees, dates, parties."""

from typing import Any

from django import template
from django.urls import reverse, translate_url
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.models import Body, Commitment, Group, Instrument, State
from documents import positions, references
from documents.models import Document

register = template.Library()

KINDS = {
    "explicit": _("明确援引"),
    "listed": _("列举"),
    "range": _("范围"),
    "collective": _("整体援引"),
    "carried": _("承前"),
    "enumerated": _("逐项列出"),
    "suggested": _("按主题推荐"),
}
STATUSES = {
    "linked": _("已链接"),
    "ambiguous": _("有多种解读，未链接"),
    "unresolved": _("未能链接"),
}
# Why a citation is not linked, or why a field of the head is empty.
REASONS = {
    "not-stated": _("文件中没有写明"),
    "no-header": _("文本没有文件头"),
    "not-recognised": _("文件中的写法未能识别"),
    "other-body": _("文件头所写的不是《不扩散条约》的会议"),
    "cycle-not-stated": _("文件中没有写明审议周期"),
    "dates-reversed": _("文件所写的日期先后颠倒"),
    "no-antecedent": _("前文没有说明是哪份文书"),
    "no-such-item": _("该文书没有这一编号"),
    "no-such-part": _("该项没有这一分项"),
    "reversed-range": _("起止编号先后颠倒"),
    "two-readings": _("有两种以上解读"),
    "cannot-exist": _("不可能有这一编号"),
    "body-not-named": _("没有写明是哪个机关的决议或决定"),
}
ADDRESSEES = {
    "all-parties": _("所有缔约国"),
    "all-states": _("所有国家"),
    "NWS": _("核武器国家"),
    "NNWS": _("无核武器国家"),
    "NWS+possessors": _("核武器国家和核拥有国"),
    "non-parties": _("非缔约国"),
    "depositaries": _("保存国"),
    "ME-states": _("中东国家"),
    "US+Russia": _("美国和俄罗斯"),
    "US+Russia+IAEA": _("美国、俄罗斯和国际原子能机构"),
    "CTBT-ratifiers": _("《全面禁止核试验条约》批准国"),
    "states-concerned": _("有关国家"),
    "states-able": _("有能力的国家"),
    "UNSG+co-sponsors": _("联合国秘书长和决议提案国"),
    "CD": _("裁军谈判会议"),
    "IAEA": _("国际原子能机构"),
    "IAEA+OPCW": _("国际原子能机构和禁止化学武器组织"),
    "CTBTO": _("全面禁止核试验条约组织筹备委员会"),
    "DPRK": _("朝鲜民主主义人民共和国"),
}
LANGUAGES = {
    "zh": _("中文"),
    "en": _("英文"),
    "fr": _("法文"),
    "ru": _("俄文"),
    "es": _("西班牙文"),
    "ar": _("阿拉伯文"),
}
RELATIONS = {
    "language": _("另一语文"),
    "original": _("原文件"),
    "revision": _("修订本"),
    "corrigendum": _("更正"),
    "addendum": _("增编"),
    "amendment": _("修正"),
}
# The language of a passage as HTML writes it.
LANGUAGE_TAGS = {"zh": "zh-Hans"}


ROWS = {
    Commitment: pgettext_lazy("one row", "承诺"),
    Instrument: pgettext_lazy("one row", "文书"),
    State: pgettext_lazy("one row", "国家"),
    Group: pgettext_lazy("one row", "集团"),
    Body: pgettext_lazy("one row", "机构"),
    Document: pgettext_lazy("one row", "文件"),
}


@register.filter
def kind_words(code: str) -> str:
    """How a paragraph cites, in words."""
    return str(KINDS.get(code, code))


@register.filter
def status_words(code: str) -> str:
    """Whether a citation found its commitment, in words."""
    return str(STATUSES.get(code, code))


@register.filter
def reason_words(code: str) -> str:
    """A reason code in words; a code without words is shown as it is."""
    return str(REASONS.get(code, code))


@register.filter
def addressee_words(code: str) -> str:
    """To whom a commitment is addressed, in words."""
    return str(ADDRESSEES.get(code, code))


@register.filter
def language_words(code: str) -> str:
    """A language in words."""
    return str(LANGUAGES.get(code, code))


@register.filter
def relation_words(kind: str) -> str:
    """What a document is to another of the same symbol, in words."""
    return str(RELATIONS.get(kind, kind))


@register.filter
def language_tag(code: str) -> str:
    """The `lang` attribute of a passage in this language."""
    return LANGUAGE_TAGS.get(code, code)


@register.filter
def cite(commitment: Any) -> str:
    """How a commitment is called in the reader's language, without its instrument."""
    return references.cite(commitment)


@register.filter
def summary(commitment: Any) -> str:
    """The project's summary in the reader's language."""
    return references.local(commitment, "summary")


@register.filter
def source_note(instrument: Any) -> str:
    """Where in its document an instrument stands, in the reader's language."""
    return references.local(instrument, "symbol_note")


@register.filter
def key_address(key: str) -> str:
    """The page of a commitment key or an instrument slug."""
    slug, colon, number = key.partition(":")
    if colon:
        return reverse("commitment", kwargs={"instrument": slug, "number": number})
    return reverse("instrument", kwargs={"slug": slug})


@register.filter
def called(row: Any) -> str:
    """The name of a party, session, instrument or theme in the reader's language."""
    return references.local(row, "name") if row else ""


@register.filter
def label(row: Any) -> str:
    """What a link to a commitment, instrument, party or document says."""
    if isinstance(row, Commitment):
        return references.cite(row)
    return str(row) if isinstance(row, Document) else references.local(row, "name")


@register.filter
def kind_of(row: Any) -> str:
    """What a row is: a commitment, an instrument, a State, a group, a body, a document."""
    return str(ROWS[type(row)])


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key, 0 without one."""
    return mapping.get(key, 0)


@register.filter
def across(membership: Any, party: Any) -> Any:
    """The other end of a membership: a State's group, a group's State."""
    return membership.group if isinstance(party, State) else membership.state


@register.filter
def meeting_days(document: Any) -> str:
    """The days of the meeting as printed in the head."""
    if not document.starts or document.starts == document.ends or not document.ends:
        return references.local_date(document.starts)
    days = {"first": references.local_date(document.starts)}
    return gettext("%(first)s至%(last)s") % (days | {"last": references.local_date(document.ends)})


@register.filter
def parties_called(parties: list[Any]) -> str:
    """Names of parties in one line."""
    return references.party_line(parties)


@register.filter
def day(value: Any) -> str:
    """A date as the reader's language writes it."""
    return references.local_date(value)


@register.filter
def paragraph_called(path: str) -> str:
    """A paragraph by its path, in words."""
    return references.paragraph_words(path)


@register.filter
def submitters(document: Any) -> list[Any]:
    """The parties that put a paper forward."""
    return positions.submitters(document)


@register.filter
def supporters(document: Any) -> list[Any]:
    """The parties that back a paper."""
    return positions.supporters(document)


@register.filter
def depth(path: str) -> int:
    """How far a paragraph is indented, from 0 to 4."""
    return min(path.count("."), 4)


@register.filter
def level(count: int) -> int:
    """A step of the tint from 0 (none) to 4."""
    return sum(count >= least for least in (1, 2, 5, 20))


@register.simple_tag(takes_context=True)
def address_in(context: template.Context, code: str) -> str:
    """The address of this page in another language; its home page where this is no page."""
    request = context["request"]
    here = request.get_full_path()
    there = translate_url(here, code)
    return there if there != here or here.startswith(f"/{code}/") else f"/{code}/"
