"""Drawings: boxes to a tenth of a millimetre, words never outside theirs, the same picture in every file."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.documents.blocks import Document, Drawing, PageStyle, Paragraph
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.drawing import BarPart, Box, Item, Picture, Rule, Valign, Words, bar
from huanjie_desktop.documents.drawn_pictures import drawn_pictures
from huanjie_desktop.documents.faces import Align, Face
from huanjie_desktop.documents.fitting import fit
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.pdf import PdfReport
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.masking import mask_texts
from tests.documents.papers import pdf
from tests.documents.text_form import as_text
from workbench.pdf_pages import texts, unembedded

MM = 72 / 25.4
PAGE = PageStyle(numbering="none")
WIDTH, HEIGHT = 156.0, 225.0
NEAR = 0.1  # mm
LONG = "柳河镇党委委员、副镇长、政法委员、综治中心主任、综合行政执法队队长（兼）"


@dataclass(frozen=True)
class Place:
    """A rectangle on the paper, mm from the drawing's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    char: str = ""


def paper(*items: Item, width: float = WIDTH, height: float = 120.0) -> Document:
    return Document("图", PAGE, (Drawing(width, height, items, "登记表"),), number_pages=False)


def form() -> tuple[Item, ...]:
    """Return a small form as the approval form is: heads, a photo, long posts, words read from the side."""
    return (
        Box(0, 0, 156, 90),
        Rule(0, 12.5, 156, 12.5),
        Rule(24.3, 0, 24.3, 90, 0.35, (2, 1)),
        Words(0, 0, 24.3, 12.5, "姓　名"),
        Words(24.3, 0, 40, 12.5, "阿依古丽·买买提·热合曼江", wrap=False),
        Words(24.3, 12.5, 40, 20, LONG, align=Align.LEFT, size=14),
        Box(120, 12.5, 30, 40, 0, 0.85),
        Picture(120, 12.5, 30, 40, png(30, 20)),
        Words(0, 40, 12, 50, "工作简历", upright=True, face=Face.HEI),
        Words(140, 60, 12, 28, "第12期简报", upright=True),
        Words(30, 60, 8, 28, "装订线内不要答题", turn=90),
        Words(40, 60, 8, 28, "由上往下", turn=270),
        Words(60, 60, 30, 8, "倒着写", turn=180),
        *bar(60, 75, 5, (BarPart(30, 0.2, "18"), BarPart(0, 0.5, "0"), BarPart(2, 1.0, "100"))),
    )


def png(width: int, height: int) -> bytes:
    """Return a red picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\xff\x20\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def chars(content: bytes) -> list[Place]:
    """Return where the ink of every character stands."""
    file = pypdfium2.PdfDocument(content)
    found = []
    for page in file:
        height = page.get_size()[1]
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, low, right, high = text.get_charbox(at)
            char = text.get_text_range(at, 1)
            if char.strip():
                x0, y0 = left / MM - PAGE.margins.left, (height - high) / MM - PAGE.margins.top
                found.append(Place(x0, y0, x0 + (right - left) / MM, y0 + (high - low) / MM, char))
    file.close()
    return found


def boxes(content: bytes) -> Iterator[Place]:
    """Give the rectangles that the file draws."""
    with pikepdf.open(BytesIO(content)) as file:
        page = file.pages[0]
        high = float(page.mediabox[3])
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "re":
                x, y, width, height = (float(str(each)) for each in step.operands)
                left, top = x / MM - PAGE.margins.left, (high - y - height) / MM - PAGE.margins.top
                yield Place(left, top, left + width / MM, top + height / MM)


def words_of(items: tuple[Item, ...]) -> list[Words]:
    return [item for item in items if isinstance(item, Words)]


def standing_in(words: Words, found: list[Place]) -> list[Place]:
    """Return the characters whose middle stands in a box."""
    return [
        each
        for each in found
        if words.x <= (each.left + each.right) / 2 <= words.x + words.width
        and words.y <= (each.top + each.bottom) / 2 <= words.y + words.height
    ]


def outside(words: Words, found: list[Place]) -> list[Place]:
    """Return the characters that leave a box."""
    return [
        each
        for each in found
        if each.left < words.x - NEAR
        or each.right > words.x + words.width + NEAR
        or each.top < words.y - NEAR
        or each.bottom > words.y + words.height + NEAR
    ]


def drawn(*items: Item) -> tuple[bytes, PdfReport]:
    return pdf(paper(*items))


def test_boxes_stand_where_they_were_put_to_a_tenth_of_a_millimetre() -> None:
    content, report = drawn(*form())
    wanted = [item for item in form() if isinstance(item, Box)]
    found = list(boxes(content))
    assert len(found) == len(wanted) == 4
    for box, place in zip(wanted, found, strict=True):
        assert place.left == pytest.approx(box.x, abs=NEAR)
        assert place.top == pytest.approx(box.y, abs=NEAR)
        assert place.right == pytest.approx(box.x + box.width, abs=NEAR)
        assert place.bottom == pytest.approx(box.y + box.height, abs=NEAR)
    assert report.cut == report.missing == ()
    assert unembedded(content) == set()


def test_every_word_of_a_form_stands_in_its_box_and_none_is_lost() -> None:
    content, _ = drawn(*form())
    found = chars(content)
    for words in words_of(form()):
        inside = standing_in(words, found)
        said = "" if words.text == "100" else "".join(words.text.split())
        assert sorted(each.char for each in inside) == sorted(said), words.text
        assert outside(words, inside) == []
    assert len(found) == sum(len("".join(words.text.split())) for words in words_of(form())) - len("100")


def test_long_names_are_set_smaller_in_one_line_and_long_posts_wrapped() -> None:
    fonts = font_book()
    name = fit(words_of(form())[1], fonts)
    assert len(name.lines) == 1
    assert 8 <= name.size < 10.5
    post = fit(words_of(form())[2], fonts)
    assert len(post.lines) > 2
    assert 8 <= post.size < 14


def test_a_side_is_read_upwards_or_downwards() -> None:
    found = chars(drawn(*form())[0])
    up, down, turned = (standing_in(words, found) for words in words_of(form()) if words.turn)
    assert [each.char for each in sorted(up, key=lambda each: -each.top)] == list("装订线内不要答题")
    assert [each.char for each in sorted(down, key=lambda each: each.top)] == list("由上往下")
    assert [each.char for each in sorted(turned, key=lambda each: -each.left)] == list("倒着写")


def test_upright_words_stand_under_each_other_and_two_digits_beside() -> None:
    found = chars(drawn(*form())[0])
    heading, issue = (standing_in(words, found) for words in words_of(form()) if words.upright)
    assert [each.char for each in sorted(heading, key=lambda each: each.top)] == list("工作简历")
    assert len({round((each.left + each.right) / 2) for each in heading}) == 1
    one, two = (each for each in issue if each.char in "12")
    assert one.bottom == pytest.approx(two.bottom, abs=NEAR)


def test_upright_columns_begin_at_the_right() -> None:
    words = Words(0, 0, 30, 20, "一二三四五六七", upright=True)
    found = {each.char: each for each in chars(drawn(words)[0])}
    assert len(found) == 7
    assert found["一"].left > found["七"].left
    assert found["一"].top < found["二"].top


@pytest.mark.parametrize(
    ("align", "valign", "corner"),
    [
        (Align.LEFT, Valign.TOP, (0.8, 0.0)),
        (Align.RIGHT, Valign.BOTTOM, (47.5, 19.6)),
        (Align.CENTER, Valign.MIDDLE, (24.1, 9.8)),
    ],
)
def test_words_sit_where_they_are_told(align: Align, valign: Valign, corner: tuple[float, float]) -> None:
    (place,) = chars(drawn(Words(0, 0, 52, 24, "田", size=10.5, align=align, valign=valign))[0])
    assert (place.left, place.top) == pytest.approx(corner, abs=0.8)


def test_names_are_spread_over_their_box() -> None:
    found = chars(drawn(Words(0, 0, 12, 8, "林木", align=Align.SPREAD, pad=0))[0])
    assert (found[0].left, found[1].right) == pytest.approx((0, 12), abs=0.5)


def test_what_has_no_room_at_the_least_size_is_cut_and_told() -> None:
    words = Words(0, 0, 20, 8, LONG)
    content, report = drawn(words)
    assert report.cut == (LONG,)
    found = chars(content)
    assert outside(words, found) == []
    said = "".join(each.char for each in found)
    assert said.endswith("…")
    assert LONG.startswith(said[:-1])
    assert fit(replace(words, text=LONG[: len(said)] + "…"), font_book()).cut  # one more would not have fitted


def test_a_box_lower_than_any_line_has_no_words_and_tells() -> None:
    content, report = drawn(Words(0, 0, 20, 2, "林木"))
    assert (chars(content), report.cut) == ([], ("林木",))


def test_optional_words_are_left_out_and_not_told() -> None:
    content, report = drawn(Words(0, 0, 3, 5, "一百", optional=True), Words(0, 10, 20, 5, "一百", optional=True))
    assert ("".join(each.char for each in chars(content)), report.cut) == ("一百", ())


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet="林木欧阳，。（）《》—…·AgjQMWy@%12 \n", min_size=1, max_size=60),
    st.floats(3, 60),
    st.floats(3, 40),
    st.sampled_from([0, 90, 180, 270]),
    st.sampled_from(list(Align)),
    st.sampled_from(list(Valign)),
    st.booleans(),
    st.booleans(),
)
def test_nothing_stands_outside_its_box(
    text: str, width: float, height: float, turn: int, align: Align, valign: Valign, upright: bool, wrap: bool
) -> None:
    words = Words(
        20, 20, width, height, text, align=align, valign=valign, turn=turn, upright=upright, wrap=wrap, size=12
    )
    content, report = drawn(words)
    found = chars(content)
    assert outside(words, found) == []
    if not report.cut:
        assert sorted(each.char for each in found) == sorted("".join(text.split()))


def test_lines_are_dashed_one_by_one_and_words_on_dark_are_white() -> None:
    items = (Rule(0, 5, 10, 5), Rule(0, 0, 10, 0, dash=(2, 1)), *bar(0, 10, 5, (BarPart(20, 0.2, "18"),)))
    with pikepdf.open(BytesIO(drawn(*items)[0])) as file:
        parsed = pikepdf.parse_content_stream(file.pages[0])
        steps = [(str(step.operator), [str(each) for each in step.operands]) for step in parsed]
    dashed, dashes = False, []
    for operator, operands in steps:
        if operator == "d":
            dashed = "Decimal" in operands[0]
        elif operator in ("S", "B*"):
            dashes.append(dashed)
    assert dashes == [False, True, False]
    text = next(at for at, (operator, _) in enumerate(steps) if operator == "Tj")
    greys = [operands for operator, operands in steps[:text] if operator == "g"]
    assert greys[-1] == ["1"]


def test_a_picture_is_shown_whole_in_the_middle_of_its_box() -> None:
    file = pypdfium2.PdfDocument(drawn(Picture(10, 10, 30, 40, png(30, 20)))[0])
    page = file[0]
    (image,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, low, right, high = (each / MM for each in image.get_bounds())
    top = page.get_size()[1] / MM - PAGE.margins.top
    file.close()
    assert (left - PAGE.margins.left, top - high) == pytest.approx((10, 20), abs=NEAR)
    assert (right - left, high - low) == pytest.approx((30, 20), abs=NEAR)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", *(at for at in range(20, 600, 45))])
def test_a_picture_that_is_none_or_damaged_is_told_in_a_sentence(content: bytes | int) -> None:
    if isinstance(content, int):
        content = png(300, 200)[:content]
    with pytest.raises(UserError, match="有一张图片读不出"):
        drawn(Picture(0, 0, 30, 40, content))


def test_a_drawing_goes_to_the_next_sheet_and_never_over_two() -> None:
    drawing = Drawing(100, 100, (Words(0, 0, 100, 100, "图"),))
    content, report = pdf(Document("图", PAGE, (drawing, drawing, drawing), number_pages=False))
    assert report.pages == 2
    assert texts(content) == ["图图", "图"]
    mixed = Document("图", PAGE, (Paragraph("文"), Drawing(WIDTH, HEIGHT, ())), number_pages=False)
    assert pdf(mixed)[1].pages == 2
    for width, height in ((WIDTH + 1, 10.0), (10.0, HEIGHT + 1)):
        with pytest.raises(ValueError, match="larger than the type area"):
            pdf(paper(width=width, height=height))


def test_a_narrow_drawing_stands_in_the_middle() -> None:
    (place,) = boxes(pdf(paper(Box(0, 0, 56, 10), width=56, height=10))[0])
    assert place.left == pytest.approx(50, abs=NEAR)


def test_files_for_the_office_have_its_picture_in_true_size() -> None:
    one, two = BytesIO(), BytesIO()
    document = paper(*form())
    write_docx([document], one)
    write_docx([document], two)
    assert one.getvalue() == two.getvalue()
    (shape,) = docx.Document(one).inline_shapes
    assert shape.width.mm == pytest.approx(WIDTH, abs=0.2)
    assert shape.height.mm == pytest.approx(90, abs=0.5)
    one, two = BytesIO(), BytesIO()
    write_xlsx([document], one)
    write_xlsx([document], two)
    assert one.getvalue() == two.getvalue()
    sheet = openpyxl.load_workbook(one).worksheets[0]
    assert sheet.title == "登记表"
    assert len(sheet._images) == 1


def test_pictures_are_300_dpi_and_coloured_only_where_the_drawing_is() -> None:
    plain = paper(Box(0, 0, 156, 90))
    (grey,) = drawn_pictures(plain.blocks[0], PAGE)  # type: ignore[arg-type]
    (colour,) = drawn_pictures(paper(*form()).blocks[0], PAGE)  # type: ignore[arg-type]
    for picture, kind in ((grey, 0), (colour, 2)):
        width, height, depth, found = struct.unpack(">IIBB", picture[16:26])
        assert (depth, found) == (8, kind)
        assert width == pytest.approx(WIDTH / 25.4 * 300, abs=1)
        assert height == pytest.approx(90 / 25.4 * 300, abs=6)
    row = zlib.decompressobj().decompress(colour[colour.index(b"IDAT") + 4 :])[384 * (1 + 3 * width) :]
    assert row[1 + 3 * 1594 : 4 + 3 * 1594] == b"\xff\x20\x20"  # 135 mm from the left, 32.5 mm from the top
    assert colour == drawn_pictures(paper(*form()).blocks[0], PAGE)[0]  # type: ignore[arg-type]


def test_numbers_in_a_drawing_are_masked() -> None:
    masked = mask_texts(paper(Words(0, 0, 40, 8, "13812345678")))
    assert "138****5678" in texts(pdf(masked)[0])[0]


def test_a_golden_text_says_what_stands_where() -> None:
    lines = as_text(paper(Box(0, 0, 5, 5), Words(1.5, 0, 40, 8, "姓\n名", turn=90), Picture(0, 0, 5, 5, b"x")))
    assert lines.splitlines()[1:] == [
        "Drawing 登记表 156x120",
        "  Box 0,0 5x5",
        "  Words 1.5,0 40x8 turned 90 | 姓/名",
        "  Picture 0,0 5x5",
    ]
