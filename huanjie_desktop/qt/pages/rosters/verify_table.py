"""The tables of a comparison: the differences with the side decided for, and the lists beside them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import down
from huanjie_desktop.qt.widgets.side_table import SideTable
from huanjie_desktop.services.people.verify_accept import Key
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.shown.verifying import Choosing, Line

_WHO = (("姓名", 90), ("单位及职务", 260), ("说明", 200))
HINTS = (
    "这些人不在名册里；要加入名册，用“导入名册”导入这个文件。",
    "这些人在名册里，文件里没有。",
    "按回车（或双击）说明是谁。只凭姓名对上的也列在这里。",
    "写法不同、意思相同，不算不同；在“当作相同”里可以改。",
    "文件里没有核对的工作表、栏目和行。栏目按回车可以说明它是什么。",
)


class DifferenceTable(SideTable):
    """不同之处: a line a cell, the name where a person's lines begin."""

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self._first: set[Key] = set()
        self.rows_shown: list[Difference] = []
        columns = (
            TableColumn("姓名", lambda row: row.name if row.key in self._first else "", width=84),
            TableColumn("栏目", lambda row: row.title, width=104, tint=lambda _row: theme.colour("secondary")),
        )
        super().__init__(
            "不同之处",
            columns,
            ("名册（左）", "文件（右）"),
            lambda row: str(row.ours),
            _theirs,
            choosing.side_of,
            lambda row: f"{row.person_id} {row.field}",
            lambda row: str(row.theirs),
        )

    def show_lines(self) -> None:
        """Show the differences as they stand, the same line in front."""
        at = self.currentIndex().row()
        kept = self.grid.id_at(at)
        lines = list(self._choosing.lines)
        seen: set[str] = set()
        self._first = set()
        for each in lines:
            if each.person_id not in seen:
                self._first.add(each.key)
                seen.add(each.person_id)
        self.rows_shown = lines
        self.grid.set_rows(lines)
        place = next(
            (row for row in range(self.grid.count) if self.grid.id_at(row) == kept),
            min(max(at, 0), self.grid.count - 1),
        )
        if place >= 0:
            self.go_to(self.grid.index(place, 0))

    def go_to_person(self, person_id: str) -> None:
        """Bring somebody's first difference to the front."""
        for at in range(self.grid.count):
            if self.grid.row_at(at).person_id == person_id:
                self.go_to(self.grid.index(at, 0))
                return


def _theirs(row: Difference) -> str:
    return f"{row.theirs}　{row.blocked}" if row.blocked else row.theirs


def list_table(name: str, heads: tuple[tuple[str, int], ...], stretched: int) -> EditTable:
    """Make a table of lines that are only read."""

    def said(at: int) -> Callable[[Line], str]:
        return lambda line: line.cells[at].replace("\n", " ／ ")

    columns = [TableColumn(head, said(at), width=width) for at, (head, width) in enumerate(heads)]
    return EditTable(RowsModel(columns), name, stretched, whole_rows=True)


def lists_beside() -> list[EditTable]:
    """Make the tables of the lists beside the differences, in their order."""
    return [
        list_table("只在文件里的人", _WHO, 1),
        list_table("只在名册里的人", _WHO, 1),
        list_table("同名待认的人", (("姓名", 90), ("要问的", 320), ("位置", 160)), 1),
        list_table("当作相同的", (("姓名", 90), ("栏目", 110), ("名册", 200), ("文件", 200), ("当作相同", 180)), 3),
        list_table("没有核对的", (("位置", 110), ("内容", 260), ("原因", 220)), 1),
    ]


def down_of(*parts: QWidget) -> QWidget:
    """Put a line of words above a table that takes the room."""
    made = QWidget()
    words, table = parts
    down(words, (table, 1), on=made, margins=(12, 10, 12, 8), spacing=6)
    return made
