"""A spreadsheet is filled, and nothing else in it changes: formats, charts, pictures, formulas, merged cells."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.templates.fields import Picture, Values
from huanjie_desktop.exchange.templates.package import LARGEST, open_template
from huanjie_desktop.exchange.templates.xlsx_template import fill_xlsx, found_in_xlsx
from tests.lrmx_files import photo

LISTED = {"序号": 0, "姓名": 0, "年龄": 0, "身份证号": 0, "照片": 0}
PEOPLE = [
    Values({"姓名": name, "年龄": 41 + at, "身份证号": "990101198507120018", "县名": "青禾县", "序号": at + 1})
    for at, name in enumerate(("林木", "=1+1", "@王芳", "-单立"))
]
FAMILY = [{"称谓": "妻子", "姓名": "杜文静"}, {"称谓": "儿子", "姓名": "林小木"}, {"称谓": "父亲", "姓名": "林大木"}]


def roster(path: Path) -> Path:
    """Write a list with a title, formats, a sum, a chart, a picture, a condition, a validation and a print area."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名册")
    bold, red = book.add_format({"bold": True, "font_color": "#C62828"}), book.add_format({"font_color": "red"})
    framed = book.add_format({"border": 1, "bg_color": "#E3EDF9"})
    sheet.merge_range("A1:D1", "{{县名}}干部名册", bold)
    sheet.write_row("A2", ["序号", "姓名", "年龄", "号码"], bold)
    sheet.write("A3", "{{序号}}", framed)
    sheet.write_rich_string("B3", bold, "{{姓", red, "名}}", " 同志", framed)
    sheet.write("C3", "{{年龄}}", framed)
    sheet.write("D3", "{{身份证号}}", framed)
    sheet.write_formula("E3", "=C3+1")
    sheet.set_row(2, 33)
    sheet.merge_range("F3:G3", "合并", framed)
    sheet.write("A4", "合计")
    sheet.write_formula("C4", "=SUM(C3:C3)", None, 99)
    sheet.write("B6", "制表：{{县名}}")
    sheet.conditional_format("C3:C3", {"type": "cell", "criteria": ">", "value": 60, "format": red})
    sheet.data_validation("D3", {"validate": "list", "source": ["甲", "乙"]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=名册!$C$3:$C$3", "categories": "=名册!$B$3:$B$3"})
    sheet.insert_chart("B8", chart)
    sheet.insert_image("I1", "a.jpg", {"image_data": BytesIO(photo())})
    sheet.print_area("A1:G6")
    sheet.repeat_rows(1)
    sheet.set_header("&C{{县名}}")
    other = book.add_worksheet("说明")
    other.write_formula("A1", "=名册!C4")
    book.close()
    return path


def filled(path: Path, people: list[Values], listed: Any = None) -> bytes:
    return fill_xlsx(open_template(path), people, listed)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def test_fields_are_found_with_their_places(tmp_path: Path) -> None:
    found = found_in_xlsx(open_template(roster(tmp_path / "a.xlsx")))
    assert ("姓名", "工作表“名册”B3") in [(each.name, each.place) for each in found]
    assert [each.name for each in found if not each.in_row] == ["县名"]


def test_a_row_for_each_person_and_all_else_moves_along(tmp_path: Path) -> None:
    path = roster(tmp_path / "a.xlsx")
    content = filled(path, PEOPLE, LISTED)
    book = opened(content)
    sheet = book["名册"]
    assert sheet["A1"].value == "青禾县干部名册"
    assert [sheet.cell(row, 1).value for row in range(3, 7)] == [1, 2, 3, 4]
    assert [str(sheet.cell(row, 2).value) for row in range(3, 7)] == [
        "林木 同志",
        "=1+1 同志",
        "@王芳 同志",
        "-单立 同志",
    ]
    assert [sheet.cell(row, 3).value for row in range(3, 7)] == [41, 42, 43, 44]
    assert {sheet.cell(row, 4).data_type for row in range(3, 7)} == {"s"}
    assert [sheet.cell(row, 5).value for row in range(3, 7)] == [f"=C{row}+1" for row in range(3, 7)]
    assert (sheet["A7"].value, sheet["C7"].value, sheet["B9"].value) == ("合计", "=SUM(C3:C6)", "制表：青禾县")
    assert book["说明"]["A1"].value == "=名册!C7"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:D1", *(f"F{row}:G{row}" for row in range(3, 7))}
    assert [sheet.row_dimensions[row].height for row in range(3, 7)] == [33] * 4
    assert {sheet.cell(row, 2).fill.fgColor.rgb for row in range(3, 7)} == {"FFE3EDF9"}
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["C3:C6"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["D3:D6"]
    assert sheet.print_area == "'名册'!$A$1:$G$9"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        names = archive.namelist()
        header = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "名册!$C$3:$C$6" in chart
    assert drawing.count("<xdr:row>10</xdr:row>") == 1  # the chart stood at row 8, from 0
    assert "xl/media/image1.jpeg" in names or "xl/media/image1.jpg" in names
    assert "&amp;C青禾县" in header
    assert 'fullCalcOnLoad="1"' in zipfile.ZipFile(BytesIO(content)).read("xl/workbook.xml").decode()
    assert "<v>99</v>" not in header


def test_what_is_put_in_is_not_looked_at_again(tmp_path: Path) -> None:
    people = [Values({"姓名": "{{县名}}", "县名": "青禾县"})]
    assert str(opened(filled(roster(tmp_path / "a.xlsx"), people, LISTED))["名册"]["B3"].value) == "{{县名}} 同志"


def test_the_looks_within_a_cell_stay(tmp_path: Path) -> None:
    value = opened(filled(roster(tmp_path / "a.xlsx"), PEOPLE[:1], LISTED))["名册"]["B3"].value
    assert next((str(each), bool(each.font.b)) for each in value) == ("林木", True)


def test_nothing_that_is_put_in_becomes_a_formula(tmp_path: Path) -> None:
    book = opened(filled(roster(tmp_path / "a.xlsx"), PEOPLE, LISTED))
    formulas = [cell.coordinate for row in book["名册"].iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == ["E3", "E4", "E5", "E6", "C7"]


def test_parts_without_fields_stay_byte_for_byte(tmp_path: Path) -> None:
    path = roster(tmp_path / "a.xlsx")
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(BytesIO(filled(path, PEOPLE, LISTED)))
    for part in ("xl/styles.xml", "xl/theme/theme1.xml", "docProps/app.xml"):
        assert before.read(part) == after.read(part)
    assert filled(path, PEOPLE, LISTED) == filled(path, PEOPLE, LISTED)


def form(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    framed = book.add_format({"border": 1})
    sheet.write_row("A1", ["姓名", "{{姓名}}", "称谓", "姓名"], framed)
    sheet.merge_range("F1:F4", "{{照片}}", framed)
    sheet.write_row("A3", ["家庭", "", "{{家庭.称谓}}", "{{家庭.姓名}}"], framed)
    sheet.write_row("A4", ["", "", "和{{家庭.称谓}}", ""], framed)
    sheet.write("A6", "以上{{人数}}人")
    sheet.set_column("F:F", 20)
    book.close()
    return path


def test_relatives_are_rows_and_two_rows_may_be_one_block(tmp_path: Path) -> None:
    person = Values({"姓名": "林木", "人数": 1}, {"家庭": FAMILY})
    sheet = opened(filled(form(tmp_path / "a.xlsx"), [person]))["表"]
    assert [sheet.cell(row, 3).value for row in range(3, 9)] == ["妻子", "和妻子", "儿子", "和儿子", "父亲", "和父亲"]
    assert (sheet["A10"].value, sheet["B1"].value) == ("以上1人", "林木")
    nobody = opened(filled(form(tmp_path / "b.xlsx"), [Values({"姓名": "林木", "人数": 1})]))["表"]
    assert (nobody["C3"].value, nobody["C4"].value, nobody["A6"].value) == (None, "和", "以上1人")


def test_a_photo_lies_over_its_cell_and_is_cut(tmp_path: Path) -> None:
    picture = Picture(photo(size=(90, 60)), "jpeg", 90, 60)
    content = filled(form(tmp_path / "a.xlsx"), [Values({"姓名": "林木", "人数": 1}, {"家庭": FAMILY[:1]}, picture)])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        assert archive.read("xl/media/hj1.jpeg") == picture.content
        assert 'Extension="jpeg"' in archive.read("[Content_Types].xml").decode()
    assert "<xdr:from><xdr:col>5</xdr:col>" in drawing
    assert "<xdr:row>0</xdr:row>" in drawing
    assert "<xdr:row>3</xdr:row>" in drawing
    assert ' t="' in drawing
    sheet = opened(content)["表"]
    assert len(sheet._images) == 1
    assert sheet["F1"].value is None
    without = opened(filled(form(tmp_path / "b.xlsx"), [Values({"姓名": "林木"})]))["表"]
    assert without._images == []


def test_a_sheet_that_has_pictures_keeps_them_beside_the_photo(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{照片}}")
    sheet.insert_image("C3", "a.jpg", {"image_data": BytesIO(photo())})
    book.close()
    picture = Picture(photo(), "jpeg", 60, 80)
    assert len(opened(filled(tmp_path / "a.xlsx", [Values({}, {}, picture)]))["表"]._images) == 2


def test_a_shared_formula_in_the_row_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "{{序号}}", "=A1"
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["xl/worksheets/sheet1.xml"].decode().replace("<f>", '<f t="shared" ref="B1:B1" si="0">')
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in {**parts, "xl/worksheets/sheet1.xml": text.encode()}.items():
            archive.writestr(name, content)
    with pytest.raises(UserError, match="B1的公式"):
        filled(tmp_path / "b.xlsx", PEOPLE, LISTED)


def test_dates_and_comments_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A3"] = "{{序号}}", datetime(2026, 7, 26)  # noqa: DTZ001 - as a cell has it
    sheet["A3"].comment = openpyxl.comments.Comment("批注", "甲")
    sheet.auto_filter.ref = "A1:B3"
    book.save(tmp_path / "a.xlsx")
    done = opened(filled(tmp_path / "a.xlsx", PEOPLE, LISTED)).active
    assert done["A6"].value == datetime(2026, 7, 26)  # noqa: DTZ001
    assert done["A6"].comment.text == "批注"
    assert done.auto_filter.ref == "A1:B6"


def refused(path: Path) -> str:
    with pytest.raises(UserError) as told:
        open_template(path)
    assert "\n" not in told.value.text
    return str(told.value)


def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    good = roster(tmp_path / "a.xlsx").read_bytes()

    def put(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    assert "宏" in refused(put("a.xlsm", good))
    assert "不能用作模板" in refused(put("a.xls", good))
    assert "找不到" in refused(tmp_path / "没有.xlsx")
    assert "密码" in refused(put("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "损坏" in refused(put("c.xlsx", good[:-200]))
    assert "损坏" in refused(put("d.xlsx", b"PK"))
    assert "损坏" in refused(put("e.docx", good))
    with (tmp_path / "f.xlsx").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    assert "太大" in refused(tmp_path / "f.xlsx")
    with zipfile.ZipFile(tmp_path / "g.xlsx", "w") as archive, zipfile.ZipFile(BytesIO(good)) as known:
        for name in known.namelist():
            archive.writestr(name, known.read(name))
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "宏" in refused(tmp_path / "g.xlsx")


def test_a_part_with_a_document_type_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(roster(tmp_path / "a.xlsx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in {**parts, "xl/sharedStrings.xml": evil}.items():
            archive.writestr(name, content)
    with pytest.raises(UserError, match="损坏"):
        found_in_xlsx(open_template(tmp_path / "b.xlsx"))


def test_a_form_has_a_sheet_for_each(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write_row("A1", ["姓名", "{{姓名}}"], book.add_format({"bold": True}))
    sheet.write_row("A2", ["{{家庭.称谓}}", "{{家庭.姓名}}"])
    sheet.write_formula("C1", "=COUNTA(表!B2:B2)")
    sheet.write("D1", "{{照片}}")
    sheet.print_area("A1:D2")
    other = book.add_worksheet("说明")
    other.write("A1", "不变")
    book.close()
    pictures = [Picture(photo(size=size), "jpeg", *size) for size in ((60, 80), (61, 80), (60, 80))]
    people = [
        Values({"姓名": name}, {"家庭": FAMILY[: at + 1]}, pictures[at])
        for at, name in enumerate(("林木", "王芳", "林木"))
    ]
    content = filled(tmp_path / "a.xlsx", people)
    made = opened(content)
    assert made.sheetnames == ["林木", "说明", "王芳", "林木（2）"]
    assert [made[name]["B1"].value for name in ("林木", "王芳", "林木（2）")] == ["林木", "王芳", "林木"]
    assert [made["林木（2）"].cell(row, 1).value for row in (2, 3, 4)] == ["妻子", "儿子", "父亲"]
    assert made["王芳"]["C1"].value == "=COUNTA('王芳'!B2:B3)"
    assert made["林木（2）"].print_area == "'林木（2）'!$A$1:$D$4"
    assert [len(made[name]._images) for name in made.sheetnames] == [1, 0, 1, 1]
    assert made["王芳"]["B1"].font.b
    assert content == filled(tmp_path / "a.xlsx", people)


def charts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/")}


def test_a_chart_is_on_each_sheet_and_shows_its_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write_row("A1", ["姓名", "{{姓名}}"])
    sheet.write_row("A2", ["{{家庭.称谓}}", 3])
    sheet.write_url("C1", "https://example.invalid/", string="说明")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$B$2:$B$2", "categories": "=表!$A$2:$A$2", "name": "=表!$B$1"})
    sheet.insert_chart("B8", chart)
    book.close()
    people = [Values({"姓名": name}, {"家庭": FAMILY[: at + 1]}) for at, name in enumerate(("林木", "王芳", "单立"))]
    content = filled(tmp_path / "a.xlsx", people)
    made = opened(content)
    assert [len(made[name]._charts) for name in made.sheetnames] == [1, 1, 1]
    assert [made[name]["C1"].hyperlink.target for name in made.sheetnames] == ["https://example.invalid/"] * 3
    said = sorted(re.findall(r"<c:f>([^<]*)</c:f>", text) for text in charts_of(content).values())
    assert said == [
        ["'单立'!$B$1", "'单立'!$A$2:$A$4", "'单立'!$B$2:$B$4"],
        ["'林木'!$B$1", "'林木'!$A$2:$A$2", "'林木'!$B$2:$B$2"],
        ["'王芳'!$B$1", "'王芳'!$A$2:$A$3", "'王芳'!$B$2:$B$3"],
    ]
    assert content == filled(tmp_path / "a.xlsx", people)


def test_what_cannot_stand_there_for_several_is_refused_by_its_name(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{姓名}}")
    sheet.write_comment("B1", "说明")
    sheet.add_table("A3:B5")
    book.close()
    with pytest.raises(UserError, match=r"“a\.xlsx”的“表”里有批注、批注或控件、表格区域，不能每人一个工作表"):
        filled(tmp_path / "a.xlsx", PEOPLE[:2])
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    for name in ("甲", "乙"):
        book.add_worksheet(name).write("A1", "{{姓名}}")
    book.close()
    with pytest.raises(UserError, match="2个工作表"):
        filled(tmp_path / "b.xlsx", PEOPLE[:2])
