"""The panel 单位和职数 of the page 设置: the county's bodies as a tree, with their names and the numbers of their posts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import CellChange, RowsModel, TableColumn
from huanjie_desktop.qt.opening import show_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import button, down, framed, note
from huanjie_desktop.services.people import unit_import, units
from huanjie_desktop.services.people.unit_import import UnitFile
from huanjie_desktop.services.people.units import QUOTA, UnitRow

_HEIGHT = 300
_FILTER = "表格 (*.xlsx *.xls *.et *.ods *.csv)"
_MOST_NAMED = 8


class _NameColumn(TableColumn):
    """The unit's name: blanks before a pasted one say how deep it stands."""

    def value_of(self, text: str) -> str:
        """Return the text with the blanks before it."""
        return text.rstrip()


def _staffing_tint(row: UnitRow) -> object:
    return theme.colour("error") if row.over else None


COLUMNS = (
    _NameColumn("单位", lambda row: row.name, "name", width=150, edit=lambda row: row.unit.name),
    TableColumn("全称", lambda row: row.unit.full_name, "full_name", width=110),
    TableColumn("简称", lambda row: row.unit.short_name, "short_name", width=74),
    TableColumn("类别", lambda row: row.unit.kind, "kind", width=84),
    TableColumn("职数", lambda row: row.quota, QUOTA, width=120),
    TableColumn("配备", lambda row: row.staffing, width=130, tip=lambda row: row.staffing_tip, tint=_staffing_tint),  # type: ignore[arg-type]
)


class UnitPanel(QWidget):
    """单位和职数: the table, and what can be done with the units chosen in it."""

    def __init__(self, tasks: Tasks, run: Run, catalog: Callable[[], Catalog]) -> None:
        super().__init__()
        self._tasks, self._run, self._catalog = tasks, run, catalog
        self._chosen: Sequence[str] = ()  # to be chosen again once they stand where they were moved to
        self.model = RowsModel(COLUMNS, self)
        self.model.check = units.check_unit
        self.model.let_grow("name")
        self.model.write_with(tasks, self._write)
        self.table = EditTable(self.model, "单位和职数", len(COLUMNS) - 1)
        self.table.setFixedHeight(theme.px(_HEIGHT))
        acts = (
            ("上移", "arrow-up", partial(self._shift, -1), "Alt+Up"),
            ("下移", "arrow-down", partial(self._shift, 1), "Alt+Down"),
            ("降一级", "chevron-right", partial(self._indent, 1), "Alt+Right"),
            ("升一级", "chevron-left", partial(self._indent, -1), "Alt+Left"),
            ("删除单位", "trash-2", self.remove, "Ctrl+Delete"),
        )
        self.buttons = []
        for words, drawing, act, keys in acts:
            self.table.add_key(keys, act)
            self.buttons.append(button(words, act, drawing=drawing, tip=f"{words}（{keys}）"))
        self._acts = acts
        self.table.menu_filled.connect(self._fill)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._enable())
        import_button = button("从 Excel 导入……", self.choose_file, drawing="file-plus")
        add_button = button("补上名册里的单位", self.add_missing, drawing="plus")
        self.print_button = button("打印……", self.print_out, drawing="printer", tip="打印职数表（Ctrl+P）")
        self.table.add_key("Ctrl+P", self.print_out)
        words = (
            "单位可以直接填写，也可以从 Excel 粘贴；名称前的空格表示层级。“职数”写成“书记1、副镇长3（50岁）”的样子，括号里是任职年龄。"
            "正职、副职可以作职数的名称。拆分单位及职务、按单位排序和超职数检查都用这张表。"
        )
        row = flowing(*self.buttons, add_button, import_button, self.print_button)
        down(framed("单位和职数", note(words), self.table, row), on=self, margins=0)
        self._enable()

    def read(self) -> None:
        """Read the units again."""
        self._tasks.ask("读取单位", units.list_rows).then(self._on_read)

    def choose(self, unit_id: str) -> None:
        """Go to a unit."""
        at = next((at for at, row in enumerate(self.model.rows) if row.id == unit_id), None)
        if at is not None:
            self.table.go_to(self.model.index(at, 0))
            self.table.setFocus()

    def remove(self) -> None:
        """Remove the units chosen with all below them, after asking."""
        rows = [self.model.row_at(at) for at in self.table.chosen_rows() if at < self.model.count]
        if rows:
            named = "、".join(f"“{row.unit.name}”" for row in rows[:_MOST_NAMED])
            advice = "下级单位一并删除，可以撤销；人员的单位和职务不变。"
            if messages.ask(
                self.window(), f"删除单位{named}{'等' if len(rows) > _MOST_NAMED else ''}？", "删除", advice
            ):
                self._run("删除单位", units.remove_units, [row.id for row in rows])

    def add_missing(self) -> None:
        """Add what people have in 单位 and is not in the table."""
        self._run("补上单位", units.add_missing_units)

    def choose_file(self) -> None:
        """Ask for a spreadsheet of units, and show what it would add."""
        name, _kind = QFileDialog.getOpenFileName(self, "导入单位", "", _FILTER)
        if name:
            self._tasks.ask("读取单位表", unit_import.read_units, Path(name)).then(self._on_file)

    def print_out(self) -> None:
        """Show 职数表 as it will be printed, to be sent to a printer or written to a file."""
        from huanjie_desktop.qt.widgets.print_dialog import PrintDialog  # with all that writes papers: only where asked
        from huanjie_desktop.services.printing.print_subjects import STAFFING
        from huanjie_desktop.services.printing.staffing_material import COUNTY
        from huanjie_desktop.services.shown.papers import papers_of_thing

        papers = papers_of_thing(self._catalog(), STAFFING, COUNTY, "各单位")
        show_dialog(PrintDialog(self, self._tasks, "职数表", papers))

    def _write(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]]) -> None:
        texts = [(each.row_id, each.field, each.value) for each in changes]
        self._run("修改单位", units.write_units, texts, list(added))

    def _ids(self) -> list[str]:
        return [self.model.id_at(at) for at in self.table.chosen_rows() if at < self.model.count]

    def _shift(self, step: int) -> None:
        self._act("移动单位", units.shift_units, step)

    def _indent(self, step: int) -> None:
        self._act("调整单位层级", units.indent_units, step)

    def _act(self, words: str, use_case: object, step: int) -> None:
        ids = self._ids()
        if ids:
            self._chosen = ids
            self._run(words, use_case, ids, step)  # type: ignore[arg-type]

    def _on_file(self, found: UnitFile) -> None:
        said = [f"“{found.name}”里有{len(found.fresh)}个新单位。"]
        said += [f"已有的{len(found.known)}个不动。"] * bool(found.known)
        more = f"\n另有{len(found.left_out) - _MOST_NAMED}行。" if len(found.left_out) > _MOST_NAMED else ""
        left = "\n".join(found.left_out[:_MOST_NAMED]) + more
        if not found.fresh:
            messages.say(self.window(), "".join(said), left)
        elif messages.ask(
            self.window(), "".join(said), "导入", f"没有导入的行：\n{left}" if left else "加在单位表里，可以撤销。"
        ):
            self._run("导入单位", unit_import.import_units, found)

    def _on_read(self, rows: list[UnitRow]) -> None:
        chosen, self._chosen = self._chosen, ()
        at = self.table.currentIndex()
        before = self.model.id_at(at.row())
        self.model.set_rows(rows)
        wanted = [number for number, row in enumerate(rows) if row.id in chosen]
        if wanted:
            self.table.choose_rows(wanted)
        elif before:
            self._stay(before, at.column())
        self._enable()

    def _stay(self, unit_id: str, column: int) -> None:
        at = next((number for number, row in enumerate(self.model.rows) if row.id == unit_id), None)
        if at is not None and self.table.currentIndex().row() != at:
            self.table.go_to(self.model.index(at, column))

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        for words, _drawing, act, keys in self._acts:
            menu.addAction(f"{words}\t{keys}", act).setEnabled(bool(self._ids()))

    def _enable(self) -> None:
        for each in self.buttons:
            each.setEnabled(0 <= self.table.currentIndex().row() < self.model.count)
