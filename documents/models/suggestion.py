"""Suggestions: what an uncited paragraph may be about, apart from every citation."""

from django.db import models
from django.db.models import Q

from documents.models.citation import Citation
from documents.querysets import SuggestionQuerySet


class Suggestion(models.Model):
    """One commitment that the engine suggests for one paragraph, with its reasons.

    It has a table of its own, so that nothing that counts citations can count it. `score` is above
    0 and at most 1; `reasons` are `{"rule", "weight", "terms": [{"term", "start", "end"}, ...]}`
    with offsets in the paragraph's text, the heaviest first.
    """

    ReviewState = Citation.ReviewState

    id = models.UUIDField(primary_key=True, editable=False)
    paragraph = models.ForeignKey(
        "documents.Paragraph", on_delete=models.CASCADE, related_name="suggestions"
    )
    commitment = models.ForeignKey(
        "commitments.Commitment", on_delete=models.PROTECT, related_name="suggestions"
    )
    score = models.FloatField()
    reasons = models.JSONField()
    # The engine that made the suggestion or changed it last.
    engine = models.CharField(max_length=60)
    # A suggestion that a person looked at stays as it is; for an accepted one a citation was made.
    review_state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.UNREVIEWED
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["paragraph", "-score", "commitment"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "commitment"], name="suggestion_once"),
            models.CheckConstraint(condition=Q(score__gt=0, score__lte=1), name="suggestion_score"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} ~ {self.commitment} ({self.score})"
