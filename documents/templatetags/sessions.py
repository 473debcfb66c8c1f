"""Short names of sessions, for charts and narrow tables."""

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.models import Session

register = template.Library()

_ORDINALS = {1: "I", 2: "II", 3: "III", 4: "IV"}
_COMMITTEE = _("%(year)s筹委会%(ordinal)s")
_CONFERENCE = _("%(year)s审议大会")
_NONE = pgettext_lazy("short, in a chart", "届会未注明")


@register.filter
def session_short(session: Session | None) -> str:
    """A session in a few characters: 2026筹委会III, 2020审议大会."""
    if session is None:
        return str(_NONE)
    year = session.key.split("-")[1]
    if session.key.startswith("pc-"):
        return str(_COMMITTEE) % {"year": year, "ordinal": _ORDINALS.get(session.ordinal, "")}
    return str(_CONFERENCE) % {"year": year}
