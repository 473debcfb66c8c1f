"""Puts the names of measured sets and figures into words."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from documents.quality import Section
from documents.templatetags.wording import KINDS

register = template.Library()

NAMES = {
    "papers": _("本站所附的四份文件"),
    "hard": _("难句"),
    "tuned": _("引擎自带测试的难句"),
    "blind": _("没有看过规则的人所写的难句"),
    "reviewed": _("复核人判断过的段落"),
    "verbs": _("执行动词"),
    "suggestions": _("按主题推荐"),
    "layout": _("文件头和段落"),
    "total": _("合计"),
    "rows": _("整句全对"),
    "misses_shown": _("应列为未能链接的都已列出"),
    "header_fields": _("文件头各栏"),
    "paragraphs": _("段落划分"),
    "precision": _("精确率"),
    "recall": _("召回率"),
}


@register.filter
def figure_name(name: str) -> str:
    """A set, kind or figure in words; a name without words is shown as it is."""
    return str(NAMES.get(name) or KINDS.get(name) or name.replace("_", " "))


@register.filter
def section_name(section: Section) -> str:
    """A section by its innermost name."""
    return figure_name(section.name)


@register.filter
def percent(value: Any) -> str:
    """A share as a percentage with one decimal; a dash of nothing."""
    return "–" if value is None else f"{value * 100:.1f}%"
