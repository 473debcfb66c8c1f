"""Decisions: what people changed of the evidence, when, and why."""

from django.conf import settings
from django.db import models


class Decision(models.Model):
    """One decision of a person on a citation, a report or a document; never changed afterwards.

    `before` and `after` hold what it changed, `{field: value}` with public keys. The citation is
    named by its id, not linked: a decision outlives what it was made on. One on a suggestion names
    it in `after`: `{"suggestion": key, "path": path, ...}`.
    """

    class Action(models.TextChoices):
        ACCEPT = "accept"
        REJECT = "reject"
        ADD = "add"
        NOTE = "note"
        UNDO = "undo"
        CLOSE_REPORT = "close-report"
        WITHDRAW = "withdraw"
        REINSTATE = "reinstate"
        MEND = "mend"
        PUBLISH = "publish"

    action = models.CharField(max_length=12, choices=Action.choices)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="decisions"
    )
    citation_id = models.UUIDField(null=True, blank=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    # The name at the time: an account may go, the decision stays.
    by_name = models.CharField(max_length=150)
    note = models.TextField(blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.citation_id or self.document_id} ({self.by_name})"
