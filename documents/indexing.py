"""The stored search index: which rows were made another way, and how they are made anew."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from documents.models import Paragraph
from documents.text.segment import INDEX_FORMAT, search_tokens

# Postgres takes at most one megabyte of lexemes per row; this is far from it in any script.
TOKENS_LENGTH = 200_000
BATCH = 500


def tokens_of(*, text: str, kind: str) -> str:
    """What the index holds of a block: nothing of page feet and the like, which nobody seeks."""
    return "" if kind == Paragraph.Kind.ARTEFACT else search_tokens(text)[:TOKENS_LENGTH]


def stale(*, everything: bool = False) -> list[int]:
    """Ids of paragraphs whose tokens are of another format than today's; with `everything` all."""
    rows = Paragraph.objects.exclude(kind=Paragraph.Kind.ARTEFACT).order_by("pk")
    if not everything:
        rows = rows.exclude(tokens=INDEX_FORMAT).exclude(tokens__startswith=f"{INDEX_FORMAT} ")
    return list(rows.values_list("pk", flat=True))


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Part ids into what one transaction refreshes."""
    return (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))


def refresh(*, ids: Sequence[int]) -> None:
    """Make the tokens of these paragraphs anew; Postgres makes the vector from them."""
    with transaction.atomic():
        rows = list(Paragraph.objects.select_for_update().filter(pk__in=ids).only("text", "kind"))
        for row in rows:
            row.tokens = tokens_of(text=row.text, kind=row.kind)
        Paragraph.objects.bulk_update(rows, ["tokens"], batch_size=BATCH)
