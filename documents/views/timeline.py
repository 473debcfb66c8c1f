"""The page of a timeline: a commitment, a party, or both, from session to session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Commitment
from documents import parties
from documents.timeline import timeline
from documents.views.errors import PageMissing


@require_safe
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Show how often `?commitment=` is cited and `?party=` cites; at least one is needed."""
    commitment = _commitment(_given(request, "commitment"))
    party = _party(_given(request, "party"))
    if commitment is None and party is None:
        raise PageMissing(_("请指明一项承诺或一方。"))
    context = {
        "commitment": commitment,
        "party": party,
        "timeline": timeline(commitment=commitment, party=party),
    }
    return render(request, "timeline/timeline.html", context)


def _given(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()


def _commitment(key: str) -> Commitment | None:
    if not key:
        return None
    rows = Commitment.objects.current().filter(key=key)
    found = rows.select_related("instrument").first()
    if found is None:
        raise PageMissing(_("登记册中没有这项承诺。"))
    return found


def _party(code: str) -> Any:
    if not code:
        return None
    found = parties.find(code)
    if found is None:
        raise PageMissing(_("登记册中没有这个国家、集团或机构。"))
    return found
