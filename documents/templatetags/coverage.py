"""Puts what the page on coverage says into words: warnings of parsing, steps of the work."""

import re

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

WARNINGS = {
    "replacement-characters": _("有字符在来源文件中已经损坏"),
    "submitters-not-recognised": _("提交方一行未能识别"),
    "supporters-not-recognised": _("支持方的脚注未能识别"),
    "tracked-changes": _("Word文件带有修订标记，按全部接受读入"),
    "not-chinese": _("正文不是中文"),
    "language-not-detected": _("未能判断语文"),
}
_REPEAT = _("段号%(number)s重复")
_GAP = _("段号从%(first)s跳到%(second)s")
# Codes that end with a number.
_COUNTED = {
    "unreadable-characters": _("有%(number)s个字符无法读出"),
    "lookalikes-mended": _("有%(number)s个形近的部首字符已改为对应的汉字"),
    "text-askew": _("有%(number)s个斜排或竖排的字符没有读入"),
    "pages-without-text": _("有%(number)s页只有图像，没有文字"),
    "formulas-left-out": _("有%(number)s个公式没有读入，请对照原件"),
}
_FORM = _("Word编号格式“%(form)s”未能识别，写为数字")
_STEPS = {
    "ingest_source": _("读入文件"),
    "process_document": _("划分段落"),
    "link_document": _("链接援引"),
}


@register.filter
def warning_words(code: str) -> str:
    """A warning in words; one without words is shown as it is."""
    if match := re.fullmatch(r"numbering-repeat:(\d+)", code):
        return str(_REPEAT) % {"number": match[1]}
    if match := re.fullmatch(r"numbering-gap:(\d+)-(\d+)", code):
        return str(_GAP) % {"first": match[1], "second": match[2]}
    name, _colon, value = code.partition(":")
    if name in _COUNTED and value.isdigit():
        return str(_COUNTED[name]) % {"number": value}
    if name == "numbering-format":
        return str(_FORM) % {"form": value}
    return str(WARNINGS.get(code, code))


@register.filter
def step_words(verb: str) -> str:
    """A step of the work in words."""
    return str(_STEPS.get(verb, verb))
