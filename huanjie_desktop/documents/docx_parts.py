"""What a DOCX is made of below the blocks: paragraphs of runs in Chinese fonts, sections with their pages, the archive."""

import math
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huanjie_desktop.documents.blocks import OFFICIAL_MARGINS, Align, Face, PageStyle, Paper
from huanjie_desktop.documents.office_fonts import NAMES

LATIN = "Times New Roman"
BODY = 16.0
LINE = 28.95  # pt: 22 lines fill 225 mm
_PITCH = "579"  # the same in twentieths of a point
_RUNNING = 16.0  # pt
_EMPTY_HEADER = 20.0  # pt, that an empty header takes in some programs, above the type area
_CHAR_SPACE = "-843"  # of 4096ths of a point: 28 characters of 16 pt fill 156 mm
TIGHT = -0.3  # pt, the same for programs that do not know the page's grid of characters
_ALIGN = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
    Align.SPREAD: "distribute",
}
_SHEETS = {Paper.A4: (210, 297), Paper.A3: (297, 420)}


@dataclass(frozen=True)
class Span:
    """Text in a face and a size, pt; `\t` and `\n` in it are tabs and line breaks.

    `latin` is the font of its digits; `closer` is what each character's room grows by, pt, negative for closer text;
    `colour` is that of its ink, #E60012.
    """

    text: str
    face: Face
    size: float
    latin: str = LATIN
    framed: bool = False
    closer: float = 0.0
    colour: str = ""


@dataclass(frozen=True)
class Form:
    """How a paragraph stands: lengths in points, `tabs` (place, kind, leader), `under` (colour, width, distance) of a line."""

    align: Align = Align.LEFT
    line: float = LINE
    exact: bool = True
    chars: float = 0.0
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    keep: bool = False
    new_page: bool = False
    tabs: tuple[tuple[float, str, str], ...] = ()
    under: tuple[str, float, float] | None = None


def element(name: str, *children: Any, **attributes: object) -> Any:
    """Return a `w:` element; attributes in the same name space, those that are None left out."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{key}"), str(value))
    for child in children:
        made.append(child)
    return made


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def paragraph(spans: Sequence[Span], form: Form) -> Any:
    """Return a paragraph's element."""
    properties = element("pPr")
    if form.keep:
        properties.append(element("keepNext"))
    if form.new_page:
        properties.append(element("pageBreakBefore"))
    if form.under:
        colour, width, space = form.under
        bottom = element(
            "bottom", val="single", sz=round(width * 8), space=round(space), color=colour.removeprefix("#")
        )
        properties.append(element("pBdr", bottom))
    if form.tabs:
        tabs = [element("tab", val=kind, leader=leader or None, pos=twips(at)) for at, kind, leader in form.tabs]
        properties.append(element("tabs", *tabs))
    properties.append(element("snapToGrid", val="0"))
    rule = "exact" if form.exact else "auto"
    properties.append(
        element("spacing", before=twips(form.before), line=int(form.line * 20) if form.exact else 240, lineRule=rule)
    )
    if form.chars or form.first or form.left or form.right:
        properties.append(_indent(form))
    properties.append(element("jc", val=_ALIGN[form.align]))
    made = element("p", properties)
    for span in spans:
        made.append(_run(span))
    if not spans:
        properties.append(element("rPr", *_look(Span("", Face.FANG, min(BODY, form.line / 1.3)))))
    return made


def _indent(form: Form) -> Any:
    first = form.chars * BODY if form.chars else form.first
    kind = "firstLine" if first >= 0 else "hanging"
    attributes: dict[str, object] = {kind: abs(twips(first))}
    if form.chars:
        attributes["firstLineChars"] = round(form.chars * 100)
    return element("ind", left=twips(form.left), right=twips(form.right), **attributes)


def _look(span: Span) -> list[Any]:
    name = NAMES[span.face]
    fonts = element("rFonts", ascii=span.latin, hAnsi=span.latin, eastAsia=name, hint="eastAsia")
    half = int(span.size * 2 + 1e-6)
    look = [fonts, element("snapToGrid", val="0")]
    look += [element("color", val=span.colour.removeprefix("#"))] if span.colour else []
    look += [element("spacing", val=math.floor(span.closer * 20))] if span.closer else []
    look += [element("sz", val=half), element("szCs", val=half)]
    if span.framed:
        look.append(element("bdr", val="single", sz="8", space="0", color="000000"))
    return look


def _run(span: Span) -> Any:
    made = element("r", element("rPr", *_look(span)))
    for at, line in enumerate(span.text.split("\n")):
        if at:
            made.append(element("br"))
        for place, text in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if text:
                words = element("t")
                words.text = text
                words.set(qn("xml:space"), "preserve")
                made.append(words)
    return made


def type_width(page: PageStyle) -> float:
    """Return the width between the margins, mm."""
    short, long = _SHEETS[page.paper]
    return (long if page.landscape else short) - page.margins.left - page.margins.right


def set_page(section: Any, page: PageStyle, pages: int, running: str = "") -> None:
    """Set a section's paper, margins, grid of lines and page numbers; `pages` how many are numbered, 0 for none.

    `running` is the title that stands above what goes on from the first page.
    """
    short, long = _SHEETS[page.paper]
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if page.landscape else (Mm(short), Mm(long))
    section.top_margin, section.bottom_margin = Mm(page.margins.top), Mm(page.margins.bottom)
    section.left_margin, section.right_margin = Mm(page.margins.left), Mm(page.margins.right)
    section.footer_distance = Mm(max(page.margins.bottom - 12, 5))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    if page.margins == OFFICIAL_MARGINS:
        section._sectPr.append(element("docGrid", type="linesAndChars", linePitch=_PITCH, charSpace=_CHAR_SPACE))
    footers = [(section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)]
    if running:
        section.different_first_page_header_footer = True
        section.header_distance = section.top_margin - Pt(_EMPTY_HEADER)
        footers.append((section.first_page_footer, Align.RIGHT))
        line = paragraph([Span(running, Face.HEI, _RUNNING)], Form(Align.CENTER, 1.5 * LINE, before=_EMPTY_HEADER))
        for header in (section.header, section.even_page_header):
            _fill(header, deepcopy(line))
        _fill(section.first_page_header, paragraph([], Form(line=1)))
    for footer, align in footers:
        _fill(footer, _page_number(page, align, pages))


def _fill(part: Any, content: Any) -> None:
    """Put a paragraph into a header or a footer in place of what it has."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.append(content)


def _page_number(page: PageStyle, align: Align, pages: int) -> Any:
    total = page.numbering == "total"
    if not pages or page.numbering == "none" or (total and pages == 1):
        return paragraph([], Form(line=12))
    if page.numbering == "official":
        size, words = 14.0, ["— ", "PAGE", " —"]
        left, right = (0.0, 14.0) if align is Align.RIGHT else (14.0, 0.0)
        made = paragraph([], Form(align=align, line=18, left=left, right=right))
    else:
        size, words = 9.0, ["第 ", "PAGE", " 页", *(["　共 ", "SECTIONPAGES", " 页"] if total else [])]
        made = paragraph([], Form(align=Align.CENTER, line=12))
    for word in words:
        if word.isascii() and word.isalpha():
            made.extend(_field(word, str(pages) if word == "SECTIONPAGES" else "1", size))
        else:
            made.append(_run(Span(word, Face.SONG, size)))
    return made


def _field(code: str, shown: str, size: float) -> list[Any]:
    parts = []
    for kind in ("begin", "code", "separate", "text", "end"):
        run = _run(Span(shown if kind == "text" else "", Face.SONG, size))
        if kind == "code":
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run.append(instruction)
        elif kind != "text":
            run.append(element("fldChar", fldCharType=kind))
        parts.append(run)
    return parts


def prepare(file: Any) -> None:
    """Set up a new file as Chinese office programs write theirs: language, fonts, no mode for older programs."""
    settings = file.settings
    settings.odd_and_even_pages_header_footer = True
    for mode in settings.element.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for language in settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for control in settings.element.iter(qn("w:characterSpacingControl")):
        control.set(qn("w:val"), "compressPunctuation")
    styles = file.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for spacing in styles.find(qn("w:docDefaults")).iter(qn("w:spacing")):
        for name, value in (("after", "0"), ("line", "240"), ("lineRule", "auto")):
            spacing.set(qn(f"w:{name}"), value)
    style = file.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), NAMES[Face.FANG])
    normal = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):  # as in the PDF: no room between characters and digits
        normal.append(element(name, val="0"))


def write_fixed(buffer: BytesIO, stream: BinaryIO) -> None:
    """Copy the archive with fixed time stamps."""
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(info))
