"""The PDF writer: pages, margins, heads repeated, text that copies right, the same bytes each time."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from huanjie_desktop.documents.blocks import Cell, Column, Document, PageStyle, Row, Table
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import UserError
from tests.documents.papers import NAMES, cover_paper, pdf, table_paper, text_paper
from workbench.pdf_pages import texts

MM = 72 / 25.4


def test_the_same_documents_give_the_same_bytes() -> None:
    documents = (cover_paper(), text_paper(), table_paper(30))
    assert pdf(*documents)[0] == pdf(*documents)[0]


@pytest.mark.parametrize("count", [1, 8, 16, 30, 60, 300])
def test_a_roster_of_any_length_holds_all_names_and_repeats_its_head(count: int) -> None:
    content, report = pdf(table_paper(count))
    pages = texts(content)
    assert len(pages) == report.pages
    assert report.missing == ()
    whole = "".join(pages)
    for at in range(count):
        assert whole.count(NAMES[at % len(NAMES)]) == sum(
            other % len(NAMES) == at % len(NAMES) for other in range(count)
        )
    for page in pages:
        assert "毕业院校系及专业" in page
        assert "青禾县干部名册" in page
    assert all("青禾县干部名册（续）" in page for page in pages[1:])
    assert "合计" in pages[-1]


def test_nothing_stands_outside_the_margins() -> None:
    content, _ = pdf(text_paper(), table_paper(60))
    file = pypdfium2.PdfDocument(content)
    for page in file:
        width, height = page.get_size()
        left, right, low = (15, 15, 8) if width > height else (28, 26, 25)
        text = page.get_textpage()
        for at in range(text.count_rects()):
            x0, y0, x1, y1 = text.get_rect(at)
            assert x0 >= left * MM - 1, page
            assert x1 <= width - right * MM + 2
            assert y0 >= low * MM - 1
            assert y1 <= height - 15 * MM
    file.close()


def test_characters_beyond_the_bmp_copy_right() -> None:
    assert {"𠮷田", "王𬭎"} <= set(NAMES)
    whole = "".join(texts(pdf(table_paper(8))[0]))
    assert "𠮷" in whole
    assert "𬭎" in whole


def test_official_pages_are_numbered_outside() -> None:
    content, report = pdf(text_paper())
    assert report.pages >= 2
    file = pypdfium2.PdfDocument(content)
    for at, page in enumerate(file):
        width, _ = page.get_size()
        number = page.get_textpage().get_text_bounded(bottom=0, top=35 * MM)
        assert f"{at + 1}" in number
        right_half = page.get_textpage().get_text_bounded(left=width / 2, bottom=0, top=34 * MM)
        assert (f"{at + 1}" in right_half) == (at % 2 == 0)
    file.close()


def test_documents_begin_on_fronts_when_asked() -> None:
    _, report = pdf(cover_paper(), table_paper(1), text_paper(), odd_starts=True)
    assert all(start % 2 == 1 for start in report.starts)


def test_every_document_has_a_bookmark_and_no_name_of_a_user() -> None:
    content, _ = pdf(text_paper(), table_paper(1))
    with pikepdf.open(BytesIO(content)) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root] == ["会议须知", "干部名册"]
        assert str(file.docinfo["/Author"]) == ""
        assert str(file.docinfo["/Title"]) == "会议须知"


def test_fonts_are_embedded() -> None:
    with pikepdf.open(BytesIO(pdf(text_paper())[0])) as file:
        for page in file.pages:
            for font in page.resources["/Font"].values():
                if "/FontDescriptor" in font:
                    assert "/FontFile2" in font["/FontDescriptor"]


def test_joined_rows_taller_than_a_sheet_are_taken_apart() -> None:
    columns = (Column(10), Column(30))
    rows = [Row((Cell("7月26日", rowspan=40), "一"))] + [Row((None, f"第{at}项")) for at in range(39)]
    content, report = pdf(Document("日程", PageStyle(), (Table(columns, (Row(("日期", "内容")),), tuple(rows)),)))
    assert report.pages > 1
    assert "第38项" in texts(content)[-1]


def test_a_missing_font_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts = FontBook(tmp_path_factory.mktemp("fonts"))
    with pytest.raises(UserError, match=r"缺少字体文件“Song-Regular\.ttf”"):
        write_pdf([text_paper()], BytesIO(), fonts=fonts)


def test_a_page_becomes_a_picture() -> None:
    pages = Pages(pdf(text_paper())[0])
    picture = pages.picture(0, 72)
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.pixels) == picture.stride * picture.height
    assert min(picture.pixels) < 128
    pages.close()


@pytest.mark.parametrize("count", range(12, 64))
def test_the_last_page_of_a_roster_has_people_beside_its_total(count: int) -> None:
    pages = texts(pdf(table_paper(count))[0])
    people = sum(pages[-1].count(name) for name in set(NAMES))
    assert people >= min(3, count)
    assert all("柳河镇（续）" in page for page in pages[1:])
