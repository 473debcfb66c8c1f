"""Word files (.docx): the text as Word shows it, with the numbers that it draws by itself.

Kept are paragraphs and tables in their order, numbers and bullets of lists, footnotes and endnotes
(at the end, under a rule, as notes), text boxes, and the head of the first page. Left out are
deletions that are still tracked, hidden text, comments, and what repeats on every page.
"""

import io
import zipfile
import zlib

from lxml import etree

from documents.readers import lookalikes
from documents.readers.numbering import Numbering, W
from documents.readers.runs import Notes, Styles, lines_of
from documents.text.decode import Decoded
from documents.text.types import EngineError

MAX_PART = 60 * 1024 * 1024
MAX_RATIO = 200
SMALL = 4 * 1024 * 1024
MOST_MEMBERS = 5000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DAMAGED = "the Word file is damaged: open it in Word, save it anew as .docx, and give that"


def read(data: bytes) -> Decoded:
    """Read a .docx file. Raises EngineError, with what to do, when it is damaged or harmful."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = _Parts(package)
            return _read(parts)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError) as error:
        if isinstance(error, EngineError):
            raise
        raise EngineError(_DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:
        raise EngineError(
            "the Word file is protected or packed in an unusual way: save it without a password"
        ) from error


class _Parts:
    """The XML parts of a package, read within limits."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        infos = package.infolist()
        if len(infos) > MOST_MEMBERS:
            raise EngineError(f"the Word file holds {len(infos)} parts: it is no paper")
        self._infos = {info.filename: info for info in infos}

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree; None when there is none of this name."""
        info = self._infos.get(name)
        if info is None:
            return None
        if info.file_size > MAX_PART or info.file_size > max(SMALL, info.compress_size * MAX_RATIO):
            raise EngineError("the Word file unpacks to an absurd size: it is no paper")
        with self._package.open(info) as stream:
            data = stream.read(info.file_size + 1)
        if len(data) != info.file_size:
            raise EngineError(_DAMAGED)
        return _parsed(data)


def _parsed(data: bytes) -> etree._Element:
    """XML without entities, without anything from outside; Word never writes a DOCTYPE."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise EngineError(_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise EngineError(
            "the Word file holds definitions of XML entities, which Word never writes: it may be "
            "made to harm; open it in Word and save it anew"
        )
    return root


def _read(parts: _Parts) -> Decoded:
    document = parts.xml("word/document.xml")
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise EngineError(_DAMAGED)
    styles = Styles(parts.xml("word/styles.xml"))
    numbering = Numbering(parts.xml("word/numbering.xml"), styles.linked)
    notes = Notes(parts.xml("word/footnotes.xml"), parts.xml("word/endnotes.xml"))
    lines: list[str] = []
    for place in (_first_head(parts, body), body):
        if place is not None:
            lines += lines_of(place, styles, numbering, notes)
    lines += notes.written(styles, numbering)
    text, mended = lookalikes.mend("\n\n".join(lines))
    warnings = []
    if notes.tracked:
        warnings.append("tracked-changes")
    warnings += [f"numbering-format:{form}"[:60] for form in sorted(numbering.unknown)]
    if mended:
        warnings.append(f"lookalikes-mended:{mended}")
    return Decoded(text, "extracted", tuple(warnings))


def _first_head(parts: _Parts, body: etree._Element) -> etree._Element | None:
    """The head of the first page where it has one of its own: there papers have symbol and date."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None or section.find(W + "titlePg") is None:
        return None
    relations = parts.xml("word/_rels/document.xml.rels")
    for reference in section.iterfind(W + "headerReference"):
        if reference.get(W + "type") != "first" or relations is None:
            continue
        for relation in relations.iterfind(_RELATIONS + "Relationship"):
            if relation.get("Id") == reference.get(_R + "id"):
                return parts.xml("word/" + str(relation.get("Target")).lstrip("/"))
    return None
