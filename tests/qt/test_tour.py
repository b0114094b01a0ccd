"""The walk over the window: every step points at something that is there, Esc leaves, and it does not come back unasked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.main_window.tour import Tour
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.demo import county
from huanjie_desktop.services.shown.tour import TOUR


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.resize(1024, 700)
    window.show()
    yield window
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible(), timeout=20_000)
    window.deleteLater()


def _rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy, timeout=20_000)


def _tour(window: MainWindow) -> Tour | None:
    return next((each for each in window.findChildren(Tour) if each.isVisible()), None)


def _beside(tour: Tour) -> bool:
    """Tell whether the card stands beside what is spoken of, wherever that leaves room for it on some side."""
    hole, card, room = tour._hole(), tour.card.geometry(), tour.rect()
    sides = (room.right() - hole.right(), hole.left()), (room.bottom() - hole.bottom(), hole.top())
    has_room = max(sides[0]) >= card.width() + 24 or max(sides[1]) >= card.height() + 24
    return not has_room or not card.intersects(hole)


def test_the_first_example_begins_the_walk_and_the_second_does_not(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = iter([tmp_path / "一", tmp_path / "二"])

    def folder(*_args: object) -> str:
        chosen = next(folders)
        chosen.mkdir()
        return str(chosen)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    whole = county.make_demo
    monkeypatch.setattr(county, "make_demo", lambda place, progress: whole(place, 60, 1, progress=progress))
    assert any("带您走一遍" in each.text() for each in window.start.findChildren(QLabel))
    window.start.demo_button.click()
    qtbot.waitUntil(lambda: _tour(window) is not None, timeout=60_000)
    tour = _tour(window)
    assert tour is not None
    desk = window.desk
    assert desk is not None
    assert tour.hasFocus()
    for step in TOUR:
        _rest(qtbot, window)
        assert desk.page.title == step.page
        target = tour._find(step.target)
        assert step.target in (target.objectName(), target.accessibleName())
        assert tour._hole().isValid()
        assert tour.rect().contains(tour.card.geometry())
        assert _beside(tour)
        assert step.title in [each.text() for each in tour.card.findChildren(QLabel)]
        if step is not TOUR[-1]:
            qtbot.keyClick(tour, Qt.Key.Key_Right)
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.at == len(TOUR) - 2
    window.resize(1200, 760)
    qtbot.waitUntil(lambda: tour.rect() == QRect(0, 0, desk.width(), desk.height()))
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert _tour(window) is None
    assert desk.page.title == "首页"
    _rest(qtbot, window)
    window.make_demo()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk, timeout=60_000)
    _rest(qtbot, window)
    assert _tour(window) is None
    assert window.desk is not None
    window.desk.navigation.tour_asked.emit()  # but it is there for whoever asks
    tour = _tour(window)
    assert tour is not None
    for _step in TOUR:
        qtbot.keyClick(tour, Qt.Key.Key_Return)
    assert _tour(window) is None
    _rest(qtbot, window)
