"""Pages of those who speak: States, groups and bodies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Body, Group, State
from documents import positions
from documents.models import Citation, Document
from documents.views.errors import PageMissing
from documents.views.paging import page_of

DOCUMENTS_A_PAGE = 25
SUPPORTED_SHOWN = 25


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """List the parties: first those with papers held here, then all."""
    return render(request, "parties/list.html", {"directory": positions.directory()})


@require_safe
def party_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one party: its papers, and which commitments they cite."""
    party = _party(code)
    if party.party_code != code:
        return redirect(party, permanent=True)
    documents = Document.objects.public()
    cited = Citation.objects.counted().submitted_by(party)
    supported = documents.supported_by(party)
    tally = positions.Tally.of(cited)
    context = {
        "party": party,
        "page": page_of(
            request, documents.submitted_by(party).with_head().newest_first(), DOCUMENTS_A_PAGE
        ),
        "supported": supported.with_head().newest_first()[:SUPPORTED_SHOWN],
        "supported_count": supported.count(),
        "paragraph_count": cited.of_items().paragraph_count(),
        "grids": positions.grids(tally, cited_only=True),
        "others": positions.instruments_cited_whole(tally),
        "memberships": positions.memberships(party),
    }
    return render(request, "parties/party.html", context)


def _party(code: str) -> State | Group | Body:
    """Find a party by its id; `chn` also finds CHN, but `NAM` and `nam` are two parties."""
    for written in (code, code.upper(), code.lower()):
        found = (
            State.objects.current().filter(code=written).first()
            or Group.objects.current().filter(slug=written).first()
            or Body.objects.current().filter(slug=written).first()
        )
        if found is not None:
            return found
    raise PageMissing(_("登记册中没有这个国家、集团或机构。"))
