"""What the engine finds in a text, in a form in which two readings of one paper can be compared."""

from functools import cache
from pathlib import Path

from documents.bundled import PAPERS
from documents.lexicon import build_lexicon
from documents.text import engine
from documents.text.decode import decode

Row = tuple[str, str, str, list[tuple[str | None, str, str]]]
NAMES = sorted(path.name for path in PAPERS.glob("*.txt"))


def found(text: str) -> list[Row]:
    """Kind, path and text of each block with its citations, without blanks; no artefacts."""
    lexicon = build_lexicon()
    reading = engine.read(text, lexicon)
    cited = engine.cite(reading.blocks, reading.header, lexicon)
    return [
        (
            each.block.kind.value,
            each.block.path,
            "".join(each.block.text.split()),
            [(one.target, "".join(one.quote.split()), one.status.value) for one in each.citations],
        )
        for each in cited
        if each.block.kind.value != "artefact"
    ]


def source(name: str) -> str:
    """The text of a bundled paper."""
    return decode((Path(PAPERS) / name).read_bytes()).text


@cache
def as_text(name: str) -> list[Row]:
    """What is found in a bundled paper as it is."""
    return found(source(name))
