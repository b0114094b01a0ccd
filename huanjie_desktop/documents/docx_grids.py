"""Forms in DOCX: a table whose columns and rows have the form's own lengths, with the sizes of text that our own layout gave them."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from huanjie_desktop.documents.blocks import Align, Face, Grid, GridCell
from huanjie_desktop.documents.docx_parts import Form, Span, element, paragraph, twips
from huanjie_desktop.documents.drawing import Entries, Words
from huanjie_desktop.documents.fitting import MM, fit, fit_entries
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.grids import ENTRY_TOP, FOOT_SIZE, GAP, LINE, NOTE_GAP, NOTE_HEIGHT, PAD, cell_items
from huanjie_desktop.documents.office_fonts import NAMES

_LATIN = NAMES[Face.SONG]
_SLACK = 0.6  # pt that the heading's line gives up, so that the page holds what it holds in the PDF
_FRAME = 0.4  # mm of a picture's cell that its lines take
_NARROWER = 0.96  # of a cell's width for its text: some programs set room between characters and digits
_HANG = 9.0  # characters
_SIDES = ("top", "left", "bottom", "right")


class GridWriter:
    """Makes the elements of one form; pictures need the file that they stand in."""

    def __init__(self, file: Any, fonts: FontBook, grid: Grid) -> None:
        self._file, self._fonts, self._grid = file, fonts, grid
        self.cut: list[str] = []  # texts that their cell has no room for
        self._owner: dict[tuple[int, int], GridCell] = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }

    def heading(self) -> Iterator[Any]:
        """Give the paragraph above the form."""
        grid = self._grid
        if grid.heading:
            apart = grid.heading_width * MM / len(grid.heading) - grid.heading_size
            span = Span(grid.heading, Face.TITLE, grid.heading_size, closer=apart)
            line = grid.heading_size * 1.5
            rest = (grid.heading_height * MM - line) / 2
            yield paragraph([span], Form(Align.CENTER, line, before=rest - _SLACK))
            yield paragraph([], Form(line=rest))

    def foot(self) -> Iterator[Any]:
        """Give the paragraph under it."""
        if self._grid.foot:
            span = Span(self._grid.foot, Face.SONG, FOOT_SIZE, _LATIN)
            yield paragraph([span], Form(line=FOOT_SIZE * 1.5, before=3, left=PAD * MM))

    def table(self) -> Any:
        """Return the form itself."""
        grid = self._grid
        line = {"val": "single", "sz": round(LINE * 8), "space": 0, "color": "000000"}
        borders = [element(side, **line) for side in (*_SIDES, "insideH", "insideV")]
        margins = [element(side, w=twips(PAD * MM) if side in ("left", "right") else 0, type="dxa") for side in _SIDES]
        made = element(
            "tbl",
            element(
                "tblPr",
                element("tblW", w=twips(sum(grid.widths) * MM), type="dxa"),
                element("jc", val="center"),
                element("tblBorders", *borders),
                element("tblLayout", type="fixed"),
                element("tblCellMar", *margins),
            ),
            element("tblGrid", *(element("gridCol", w=twips(width * MM)) for width in grid.widths)),
        )
        for row, height in enumerate(grid.heights):
            properties = element(
                "trPr", element("cantSplit"), element("trHeight", val=twips(height * MM), hRule="exact")
            )
            made.append(element("tr", properties, *self._cells(row)))
        return made

    def _cells(self, row: int) -> Iterator[Any]:
        at = 0
        while at < len(self._grid.widths):
            cell = self._owner[row, at]
            yield self._cell(cell, begins=row == cell.row)
            at += cell.colspan

    def _cell(self, cell: GridCell, *, begins: bool) -> Any:
        width = sum(self._grid.widths[cell.column : cell.column + cell.colspan])
        properties = element("tcPr", element("tcW", w=twips(width * MM), type="dxa"))
        if cell.colspan > 1:
            properties.append(element("gridSpan", val=cell.colspan))
        if cell.rowspan > 1:
            properties.append(element("vMerge", val="restart" if begins else "continue"))
        if cell.picture:
            properties.append(element("tcMar", *(element(side, w=0, type="dxa") for side in ("left", "right"))))
        properties.append(element("vAlign", val="top" if cell.entries else "bottom" if cell.note else "center"))
        height = sum(self._grid.heights[cell.row : cell.row + cell.rowspan])
        paragraphs = list(self._content(cell, width, height)) if begins else []
        return element("tc", properties, *(paragraphs or [paragraph([], Form(line=10))]))

    def _content(self, cell: GridCell, width: float, height: float) -> Iterator[Any]:
        if cell.picture:
            yield self._picture(cell.picture, width, height)
            return
        used = 0.0
        for item in cell_items(cell, 0, 0, width, height):
            if isinstance(item, Entries):
                yield from self._entries(item)
            elif isinstance(item, Words) and item.text == cell.note:
                room = (height - NOTE_HEIGHT) * MM - used
                form = Form(Align.RIGHT, item.size + NOTE_GAP, right=6 * MM, before=max(room / 2, 0.0) if used else 0)
                yield _close(paragraph([Span(item.text, Face.SONG, item.size, _LATIN)], form))
            elif isinstance(item, Words):
                fitted = fit(replace(item, width=item.width * _NARROWER), self._fonts)
                self.cut += [item.text] if fitted.cut else []
                used = len(fitted.lines) * (fitted.size + GAP)
                text = [Span(item.text, item.face, fitted.size, _LATIN)]
                yield _close(paragraph(text, Form(item.align, fitted.size + GAP)))

    def _entries(self, entries: Entries) -> Iterator[Any]:
        fitted = fit_entries(replace(entries, width=entries.width * _NARROWER), self._fonts)
        self.cut += ["".join(text for _, text in entries.rows)] if fitted.cut else []
        size = fitted.size
        hang = _HANG * size
        form = Form(line=size + GAP, left=hang, first=-hang, tabs=((hang, "left", ""),), before=ENTRY_TOP * MM)
        for lead, text in entries.rows:
            yield _close(paragraph([Span(f"{lead}\t{text}", Face.SONG, size, _LATIN)], form))
            form = replace(form, before=0)

    def _picture(self, content: bytes, width: float, height: float) -> Any:
        made = paragraph([], Form(Align.CENTER, exact=False))
        run = Paragraph(made, self._file._body).add_run()
        shape = run.add_picture(BytesIO(content), Mm(width - _FRAME), Mm(height - _FRAME))
        for side in ("T", "B", "L", "R"):  # else some programs keep an eighth of an inch free
            shape._inline.set(f"dist{side}", "0")
        return made


def _close(made: Any) -> Any:
    """Return a paragraph without room between characters and digits, as our own layout has none."""
    before = made.pPr.find(qn("w:snapToGrid"))
    for name in ("autoSpaceDE", "autoSpaceDN"):
        before.addprevious(element(name, val="0"))
    return made
