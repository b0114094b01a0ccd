"""Writes documents to DOCX that WPS and Word open and edit: Chinese font names, grid, repeated heads, page number fields."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huanjie_desktop.documents.blocks import (
    Align,
    BarChart,
    Block,
    Cell,
    Contents,
    Cover,
    Document,
    Drawing,
    Face,
    Heading,
    Labelled,
    NameGrid,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Space,
    Table,
    Text,
    Title,
)
from huanjie_desktop.documents.docx_parts import (
    ALIGN,
    LATIN,
    add_run,
    insert,
    set_page,
    type_width,
    write_fixed,
)
from huanjie_desktop.documents.drawn_pictures import drawn_pictures
from huanjie_desktop.documents.office_fonts import NAMES
from huanjie_desktop.domain.names import display_name

_LEVELS = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
_BODY = 16.0
_CELL_MARGIN = "57"  # twentieths of a point: 1 mm
_NOTE = 10.5
_LINE = 28.95  # pt: 22 lines fill 225 mm
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same data gives the same bytes


def write_docx(documents: Sequence[Document], stream: BinaryIO) -> None:
    """Write documents one after the other, each beginning on a new page; the same input gives the same bytes."""
    file = docx.Document()
    _prepare(file, documents[0].title if documents else "")
    for at, document in enumerate(documents):
        section = file.sections[0] if at == 0 else file.add_section()
        set_page(section, document.page, document.number_pages)
        writer = _Writer(file, document)
        for block in document.blocks:
            writer.write(block)
    buffer = BytesIO()
    file.save(buffer)
    write_fixed(buffer, stream)


class _Writer:
    """Writes one document's blocks at the end of the file."""

    def __init__(self, file: Any, document: Document) -> None:
        self._file = file
        self._page = document.page
        self._numbered = document.number_pages
        self._write: dict[type[Block], Callable[[Any], None]] = {
            Title: self._title,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Space: self._space,
            Table: self._table,
            BarChart: self._drawn,
            Drawing: self._drawn,
            NameGrid: self._name_grid,
            Labelled: self._labelled,
            Signature: self._signature,
            Contents: self._contents,
            Cover: self._cover,
            PageBreak: self._page_break,
        }

    def write(self, block: Block) -> None:
        """Write one block."""
        self._write[type(block)](block)

    def _line(self, text: Text, face: Face, size: float, align: Align, chars: float = 0) -> Any:
        paragraph = self._file.add_paragraph()
        form = paragraph.paragraph_format
        form.alignment = ALIGN[align]
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(_LINE if size <= _BODY else size * 1.6)
        if chars:
            _indent(paragraph, first=chars)
        for run in (
            [(text, face, size)]
            if isinstance(text, str)
            else [(run.text, run.face or (Face.HEI if run.bold else face), run.size or size) for run in text]
        ):
            add_run(paragraph, *run)
        return paragraph

    def _title(self, block: Title) -> None:
        for line in block.text.split("\n"):
            self._line(line, Face.TITLE, block.size, Align.CENTER)
        if block.subtitle:
            self._line(block.subtitle, Face.KAI, _BODY, Align.CENTER)
        self._line("", Face.FANG, _BODY, Align.LEFT)

    def _heading(self, block: Heading) -> None:
        paragraph = self._line(block.text, _LEVELS[block.level], _BODY, Align.JUSTIFY, 2)
        paragraph.paragraph_format.keep_with_next = True

    def _paragraph(self, block: Paragraph) -> None:
        indent = block.indent if block.align in (Align.JUSTIFY, Align.LEFT) else 0
        paragraph = self._line(block.text, block.face, block.size, block.align, indent)
        paragraph.paragraph_format.keep_with_next = block.keep_with_next
        paragraph.paragraph_format.widow_control = True
        if block.left:
            paragraph.paragraph_format.left_indent = Pt(block.left * block.size)

    def _space(self, block: Space) -> None:
        for _ in range(max(1, round(block.lines))):
            self._line("", Face.FANG, _BODY, Align.LEFT)

    def _labelled(self, block: Labelled) -> None:
        paragraph = self._line("", Face.FANG, _BODY, Align.LEFT)
        hang = Pt(block.label_width * _BODY)
        paragraph.paragraph_format.left_indent = Pt((block.indent + block.label_width) * _BODY)
        paragraph.paragraph_format.first_line_indent = -hang
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt((block.indent + block.label_width) * _BODY))
        add_run(paragraph, block.label + "\t", Face.HEI, _BODY)
        text = block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)
        add_run(paragraph, text, Face.FANG, _BODY)

    def _signature(self, block: Signature) -> None:
        self._line("", Face.FANG, _BODY, Align.LEFT)
        name = self._line(block.name, Face.FANG, _BODY, Align.RIGHT)
        name.paragraph_format.keep_with_next = True
        name.paragraph_format.right_indent = Pt(2 * _BODY)
        day = self._line(block.date, Face.FANG, _BODY, Align.RIGHT)
        day.paragraph_format.right_indent = Pt(4 * _BODY)

    def _contents(self, block: Contents) -> None:
        width = type_width(self._page)
        for title, page in block.entries:
            paragraph = self._line(f"{title}\t{page}", Face.FANG, _BODY, Align.LEFT)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def _cover(self, block: Cover) -> None:
        self._line(block.mark, Face.HEI, _BODY, Align.LEFT)
        for _ in range(4):
            self._line("", Face.FANG, _BODY, Align.LEFT)
        for line in block.lines:
            self._line(line, Face.TITLE, 30, Align.CENTER)
        for _ in range(3):
            self._line("", Face.FANG, _BODY, Align.LEFT)
        if block.kind:
            self._line("　".join(block.kind), Face.TITLE, 36, Align.CENTER)
        for _ in range(6):
            self._line("", Face.FANG, _BODY, Align.LEFT)
        for line in block.foot:
            self._line(line, Face.KAI, 18, Align.CENTER)

    def _page_break(self, block: PageBreak) -> None:
        if block.style is None:
            self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            return
        self._page = block.style
        set_page(self._file.add_section(), block.style, self._numbered)

    def _name_grid(self, block: NameGrid) -> None:
        table = self._file.add_table(rows=0, cols=block.per_line)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        width = type_width(self._page) / block.per_line
        for start in range(0, len(block.names), block.per_line):
            cells = table.add_row().cells
            for cell in cells:
                cell.width = Mm(width)
            for cell, (name, brackets) in zip(cells, block.names[start : start + block.per_line], strict=False):
                _fill(cell, display_name(name) + brackets, block.face, block.size, Align.LEFT)

    def _table(self, block: Table) -> None:
        if block.mark:
            self._line(block.mark, Face.HEI, _BODY, Align.RIGHT)
        if block.caption:
            self._line(block.caption, Face.TITLE, 22, Align.CENTER)
        self._small_lines(block.note, block.note_align)
        table = self._file.add_table(rows=0, cols=len(block.columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        total = sum(column.width for column in block.columns)
        widths = [Mm(type_width(self._page) * column.width / total) for column in block.columns]
        _frame(table, block)
        spans: dict[int, tuple[int, int]] = {}
        for at, row in enumerate((*block.head, *block.rows)):
            self._row(table, block, row, at < len(block.head), widths, spans)
        self._small_lines(block.foot, Align.LEFT)

    def _drawn(self, block: BarChart | Drawing) -> None:
        for picture in drawn_pictures(block, self._page) if not isinstance(block, BarChart) or block.bars else ():
            paragraph = self._file.add_paragraph()
            paragraph.add_run().add_picture(BytesIO(picture), width=Mm(type_width(self._page)))

    def _small_lines(self, text: str, align: Align) -> None:
        for line in text.split("\n") if text else ():
            paragraph = self._line(line, Face.SONG, _NOTE, align)
            paragraph.paragraph_format.line_spacing = Pt(_NOTE * 1.6)

    def _row(
        self, table: Any, block: Table, row: Row, head: bool, widths: Sequence[Any], spans: dict[int, tuple[int, int]]
    ) -> None:
        """Write a row; `spans` are the cells that go on from above: by column, the rows left and the columns wide."""
        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        added.height = Mm(max(row.height, block.row_height))
        cells = added.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
        for at, (left, wide) in list(spans.items()):
            _join(cells, at, wide, "continue")
            spans[at] = (left - 1, wide)
        for at in [at for at, (left, _) in spans.items() if not left]:
            del spans[at]
        for at, content in enumerate(row.cells):
            if content is None:
                continue
            if isinstance(content, Cell) and content.rowspan > 1:
                spans[at] = (content.rowspan - 1, content.colspan)
            column = block.columns[at]
            text: Text = content if isinstance(content, str) else content.text
            align, bold, face = column.align, head or row.kind == "total", column.face
            if isinstance(content, Cell):
                bold, face = bold or content.bold, content.face or face
                align = content.align or (Align.CENTER if head else align)
                _join(cells, at, content.colspan, "restart" if content.rowspan > 1 else "")
            if head:
                align = Align.CENTER if not isinstance(content, Cell) else align
            plain = text if isinstance(text, str) else "".join(run.text for run in text)
            if column.kind == "name" and not head and row.kind == "row":
                plain = display_name(plain)
            chosen = Face.HEI if bold else face or (Face.KAI if row.kind == "group" else Face.SONG)
            if column.kind == "name" and not bold and row.kind == "row":
                chosen = Face.FANG
            _fill(cells[at], plain, chosen, block.size, align)
            cells[at].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _join(cells: Sequence[Any], at: int, wide: int, down: str) -> None:
    """Join a cell with those beside it, and with those in the rows under it: "restart" begins that, "continue" goes on."""
    if wide > 1:
        cells[at].merge(cells[min(at + wide, len(cells)) - 1])
    if down:
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), down)
        cells[at]._tc.get_or_add_tcPr().append(merge)


def _fill(cell: Any, text: str, face: Face, size: float, align: Align) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.alignment = ALIGN[align]
    for at, line in enumerate(text.split("\n")):
        run = add_run(paragraph, line, face, size)
        if at < text.count("\n"):
            run.add_break()


def _indent(paragraph: Any, first: float) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(round(first * 100)))
    indent.set(qn("w:firstLine"), str(round(first * _BODY * 20)))


def _frame(table: Any, block: Table) -> None:
    """Set the outer and the inner lines, in eighths of a point."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), str(round((block.inner if side.startswith("inside") else block.outer) * 8)))
        border.set(qn("w:color"), "000000")
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), _CELL_MARGIN)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    insert(table._tbl.tblPr, borders, "w:tblLayout", "w:tblLook")
    insert(table._tbl.tblPr, margins, "w:tblLook")


def _prepare(file: Any, title: str) -> None:
    file.settings.odd_and_even_pages_header_footer = True
    style = file.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(_BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), NAMES[Face.FANG])
    style.paragraph_format.space_after = Pt(0)
    properties = file.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title.replace("\n", "")
    properties.created = properties.modified = _STAMP
    properties.revision = 1
