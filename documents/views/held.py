"""The page of a text that waits for an editor: to be mended, published, discarded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents import headers, holding, linking
from documents.forms import HeadForm
from documents.models import Version
from documents.refused import Refused
from documents.views.access import needs
from documents.views.errors import PageMissing, error_page
from documents.views.heads import facts_of
from documents.views.unsent import written
from documents.views.uploads import note_of

NOT_SHOWN = ("header", "artefact")


@needs("documents.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def held_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a held text; do what its editor decides."""
    version = Version.objects.select_related("document", "source").filter(pk=pk).first()
    if version is None:
        raise PageMissing(_("没有这份文本，或者它已被删除。"))
    if not version.held:
        return _published(request, version)
    if request.method != "POST":
        kept = written(request)
        form = HeadForm(kept, initial=HeadForm.values_of(version.header))
        # What was seen then must still hold when it is sent.
        return _show(request, version, form, seen=kept.get("seen", "") if kept else "")
    try:
        return _do(request, version)
    except Refused as error:
        # As it is now; what was written stays in the form.
        now = Version.objects.filter(pk=pk).values_list("header", flat=True).first()
        version.header = now or version.header
        form = HeadForm(request.POST, initial=HeadForm.values_of(version.header))
        return _show(request, version, form, str(error))


def _do(request: HttpRequest, version: Version) -> HttpResponse:
    decision, note = request.POST.get("do", ""), note_of(request)
    slug = request.POST.get("slug", "").strip().replace("\x00", "")
    if one := request.POST.get("as", "").replace("\x00", ""):
        decision, slug = "publish-as", one
    if decision == "discard":
        holding.discard(source=version.source, by=request.user, note=note)
        return redirect("uploads")
    form = HeadForm(request.POST, initial=HeadForm.values_of(version.header))
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _show(request, version, form, seen=seen)
    facts = form.facts(version.header)
    version = holding.mend(version=version, facts=facts, by=request.user, seen=seen)
    if decision == "publish":
        return redirect(holding.publish(version=version, by=request.user, note=note))
    if decision == "publish-as":
        return redirect(holding.publish_as(version=version, slug=slug, by=request.user, note=note))
    return redirect("held", pk=version.pk)


def _published(request: HttpRequest, version: Version) -> HttpResponse:
    if version.document.current_version_id == version.pk:
        return redirect(version.document)
    return error_page(request, 409, _("这份文本已经发布。"))


def _show(
    request: HttpRequest, version: Version, form: HeadForm, problem: str = "", seen: str = ""
) -> HttpResponse:
    blocks, unread = [], ""
    try:
        blocks = [row for row in linking.preview(version=version) if row.kind not in NOT_SHOWN]
    except Refused as error:
        unread = str(error)
    for block in blocks:
        # Without one its marks do not lead to a page of the paragraph, which is not there yet.
        block.pk = None
    context = {
        "version": version,
        "document": version.document,
        "head": version.header,
        "form": form,
        "seen": seen or headers.stamp(version),
        "facts": facts_of(form, version.header),
        "blocks": blocks,
        "alike": holding.alike(version),
        "citations": [row for block in blocks for row in block.evidence],
        "unread": unread,
        "problem": problem,
    }
    refused = request.method == "POST" and bool(form.errors)
    status = 409 if problem else 400 if refused else 200
    return render(request, "uploads/held.html", context, status=status)
