"""审批表 from the page of rosters: printed of those chosen or of all, with progress and a way to stop; written as lrmx."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.form_export_dialog import ExportedFormsDialog, FormExportDialog
from huanjie_desktop.qt.tasks import Tasks, _Reporter
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.people import people
from tests.qt.answering import answer, when_opened
from tests.qt.roster_pages import choose_roster, page_on_desk, settle


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        choose_roster(qtbot, page)
        yield page


def trigger(page: RostersPage, words: str) -> None:
    next(action for action in page.commands() if action.text() == words).trigger()


def test_those_chosen_or_all_are_printed(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[object] = []

    def look(dialog: PrintDialog) -> None:
        qtbot.waitUntil(lambda: dialog.bar.view.count > 0)
        seen.extend(dialog.choice.itemText(at) for at in range(dialog.choice.count()))
        seen.append(dialog.bar.view.count)
        dialog.choice.setCurrentIndex(2)
        qtbot.waitUntil(lambda: dialog.bar.view.count == 6)
        dialog.reject()

    when_opened(look, PrintDialog)
    page.table.choose_rows([0, 2])
    trigger(page, "打印审批表")
    title = "干部任免审批表"
    assert seen == [
        f"{title}：选中的 2 人",
        f"{title}（3.x 版）：选中的 2 人",
        f"{title}：青禾县干部名册 3 人",
        f"{title}（3.x 版）：青禾县干部名册 3 人",
        4,
    ]


def test_the_person_in_the_editor_is_printed_as_typed(qtbot: QtBot, page: RostersPage) -> None:
    page.whole.open(page.model.id_at(1))
    settle(qtbot, page)
    texts: list[str] = []

    def look(dialog: PrintDialog) -> None:
        qtbot.waitUntil(lambda: dialog.bar.view.count == 2)
        pages = dialog.bar.view._drawn.pages
        assert pages is not None
        texts.append(pages.text(0))
        dialog.reject()

    when_opened(look, PrintDialog)
    post = page.whole.editor.schools.edits["current_post"]
    post.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(post, "x")
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "x" in texts[0]
    assert "王　芳" in texts[0]


def test_a_long_paper_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, page: RostersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.run(
        "添加", people.edit_cells, (), [{"name": f"甲{chr(0x4E00 + at)}"} for at in range(120)], page.list.roster_id()
    )
    qtbot.waitUntil(lambda: page.model.total == 123 and not page.tasks.busy)
    monkeypatch.setattr("huanjie_desktop.qt.tasks.REPORT_SECONDS", 0.0)
    said: list[str] = []
    pressed = Event()
    step = _Reporter.step

    def wait_half_way(reporter: _Reporter, done: int, total: int | None, text: str) -> None:
        step(reporter, done, total, text)
        if total == 123 and done >= 60:  # a quick machine would be through before anybody has pressed
            pressed.wait(30)

    monkeypatch.setattr(_Reporter, "step", wait_half_way)

    def stop(dialog: PrintDialog) -> None:
        bar = dialog.bar
        qtbot.waitUntil(bar._progress.isVisible)
        said.append(bar._busy.text())
        qtbot.mouseClick(bar._stop, Qt.MouseButton.LeftButton)
        pressed.set()
        qtbot.waitUntil(lambda: not page.tasks.busy)
        said.append(bar._wrong.text())
        assert not bar._progress.isVisible()
        dialog.reject()

    when_opened(stop, PrintDialog)
    page.table.choose_rows(range(page.model.count))
    trigger(page, "打印审批表")
    assert said[0].startswith("正在")
    assert "/ 123" in said[0]
    assert said[1] == "已取消，未作任何改动。"


def test_forms_are_written_and_what_could_not_be_is_reported(
    qtbot: QtBot, page: RostersPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = page.model.id_at(0)
    page.run("改", people.edit_cells, [CellEdit(person_id, "retires", "2048.07")])
    settle(qtbot, page)
    folder = tmp_path / "出"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    reported: list[str] = []

    def look(dialog: ExportedFormsDialog) -> None:
        reported.extend(each.toPlainText() for each in dialog.findChildren(QPlainTextEdit))
        qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
        dialog.reject()

    def fill(dialog: FormExportDialog) -> None:
        for name, value in (("group", 1), ("version", 3), ("name_style", "name-id")):
            dialog.record.put(name, value)

    answer(FormExportDialog, fill)
    page.table.choose_rows([0])
    trigger(page, "导出审批表（lrmx）")
    when_opened(look, ExportedFormsDialog)
    qtbot.waitUntil(lambda: bool(opened))
    assert sorted(path.name for path in folder.iterdir()) == ["单立.lrmx", "林木.lrmx", "王芳.lrmx"]
    assert reported == ["林木：3.x 版的表没有“到龄时间”，没有写出。"]
    assert opened == [str(folder)]


def test_no_folder_chosen_writes_nothing(qtbot: QtBot, page: RostersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    answer(FormExportDialog, lambda _dialog: None)
    page.forms.export_one(page.model.id_at(0), "林木")
    assert not page.tasks.busy
