"""审批表 in 导入名册: a folder dropped in, files named in the table and in questions, everything written as one undo step."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters.import_dialog import ROWS
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from tests.exchange.books import write_book
from tests.lrmx_files import form
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import KNOWN, ask, go_to, make, press, rest


def folder_of(path: Path) -> Path:
    folder = path / "乡镇审批表"
    folder.mkdir()
    (folder / "周敏.lrmx").write_bytes(form({"XingMing": "周敏", "ShenFenZheng": ""}))
    (folder / "吴刚.lrmx").write_bytes(form({"XingMing": "吴刚", "ShenFenZheng": "", "CanJiaGongZuoShiJian": "2008.1"}))
    (folder / "坏.lrmx").write_bytes(b"<Person>")
    return folder


def dropped(paths: list[Path]) -> tuple[QDropEvent, QMimeData]:
    """Return the event of dropping paths, with its data, which Qt does not keep."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    return drop, data


def test_a_folder_of_forms_from_drop_to_undo(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    dialog = make(qtbot, tasks)
    drop, _data = dropped([folder_of(tmp_path)])
    dialog.dropEvent(drop)
    rest(qtbot, tasks)
    assert dialog.step == ROWS  # nothing is to be asked about columns
    model = dialog.check.model
    assert [column.head for column in model.columns][:3] == ["处理", "文件", "姓名"]
    shown = {model.row_at(at).source: model.row_at(at).outcome.value for at in range(model.count)}
    assert shown == {"吴刚.lrmx": "doubt", "坏.lrmx": "refused", "周敏.lrmx": "add"}
    assert model.index(0, 1).data() == "吴刚.lrmx"
    assert dialog.check.question.words.text().startswith("“吴刚.lrmx”：数字“2008.1”可能是2008年1月")
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    go_to(dialog, "坏")
    assert dialog.check.question.words.text() == "“坏.lrmx”：文件损坏，标记不成对，读不出来。"
    dialog.check.question.rest.click()
    rest(qtbot, tasks)
    before = ask(qtbot, tasks, people.count_people)
    assert dialog.foot.left.text() == ""
    assert dialog.foot.import_button.text() == "导入 2 人"
    with qtbot.waitSignal(tasks.changed):
        qtbot.mouseClick(dialog.foot.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    persons = ask(qtbot, tasks, people.list_people)
    assert [person.name for person in persons[before:]] == ["吴刚", "周敏"]
    said = ask(qtbot, tasks, lambda workspace: whole_as_json(workspace, persons[before:]))
    assert [each["family"][0]["name"] for each in said] == ["杜文静", "杜文静"]
    ask(qtbot, tasks, history.undo)
    assert ask(qtbot, tasks, people.count_people) == before


@pytest.mark.parametrize("way", ["chosen", "dropped"])
def test_several_forms_are_one_preview_and_one_undo_step(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = folder_of(tmp_path)
    paths = [folder / "周敏.lrmx", folder / "吴刚.lrmx", folder / "坏.lrmx"]
    dialog = make(qtbot, tasks)
    before = ask(qtbot, tasks, people.count_people)
    if way == "dropped":
        drop, _data = dropped(paths)
        dialog.dropEvent(drop)
    else:
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], ""))
        dialog.file.choose_button.click()
    rest(qtbot, tasks)
    model = dialog.check.model
    shown = {model.row_at(at).source: model.row_at(at).outcome.value for at in range(model.count)}
    assert shown == {"吴刚.lrmx": "doubt", "坏.lrmx": "refused", "周敏.lrmx": "add"}
    assert dialog.steps._notes[0].text().endswith("等3个文件")
    dialog.check.question.rest.click()
    rest(qtbot, tasks)
    with qtbot.waitSignal(tasks.changed):
        dialog.foot.import_button.click()
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    assert ask(qtbot, tasks, people.count_people) == before + 1
    ask(qtbot, tasks, history.undo)
    assert ask(qtbot, tasks, people.count_people) == before


def test_other_forms_opened_meanwhile_are_those_that_are_shown(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    dialog = make(qtbot, tasks)
    tasks.holding = True
    dialog.open_files([folder / "周敏.lrmx"])
    dialog.open_files([folder / "周敏.lrmx", folder / "吴刚.lrmx"])
    rest(qtbot, tasks)
    qtbot.waitUntil(lambda: dialog.shown is not None)
    assert sorted(dialog.check.model.row_at(at).source for at in range(dialog.check.model.count)) == [
        "吴刚.lrmx",
        "周敏.lrmx",
    ]


def test_of_several_spreadsheets_the_others_are_named(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "say", lambda _parent, text, *_more: told.append(text))
    paths = [write_book(tmp_path / f"{name}.xlsx", [["姓名", "性别"], [name, "男"]]) for name in ("甲某", "乙某")]
    dialog = make(qtbot, tasks)
    dialog.open_files(paths)
    rest(qtbot, tasks)
    assert told == ["表格一次导入一份。先选的是“甲某.xlsx”，“乙某.xlsx”1份没有读。"]
    assert dialog.preview is not None
    assert dialog.preview.read == 1


def test_one_form_under_a_roster_asks_about_nobody_else(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    roster = ask(qtbot, tasks, lambda workspace: rosters.list_rosters(workspace)[0][0])
    dialog = make(qtbot, tasks, folder / "周敏.lrmx")
    rest(qtbot, tasks)
    target = dialog.check.target
    target._update.click()
    rest(qtbot, tasks)
    assert dialog.preview is not None
    assert (dialog.preview.request.roster_id, dialog.preview.apart) == (roster.id, len(KNOWN))
    assert not target._gone.isVisibleTo(dialog)
    assert (target.complete.isChecked(), target.complete.isEnabled()) == (False, False)
    assert target._apart.text() == f"名册里另有 {len(KNOWN)} 人不在文件里，照旧保留，次序不变。"
    assert dialog.foot.import_button.isEnabled()


def test_a_folder_said_to_be_the_whole_roster_asks_about_the_others(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path
) -> None:
    dialog = make(qtbot, tasks, folder_of(tmp_path))
    rest(qtbot, tasks)
    target = dialog.check.target
    target._update.click()
    rest(qtbot, tasks)
    dialog.check.question.rest.click()
    rest(qtbot, tasks)
    assert dialog.foot.import_button.isEnabled()
    target.complete.click()
    rest(qtbot, tasks)
    assert target.complete.isChecked()
    assert (target.model.count, target._apart.text()) == (len(KNOWN), "")
    assert not dialog.foot.import_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, tasks)
    assert (target.complete.isChecked(), target.model.count) == (False, 0)
