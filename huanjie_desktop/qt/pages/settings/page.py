"""The page 设置: the text size of this PC's window, what is set for the whole file, backups, and about the program."""

from pathlib import Path

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QWidget

from huanjie_desktop import __version__, paths
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import STROKE_PLACE
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.pages.settings.backup_panel import BackupPanel
from huanjie_desktop.qt.pages.settings.catalogue_panel import CataloguePanel
from huanjie_desktop.qt.pages.settings.password_panel import PasswordPanel
from huanjie_desktop.qt.pages.settings.plan_panel import PlanPanel
from huanjie_desktop.qt.pages.settings.stroke_panel import StrokePanel
from huanjie_desktop.qt.pages.settings.unit_panel import UnitPanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label, named, note, scrolled
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.qt.widgets.resizing import change_text_size
from huanjie_desktop.qt.widgets.theme import TextSize
from huanjie_desktop.services import workspace as workspaces
from huanjie_desktop.services.file_association import associate
from huanjie_desktop.services.shown.fields import SETTINGS
from huanjie_desktop.services.workspace import WorkspaceSettings

WIDTH = 760
PLAN_TABLES = "plan_tables"


class SettingsPage(Page):
    """设置页."""

    title, icon = "设置", "settings"
    tables = ("setting", "own_entry", "person", "congress", "campaign", "unit", "unit_post", "plan_step")

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences) -> None:
        super().__init__(tasks, catalog, preferences)
        self._preferences = preferences
        self.backups = BackupPanel(tasks)
        self.backups.restored.connect(self.rebuild_asked)
        self.passwords = PasswordPanel(tasks, preferences)
        self.strokes = StrokePanel(tasks, self.run)
        self.units = UnitPanel(tasks, self.run, lambda: self.catalog)
        self.plans = PlanPanel(tasks, self.run)
        self.entries = CataloguePanel(tasks, self.run, lambda: self.catalog)
        self.entries.place_asked.connect(self._on_place_asked)
        self.make_action("立即备份", "save", self.backups.back_up)
        self.make_action("恢复备份", "history", self.backups.look_into)
        self.make_action("检查数据", "shield-check", self.backups.check)
        body = named(QWidget(), "page")
        body.setMaximumWidth(theme.px(WIDTH))
        self.form = RecordForm(SETTINGS)
        self.form.write_with(tasks, "修改设置", workspaces.set_one)
        parts = (
            self.units,
            self.plans,
            self.passwords,
            self.strokes,
            self.entries,
            self.backups,
            self._make_association(),
            self._make_about(),
        )
        fields = framed("这份工作文件", self.form)
        self._places = {"catalogue": self.entries, "strokes": self.strokes, "setting": fields, "unit": self.units}
        self._places[PLAN_TABLES] = self.plans
        down(self._make_size(), fields, *parts, STRETCH, on=body, margins=16, spacing=16)
        self._scroll = scrolled(body)
        down(self._scroll, on=self, margins=0)

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        super().show_for(subject)
        self.backups.read()
        if subject is not None:
            self._scroll.ensureWidgetVisible(self._places[subject.kind])
            if subject.kind == PLAN_TABLES:
                self.plans.show_entry(subject.id)
            if subject.kind == "unit":
                self.units.choose(subject.id)
            if subject.kind == "setting" and subject.id in self.form.edits:
                self.form.edits[subject.id].setFocus()

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind in self._places

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches, where somebody looks."""
        if self.isVisible():
            super().reload(changes)

    def read_again(self) -> None:
        """Read what is set, and the office's catalogue."""
        self.tasks.ask("读取设置", workspaces.read_settings).then(self._on_read)
        self.passwords.read()
        self.strokes.read()
        self.units.read()
        self.plans.read()
        self.entries.read()

    def _on_place_asked(self, subject: Subject) -> None:
        if subject.kind == PLAN_TABLES:
            self._scroll.ensureWidgetVisible(self.plans)
            self.plans.show_entry(subject.id)
            return
        if subject.kind != STROKE_PLACE.id:
            self.place_asked.emit(subject)
            return
        self.strokes.choose(subject.id)
        self._scroll.ensureWidgetVisible(self.strokes)
        self.strokes.form.edits["strokes"].setFocus()

    def _on_read(self, settings: WorkspaceSettings) -> None:
        self.form.show_record(True, vars(settings))

    def _make_size(self) -> QWidget:
        self._sizes = QButtonGroup(self)
        for size in TextSize:
            choice = QRadioButton(f"{size.title}（{size.value} 磅）")
            choice.setChecked(size is self._preferences.text_size)
            self._sizes.addButton(choice, size.value)
        self._sizes.idClicked.connect(self._on_size_chosen)
        row = across(*self._sizes.buttons(), STRETCH)
        return framed("文字大小", row, note("只影响这台电脑上的窗口，不影响打印。"))

    def _make_association(self) -> QWidget:
        self._associated = label("", "secondary")
        row = across(button("用本程序打开 .huanjie 文件", self._associate), (self._associated, 1))
        return framed("双击打开工作文件", row, note("只影响当前用户。程序换了位置后，下次打开时会提出重新关联。"))

    def _associate(self) -> None:
        self.tasks.run("关联工作文件", lambda _workspace, _p: associate(), self._on_associated)

    def _on_associated(self, _nothing: None) -> None:
        self._associated.setText("已关联，双击工作文件即可打开。")

    def _make_about(self) -> QWidget:
        return framed(
            "关于",
            label(f"换届工作台 {__version__}　不联网，所有内容只在工作文件里。"),
            note(f"界面用 Qt {PySide6.__version__}（LGPL 3），图标用 lucide（ISC），拼音用 pypinyin（MIT）。"),
            button("查看图标许可", lambda: _show(paths.resource_dir() / "icons" / "LICENSE"), look="link"),
        )

    def _on_size_chosen(self, points: int) -> None:
        size = TextSize(points)
        self._preferences.text_size = size
        application = QApplication.instance()
        if isinstance(application, QApplication):
            change_text_size(application, size)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
