"""Findings are accepted with a reason from the panel and from the first page, stand folded, and count again when withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.accepting import ReasonDialog
from huanjie_desktop.services.shown.findings import count_words, finding_lines
from tests.qt.answering import answer
from tests.qt.keys import retype
from tests.qt.roster_pages import go, page_on_desk, settle


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        page.watch.look()
        qtbot.waitUntil(lambda: bool(page.watch.findings))
        yield page


def texts(page: RostersPage) -> list[str]:
    return [each.text() for each in page.panel.findings.findChildren(QLabel) if each.text() and each.isVisible()]


def buttons(page: RostersPage, words: str) -> list[QPushButton]:
    return [each for each in page.panel.findings.findChildren(QPushButton) if words in each.text() and each.isVisible()]


def look_at(qtbot: QtBot, page: RostersPage, row: int) -> None:
    go(page, row, "name")
    settle(qtbot, page)
    qtbot.waitUntil(lambda: bool(texts(page)))


def test_a_finding_is_accepted_with_a_reason_and_stands_folded(qtbot: QtBot, page: RostersPage) -> None:
    look_at(qtbot, page, 0)
    qtbot.waitUntil(lambda: len(texts(page)) == 1)
    (said,) = texts(page)
    answer(ReasonDialog, lambda dialog: retype(qtbot, dialog.record.edits["reason"], "见档案"))
    qtbot.waitUntil(lambda: len(buttons(page, "认可")) == 1)
    (accept,) = buttons(page, "认可")
    accept.setFocus()
    qtbot.keyClick(accept, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(buttons(page, "已认可 1 条")))
    assert texts(page) == []
    other = [each for each in page.watch.about("person", page.model.id_at(1)) if not each.accepted]
    assert len(other) == 1
    qtbot.keyClick(buttons(page, "已认可 1 条")[0], Qt.Key.Key_Space)
    assert texts(page) == [f"{said}（认可：见档案）"]
    assert not any(each.accepted for found in page.watch.of_cells().values() for each in found)
    qtbot.keyClick(buttons(page, "撤回")[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: texts(page) == [said])


def test_a_blank_reason_is_not_taken(qtbot: QtBot, page: RostersPage) -> None:
    look_at(qtbot, page, 0)
    tried: list[bool] = []

    def fill(dialog: ReasonDialog) -> None:
        dialog.try_accept()
        tried.append(dialog.isVisible())
        dialog.reject()

    answer(ReasonDialog, fill)
    buttons(page, "认可")[0].click()
    settle(qtbot, page)
    assert tried == [True]
    assert buttons(page, "已认可") == []


@pytest.fixture
def home(qtbot: QtBot, open_tasks: Tasks) -> HomePage:
    home = HomePage(open_tasks, load_catalog())
    qtbot.addWidget(home)
    home.resize(1100, 700)
    home.show()
    home.show_for()
    home.watch.look()
    qtbot.waitUntil(lambda: home.findings.count() > 0 and not open_tasks.busy)
    return home


def test_a_folded_line_is_accepted_as_one_from_the_menu_and_by_the_command(qtbot: QtBot, home: HomePage) -> None:
    home.findings.setCurrentRow(1)  # below the head
    chosen = home.findings.chosen()
    assert len(chosen) > 1
    menu = home.findings.make_menu()
    assert [action.text() for action in menu.actions()] == [f"认可这{len(chosen)}条……"]
    answer(ReasonDialog, lambda dialog: retype(qtbot, dialog.record.edits["reason"], "以后补"))
    next(action for action in home.commands() if action.text() == "认可选中的检查结果").trigger()
    qtbot.waitUntil(lambda: home.findings.item(home.findings.count() - 1).text() == f"▸ 已认可 {len(chosen)} 条")
    assert home.summary.text() == f"检查无误，已认可 {len(chosen)} 条。"
    home.findings.setCurrentRow(home.findings.count() - 1)
    home.findings.setFocus()
    qtbot.keyClick(home.findings, Qt.Key.Key_Right)
    assert home.findings.item(home.findings.count() - 1).text().endswith("（认可：以后补）")
    (withdraw,) = home.findings.make_menu().actions()
    assert withdraw.text() == f"撤回这{len(chosen)}条认可"
    withdraw.trigger()
    qtbot.waitUntil(
        lambda: (
            not any(each.accepted for each in home.watch.findings or (Finding(Severity.HINT, "", "", accepted="-"),))
        )
    )


def test_lines_of_accepted_ones_come_last_and_do_not_count() -> None:
    about = Subject("person", "1", "林木", "name")
    found = [
        Finding(Severity.ERROR, "a", "林木：号码不对。", about, accepted="见档案"),
        Finding(Severity.HINT, "b", "林木缺籍贯。", about),
    ]
    lines = finding_lines(found, with_names=True)
    assert [line.words for line in lines] == ["林木缺籍贯。", "已认可 1 条"]
    assert [line.words for line in lines[1].inside] == ["林木：号码不对。（认可：见档案）"]
    assert count_words(found) == "提示 1"
