"""The bundled papers against labels made by reading them (`tests/gold/`)."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from documents.exports import header_record
from documents.text.engine import analyse
from documents.text.types import Analysis, BlockKind, CitedBlock, Lexicon, Status

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "gold"
PAPERS = ROOT / "documents" / "papers"
# What the labels judge; other instruments named (the CTBT, the Charter ...) are not in them.
JUDGED = re.compile(
    r"(npt|final-document|decision\d|me-resolution|me-section|steps-|action-plan|regional|stepping|ga-|sc-|draft)"
)


def read(number: str, lexicon: Lexicon) -> tuple[dict[str, Any], Analysis]:
    gold = json.loads((GOLD / f"{number}.json").read_text(encoding="utf-8"))
    return gold, analyse((PAPERS / gold["paper"]).read_bytes(), lexicon)


def squash(text: str) -> str:
    return re.sub(r"\s", "", text)


def linked(block: CitedBlock) -> set[str]:
    return {
        c.target
        for c in block.citations
        if c.status is Status.LINKED and JUDGED.match(c.target or "")
    }


def paragraphs(analysis: Analysis) -> list[CitedBlock]:
    return [each for each in analysis.blocks if each.block.kind is BlockKind.PARAGRAPH]


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_header(number: str, lexicon: Lexicon) -> None:
    gold, analysis = read(number, lexicon)
    header = header_record(analysis.header)
    for name, value in gold["header"].items():
        assert header[name] == (tuple(value) if isinstance(value, list) else value), name


@pytest.mark.parametrize("number", ["001", "004"])
def test_paragraphs_and_citations_equal_the_labels(number: str, lexicon: Lexicon) -> None:
    gold, analysis = read(number, lexicon)
    found = paragraphs(analysis)
    assert len(found) == len(gold["paragraphs"])
    for expected, block in zip(gold["paragraphs"], found, strict=True):
        assert block.block.label == expected["label"]
        assert squash(block.block.text) == expected["text_without_blanks"]
        assert block.states == expected.get("states")
        required = set(expected["citations"])
        accepted = (
            required | set(expected["may_cite"]) | {key.partition(":")[0] for key in required}
        )
        cited = linked(block)
        assert required <= cited, f"{block.block.path}: missing {required - cited}"
        assert cited <= accepted, f"{block.block.path}: wrong {cited - accepted}"


def test_paper_002_has_five_parts_with_their_items(lexicon: Lexicon) -> None:
    gold, analysis = read("002", lexicon)
    found = paragraphs(analysis)
    assert [block.block.path for block in found] == [row["path"] for row in gold["paragraphs"]]
    for expected, block in zip(gold["paragraphs"], found, strict=True):
        text = squash(block.block.text)
        assert block.block.label == expected["label"]
        assert text.startswith(expected["opens"])
        assert text.endswith(expected["closes"])
        assert linked(block) == set(expected["citations"])


def test_paper_003_has_65_paragraphs_and_no_commitment(lexicon: Lexicon) -> None:
    gold, analysis = read("003", lexicon)
    found = {block.block.path: block for block in paragraphs(analysis)}
    numbered = [path for path in found if path.isdigit()]
    assert numbered == [str(number) for number in range(1, gold["numbered"] + 1)]
    unnumbered = [path for path in found if path.startswith("u")]
    assert len(unnumbered) == gold["unnumbered_before_1"]
    headings = [b.block.text for b in analysis.blocks if b.block.kind is BlockKind.HEADING]
    assert [squash(text) for text in headings] == gold["headings"]
    for path, (opens, closes) in gold["opens_and_closes"].items():
        text = squash(found[path].block.text)
        assert text.startswith(opens)
        assert text.endswith(closes)
    for path, block in found.items():
        assert "http" not in block.block.text
        assert "\n" not in block.block.text
        assert linked(block) == set(gold["citations"].get(path, [])), path


def cases() -> list[dict[str, str]]:
    with (Path(__file__).parent / "citation_cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"][:24])
def test_citation_cases(case: dict[str, str], lexicon: Lexicon) -> None:
    """Made-up sentences; the keys they must give and no other."""
    analysis = analyse(case["text"].encode(), lexicon)
    cited = {c.target for b in analysis.blocks for c in b.citations if c.status is Status.LINKED}
    assert cited == set(filter(None, case["expect"].split(";")))
