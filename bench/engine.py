"""`make bench`: how fast the engine reads, beside jieba, rjieba and eyecite, all in one run.

Goals: ten times the speed of eyecite on English legal text of the same citation density, and at
least that of jieba, which only parts words. One process, one thread, the best of several runs.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import jieba
import rjieba
from eyecite import get_citations
from rich.console import Console
from rich.table import Table

from bench.clock import Stages, clocked, fastest, swapped
from bench.texts import EVERY, chinese, english, papers_each
from documents.lexicon import build_lexicon
from documents.text import antecedents, engine

ENGINE, EYECITE = "the engine, decode to citations", "eyecite, English"
_PACKAGE = "documents.text."
_SIZE = 20_000  # characters of a made-up document: a long working paper


@dataclass(frozen=True, slots=True)
class Run:
    """One program's fastest pass over its documents."""

    name: str
    characters: int
    seconds: float
    found: int | None

    @property
    def rate(self) -> float:
        """Characters per second."""
        return self.characters / self.seconds


def corpus(documents: int) -> tuple[list[str], list[str]]:
    """Chinese documents, the bundled papers first, and as many English ones."""
    ours = [*papers_each(), *(chinese(_SIZE, seed) for seed in range(documents))]
    theirs = [english(_SIZE, seed) for seed in range(len(ours))]
    return ours, theirs


def cited(sources: list[bytes]) -> int:
    """Decode to citations, all documents; how many citations there are."""
    lexicon = build_lexicon()
    return sum(
        len(block.citations)
        for source in sources
        for block in engine.analyse(source, lexicon).blocks
    )


def only_citations() -> dict[str, Callable[..., tuple[()]]]:
    """What `engine` does beside citations, replaced by nothing."""
    names = ("suggest", "find_themes", "find_suggestions")
    return {name: _nothing for name in names if hasattr(engine, name)}


def _nothing(*_: object) -> tuple[()]:
    return ()


def _citing(sources: list[bytes]) -> None:
    """Decode to citations and nothing beside them."""
    with swapped(engine, only_citations()):
        cited(sources)


def measure(documents: int, repeats: int) -> list[Run]:
    """Every program on its text, taking turns."""
    ours, theirs = corpus(documents)
    sources = [text.encode() for text in ours]
    jieba.setLogLevel("ERROR")
    fast = rjieba.Jieba()
    found = {ENGINE: cited(sources)}
    found[EYECITE] = sum(len(get_citations(text)) for text in theirs)
    actions: dict[str, Callable[[], object]] = {
        ENGINE: lambda: _citing(sources),
        "the engine, with themes and suggestions": lambda: cited(sources),
        "jieba, with its HMM": lambda: _cut(ours, jieba.lcut),
        "jieba, without it": lambda: _cut(ours, lambda text: jieba.lcut(text, HMM=False)),
        "rjieba, without HMM": lambda: _cut(ours, lambda text: fast.cut(text, hmm=False)),
        EYECITE: lambda: _cut(theirs, get_citations),
    }
    for action in actions.values():  # tables are built when first needed
        action()
    sizes = dict.fromkeys(actions, sum(map(len, ours))) | {EYECITE: sum(map(len, theirs))}
    return [
        Run(name, sizes[name], seconds, found.get(name))
        for name, seconds in fastest(actions, repeats).items()
    ]


def _cut(texts: list[str], cut: Callable[[str], object]) -> None:
    for text in texts:
        cut(text)


def stages(documents: int, repeats: int) -> dict[str, float]:
    """Seconds of each module of the engine in the fastest of some passes over the corpus."""
    sources = [text.encode() for text in corpus(documents)[0]]
    runs = []
    for _ in range(repeats):
        clock = Stages()
        with ExitStack() as stack:
            for module in (engine, antecedents):
                stack.enter_context(swapped(module, clock.watched(module, _PACKAGE)))
            total = clocked(lambda: cited(sources))
        clock.seconds["engine, verbs, the rest"] = total - sum(clock.seconds.values())
        runs.append(dict(clock.seconds))
    return min(runs, key=lambda seconds: sum(seconds.values()))


def show(runs: list[Run], shares: dict[str, float], console: Console) -> None:
    """The two tables and the goals."""
    first = runs[0]
    table = Table(title="Speed, one thread", title_justify="left")
    for column in (
        "program",
        "characters",
        "citations",
        "characters each",
        "characters/s",
        "ratio",
    ):
        table.add_column(column, justify="left" if column == "program" else "right")
    for run in runs:
        each = f"{run.characters / run.found:,.0f}" if run.found else ""
        ratio = "" if run is first else f"{first.rate / run.rate:.2f}"
        found = "" if run.found is None else f"{run.found:,}"
        table.add_row(run.name, f"{run.characters:,}", found, each, f"{run.rate:,.0f}", ratio)
    console.print(table)
    console.print("ratio: how many times as fast the engine is, decode to citations.\n")
    table = Table(title="Share of each stage", title_justify="left")
    table.add_column("module")
    table.add_column("share", justify="right")
    total = sum(shares.values())
    for name, seconds in sorted(shares.items(), key=lambda row: -row[1]):
        table.add_row(name, f"{seconds / total:.1%}")
    console.print(table)


def goals(runs: list[Run]) -> list[tuple[str, bool]]:
    """The two goals and whether they are met."""
    rates = {run.name: run.rate for run in runs}
    ours, theirs = rates[ENGINE], rates[EYECITE]
    jiebas = max(rate for name, rate in rates.items() if name.startswith("jieba"))
    return [
        (f"at least 10 times eyecite: {ours / theirs:.2f}", ours >= 10 * theirs),
        (f"at least jieba, whichever way is faster: {ours / jiebas:.2f}", ours >= jiebas),
    ]


def main() -> None:
    """Print the tables; end with 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=12, help="made-up documents beside papers")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    console = Console(width=120)
    console.print(f"One citation in about {EVERY} characters; Python {sys.version.split()[0]}.\n")
    runs = measure(options.documents, options.repeats)
    show(runs, stages(options.documents, options.repeats), console)
    met = goals(runs)
    for text, reached in met:
        console.print(f"{'met   ' if reached else 'MISSED'}  {text}", highlight=False)
    sys.exit(0 if all(reached for _, reached in met) else 1)


if __name__ == "__main__":
    main()
