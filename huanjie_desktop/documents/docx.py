"""Writes documents to DOCX that WPS and Word open and edit: Chinese font names, grid, repeated heads, page number fields.

Lines of titles, widths, heights and sizes are those of our own layout, so that a file has as many pages as the PDF.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from huanjie_desktop.documents.blocks import (
    Align,
    BarChart,
    Block,
    Contents,
    Cover,
    Document,
    Drawing,
    Face,
    Grid,
    Heading,
    Labelled,
    NameGrid,
    PageBreak,
    PageStyle,
    Paragraph,
    RedHead,
    Signature,
    Space,
    Table,
    Text,
    Title,
)
from huanjie_desktop.documents.charts import GAP
from huanjie_desktop.documents.docx_front import contents_lines, cover_lines, red_head_lines
from huanjie_desktop.documents.docx_grids import GridWriter
from huanjie_desktop.documents.docx_names import grid_lines
from huanjie_desktop.documents.docx_parts import (
    BODY,
    LINE,
    TIGHT,
    Form,
    Span,
    paragraph,
    prepare,
    set_page,
    type_width,
    write_fixed,
)
from huanjie_desktop.documents.docx_tables import table_elements
from huanjie_desktop.documents.drawn_pictures import drawn_pictures
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.pdf import draw_block
from huanjie_desktop.documents.pdf.headings import begins_sheet, is_signed
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.pdf.text import SEAL, balanced_lines, pitch, signed_names
from huanjie_desktop.documents.typeset import Style, words_of
from huanjie_desktop.domain.ports import NoProgress, Progress

_LEVELS = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same data gives the same bytes
_TINY = Form(line=1)


def write_docx(documents: Sequence[Document], stream: BinaryIO, progress: Progress | None = None) -> tuple[str, ...]:
    """Write documents one after the other, each beginning on a new page; the same input gives the same bytes.

    Returned are the texts that their cell or drawing has no room for.
    """
    progress = progress or NoProgress()
    cut: list[str] = []
    file = docx.Document()
    prepare(file)
    _describe(file, documents[0].title if documents else "")
    for at, document in enumerate(documents):
        progress.step(at, len(documents), f"正在排版“{document.title}”")
        writer = _Writer(file, document, first=at == 0)
        writer.write()
        cut += writer.cut
    buffer = BytesIO()
    file.save(buffer)
    write_fixed(buffer, stream)
    return tuple(dict.fromkeys(cut))


class _Writer:
    """Writes one document's blocks at the end of the file; `sheets` stands where the PDF of it stands."""

    def __init__(self, file: Any, document: Document, first: bool) -> None:
        self._file = file
        self._document = document
        self._sheets = Sheets(BytesIO(), font_book(), "")
        self._sheets.begin(document)
        self._styles: list[PageStyle] = [document.page]
        self._new_page = False
        self._following: Sequence[Block] = ()
        self._kept = self._whole = (
            False  # whether the last paragraph keeps the next, and a heading all that is under it
        )
        if not first:
            self._new_section()
        self._first_section = len(file.sections) - 1
        self._write: dict[type[Block], Callable[[Any], None]] = {
            Title: self._title,
            RedHead: self._red_head,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Space: self._space,
            Table: self._table,
            BarChart: self._drawn,
            Drawing: self._drawn,
            Grid: self._grid,
            NameGrid: self._name_grid,
            Labelled: self._labelled,
            Signature: self._signature,
            Contents: self._contents,
            Cover: self._cover,
            PageBreak: self._page_break,
        }

    @property
    def cut(self) -> list[str]:
        """Return the texts that have no room, those of drawings by the layout that goes along."""
        return self._sheets.cut

    def write(self) -> None:
        """Write the document and set up its pages."""
        blocks = self._document.blocks
        for at, block in enumerate(blocks):
            self._following = blocks[at + 1 :]
            self._write[type(block)](block)
            draw_block(self._sheets, block, self._following)
        self._part_from_table()
        pages = self._sheets.pages if self._document.number_pages else 0
        for section, style in zip(list(self._file.sections)[self._first_section :], self._styles, strict=True):
            set_page(section, style, pages, self._sheets.running)

    @property
    def _page(self) -> PageStyle:
        return self._styles[-1]

    def _append(self, element: Any) -> None:
        self._file.element.body.insert_element_before(element, "w:sectPr")

    def _last(self) -> Any:
        """Return the last element of the text, None where there is none yet."""
        elements = [each for each in self._file.element.body if each.tag != qn("w:sectPr")]
        return elements[-1] if elements else None

    def _part_from_table(self) -> None:
        """Put a paragraph without height behind a table: nothing else may follow one but text."""
        last = self._last()
        if last is None or last.tag == qn("w:tbl"):
            self._append(paragraph([], _TINY))

    def _new_section(self) -> None:
        """Begin a new section behind the last paragraph, without one of its own."""
        self._part_from_table()
        last = self._last()
        self._file.add_section()
        holder = self._last()
        properties = holder.pPr.find(qn("w:sectPr"))
        last.get_or_add_pPr().append(properties)
        holder.getparent().remove(holder)

    def _line(self, spans: Sequence[Span], form: Form) -> None:
        if self._new_page:
            form = replace(form, new_page=True)
            self._new_page = False
        self._append(paragraph(spans, form))

    def _spans(self, text: Text, face: Face, size: float) -> list[Span]:
        if isinstance(text, str):
            return [_body(text, face, size)]
        return [_body(run.text, run.face or (Face.HEI if run.bold else face), run.size or size) for run in text]

    def _title(self, block: Title) -> None:
        height = pitch(self._sheets, block.size) * 1.1
        lines = [
            line
            for part in block.text.split("\n")
            for line in balanced_lines(self._sheets, part, Style(Face.TITLE, block.size), self._sheets.width)
        ]
        for line in lines:
            self._line([Span(words_of(line), Face.TITLE, block.size)], Form(Align.CENTER, height, keep=True))
        if block.subtitle:
            self._line([Span(block.subtitle, Face.KAI, BODY)], Form(Align.CENTER, keep=True))
        self._line([], Form())

    def _heading(self, block: Heading) -> None:
        spans = [_body(block.text, _LEVELS[block.level], BODY)]
        new_page = begins_sheet(self._sheets, block, self._following)
        self._line(spans, Form(Align.JUSTIFY, chars=block.indent, keep=True, new_page=new_page))

    def _paragraph(self, block: Paragraph) -> None:
        chars = block.indent if block.align in (Align.JUSTIFY, Align.LEFT) else 0
        form = Form(
            block.align,
            min(LINE, height) if (height := pitch(self._sheets, block.size)) < LINE + 1 else height,
            chars=chars if block.size == BODY else 0,
            first=0 if block.size == BODY else chars * block.size,
            left=block.left * block.size,
            keep=block.keep_with_next or is_signed(self._following),
            new_page=begins_sheet(self._sheets, block, self._following),
        )
        self._line(self._spans(block.text, block.face, block.size), form)
        self._kept = block.keep_with_next

    def _space(self, block: Space) -> None:
        keep = self._kept or is_signed(self._following)
        left = 0.0 if self._sheets.at_top else min(block.lines * LINE, self._sheets.room)
        while left > 1:
            self._line([], Form(line=min(left, LINE), keep=keep))
            left -= LINE

    def _labelled(self, block: Labelled) -> None:
        hang = block.label_width * BODY
        left = block.indent * BODY + hang
        spans = [Span(f"{block.label}\t", Face.HEI, BODY, closer=TIGHT), *self._spans(block.text, Face.FANG, BODY)]
        self._line(spans, Form(left=left, first=-hang, keep=not block.text, tabs=((left, "left", ""),)))

    def _signature(self, block: Signature) -> None:
        names = [(words_of(line), line.width) for line in signed_names(self._sheets, block)]
        day = self._sheets.fonts.width(block.date, Face.FANG, BODY)
        widest, last = max(width for _, width in names), names[-1][1]
        date_right = 4 * BODY if block.sealed else max((widest + last) / 2 - 2 * BODY - day, 0.0) + 2 * BODY
        name_right = max(date_right + day + 2 * BODY - widest, 2 * BODY)
        if block.sealed:
            name_right = max(date_right + (day - widest) / 2, 0.0)
        before = SEAL * MM / 2 - 1.5 * LINE if block.sealed else 0.0
        if not block.sealed:
            self._line([], Form())
        for at, (text, width) in enumerate(names):
            right = name_right + (widest - width) / 2
            form = Form(Align.RIGHT, right=right, before=0.0 if at else before, keep=True)
            self._line([Span(text, Face.FANG, BODY)], form)
        self._line([Span(block.date, Face.FANG, BODY)], Form(Align.RIGHT, right=date_right))

    def _contents(self, block: Contents) -> None:
        for spans, form in contents_lines(block, self._sheets):
            self._line(spans, form)

    def _red_head(self, block: RedHead) -> None:
        for spans, form in red_head_lines(block, self._sheets):
            self._line(spans, form)

    def _cover(self, block: Cover) -> None:
        for spans, form in cover_lines(block, self._sheets):
            self._line(spans, form)

    def _name_grid(self, block: NameGrid) -> None:
        for spans, form in grid_lines(block, self._sheets):
            self._line(spans, form)

    def _table(self, block: Table) -> None:
        last = self._last()
        if last is not None and last.tag == qn("w:tbl"):
            self._part_from_table()
        for each in table_elements(self._sheets, block, self._new_page):
            self._append(each)
        self._new_page = False

    def _drawn(self, block: BarChart | Drawing) -> None:
        if isinstance(block, BarChart) and not block.bars:
            return
        before = GAP * MM if isinstance(block, BarChart) else 0.0
        for picture in drawn_pictures(block, self._page):
            self._line([], Form(exact=False, before=before))
            self._file.paragraphs[-1].add_run().add_picture(BytesIO(picture), width=Mm(type_width(self._page)))

    def _grid(self, block: Grid) -> None:
        writer = GridWriter(self._file, self._sheets.fonts, block)
        for each in (*writer.heading(), writer.table(), *writer.foot()):
            self._append(each)
        self._sheets.cut += writer.cut

    def _page_break(self, block: PageBreak) -> None:
        if block.style is None:
            self._new_page = True
            return
        self._new_section()
        self._styles.append(block.style)
        self._new_page = False


def _body(text: str, face: Face, size: float) -> Span:
    """Return running text, 28 characters of 3号 a line."""
    return Span(text, face, size, closer=TIGHT if size == BODY else 0.0)


def _describe(file: Any, title: str) -> None:
    properties = file.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title.replace("\n", "")
    properties.created = properties.modified = _STAMP
    properties.revision = 1
