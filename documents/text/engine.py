"""The engine: bytes to an analysis, in pure steps that others may call one by one."""

import hashlib
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from documents.text.antecedents import Scene, Source, make_scene
from documents.text.blocks import build
from documents.text.decode import Decoded, decode
from documents.text.families.actions import find_actions
from documents.text.families.articles import find_articles
from documents.text.families.enumerations import find_enumerations
from documents.text.families.found import Found
from documents.text.families.letters import find_letters
from documents.text.families.outcomes import find_paragraphs
from documents.text.families.resolutions import find_resolutions
from documents.text.families.steps import find_steps
from documents.text.families.wholes import find_wholes
from documents.text.header import read_head
from documents.text.layout import lay_out
from documents.text.parties import read_parties
from documents.text.suggestions import suggest
from documents.text.themes import find_themes
from documents.text.types import (
    CODE_VERSION,
    Analysis,
    Antecedent,
    Block,
    BlockKind,
    Citation,
    CitedBlock,
    EngineError,
    Header,
    Lexicon,
    OperativeVerb,
)
from documents.text.verbs import FoundVerb, Verbs
from documents.text.width import View, squeeze

_NAMESPACE = uuid.UUID("6f1c1a52-6a5e-5c0e-9d0b-5b1d1f0f2b10")
# A family is asked only where a word without which its forms cannot stand is there.
_FAMILIES = (
    (("行动", "ction", "其中"), find_actions),
    (("步", "第15", "其中"), find_steps),
    (("段", "项", "石"), find_paragraphs),
    (("条", "rt"), find_articles),
    (("号", "/RES/"), find_resolutions),
)
_CITING = (BlockKind.PARAGRAPH, BlockKind.NOTE)
_SUPPORT = re.compile(
    r"(?:还|也|并|同时)?(?:得到|获得)(?:了)?(?P<who>.+?)(?:等国)?的支持|以下国家支持[^:]*:(?P<list>.+?)[。.]?$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A source without its citations: what it states of itself and its blocks, in source order."""

    header: Header
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


def engine_version(lexicon: Lexicon) -> str:
    """The version of code and lexicon together: what a citation was made by."""
    return f"{CODE_VERSION}+{lexicon.version}"


def read(text: str, lexicon: Lexicon) -> Reading:
    """Find head and blocks of a decoded text. Raises EngineError when it holds no paragraph."""
    page = lay_out(text)
    head = read_head(text, page, lexicon)
    blocks, numbering = build(text, page, head)
    if not any(block.kind is BlockKind.PARAGRAPH for block in blocks):
        raise EngineError("no paragraph found: the file holds no running text")
    language, odd = _language(text)
    supporters, unread = _supporters(blocks, lexicon)
    header = replace(head.header, language=language, supporters=supporters)
    return Reading(header, blocks, (*head.warnings, *odd, *unread, *numbering))


def _language(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The language of a text by its letters: `zh`, `en`, or None with a warning."""
    latin = sum(map(len, re.findall(r"[A-Za-z]+", text)))
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    if chinese * 4 >= latin and chinese:
        return "zh", ()
    if latin * 2 > sum(map(str.isalpha, text)):
        return "en", ("not-chinese",)
    return None, ("language-not-detected",)


def _supporters(
    blocks: Sequence[Block], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties that a footnote names as supporting the paper."""
    for block in blocks:
        if block.kind is not BlockKind.NOTE or "支持" not in block.text:
            continue
        match = _SUPPORT.search(squeeze(block.text))
        if match is None:
            continue
        codes = read_parties(match["who"] or match["list"], lexicon)
        return (codes, ()) if codes else ((), ("supporters-not-recognised",))
    return (), ()


def cite(blocks: Sequence[Block], header: Header, lexicon: Lexicon) -> tuple[CitedBlock, ...]:
    """What each block cites; same order and length as `blocks`."""
    stated = _stated(blocks, header, lexicon)
    own = next(iter(stated.values())).partition(":")[0] if stated else ""
    cited: list[CitedBlock] = []
    previous: Scene | None = None
    for block in blocks:
        if block.kind not in _CITING or not block.text:
            cited.append(CitedBlock(block))
            continue
        scene = make_scene(
            block.text, block.path, lexicon=lexicon, npt=header.npt, previous=previous
        )
        found = _found(scene, own)
        verbs = Verbs(scene.view) if found else None
        citations = tuple(_citation(scene, verbs, each) for each in found)
        states = stated.get(block.path)
        running = block.kind is BlockKind.PARAGRAPH
        suggestions = suggest(scene, citations) if running and states is None else ()
        themes = find_themes(scene.view, lexicon)
        cited.append(CitedBlock(block, citations, suggestions, states, themes))
        if block.kind is BlockKind.PARAGRAPH:
            previous = scene
    return tuple(cited)


def _found(scene: Scene, own: str) -> list[Found]:
    """All that the families find, in reading order, each span and target once."""
    found: list[Found] = []
    for words, family in _FAMILIES:
        if any(word in scene.chars for word in words):
            found += family(scene)
    found += list(find_wholes(scene, found, own))
    found += list(find_enumerations(scene, found))
    found += list(find_letters(scene, found))
    unique = {(each.start, each.end, each.target, each.reason): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: (each.start, each.end, _order(each.target)))


def _order(target: str | None) -> tuple[int, str]:
    """Members of a range in the order of their numbers."""
    figures = re.search(r":(\d+)", target or "")
    return (int(figures[1]) if figures else 0, target or "")


def _citation(scene: Scene, verbs: Verbs | None, found: Found) -> Citation:
    """A finding as a citation, in text offsets."""
    start, end = scene.view.span(found.start, found.end)
    verb = verbs.at(found.start) if verbs else None
    return Citation(
        start=start,
        end=end,
        quote=scene.view.text[start:end],
        kind=found.kind,
        status=found.status,
        rule=found.rule,
        target=found.target,
        reason=found.reason,
        candidates=found.candidates,
        antecedent=_antecedent(found.source) if found.source else None,
        verb=_verb(scene.view, verb) if verb else None,
    )


def _verb(view: View, verb: FoundVerb) -> OperativeVerb:
    start, end = view.span(verb.start, verb.end)
    return OperativeVerb(verb.slug, start, end, view.text[start:end])


def _antecedent(source: Source) -> Antecedent:
    """A mention and its paragraph as an antecedent, in text offsets."""
    view = source.scene.view
    start, end = view.span(source.mention.start, source.mention.end)
    return Antecedent(source.scene.path, start, end, view.text[start:end])


def _stated(blocks: Sequence[Block], header: Header, lexicon: Lexicon) -> dict[str, str]:
    """Blocks that are a commitment's own text, `{path: key}`.

    A list of bullets under a heading that is an instrument's name, as many as its numbered items.
    """
    titles = {squeeze(header.title or "")} | {
        squeeze(block.text) for block in blocks if block.kind is BlockKind.HEADING
    }
    bullets = [
        b for b in blocks if b.kind is BlockKind.PARAGRAPH and re.search(r"(?:^|\.)b\d+$", b.path)
    ]
    for name in lexicon.instruments:
        if not name.official or name.name not in titles:
            continue
        keys = sorted(
            (key for key in lexicon.items.get(name.slug, ()) if key.rpartition(":")[2].isdigit()),
            key=lambda key: int(key.rpartition(":")[2]),
        )
        for parent in dict.fromkeys(block.parent for block in bullets):
            items = [block for block in bullets if block.parent == parent]
            if keys and len(items) == len(keys):
                return {block.path: key for block, key in zip(items, keys, strict=True)}
    return {}


def document_slug(symbol: str | None, language: str | None, sha256: str) -> str:
    """The public id of a document: from its symbol and language, else from its bytes."""
    if not symbol:
        return sha256[:12]
    slug = re.sub(r"[^a-z0-9]+", "-", symbol.lower()).strip("-")
    return slug if language in (None, "zh") else f"{slug}-{language}"


def citation_ids(slug: str, cited: Sequence[CitedBlock]) -> list[list[uuid.UUID]]:
    """Permanent ids, parallel to each block's citations: document, path, target, kind, ordinal."""
    rows: list[list[uuid.UUID]] = []
    for block in cited:
        seen: dict[tuple[str, str], int] = {}
        row: list[uuid.UUID] = []
        for citation in block.citations:
            name = (citation.target or "", str(citation.kind))
            seen[name] = seen.get(name, 0) + 1
            row.append(
                uuid.uuid5(
                    _NAMESPACE,
                    "\n".join((slug, block.block.path, *name, str(seen[name]))),
                )
            )
        rows.append(row)
    return rows


def analyse(data: bytes, lexicon: Lexicon, reader: Callable[[bytes], Decoded] = decode) -> Analysis:
    """The whole pass over one file, plain text unless another reader is given.

    Raises EngineError, with what to do, when it cannot be read.
    """
    decoded = reader(data)
    reading = read(decoded.text, lexicon)
    return Analysis(
        sha256=hashlib.sha256(data).hexdigest(),
        engine=engine_version(lexicon),
        fidelity=decoded.fidelity,
        warnings=(*decoded.warnings, *reading.warnings),
        header=reading.header,
        blocks=cite(reading.blocks, reading.header, lexicon),
    )
