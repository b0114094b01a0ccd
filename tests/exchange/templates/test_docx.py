"""A document is filled, and nothing else in it changes: looks of words, tables, sections, pictures."""

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.exchange.templates.docx_template import fill_docx, found_in_docx
from huanjie_desktop.exchange.templates.fields import Picture, Values
from huanjie_desktop.exchange.templates.package import open_template
from tests.lrmx_files import photo

FAMILY = [{"称谓": "妻子", "姓名": "杜文静"}, {"称谓": "儿子", "姓名": "林小木"}, {"称谓": "父亲", "姓名": "林大木"}]
RESUME = [{"起止": "2004.09—2008.07", "内容": "学习"}, {"起止": "2008.08—至今", "内容": "工作\n在县里"}]


def person(name: str, **more: Any) -> Values:
    return Values({"姓名": name, "县名": "青禾县", **more}, {"家庭": FAMILY, "简历": RESUME})


def form(path: Path) -> Path:
    """Write a form: a title, a table with a photo, relatives and a résumé, a footer."""
    made = docx.Document()
    made.add_heading("{{县名}}登记表", 1)
    split = made.add_paragraph("姓名：")
    for piece, bold in (("{{", True), ("姓", False), ("名}", True), ("}，完", False)):
        split.add_run(piece).bold = bold
    table = made.add_table(5, 3)
    table.style = "Table Grid"
    table.cell(0, 0).text = "姓名"
    table.cell(0, 1).text = "{{姓名}}"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "{{照片}}"
    for at in (0, 1):
        table.rows[at].height, table.rows[at].height_rule = Mm(24), WD_ROW_HEIGHT_RULE.EXACTLY
    table.cell(2, 0).merge(table.cell(3, 0)).text = "家庭"
    table.cell(2, 1).text, table.cell(2, 2).text = "称谓", "姓名"
    table.cell(3, 1).text, table.cell(3, 2).text = "{{家庭.称谓}}", "{{家庭.姓名}}"
    table.cell(4, 1).text, table.cell(4, 2).text = "{{简历.起止}}", "{{简历.内容}}"
    made.sections[0].footer.paragraphs[0].text = "制表：{{县名}}"
    made.save(str(path))
    return path


def roster(path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("{{县名}}名册，共{{人数}}人")
    table = made.add_table(3, 3)
    for at, head in enumerate(("序号", "姓名", "照片")):
        table.cell(0, at).text = head
        table.cell(1, at).text = "{{" + head + "}}"
    table.cell(2, 0).text = "合计"
    made.save(str(path))
    return path


def filled(path: Path, people: list[Values], listed: Any = None) -> bytes:
    return fill_docx(open_template(path), people, listed)


def rows_of(content: bytes, at: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(content)).tables[at].rows]


def test_fields_are_found_with_their_places(tmp_path: Path) -> None:
    found = found_in_docx(open_template(form(tmp_path / "a.docx")))
    assert [(each.name, each.place) for each in found][:3] == [
        ("县名", "第1段"),
        ("姓名", "第2段"),
        ("姓名", "第1个表格第1行第2格"),
    ]
    assert ("县名", "页脚", False) in [(each.name, each.place, each.in_row) for each in found]


def test_a_form_is_filled_for_one(tmp_path: Path) -> None:
    content = filled(form(tmp_path / "a.docx"), [person("林木")])
    made = docx.Document(BytesIO(content))
    assert [each.text for each in made.paragraphs[:2]] == ["青禾县登记表", "姓名：林木，完"]
    assert [(run.text, run.bold) for run in made.paragraphs[1].runs if run.text][:2] == [
        ("姓名：", None),
        ("林木", True),
    ]
    assert made.sections[0].footer.paragraphs[0].text == "制表：青禾县"
    rows = rows_of(content)
    assert [row[1:] for row in rows[3:6]] == [["妻子", "杜文静"], ["儿子", "林小木"], ["父亲", "林大木"]]
    assert [row[1:] for row in rows[6:]] == [["2004.09—2008.07", "学习"], ["2008.08—至今", "工作\n在县里"]]
    assert {row[0] for row in rows[2:6]} == {"家庭"}  # the merged cell goes on


def test_nobody_of_the_family_leaves_a_blank_row(tmp_path: Path) -> None:
    rows = rows_of(filled(form(tmp_path / "a.docx"), [Values({"姓名": "林木"})]))
    assert [row[1:] for row in rows[3:]] == [["", ""], ["", ""]]


def test_a_photo_is_as_large_as_its_cell_and_cut(tmp_path: Path) -> None:
    values = Values({"姓名": "林木"}, {}, Picture(photo(size=(90, 60)), "jpeg", 90, 60))
    content = filled(form(tmp_path / "a.docx"), [values])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
        assert archive.read("word/media/hj1.jpeg") == values.photo.content  # type: ignore[union-attr]
    wide, tall = map(int, re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', text)[0])
    assert abs(tall / 36_000 - 48) < 1  # two rows of 24 mm
    assert 40 < wide / 36_000 < 55
    assert re.search(r'srcRect [lt]="', text)
    assert len(docx.Document(BytesIO(content)).inline_shapes) == 1


def test_a_row_for_each_person(tmp_path: Path) -> None:
    picture = Picture(photo(), "jpeg", 60, 80)
    people = [Values({"姓名": name, "县名": "青禾县", "人数": 2}, {}, picture) for name in ("林木", "=1+1")]
    content = filled(roster(tmp_path / "a.docx"), people, {"序号": 0, "姓名": 0, "照片": 0})
    assert [row[:2] for row in rows_of(content)] == [["序号", "姓名"], ["1", "林木"], ["2", "=1+1"], ["合计", ""]]
    made = docx.Document(BytesIO(content))
    assert made.paragraphs[0].text == "青禾县名册，共2人"
    assert len(made.inline_shapes) == 2
    ids = re.findall(r'docPr id="(\d+)"', zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode())
    assert len(set(ids)) == 2


def test_several_people_stand_on_sheets_of_their_own(tmp_path: Path) -> None:
    content = filled(form(tmp_path / "a.docx"), [person("林木"), person("王芳"), person("单立")])
    made = docx.Document(BytesIO(content))
    assert [each.text for each in made.paragraphs if each.text.startswith("姓名")] == [
        "姓名：林木，完",
        "姓名：王芳，完",
        "姓名：单立，完",
    ]
    assert len(made.sections) == 3
    assert len(made.tables) == 3
    assert {each.page_width for each in made.sections} == {made.sections[0].page_width}


def test_parts_without_fields_stay_byte_for_byte_and_the_same_gives_the_same(tmp_path: Path) -> None:
    path = form(tmp_path / "a.docx")
    first, second = filled(path, [person("林木")]), filled(path, [person("林木")])
    assert first == second
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(BytesIO(first))
    assert before.read("word/styles.xml") == after.read("word/styles.xml")
    assert before.namelist() == after.namelist()


def test_what_is_put_in_is_not_looked_at_again(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{姓名}}")
    made.save(str(tmp_path / "a.docx"))
    content = filled(tmp_path / "a.docx", [Values({"姓名": "{{县名}}", "县名": "青禾县"})])
    assert docx.Document(BytesIO(content)).paragraphs[0].text == "{{县名}}"
    people = [Values({"姓名": "{{县名}}", "县名": "青禾县", "人数": 1})]
    assert rows_of(filled(roster(tmp_path / "b.docx"), people, {"序号": 0, "姓名": 0}))[1][1] == "{{县名}}"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["{{姓名}}", "{{县名}}", "甲", " 乙", "{", "="]), min_size=1, max_size=6),
    st.integers(0, 9),
)
def test_it_does_not_matter_how_words_are_split_into_runs(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], seed: int
) -> None:
    whole, chance = "".join(pieces), random.Random(seed)
    made = docx.Document()
    paragraph = made.add_paragraph()
    at = 0
    while at < len(whole):
        end = at + chance.randint(1, 4)
        paragraph.add_run(whole[at:end]).bold = chance.random() < 0.5
        at = end
    path = tmp_path_factory.mktemp("runs") / "a.docx"
    made.save(str(path))
    content = filled(path, [person("林木")])
    said = docx.Document(BytesIO(content)).paragraphs[0].text
    assert said == whole.replace("{{姓名}}", "林木").replace("{{县名}}", "青禾县")
