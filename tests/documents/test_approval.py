"""The printed 干部任免审批表: what stands where, to the millimetre, and what becomes of texts that are too long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, cast

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, Drawing, Grid, GridCell, PageBreak
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.drawing import Box, Entries
from huanjie_desktop.documents.fitting import MM, fit_entries
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.grids import grid_drawing
from huanjie_desktop.documents.material import ApprovalForm, ApprovalMaterial
from huanjie_desktop.documents.pdf import PdfReport, write_pdf
from huanjie_desktop.domain.approval import PersonParts, Proposal, Relative
from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.domain.people import Person
from tests.documents.text_form import as_text
from tests.lrmx_files import photo
from workbench.libreoffice import convert, missing_programs

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
RESUME = (
    "2004.09--2008.07  云川农业大学学习\n2008.08--2013.04  青禾县农业局科员\n1998.09  参加工作\n2009..04  科员\n"
    "                  （其间：2016.03--2016.07在县委党校中青班学习）\n2013.04--         柳河镇镇长"
)
PERSON = Person(
    "p",
    "林木",
    "男",
    PartialDate(1985, 7),
    "汉族",
    "云川青禾",
    "云川青禾",
    "中共党员；民盟",
    PartialDate(2007, 6),
    PartialDate(2008, 8),
    health="健康",
    fulltime_education="大学",
    fulltime_degree="管理学学士",
    fulltime_school="云川农业大学农林经济管理专业",
    inservice_education="研究生",
    inservice_school="云川大学",
    inservice_degree_school="公共管理专业",
    professional_title="农艺师",
    speciality="农业经济管理",
    current_post="柳河镇党委副书记、镇长",
    age_limit="改革前任职年龄界限为60岁",
    resume=RESUME,
    awards="2022.07，经中共青禾县委批准，嘉奖",
    appraisals="2023年称职；2024年优秀；2025年称职",
)


def family(count: int) -> tuple[Relative, ...]:
    dead = Relative("d", "p", 0, "父亲", "林大木", PartialDate(1955, 8), "群众", "农民（已去世）")
    wife = Relative("w", "p", 1, "妻子", "杜文静", PartialDate(1987, 3), "群众", "青禾县第二小学教师")
    return tuple(replace((wife, dead)[at % 2], id=f"r{at}", position=at) for at in range(count))


PROPOSAL = Proposal(
    "x",
    "p",
    "柳河镇党委书记",
    "柳河镇镇长",
    "换届",
    "中共青禾县委组织部",
    from_iso("2026-11-30"),
    from_iso("2026-11-30"),
    "韩安",
)


def form(person: Person = PERSON, relatives: int = 2) -> ApprovalForm:
    return ApprovalForm(person, PersonParts(family(relatives), PROPOSAL), photo(size=(363, 487)))


def composed(*forms: ApprovalForm, version: str = "4") -> Document:
    spec = load_catalog().documents["approval-form" if version == "4" else "approval-form-3"]
    return compose(spec, ApprovalMaterial("青禾县", "名册", forms or (form(),), date(2026, 6, 30)))


def printed(*forms: ApprovalForm) -> tuple[PdfReport, bytes]:
    stream = BytesIO()
    return write_pdf([composed(*forms)], stream), stream.getvalue()


def grids(*forms: ApprovalForm, version: str = "4") -> list[Grid]:
    return [block for block in composed(*forms, version=version).blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("version", ["3", "4"])
def test_both_versions_say_what_they_said(version: str) -> None:
    golden = GOLDEN / ("approval-form.txt" if version == "4" else "approval-form-3.txt")
    assert as_text(composed(version=version)) == golden.read_text(encoding="utf-8")


def test_every_row_and_column_has_the_length_of_the_form() -> None:
    front, back = grids()
    assert list(accumulate(front.heights))[:4][-1] == pytest.approx(48.7)  # the photo
    assert front.heights[-1] == 125.8
    assert sum(front.widths) == pytest.approx(165.8)
    assert front.widths[-1] == 36.3
    assert sum(back.widths) == pytest.approx(166.1)
    assert back.heights[:4] == (25.0, 18.0, 24.0, 11.4)
    assert set(back.heights[4:11]) == {12.3}
    blocks = composed().blocks
    assert isinstance(blocks[1], PageBreak)
    assert blocks[1].style is not None
    page = composed().page
    assert (page.margins.top, page.margins.left) == (11.1, 22.0)
    assert (blocks[1].style.margins.top, blocks[1].style.margins.left) == (27.8, 22.5)
    for grid, style in ((front, page), (back, blocks[1].style)):
        assert 210 - style.margins.left - style.margins.right == pytest.approx(sum(grid.widths))
        assert 297 - style.margins.top - style.margins.bottom >= grid_drawing(grid).height


@pytest.mark.parametrize("version", ["3", "4"])
@pytest.mark.parametrize("relatives", [0, 7, 8])
def test_cells_cover_the_grid_once(version: str, relatives: int) -> None:
    for grid in grids(form(relatives=relatives), version=version):
        covered = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert len(covered) == len(set(covered))
        assert set(covered) == {(row, column) for row in range(len(grid.heights)) for column in range(len(grid.widths))}


def test_lines_stand_where_the_form_has_them_on_paper() -> None:
    _, content = printed()
    page = pypdfium2.PdfDocument(content)[0]
    image = page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    mm = 300 / 25.4

    def dark_at(points: Sequence[tuple[int, int]]) -> list[float]:
        seen = [image.getpixel(point) for point in points]
        return [at / mm for at in range(1, len(seen)) if int(str(seen[at])) < 128 <= int(str(seen[at - 1]))]

    across = round((11.1 + 20 + 12.5 + 6) * mm)  # through the second row
    dark = dark_at([(at, across) for at in range(image.width)])
    for line in (22.0, 22.0 + 18.0, 22.0 + 41.0, 22.0 + 59.8, 22.0 + 82.8, 22.0 + 106.0, 22.0 + 129.5):
        assert min(abs(at - line) for at in dark) < 0.2, line
    down = round((22 + 60) * mm)
    dark = dark_at([(down, at) for at in range(image.height)])
    for line in (31.1, 43.6, 55.8, 67.8, 79.8, 104.2, 116.7, 129.2, 141.7, 267.5):
        assert min(abs(at - line) for at in dark) < 0.2, line


def test_a_photo_stays_in_its_cell_and_under_its_lines() -> None:
    drawing = grid_drawing(grids()[0])
    at = next(at for at, item in enumerate(drawing.items) if type(item).__name__ == "Picture")
    cell = drawing.items[at + 1]
    assert isinstance(cell, Box)
    assert (cell.width, cell.height) == pytest.approx((36.3, 48.7))


def test_ages_are_those_at_the_base_date_and_the_dead_have_none() -> None:
    texts = {(cell.row, cell.column): cell.text for cell in grids()[1].cells}
    assert (texts[4, 3], texts[5, 3]) == ("39", "")
    assert next(cell.text for cell in grids()[0].cells if (cell.row, cell.column) == (0, 6)) == "1985.07\n（40岁）"
    unborn = grids(form(replace(PERSON, birth=PartialDate(2030, 1))))[0].cells
    assert next(cell.text for cell in unborn if (cell.row, cell.column) == (0, 6)) == "2030.01"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (PERSON, "2048.07\n（63岁）"),
        (replace(PERSON, birth=PartialDate(1966, 9)), "2027.03\n（60岁6个月）"),
        (replace(PERSON, retires=PartialDate(2040, 1)), "2040.01\n（54岁6个月）"),
        (replace(PERSON, age_limit=""), ""),
        (replace(PERSON, birth=None, retires=PartialDate(2040, 1)), "2040.01"),
    ],
)
def test_the_month_of_reaching_the_age(person: Person, said: str) -> None:
    assert next(cell.text for cell in grids(form(person))[0].cells if (cell.row, cell.column) == (2, 6)) == said


@pytest.mark.parametrize(
    ("changes", "spans"),
    [
        ({}, {(4, 3): 1, (5, 3): 1, (6, 3): 2, (4, 6): 2, (6, 6): 1, (7, 6): 1}),
        ({"fulltime_degree": ""}, {(4, 3): 2}),
        ({"inservice_degree_school": "云川大学"}, {(6, 6): 2}),
    ],
)
def test_cells_of_education_are_one_where_there_is_one_text(
    changes: dict[str, str], spans: dict[tuple[int, int], int]
) -> None:
    person = replace(PERSON, **cast("Any", changes))
    found = {(cell.row, cell.column): cell.rowspan for cell in grids(form(person))[0].cells}
    assert {place: found[place] for place in spans} == spans


@pytest.mark.parametrize(("relatives", "pages"), [(0, 2), (7, 2), (8, 3), (24, 3), (25, 4)])
def test_more_relatives_than_rows_go_on_to_a_further_leaf(relatives: int, pages: int) -> None:
    report, _ = printed(form(relatives=relatives))
    assert report.pages == pages
    names = [
        cell.text for grid in grids(form(relatives=relatives)) for cell in grid.cells if cell.text in ("妻子", "父亲")
    ]
    assert len(names) == relatives


def test_each_person_begins_on_a_front() -> None:
    report, content = printed(form(relatives=8), form(), form(relatives=8))
    assert report.pages == 4 + 2 + 3
    pages = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert [at for at, text in enumerate(texts) if "参加工" in text] == [0, 4, 6]
    assert texts[3].strip() == ""


def entries(count: int, length: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"{1980 + at}.01--{1981 + at}.01", "某" * length) for at in range(count))


@pytest.mark.parametrize(
    ("count", "length", "size"), [(1, 5, 14.0), (20, 10, 14.0), (24, 10, 13.5), (30, 20, 10.5), (38, 40, 8.0)]
)
def test_a_resume_shrinks_in_size_and_pitch_until_it_fits(count: int, length: int, size: float) -> None:
    item = Entries(0, 0, 151.9, 124.8, entries(count, length), pad=1.0)
    fitted = fit_entries(item, font_book())
    assert (fitted.size, fitted.cut) == (size, False)
    lines = sorted({each.baseline for each in fitted.lines})
    assert all(after - before == pytest.approx(size + 1) for before, after in pairwise(lines))
    assert lines[-1] <= 124.8 * MM
    leads = [each for each in fitted.lines if each.x == pytest.approx(1.0 * MM)]
    assert len(leads) == count
    assert {round(each.x, 3) for each in fitted.lines} == {round(1.0 * MM, 3), round(1.0 * MM + 9 * size, 3)}


def test_what_has_no_room_at_the_least_size_is_told() -> None:
    person = replace(PERSON, resume="\n".join(f"{1950 + at}.01--{1951 + at}.01  {'某局' * 30}" for at in range(60)))
    report, _ = printed(form(replace(person, current_post="县" * 400)))
    assert report.pages == 2
    assert [text[:2] for text in report.cut] == ["县县", "某局"]
    document = composed(form(replace(person, current_post="县" * 400)))
    assert [text[:2] for text in write_docx([document], BytesIO())] == ["县县", "某局"]
    assert write_docx([composed(form())], BytesIO()) == ()


def test_the_post_is_printed_with_its_unit() -> None:
    for post in ("党委书记", "柳河镇党委书记"):
        cells = grids(form(replace(PERSON, unit="柳河镇", current_post=post)))[0].cells
        assert next(cell.text for cell in cells if (cell.row, cell.column) == (8, 3)) == "柳河镇党委书记"


def test_who_says_nothing_prints_the_empty_form() -> None:
    report, _ = printed(ApprovalForm(Person("p", "林木"), PersonParts()))
    assert (report.pages, report.cut) == (2, ())
    texts = {
        (cell.row, cell.column): cell.text for cell in grids(ApprovalForm(Person("p", "林木"), PersonParts()))[1].cells
    }
    assert texts[0, 1] == texts[1, 1] == "（无）"


def test_word_has_the_forms_own_lengths() -> None:
    stream = BytesIO()
    write_docx([composed(form(relatives=8))], stream)
    file = docx.Document(stream)
    assert [len(table.rows) for table in file.tables] == [12, 13, 19]
    front = file.tables[0]._tbl
    heights = [each.get(qn("w:val")) for each in front.iter(qn("w:trHeight"))]
    assert [round(int(height) / 20 / MM, 1) for height in heights] == list(grids()[0].heights)
    assert {each.get(qn("w:hRule")) for each in front.iter(qn("w:trHeight"))} == {"exact"}
    widths = [int(each.get(qn("w:w"))) / 20 / MM for each in front.iter(qn("w:gridCol"))]
    assert widths == pytest.approx(list(grids()[0].widths), abs=0.05)
    (inline,) = (each for drawing in front.iter(qn("w:drawing")) for each in drawing)
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
    said = "".join(each.text or "" for each in front.iter(qn("w:t")))
    assert "柳河镇党委副书记、镇长" in said
    assert said.count("云川农业大学学习") == 1
    margins = [section.left_margin.mm for section in file.sections if section.left_margin is not None]
    assert margins == pytest.approx([22.0, 22.5, 22.5], abs=0.05)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_word_has_the_pages_of_the_pdf(tmp_path: Path) -> None:
    if lacking := missing_programs():
        pytest.skip(f"not installed: {', '.join(lacking)}")
    long = replace(PERSON, resume="\n".join(f"{1985 + at}.01--{1986 + at}.01  {'青禾县某局' * 8}" for at in range(30)))
    longer = replace(PERSON, resume="\n".join(f"{1960 + at}.01--{1961 + at}.01  青禾县某局" for at in range(60)))
    without_photo = replace(form(longer, 15), photo=b"")
    document = composed(form(long, 9), form(), form(replace(PERSON, current_post="县" * 150)), without_photo)
    stream = BytesIO()
    pages = write_pdf([document], stream).pages
    with (tmp_path / "a.docx").open("wb") as file:
        write_docx([document], file)
    (opened,) = convert([tmp_path / "a.docx"], tmp_path / "opened").values()
    assert len(pypdfium2.PdfDocument(opened)) == pages


def test_every_cell_is_of_one_kind() -> None:
    def kinds(cell: GridCell) -> Sequence[object]:
        return [each for each in (cell.text, cell.entries, cell.picture) if each]

    assert all(len(kinds(cell)) <= 1 for grid in grids() for cell in grid.cells)
    assert not any(isinstance(block, Drawing) for block in composed().blocks)
