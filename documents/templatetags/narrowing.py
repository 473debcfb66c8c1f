"""Links that narrow a list by one choice, or widen it again."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.filters.facets import Choice, Facet
from documents.templatetags.analysis import choice_words

register = template.Library()

CHOSEN = ' aria-current="true"'


@register.simple_tag
def narrowings(selection: Any, facet: Facet) -> SafeString:
    """The choices of a filter as links, each with its number: hundreds stand on a page."""
    name = escape(facet.name)
    rows = (
        f'<li><a href="{escape(_narrowed(selection, facet.name, each))}#citing"'
        f"{CHOSEN if each.chosen else ''} rel=\"nofollow\""
        f' data-focus="{name}-{escape(each.term.code)}">'
        f"{escape(choice_words(facet.name, each.term))}"
        f'<span class="n">{each.count}</span></a></li>\n'
        for each in facet.choices
    )
    # Numbers, and words and addresses that were escaped.
    return mark_safe("".join(rows))  # noqa: S308


def _narrowed(selection: Any, name: str, choice: Choice) -> str:
    """The address with this choice alone in its filter; without it where it is chosen."""
    code = choice.term.code
    return selection.without(name, code) if choice.chosen else selection.address(**{name: code})
