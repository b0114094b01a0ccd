"""Every editable table of the window over a real workspace, each told the same way, for the tests of the keys."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.import_dialog import ROWS, ImportDialog
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.assessment import campaign_parts, campaigns, setups
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, PostDraft, SubjectDraft
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import simple
from tests.qt.assessment import begin
from tests.qt.desks import makers_of
from tests.qt.held import HeldTasks
from tests.qt.keys import type_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
NAMES = ("林木", "王芳", "单立", "丁一")


@dataclass
class Stand:
    """A table: a column that is typed into, texts that fit it (and are not there), a column that refuses and how."""

    view: GridView
    tasks: HeldTasks
    column: int
    texts: tuple[str, str, str]
    refused: int
    why: str
    grows: bool = False
    front: QWidget | None = None

    def rest(self, qtbot: QtBot) -> None:
        """Let every answer go and wait for it."""
        self.tasks.let_go()
        qtbot.waitUntil(lambda: not self.tasks.busy)
        QApplication.processEvents()

    def go(self, row: int, column: int | None = None) -> None:
        """Put the cursor on a cell."""
        self.view.setFocus()
        self.view.go_to(self.view.grid.index(row, self.column if column is None else column))

    def at(self) -> tuple[int, int]:
        """Return where the cursor is."""
        return self.view.currentIndex().row(), self.view.currentIndex().column()

    def said(self, column: int | None = None) -> list[str]:
        """Return what a column says, down to the last row that has an id: a sum is none."""
        model = self.view.grid
        return [
            model.text_at(row, self.column if column is None else column)
            for row in range(model.count)
            if model.id_at(row)
        ]

    def press(self, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, in the editor if one is open."""
        qtbot.keyClick(self.editor() or self.view, key, held)

    def type(self, qtbot: QtBot, text: str) -> None:
        """Type a text, the first letter into the table: an input method's commit begins in the editor."""
        if self.editor() is None and not text[0].isascii():
            self.press(qtbot, Qt.Key.Key_F2)
            self.press(qtbot, Qt.Key.Key_A, CONTROL)
        for char in text:
            type_text(qtbot, self.editor() or self.view, char)

    def editor(self) -> QLineEdit | None:
        """Return the editor that is open."""
        return next((each for each in self.view.findChildren(QLineEdit) if each.isVisible()), None)


def fill(workspace: Workspace) -> None:
    """Add what the tables show: a second roster, and two campaigns, of cadres and of a recommendation with four posts."""
    second, _change = rosters.create_roster(workspace, "第二名册", list(workspace.catalog.roster_kinds)[-1])
    rosters.add_to_roster(workspace, second.id, [row.person.id for row in people.list_rows(workspace)][::-1])
    forms = {form.kind: form.id for form in workspace.catalog.forms.values()}
    subjects = tuple(SubjectDraft(name, f"职务{at}") for at, name in enumerate(NAMES))
    first, _change = campaigns.create_campaign(
        workspace, CampaignDraft(forms["persons"], "柳河镇", issued=90, subjects=subjects)
    )
    ids = [each.id for each in setups.setup_of(workspace, first.id).categories]
    campaign_parts.edit_categories(
        workspace, first.id, {id_: {"title": f"第{at}类", "issued": 30} for at, id_ in enumerate(ids)}
    )
    posts = tuple(PostDraft(f"第{at}职位") for at in range(4))
    campaigns.create_campaign(workspace, CampaignDraft(forms["posts"], "石桥镇", posts=posts))


def build(name: str, qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    """Return one of the tables, shown in a desk or its dialog."""
    stand = BUILDERS[name](qtbot, tasks, folder)
    watch(stand.view.grid, stand.view)
    assert stand.front is not None
    stand.front.activateWindow()
    qtbot.waitUntil(stand.front.isActiveWindow)
    stand.rest(qtbot)
    return stand


def watch(model: QAbstractItemModel, owner: QWidget) -> None:
    """Have Qt look at everything that a model says."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)


def _desk(qtbot: QtBot, page: Page, folder: Path) -> Desk:
    desk = Desk(page.tasks, makers_of(page), 1, folder / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    desk.start()
    page.show_for(None)
    qtbot.waitUntil(lambda: not page.tasks.busy)
    return desk


def _people(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page = RostersPage(tasks, load_catalog(), Preferences(folder / "user"))
    desk = _desk(qtbot, page, folder)
    qtbot.waitUntil(lambda: page.model.count == 4)
    fields = [column.field for column in page.model.columns]
    column, age = fields.index("name"), fields.index("age")
    return Stand(page.table, tasks, column, ("Li", "Wu", "Xu"), age, "“年龄”由程序计算，不能在这里填写。", True, desk)


def _assessment(qtbot: QtBot, tasks: HeldTasks, folder: Path, row: int = 0) -> tuple[AssessmentPage, Desk]:
    page = AssessmentPage(tasks, load_catalog())
    desk = _desk(qtbot, page, folder)
    page.list.setCurrentRow(row)
    qtbot.waitUntil(lambda: not tasks.busy)
    return page, desk


def _categories(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder)
    return Stand(page.setup.category_table, tasks, 1, ("Li", "Wu", "Xu"), -1, "", True, desk)


def _subjects(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder)
    table = page.setup.whom.subject_table
    return Stand(table, tasks, 1, ("Li", "Wu", "Xu"), 0, "“序号”由程序计算，不能在这里填写。", True, desk)


def _posts(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder, 1)
    return Stand(page.setup.whom.post_table, tasks, 0, ("Li", "Wu", "Xu"), -1, "", True, desk)


def _items(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder)
    page.forms.setCurrentRow(1)
    qtbot.waitUntil(lambda: not tasks.busy)
    page.copy_form()
    qtbot.waitUntil(lambda: not tasks.busy)
    return Stand(page.editor.items.table, tasks, 0, ("Li", "Wu", "Xu"), -1, "", True, desk)


def _totals(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder)
    begin(qtbot, page, "", method=1)
    why = "“项目”在“测评安排”中填写，不能在这里填写。"
    return Stand(page.entry.totals.grid_table, tasks, 2, ("5", "6", "7"), 1, why, False, desk)


def _boxes(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    page, desk = _assessment(qtbot, tasks, folder)
    begin(qtbot, page, "", method=1)
    return Stand(
        page.entry.totals.box_table, tasks, 3, ("5", "6", "7"), 4, "“有效”由程序计算，不能在这里填写。", False, desk
    )


def _import(qtbot: QtBot, tasks: HeldTasks, folder: Path) -> Stand:
    rows = [[at, name, "男", "汉族", "1980.01", "", f"职务{at}", ""] for at, name in enumerate("赵钱孙李", 1)]
    dialog = ImportDialog(None, tasks, load_catalog(), simple(folder / "县直名册.xlsx", *rows))
    qtbot.addWidget(dialog, before_close_func=lambda closed: setattr(closed, "ledger", None))  # nothing to ask about
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None and not tasks.busy)
    dialog.show_step(ROWS)
    heads = [column.head for column in dialog.check.model.columns]
    column, why = heads.index("姓名"), heads.index("变动和说明")
    refused = "“变动和说明”由程序计算，不能在这里填写。"
    return Stand(dialog.check.table, tasks, column, ("Li", "Wu", "Xu"), why, refused, False, dialog)


BUILDERS: dict[str, Callable[[QtBot, HeldTasks, Path], Stand]] = {
    "people": _people,
    "categories": _categories,
    "subjects": _subjects,
    "posts": _posts,
    "items": _items,
    "totals": _totals,
    "boxes": _boxes,
    "import": _import,
}
