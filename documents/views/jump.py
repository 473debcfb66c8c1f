"""The jump box: from a few typed characters straight to the page."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.models import Body, Commitment, Group, Instrument, State
from documents.jump import Reading, read
from documents.models import Document

EXAMPLES = (
    "5c",
    _("行动5(c)"),
    _("步骤9"),
    _("第六条"),
    _("第三条第1款"),
    _("阶石8"),
    _("决定2第4(c)段"),
    _("中国"),
    "nam",
)


@require_safe
def jump(request: HttpRequest) -> HttpResponse:
    """Lead to what `?q=` names; list the readings where there are several, else search for it."""
    text = request.GET.get("q", "").strip().replace("\x00", "")
    found = [*Document.objects.public().named(text), *rows_of(read(text))]
    if len(found) == 1:
        return redirect(found[0])
    if text and not found:
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
    context = {"text": text, "found": found, "examples": EXAMPLES}
    return render(request, "jump/readings.html", context, status=200 if found else 404)


def rows_of(readings: list[Reading]) -> list[Model]:
    """The pages of the readings, in their order."""
    ids = {kind: [row.id for row in readings if row.kind == kind] for kind in _KINDS}
    rows = {
        (kind, getattr(row, field)): row
        for kind, sources in _KINDS.items()
        if ids[kind]
        for known, field in sources
        for row in known.current().filter(**{f"{field}__in": ids[kind]})
    }
    return [rows[row.kind, row.id] for row in readings if (row.kind, row.id) in rows]


# A commitment is named with its instrument.
_KINDS = {
    "commitment": ((Commitment.objects.select_related("instrument"), "key"),),
    "instrument": ((Instrument.objects, "slug"),),
    "party": ((State.objects, "code"), (Group.objects, "slug"), (Body.objects, "slug")),
}
