"""The changes feed: what of the public data came, changed or went, in the order of the commits."""

import uuid

from django.db import models


class Feed(models.Model):
    """The one row that numbers the changes; who holds it, commits next (`documents.changes`).

    `epoch` tells one history from another: it changes when a database is restored from a backup,
    so that nobody goes on with a place in a history that never was. `head` is the newest number.
    """

    epoch = models.UUIDField(default=uuid.uuid4)
    head = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.epoch} {self.head}"


class Change(models.Model):
    """The last change of one public object: `digest` is that of its content, empty when it is gone.

    An object has one row, which moves to the end of the feed when the object changes; the row of
    what is gone stays, as its tombstone.
    """

    class Resource(models.TextChoices):
        """The names of the API's resources."""

        INSTRUMENTS = "instruments"
        COMMITMENTS = "commitments"
        STATES = "states"
        GROUPS = "groups"
        BODIES = "bodies"
        THEMES = "themes"
        CYCLES = "cycles"
        SESSIONS = "sessions"
        DOCUMENTS = "documents"
        PARAGRAPHS = "paragraphs"
        CITATIONS = "citations"

    class Op(models.TextChoices):
        """What a client does with its copy."""

        UPSERT = "upsert"
        DELETE = "delete"

    number = models.BigIntegerField(unique=True)
    resource = models.CharField(max_length=12, choices=Resource.choices)
    key = models.CharField(max_length=220)
    document = models.ForeignKey(
        "documents.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="changes",
    )
    digest = models.CharField(max_length=32, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "key"], name="change_once_per_object"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.op} {self.resource} {self.key}"

    @property
    def op(self) -> str:
        """`upsert` while it is there, `delete` when it is gone."""
        return self.Op.UPSERT if self.digest else self.Op.DELETE
