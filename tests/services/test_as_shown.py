"""What a table shows, as a paper: its rows in its order, its columns, and in words what was filtered."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from huanjie_desktop.documents.blocks import Paper, Table
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.printing import as_shown
from huanjie_desktop.services.printing.as_shown import ShownTable, preview_shown, print_shown
from huanjie_desktop.services.workspace import Workspace, set_base_date
from tests.services.workspaces import workspace_in


def _table(workspace: Workspace, shown: ShownTable) -> tuple[Table, Paper]:
    document = as_shown._composed(workspace, shown)
    (table,) = document.blocks
    assert isinstance(table, Table)
    return table, document.page.paper


def test_a_paper_has_the_rows_columns_filter_order_and_count_that_the_table_shows(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        set_base_date(workspace, date(2026, 7, 26))
        roster, _ = rosters.create_roster(workspace, "县代表名册", list(workspace.catalog.roster_kinds)[1])
        own_columns.add_column(workspace, roster.id, "房号")
        added = [
            {"name": name, "birth": "1985.07", "group_name": "东团", "own:房号": "301"}
            for name in ("甲一", "乙二", "丙三")
        ]
        people.edit_cells(workspace, [], added, roster.id)
        first, _second, third = (person.id for person in people.list_people(workspace, roster.id))
        fields = ("own:房号", "name", "serial", "group_name", "age", "gone")
        shown = ShownTable("县代表名册", roster.id, (third, first, "gone"), fields, "性别：男", "按“姓名笔画”排序")
        table, paper = _table(workspace, shown)
        assert [row.cells for row in table.rows] == [
            ("301", "丙三", "1", "东团", "41"),
            ("301", "甲一", "2", "东团", "41"),
        ]
        assert table.head[0].cells == ("房号", "姓名", "序号", "代表团", "年龄")
        assert table.caption == "青禾县代表名册"
        assert table.note == "已筛选（性别：男）　　按“姓名笔画”排序　　共2人（全部3人）　　年龄计算截至2026年7月26日"
        assert paper is Paper.A4
        assert preview_shown(workspace, shown).content.startswith(b"%PDF")
        for suffix in ("pdf", "docx", "xlsx"):
            print_shown(workspace, shown, tmp_path / f"册.{suffix}")
        sheet = openpyxl.load_workbook(tmp_path / "册.xlsx").worksheets[0]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert "东团" in texts
        with pytest.raises(UserError, match=r"不能存为“册\.csv”"):
            print_shown(workspace, shown, tmp_path / "册.csv")
        everybody = ShownTable("全部人员", None, (first,), ("name",))
        assert _table(workspace, everybody)[0].note == "共1人（全部3人）"
        rosters.delete_roster(workspace, roster.id)
        with pytest.raises(UserError, match="不存在"):
            preview_shown(workspace, shown)


def test_many_columns_take_a_larger_sheet_and_smaller_letters(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        texts = dict.fromkeys(("native_place", "unit", "current_post", "remark", "birthplace"), "云川省青禾县柳河镇")
        people.edit_cells(workspace, [], [{"name": "甲一", "birth": "1985.07", **texts}])
        (person,) = people.list_people(workspace)
        fields = tuple(spec.field for spec in workspace.catalog.columns.values() if spec.kind != "long_text")
        found = []
        for count in (5, 12, len(fields)):
            table, paper = _table(workspace, ShownTable("全部人员", None, (person.id,), fields[:count]))
            found.append((paper, table.size))
        assert found[0] == (Paper.A4, 10.5)
        assert found[-1][0] is Paper.A3
        assert [size for _paper, size in found] == sorted((size for _paper, size in found), reverse=True)


def test_a_remark_longer_than_a_cell_may_be_is_cut_and_told(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "县代表名册", list(workspace.catalog.roster_kinds)[1])
        for name, remark in (("甲一", "长" * 32_767), ("乙二", "远" * 32_768), ("丙三", "\U00020000" * 16_384)):
            people.edit_cells(workspace, [], [{"name": name, "remark": remark}], roster.id)
        ids = tuple(person.id for person in people.list_people(workspace, roster.id))
        shown = ShownTable("县代表名册", roster.id, ids, ("name", "remark"))
        written = print_shown(workspace, shown, tmp_path / "册.xlsx")
        assert [finding.code for finding in written.findings] == ["cut-text", "cut-text"]
        assert "“远远" in written.findings[0].text
        assert "只印了前面的字" in written.findings[0].text
        sheet = openpyxl.load_workbook(tmp_path / "册.xlsx").worksheets[0]
        said = [str(cell.value) for row in sheet.iter_rows() for cell in row if len(str(cell.value)) > 9_999]
        assert [(len(text.encode("utf-16-le")) // 2, text[-1]) for text in said] == [
            (32_767, "长"), (32_767, "…"), (32_767, "…"),
        ]  # fmt: skip
