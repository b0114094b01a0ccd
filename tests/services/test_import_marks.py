"""What is said of a file's cells beside their content comes up in an import: comments, what is struck out, flat rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from huanjie_desktop.services.people.importing import (
    ImportPreview,
    ImportRequest,
    Outcome,
    commit_import,
    prepare_import,
)
from huanjie_desktop.services.shown import import_words
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters
from tests.exchange.books import write_book
from tests.exchange.ods import cell, row, write_ods
from tests.exchange.test_marks import rewritten
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "现任职务"]
PEOPLE = [["赵甲", "男", "镇长"], ["钱乙", "女", "书记"], ["孙丙", "女", "书记、委员"]]
STRUCK = (
    '<style:style style:name="x" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)
FLAT = '<style:style style:name="f" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>'


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def made() -> tuple[openpyxl.Workbook, Any]:
    book = openpyxl.Workbook()
    page: Any = book.active
    for each in (HEAD, *PEOPLE):
        page.append(each)
    return book, page


def previewed(workspace: Workspace, path: Path) -> ImportPreview:
    return prepare_import(workspace, ImportRequest(path))


def by_name(preview: ImportPreview) -> dict[str, tuple[Outcome, str]]:
    return {each.texts["name"]: (each.outcome, each.why) for each in preview.rows}


def test_a_comment_on_a_cell_is_said_of_the_row(workspace: Workspace, tmp_path: Path) -> None:
    book, page = made()
    page["C3"].comment = Comment("李四:\n已调离", "李四")
    page["B1"].comment = Comment("填男或女", "李四")
    book.save(tmp_path / "a.xlsx")
    preview = previewed(workspace, tmp_path / "a.xlsx")
    said = [each.text for each in preview.findings]
    assert said == ["“a.xlsx”第3行“现任职务”栏：批注“已调离”没有导入。"]
    assert [(each.row, each.words, each.why) for each in preview.not_taken.rows] == [(1, "填男或女", "批注")]
    assert preview.count(Outcome.ADD) == 3
    assert import_words.rows_left(preview) == "1 行不导入，1 行有内容没导入"
    assert [import_words.note_of(row)[0] for row in preview.rows][2] == "批注“已调离”没有导入"


def test_a_row_that_is_struck_out_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    book, page = made()
    for each in page[3]:
        each.font = Font(strike=True)
    page["C4"] = CellRichText("书记、", TextBlock(InlineFont(strike=True), "委员"))
    book.save(tmp_path / "a.xlsx")
    found = by_name(previewed(workspace, tmp_path / "a.xlsx"))
    assert found["赵甲"][0] is Outcome.ADD
    assert found["钱乙"] == (Outcome.DOUBT, "“a.xlsx”第3行“姓名”栏：这一行划了删除线，是否导入。")
    assert "“委员”划了删除线，照此导入则照样采用" in found["孙丙"][1]


@pytest.mark.parametrize("attributes", ['hidden="1"', 'ht="0" customHeight="1"', 'customHeight="1" ht="0.00"'])
def test_a_row_without_height_is_asked_about_as_a_hidden_one(
    workspace: Workspace, tmp_path: Path, attributes: str
) -> None:
    book, _ = made()
    book.save(tmp_path / "a.xlsx")
    old = b'<row r="3"'
    rewritten(tmp_path / "a.xlsx", lambda name, raw: raw.replace(old, f'<row {attributes} r="3"'.encode()))
    found = by_name(previewed(workspace, tmp_path / "a.xlsx"))
    assert [name for name, (outcome, why) in found.items() if outcome is Outcome.DOUBT and "隐藏" in why] == ["钱乙"]


def test_an_ods_tells_the_same(workspace: Workspace, tmp_path: Path) -> None:
    note = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "李四</dc:creator><text:p>已调离</text:p></office:annotation><text:p>镇长</text:p></table:table-cell>"
    )
    struck = cell("书记", 'table:style-name="x"')
    rows = (
        row(*HEAD)
        + row("赵甲", "男", note)
        + row(cell("钱乙", 'table:style-name="x"'), "女", struck)
        + row("孙丙", "女", "委员", attributes='table:style-name="f"')
    )
    preview = previewed(workspace, write_ods(tmp_path / "a.ods", rows, STRUCK + FLAT))
    found = by_name(preview)
    assert found["赵甲"][0] is Outcome.ADD
    assert "批注“已调离”没有导入" in preview.findings[0].text
    assert "这一行划了删除线" in found["钱乙"][1]
    assert "隐藏" in found["孙丙"][1]
    assert {each.values.get("current_post") for each in preview.rows} == {"镇长", "书记", "委员"}


def test_a_unit_that_stands_once_is_asked_about_for_those_below(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        ("单位", "姓名", "性别"),
        ("柳河镇", "赵甲", "男"),
        ("", "钱乙", "女"),
        ("", "孙丙", "女"),
        ("石桥镇", "李丁", "男"),
    ]
    path = write_book(tmp_path / "a.xlsx", rows)
    preview = previewed(workspace, path)
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.DOUBT, Outcome.DOUBT, Outcome.ADD]
    assert preview.rows[1].why == "“a.xlsx”第3行“单位”栏：这一栏空着，上面写的是“柳河镇”，照此导入则也记“柳河镇”。"
    for said, units in ((True, ["柳河镇", "柳河镇", "柳河镇", "石桥镇"]), (False, ["柳河镇", "", "", "石桥镇"])):
        preview = prepare_import(workspace, ImportRequest(path, fill_down=said))
        assert preview.count(Outcome.ADD) == 4
        assert [row.values.get("unit") or "" for row in preview.rows] == units
        assert len(preview.findings) == (2 if said else 0)


@pytest.mark.parametrize(
    "units",
    [["柳河镇", "柳河镇", "", "", "石桥镇"], ["柳河镇", "石桥镇", "玉泉乡", "", "县直"], ["", "", "", "县直", ""]],
)
def test_units_that_are_written_in_each_row_are_not_filled_down(
    workspace: Workspace, tmp_path: Path, units: list[str]
) -> None:
    rows = [("单位", "姓名"), *zip(units, ("赵甲", "钱乙", "孙丙", "李丁", "周戊"), strict=True)]
    assert previewed(workspace, write_book(tmp_path / "a.xlsx", rows)).count(Outcome.ADD) == 5


@pytest.mark.parametrize("mark", ["同上", "〃", '"'])
def test_a_ditto_mark_is_the_cell_above(workspace: Workspace, tmp_path: Path, mark: str) -> None:
    rows = [("单位", "姓名", "民族"), ("柳河镇", "赵甲", "汉族"), (mark, "钱乙", mark), (mark, "孙丙", "回族")]
    preview = previewed(workspace, write_book(tmp_path / "a.xlsx", rows))
    assert [(row.values["unit"], row.values["ethnic_group"]) for row in preview.rows] == [
        ("柳河镇", "汉族"), ("柳河镇", "汉族"), ("柳河镇", "回族"),
    ]  # fmt: skip
    assert len([each for each in preview.findings if f"“{mark}”按上一行记" in each.text]) == 3


def test_a_group_beside_the_delegation_becomes_a_column_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("姓名", "代表团", "小组"), ("赵甲", "柳河镇代表团", "第一组"), ("钱乙", "石桥镇代表团", "第二组")]
    preview = previewed(workspace, write_book(tmp_path / "a.xlsx", rows))
    assert [(row.group, row.values["own:小组"]) for row in preview.rows] == [
        ("柳河镇代表团", "第一组"), ("石桥镇代表团", "第二组"),
    ]  # fmt: skip
    assert not preview.not_taken.columns
    result = commit_import(workspace, preview, "代表名册")
    entries = rosters.list_entries(workspace.store, result.roster_id)
    assert [entry.own for entry in entries] == [(("小组", "第一组"),), (("小组", "第二组"),)]


def test_words_that_are_said_to_be_a_unit_head_those_below(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [("姓名", "性别"), ("欧阳一中", ""), ("赵甲", "男")])
    assert by_name(previewed(workspace, path))["欧阳一中"][1].endswith("可能是人，也可能是单位，照此导入则按人员导入。")
    preview = prepare_import(workspace, ImportRequest(path, units=frozenset({"欧阳一中"})))
    assert [(row.texts["name"], row.group) for row in preview.rows] == [("赵甲", "欧阳一中")]


def test_one_blank_unit_is_asked_about_or_said(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("单位", "姓名"), ("柳河镇", "赵甲"), ("", "钱乙"), ("石桥镇", "孙丙")]
    preview = previewed(workspace, write_book(tmp_path / "a.xlsx", rows))
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.DOUBT, Outcome.ADD]
    rows += [("玉泉乡", "李丁"), ("县直", "周戊"), ("青山乡", "吴己")]
    preview = previewed(workspace, write_book(tmp_path / "b.xlsx", rows))
    assert preview.count(Outcome.ADD) == 6
    assert preview.rows[1].values.get("unit") is None
    assert [finding.text for finding in preview.findings] == [
        "“b.xlsx”第3行“单位”栏：这一栏空着，上面写的是“柳河镇”，没有照填。"
    ]
