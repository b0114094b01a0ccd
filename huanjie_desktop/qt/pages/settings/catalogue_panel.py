"""The panel 本单位的目录 of the page 设置: forms, kinds of congress, texts, rules, places and spellings of the office's own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import (
    COMPARE_RULE,
    CONGRESS_KIND,
    FORM,
    HOLIDAYS,
    PLAN_PRESET,
    POST_ORDER,
    RULE,
    STROKE_PLACE,
)
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.exchange.catalogue_file import SUFFIX
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import NUMBER, RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.settings.entry_dialogs import (
    CompareRuleDialog,
    ImportDialog,
    KindDialog,
    PostOrderDialog,
    RuleDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, label, note
from huanjie_desktop.services.catalogue import entries, exchange
from huanjie_desktop.services.catalogue.entries import CatalogueEntry
from huanjie_desktop.services.catalogue.exchange import CatalogueImport, CataloguePreview

_HEIGHT = 230
_FILTER = f"目录文件 (*{SUFFIX})"


COLUMNS = (
    TableColumn("种类", lambda row: row.kind.title, width=96),
    TableColumn("名称", lambda row: row.title, width=200),
    TableColumn("版本", lambda row: f"第 {row.number} 版" if row.own else "", width=84),
    TableColumn(
        "状态", lambda row: row.state, width=190, tint=lambda row: None if row.own else theme.colour("secondary")
    ),
    TableColumn("在用", lambda row: str(row.uses) if row.uses else "", kind=NUMBER, width=60),
)


class CataloguePanel(QWidget):
    """本单位的目录: `place_asked` has another page, or the panel 姓氏笔画, show an entry for changing it."""

    place_asked = Signal(object)  # Subject

    def __init__(self, tasks: Tasks, run: Run, catalog: Callable[[], Catalog]) -> None:
        super().__init__()
        self._tasks, self._run, self._catalog = tasks, run, catalog
        self._broken = label("", "error", wrap=True)
        self._broken.hide()
        self.model = RowsModel(COLUMNS, self, key=lambda row: (row.kind.id, row.id, row.scope))
        self.model.show_only(lambda row: row.own)
        self.table = EditTable(self.model, "本单位的目录", 1, whole_rows=True)
        self.table.setFixedHeight(theme.px(_HEIGHT))
        self.table.selectionModel().selectionChanged.connect(lambda *_chosen: self._enable())
        self.all_box = QCheckBox("连同程序自带的一起列出")
        self.all_box.toggled.connect(lambda on: self.model.show_only(None if on else lambda row: row.own))
        self.copy_button = button("复制", self.copy, drawing="copy")
        self.change_button = button("修改……", self.change)
        self.freeze_button = button("冻结", self.freeze, tip="这一版从此不变，再改另成一版")
        self.remove_button = button("删除", self.remove)
        self.export_button = button("导出……", self.export_chosen, tip="写成文件，供其他县（市、区）导入")
        self.import_button = button("导入……", self.choose_file, drawing="file-plus")
        self._lay_out()
        self._enable()

    def read(self) -> None:
        """Read the entries again."""
        self._tasks.ask("读取目录", entries.read_all).then(self._on_read)

    def chosen(self) -> list[CatalogueEntry]:
        """Return the entries chosen in the table."""
        return [self.model.row_at(at) for at in self.table.chosen_rows()]

    def copy(self) -> None:
        """Make a further entry out of the chosen one."""
        entry = self._one()
        if entry is not None:
            self._act(entry, "复制", entries.copy_entry)

    def change(self) -> None:
        """Open what changes the chosen entry."""
        entry = self._one()
        if entry is None:
            return
        if entry.kind.id == CONGRESS_KIND.id:
            dialog = KindDialog(self.window(), entry.spec, self._catalog())
            self._write(entry, ask_dialog(dialog, lambda closed: closed.kind))
        elif entry.kind.id == RULE.id:
            rule = RuleDialog(self.window(), entry.title, entry.spec)
            self._write(entry, ask_dialog(rule, lambda closed: closed.change))
        elif entry.kind.id == COMPARE_RULE.id:
            compare = CompareRuleDialog(self.window(), entry.spec, self._catalog())
            self._write(entry, ask_dialog(compare, lambda closed: closed.rule))
        elif entry.kind.id == POST_ORDER.id:
            order = PostOrderDialog(self.window(), entry.spec)
            self._write(entry, ask_dialog(order, lambda closed: closed.order))
        elif entry.kind.id in (FORM.id, STROKE_PLACE.id):
            self.place_asked.emit(Subject(entry.kind.id, entry.id, entry.title))
        elif entry.kind.id in (HOLIDAYS.id, PLAN_PRESET.id):
            self.place_asked.emit(Subject("plan_tables", entry.id, entry.title))
        else:
            messages.say(self.window(), "材料的文字在“会议”页的“材料汇编”里修改。", "选中材料后按“修改文字”。")

    def freeze(self) -> None:
        """Have the chosen version stay as it is."""
        entry = self._one()
        if entry is not None:
            question = f"冻结{entry.kind.title}《{entry.title}》第{entry.number}版？"
            if messages.ask(self.window(), question, "冻结", "这一版从此不变，不能撤销；再改另成一版。"):
                self._act(entry, "冻结", entries.freeze_entry)

    def remove(self) -> None:
        """Delete the chosen entry, or put the program's back in its place, after asking."""
        entry = self._one()
        if entry is None:
            return
        verb, act = ("恢复", entries.restore_entry) if entry.shipped else ("删除", entries.delete_entry)
        question = f"{verb}{entry.kind.title}《{entry.title}》" + ("的原样？" if entry.shipped else "？")
        if messages.ask(self.window(), question, verb, "各版一并删除，可以撤销。"):
            self._act(entry, verb, partial(act, scope=entry.scope))

    def export_chosen(self) -> None:
        """Write the chosen entries to a file."""
        chosen = self.chosen()
        start = f"{chosen[0].title if len(chosen) == 1 else '本单位目录'}{SUFFIX}"
        name, _kind = QFileDialog.getSaveFileName(self, "导出目录", start, _FILTER)
        if name:
            path = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
            asked = self._run("导出目录", exchange.export_entries, chosen, path)
            asked.then(lambda left: self._on_exported(path, len(chosen), len(left)))

    def choose_file(self) -> None:
        """Ask for a file of another county, and what of it to take."""
        name, _kind = QFileDialog.getOpenFileName(self, "导入目录", "", _FILTER)
        if name:
            self._tasks.ask("读取目录文件", exchange.prepare_import, Path(name)).then(self._on_prepared)

    def _one(self) -> CatalogueEntry | None:
        chosen = self.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _act(self, entry: CatalogueEntry, verb: str, act: Callable[..., object], *more: Any) -> None:
        self._run(f"{verb}{entry.kind.title}", act, entry.kind, entry.id, *more)

    def _write(self, entry: CatalogueEntry, spec: Any) -> None:
        if spec is not None:
            self._act(entry, "修改", entries.change_entry, spec)

    def _on_read(self, answer: tuple[list[CatalogueEntry], list[str]]) -> None:
        self.model.set_rows(answer[0])
        self._broken.setText("\n".join(answer[1]))
        self._broken.setVisible(bool(answer[1]))
        self._enable()

    def _on_exported(self, path: Path, count: int, left: int) -> None:
        rest = f"{left}条只用于一次会议，没有导出。" if left else ""
        messages.say(self.window(), f"已导出{count - left}条：{path.name}。", rest)

    def _on_prepared(self, preview: CataloguePreview) -> None:
        choices = ask_dialog(ImportDialog(self.window(), preview), lambda closed: closed.choices)
        if choices is not None:
            self._run("导入目录", exchange.commit_import, preview, choices).then(self._on_imported)

    def _on_imported(self, done: CatalogueImport) -> None:
        left = "；".join(f"《{title}》没有导入：{why}" for title, why in done.left_out)
        messages.say(self.window(), f"已导入{len(done.taken)}条。", left)

    def _enable(self) -> None:
        entry = self._one()
        none, own = "请先在表中选一条。", entry is not None and entry.own
        shipped = none if entry is None else "这是程序自带的，没有改过。"
        allow(
            self.copy_button,
            entry is not None and entry.kind.copies,
            none if entry is None else "这一类不能复制，可以直接修改。",
        )
        allow(
            self.change_button,
            entry is not None and (entry.own or entry.kind.changes),
            none if entry is None else "程序自带的不能改，请先复制。",
        )
        frozen = "已经用过，已经封存。" if own else shipped
        allow(self.freeze_button, entry is not None and entry.own and not entry.frozen, frozen)
        allow(self.remove_button, own, shipped)
        self.remove_button.setText("恢复原样" if entry is not None and entry.shipped else "删除")
        allow(
            self.export_button, any(each.own for each in self.chosen()), "请先选本单位自己的条目，程序自带的不用导出。"
        )

    def _lay_out(self) -> None:
        words = (
            "本单位自己的表样、会议种类、材料文字、规则、核对规则和姓氏笔画；可以导出成文件，供其他县（市、区）导入。"
        )
        first = (self.copy_button, self.change_button, self.freeze_button, self.remove_button)
        row = across(*first, self.export_button, self.import_button, STRETCH)
        parts = (note(words), self._broken, self.all_box, self.table, row)
        down(framed("本单位的目录", *parts), on=self, margins=0)
