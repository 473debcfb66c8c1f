"""Puts into words how a sample was drawn, and what that means for the figure made of it."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Sample

register = template.Library()

WAYS = {
    "half": gettext_lazy("两类各半"),
    "citing": gettext_lazy("有援引或像有援引的段落"),
    "all": gettext_lazy("全部段落"),
}
MEANINGS = {
    "half": gettext_lazy(
        "一半抽自有援引或像有援引的段落，一半抽自其余段落：样本中有援引的段落所占的比例，不是收录的文件中的比例。"
    ),
    "citing": gettext_lazy(
        "只抽自有援引或像有援引的段落：机器在其余段落里漏掉了什么，这个数字没有说。"
    ),
    "all": gettext_lazy(
        "抽自全部段落，构成与收录的文件相同；但多数段落没有援引，卡帕系数只出自少数段落。"
    ),
}


@register.filter
def way_words(way: str) -> str:
    """Name a way of drawing."""
    return str(WAYS.get(way, way))


@register.filter
def way_meaning(way: str) -> str:
    """Say what a way of drawing means for how far readers agree."""
    return str(MEANINGS.get(way, ""))


@register.filter
def drawn_words(sample: Sample) -> list[str]:
    """Say how many were drawn of how many, for each pool; nothing where that was not kept."""
    words = {
        "citing": _("有援引或像有援引的段落%(there)s段，抽出%(drawn)s段"),
        "other": _("其余段落%(there)s段，抽出%(drawn)s段"),
        "all": _("全部段落%(there)s段，抽出%(drawn)s段"),
    }
    return [
        words[name] % {"drawn": sample.pools[name][0], "there": sample.pools[name][1]}
        for name in words
        if name in sample.pools
    ]


@register.filter
def is_short(sample: Sample) -> bool:
    """Whether fewer paragraphs were drawn than were asked for."""
    return sample.asked is not None and len(sample.items) < sample.asked
