"""Samples that two people read apart, to see how far they agree."""

from django.conf import settings
from django.db import models


class Sample(models.Model):
    """Paragraphs drawn by chance, with what the engine cited in them at that moment.

    `items` are `{"paragraph": pk, "slug", "path", "text", "citations": [{"id", "target", "quote",
    "start", "end"}]}`: both readers judge the same, whatever a later run finds. The same seed and
    way over the same papers draw the same paragraphs. `pools` are `{pool: [drawn, there]}`, in
    paragraphs: of `all`, or of those that cite or seem to cite (`citing`) and the `other` ones.
    """

    class Way(models.TextChoices):
        HALF = "half"
        CITING = "citing"
        ALL = "all"

    way = models.CharField(max_length=10, choices=Way.choices)
    # None for samples of before this was kept; they were drawn from all paragraphs.
    asked = models.PositiveSmallIntegerField(null=True, blank=True)
    pools = models.JSONField(default=dict, blank=True)
    seed = models.PositiveIntegerField()
    document = models.ForeignKey(
        "documents.Document", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    items = models.JSONField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    drawn_at = models.DateTimeField(auto_now_add=True)
    # When the second reader was done: from then on the readings are shown.
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {len(self.items)} ({self.seed})"


class SampleReading(models.Model):
    """One reader's judgements, `{place: {"right": [id], "wrong": [id], "missing": [key]}}`.

    `place` is that of the paragraph in the sample, as a string. Nobody else sees them before both
    readers are done.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The name at the time: an account may go, the reading stays.
    reader_name = models.CharField(max_length=150)
    answers = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "reader"], name="reading_once_per_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.reader_name}"


class Disagreement(models.Model):
    """One commitment that one reader says a paragraph cites, and the other says it does not."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="disagreements")
    paragraph = models.ForeignKey(
        "documents.Paragraph", on_delete=models.CASCADE, related_name="disagreements"
    )
    # The citation judged; None for what only a reader named.
    citation_id = models.UUIDField(null=True, blank=True)
    target = models.CharField(max_length=100)
    quote = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["sample", "pk"]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.target}"
