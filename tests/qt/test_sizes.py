"""Nothing is cut on small screens nor with large text: every page with its tabs, at the sizes of offices' screens."""

import contextlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.resizing import change_text_size
from huanjie_desktop.qt.widgets.theme import TextSize
from huanjie_desktop.services.demo.county import make_demo
from tests.qt.cut import cut_words
from workbench.full_form import fill_form

SIZES = {
    "1024x700": (1024, 700, TextSize.MEDIUM),
    "1280x680": (1280, 680, TextSize.MEDIUM),
    "1366x768 large": (1366, 768, TextSize.LARGE),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("示例"), 60, 1).workspace


@pytest.fixture
def window(qtbot: QtBot, made: Path, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.show()
    yield window
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible(), timeout=20_000)
    window.deleteLater()


def _rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy, timeout=20_000)
    QApplication.processEvents()


def _settled(qtbot: QtBot, window: MainWindow) -> list[str]:
    """Return what stays cut once the layouts have had their turns."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_words(window), timeout=1000)
    return cut_words(window)


@pytest.mark.parametrize("name", SIZES)
def test_no_words_are_cut_on_any_page(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, made: Path, name: str
) -> None:
    width, height, text = SIZES[name]
    change_text_size(qapp, text)
    try:
        window.resize(width, height)
        QApplication.processEvents()
        cut = {"开始": cut_words(window)}
        window.open_path(made)
        _rest(qtbot, window)
        desk = window.desk
        assert desk is not None
        for number, maker in enumerate(desk.pages.makers):
            desk.show_page(number)
            _rest(qtbot, window)
            assert window.size().toTuple() == (width, height)
            cut[maker.title] = _settled(qtbot, window)
            for tabs in desk.page.findChildren(QTabWidget):
                for at in range(tabs.count()):
                    tabs.setCurrentIndex(at)
                    _rest(qtbot, window)
                    cut[f"{maker.title} {tabs.tabText(at)}"] = _settled(qtbot, window)
        assert [f"{where}: {words}" for where, words in cut.items() if words] == []
    finally:
        change_text_size(qapp, TextSize.MEDIUM)


@pytest.mark.parametrize("name", SIZES)
def test_no_words_are_cut_of_a_form_of_sheets(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, made: Path, name: str
) -> None:
    width, height, text = SIZES[name]
    change_text_size(qapp, text)
    try:
        window.resize(width, height)
        window.open_path(made)
        _rest(qtbot, window)
        desk = window.desk
        assert desk is not None
        desk.show_page(next(at for at, maker in enumerate(desk.pages.makers) if maker.title == "考察测评"))
        _rest(qtbot, window)
        page = desk.page
        assert isinstance(page, AssessmentPage)
        for at in range(page.forms.count()):
            page.forms.setCurrentRow(at)
            _rest(qtbot, window)
            qtbot.waitUntil(lambda: page.editor.bar.view.count > 0)
            assert _settled(qtbot, window) == []
            seen = page.editor.copy_button.visibleRegion().boundingRect()
            assert seen == page.editor.copy_button.rect()  # it is not scrolled away
    finally:
        change_text_size(qapp, TextSize.MEDIUM)


def _has_room(area: QWidget | None) -> bool:
    """Tell whether what scrolls up and down is no wider than its area."""
    assert isinstance(area, QScrollArea)
    return area.widget().width() <= area.viewport().width()


@pytest.mark.parametrize("name", SIZES)
def test_no_words_are_cut_of_a_whole_person(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, made: Path, name: str
) -> None:
    width, height, text = SIZES[name]
    fill_form(made)
    change_text_size(qapp, text)
    try:
        window.resize(width, height)
        window.open_path(made)
        _rest(qtbot, window)
        assert window.desk is not None
        window.desk.show_page(1)
        _rest(qtbot, window)
        page = window.desk.page
        assert isinstance(page, RostersPage)
        page.whole.open(page.model.id_at(0))
        editor = page.whole.editor
        qtbot.waitUntil(lambda: bool(editor.name) and not editor.preview.busy)
        cut = {}
        for at in range(editor.tabs.count()):
            editor.tabs.setCurrentIndex(at)
            cut[editor.tabs.tabText(at)] = _settled(qtbot, window)
            qtbot.waitUntil(partial(_has_room, editor.tabs.widget(at)))
        assert window.size().toTuple() == (width, height)
        assert [f"{where}: {words}" for where, words in cut.items() if words] == []
    finally:
        change_text_size(qapp, TextSize.MEDIUM)
