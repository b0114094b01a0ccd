"""What no face has is missed by every paper that names it; what a place to be filled in looks like."""

from io import BytesIO

import pypdfium2

from huanjie_desktop.documents.blocks import Document, Grid, GridCell, PageStyle, Paragraph
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.domain.templates import BLANK


def test_a_character_that_no_face_has_is_told_of_each_paper() -> None:
    nowhere = "\U00032000"
    words = Document("文", PageStyle(), (Paragraph(f"甲{nowhere}"),))
    grid = Grid("表", (100.0,), (50.0,), (GridCell(0, 0, entries=(("2008.08--", f"乙{nowhere}"),)),))
    for document in (words, Document("表", PageStyle(), (grid,))):
        assert [write_pdf([document], BytesIO()).missing for _ in range(2)] == [(nowhere,), (nowhere,)]


def test_a_place_to_be_filled_in_is_one_line_and_not_a_row_of_dashes() -> None:
    content = BytesIO()
    write_pdf([Document("请示", PageStyle(numbering="none"), (Paragraph(f"代表{BLANK}名"),))], content)
    with pypdfium2.PdfDocument(content.getvalue()) as file:
        picture = file[0].render(scale=3).to_pil().convert("L")
    rows = ("".join("#" if picture.getpixel((x, y)) < 200 else " " for x in range(picture.width)) for y in range(400))
    longest = max(len(run) for row in rows for run in row.split())
    assert longest > 3 * (len(BLANK) - 1) * 15.8
