"""Reports: what readers say of a citation that they hold to be wrong."""

from django.db import models

NOTE_LENGTH = 1000


class Report(models.Model):
    """One reader's word that a citation is wrong. It changes nothing but the queue of reviewers.

    Nothing is kept of the reader.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    citation = models.ForeignKey(
        "documents.Citation", on_delete=models.CASCADE, related_name="reports"
    )
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("close_report", "Can close reports")]
        indexes = [models.Index(fields=["state", "-created_at"], name="report_queue")]

    def __str__(self) -> str:
        return f"{self.citation_id} ({self.state})"
