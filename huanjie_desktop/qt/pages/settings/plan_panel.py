"""The panel 节假日与倒排时限 of the page 设置: each year's days off, and by which preset the round is planned."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from huanjie_desktop.catalog.plan_tables import YearSpec
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import CENTRED, CellChange, RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import (
    STRETCH,
    ElidedLabel,
    across,
    allow,
    button,
    choice_box,
    down,
    framed,
    label,
    note,
    offer,
)
from huanjie_desktop.services.planning import changing, holidays
from huanjie_desktop.services.planning.holidays import HolidayRow
from huanjie_desktop.services.shown.plan_tables import PlanTablesShown, read_plan_tables

_HEIGHT = 280
_FILTER = "节假日表 (*.csv *.txt *.toml *.json)"


def _day(row: HolidayRow, field: str) -> str:
    day = getattr(row.holiday, field)
    return (
        f"{day.month}月{day.day}日" if day.year == row.holiday.first.year else f"{day.year}年{day.month}月{day.day}日"
    )


COLUMNS = (
    TableColumn("名称", lambda row: row.holiday.name, "name", width=130),
    TableColumn("放假第一天", lambda row: _day(row, "first"), "first", kind=CENTRED, width=110),
    TableColumn("最后一天", lambda row: _day(row, "last"), "last", kind=CENTRED, width=110),
    TableColumn("天数", lambda row: str(row.days), kind=CENTRED, width=64),
    TableColumn("调休上班", lambda row: row.work, "work", width=200),
)


class PlanPanel(QWidget):
    """节假日与倒排时限: `choose` shows a year."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run, self._asked = tasks, run, 0
        self._wanted: int | None = None  # the year that is to be shown
        self.shown: PlanTablesShown | None = None
        self.year = choice_box("年份", (), self.choose)
        self._state = ElidedLabel()
        self._state.setProperty("role", "secondary")
        self._gaps = label("", "warning", wrap=True)
        self._gaps.hide()
        self.model = RowsModel(COLUMNS, self)
        self.model.check = self._check
        self.model.let_grow("name")
        self.model.write_with(tasks, self._write)
        self.table = EditTable(self.model, "节假日", len(COLUMNS) - 1)
        self.table.setFixedHeight(theme.px(_HEIGHT))
        self.table.add_key("Ctrl+Delete", self.remove)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._enable())
        self.remove_button = button("删除这一行", self.remove, drawing="trash-2", tip="Ctrl+Delete")
        self.file_button = button(
            "读入文件……", self.choose_file, drawing="file-plus", tip="CSV，每行写日期、名称、休或班"
        )
        self.restore_button = button("恢复公布的", self.restore, drawing="undo-2")
        self.preset = choice_box("倒排预设", (), self._choose_preset)
        self._about = note("")
        self.save_button = button("改过的存为预设……", self.save_preset, drawing="save")
        self.delete_button = button("删除预设", self.delete_preset)
        self._lay_out()
        self._enable()

    def read(self) -> None:
        """Read the year shown again; an answer to an earlier asking is dropped."""
        self._asked += 1
        asked = self._tasks.ask("读取节假日表", read_plan_tables, self._wanted)
        asked.owned_by(self).then(partial(self._on_read, self._asked))

    def choose(self, year: int) -> None:
        """Show a year's table; what is typed into a new row of this one is asked for first."""
        self.model.commit_draft()
        self._wanted = year
        self.read()

    def show_entry(self, entry_id: str) -> None:
        """Show the table of a year, or the presets where it is one of those."""
        if entry_id.isdecimal():
            self.choose(int(entry_id))
            self.table.setFocus()
        else:
            self.preset.setFocus()

    def remove(self) -> None:
        """Take the holidays chosen out of the table."""
        rows = [self.model.row_at(at) for at in self.table.chosen_rows() if at < self.model.count]
        if rows and self.shown is not None:
            self._run("删除假期", holidays.remove_rows, self.shown.table.year, [row.id for row in rows])

    def choose_file(self) -> None:
        """Ask for a file of days off, and show which years it has before they are taken."""
        name, _kind = QFileDialog.getOpenFileName(self, "读入节假日表", "", _FILTER)
        if name:
            path = Path(name)
            self._tasks.ask("读取节假日表", holidays.read_file, path).owned_by(self).then(partial(self._on_file, path))

    def restore(self) -> None:
        """Have the published table again, or none where none was published."""
        if self.shown is not None:
            self._run("恢复节假日表", holidays.restore_year, self.shown.table.year)

    def save_preset(self) -> None:
        """Keep what the office has set otherwise as its own preset."""
        taken = [words for _id, words in self.shown.presets] if self.shown is not None else []
        dialog = NameDialog(self.window(), "存为倒排预设", "存", "名称", "", taken)
        title = ask_dialog(dialog, lambda closed: closed.text)
        if title:
            self._run("存为预设", changing.save_preset, title)

    def delete_preset(self) -> None:
        """Remove the office's own preset that is in use, after asking."""
        if self.shown is not None and self.shown.own:
            words = dict(self.shown.presets)[self.shown.preset]
            if messages.ask(self.window(), f"删除倒排预设“{words}”？", "删除", "改回不用预设，可以撤销。"):
                self._run("删除预设", changing.delete_preset, self.shown.preset)

    def _choose_preset(self, preset_id: str) -> None:
        if self.shown is not None and preset_id != self.shown.preset:
            self._run("选倒排预设", changing.choose_preset, preset_id)

    def _check(self, field: str, text: str) -> str:
        return holidays.cell_problem(self.shown.table.year, field, text) if self.shown is not None else ""

    def _write(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]]) -> None:
        if self.shown is not None:
            texts = [(each.row_id, each.field, str(each.value or "")) for each in changes]
            rows = [{field: str(text or "") for field, text in row.items()} for row in added]
            self._run("修改节假日表", holidays.write_rows, self.shown.table.year, texts, rows)

    def _on_file(self, path: Path, years: dict[str, YearSpec]) -> None:
        said = "；".join(
            f"{spec.title}{len(spec.holidays)}个假期，调休上班{sum(len(each.work) for each in spec.holidays)}天"
            for spec in years.values()
        )
        if messages.ask(self.window(), f"读入“{path.name}”？", "读入", f"{said}。代替这几年现有的表，可以撤销。"):
            self._wanted = int(next(iter(years)))
            self._run("读入节假日表", holidays.take_years, years)

    def _on_read(self, number: int, shown: PlanTablesShown) -> None:
        if number != self._asked:
            return
        other = self.shown is None or self.shown.table.year != shown.table.year
        self.shown, table = shown, shown.table
        self._wanted = table.year
        offer(self.year, [(year, f"{year}年") for year in shown.years])
        self.year.setCurrentIndex(self.year.findData(table.year))
        self._state.show_words(f"{table.state}{f'　{table.source}' if table.rows else ''}")
        missing = "没有的年份只把周六、周日当作休息日；公布以后在这里填写，或者读入文件。"
        gaps = f"缺{'、'.join(table.gaps)}的放假，或者天数不够，请核对。" if table.rows and table.gaps else ""
        self._gaps.setText(gaps if table.rows else missing)
        self._gaps.setVisible(bool(gaps) or not table.rows)
        if other:
            self.model.set_columns(COLUMNS, table.rows)
        else:
            self.model.set_rows(table.rows)
        offer(self.preset, shown.presets)
        self.preset.setCurrentIndex(max(self.preset.findData(shown.preset), 0))
        changed = f"另有 {shown.changed} 步在“工期”里改过天数或责任单位，没有存入预设。" if shown.changed else ""
        self._about.setText(shown.about + changed)
        self._enable()

    def _enable(self) -> None:
        shown, at = self.shown, self.table.currentIndex()
        row = at.isValid() and at.row() < self.model.count
        allow(self.remove_button, row, "请先在表中选一个假期。")
        own = shown is not None and shown.table.own
        published = shown is None or shown.table.shipped
        self.restore_button.setText("恢复公布的" if published else "删除这一年的表")
        allow(self.restore_button, own, "这一年的表没有改过。")
        changed = shown is not None and shown.changed > 0
        allow(self.save_button, changed, "还没有改过倒排天数或责任单位；请先在“工期”里改。")
        allow(self.delete_button, shown is not None and shown.own, "只有本单位自己的预设可以删除。")

    def _lay_out(self) -> None:
        words = "放假的和调休上班的日子写在这里，周六、周日不用写；可以从 Excel 粘贴。倒排遇休息日时，法定期限只提前不推后，其他的顺延。"
        head = across(label("年份"), self.year, (self._state, 1), spacing=8)
        row = flowing(self.remove_button, self.file_button, self.restore_button)
        self.preset.setMinimumWidth(theme.px(180))
        chosen = across(label("倒排预设"), self.preset, STRETCH, spacing=8)
        below = flowing(self.save_button, self.delete_button)
        parts = (note(words), head, self._gaps, self.table, row, chosen, self._about, below)
        down(framed("节假日与倒排时限", *parts), on=self, margins=0)
