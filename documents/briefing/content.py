"""What a briefing holds: the chosen evidence by submitter and session, with how it was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import positions
from documents.models import Citation, Paragraph
from documents.positions import SessionEvidence
from documents.reasons import verb_words
from documents.references import local, party_line, permanent_path, reference_line

# More paragraphs than this are no briefing; it says how many are left out.
MOST = 300


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a paragraph's text: part of a citation, of an operative verb, of both, of none."""

    text: str
    cited: bool
    verb: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph: how it is cited, its words, what it cites with which verb."""

    reference: str
    path: str
    language: str
    stretches: list[Stretch]
    cites: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs of one session."""

    title: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the same submitters said, the latest session first."""

    title: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing. `paragraphs` is what the filters leave, `shown` what is in it."""

    title: str
    chapters: list[Chapter]
    filters: list[tuple[str, str]]
    paragraphs: int
    papers: int
    shown: int
    day: date
    engines: list[str]

    @property
    def left_out(self) -> int:
        """How many paragraphs do not fit."""
        return self.paragraphs - self.shown


def compose(
    *, title: str, citations: QuerySet[Citation], filters: Sequence[tuple[str, str]]
) -> Briefing:
    """Make a briefing of these counted citations; `filters` are names and values in words."""
    totals = citations.totals()
    paragraphs = list(positions.evidence(citations)[:MOST])
    chosen = citations.filter(paragraph__in=paragraphs).order_by().values_list("pk", "engine")
    engines = dict(chosen)
    chapters = [
        Chapter(
            party_line(group.parties) or _("提交方未注明"),
            [Part(_session(part), _entries(part.paragraphs, engines)) for part in group.sessions],
        )
        for group in positions.by_party(paragraphs)
    ]
    return Briefing(
        title=title,
        chapters=chapters,
        filters=list(filters),
        paragraphs=totals["paragraphs"],
        papers=totals["papers"],
        shown=len(paragraphs),
        day=timezone.localdate(),
        engines=sorted(set(engines.values())),
    )


def _session(part: SessionEvidence) -> str:
    if part.session is not None:
        return local(part.session, "name")
    if part.cycle is not None:
        return _("%(year)s年审议周期，届会未注明") % {"year": part.cycle.cycle_year}
    return _("届会未注明")


def _entries(paragraphs: Sequence[Paragraph], chosen: dict[object, str]) -> list[Entry]:
    found = []
    for paragraph in paragraphs:
        rows = [row for row in paragraph.evidence if row.pk in chosen]
        found.append(
            Entry(
                reference=reference_line(paragraph),
                path=permanent_path(paragraph),
                language=paragraph.version.document.language,
                stretches=stretches(paragraph.text, rows),
                cites=_cites(rows),
            )
        )
    return found


def _cites(rows: Sequence[Citation]) -> list[tuple[str, str]]:
    """What is cited and with which verb, each once."""
    named = (
        (local(row.commitment, "cite") if row.commitment else local(row.instrument, "name"), row)
        for row in rows
    )
    return list(dict.fromkeys((name, verb_words(row.verb)) for name, row in named))


def stretches(text: str, rows: Sequence[Citation]) -> list[Stretch]:
    """Part a text at the ends of citations and verbs; joined, the parts give the text."""
    cited = [(row.start, row.end) for row in rows]
    verbs = [(row.verb_start, row.verb_end) for row in rows if row.verb_end]
    cuts = sorted({0, len(text), *(place for span in (*cited, *verbs) for place in span)})

    def within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in spans)

    return [
        Stretch(text[start:end], within(cited, start, end), within(verbs, start, end))
        for start, end in pairwise(cuts)
    ]
