"""A paragraph as a file for reference managers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import bibliography, references
from documents.models import Paragraph
from documents.views.errors import PageMissing

WRITERS = {
    "bib": (bibliography.bibtex, "application/x-bibtex"),
    "ris": (bibliography.ris, "application/x-research-info-systems"),
}


@require_safe
def paragraph_file(request: HttpRequest, slug: str, path: str, form: str) -> HttpResponse:
    """Give one paragraph as `cite.bib` or `cite.ris`."""
    if form not in WRITERS:
        raise Http404
    readable = Paragraph.objects.public().readable().with_document()
    paragraph = readable.filter(shown_in__slug=slug, path=path).first()
    if paragraph is None:
        raise PageMissing(_("这份文件没有这一段。"))
    write, kind = WRITERS[form]
    address = request.build_absolute_uri(references.permanent_path(paragraph))
    name = f"{bibliography.file_name(paragraph)}.{form}"
    return HttpResponse(
        write(paragraph, address),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
