"""Two papers side by side: which paragraphs stayed, changed, went and came, and what they cite."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from documents import alignment
from documents.models import Citation, Document, Paragraph, Submission
from documents.positions import submitters
from documents.text.difference import Run, difference

# Papers with more paragraphs than this are not compared: it would take too long for a page.
MOST_PARAGRAPHS = 600
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the first paper, of the second, or of both; `runs` when the text changed."""

    change: str
    first: Paragraph | None
    second: Paragraph | None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring pairs with the same change; those of unchanged text are folded away."""

    change: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A commitment or instrument with the paragraphs that cite it."""

    target: Any
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs from the first paper to the second."""

    stretches: tuple[Stretch, ...]
    counts: dict[str, int]
    no_longer: tuple[Cited, ...]
    new: tuple[Cited, ...]
    still: tuple[Cited, ...]


def compare(first: Document, second: Document) -> Comparison | None:
    """Compare the current texts of two papers; None when they are too long for that."""
    old, new = _paragraphs(first), _paragraphs(second)
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        return None
    pairs = _pairs(old, new)
    names = ("same", "changed", "removed", "added")
    cited, citing = _cited(old), _cited(new)
    return Comparison(
        stretches=tuple(_stretches(pairs)),
        counts={name: sum(pair.change == name for pair in pairs) for name in names},
        no_longer=tuple(each for key, each in cited.items() if key not in citing),
        new=tuple(each for key, each in citing.items() if key not in cited),
        still=tuple(each for key, each in citing.items() if key in cited),
    )


def same_voice(first: Document, second: Document) -> bool:
    """Whether a party put both papers forward; only then does one stop or begin to cite."""
    return bool({*map(_party_id, submitters(first))} & {*map(_party_id, submitters(second))})


def _party_id(party: Any) -> tuple[str, int]:
    return party._meta.model_name, party.pk


def choices(first: Document | None) -> QuerySet[Document]:
    """Papers to choose from, the latest first; with `first` those of the same submitters."""
    documents = Document.objects.public().with_head().newest_first()
    if first is None:
        return documents[:MOST_CHOICES]
    same = Submission.objects.filter(role=Submission.Role.SUBMITTER).exclude(document=first)
    mine = first.submissions.filter(role=Submission.Role.SUBMITTER)
    found = same.none()
    for name in ("state", "group", "body"):
        ids = mine.filter(**{f"{name}__isnull": False}).values(name)
        found |= same.filter(**{f"{name}__in": ids})
    return documents.filter(pk__in=found.order_by().values("document"))[:MOST_CHOICES]


def _paragraphs(document: Document) -> list[Paragraph]:
    rows = document.current_version.paragraphs.readable().for_reading().with_evidence()
    found = list(rows.order_by("position"))
    for row in found:
        # Spares a query for each address.
        row.version = document.current_version
        row.version.document = document
    return found


def _pairs(old: list[Paragraph], new: list[Paragraph]) -> list[Pair]:
    """Every paragraph of both papers once, in the second's order; what went stands in its place."""
    places = {row.path: place for place, row in enumerate(old)}
    paths = alignment.align(list(map(_passage, old)), list(map(_passage, new)))
    partners = [places.get(path) for path in paths]
    gone = [place for place in range(len(old)) if place not in partners]
    pairs: list[Pair] = []
    for row, partner in zip(new, partners, strict=True):
        while partner is not None and gone and gone[0] < partner:
            pairs.append(Pair("removed", old[gone.pop(0)], None))
        pairs.append(_pair(None if partner is None else old[partner], row))
    return [*pairs, *(Pair("removed", old[place], None) for place in gone)]


def _passage(row: Paragraph) -> alignment.Passage:
    return alignment.Passage(row.path, row.parent, row.kind, row.text)


def _pair(first: Paragraph | None, second: Paragraph) -> Pair:
    if first is None:
        return Pair("added", None, second)
    if _passage(first).key == _passage(second).key:
        return Pair("same", first, second)
    return Pair("changed", first, second, tuple(difference(first.text, second.text)))


def _stretches(pairs: list[Pair]) -> Iterable[Stretch]:
    run: list[Pair] = []
    for pair in pairs:
        if run and run[-1].change != pair.change:
            yield Stretch(run[-1].change, tuple(run))
            run = []
        run.append(pair)
    if run:
        yield Stretch(run[-1].change, tuple(run))


def _cited(paragraphs: list[Paragraph]) -> dict[str, Cited]:
    """What these paragraphs cite, by public id, in the order of the register."""
    found: dict[str, tuple[Any, dict[int, Paragraph]]] = {}
    for row in paragraphs:
        for citation in row.evidence:
            if citation.status == Citation.Status.LINKED:
                target = citation.commitment or citation.instrument
                found.setdefault(citation.target, (target, {}))[1][row.pk] = row
    return {
        key: Cited(target, tuple(rows.values()))
        for key, (target, rows) in sorted(found.items(), key=lambda item: _rank(*item))
    }


def _rank(key: str, found: tuple[Any, Any]) -> tuple[str, int, str]:
    return key.partition(":")[0], getattr(found[0], "position", -1), key
