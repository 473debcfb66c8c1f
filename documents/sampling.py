"""Samples that two people read apart: drawn by chance, judged unseen by each other, compared.

A judgement says of each commitment whether the paragraph cites it: those that the engine linked,
and those that a reader names as missing. What nobody names is no judgement.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from documents.agreement import Agreement, agreement
from documents.models import (
    Citation,
    Disagreement,
    Document,
    Paragraph,
    Sample,
    SampleReading,
)
from documents.querysets import NOT_SHOWN
from documents.refused import Refused

READERS = 2
LARGEST = 200
# Samples that the page on quality counts together.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """One commitment in one paragraph, and whether each reader says that it is cited."""

    place: int
    target: str
    quote: str
    citation: str
    first: bool
    second: bool


def draw(*, size: int, seed: int, by: AbstractBaseUser, document: Document | None = None) -> Sample:
    """Draw paragraphs by chance, from one paper or from all; the same seed draws the same."""
    rows = Paragraph.objects.public().filter(kind=Paragraph.Kind.PARAGRAPH)
    if document is not None:
        rows = rows.filter(version__document=document)
    ids = list(rows.order_by("version__document__slug", "position").values_list("pk", flat=True))
    if not ids:
        raise Refused("there are no paragraphs to draw from", code="no-paragraphs")
    places = sorted(random.Random(seed).sample(range(len(ids)), min(size, LARGEST, len(ids))))
    items = _items([ids[place] for place in places])
    return Sample.objects.create(seed=seed, document=document, items=items, drawn_by=by)


def _items(ids: Sequence[int]) -> list[dict[str, Any]]:
    """What both readers will see, as it is now."""
    paragraphs = Paragraph.objects.select_related("version__document").defer(*NOT_SHOWN)
    rows = paragraphs.in_bulk(ids)
    cited: dict[int, list[dict[str, Any]]] = {}
    citations = Citation.objects.counted().filter(paragraph__in=ids)
    for row in citations.select_related("commitment", "instrument").order_by("start", "end", "pk"):
        one = {name: getattr(row, name) for name in ("target", "quote", "start", "end")}
        cited.setdefault(row.paragraph_id, []).append({"id": str(row.pk)} | one)
    return [
        {
            "paragraph": pk,
            "slug": rows[pk].version.document.slug,
            "path": rows[pk].path,
            "text": rows[pk].text,
            "citations": cited.get(pk, []),
        }
        for pk in ids
    ]


def begin(*, sample: Sample, by: AbstractBaseUser) -> SampleReading:
    """Give this reader's own reading, begun now if it is the first or second."""
    with transaction.atomic():
        Sample.objects.select_for_update().get(pk=sample.pk)
        own = sample.readings.filter(reader=by).first()
        if own is not None:
            return own
        if sample.readings.count() >= READERS:
            raise Refused("this sample has two readers already", code="two-readers")
        return SampleReading.objects.create(sample=sample, reader=by, reader_name=by.get_username())


def judge(
    *,
    sample: Sample,
    by: AbstractBaseUser,
    place: int,
    right: Sequence[str],
    missing: Sequence[str] = (),
) -> SampleReading:
    """Keep what a reader says of one paragraph: which links are right, the others being wrong."""
    item = sample.items[place]
    ids = [each["id"] for each in item["citations"]]
    linked = {each["target"] for each in item["citations"]}
    begin(sample=sample, by=by)
    with transaction.atomic():
        row = SampleReading.objects.select_for_update().get(sample=sample, reader=by)
        if row.finished_at:
            raise Refused("this reading is finished", code="finished")
        row.answers[str(place)] = {
            "right": [each for each in ids if each in right],
            "wrong": [each for each in ids if each not in right],
            "missing": [key for key in dict.fromkeys(missing) if key not in linked],
        }
        row.save(update_fields=["answers"])
    return row


def open_place(sample: Sample, reading: SampleReading | None) -> int | None:
    """The first paragraph that a reader has not judged, None when all are."""
    answers = reading.answers if reading else {}
    return next((n for n in range(len(sample.items)) if str(n) not in answers), None)


def finish(*, sample: Sample, by: AbstractBaseUser) -> Sample:
    """Hand a whole reading in; with the second one the sample is compared."""
    with transaction.atomic():
        row = Sample.objects.select_for_update().get(pk=sample.pk)
        own = row.readings.filter(reader=by).first()
        if own is None or open_place(row, own) is not None:
            raise Refused("there are paragraphs left to judge", code="unfinished")
        if own.finished_at:
            raise Refused("this reading is finished", code="finished")
        own.finished_at = timezone.now()
        own.save(update_fields=["finished_at"])
        if row.readings.filter(finished_at__isnull=False).count() == READERS:
            row.finished_at = own.finished_at
            row.save(update_fields=["finished_at"])
            _keep_disagreements(row)
    return row


def _keep_disagreements(sample: Sample) -> None:
    # A paper may have been removed since the sample was drawn.
    drawn = [item["paragraph"] for item in sample.items]
    there = set(Paragraph.objects.filter(pk__in=drawn).values_list("pk", flat=True))
    apart = [
        unit
        for unit in units(sample)
        if unit.first != unit.second and sample.items[unit.place]["paragraph"] in there
    ]
    Disagreement.objects.bulk_create(
        Disagreement(
            sample=sample,
            paragraph_id=sample.items[unit.place]["paragraph"],
            citation_id=unit.citation or None,
            target=unit.target,
            quote=unit.quote,
        )
        for unit in apart
    )


def units(sample: Sample) -> Iterator[Unit]:
    """What the two readers judged, in reading order; needs both readings, `readings` fetched."""
    first, second = (reading.answers for reading in sample.readings.all())
    for place, item in enumerate(sample.items):
        one, two = first[str(place)], second[str(place)]
        for each in item["citations"]:
            same = {"place": place, "target": each["target"], "quote": each["quote"]}
            in_one, in_two = each["id"] in one["right"], each["id"] in two["right"]
            yield Unit(**same, citation=each["id"], first=in_one, second=in_two)
        for key in dict.fromkeys([*one["missing"], *two["missing"]]):
            named = key in one["missing"], key in two["missing"]
            yield Unit(place, key, "", "", *named)


def agreement_of(sample: Sample) -> Agreement:
    """How far the two readers of a finished sample agree."""
    return agreement((unit.first, unit.second) for unit in units(sample))


def finished() -> list[tuple[Sample, Agreement]]:
    """The samples that two people have read, the latest first, with how far they agree."""
    rows = Sample.objects.filter(finished_at__isnull=False).prefetch_related("readings")
    latest = rows.order_by("-finished_at", "-pk")[:MOST_SHOWN]
    return [(row, agreement_of(row)) for row in latest]


def settle(*, disagreement: Disagreement, by: AbstractBaseUser) -> None:
    """Take a disagreement from the queue: it was talked over."""
    rows = Disagreement.objects.filter(pk=disagreement.pk, settled_at=None)
    rows.update(settled_at=timezone.now(), settled_by_name=by.get_username())
