"""What the analysts' pages show: the words of a choice, headings that sort, what to keep."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.models import Pillar
from documents.filters.facets import Choice, Facet
from documents.filters.vocabulary import NONE, Term
from documents.tables import citations
from documents.tables.table import Ordering
from documents.templatetags.wording import addressee_words, kind_words, level, status_words

register = template.Library()

REVIEW_STATES = {
    "unreviewed": pgettext_lazy("review", "未复核"),
    "accepted": pgettext_lazy("review", "已确认"),
    "rejected": pgettext_lazy("review", "已否定"),
    "flagged": pgettext_lazy("review", "待核对"),
}
CODES = {
    "kind": kind_words,
    "status": status_words,
    "addressee": addressee_words,
    "pillar": lambda code: str(Pillar(code).label),
    "review_state": lambda code: str(REVIEW_STATES[code]),
}
FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"), ("jsonl", "JSON Lines"))


def _local(term: Term) -> str:
    return term.zh if (get_language() or "zh").startswith("zh") else term.en


@register.simple_tag
def choice_words(name: str, term: Term) -> str:
    """A choice of a filter in the reader's language."""
    if name in CODES:
        return CODES[name](term.code)
    if term.code == NONE:
        return gettext("没有执行动词") if name == "verb" else gettext("审议周期未注明")
    if name == "cycle":
        return gettext("%(year)s年") % {"year": term.code}
    return _local(term)


@register.simple_tag
def choices(facet: Facet, offered: list[Choice]) -> SafeString:
    """Choices of a filter as boxes to tick: hundreds stand on a page."""
    rows = (
        f'<li><label><input type="checkbox" name="{escape(facet.name)}"'
        f' value="{escape(each.term.code)}"{" checked" if each.chosen else ""}>'
        f" <span>{escape(choice_words(facet.name, each.term))}</span>"
        f' <span class="n">{each.count}</span></label></li>\n'
        for each in offered
    )
    # Numbers, and words that were escaped.
    return mark_safe(f'<ul class="choices">\n{"".join(rows)}</ul>')  # noqa: S308


@register.simple_tag
def party_names(terms: list[Term]) -> str:
    """Names of parties in one line."""
    return pgettext("between names", "、").join(map(_local, terms))


@register.filter
def verb_words(term: Term | None) -> str:
    """An operative verb in the reader's language."""
    return _local(term) if term else ""


@register.filter
def review_words(code: str) -> str:
    """What a reviewer found, in words."""
    return str(REVIEW_STATES.get(code, code))


@register.filter
def context_of(citation: Any) -> citations.Context:
    """A quote with the words around it."""
    return citations.context_of(citation)


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key, None without one."""
    return mapping.get(key)


@register.filter
def at(rows: Any, place: int) -> Any:
    """The row at a place of a list."""
    return rows[place]


@register.inclusion_tag("analysis/sorted.html")
def sorted_by(selection: Any, ordering: Ordering, name: str, label: str) -> dict[str, Any]:
    """A heading that sorts its column; the first click sorts numbers and dates downwards."""
    now = ordering.name == name
    other = ordering.turned if now else Ordering(name, name in LARGEST_FIRST)
    return {
        "name": name,
        "label": label,
        "href": selection.address(sort=str(other)),
        "way": ("descending" if ordering.descending else "ascending") if now else "",
    }


LARGEST_FIRST = ("paragraphs", "papers", "first", "last", "session", "cycle")


@register.inclusion_tag("analysis/downloads.html")
def downloads(selection: Any) -> dict[str, Any]:
    """Links to the same rows as files."""
    return {
        "files": [(name, selection.address(format=form)) for form, name in FORMATS],
    }


@register.simple_tag
def matrix_cells(cells: list[tuple[int, str]]) -> SafeString:
    """The numbers of one row of the matrix, each with its link: thousands stand on a page."""
    found = (
        f'<td class="t{level(number)}"><a href="{escape(href)}">{number}</a></td>'
        if number
        else '<td class="t0">0</td>'
        for number, href in cells
    )
    # Numbers, and addresses that were escaped.
    return mark_safe("".join(found))  # noqa: S308


LAYOUTS = {
    "party": _("提交方"),
    "group": _("集团（自己提交）"),
    "member_of": _("集团（成员国提交）"),
    "commitment": pgettext_lazy("one row", "承诺"),
    "theme": _("主题"),
    "pillar": _("支柱"),
    "closed": _("收起"),
    "all": _("全部展开"),
}


@register.filter
def layout_words(code: str) -> str:
    """What rows or columns of the matrix are, in words."""
    return str(LAYOUTS[code])


TABS = (
    ("citations", _("援引")),
    ("positions", _("立场")),
    ("matrix", _("矩阵")),
    ("silence", _("未援引")),
    ("compare", _("比较")),
)


@register.inclusion_tag("analysis/tabs.html", takes_context=True)
def analysis_tabs(context: template.Context) -> dict[str, Any]:
    """The way between the analysts' pages."""
    here = context["request"].resolver_match.url_name
    return {"tabs": [(name, label, name == here) for name, label in TABS]}
