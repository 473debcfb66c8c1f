"""Pages of those who speak: States, groups and bodies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Body, Group, State
from documents import parties, positions
from documents.history import register
from documents.history.entries import Entry
from documents.memory import Memory
from documents.models import Citation, Document
from documents.views.errors import PageMissing
from documents.views.paging import page_of

DOCUMENTS_A_PAGE = 25
SUPPORTED_SHOWN = 25


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """List the parties: first those with papers held here, then all."""
    return render(request, "parties/list.html", {"directory": parties.directory()})


@require_safe
def party_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one party: its papers, and which commitments they cite."""
    party = _party(code)
    if party.party_code != code:
        return redirect(party, permanent=True)
    documents = Document.objects.public()
    cited = Citation.objects.counted().submitted_by(party)
    memory = Memory()
    tally = memory.of(lambda: positions.Tally.of(cited), "tally", party.party_code)
    held = documents.counts_of(party)
    supported = documents.supported_by(party).with_head().newest_first()[:SUPPORTED_SHOWN]
    submitted = documents.submitted_by(party).with_head().newest_first()
    page = page_of(request, submitted, DOCUMENTS_A_PAGE, count=held["submitter"])
    context = {
        "party": party,
        "page": page,
        "supported": supported if held["supporter"] else [],
        "supported_count": held["supporter"],
        "paragraph_count": tally.paragraphs,
        "grids": positions.grids(tally, cited_only=True),
        "others": positions.instruments_cited_whole(tally),
        "memberships": parties.memberships(party),
        "history": register.of_row(memory, party),
        "membership_history": _memberships(memory, party),
    }
    return render(request, "parties/party.html", context)


def _memberships(memory: Memory, party: State | Group | Body) -> list[Entry]:
    """Who came into a group and left it, or into which groups a State came; a body has none."""
    by_group, by_state = register.of_memberships(memory)
    entries = {Group: by_group, State: by_state}.get(type(party), {})
    return entries.get(party.pk, [])


def _party(code: str) -> State | Group | Body:
    """Find a party by its id; `chn` also finds CHN, but `NAM` and `nam` are two parties."""
    for written in dict.fromkeys((code, code.upper(), code.lower())):
        found = parties.find(written)
        if found is not None:
            return found
    raise PageMissing(_("登记册中没有这个国家、集团或机构。"))
