"""职数表: each unit's posts with how many hold them, on paper and in a spreadsheet, as the units and the people say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from huanjie_desktop.documents.blocks import Cell, Table
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import people, units
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.printing.print_subjects import STAFFING
from huanjie_desktop.services.printing.staffing_material import COUNTY
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock

ROWS = [
    {"name": "县委部门"},
    {"name": "　县委组织部", "kind": "党委部门", "quota": "部长1、副部长2（50岁）"},
    {"name": "　县委宣传部"},
    {"name": "乡镇"},
    {"name": "　柳河镇", "quota": "党委书记1、副镇长1"},
    {"name": "县供销社"},
]
PEOPLE = (
    ("林木", "县委组织部部长"),
    ("文山", "县委组织部副部长"),
    ("王芳", "柳河镇副镇长"),
    ("李强", "柳河镇副镇长"),
    ("赵敏", "县委宣传部副部长（兼），柳河镇党委书记"),
)
PAPER = """青禾县领导职数及配备情况表
截至2026年6月15日
序号|单　　位|职　　务|职数|现有|空缺|超配|现任人员|备　注
县委部门
1|县委组织部|部长|1|1|||林木|
||副部长|2|1|1||文山|任职年龄50岁以下
乡镇
2|柳河镇|党委书记|1|1|||赵敏|
||副镇长|1|2||1|王芳、李强|
合　计|||5|5|1|1||
现有、空缺、超配不计兼任；兼任的在现任人员中注明。另有2个单位没有定职数，没有列入。"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = FixedClock(datetime(2026, 6, 15, 9, 0, tzinfo=UTC))
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=clock)
    units.write_units(made, (), ROWS)
    people.edit_cells(made, (), [{"name": name, "current_post": post} for name, post in PEOPLE])
    yield made
    made.close()


def plain(cell: object) -> str:
    return "" if cell is None else str(cell.text if isinstance(cell, Cell) else cell)


def as_lines(table: Table) -> str:
    rows = ["|".join(map(plain, row.cells)) if row.kind != "group" else plain(row.cells[0]) for row in table.rows]
    head = "|".join(map(plain, table.head[0].cells))
    return "\n".join((table.caption, table.note, head, *rows, table.foot))


def test_the_table_reads_as_it_should(workspace: Workspace) -> None:
    spec = next(each for each in workspace.catalog.documents.values() if each.of == STAFFING)
    (table,) = printing.compose_document(workspace, spec.id, COUNTY).blocks
    assert isinstance(table, Table)
    assert as_lines(table) == PAPER


def test_it_is_listed_and_written_in_each_format_with_numbers_that_count(workspace: Workspace, tmp_path: Path) -> None:
    (printable,) = [each for each in printing.list_documents(workspace) if each.spec.of == STAFFING]
    assert printable.of == {COUNTY: "青禾县各单位"}
    for suffix in printable.spec.formats:
        file = tmp_path / f"职数表.{suffix}"
        printing.print_document(workspace, printable.spec.id, file, COUNTY)
        assert file.stat().st_size > 1000
    cells = [
        cell.value
        for row in load_workbook(BytesIO((tmp_path / "职数表.xlsx").read_bytes())).worksheets[0]
        for cell in row
    ]
    assert 2 in cells
    assert "2" not in cells[20:]


def test_without_a_post_there_is_nothing_to_print(tmp_path: Path) -> None:
    with_none = create_workspace(tmp_path / "空.huanjie", "青禾县", clock=FixedClock())
    (printable,) = [each for each in printing.list_documents(with_none) if each.spec.of == STAFFING]
    assert printable.of == {}
    with pytest.raises(UserError, match="还没有填写职数"):
        printing.compose_document(with_none, printable.spec.id, COUNTY)
    with_none.close()
