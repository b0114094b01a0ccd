"""Drawings in XLSX: each on a sheet of its own, as a picture in its true size."""

from io import BytesIO
from typing import Any

from huanjie_desktop.documents.blocks import Drawing, PageStyle, Paper
from huanjie_desktop.documents.drawn_pictures import drawn_pictures

PAPERS = {Paper.A4: 9, Paper.A3: 8}  # a spreadsheet's own numbers for sheets


def write_drawing(book: Any, name: str, drawing: Drawing, page: PageStyle) -> None:
    """Add a sheet with a drawing's picture, set up to be printed on one page."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(PAPERS[page.paper])
    if page.landscape:
        sheet.set_landscape()
    margins = page.margins
    sheet.set_margins(*(each / 25.4 for each in (margins.left, margins.right, margins.top, margins.bottom)))
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines()
    for picture in drawn_pictures(drawing, page):
        sheet.insert_image(0, 0, f"{name}.png", {"image_data": BytesIO(picture), "description": drawing.title})
