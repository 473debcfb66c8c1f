"""`make gold`: how exact the engine is on labelled text, and every miss and wrong link.

`make gold WRITE=1` also stores the figures in `documents/quality.json`, for the page on quality.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from documents.lexicon import build_lexicon
from documents.text.engine import engine_version
from documents.text.types import CODE_VERSION
from tests.gold.figures import Share, Tally
from tests.gold.scoring import (
    Failure,
    Result,
    score_layout,
    score_papers,
    score_sentences,
    score_suggestions,
    score_verbs,
)
from tests.gold.sets import ROOT, labels, spans

STORED = ROOT / "documents" / "quality.json"
# What a reader of the figures must know of each set.
SETS = (
    ("papers", True, "the four bundled papers, labelled by reading them"),
    ("tuned", True, "hard sentences of the engine's own tests"),
    ("blind", True, "hard sentences by a reader who had not seen the rules"),
    (
        "blind-2",
        True,
        "harder sentences by another such reader; first run: 177 of 200 rows right, "
        "408 links right, 15 wrong, 29 missing",
    ),
    ("reviewed", True, "paragraphs that reviewers decided on, from the site"),
    ("verbs", True, "operative verbs of the papers' citations"),
    ("suggestions", True, "paragraphs without explicit citation, labelled beforehand"),
)
TUNED_NOTE = (
    "Rules were written with the papers and the tuned sentences in sight. The blind sentences were "
    "written first and read once by untouched rules (the first run); since then rules have been "
    "changed for them too, so today's figure on them is one of a set that rules were tuned on."
)


@dataclass(frozen=True, slots=True)
class Measured:
    """All results of one run."""

    papers: Result
    layout: Result
    sentences: dict[str, Result]
    verbs: Result
    suggestions: Result

    @property
    def hard(self) -> Tally:
        """The hard cases of both sets together: what the floors hold."""
        return sum((each.total for each in self.sentences.values()), Tally())


def measure() -> Measured:
    """Read every set with today's engine."""
    return Measured(
        score_papers(), score_layout(), score_sentences(), score_verbs(), score_suggestions()
    )


def record(measured: Measured) -> dict[str, Any]:
    """The figures as JSON-ready values, for the page on quality."""
    results = {"papers": measured.papers, **measured.sentences}
    counts = {name: len(labels(name)) for name in ("verbs", "suggestions")}
    counts |= {name: each.shares["rows"].whole for name, each in measured.sentences.items()}
    counts["papers"] = len(spans())
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "code": CODE_VERSION,
        "engine": engine_version(build_lexicon()),
        "sets": [
            {"name": name, "rules_tuned_on": tuned, "what": what, "labels": counts[name]}
            for name, tuned, what in SETS
            if name in counts
        ],
        "note": TUNED_NOTE,
        "first_run": labels("first_run"),
        "papers": {
            "total": measured.papers.total.record(spans=True),
            "kinds": _tallies(measured.papers, spans=True),
            **_shares(measured.layout),
        },
        "hard": {
            "total": measured.hard.record(),
            **{
                name: {
                    "total": each.total.record(),
                    "sections": _tallies(each),
                    **_shares(each),
                }
                for name, each in measured.sentences.items()
            },
        },
        "verbs": _shares(measured.verbs),
        "suggestions": _shares(measured.suggestions),
        "failures": {
            name: [asdict(failure) for failure in each.failures]
            for name, each in (*results.items(), *_others(measured))
        },
    }


def _tallies(result: Result, *, spans: bool = False) -> dict[str, Any]:
    return {name: each.record(spans=spans) for name, each in sorted(result.tallies.items())}


def _shares(result: Result) -> dict[str, Any]:
    return {name.replace(" ", "_"): share.record() for name, share in result.shares.items()}


def _others(measured: Measured) -> tuple[tuple[str, Result], ...]:
    return (
        ("layout", measured.layout),
        ("verbs", measured.verbs),
        ("suggestions", measured.suggestions),
    )


def show(measured: Measured, console: Console) -> None:
    """Print the tables, then all that failed."""
    console.print(f"Engine {engine_version(build_lexicon())}, 95% Wilson intervals in brackets.\n")
    _show_sets(measured, console)
    _show_papers(measured.papers, console)
    for name, result in measured.sentences.items():
        _show_sections(name, result, console)
    _show_blind(measured, console)
    for title, result in (
        ("Heads and paragraphs of the papers", measured.layout),
        ("Operative verbs", measured.verbs),
        ("Suggestions", measured.suggestions),
    ):
        _show_shares(title, result.shares, console)
    results = [("papers", measured.papers), *measured.sentences.items(), *_others(measured)]
    for name, result in results:
        _show_failures(name, result.failures, console)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left", no_wrap=index > 0)
    return table


def _show_sets(measured: Measured, console: Console) -> None:
    """Which sets there are, and which of them rules were tuned on."""
    table = _table("Sets", "set", "rules tuned on it", "labels")
    for row in record(measured)["sets"]:
        tuned = "yes, after its first run" if row["name"].startswith("blind") else "yes"
        table.add_row(f"{row['name']}: {row['what']}", tuned, str(row["labels"]))
    console.print(table)
    console.print(TUNED_NOTE + "\n", soft_wrap=False)


def _show_papers(result: Result, console: Console) -> None:
    """Links, spans and kinds of the papers' citations."""
    table = _table(
        "Citations of the papers, by kind",
        *("kind", "right", "wrong", "missing", "precision", "recall", "exact span", "kind right"),
    )
    for name, tally in (*sorted(result.tallies.items()), ("all", result.total)):
        table.add_row(
            name,
            *map(str, (tally.right, tally.wrong, tally.missing, tally.precision, tally.recall)),
            str(tally.spans),
            str(tally.kinds_right),
        )
    console.print(table)


def _show_sections(name: str, result: Result, console: Console) -> None:
    """Links of the hard cases, by section."""
    rows = result.shares["rows"]
    table = _table(
        f"Hard cases, {name}: {rows.part} of {rows.whole} sentences wholly right",
        *("section", "right", "wrong", "missing", "precision", "recall"),
    )
    for section, tally in (*sorted(result.tallies.items()), ("all", result.total)):
        table.add_row(
            section,
            *map(str, (tally.right, tally.wrong, tally.missing, tally.precision, tally.recall)),
        )
    console.print(table)
    console.print(f"Wanted misses shown as rows: {result.shares['misses shown']}\n")


def _show_blind(measured: Measured, console: Console) -> None:
    """The first run on the blind sentences beside today's."""
    first, today = labels("first_run"), measured.sentences["blind"]
    then = Tally(first["true_positives"], first["false_positives"], first["false_negatives"])
    table = _table(
        "The blind sentences, then and now",
        *("run", "rows right", "right", "wrong", "missing", "precision", "recall"),
    )
    rows = Share(first["right"], first["rows"])
    for name, tally, share in (
        (f"first, {first['date']}, code {first['code']}", then, rows),
        (f"today, code {CODE_VERSION}", today.total, today.shares["rows"]),
    ):
        table.add_row(
            name,
            f"{share.part}/{share.whole}",
            *map(str, (tally.right, tally.wrong, tally.missing, tally.precision, tally.recall)),
        )
    console.print(table)
    hard = measured.hard
    console.print(f"Both sets: precision {hard.precision}, recall {hard.recall}\n", highlight=False)


def _show_shares(title: str, shares: dict[str, Share], console: Console) -> None:
    table = _table(title, "figure", "count", "share")
    for name, share in shares.items():
        table.add_row(name, f"{share.part}/{share.whole}", str(share))
    console.print(table)


def _show_failures(name: str, failures: list[Failure], console: Console) -> None:
    """Every miss and every wrong link of one set."""
    console.print(f"[bold]Not as labelled, {name}: {len(failures)}[/bold]")
    for each in failures:
        line = f"  {each.where}  {each.what}  {each.keys}  {each.text}".replace("\n", " / ")
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def main() -> None:
    """Print, and store on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"store the figures in {STORED.name}")
    options = parser.parse_args()
    console = Console(width=150)
    measured = measure()
    show(measured, console)
    if options.write:
        text = json.dumps(record(measured), ensure_ascii=False, indent=1)
        STORED.write_text(text + "\n", encoding="utf-8")
        console.print(f"Stored in {STORED.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
