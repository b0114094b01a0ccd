"""Titles and heads are broken between words; names, IDs, telephones, clock times and marks within lines stay whole."""

from io import BytesIO

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Column,
    Cover,
    Document,
    Face,
    Labelled,
    PageStyle,
    Paragraph,
    Row,
    Run,
    Table,
    Title,
)
from huanjie_desktop.documents.fonts import THINNED, font_book
from huanjie_desktop.documents.pdf.cells import Setter
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.documents.thinning import thinned
from huanjie_desktop.documents.typeset import Style, set_text
from huanjie_desktop.documents.words import best_lines, break_costs, breaks_no_word
from huanjie_desktop.paths import resource_dir
from tests.documents.papers import pdf
from workbench.pdf_pages import pieces

UNITS = ("青禾县", "边界县", "柳河镇", "长名镇人民政府驻地办事处", "河口瑶族自治县", "禾亭街道")
FONTS = font_book()


def width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def lines_of(page: list, size: float) -> list[str]:  # type: ignore[type-arg]
    found: dict[int, str] = {}
    for piece in page:
        if round(piece.size) == size:
            found[round(piece.y)] = found.get(round(piece.y), "") + piece.words
    return [found[y] for y in sorted(found, reverse=True)]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "pattern", ["关于召开中国共产党{}第十二次代表大会的请示", "中共{}委员会关于召开{}第三次代表大会的请示"]
)
def test_a_title_keeps_the_unit_and_its_words(unit: str, pattern: str) -> None:
    title = Title(pattern.format(unit, unit))
    names = (unit, f"中国共产党{unit}", f"中共{unit}委员会")
    found = lines_of(pieces(pdf(Document("请示", PageStyle(), (title,), names=names))[0])[0], 22)
    assert "".join(found) == title.text
    assert breaks_no_word(found, names)
    for word in (unit, "代表大会", "委员会", "请示"):
        assert any(word in line for line in found) or word not in title.text
    assert not any(line.endswith(("关于", "召开")) or line.startswith("的") for line in found)


@pytest.mark.parametrize("unit", UNITS)
def test_a_cover_keeps_the_unit(unit: str) -> None:
    cover = Cover((f"中国共产党{unit}", "第三次代表大会"), "会议材料")
    names = (unit, f"中国共产党{unit}")
    page = pieces(pdf(Document("封面", PageStyle(), (cover,), names=names))[0])[0]
    assert any(unit in line for size in (30, 26, 22) for line in lines_of(page, size))


def test_a_unit_of_forty_characters_is_broken_between_words() -> None:
    unit = "边界县城乡建设与自然资源综合行政执法和公共资源交易服务保障中心（县大数据发展管理局）"
    found = best_lines(unit, width, 19, (unit,))
    assert found is not None
    assert breaks_no_word(found)


@settings(deadline=None, max_examples=200)
@given(
    text=st.text("青禾县代表大会第十二次关于召开的请示（草案）ab12，", min_size=1, max_size=40), room=st.integers(4, 20)
)
def test_no_character_of_a_title_is_lost(text: str, room: int) -> None:
    found = best_lines(text, width, room)
    assert found is None or "".join(found) == text
    assert found is None or all(width(line) <= room for line in found)
    assert len(break_costs(text)) == len(text)


def test_heads_of_every_column_are_broken_between_words() -> None:
    titles = sorted({column.print_title or column.title for column in load_catalog().columns.values()})
    for chars in (2, 3, 4, 5):
        for title in titles:
            found = best_lines(title, width, chars, last_shorter=False)
            assert found is not None
            if chars >= 4:
                assert breaks_no_word(found), (title, found)
    table = Table(tuple(Column(10) for _ in titles[:14]), (Row(tuple(titles[:14])),), ())
    page = pieces(pdf(Document("表", PageStyle(landscape=True, margins=TABLE_MARGINS), (table,)))[0])[0]
    words = {piece.words for piece in page}
    assert {"任现职务", "职务时间"} & words <= {"任现职务"}
    assert not {"务时间", "作时间", "年龄（"} & words


def test_a_name_in_a_narrow_column_is_smaller_or_broken_at_its_dot() -> None:
    names = ("阿不都热合曼·吐尔逊买买提", "买买提·示例", "斯琴格日乐·乌兰其其格")
    columns = (Column(13, kind="name"), Column(160))
    table = Table(columns, (Row(("姓名", "备注")),), tuple(Row((name, "")) for name in names))
    page = pieces(pdf(Document("表", PageStyle(), (table,)))[0])[0]
    found = [piece.words for piece in page if "·" in piece.words or piece.words in "".join(names)]
    assert all(line in names or any(line in name.replace("·", "·|").split("|") for name in names) for line in found)
    sheets = Sheets(BytesIO(), FONTS, "")
    left, right, *_ = Setter(sheets, table).borders
    assert all(left < piece.x and piece.right < right for piece in page if piece.words in found)


def test_names_in_a_line_of_names_are_not_broken() -> None:
    names = ["阿不都热合曼·吐尔逊买买提（女，维吾尔族）", "斯琴格日乐·乌兰其其格（蒙古族）", "丁　一"] * 2
    text = tuple(run for name in names for run in (Run(name, whole=True), Run("　　")))
    page = pieces(pdf(Document("名单", PageStyle(), (Labelled("团　长：", text),)))[0])[0]
    rows: dict[int, str] = {}
    for piece in page:
        rows[round(piece.y)] = rows.get(round(piece.y), "") + piece.words
    assert sum(row.count(name.replace("　", "")) for row in rows.values() for name in dict.fromkeys(names)) == 6


@settings(deadline=None, max_examples=100)
@given(
    before=st.integers(0, 30),
    clock=st.sampled_from(["下午2:40", "上午9:00", "晚上7时30分", "中午12:05", "＿＿＿＿＿＿名"]),
)
def test_a_clock_time_stays_with_its_half_day(before: int, clock: str) -> None:
    lines = set_text([("会" * before + clock + "开" * 20, Style(Face.FANG, 16))], FONTS, 12 * 16)
    assert any(clock in "".join(piece.text for piece in line.pieces) for line in lines)


@settings(deadline=None, max_examples=150)
@given(words=st.lists(st.text("青禾县党委会议", min_size=1, max_size=9), max_size=20), chars=st.integers(8, 28))
def test_a_mark_within_a_line_keeps_its_room(words: list[str], chars: int) -> None:
    for line in set_text([("，".join(words), Style(Face.FANG, 16))], FONTS, chars * 16):
        if not line.pieces:
            continue
        said = "".join(piece.text for piece in line.pieces)
        natural = 16 * len(said) - (8 if said.endswith("，") else 0)
        assert natural - 0.1 <= line.width <= 16 * len(said) + 0.1


def test_characters_that_the_face_does_not_have_are_black_and_thinner() -> None:
    assert FONTS.glyph(Face.FANG, "龑")[0] == THINNED
    assert FONTS.glyph(Face.FANG, "8")[0] == "Song"
    content, report = pdf(Document("名单", PageStyle(), (Paragraph("顾龑"),)))
    assert report.missing == ()
    assert "".join(piece.words for piece in pieces(content)[0]) == "顾龑"
    inks = {}
    for face in (Face.SONG, Face.FANG):
        pages = Pages(pdf(Document("名单", PageStyle(), (Paragraph("龑玥祎", face=face),)))[0])
        shown = pages.picture(0, 600).pixels[::4]  # blue of each pixel
        pages.close()
        assert min(shown) == 0  # black, not grey
        inks[face] = sum(255 - each for each in shown)
    assert 0.6 * inks[Face.SONG] < inks[Face.FANG] < 0.9 * inks[Face.SONG]


def test_a_font_keeps_its_widths_and_its_lying_strokes_where_it_is_thinned() -> None:
    kept, made = (glyphs_of(loss) for loss in (0, 10))
    for char, (width_, box) in kept.items():
        thin_width, thin_box = made[char]
        assert thin_width == width_
        assert thin_box[0] >= box[0]  # it has lost at its sides
        assert thin_box[2] <= box[2]
    (_, whole), (_, thin) = kept["一"], made["一"]
    assert abs((thin[3] - thin[1]) - (whole[3] - whole[1])) <= 10
    (_, whole), (_, thin) = kept["丨"], made["丨"]
    assert (whole[2] - whole[0]) - (thin[2] - thin[0]) >= 16


def glyphs_of(loss: float) -> dict[str, tuple[int, tuple[int, int, int, int]]]:
    """Return width and box of some characters of 宋体 that has lost so much."""
    source = TTFont(resource_dir() / "fonts" / "Song-Regular.ttf")
    chars, names = "一丨龑", source.getBestCmap()
    chosen = Subsetter(Options(glyph_names=True, notdef_outline=True))
    chosen.populate(text=chars)
    chosen.subset(source)
    stream = BytesIO()
    source.save(stream)
    font = TTFont(BytesIO(thinned(stream.getvalue(), loss)))
    found = {}
    for char in chars:
        glyph = font["glyf"][names[ord(char)]]
        box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        found[char] = (font["hmtx"][names[ord(char)]][0], box)
    return found
