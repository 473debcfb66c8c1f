"""What the paragraphs of a Word file say: their runs put together, one line for each paragraph."""

from collections.abc import Iterator

from lxml import etree

from documents.readers.numbering import Numbering, W, switched_on
from documents.readers.raised import raised
from documents.text.types import EngineError

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
# Parts of a paragraph that Word does not show, or that stand elsewhere too.
_UNSEEN = frozenset(
    (W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "pPr", W + "rPr", W + "tblPr")
    + (W + "tcPr", W + "trPr", W + "sectPr", W + "sdtPr", W + "annotationRef", _MC + "Fallback")
)
_DEEPEST = 100


class Styles:
    """What styles say that changes the text: lists, hidden text. `linked`: list by style."""

    def __init__(self, part: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self.default = ""
        self.linked: dict[str, str] = {}
        for style in part.iterfind(W + "style") if part is not None else ():
            name = str(style.get(W + "styleId"))
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1":
                self.default = name
            if style.get(W + "type") == "numbering":
                number = style.find(f"{W}pPr/{W}numPr/{W}numId")
                if number is not None:
                    self.linked[name] = str(number.get(W + "val"))

    def chain(self, name: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(W + "basedOn")
            name = "" if based is None else str(based.get(W + "val"))


class Notes:
    """Footnotes and endnotes, in the order in which the text names them."""

    def __init__(self, *parts: etree._Element | None) -> None:
        kinds = ("footnote", "endnote")
        self._texts = {
            (kind, str(note.get(W + "id"))): note
            for kind, part in zip(kinds, parts, strict=True)
            if part is not None
            for note in part.iterfind(W + kind)
        }
        self._named: list[tuple[str, etree._Element]] = []
        self._number = 0
        self.tracked = False

    def mark(self, kind: str, reference: etree._Element) -> str:
        """The mark that a reference to a note draws in the text; its note is kept for the end."""
        note = self._texts.pop((kind, str(reference.get(W + "id"))), None)
        if note is None:
            return ""
        if reference.get(W + "customMarkFollows") in ("1", "true", "on"):
            self._named.append(("", note))
            return ""
        self._number += 1
        mark = raised(str(self._number))
        self._named.append((mark, note))
        return mark

    def written(self, styles: Styles, numbering: Numbering) -> list[str]:
        """A rule and the notes, a line for each; nothing when no note is named."""
        lines: list[str] = []
        for mark, note in self._named:
            text = " ".join(" ".join(lines_of(note, styles, numbering, self)).split())
            lines.append(f"{mark} {text}".strip())
        return ["_" * 18, *lines] if lines else []


def lines_of(
    place: etree._Element, styles: Styles, numbering: Numbering, notes: Notes, depth: int = 0
) -> list[str]:
    """The paragraphs below an element, tables cell by cell; empty ones are left out."""
    lines: list[str] = []
    if depth > _DEEPEST:
        raise EngineError("the Word file nests its tables too deeply: it is no paper")
    # Paragraphs whose end is deleted: they go on in the next one.
    open_ones: list[etree._Element] = []
    for child in place:
        if child.tag == W + "p":
            open_ones.append(child)
            if not _ends_deleted(child):
                lines += _paragraph(open_ones, styles, numbering, notes, depth)
                open_ones = []
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            if open_ones and next(child.iter(W + "p"), None) is not None:
                lines += _paragraph(open_ones, styles, numbering, notes, depth)
                open_ones = []
            lines += lines_of(child, styles, numbering, notes, depth + 1)
    return lines + (_paragraph(open_ones, styles, numbering, notes, depth) if open_ones else [])


def _ends_deleted(element: etree._Element) -> bool:
    """Whether the end of a paragraph is a deletion that is still tracked."""
    return any(element.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom"))


def _paragraph(
    elements: list[etree._Element], styles: Styles, numbering: Numbering, notes: Notes, depth: int
) -> list[str]:
    """A paragraph as one line, its label before it, and the lines of its text boxes after it.

    Several elements are one paragraph where the ends of all but the last are deleted.
    """
    boxes: list[etree._Element] = []
    pieces = (piece for each in elements for piece in _pieces(each, styles, notes, boxes))
    text = "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()
    last = elements[-1]
    number, level = _list_of(last, styles)
    unseen = not text and (_ends_deleted(last) or switched_on(last, "pPr/rPr/vanish"))
    # Counted also where nothing stands beside the number, unless its end is not seen: Word does.
    label = numbering.label(number, level) if number and not unseen else ""
    lines: list[str] = []
    if text:
        lines.append(f"{label} {text}" if label else text)
    for box in boxes:
        lines += lines_of(box, styles, numbering, notes, depth + 1)
    return lines


def _pieces(
    element: etree._Element, styles: Styles, notes: Notes, boxes: list[etree._Element]
) -> Iterator[str]:
    """The text of a paragraph piece by piece, without recursion: files may nest as they like."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag in (W + "del", W + "ins", W + "moveFrom", W + "moveTo"):
            notes.tracked = True
        if tag in _UNSEEN or not isinstance(tag, str):
            continue
        if tag == W + "txbxContent":
            boxes.append(child)
        elif tag == W + "r":
            if not _is_hidden(child, styles):
                yield from _run(child, styles, notes, stack)
        else:
            stack.append(iter(child))


def _run(
    run: etree._Element, styles: Styles, notes: Notes, stack: list[Iterator[etree._Element]]
) -> Iterator[str]:
    """What a run shows; raised figures are written as such, for they are marks of notes."""
    align = _property(run, "vertAlign", styles)
    is_raised = align is not None and align.get(W + "val") == "superscript"
    for child in run:
        name = str(child.tag).removeprefix(W)
        if name == "t":
            text = child.text or ""
            if child.get(_XML + "space") != "preserve":
                # The blanks of XML; an ideographic one is text.
                text = text.strip(" \t\r\n")
            yield raised(text) if is_raised else text
        elif name in ("footnoteReference", "endnoteReference"):
            yield notes.mark(name.removesuffix("Reference"), child)
        elif name == "br":
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif name == "cr":
            yield "\n"
        elif name in ("tab", "ptab"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _symbol(child)
        elif name == "ruby":
            # What is set above the characters only says how they sound.
            stack.append(child.iterfind(W + "rubyBase"))
        elif name in ("drawing", "pict", "object") or child.tag == _MC + "AlternateContent":
            stack.append(iter([child]))


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font: as what it is where it is a bullet, else as unreadable."""
    try:
        code = int(str(element.get(W + "char")), 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else "\ufffd"


def _is_hidden(run: etree._Element, styles: Styles) -> bool:
    found = _property(run, "vanish", styles)
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


def _property(run: etree._Element, name: str, styles: Styles) -> etree._Element | None:
    """A property of a run: its own, else that of the nearest style that has one."""
    style = run.find(f"{W}rPr/{W}rStyle")
    named = "" if style is None else str(style.get(W + "val"))
    places = (run, *styles.chain(named))
    return next((x for each in places if (x := each.find(f"{W}rPr/{W}{name}")) is not None), None)


def _list_of(element: etree._Element, styles: Styles) -> tuple[str, int]:
    """The list and level of a paragraph, its own or its style's; "" for none."""
    style = element.find(f"{W}pPr/{W}pStyle")
    named = styles.default if style is None else str(style.get(W + "val"))
    number = level = None
    for place in (element, *styles.chain(named)):
        listed = place.find(f"{W}pPr/{W}numPr")
        if listed is None:
            continue
        own_number, own_level = listed.find(W + "numId"), listed.find(W + "ilvl")
        if number is None and own_number is not None:
            number = str(own_number.get(W + "val"))
        if level is None and own_level is not None:
            level = str(own_level.get(W + "val"))
    if number in (None, "0"):
        return "", 0
    return str(number), int(level) if level and level.isdigit() and len(level) < 3 else 0
