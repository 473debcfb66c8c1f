"""Citations: the stored link from a paragraph to a commitment, with its evidence."""

from django.db import models
from django.db.models import F, Q

from commitments.tracking import tracked
from documents.models.document import shown_in
from documents.querysets import CitationQuerySet


# Citations come by the hundred with every paper: their making is told by the row itself, and by the
# decision where a person made it. Moving along with its paragraph to a new text is no change.
@tracked(
    inserts=False,
    without=[
        *("version", "shown_in", "candidates", "antecedent"),
        *("verb_start", "verb_end", "created_at"),
    ],
    when=[
        *("commitment", "instrument", "kind", "status", "reason", "start", "end", "quote"),
        *("verb", "origin", "review_state"),
    ],
    indexes=[models.Index(fields=["paragraph"], name="citation_event_paragraph")],
)
class Citation(models.Model):
    """What one span of a paragraph cites. `paragraph.text[start:end] == quote`, always.

    A linked row has a commitment, or an instrument alone when it is cited as a whole. A row that is
    ambiguous or unresolved has neither, and a reason.
    """

    class Kind(models.TextChoices):
        EXPLICIT = "explicit"
        LISTED = "listed"
        RANGE = "range"
        COLLECTIVE = "collective"
        CARRIED = "carried"
        ENUMERATED = "enumerated"
        SUGGESTED = "suggested"

    class Status(models.TextChoices):
        LINKED = "linked"
        AMBIGUOUS = "ambiguous"
        UNRESOLVED = "unresolved"

    class Origin(models.TextChoices):
        AUTOMATIC = "automatic"
        PERSON = "person"

    class ReviewState(models.TextChoices):
        UNREVIEWED = "unreviewed"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        FLAGGED = "flagged"

    id = models.UUIDField(primary_key=True, editable=False)
    paragraph = models.ForeignKey(
        "documents.Paragraph", on_delete=models.CASCADE, related_name="citations"
    )
    # The paragraph's version. A trigger of the database writes it, so that counting needs not go
    # through all paragraphs; nobody else does, and a row just made shows None until it is read.
    version = models.ForeignKey(
        "documents.Version", on_delete=models.CASCADE, related_name="+", null=True, editable=False
    )
    shown_in = shown_in()
    commitment = models.ForeignKey(
        "commitments.Commitment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    instrument = models.ForeignKey(
        "commitments.Instrument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices)
    reason = models.CharField(max_length=60, blank=True)
    candidates = models.JSONField(default=list, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    rule = models.CharField(max_length=60)
    # The engine that made the reading or changed it last; one that finds the same leaves it alone.
    engine = models.CharField(max_length=60)
    # The operative verb of its clause (`documents.text.verbs`), and where it stands in the text.
    verb = models.CharField(max_length=30, blank=True)
    verb_start = models.PositiveIntegerField(null=True, blank=True)
    verb_end = models.PositiveIntegerField(null=True, blank=True)
    # {"path", "start", "end", "quote"} of the span from which the instrument or number was taken.
    antecedent = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.AUTOMATIC)
    review_state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.UNREVIEWED
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["paragraph", "start", "end"]
        permissions = [("decide", "Can decide on citations")]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="citation_span"),
            models.CheckConstraint(
                condition=(
                    Q(status="linked", commitment__isnull=False, instrument=None)
                    | Q(status="linked", commitment=None, instrument__isnull=False)
                    | (~Q(status="linked") & Q(commitment=None, instrument=None) & ~Q(reason=""))
                ),
                name="citation_target",
            ),
        ]
        indexes = [models.Index(fields=["status", "review_state"], name="citation_states")]

    def __str__(self) -> str:
        return f"{self.quote} -> {self.target or self.reason}"

    @property
    def target(self) -> str | None:
        """The commitment key or instrument slug; None when nothing is linked."""
        if self.commitment is not None:
            return self.commitment.key
        return self.instrument.slug if self.instrument is not None else None
