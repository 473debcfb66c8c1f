"""Paragraphs: the blocks of one version, each with a path that does not move."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import GeneratedField
from django.urls import reverse

from documents.models.document import shown_in
from documents.querysets import ParagraphQuerySet


class Paragraph(models.Model):
    """One block of a version: paragraph, heading, header field, note or artefact.

    `spans` and `map` are offsets into the decoded source, as `documents.text.types.Block` says.
    `tokens` are the text's words, parted by blanks: what search is done on. `themes` are its
    subjects, each slug with its terms as `[start, end]` in the text.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph"
        HEADING = "heading"
        HEADER = "header"
        NOTE = "note"
        ARTEFACT = "artefact"

    version = models.ForeignKey(
        "documents.Version", on_delete=models.CASCADE, related_name="paragraphs"
    )
    shown_in = shown_in()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    path = models.CharField(max_length=100)
    parent = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    spans = models.JSONField(default=list)
    map = models.JSONField(default=list)
    states = models.ForeignKey(
        "commitments.Commitment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_text",
    )
    themes = models.JSONField(default=dict, blank=True)
    tokens = models.TextField(blank=True)
    search = GeneratedField(
        expression=SearchVector("tokens", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "path"], name="paragraph_path"),
            models.UniqueConstraint(fields=["version", "position"], name="paragraph_position"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="paragraph_search"),
            GinIndex(fields=["themes"], name="paragraph_themes"),
            # From a citation to its version without reading the text: every count goes this way.
            models.Index(fields=["id"], include=["version"], name="paragraph_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.path}"

    def get_absolute_url(self) -> str:
        return reverse("paragraph", kwargs={"slug": self.version.document.slug, "path": self.path})


class PathRedirect(models.Model):
    """A paragraph path that an earlier version had, and where its text stands now."""

    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="old_paths"
    )
    old_path = models.CharField(max_length=100)
    new_path = models.CharField(max_length=100, blank=True, help_text="empty: the text is gone")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "old_path"], name="path_redirect_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} -> {self.new_path or '-'}"
