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

from huanjie_desktop.services.people.importing import ImportPreview, ImportRequest, Outcome, prepare_import
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.ods import cell, row, write_ods
from tests.exchange.test_marks import rewritten
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "现任职务"]
PEOPLE = [["赵甲", "男", "镇长"], ["钱乙", "女", "书记"], ["孙丙", "女", "书记、委员"]]
STRUCK = '<style:style style:name="x" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
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
