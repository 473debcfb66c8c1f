"""Uploads: files that were handed in together, and what became of each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class Upload(models.Model):
    """One handing-in of files, by an account or by a command (then without `by`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="uploads",
    )
    # The name at the time: an account may go, the trace stays.
    by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return f"{self.id} ({self.by_name})"

    def get_absolute_url(self) -> str:
        return reverse("upload-progress", kwargs={"identity": self.pk})


class UploadedFile(models.Model):
    """One file of an upload. Its state is that of its jobs; this row tells what they cannot.

    `refused` says why it was not taken; `known` that the same bytes were held already;
    `discarded_by` who removed its text before it was public. The hash stays when the source goes.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    source = models.ForeignKey(
        "documents.Source",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="uploaded",
    )
    known = models.BooleanField(default=False)
    refused = models.TextField(blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["upload", "position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="uploaded_file_position"),
            models.CheckConstraint(
                condition=Q(refused="", sha256__gt="") | (~Q(refused="") & Q(source=None)),
                name="uploaded_file_taken_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.name
