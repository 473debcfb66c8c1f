"""HTML pages: blocks become lines, ordered lists keep their numbers; what is not shown goes."""

import codecs
import re
from dataclasses import dataclass, field

from lxml import etree

from documents.readers import lookalikes
from documents.readers.numbering import written_as
from documents.readers.raised import raised
from documents.text.decode import Decoded, decode
from documents.text.types import EngineError

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_DROPPED = frozenset((
    "script", "style", "template", "noscript", "head", "svg", "math", "canvas", "iframe", "object",
    "embed", "audio", "video", "map", "select", "textarea", "button", "input", "nav", "dialog",
    "datalist",
))  # fmt: skip
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NO_MARKS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,200}encoding)\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})",
    re.I,
)
_DECLARED = 4096
# What pages are declared to be in, and the larger set that it is a part of.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "ascii": "cp1252"}
# They cannot stand in a page, but be named in it (&#1;).
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_WIDE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n\s*(?=[^\x00-\x7f])")
_TAG = re.compile(r"<(?:!doctype|[a-z][a-z0-9]*)[\s>/]", re.I)


@dataclass(slots=True)
class _List:
    """A list that is open: how its items are marked, and the number of the next one."""

    form: str
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class _Writer:
    """Lines as they come about. `kept` counts the open elements whose blanks are text, `raised`
    those whose text is set raised."""

    lines: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    label: str = ""
    kept: int = 0
    raised: int = 0

    def add(self, text: str) -> None:
        """More text of the line that is being written."""
        text = raised(text) if self.raised else text
        if self.kept:
            self.open.append(text)
            return
        text = _WIDE_BREAK.sub("", text)
        self.open.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def end(self) -> None:
        """End the line, if anything is on it."""
        text = "".join(self.open)
        self.open.clear()
        if self.kept:
            text = text.strip("\n")
        else:
            text = "\n".join(
                re.sub(r" {2,}", " ", line).strip() for line in text.split("\n")
            ).strip()
        if text.strip():
            self.lines.append(f"{self.label} {text}" if self.label else text)
            self.label = ""


def read(data: bytes) -> Decoded:
    """Read an HTML page. Raises EngineError, with what to do, when it is empty or undecodable."""
    source, warnings = _decoded(data)
    if not _TAG.search(source):
        raise EngineError("this is plain text, though its name says HTML: rename it to end in .txt")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=True,  # what it costs is limited by the process
    )  # fmt: skip
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise EngineError("the page cannot be parsed: save its text alone") from error
    # The parser goes on without what it had no room for.
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise EngineError(
            "the page nests its parts too deeply, perhaps because it never closes them: save its "
            "text alone"
        )
    if root is None:
        raise EngineError("the file is empty: nothing to read")
    text, mended = lookalikes.mend(_CONTROLS.sub("", "\n\n".join(_lines(root))))
    if not text.strip():
        raise EngineError("the page shows no text: it may be made by scripts; save its text alone")
    if mended:
        warnings += (f"lookalikes-mended:{mended}",)
    if formulas := sum(1 for _each in root.iter("math")):
        warnings += (f"formulas-left-out:{formulas}",)
    return Decoded(text, "extracted", warnings)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's source in the encoding that it declares; one that is wrong is found out."""
    declared = _CHARSET.search(data[:_DECLARED])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not marked and not _is_utf8(data):
        name = declared[1].decode("ascii").lower()
        try:
            text = data.decode(_LARGER.get(name, name))
        except (LookupError, UnicodeDecodeError, ImportError, OSError):
            text = ""
        # A page that says UTF-16 in ASCII letters is not.
        if text and "\x00" not in text and not name.startswith("utf-16"):
            return text.removeprefix("\ufeff"), (
                "replacement-characters",
            ) if "\ufffd" in text else ()
    decoded = decode(data)
    return decoded.text, decoded.warnings


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 whatever it says; short words of other encodings can look like it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Ideographs and quotes, of three bytes and more: a whole page is not made of these by chance.
    return max(text, default="") >= "\u0800"


def _lines(root: etree._Element) -> list[str]:
    """The lines of a page in their order, without recursion: pages may nest as they like."""
    writer = _Writer()
    lists: list[_List] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                _after(writer, element, lists)
            continue
        if event == "start" and _is_unshown(element):
            skipped = element
        elif event == "start":
            _begin(writer, element, lists)
        else:
            _finish(writer, element, lists)
            _after(writer, element, lists)
    writer.end()
    return writer.lines


def _begin(writer: _Writer, element: etree._Element, lists: list[_List]) -> None:
    tag = element.tag
    if tag in _BLOCKS:
        writer.end()
    if tag in ("ol", "ul"):
        lists.append(_list(element))
    elif tag == "li":
        mark = _mark(element, lists[-1]) if lists else "•"
        # An item that begins with a list: both numbers stand on one line.
        writer.label = f"{writer.label} {mark}" if writer.label not in ("", "•") else mark
    elif tag == "pre":
        writer.kept += 1
    elif tag == "br":
        writer.open.append("\n")
    elif tag == "sup":
        writer.raised += 1
    writer.add(element.text or "")


def _finish(writer: _Writer, element: etree._Element, lists: list[_List]) -> None:
    if element.tag in _BLOCKS:
        writer.end()
    if element.tag in ("ol", "ul") and lists:
        lists.pop()
    elif element.tag == "pre":
        writer.kept -= 1
    elif element.tag == "sup":
        writer.raised -= 1
    elif element.tag == "li":
        writer.label = ""


def _after(writer: _Writer, element: etree._Element, lists: list[_List]) -> None:
    """What follows an element and belongs to the one around it."""
    if element.tail:
        writer.add(element.tail)


def _list(element: etree._Element) -> _List:
    if element.tag == "ul":
        bare = _NO_MARKS.search(element.get("style", "")) is not None
        return _List("" if bare else "•")
    form = _FORMS.get(element.get("type", ""), "decimal")
    downwards = element.get("reversed") is not None
    items = sum(1 for child in element if child.tag == "li")
    start = _whole(element.get("start"), items if downwards else 1)
    return _List(form, start, -1 if downwards else 1)


def _mark(item: etree._Element, known: _List) -> str:
    """What is drawn before an item: its bullet, or its number as papers write it."""
    if known.form in ("", "•"):
        return known.form
    value = _whole(item.get("value"), known.next)
    known.next = value + known.step
    figure = written_as(value, known.form) or str(value)
    # Letters and small Roman figures stand in brackets in papers, and the engine knows them so.
    return f"({figure})" if known.form.startswith("lower") else f"{figure}."


def _is_unshown(element: etree._Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _DROPPED
        or element.get("hidden") is not None
        or _UNSHOWN.search(element.get("style", "")) is not None
    )


def _whole(text: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", text or "")
    return int(match[1]) if match else otherwise
