"""审批表 in 导入名册: a folder dropped in, files named in the table and in questions, everything written as one undo step."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters.import_dialog import ROWS
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from tests.lrmx_files import form
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import ask, go_to, make, press, rest


def folder_of(path: Path) -> Path:
    folder = path / "乡镇审批表"
    folder.mkdir()
    (folder / "周敏.lrmx").write_bytes(form({"XingMing": "周敏", "ShenFenZheng": ""}))
    (folder / "吴刚.lrmx").write_bytes(form({"XingMing": "吴刚", "ShenFenZheng": "", "CanJiaGongZuoShiJian": "2008.1"}))
    (folder / "坏.lrmx").write_bytes(b"<Person>")
    return folder


def test_a_folder_of_forms_from_drop_to_undo(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    dialog = make(qtbot, tasks)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder_of(tmp_path)))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
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
