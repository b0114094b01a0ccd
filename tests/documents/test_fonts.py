"""What no face has is missed by every paper that names it."""

from io import BytesIO

from huanjie_desktop.documents.blocks import Document, Grid, GridCell, PageStyle, Paragraph
from huanjie_desktop.documents.pdf import write_pdf


def test_a_character_that_no_face_has_is_told_of_each_paper() -> None:
    nowhere = "\U00032000"
    words = Document("文", PageStyle(), (Paragraph(f"甲{nowhere}"),))
    grid = Grid("表", (100.0,), (50.0,), (GridCell(0, 0, entries=(("2008.08--", f"乙{nowhere}"),)),))
    for document in (words, Document("表", PageStyle(), (grid,))):
        assert [write_pdf([document], BytesIO()).missing for _ in range(2)] == [(nowhere,), (nowhere,)]
