"""A paragraph's permanent address and its entries for bibliographies."""

from typing import Any

from django import template

from documents import bibliography, references

register = template.Library()


def permanent(context: template.Context, paragraph: Any) -> str:
    """The whole address of a paragraph without a language."""
    return context["request"].build_absolute_uri(references.permanent_path(paragraph))


@register.simple_tag(takes_context=True)
def bibtex(context: template.Context, paragraph: Any) -> str:
    """The paragraph as BibTeX."""
    return bibliography.bibtex(paragraph, permanent(context, paragraph))


@register.simple_tag(takes_context=True)
def ris(context: template.Context, paragraph: Any) -> str:
    """The paragraph as RIS."""
    return bibliography.ris(paragraph, permanent(context, paragraph))
