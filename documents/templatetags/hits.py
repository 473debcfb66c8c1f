"""Shows what a search found: excerpts with their hits marked."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from documents.excerpts import Piece
from documents.templatetags.evidence import Span, marked

register = template.Library()


@register.filter
def hit_text(piece: Piece) -> SafeString:
    """A run of text with its hits marked; everything is escaped."""
    return marked(piece.text, [Span(start, end, strong=True) for start, end in piece.hits])


@register.filter
def linked(evidence: list[Any]) -> list[Any]:
    """The fetched citations of a paragraph that lead somewhere."""
    return [row for row in evidence if row.status == "linked"]
