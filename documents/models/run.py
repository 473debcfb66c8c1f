"""Runs and jobs: what the engine did to a version, and what still has to be done."""

from django.db import models
from django.db.models import Q


class Run(models.Model):
    """One engine pass over a version; it makes no new version unless blocks change."""

    version = models.ForeignKey("documents.Version", on_delete=models.CASCADE, related_name="runs")
    engine = models.CharField(max_length=60)
    started_at = models.DateTimeField(auto_now_add=True)
    citations = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.version} {self.engine}"


class Job(models.Model):
    """One of the three verbs to be done on one row. This row is the truth; the broker is a hint.

    `attempts` counts the claims since the job was queued by hand and tells them apart: a claim that
    was taken over finds another number. `lease_until` is when a running job may be taken over, if
    nobody holds its row.
    """

    class Verb(models.TextChoices):
        INGEST = "ingest_source"
        PROCESS = "process_document"
        LINK = "link_document"

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    verb = models.CharField(max_length=20, choices=Verb.choices)
    source = models.ForeignKey(
        "documents.Source", null=True, blank=True, on_delete=models.CASCADE, related_name="jobs"
    )
    version = models.ForeignKey(
        "documents.Version", null=True, blank=True, on_delete=models.CASCADE, related_name="jobs"
    )
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    # Since when it waits: made, or queued again after it had settled. The sweep leaves it alone.
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(source__isnull=False, version=None) | Q(source=None, version__isnull=False)
                ),
                name="job_one_subject",
            ),
            models.UniqueConstraint(
                fields=["verb", "source"],
                condition=Q(source__isnull=False),
                name="job_once_per_source",
            ),
            models.UniqueConstraint(
                fields=["verb", "version"],
                condition=Q(version__isnull=False),
                name="job_once_per_version",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_states")]

    def __str__(self) -> str:
        return f"{self.verb} {self.source or self.version} {self.state}"
