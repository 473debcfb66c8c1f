"""Shows suggestions: how strong a guess is, and the terms that it rests on."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.templatetags.evidence import Span, marked

register = template.Library()

# From which score on a guess is called so; scores begin at 0.5.
STRENGTHS = ((0.8, _("推断较强")), (0.65, _("推断中等")), (0.0, _("推断较弱")))


@register.filter
def strength(score: float) -> str:
    """How strong a guess is, in words."""
    return str(next(words for least, words in STRENGTHS if score >= least))


@register.simple_tag
def hinted_text(suggestion: Any) -> SafeString:
    """The paragraph with the terms of every reason marked; everything is escaped."""
    spans = {
        (term["start"], term["end"]) for reason in suggestion.reasons for term in reason["terms"]
    }
    text = suggestion.paragraph.text
    return marked(text, [Span(start, end, strong=True) for start, end in sorted(spans)])
