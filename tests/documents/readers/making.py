"""Files of each format, made small and by hand, so that every byte of them is meant."""

import io
import zipfile
from collections.abc import Sequence
from html import escape

from documents.lexicon import build_lexicon
from documents.readers.numbering import W
from documents.text import engine
from documents.text.types import Block, BlockKind
from tests.documents.readers.reading import source

# Lists as Word has them: 1., 一、 with ㈠ below it, dashes, bullets of a symbol font, A.
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    for number, levels in enumerate(
        "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        for levels in (
            [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")],
            [("chineseCountingThousand", "%1、"), ("ideographEnclosedCircle", "%2")],
            [("bullet", "–")],
            [("bullet", "\uf0b7")],
            [("upperLetter", "%1.")],
        )
    )
) + "".join(
    f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number in range(5)
)
# A reference whose mark is typed after it, here a star or nothing.
_STAR = '<w:footnoteReference w:customMarkFollows="1" w:id="1"/>{0}'


def docx(body: str, **parts: str) -> bytes:
    """A Word file of these elements; `parts` are named as in its folder, `.xml` left out."""
    names = {"document": f"<w:body>{body}</w:body>", **parts}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, inner in names.items():
            raw = inner if inner.startswith("<?xml") else f'<w:x xmlns:w="{W[1:-1]}">{inner}</w:x>'
            path = name if "." in name else f"{name}.xml"
            package.writestr(f"word/{path}", raw)
    return stream.getvalue()


def p(text: str, number: int = 0, level: int = 0, after: str = "") -> str:
    """A paragraph of Word, in a list if it has a number; `after` is more of its last run."""
    listed = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        if number
        else ""
    )
    return f'<w:p>{listed}<w:r><w:t xml:space="preserve">{escape(text)}</w:t>{after}</w:r></w:p>'


def docx_of(name: str) -> bytes:
    """A bundled paper as Word would have it: numbers drawn by Word, notes as footnotes."""
    body, notes = [], []
    blocks = _blocks(name)
    noted = [block for block in blocks if block.kind is BlockKind.NOTE]
    for index, block in enumerate(noted, start=1):
        star = index == 1
        notes.append(f'<w:footnote w:id="{index}">{p("* " * star + block.text)}</w:footnote>')
    for block in blocks:
        if block.kind is BlockKind.NOTE:
            continue
        after = ""
        if noted and block.kind is BlockKind.HEADER and "提交" in block.text:
            after = _STAR.format("<w:t>*</w:t>")
        elif len(noted) == 1 and block.path == "t1":
            after = _STAR.format("")
        elif len(noted) > 1 and block.path == "u1":
            after = '<w:footnoteReference w:id="2"/>'
        body.append(p(block.text.removesuffix("*" if after else ""), *_list(block), after))
    return docx("".join(body), numbering=NUMBERING, footnotes="".join(notes))


def html_of(name: str) -> bytes:
    """A bundled paper as a page: numbered paragraphs are items of ordered lists."""
    lines = []
    for block in _blocks(name):
        text, number = escape(block.text), _list(block)[0]
        if block.kind is BlockKind.NOTE:
            lines.append(f"<p>{'<sup>1</sup>' if block.label else '*'} {text}</p>")
        elif number == 1:
            lines.append(f'<ol start="{block.label}"><li><p>{text}</p></li></ol>')
        elif number in (3, 4):
            lines.append(f"<ul><li>{text}</ul>")
        elif number:
            mark = {"A": ".", "一": "、"}
            sign = next((mark[key] for key in mark if _is_like(block.label, key)), "")
            lines.append(f"<div>{block.label}{sign} {text}</div>")
        else:
            lines.append(f"<p>{text}")
    return f"<!DOCTYPE html><meta charset=utf-8><title>x</title>{''.join(lines)}".encode()


def _blocks(name: str) -> Sequence[Block]:
    blocks = engine.read(source(name), build_lexicon()).blocks
    return [block for block in blocks if block.kind is not BlockKind.ARTEFACT]


def _list(block: Block) -> tuple[int, int]:
    """The list of `NUMBERING` and the level that draw a block's label."""
    if not block.label:
        return 0, 0
    for key, place in {"1": (1, 0), "一": (2, 0), "㈠": (2, 1), "–": (3, 0), "A": (5, 0)}.items():
        if _is_like(block.label, key):
            return place
    return 4, 0


def _is_like(label: str, key: str) -> bool:
    """Whether two labels are of one kind."""
    kinds = {"1": "0123456789", "一": "一二三四五六七八九十", "㈠": "㈠㈡㈢㈣㈤㈥", "A": "ABCDEF"}
    return label[0] in kinds.get(key, key)


def pdf(content: str, to_unicode: dict[int, int] | None = None, pages: str = "") -> bytes:
    """A PDF of one page; `to_unicode` names the characters of a font with two-byte codes."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        pages or "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    ]
    if to_unicode is None:
        objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    else:
        rows = "\n".join(f"<{code:04x}> <{char:04x}>" for code, char in to_unicode.items())
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            "1 begincodespacerange <0000> <ffff> endcodespacerange "
            f"{len(to_unicode)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        )
        objects += [
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]"
            "/ToUnicode 7 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/FontDescriptor 8 0 R"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
            f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
            "<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 880/Descent -120/ItalicAngle 0"
            "/CapHeight 700/StemV 80/FontBBox[0 -200 1000 900]>>",
        ]
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n".encode()


def pdf_of(text: str, shown_as: dict[str, int] | None = None) -> bytes:
    """A PDF of lines, each character noted as itself or as `shown_as` says."""
    chars = sorted(set(text) - {"\n"})
    codes = {char: number for number, char in enumerate(chars, start=1)}
    lines = [
        f"1 0 0 1 72 {800 - 20 * row} Tm <{''.join(f'{codes[char]:04x}' for char in line)}> Tj"
        for row, line in enumerate(text.split("\n"))
    ]
    unicode = {codes[char]: (shown_as or {}).get(char, ord(char)) for char in chars}
    return pdf(f"BT /F 12 Tf {' '.join(lines)} ET", unicode)
