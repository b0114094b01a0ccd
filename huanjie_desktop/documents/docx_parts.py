"""What a DOCX is made of below the blocks: runs in Chinese fonts, sections with their pages, fields, the archive itself."""

import zipfile
from io import BytesIO
from typing import Any, BinaryIO

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huanjie_desktop.documents.blocks import Align, Face, PageStyle, Paper
from huanjie_desktop.documents.office_fonts import NAMES

LATIN = "Times New Roman"
ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.SPREAD: WD_ALIGN_PARAGRAPH.DISTRIBUTE,
}
_SHEETS = {Paper.A4: (210, 297), Paper.A3: (297, 420)}


def add_run(paragraph: Any, text: str, face: Face, size: float) -> Any:
    """Add text in a Chinese and a Latin font of a size, pt."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), NAMES[face])
    return run


def type_width(page: PageStyle) -> float:
    """Return the width between the margins, mm."""
    short, long = _SHEETS[page.paper]
    return (long if page.landscape else short) - page.margins.left - page.margins.right


def insert(properties: Any, element: Any, *before: str) -> None:
    """Put an element before the first of these, as the format's order wants it."""
    later = [child for child in properties if child.tag in {qn(name) for name in before}]
    if later:
        later[0].addprevious(element)
    else:
        properties.append(element)


def set_page(section: Any, page: PageStyle, numbered: bool) -> None:
    """Set a section's paper, margins, grid of lines and page numbers."""
    short, long = _SHEETS[page.paper]
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if page.landscape else (Mm(short), Mm(long))
    section.top_margin, section.bottom_margin = Mm(page.margins.top), Mm(page.margins.bottom)
    section.left_margin, section.right_margin = Mm(page.margins.left), Mm(page.margins.right)
    section.footer_distance = Mm(max(page.margins.bottom - 12, 5))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "580")
    section._sectPr.append(grid)
    for footer, align in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        for old in list(paragraph.runs):
            old._element.getparent().remove(old._element)
        if not numbered or page.numbering == "none":
            continue
        official = page.numbering == "official"
        paragraph.alignment = ALIGN[align if official else Align.CENTER]
        if official:
            indent = paragraph.paragraph_format
            indent.right_indent, indent.left_indent = (Pt(14), Pt(0)) if align is Align.RIGHT else (Pt(0), Pt(14))
        size = 14 if official else 9
        words = ["— ", "PAGE", " —"] if official else ["第 ", "PAGE", " 页"]
        words += ["　共 ", "SECTIONPAGES", " 页"] if page.numbering == "total" else []
        for word in words:
            (_add_field if word.isascii() and word.isalpha() else _add_plain)(paragraph, word, size)


def _add_plain(paragraph: Any, text: str, size: float) -> None:
    add_run(paragraph, text, Face.SONG, size)


def _add_field(paragraph: Any, code: str, size: float) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = add_run(paragraph, "", Face.SONG, size)
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._element.append(instruction)


def write_fixed(buffer: BytesIO, stream: BinaryIO) -> None:
    """Copy the archive with fixed time stamps."""
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(info))
