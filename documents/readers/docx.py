"""Word files (.docx): the text as Word shows it, with the numbers that it draws by itself.

Kept are paragraphs and tables in their order, numbers and bullets of lists, footnotes and endnotes
(at the end, under a rule, as notes), text boxes, and the head of the first page. Left out are
deletions that are still tracked, hidden text, comments, what repeats on every page, and formulas:
one half on two lines is not 12. How many there are is told.
"""

import io
import zipfile
import zlib

from lxml import etree

from documents.readers import lookalikes
from documents.readers.numbering import Numbering, W, switched_on
from documents.readers.runs import Notes, Styles, lines_of
from documents.text.decode import Decoded
from documents.text.types import EngineError

MAX_PART = 60 * 1024 * 1024
MAX_RATIO = 200
SMALL = 4 * 1024 * 1024
MOST_MEMBERS = 5000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "{http://purl.oclc.org/"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
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
        self._main = ""
        infos = package.infolist()
        if len(infos) > MOST_MEMBERS:
            raise EngineError(f"the Word file holds {len(infos)} parts: it is no paper")
        self._infos = {info.filename: info for info in infos}

    def document(self) -> etree._Element | None:
        """The main part; it need not be called document.xml."""
        main = self._relations("_rels/.rels", "").get("officeDocument", "word/document.xml")
        self._main = main if main in self._infos else "word/document.xml"
        root = self.xml(self._main)
        if root is not None and root.tag.startswith(_STRICT):
            raise EngineError(
                "the file is saved as Strict Open XML: save it as an ordinary .docx, and give that"
            )
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main part names for this purpose, or the usual one."""
        return self.xml(self._of_main().get(kind, f"word/{kind}.xml"))

    def named(self, identity: str) -> etree._Element | None:
        """The part that the main part refers to by this id."""
        return self.xml(self._of_main().get(identity, ""))

    def _of_main(self) -> dict[str, str]:
        folder, _slash, name = self._main.rpartition("/")
        return self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)

    def _relations(self, name: str, folder: str) -> dict[str, str]:
        """Targets by the last word of their type, and by their ids."""
        found: dict[str, str] = {}
        root = self.xml(name)
        for relation in root.iterfind(_RELATION) if root is not None else ():
            target = str(relation.get("Target"))
            path = (
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            )
            found.setdefault(str(relation.get("Type")).rpartition("/")[2], path)
            found[str(relation.get("Id"))] = path
        return found

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
    document = parts.document()
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise EngineError(_DAMAGED)
    styles = Styles(parts.related("styles"))
    numbering = Numbering(parts.related("numbering"), styles.linked)
    notes = Notes(parts.related("footnotes"), parts.related("endnotes"))
    lines: list[str] = []
    for place in (_first_head(parts, body), body):
        if place is not None:
            lines += lines_of(place, styles, numbering, notes)
    lines += notes.written(styles, numbering)
    if not lines:
        raise EngineError("the Word file holds no text: nothing to read")
    # XML can hold this one control character, a text cannot.
    text, mended = lookalikes.mend("\n\n".join(lines).replace("\x7f", ""))
    warnings = []
    if notes.tracked:
        warnings.append("tracked-changes")
    warnings += [f"numbering-format:{form}"[:60] for form in sorted(numbering.unknown)]
    if mended:
        warnings.append(f"lookalikes-mended:{mended}")
    if formulas := sum(1 for _each in document.iter(_FORMULA)):
        warnings.append(f"formulas-left-out:{formulas}")
    return Decoded(text, "extracted", tuple(warnings))


def _first_head(parts: _Parts, body: etree._Element) -> etree._Element | None:
    """The head of the first page where it has one of its own: there papers have symbol and date."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None or not switched_on(section, "titlePg"):
        return None
    for reference in section.iterfind(W + "headerReference"):
        if reference.get(W + "type") == "first":
            return parts.named(str(reference.get(_R + "id")))
    return None
