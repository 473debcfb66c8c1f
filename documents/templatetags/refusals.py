"""Shows why something was refused or failed, in the reader's language."""

from django import template
from django.utils.html import escape, format_html

from documents import refusals

register = template.Library()


@register.filter
def refusal_words(said: object) -> str:
    """A refusal in the reader's language, escaped; marked as English where it is left so."""
    words = refusals.told(str(said))
    if words != str(said):
        return escape(words)
    return format_html('<span lang="en">{}</span>', words) if words else ""
