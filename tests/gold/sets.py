"""The labelled sets: papers read by a person, and hard sentences with what they must give.

`tuned` sentences are those of the engine's own tests: rules were written with them in sight.
`blind` ones come from a reader who had not seen the rules; `first_run.json` keeps what the engine
made of them before any rule was changed for them.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from documents.lexicon import build_lexicon
from documents.text.engine import analyse
from documents.text.types import Analysis
from tests.documents.text.test_citations import ACCEPTS, MISSES, REJECTS

GOLD = Path(__file__).parent
ROOT = GOLD.parents[1]
PAPERS = ROOT / "documents" / "papers"
CASES = ROOT / "tests" / "documents" / "text" / "citation_cases.csv"
# Hard sentences by readers who had not seen the rules, `{set: file}`.
BLIND = {"blind": "hard_blind.csv", "blind-2": "hard_blind2.csv"}
# What reviewers decided, as `manage.py export_gold` writes it; need not be there.
REVIEWED = GOLD / "reviewed.jsonl"
NUMBERS = ("001", "002", "003", "004")

# Of what a wrong link can be told: the labels name every citation of these, and of no others.
JUDGED = re.compile(
    r"(?:npt|final-document-\d{4}|decision[123]-1995|me-resolution-1995|me-section-2010"
    r"|regional-2010|steps-2000|action-plan-2010|stepping-stones-2020)(?::|$)|ga-|sc-"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A hard case: the keys it must give, the `(quote, status)` rows without a link, and why.

    `wholes`: whether `expect` also lists the instruments that it names as a whole. `reject` are
    keys that it must not give, `may` those of which the label says nothing.
    """

    set: str
    section: str
    id: str
    text: str
    expect: frozenset[str]
    misses: tuple[tuple[str, str], ...]
    why: str
    wholes: bool = True
    reject: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a paper's paragraph must cite and what it may cite beside."""

    paper: str
    path: str
    required: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """The words of one citation in a paper (any of `quotes`) and its kind."""

    paper: str
    path: str
    key: str
    kind: str
    quotes: tuple[str, ...]


def sentences() -> tuple[Sentence, ...]:
    """All hard cases, the tuned before the blind, then what reviewers decided."""
    blind = (each for name, file in BLIND.items() for each in _blind(name, file))
    return (*_tables(), *_cases(), *blind, *reviewed())


def reviewed(path: Path = REVIEWED) -> Iterator[Sentence]:
    """Paragraphs that reviewers decided on; none where there is no file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    for row in map(json.loads, lines):
        keys = {name: frozenset(row[name]) for name in ("expect", "reject", "may")}
        yield Sentence(
            "reviewed", row["section"], row["id"], row["text"], misses=(), why=row["why"], **keys
        )


def _tables() -> Iterator[Sentence]:
    """The tables of the engine's tests."""
    for index, (text, targets, why) in enumerate(ACCEPTS, start=1):
        yield Sentence("tuned", "accepts", f"a{index:03}", text, frozenset(targets), (), why)
    for index, (text, why) in enumerate(REJECTS, start=1):
        yield Sentence("tuned", "rejects", f"r{index:03}", text, frozenset(), (), why)
    for index, (text, quote, status, reason) in enumerate(MISSES, start=1):
        wanted = ((quote, str(status)),)
        yield Sentence(
            "tuned", "misses", f"m{index:03}", text, frozenset(), wanted, reason, wholes=False
        )


def _cases() -> Iterator[Sentence]:
    """The made-up sentences beside the papers."""
    with CASES.open(encoding="utf-8", newline="") as file:
        for index, row in enumerate(csv.DictReader(file), start=1):
            expect = frozenset(filter(None, row["expect"].split(";")))
            yield Sentence("tuned", "cases", f"c{index:03}", row["text"], expect, (), row["kind"])


def _blind(name: str, file_name: str) -> Iterator[Sentence]:
    """The sentences of a reader who had not seen the rules."""
    with (GOLD / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expect = frozenset(filter(None, row["expect"].split(";")))
            misses = tuple(
                (quote, status)
                for quote, _, status in (each.rpartition("=") for each in row["misses"].split(";"))
                if quote
            )
            yield Sentence(name, row["section"], row["id"], row["text"], expect, misses, row["why"])


def gold(number: str) -> dict[str, Any]:
    """The labels of one paper."""
    return json.loads((GOLD / f"{number}.json").read_text(encoding="utf-8"))


def labels(name: str) -> Any:
    """The labels of one kind over all papers: `spans`, `verbs`, `suggestions`, `first_run`."""
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def spans() -> tuple[Span, ...]:
    """The span and kind of every citation that a paper must give."""
    return tuple(
        Span(row["paper"], row["path"], row["key"], row["kind"], tuple(row["quotes"]))
        for row in labels("spans")
    )


@cache
def read_paper(number: str) -> Analysis:
    """The engine's reading of one paper."""
    return analyse((PAPERS / gold(number)["paper"]).read_bytes(), build_lexicon())


def squash(text: str) -> str:
    """A text without blanks: labels do not tell how printing spaced it."""
    return re.sub(r"\s", "", text)
