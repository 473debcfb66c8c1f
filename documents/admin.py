"""The evidence in the admin, read-only: what the engine found, and what is still to be done."""

import contextlib
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments.admin import ReadOnlyAdmin
from documents import jobs, tasks
from documents.models import Citation, Document, Job, Paragraph, Report, Submission, Version
from documents.refused import Refused


class SubmissionInline(admin.TabularInline):
    """Who put the paper forward, and who backs it."""

    model = Submission
    fields = ["role", "position", "state", "group", "body"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """Fetch the parties with the rows."""
        return super().get_queryset(request).select_related("state", "group", "body")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Documents, the hidden ones too."""

    list_display = [
        "slug",
        "symbol",
        "title",
        "cycle",
        "session",
        "document_date",
        "published_at",
        "withdrawn_at",
    ]
    list_filter = [
        "generated",
        ("published_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("superseded_by", admin.EmptyFieldListFilter),
        ("current_version", admin.EmptyFieldListFilter),
        "npt",
        "language",
        "cycle",
    ]
    list_select_related = ["cycle", "session"]
    search_fields = ["slug", "symbol", "title"]
    inlines = [SubmissionInline]


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Texts of documents, the current ones and those before."""

    list_display = ["document", "number", "source", "fidelity", "created_at"]
    list_filter = ["fidelity", "created_at"]
    list_select_related = ["document", "source"]
    search_fields = ["document__slug", "document__symbol", "source__sha256", "source__name"]


@admin.register(Paragraph)
class ParagraphAdmin(ReadOnlyAdmin):
    """Blocks of every version."""

    list_display = ["version", "position", "path", "kind", "label", "beginning"]
    list_filter = ["kind", ("states", admin.EmptyFieldListFilter)]
    list_select_related = ["version__document"]
    search_fields = ["version__document__slug", "path"]
    exclude = ["search"]
    # Counting a large table twice for one page is too slow.
    show_full_result_count = False

    @admin.display(description="text")
    def beginning(self, paragraph: Paragraph) -> str:
        """Give the first words."""
        return paragraph.text[:60]


@admin.register(Citation)
class CitationAdmin(ReadOnlyAdmin):
    """Citations and misses."""

    list_display = [
        "quote",
        "target",
        "kind",
        "status",
        "reason",
        "review_state",
        "origin",
        "document",
        "path",
    ]
    list_filter = ["status", "kind", "review_state", "origin", "reason", "rule"]
    list_select_related = ["commitment", "instrument", "paragraph__version__document"]
    search_fields = [
        "quote",
        "commitment__key",
        "instrument__slug",
        "paragraph__version__document__slug",
    ]
    show_full_result_count = False

    @admin.display(ordering="paragraph__version__document__slug")
    def document(self, citation: Citation) -> str:
        """Give the document's slug."""
        return citation.paragraph.version.document.slug

    @admin.display(ordering="paragraph__path")
    def path(self, citation: Citation) -> str:
        """Give the paragraph's path."""
        return citation.paragraph.path


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """What readers say of citations; the queue of reviewers works on it."""

    list_display = ["created_at", "state", "quote", "target", "note"]
    list_filter = ["state", "created_at"]
    list_select_related = ["citation__commitment", "citation__instrument"]
    search_fields = ["note", "citation__quote", "citation__commitment__key"]

    @admin.display(ordering="citation__quote")
    def quote(self, report: Report) -> str:
        """Give the words of the citation."""
        return report.citation.quote

    @admin.display(ordering="citation__commitment__key")
    def target(self, report: Report) -> str:
        """Give what the citation is linked to."""
        return report.citation.target or report.citation.reason


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Work: waiting, under way, done, failed."""

    list_display = ["verb", "subject", "state", "attempts", "lease_until", "reason", "changed_at"]
    list_filter = ["state", "verb", "attempts", "changed_at"]
    list_select_related = ["source", "version__document"]
    search_fields = ["reason", "source__name", "source__sha256", "version__document__slug"]
    actions = ["try_again"]

    def has_try_permission(self, request: HttpRequest) -> bool:
        """Who may hand papers in may have them tried again."""
        return request.user.has_perm("documents.upload")

    @admin.action(description=_("再试一次"), permissions=["try"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """Queue failed work again; the rest is left alone."""
        failed = chosen.filter(state=Job.State.FAILED).values_list("pk", flat=True)
        queued = []
        for pk in failed:
            # Somebody else may have been quicker.
            with contextlib.suppress(Refused):
                queued.append(jobs.requeue(job_id=pk))
        tasks.send_all(queued)
        told = _("已重新排队：%(n)d。") % {"n": len(queued)}
        self.message_user(request, told)

    @admin.display(description="on")
    def subject(self, job: Job) -> str:
        """Name the source or version."""
        return str(job.source or job.version)
