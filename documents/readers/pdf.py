"""PDF by pdfium: the characters of each page with their places, and from them lines of text."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from documents.readers import legibility, lookalikes, printed
from documents.text.decode import Decoded
from documents.text.types import EngineError

MOST_PAGES = 1000
MOST_CHARACTERS = 5_000_000
_PASSWORD = pdfium.FPDF_ERR_PASSWORD
_IDEOGRAPHIC = "\u2e80"  # from here on signs are as wide as they are high
_HYPHENS = "\x02\ufffe\u00ad"


@dataclass(slots=True)
class _Pages:
    """The glyphs page by page; pages that show something but no text; characters askew."""

    pages: list[list[printed.Glyph]] = field(default_factory=list)
    empty: int = 0
    askew: int = 0


def read(data: bytes) -> Decoded:
    """Read a PDF. Raises EngineError, with what to do, for one that gives no readable text."""
    document = _opened(data)
    try:
        found = _pages(document)
    finally:
        document.close()
    text, mended = lookalikes.mend(printed.text_of(found.pages))
    if not text.strip():
        raise EngineError(
            "the PDF holds no text, its pages may be pictures: ask for the file it was made of, "
            "or have its text recognised (OCR), and give that"
        )
    warnings = legibility.check(text)
    fidelity = "doubtful" if warnings else "printed"
    if mended:
        warnings += (f"lookalikes-mended:{mended}",)
    if found.empty:
        warnings += (f"pages-without-text:{found.empty}",)
    if found.askew:
        warnings += (f"text-askew:{found.askew}",)
    return Decoded(text, fidelity, warnings)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise EngineError(
                "the PDF is protected by a password: save it without one, and give that"
            ) from error
        raise EngineError(
            "the PDF is damaged: open it, print it to a new PDF, and give that"
        ) from (error)
    if (number := len(document)) > MOST_PAGES:
        raise EngineError(
            f"the PDF has {number} pages; at most {MOST_PAGES} are read: split it into its papers"
        )
    return document


def _pages(document: pypdfium2.PdfDocument) -> _Pages:
    """The glyphs of each page, with what was left out of them."""
    found = _Pages()
    total = 0
    for index in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, index)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        if not text:
            raise EngineError(
                f"page {index + 1} of the PDF is damaged: print it to a new PDF, and give that"
            )
        try:
            glyphs = list(_glyphs(text, pdfium.FPDFPage_GetRotation(page), found))
            found.empty += not glyphs and _has_picture(page)
        finally:
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        total += len(glyphs)
        if total > MOST_CHARACTERS:
            raise EngineError(
                f"the PDF has more than {MOST_CHARACTERS} characters: split it into its papers"
            )
        found.pages.append(glyphs)
    return found


def _has_picture(page: pdfium.FPDF_PAGE) -> bool:
    number = min(pdfium.FPDFPage_CountObjects(page), 50)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, each)) for each in range(number)
    )
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _glyphs(text: pdfium.FPDF_TEXTPAGE, turns: int, found: _Pages) -> Iterator[printed.Glyph]:
    """What is set upright on a page that is shown turned by so many quarters.

    The blanks and line ends that pdfium guesses are left out, and so is text that stands askew
    (stamps, water marks, the margin's barcode): in the lines it would only be noise.
    """
    x, y, left, right, low, high = (ctypes.c_double() for _ in range(6))
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    size, upright, seen = 0.0, True, (0.0, 0.0)
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = "" if pdfium.FPDFText_IsGenerated(text, index) == 1 else _char(text, index)
        if not char or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            seen = (0.0, 0.0)
            continue
        set_in = pdfium.FPDFText_GetFontSize(text, index)
        if (set_in, y.value) != seen:
            seen = (set_in, y.value)
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            size = set_in * (math.hypot(matrix.c, matrix.d) or 1.0)
            upright = _is_upright(matrix, turns)
        if not upright:
            found.askew += not char.isspace()
            continue
        pdfium.FPDFText_GetCharBox(text, index, left, right, low, high)
        pdfium.FPDFText_GetLooseCharBox(text, index, loose)
        start, base = _turned(x.value, y.value, turns)
        ink = (_turned(left.value, low.value, turns)[0], _turned(right.value, high.value, turns)[0])
        box = (
            _turned(loose.left, loose.bottom, turns)[0],
            _turned(loose.right, loose.top, turns)[0],
        )
        end = start + size if char >= _IDEOGRAPHIC else max(*ink, *box)
        yield printed.Glyph(
            char, start, end, sum(ink) / 2 if ink[0] != ink[1] else start, base, size
        )


def _turned(x: float, y: float, turns: int) -> tuple[float, float]:
    """A place on the page as it is shown: turned clockwise by so many quarters."""
    for _ in range(turns):
        x, y = y, -x
    return x, y


def _is_upright(matrix: pdfium.FS_MATRIX, turns: int) -> bool:
    """Whether the line on which a character stands runs to the right as the page is shown."""
    along, across = _turned(matrix.a, matrix.b, turns)
    return along >= 0 and abs(across) <= 0.1 * along


def _char(text: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    """A character; empty for what is none."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    # Rare ideographs come as two halves: the first gives the character, the second nothing.
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(text, index + 1)
        whole = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        return chr(whole) if 0xDC00 <= low < 0xE000 else "\ufffd"
    if 0xDC00 <= code < 0xE000:
        high = pdfium.FPDFText_GetUnicode(text, index - 1) if index else 0
        return "" if 0xD800 <= high < 0xDC00 else "\ufffd"
    char = chr(code) if code <= 0x10FFFF else "\ufffd"
    if char in _HYPHENS:
        return "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 or char != "\ufffe" else "\ufffd"
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
        return "\ufffd"
    return "" if (code < 0x20 and char not in "\t\n\r") or code == 0x7F else char
