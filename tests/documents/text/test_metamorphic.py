"""The four papers re-wrapped, spaced, footed, full-width, traditional: the same result."""

import re
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from documents.text.engine import analyse
from documents.text.types import Analysis, Block, BlockKind, CitedBlock, Lexicon

FOOT = ["NPT/CONF.2026/PC.III/WP.99", "3/8", "25-05253 (C)"]
LETTERED = re.compile(r"[A-Za-z0-9]")


def result(analysis: Analysis) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Path, text without blanks, and cited targets of each paragraph and heading."""
    return [
        (each.block.path, re.sub(r"\s", "", each.block.text), cited(each))
        for each in analysis.blocks
        if each.block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    ]


def cited(each: CitedBlock) -> list[tuple[str, str]]:
    return [(citation.target or citation.reason, str(citation.kind)) for citation in each.citations]


def printed(block: Block, source: str) -> str:
    """A block as one line, label and all."""
    first = block.spans[0][0]
    label = source[first : block.map[0][1]] if block.map[0][1] > first else ""
    return label + block.text


def lines_of(source: str, analysis: Analysis, width: int, indent: str) -> list[list[str]]:
    """Each block's lines, cut at `width` characters; notes and artefacts left out."""
    wrapped = []
    for each in analysis.blocks:
        block = each.block
        if block.kind in (BlockKind.NOTE, BlockKind.ARTEFACT):
            continue
        text = printed(block, source)
        title = block.kind in (BlockKind.HEADING, BlockKind.HEADER)
        lines = [text] if title else list(cut(text, width))
        wrapped.append([(indent * 2 if title else indent) + lines[0], *lines[1:]])
    return wrapped


def cut(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` characters; figures and Latin words are not cut."""
    start = 0
    while start < len(text):
        end = min(start + width, len(text))
        while (
            start < end < len(text) and LETTERED.match(text[end]) and LETTERED.match(text[end - 1])
        ):
            end -= 1
        yield text[start:end].strip()
        start = end


def read(paper: Path, lexicon: Lexicon) -> tuple[str, Analysis]:
    source = paper.read_text(encoding="utf-8")
    return source, analyse(source.encode(), lexicon)


@pytest.mark.parametrize("width", [20, 28, 36, 44, 60])
def test_rewrapped(paper: Path, width: int, lexicon: Lexicon) -> None:
    source, analysis = read(paper, lexicon)
    text = "\n\n".join("\n".join(lines) for lines in lines_of(source, analysis, width, ""))
    assert result(analyse(text.encode(), lexicon)) == result(analysis)


@pytest.mark.parametrize("width", [28, 36, 44])
def test_blank_line_after_every_line(paper: Path, width: int, lexicon: Lexicon) -> None:
    source, analysis = read(paper, lexicon)
    lines = [line for lines in lines_of(source, analysis, width, " ") for line in lines]
    text = "\n\n".join(lines)
    assert result(analyse(text.encode(), lexicon)) == result(analysis)


@pytest.mark.parametrize("every", [7, 13, 30])
def test_page_feet_inside_paragraphs(paper: Path, every: int, lexicon: Lexicon) -> None:
    source, analysis = read(paper, lexicon)
    lines = "\n\n".join("\n".join(lines) for lines in lines_of(source, analysis, 36, "")).split(
        "\n"
    )
    footed: list[str] = []
    for number, line in enumerate(lines, start=1):
        footed.append(line)
        if number > 12 and number % every == 0 and line:
            footed += ["", *FOOT, ""]
    assert result(analyse("\n".join(footed).encode(), lexicon)) == result(analysis)


def test_full_width_figures(paper: Path, lexicon: Lexicon) -> None:
    source, analysis = read(paper, lexicon)
    table = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
    other = analyse(source.translate(table).encode(), lexicon)
    assert [(p, c) for p, _, c in result(other)] == [(p, c) for p, _, c in result(analysis)]


def test_traditional_script(paper: Path, lexicon: Lexicon) -> None:
    source, analysis = read(paper, lexicon)
    traditional = opencc.OpenCC("s2t").convert(source)
    other = analyse(traditional.encode(), lexicon)
    assert [(p, c) for p, _, c in result(other)] == [(p, c) for p, _, c in result(analysis)]
    assert other.header.submitters == analysis.header.submitters
    assert other.header.session_key == analysis.header.session_key
