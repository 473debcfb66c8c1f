"""Samples that two people read apart: drawn by chance, judged unseen by each other, compared.

Most paragraphs cite nothing, and of those there is nothing to judge: who draws chooses the way, and
the way is told wherever the figure is, since it says what the figure means.

A judgement says of each commitment whether the paragraph cites it: those that the engine linked,
and those that a reader names as missing. What nobody names is no judgement.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from documents.agreement import Agreement, agreement
from documents.models import (
    Citation,
    Disagreement,
    Document,
    Paragraph,
    Sample,
    SampleReading,
    Suggestion,
)
from documents.querysets import NOT_SHOWN
from documents.refused import Refused

Way = Sample.Way
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


def draw(
    *,
    size: int,
    seed: int,
    by: AbstractBaseUser,
    way: str = Way.HALF,
    document: Document | None = None,
) -> Sample:
    """Draw paragraphs by chance, from one paper or from all; the same seed draws the same.

    Of a pool that holds fewer than are wanted of it all are drawn, and none of another in their
    place: the sample tells how many were asked for and drawn. Raises Refused when there are none.
    """
    rows = Paragraph.objects.public().filter(kind=Paragraph.Kind.PARAGRAPH)
    if document is not None:
        rows = rows.filter(version__document=document)
    asked, chance = min(size, LARGEST), random.Random(seed)
    pools: dict[str, list[int]] = {}
    drawn: list[tuple[int, int]] = []
    for name, wanted, pool in _pools(rows, way, asked):
        found = chance.sample(pool, min(wanted, len(pool)))
        pools[name] = [len(found), len(pool)]
        drawn += found
    if not drawn:
        if rows.exists():
            raise Refused("no paragraph cites or seems to cite: draw in another way")
        raise Refused("there are no paragraphs to draw from")
    return Sample.objects.create(
        way=way,
        asked=asked,
        pools=pools,
        seed=seed,
        document=document,
        items=_items([pk for _place, pk in sorted(drawn)]),
        drawn_by=by,
    )


def _pools(
    rows: QuerySet[Paragraph], way: str, asked: int
) -> list[tuple[str, int, list[tuple[int, int]]]]:
    """What a way draws from: name, how many, and each paragraph with its place in order."""
    rows = rows.order_by("version__document__slug", "position")
    if way == Way.ALL:
        return [("all", asked, list(enumerate(rows.values_list("pk", flat=True))))]
    told = enumerate(rows.annotate(citing=_citing()).values_list("pk", "citing"))
    pools: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for place, (pk, citing) in told:
        pools[citing].append((place, pk))
    if way == Way.CITING:
        return [("citing", asked, pools[True])]
    return [("citing", asked - asked // 2, pools[True]), ("other", asked // 2, pools[False])]


def _citing() -> Any:
    """Whether anything was seen in a paragraph: a link, a miss, what was rejected, a suggestion."""
    here = OuterRef("pk")
    return Exists(Citation.objects.filter(paragraph=here)) | Exists(
        Suggestion.objects.filter(paragraph=here)
    )


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
            raise Refused("this sample has two readers already")
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
            raise Refused("this reading is finished: it cannot be changed any more")
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
            raise Refused("there are paragraphs left to judge")
        if own.finished_at:
            raise Refused("this reading is finished: it cannot be changed any more")
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


def together(samples: Sequence[tuple[Sample, Agreement]]) -> list[tuple[str, int, Agreement]]:
    """How many paragraphs were read and how far readers agree, for each way of drawing by itself.

    Samples of different ways are made up differently: one figure for all would mean nothing.
    """
    return [
        (
            way,
            sum(len(sample.items) for sample, _found in samples if sample.way == way),
            sum((found for sample, found in samples if sample.way == way), Agreement()),
        )
        for way in Way.values
        if any(sample.way == way for sample, _found in samples)
    ]


def settle(*, disagreement: Disagreement, by: AbstractBaseUser) -> None:
    """Take a disagreement from the queue: it was talked over."""
    rows = Disagreement.objects.filter(pk=disagreement.pk, settled_at=None)
    rows.update(settled_at=timezone.now(), settled_by_name=by.get_username())
