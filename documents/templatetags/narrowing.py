"""Links that narrow a list by one choice, or widen it again."""

from typing import Any

from django import template

from documents.filters.facets import Choice

register = template.Library()


@register.simple_tag
def narrowed(selection: Any, name: str, choice: Choice) -> str:
    """The address with this choice alone in its filter; without it where it is chosen."""
    code = choice.term.code
    return selection.without(name, code) if choice.chosen else selection.address(**{name: code})
