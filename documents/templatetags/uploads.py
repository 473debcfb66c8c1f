"""Puts what becomes of uploaded files into words."""

from django import template
from django.utils.translation import gettext_lazy as _

from documents.coverage import UNEXPECTED
from documents.uploads import State

register = template.Library()

STATES = {
    State.REFUSED: _("未收下"),
    State.DISCARDED: _("已删除"),
    State.QUEUED: _("排队等候"),
    State.READING: _("正在读入"),
    State.LINKING: _("正在链接"),
    State.FAILED: _("未能读入"),
    State.READY: _("读完，等待审阅"),
    State.PUBLIC: _("已公开"),
    State.STORED: _("已存好，不是现行文本"),
}
FIDELITIES = {
    "exact": _("文件本身就是这些文字"),
    "converted": _("由另一种编码转换而来"),
    "extracted": _("从文书格式中取出"),
    "printed": _("由版面上的文字拼合而成"),
    "doubtful": _("有些文字不能确定，请与原件核对"),
}
NEXT = {
    State.REFUSED: _("按所写的原因改正后，重新上交。"),
    State.QUEUED: _("轮到时自动读入，不必守候。"),
    State.FAILED: _("如果文件有问题，请改正后重新上交；如果问题已排除，请再试一次。"),
    State.READY: _("请看一遍所读出的内容，然后发布或删除。"),
}


@register.filter
def state_words(state: str) -> str:
    """How far a file has come, in words."""
    return str(STATES.get(state, state))


@register.filter
def fidelity_words(fidelity: str) -> str:
    """How exact a text is against its file, in words; one without words as it is."""
    return str(FIDELITIES.get(fidelity, fidelity))


@register.filter
def next_words(state: str) -> str:
    """What is to be done now; empty where nothing is."""
    return str(NEXT.get(state, ""))


@register.filter
def is_unexpected(reason: str) -> bool:
    """Whether a reason is an error that nobody foresaw; it may tell of the machine."""
    return reason.startswith(UNEXPECTED)
