"""Documents: what was handed in (source), what it is (document), and each text of it (version)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from commitments.tracking import tracked
from documents.querysets import DocumentQuerySet


class Source(models.Model):
    """The bytes of one file as they came, stored once under their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="bytes")
    generated = models.BooleanField(default=False)
    # What an editor says of this file's head, `{field: value}` as `Version.header` has it. It
    # stands over what the engine reads, now and whenever the file is read again.
    mended = models.JSONField(default=dict, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"


# What is kept of a head besides its facts is in each version's.
@tracked(inserts=False, without=["reasons", "supplied", "generated", "created_at"])
class Document(models.Model):
    """One symbol in one language; a file without a symbol is a document of its own."""

    slug = models.SlugField(max_length=100, unique=True)
    symbol = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, default="zh")
    original_language = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=500, blank=True)
    document_date = models.DateField(null=True, blank=True)
    session_printed = models.CharField(max_length=200, blank=True)
    session = models.ForeignKey(
        "commitments.Session",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    cycle = models.ForeignKey(
        "commitments.ReviewCycle",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    venue = models.CharField(max_length=100, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    npt = models.BooleanField(null=True, help_text="False when the head names another body")
    # Why a header field is empty: {field: reason code}.
    reasons = models.JSONField(default=dict, blank=True)
    # Where a header field came from when it is not read in the paper: {field: "papers.toml"}, or
    # "editor" for what a person mended.
    supplied = models.JSONField(default=dict, blank=True)
    generated = models.BooleanField(default=False)
    current_version = models.OneToOneField(
        "documents.Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        # Who has them is said in `documents.roles`.
        permissions = [
            ("upload", "Can hand in files"),
            ("publish", "Can publish papers and mend their heads"),
            ("withdraw", "Can withdraw papers and give them back"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "language"],
                condition=~Q(symbol=""),
                name="document_symbol_language",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(starts__lte=F("ends")),
                name="document_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("document", kwargs={"slug": self.slug})


def shown_in() -> models.ForeignObject:
    """From a row of a version to the document of which that is the current text, if any.

    It has no column: both have the version's id. There is one such document at most, so the
    database expects as many rows as there are; by way of the version and its document it would
    expect next to none, and read all of them before it gives the first.
    """
    return models.ForeignObject(
        "documents.Document",
        on_delete=models.DO_NOTHING,
        from_fields=["version"],
        to_fields=["current_version"],
        related_name="+",
        null=True,
        editable=False,
    )


class SlugRedirect(models.Model):
    """An address that a document once had."""

    slug = models.SlugField(max_length=100, unique=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="old_slugs")

    def __str__(self) -> str:
        return f"{self.slug} -> {self.document.slug}"


class Version(models.Model):
    """One text of a document. Readers see only `Document.current_version`.

    A `held` text waits for an editor: it has paragraphs but no citations, and is never current.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")
    # What the engine read in the head, as `documents.headers` writes it; a document shows that of
    # its current version.
    header = models.JSONField(default=dict, blank=True)
    fidelity = models.CharField(max_length=20, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    held = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"


@tracked(indexes=[models.Index(fields=["document"], name="submission_event_document")])
class Submission(models.Model):
    """A party that puts a paper forward, or backs it in a footnote."""

    class Role(models.TextChoices):
        SUBMITTER = "submitter"
        SUPPORTER = "supporter"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="submissions")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.SUBMITTER)
    position = models.PositiveSmallIntegerField()
    state = models.ForeignKey(
        "commitments.State",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    group = models.ForeignKey(
        "commitments.Group",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    body = models.ForeignKey(
        "commitments.Body",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
    )

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "role", "position"], name="submission_position"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__isnull=False, group=None, body=None)
                    | Q(state=None, group__isnull=False, body=None)
                    | Q(state=None, group=None, body__isnull=False)
                ),
                name="submission_one_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} ({self.role})"

    @property
    def party(self) -> models.Model:
        """The State, group or body."""
        return self.state or self.group or self.body
