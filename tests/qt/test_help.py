"""The manual in its window: at the page's chapter, with its keys, contents, pictures and search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window.help_window import HelpWindow
from huanjie_desktop.qt.main_window.pages import page_makers
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.shown.help import HelpPlace, chapter_of, manual_folder, read_manual

KEYS = (("Ctrl+J", "从这里跳走"),)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[HelpWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    window = HelpWindow(parent)
    window.resize(980, 640)
    yield window
    parent.close()


def _chapters(window: HelpWindow) -> list[str]:
    items = [window.contents.topLevelItem(at) for at in range(window.contents.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def _at_top(window: HelpWindow) -> str:
    """Return the first line that is seen."""
    cursor = window.browser.cursorForPosition(window.browser.viewport().rect().topLeft())
    cursor.movePosition(cursor.MoveOperation.NextBlock)
    return cursor.block().text() or cursor.block().previous().text()


def test_each_page_has_its_chapter(open_tasks: Tasks, tmp_path: Path) -> None:
    headings = [line[3:] for line in read_manual().split("\n") if line.startswith("## ")]
    pages = [maker.title for maker in page_makers(open_tasks, load_catalog(), Preferences(tmp_path))]
    found = [chapter_of(page, headings) for page in pages]
    assert -1 not in found
    assert len(set(found)) == len(pages)
    assert chapter_of("", headings) == -1


def test_the_manual_opens_at_the_page_with_its_keys(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_place(HelpPlace("名册", KEYS))
    qtbot.waitExposed(window)
    item = window.contents.currentItem()
    assert item.text(0) == "四、名册"
    assert item.isExpanded()
    assert item.child(item.childCount() - 1).text(0) == "本页的键"
    assert window.browser.textCursor().block().text() == "四、名册"
    assert window.browser.cursorRect().top() < 60
    text = window.browser.document().toPlainText()
    assert text.count("从这里跳走") == 1
    assert text.index("四、名册") < text.index("从这里跳走") < text.index("五、会议")
    window.show_place(HelpPlace("记录", KEYS))
    assert window.contents.currentItem().text(0) == "十、撤销和记录"
    window.show_place(HelpPlace())
    assert window.contents.currentItem().text(0) == _chapters(window)[0]


def test_a_chapter_chosen_in_the_contents_is_shown(window: HelpWindow) -> None:
    window.show_place(HelpPlace())
    item = window.contents.topLevelItem(6)
    assert item is not None
    window.contents.setCurrentItem(item)
    assert window.browser.textCursor().block().text() == item.text(0)
    assert 0 <= window.browser.cursorRect().top() < 60


def test_words_are_found_one_after_another(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_place(HelpPlace())
    window.field.setText("恢复码")
    count = read_manual().count("恢复码")
    assert window._found.text() == f"{count} 处"
    assert len(window.browser.extraSelections()) == count
    seen = []
    for _time in range(2):
        qtbot.keyClick(window.field, Qt.Key.Key_Return)
        seen.append(window.browser.textCursor().selectionStart())
    assert seen[0] < seen[1]
    assert window._found.text() == f"第 2 处，共 {count} 处"
    qtbot.keyClick(window.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.browser.textCursor().selectionStart() == seen[0]
    assert window.browser.textCursor().selectedText() == "恢复码"
    window.field.setText("没有这样的话")
    assert window._found.text() == "没有找到"
    assert not window._next.isEnabled()


def test_escape_closes_it_and_f1_shows_it_again(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_place(HelpPlace("会议"))
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.browser, Qt.Key.Key_Escape)
    assert not window.isVisible()
    window.show_place(HelpPlace("上报"))
    assert window.isVisible()


def test_all_pictures_are_there_small_and_used(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_place(HelpPlace())
    files = sorted(manual_folder().glob("pictures/*.png"))
    named = [part.partition(")")[0] for part in read_manual().split("](")[1:]]
    assert sorted(named) == [f"pictures/{file.name}" for file in files]
    assert 1 <= len(files) <= 12
    assert sum(file.stat().st_size for file in files) < 1_500_000
    document = window.browser.document()
    for name in named:
        picture = document.resource(QTextDocument.ResourceType.ImageResource.value, name)
        assert picture is not None
    for width in (980, 700):
        window.resize(width, 640)
        qtbot.waitUntil(lambda: window.browser.horizontalScrollBar().maximum() == 0)
