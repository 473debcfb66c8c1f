"""Pages of the papers: the list, one paper, one paragraph."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import relations, suggested
from documents.history import links, papers
from documents.models import Citation, Document, PathRedirect
from documents.views.errors import PageGone, PageMissing
from documents.views.paging import page_of

DOCUMENTS_A_PAGE = 25


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """List the papers held here, the latest first."""
    page = page_of(request, Document.objects.public().with_head().newest_first(), DOCUMENTS_A_PAGE)
    items = Citation.objects.counted().of_items()
    here = items.filter(shown_in__pk__in=[each.pk for each in page.object_list])
    context = {"page": page, "counts": here.counts_by_document()}
    return render(request, "documents/list.html", context)


@require_safe
def document_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one paper: what its head says, and its paragraphs with what they cite."""
    document = _document(slug)
    if document is None:
        return _elsewhere(slug)
    paragraphs = document.current_version.paragraphs.readable().for_reading().with_evidence()
    blocks = list(paragraphs.select_related("states").order_by("position"))
    context = {
        "document": document,
        "replaced": _replaced(document, request.GET.get("replaced", "")),
        "blocks": [block for block in blocks if block.kind != "note"],
        "notes": [block for block in blocks if block.kind == "note"],
        "history": papers.of_document(document),
        "related": relations.related(document),
        "replaces": relations.replaced_symbols(document) if document.symbol else [],
    }
    return render(request, "documents/document.html", context)


@require_safe
def paragraph_page(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Show one paragraph with its citations, ready to be quoted."""
    document = _document(slug)
    if document is None:
        return _elsewhere(slug, path)
    paragraphs = document.current_version.paragraphs.readable().for_reading()
    paragraph = paragraphs.with_evidence().select_related("states").filter(path=path).first()
    if paragraph is None:
        return redirect("paragraph", slug=slug, path=_moved_path(document, path), permanent=True)
    before, after = paragraphs.neighbours(paragraph)
    context = {
        "document": document,
        "paragraph": paragraph,
        "suggested": suggested.of_paragraph(paragraph),
        "history": links.of_paragraph(paragraph, document),
        "before": before,
        "after": after,
    }
    return render(request, "documents/paragraph.html", context)


def _document(slug: str) -> Document | None:
    found = Document.objects.public().with_head().filter(slug=slug).first()
    if found is not None:
        # Spares a query for each paragraph that asks for its address.
        found.current_version.document = found
    return found


def _elsewhere(slug: str, path: str = "") -> HttpResponse:
    """Lead from an address where no paper is shown: to its new address, else to its revision.

    A revision may number its paragraphs anew: its head is shown, not a paragraph of the same path.
    """
    known = Document.objects.once_public().select_related("superseded_by")
    found = known.filter(slug=slug).first() or known.filter(old_slugs__slug=slug).first()
    if found is not None and found.withdrawn_at:
        raise PageGone(_("这份文件已被撤回，本站不再显示。"))
    shown = Document.objects.public()
    if found is not None and shown.filter(pk=found.superseded_by_id).exists():
        return redirect(f"{found.superseded_by.get_absolute_url()}?replaced={found.slug}")
    if found is None or found.slug == slug or not shown.filter(pk=found.pk).exists():
        raise PageMissing(_("这里没有这份文件。"))
    if path:
        return redirect("paragraph", slug=found.slug, path=path, permanent=True)
    return redirect(found, permanent=True)


def _replaced(document: Document, slug: str) -> Document | None:
    """The earlier paper from whose address the reader was led to this one."""
    if not slug or "\x00" in slug:
        return None
    earlier = Document.objects.once_public().filter(superseded_by=document, withdrawn_at=None)
    return earlier.filter(slug=slug).first()


def _moved_path(document: Document, path: str) -> str:
    found = PathRedirect.objects.filter(document=document, old_path=path).first()
    if found is None:
        raise PageMissing(_("这份文件没有这一段。"))
    if not found.new_path:
        raise PageMissing(_("这一段原来在这份文件里，但现行文本已不再载有该段。"))
    return found.new_path
