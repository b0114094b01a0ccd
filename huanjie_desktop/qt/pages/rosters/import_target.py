"""Beside the rows of an import: which roster they go to, who on it is not in the file, and what importing does."""

from functools import partial
from operator import attrgetter

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QLineEdit, QMenu, QRadioButton

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt.models.rows import RIGHT, RowsModel, TableColumn
from huanjie_desktop.qt.opening import open_menu
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import (
    STRETCH,
    across,
    add_to,
    button,
    choice_box,
    down,
    label,
    named,
    note,
    offer,
)
from huanjie_desktop.services.people.import_preview import ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.shown.import_words import ALL_OF_THEM, GONE_ANSWERS, LOOKS, apart_words, may_be_whole
from huanjie_desktop.services.shown.importing import ShownImport, begins_new, likely_kind, name_offered


class TargetPanel(QFrame):
    """放入哪个名册: `roster_asked` tells the one to bring up to date, "" a new one; `decided` what becomes of whom."""

    roster_asked = Signal(str)
    decided = Signal(list, object)  # person ids, Decision
    complete_said = Signal(bool)  # whether everybody of the roster should be in the file
    edited = Signal()  # another name

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        named(self, "sidePanel")
        self._name_typed = False
        self._request: ImportRequest | None = None
        self._update, self.make_new = QRadioButton("更新已有的名册"), QRadioButton("新建名册")
        group = QButtonGroup(self)
        for made in (self._update, self.make_new):
            group.addButton(made)
        group.buttonClicked.connect(self._on_kind_chosen)
        self.rosters = choice_box("要更新的名册", (), self._on_roster)
        self.complete = QCheckBox("文件是完整的名册")
        self.complete.setToolTip("打上钩，名册里有、文件里没有的人逐个问您；不打钩，他们照旧保留")
        self.complete.clicked.connect(self.complete_said)
        self._apart = note("")
        self.name = QLineEdit(placeholderText="新名册的名称")
        self.name.setAccessibleName("新名册的名称")
        self.name.textEdited.connect(self._on_typed)
        self._kinds = list(catalog.roster_kinds.values())
        self.kinds = choice_box("新名册的类别", [(kind.id, kind.title) for kind in self._kinds])
        self._wrong = label("", "error", wrap=True)
        self._make_table()
        self._after = note("")
        down(
            label("放入哪个名册", "heading"),
            self._update,
            across(24, (down(self.rosters, self.complete, self._apart, spacing=6), 1)),
            self.make_new,
            across(24, (down(self.name, self.kinds, self._wrong, spacing=6), 1)),
            12,
            (self._gone, 1),
            STRETCH,
            label("导入以后", "heading"),
            self._after,
            on=self,
            margins=(16, 12, 16, 12),
            spacing=6,
        )

    def _make_table(self) -> None:
        self.model = RowsModel(self._columns({}), self, key=attrgetter("key"))
        self.table = EditTable(self.model, "名册里有、表中没有的人", 1, whole_rows=True)
        self.table.horizontalHeader().hide()
        self.table.clicked.connect(self._offer)
        self.table.add_key("Return", lambda: self._offer(self.table.currentIndex()))
        for number, kind in enumerate(GONE_ANSWERS, 1):
            self.table.add_key(str(number), partial(self._decide_chosen, Decision(kind)))
        self._count = label("", "secondary")
        self._gone = named(QFrame(), "plain")
        all_of = [button(words, partial(self._decide_all, Decision(kind))) for kind, words in ALL_OF_THEM.items()]
        down(
            across((label("名册里有、表中没有", "heading"), 1), self._count),
            (self.table, 1),
            note("移出只是不在这个名册里，人员和其他名册不动。"),
            across(*all_of, STRETCH, spacing=8),
            on=self._gone,
            margins=0,
            spacing=6,
        )

    # what is shown

    def show_import(self, shown: ShownImport, request: ImportRequest, *, first: bool) -> None:
        """Show where the file goes and who is gone."""
        self._request = request
        offer(self.rosters, [(choice.roster.id, choice.words) for choice in shown.rosters])
        for at, choice in enumerate(shown.rosters):
            if choice.roster.id == request.roster_id:
                self.rosters.setCurrentIndex(at)
        if request.roster_id:
            self._update.setChecked(True)
        elif (first and begins_new(shown)) or self._update.isChecked():
            self.make_new.setChecked(True)
        if not self._name_typed:
            self.name.setText(name_offered(shown))
        if first:
            kind = likely_kind(self._kinds, request.path, name_offered(shown))
            self.kinds.setCurrentIndex(max(self.kinds.findData(kind), 0))
        self._update.setEnabled(bool(shown.rosters))
        self._enable()
        self._show_complete(shown, request)
        rows = [row for row in shown.preview.rows if row.outcome is Outcome.GONE] if shown.preview is not None else []
        self._gone.setVisible(bool(rows))
        self._count.setText(f"{len(rows)} 人")
        self.model.columns = self._columns(shown.facts)
        self.model.set_rows(rows)
        self._after.setText(f"年龄计算到 {shown.base:%Y.%m.%d}。先自动备份，再写入；一步可以撤销。")

    def _show_complete(self, shown: ShownImport, request: ImportRequest) -> None:
        """Show whether the file is the whole roster, and what becomes of those who are not in it otherwise."""
        preview = shown.preview
        updates = bool(request.roster_id) and preview is not None
        self.complete.setVisible(updates)
        words = apart_words(preview) if updates and preview is not None else ""
        self._apart.setText(words)
        self._apart.setVisible(bool(words))
        if preview is not None:
            said = request.complete
            self.complete.setChecked(preview.complete if said is None else said)
            self.complete.setEnabled(may_be_whole(preview))

    def show_wrong(self, words: str) -> None:
        """Say what is wrong with the new name, "" for nothing."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    @property
    def is_chosen(self) -> bool:
        """Tell whether it is said where the file goes."""
        return self._update.isChecked() or self.make_new.isChecked()

    def go_to_open(self) -> bool:
        """Put the cursor on the first who is gone and not decided about; tell whether there is any."""
        at = next((at for at, row in enumerate(self.model.rows) if self._said(row) is None), -1)
        if at >= 0:
            self.table.setFocus()
            self.table.go_to(self.model.index(at, 0))
        return at >= 0

    def _enable(self) -> None:
        self.rosters.setVisible(self._update.isChecked())
        for made in (self.name, self.kinds):
            made.setVisible(self.make_new.isChecked())

    def _columns(self, facts: dict[str, str] | object) -> list[TableColumn]:
        known = facts if isinstance(facts, dict) else {}
        return [
            TableColumn("姓名", lambda row: row.texts.get("name", ""), width=72),
            TableColumn("说明", lambda row: known.get(row.person_id, "") or row.group, width=60, tint=_secondary),
            TableColumn("处理", self._answer, kind=RIGHT, width=92, tint=self._tint),
        ]

    def _said(self, row: ImportRow) -> Decision | None:
        return self._request.decisions.get(row.person_id) if self._request is not None else None

    def _answer(self, row: ImportRow) -> str:
        said = self._said(row)
        return (GONE_ANSWERS[said.kind] if said is not None else LOOKS[Outcome.DOUBT][0]) + " ▾"

    def _tint(self, row: ImportRow) -> QColor | None:
        return theme.colour("warning") if self._said(row) is None else None

    # what is said

    def _on_kind_chosen(self) -> None:
        self._enable()
        self.roster_asked.emit("" if self.make_new.isChecked() else str(self.rosters.currentData()))

    def _on_roster(self, roster_id: str) -> None:
        self.roster_asked.emit(roster_id)

    def _on_typed(self) -> None:
        self._name_typed = True
        self.edited.emit()

    def _offer(self, at: QModelIndex) -> None:
        if not at.isValid():
            return
        menu = QMenu(self.table)
        for number, (kind, words) in enumerate(GONE_ANSWERS.items(), 1):
            add_to(menu, f"&{number}　{words}", partial(self._decide_chosen, Decision(kind)))
        open_menu(menu, self.table.viewport().mapToGlobal(self.table.visualRect(at).bottomLeft()))

    def _decide_chosen(self, decision: Decision) -> None:
        ids = self.table.chosen_ids()
        if ids:
            self.decided.emit(ids, decision)

    def _decide_all(self, decision: Decision) -> None:
        self.decided.emit([row.person_id for row in self.model.rows], decision)


def _secondary(_row: ImportRow) -> QColor:
    return theme.colour("secondary")
