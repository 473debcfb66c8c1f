"""Pages on which editors hand files in and see what becomes of them."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile as SentFile
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import holding, jobs, tasks, uploads
from documents.limits import Limit
from documents.models import Upload, UploadedFile
from documents.models.report import NOTE_LENGTH
from documents.readers import FORMATS, archive
from documents.receiving import Receiver, receive_on
from documents.refused import Refused
from documents.sources import MAX_BYTES, check_size
from documents.templatetags.refusals import refusal_words
from documents.uploads import Handed
from documents.views.access import is_of_ours, needs
from documents.views.errors import PageMissing, error_page, too_many

UPLOADS_SHOWN = 20
WAITING_SHOWN = 100
LIMIT = Limit("upload", most=60, seconds=600)
RIGHT = "documents.upload"


# The token is checked within: whoever has no right is turned away before the body is read.
@csrf_exempt
@needs(RIGHT)
def upload_page(request: HttpRequest) -> HttpResponse:
    """Show the form; take the files that are sent, each on its own."""
    receiver = receive_on(request)
    return _upload_page(request, receiver)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _upload_page(request: HttpRequest, receiver: Receiver) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    if not LIMIT.allows(str(request.user.pk)):
        return too_many(request, LIMIT)
    handed = handed_in(request.FILES.getlist("files"), receiver)
    if not handed:
        return _form(request, _("请先选择文件。"))
    upload, queued = uploads.receive(files=handed, by=request.user)
    tasks.send_all(queued)
    return redirect(upload)


def handed_in(sent: list[SentFile], receiver: Receiver) -> list[Handed]:
    """The files of a request, and those that were too large to be read."""
    return [
        *(Handed(file.name or "", file.read) for file in sent),
        *(Handed(name, bytes, _too_large(size)) for name, size in receiver.refused),
    ]


def _too_large(size: int) -> str:
    try:
        check_size(size)
    except Refused as error:
        return str(error)
    return ""


def _form(request: HttpRequest, problem: str = "") -> HttpResponse:
    latest = Upload.objects.annotate(n=Count("files")).order_by("-made_at", "pk")
    context = {
        "problem": problem,
        "suffixes": [*filter(None, FORMATS), archive.SUFFIX],
        "most_bytes": MAX_BYTES,
        "waiting": holding.waiting()[:WAITING_SHOWN],
        "uploads": latest[:UPLOADS_SHOWN],
    }
    return render(request, "uploads/upload.html", context, status=400 if problem else 200)


@needs(RIGHT)
@require_safe
def progress_page(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Show how far each file of an upload has come; asked again until all have settled."""
    upload = Upload.objects.filter(pk=identity).first()
    if upload is None:
        raise PageMissing(_("没有这次上交。"))
    rows = uploads.standings(upload.files.select_related("source"))
    seen = "-".join(f"{row.file.pk}.{row.state}" for row in rows)
    if request.headers.get("HX-Request") and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    queued = any(row.state == uploads.State.QUEUED for row in rows)
    context = {
        "upload": upload,
        "rows": rows,
        "seen": seen,
        "settled": sum(row.settled for row in rows),
        "down": queued and not tasks.queue_answers(),
    }
    return render(request, "uploads/progress.html", context)


@needs(RIGHT)
@require_POST
def retry(request: HttpRequest, job: int) -> HttpResponse:
    """Try failed work again, and go back to where that was asked."""
    try:
        tasks.send_all([jobs.requeue(job_id=job)])
    except Refused as error:
        return error_page(request, 409, refusal_words(error))
    return redirect(back(request))


@needs("documents.publish")
@require_POST
def discard_file(request: HttpRequest, file: int) -> HttpResponse:
    """Remove a file that could not be read."""
    found = UploadedFile.objects.filter(pk=file).select_related("source").first()
    if found is None or found.source is None:
        raise PageMissing(_("没有这份文件，或者它已被删除。"))
    try:
        holding.discard(source=found.source, by=request.user, note=note_of(request))
    except Refused as error:
        return error_page(request, 409, refusal_words(error))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """The address of ours that a form names under `next`, else the page for uploads."""
    wanted = request.POST.get("next", "")
    return wanted if is_of_ours(request, wanted) else "uploads"


def note_of(request: HttpRequest) -> str:
    """The note that a form sends, without what the database cannot hold."""
    return request.POST.get("note", "")[:NOTE_LENGTH].replace("\x00", "")
