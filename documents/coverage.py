"""What is held here and what is not: papers with their warnings, misses, failed work, known gaps.

A paper counts as known but missing only when a held paper cites its symbol, or an editor lists it;
gaps in numbers prove nothing.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Q, QuerySet

from documents.bundled import PAPERS
from documents.models import Citation, Document, Job, Paragraph
from documents.querysets import NOT_SHOWN
from documents.refused import Refused
from documents.text.symbols import parse_symbol, symbols_in

KNOWN_FILE = "known.toml"
# What `documents.pipeline` writes of errors that nobody foresaw; they may tell of the machine.
UNEXPECTED = "unexpected "
# Places shown for one missing symbol, and failed jobs shown at most.
PLACES = 5
MOST_JOBS = 100


@dataclass(frozen=True, slots=True)
class SessionCoverage:
    """One session with its papers and those of them that were read with warnings."""

    cycle: int | None
    name_zh: str
    name_en: str
    papers: int
    warned: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A symbol that is known but not held; `cited_in` is empty when only an editor lists it."""

    symbol: str
    listed: bool
    cited_in: tuple[Paragraph, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that was given up; `reason` is empty when the error was not foreseen.

    What is `held` was to wait for an editor: its name and reason are not for everybody.
    """

    job: int
    verb: str
    name: str
    reason: str
    when: Any
    held: bool


def sessions() -> list[SessionCoverage]:
    """Papers held by cycle and session, the latest first; those without a session last."""
    rows = (
        Document.objects.public()
        .order_by(
            F("cycle__cycle_year").desc(nulls_last=True),
            F("session__starts").desc(nulls_last=True),
        )
        .values("cycle__cycle_year", "session__name_zh", "session__name_en", "session__starts")
        .annotate(n=Count("pk"), warned=Count("pk", filter=~Q(current_version__warnings=[])))
    )
    return [
        SessionCoverage(
            row["cycle__cycle_year"],
            row["session__name_zh"] or "",
            row["session__name_en"] or "",
            row["n"],
            row["warned"],
        )
        for row in rows
    ]


def misses_by_reason() -> list[dict[str, Any]]:
    """How many citations are not linked, by status and reason, the commonest first."""
    rows = Citation.objects.unresolved().order_by().values("status", "reason")
    return list(rows.annotate(n=Count("pk")).order_by("-n", "status", "reason"))


def misses(reason: str = "") -> QuerySet[Citation]:
    """Citations that are not linked, with their papers, in reading order."""
    found = Citation.objects.unresolved().select_related(
        "paragraph__version__document__session", "paragraph__version__document__cycle"
    )
    found = found.defer(*(f"paragraph__{name}" for name in NOT_SHOWN))
    if reason:
        found = found.filter(reason=reason)
    return found.order_by(
        "paragraph__version__document__slug", "paragraph__position", "start", "end", "pk"
    )


def failures() -> list[Failure]:
    """Work that was given up, the latest first; generated papers are left out."""
    jobs = (
        Job.objects.filter(state=Job.State.FAILED)
        .exclude(source__generated=True)
        .exclude(version__document__generated=True)
        .select_related("source", "version__source")
        .order_by("-changed_at", "-pk")[:MOST_JOBS]
    )
    return [_failure(job) for job in jobs]


def missing() -> list[Missing]:
    """Symbols that are cited or listed but not held, in order. Raises Refused as `listed` does."""
    known = listed()
    cited: dict[str, list[Paragraph]] = {}
    for paragraph in _naming_symbols():
        for symbol in symbols_in(paragraph.text):
            cited.setdefault(symbol, []).append(paragraph)
    held = _held({*known, *cited})
    return [
        Missing(
            symbol,
            symbol in known,
            tuple(cited.get(symbol, ())[:PLACES]),
            max(0, len(cited.get(symbol, ())) - PLACES),
        )
        for symbol in sorted({*known, *cited} - held)
    ]


def listed(folder: Path = PAPERS) -> frozenset[str]:
    """The editor's list; raises Refused, with what to do, when the file is malformed."""
    path = folder / KNOWN_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{KNOWN_FILE} cannot be read: {error}") from error
    symbols = table.get("symbols", [])
    if set(table) - {"symbols"} or not isinstance(symbols, list):
        raise Refused(f"{KNOWN_FILE}: give one list, `symbols`, and nothing else")
    for symbol in symbols:
        if not isinstance(symbol, str) or parse_symbol(symbol) is None:
            raise Refused(f"{KNOWN_FILE}: {symbol!r} is not a symbol such as NPT/CONF.2026/WP.1")
    return frozenset(symbols)


def _naming_symbols() -> Iterable[Paragraph]:
    """Readable paragraphs that hold a symbol of the series; the index narrows."""
    words = SearchQuery("'npt' & 'conf'", config="simple", search_type="raw")
    paragraphs = Paragraph.objects.public().readable().filter(search=words)
    return (
        paragraphs.for_reading()
        .select_related("version__document")
        .order_by("version__document__slug", "position")
    )


def _held(symbols: set[str]) -> set[str]:
    """Those that are held, in whatever language; a revision stands for its first text."""
    held = Document.objects.public().exclude(symbol="").values_list("symbol", flat=True)
    bases = {symbol.partition("/Rev.")[0] for symbol in held.iterator()}
    bases |= {base.partition("(")[0].strip() for base in bases}
    return {symbol for symbol in symbols if symbol.partition("/Rev.")[0] in bases}


def _failure(job: Job) -> Failure:
    source = job.source or job.version.source
    reason = "" if job.reason.startswith(UNEXPECTED) else job.reason
    held = "hold" in job.options or (job.version is not None and job.version.held)
    return Failure(job.pk, job.verb, source.name, reason, job.changed_at, held)
