"""PDF by pdfium: the characters of each page with their places, and from them lines of text."""

import ctypes
import math
from collections.abc import Iterator

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


def read(data: bytes) -> Decoded:
    """Read a PDF. Raises EngineError, with what to do, for one that gives no readable text."""
    document = _opened(data)
    try:
        pages, empty = _pages(document)
    finally:
        document.close()
    text, mended = lookalikes.mend(printed.text_of(pages))
    if not text.strip():
        raise EngineError(
            "the PDF holds no text, its pages may be pictures: ask for the file it was made of, "
            "or have its text recognised (OCR), and give that"
        )
    warnings = legibility.check(text)
    fidelity = "doubtful" if warnings else "printed"
    if mended:
        warnings += (f"lookalikes-mended:{mended}",)
    if empty:
        warnings += (f"pages-without-text:{empty}",)
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


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[printed.Glyph]], int]:
    """The glyphs of each page, and how many pages show something but no text."""
    pages: list[list[printed.Glyph]] = []
    empty = total = 0
    for index in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, index)
        if not page:
            raise EngineError(
                f"page {index + 1} of the PDF is damaged: print it to a new PDF, and give that"
            )
        text = pdfium.FPDFText_LoadPage(page)
        try:
            glyphs = list(_glyphs(text)) if text else []
            empty += not glyphs and _has_picture(page)
        finally:
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        total += len(glyphs)
        if total > MOST_CHARACTERS:
            raise EngineError(
                f"the PDF has more than {MOST_CHARACTERS} characters: split it into its papers"
            )
        pages.append(glyphs)
    return pages, empty


def _has_picture(page: pdfium.FPDF_PAGE) -> bool:
    number = min(pdfium.FPDFPage_CountObjects(page), 50)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, each)) for each in range(number)
    )
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _glyphs(text: pdfium.FPDF_TEXTPAGE) -> Iterator[printed.Glyph]:
    """What is set on a page, without the blanks and line ends that pdfium guesses."""
    x, y, left, right, low, high = (ctypes.c_double() for _ in range(6))
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    size, seen = 0.0, (0.0, 0.0)
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
        pdfium.FPDFText_GetCharBox(text, index, left, right, low, high)
        if char >= _IDEOGRAPHIC:
            end = x.value + size
        else:
            pdfium.FPDFText_GetLooseCharBox(text, index, loose)
            end = max(loose.right, right.value)
        middle = (left.value + right.value) / 2 if right.value > left.value else x.value
        yield printed.Glyph(char, x.value, end, middle, y.value, size)


def _char(text: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    """A character; empty for what is none."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    char = chr(code) if code <= 0x10FFFF else "\ufffd"
    if char in _HYPHENS:
        return "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 or char != "\ufffe" else "\ufffd"
    if 0xD800 <= code <= 0xDFFF or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
        return "\ufffd"
    return "" if code < 0x20 and char not in "\t\n\r" else char
