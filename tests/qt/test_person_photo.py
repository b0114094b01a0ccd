"""The photo on the editor's front leaf: chosen, pasted, dropped, cut out by keys and mouse, taken off."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.exchange.lrmx.photos import Crop
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from huanjie_desktop.qt.pages.rosters.person_editor.crop_dialog import CropDialog, CropView
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.shown.photos import read_kept
from tests.lrmx_files import photo
from tests.qt.answering import when_opened
from tests.qt.roster_pages import page_on_desk


@pytest.fixture
def editor(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[PersonEditor]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        page.whole.open(page.model.id_at(0))
        qtbot.waitUntil(lambda: bool(page.whole.editor.name) and not open_tasks.busy)
        yield page.whole.editor


def kept(qtbot: QtBot, editor: PersonEditor) -> tuple[int, int]:
    """Return the size of the photo that is kept."""
    person_id, found = editor.person_id, []  # type: tuple[str, list[Any]]
    editor._tasks.run("核对", lambda workspace, _progress: read_kept(workspace, person_id), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return Image.open(BytesIO(found[0][0])).size


def take(dialog: CropDialog) -> None:
    dialog.accept()


def wait_photo(qtbot: QtBot, editor: PersonEditor, there: bool = True) -> None:
    qtbot.waitUntil(lambda: editor.photo.has_photo is there and not editor._tasks.busy)


def test_a_file_is_chosen_by_the_space_bar_and_delete_takes_it_off(
    qtbot: QtBot, editor: PersonEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "林木.jpg").write_bytes(photo(size=(800, 400)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(tmp_path / "林木.jpg"), ""))
    when_opened(take, CropDialog)
    editor.photo.setFocus()
    qtbot.keyClick(editor.photo, Qt.Key.Key_Space)
    wait_photo(qtbot, editor)
    assert kept(qtbot, editor) == (298, 400)
    qtbot.keyClick(editor.photo, Qt.Key.Key_Delete)
    wait_photo(qtbot, editor, there=False)


def test_a_picture_is_pasted_and_cut_out_by_keys(qtbot: QtBot, editor: PersonEditor) -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)

    def cut(dialog: CropDialog) -> None:
        for _ in range(5):
            qtbot.keyClick(dialog.view, Qt.Key.Key_Minus)
        qtbot.keyClick(dialog.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        dialog.accept()

    when_opened(cut, CropDialog)
    editor.photo.setFocus()
    qtbot.keyClick(editor.photo, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_photo(qtbot, editor)
    high = 400 / 1.05**5
    assert abs(kept(qtbot, editor)[1] - high) < 2
    when_opened(lambda dialog: dialog.reject(), CropDialog)
    editor.photo.cut_again()
    qtbot.waitUntil(lambda: not editor._tasks.busy)
    assert abs(kept(qtbot, editor)[1] - high) < 2


def test_a_dropped_file_that_is_no_picture_is_told(qtbot: QtBot, editor: PersonEditor, tmp_path: Path) -> None:
    told: list[Any] = []
    editor._tasks.troubled.disconnect()
    editor._tasks.troubled.connect(told.append)
    (tmp_path / "名单.jpg").write_text("text")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "名单.jpg"))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.photo.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "照片不是图片，没有换照片。"


def test_a_picture_for_another_person_is_dropped(qtbot: QtBot, editor: PersonEditor) -> None:
    content = photo(size=(363, 487))
    editor.photo._crop("somebody else", (content, ""))  # no dialog opens
    assert not editor.photo.has_photo


@pytest.fixture
def view(qtbot: QtBot) -> CropView:
    view = CropView(QImage(800, 400, QImage.Format.Format_RGB32))
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show()
    return view


def test_the_frame_keeps_its_shape_and_stays_on_the_picture(qtbot: QtBot, view: CropView) -> None:
    whole = view.crop()
    assert (whole.top, whole.height) == (0, 1)
    assert abs(whole.width * 800 / 400 - 36.3 / 48.7) < 0.001
    view.zoom_by(0.5)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(30):
            qtbot.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    corner = view.crop()
    assert abs(corner.left + corner.width - 1) < 1e-9
    assert abs(corner.top + corner.height - 1) < 1e-9
    assert abs(corner.width * 2 / corner.height - 36.3 / 48.7) < 0.001
    view.zoom_by(9)
    assert view.crop().height == 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.crop() == whole


def test_the_mouse_drags_the_frame_and_the_wheel_does_nothing(qtbot: QtBot, view: CropView) -> None:
    before = view.crop()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    qtbot.mouseMove(view, QPoint(480, 200))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(480, 200))
    after = view.crop()
    assert after == Crop(after.left, before.top, before.width, before.height)
    assert abs(after.left - before.left - 0.1) < 0.005
    wheel = QWheelEvent(
        QPointF(400, 200),
        QPointF(400, 200),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    assert view.crop() == after


def test_a_photo_that_is_missing_is_shown_at_its_place_until_there_is_one(
    qtbot: QtBot, editor: PersonEditor, tmp_path: Path
) -> None:
    assert editor.photo.found is None
    ask = Finding(Severity.WARNING, "photo_missing", "没有照片。", Subject("person", editor.person_id, "", "photo"))
    other = Finding(Severity.ERROR, "other", "别的。", Subject("person", editor.person_id, "", "name"))
    watch = FindingsWatch.of(editor._tasks)
    watch.findings = [ask, other]
    watch.found.emit()
    assert editor.photo.found is Severity.WARNING
    assert editor.photo.toolTip().splitlines()[0] == "没有照片。"
    marked = editor.photo.grab().toImage()
    watch.findings = [other]
    watch.found.emit()
    assert editor.photo.found is None
    assert editor.photo.toolTip().startswith("空格")
    assert editor.photo.grab().toImage() != marked
