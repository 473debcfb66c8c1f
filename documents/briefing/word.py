"""A briefing as a DOCX file, with fonts named for both scripts."""

from collections.abc import Iterable
from io import BytesIO

import docx
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from documents.briefing.content import Briefing, Entry, Stretch
from documents.references import local_date

LATIN = "Times New Roman"
# Word for Chinese has both by these names; other programs know them and take what is like them.
BODY, HEADING = "宋体", "黑体"
_STYLES = {"Title": HEADING, "Heading 1": HEADING, "Heading 2": HEADING, "Normal": BODY}
# What XML 1.0 cannot hold.
_CONTROLS = dict.fromkeys(each for each in range(32) if each not in (9, 10, 13))


def write(briefing: Briefing, *, site: str) -> bytes:
    """Write the file; `site` is put before the paragraphs' addresses."""
    document = docx.Document()
    _set_fonts(document)
    document.core_properties.title = _plain(briefing.title)
    document.core_properties.author = "npt_tracker"
    document.core_properties.comments = ""
    document.add_heading(_plain(briefing.title), level=0)
    for line in (*about(briefing), _("底色为援引，下划线为执行动词。")):
        document.add_paragraph(_plain(line))
    for chapter in briefing.chapters:
        document.add_heading(_plain(chapter.title), level=1)
        for part in chapter.parts:
            document.add_heading(_plain(part.title), level=2)
            for entry in part.entries:
                _add(document, entry, site)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def about(briefing: Briefing) -> Iterable[str]:
    """How the briefing came to be: day, engine, filters, numbers."""
    colon = _("：")
    yield _("编制日期") + colon + local_date(briefing.day)
    yield _("识别引擎版本") + colon + (", ".join(briefing.engines) or "–")
    for name, value in briefing.filters:
        yield name + colon + value
    yield _("%(paragraphs)s，%(papers)s；只计本站收录的文件。") % {
        "paragraphs": _counted("%(n)s段", briefing.paragraphs),
        "papers": _counted("出自%(n)s份文件", briefing.papers),
    }
    if briefing.left_out:
        yield _("此处列出前%(shown)s段，另有%(left)s段未列；请缩小范围。") % {
            "shown": briefing.shown,
            "left": briefing.left_out,
        }
    yield _("引文逐字照录，不评判立场。")


def _counted(words: str, number: int) -> str:
    return ngettext(words, words, number) % {"n": number}


def _add(document: Document, entry: Entry, site: str) -> None:
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.add_run(_plain(entry.reference)).bold = True
    quoted = document.add_paragraph()
    quoted.paragraph_format.left_indent = Pt(18)
    for stretch in entry.stretches:
        _run(quoted, stretch)
    cites = "; ".join(" – ".join(filter(None, pair)) for pair in entry.cites)
    last = document.add_paragraph()
    last.paragraph_format.left_indent = Pt(18)
    run = last.add_run(_plain(f"{cites}\n{site}{entry.path}"))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x50, 0x50, 0x50)


def _run(paragraph: Paragraph, stretch: Stretch) -> None:
    run = paragraph.add_run(_plain(stretch.text))
    run.underline = stretch.verb or None
    if stretch.cited:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _set_fonts(document: Document) -> None:
    """Name the fonts of both scripts and the language; Word guesses wrongly without."""
    for name, chinese in _STYLES.items():
        style = document.styles[name]
        style.font.name = LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), chinese)
        fonts.set(qn("w:cs"), LATIN)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    languages = normal.element.get_or_add_rPr()
    for old in languages.findall(qn("w:lang")):
        languages.remove(old)
    tag = languages.makeelement(qn("w:lang"), {qn("w:eastAsia"): "zh-CN"})
    tag.set(qn("w:val"), "en-GB" if get_language() == "en" else "zh-CN")
    languages.append(tag)


def _plain(text: str) -> str:
    return text.translate(_CONTROLS)
