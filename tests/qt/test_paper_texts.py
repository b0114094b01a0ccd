"""修改文字 on the page 会议: the words of a paper are typed, tried beside, kept for one congress or all, and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.meetings.texts_dialog import TextsDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.workspace import Workspace
from tests.qt.backups.keeping import next_dialog
from tests.qt.keys import retype, type_text

HEADING, FIRST = "params.heading", "params.articles.0.text"
NOTICE = next(spec.id for spec in load_catalog().documents.values() if spec.compose == "articles")


def ask(qtbot: QtBot, page: MeetingsPage, work: Callable[[Workspace], Any]) -> Any:
    """Return what the worker says once all before is done."""
    with qtbot.waitCallback() as answered:
        page.tasks.run("", lambda workspace, _p: work(workspace), answered)
    return answered.args[0]


def make_two(workspace: Workspace) -> Any:
    kind = next(kind.id for kind in workspace.catalog.congress_kinds.values() if kind.level == "county")
    for number in (11, 12):
        made = congresses.create_congress(workspace, congresses.CongressDraft(kind, "青禾县", number))
    return made


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks) -> MeetingsPage:
    """The page over two congresses, the notice of the first being chosen."""
    page = MeetingsPage(open_tasks, load_catalog())
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.show_for()
    ask(qtbot, page, make_two)
    qtbot.waitUntil(lambda: page.list.count() == 2 and not page.tasks.busy)
    page.list.setCurrentRow(0)
    page.tabs.setCurrentWidget(page.papers)
    qtbot.waitUntil(lambda: page.papers.list.count() > 0 and not page.tasks.busy)
    papers = page.papers.list
    row = next(at for at in range(papers.count()) if papers.item(at).text().startswith("会议须知"))
    papers.setCurrentRow(row)
    qtbot.waitUntil(lambda: not page.tasks.busy)
    return page


def open_texts(qtbot: QtBot, page: MeetingsPage, use: Callable[[TextsDialog], object]) -> None:
    """Press 修改文字, use the dialog once its preview is there, and wait for all that comes of it."""
    used: list[TextsDialog] = []

    def begin(dialog: TextsDialog) -> None:
        used.append(dialog)
        qtbot.waitUntil(lambda: dialog.view.count > 0)
        use(dialog)

    next_dialog(TextsDialog, begin)
    page.papers.texts_button.setFocus()
    qtbot.keyClick(page.papers.texts_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(used) and not page.tasks.busy)


def close(qtbot: QtBot, dialog: TextsDialog, verb: str) -> str:
    """Press Esc, and give this answer to what is asked; return the question."""
    asked: list[str] = []

    def choose(box: QMessageBox) -> None:
        asked.append(box.text())
        next(each for each in box.buttons() if each.text() == verb).click()

    next_dialog(QMessageBox, choose)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return asked[0]


def words(qtbot: QtBot, page: MeetingsPage, number: int) -> dict[str, str]:
    def work(workspace: Workspace) -> dict[str, str]:
        congress = congresses.list_congresses(workspace)[number]
        return {each.path: each.text for each in paper_texts.read_texts(workspace, NOTICE, congress.id).texts}

    found: dict[str, str] = ask(qtbot, page, work)
    return found


def save(qtbot: QtBot, dialog: TextsDialog) -> None:
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)


def test_fields_stand_under_their_titles(qtbot: QtBot, page: MeetingsPage) -> None:
    seen: list[str] = []

    def use(dialog: TextsDialog) -> None:
        seen.append(str(dialog.record.value(FIRST)))
        dialog.reject()

    open_texts(qtbot, page, use)
    assert "{会议日期}" in seen[0] or "{会期}" in seen[0]
    assert "{dates}" not in seen[0]


def test_words_are_typed_for_this_congress_alone_and_undone(qtbot: QtBot, page: MeetingsPage) -> None:
    before = words(qtbot, page, 1)
    own = words(qtbot, page, 0)

    def use(dialog: TextsDialog) -> None:
        assert dialog.one_box.isChecked()
        assert not dialog.restore_button.isEnabled()
        retype(qtbot, dialog.record.edits[HEADING], "canhui xuzhi")
        save(qtbot, dialog)

    open_texts(qtbot, page, use)
    assert words(qtbot, page, 0) == own | {HEADING: "canhui xuzhi"}
    assert words(qtbot, page, 1) == before
    assert ask(qtbot, page, lambda workspace: workspace.store.undo_label) == "修改《会议须知》的文字（本次会议）"
    ask(qtbot, page, lambda workspace: workspace.undo())
    assert words(qtbot, page, 0) == own


def test_words_for_all_hold_for_the_other_congress_and_are_restored(qtbot: QtBot, page: MeetingsPage) -> None:
    before = words(qtbot, page, 1)

    def use(dialog: TextsDialog) -> None:
        retype(qtbot, dialog.record.edits[HEADING], "参会须知")
        dialog.all_box.setFocus()
        qtbot.keyClick(dialog.all_box, Qt.Key.Key_Space)
        save(qtbot, dialog)

    open_texts(qtbot, page, use)
    assert words(qtbot, page, 1) == before | {HEADING: "参会须知"}

    def restore(dialog: TextsDialog) -> None:
        assert dialog.all_box.isChecked()
        next_dialog(QMessageBox, lambda box: box.buttons()[0].click())
        qtbot.keyClick(dialog.restore_button, Qt.Key.Key_Space)

    open_texts(qtbot, page, restore)
    assert words(qtbot, page, 1) == before
    assert ask(qtbot, page, lambda workspace: workspace.store.undo_label) == "恢复《会议须知》的原文"


def test_an_unknown_field_is_refused_and_a_lost_one_asked_about(
    qtbot: QtBot, page: MeetingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = words(qtbot, page, 0)
    asked: list[str] = []
    answers = iter([False, True])

    def answer(_parent: object, question: str, *_words: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", answer)

    def use(dialog: TextsDialog) -> None:
        edit = dialog.record.edits[FIRST]
        retype(qtbot, edit, "大会在{没有的}举行。")
        dialog.try_accept()
        assert "不认识“{没有的}”" in dialog._wrong.text()
        assert dialog.isVisible()
        retype(qtbot, edit, "大会在县礼堂举行。")
        dialog.try_accept()
        assert dialog.isVisible()
        assert edit.hasFocus()
        dialog.try_accept()

    open_texts(qtbot, page, use)
    assert len(asked) == 2
    assert "里去掉了{" in asked[0]
    assert words(qtbot, page, 0) == before | {FIRST: "大会在县礼堂举行。"}


def test_a_field_is_inserted_where_the_cursor_stands(qtbot: QtBot, page: MeetingsPage) -> None:
    def use(dialog: TextsDialog) -> None:
        edit = dialog.record.edits[FIRST]
        assert isinstance(edit, QPlainTextEdit)
        edit.setFocus()
        qtbot.keyClick(edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        type_text(qtbot, edit, "in ")
        action = next(each for each in dialog.insert_button.menu().actions() if "地点" in each.text())
        action.trigger()
        assert edit.toPlainText().endswith(f"in {{{action.text()}}}")
        save(qtbot, dialog)

    open_texts(qtbot, page, use)
    assert words(qtbot, page, 0)[FIRST].endswith("in {venue}")


def test_the_paper_beside_follows_what_is_typed_and_nothing_is_stored(qtbot: QtBot, page: MeetingsPage) -> None:
    before = words(qtbot, page, 0)
    seen: list[str] = []

    def use(dialog: TextsDialog) -> None:
        retype(qtbot, dialog.record.edits[HEADING], "{会议地点}𠀋")
        qtbot.waitUntil(lambda: "会议地点" in dialog.said.text())
        seen.append(dialog.said.text())
        seen.append(close(qtbot, dialog, "继续修改"))
        seen.append(str(dialog.record.value(HEADING)))
        seen.append(close(qtbot, dialog, "不要了"))

    open_texts(qtbot, page, use)
    assert "会议须知" in seen[0]
    assert seen[1:] == ["改过的文字还没有保存。", "{会议地点}𠀋", "改过的文字还没有保存。"]
    assert words(qtbot, page, 0) == before


def test_words_are_saved_at_closing_where_that_is_wanted(qtbot: QtBot, page: MeetingsPage) -> None:
    def use(dialog: TextsDialog) -> None:
        retype(qtbot, dialog.record.edits[HEADING], "代表须知")
        close(qtbot, dialog, "保存")

    open_texts(qtbot, page, use)
    assert words(qtbot, page, 0)[HEADING] == "代表须知"
    open_texts(qtbot, page, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))  # nothing typed, nothing asked
    assert words(qtbot, page, 0)[HEADING] == "代表须知"


def test_a_paper_without_texts_says_so(qtbot: QtBot, page: MeetingsPage) -> None:
    told: list[str] = []
    page.tasks.troubled.connect(lambda error: told.append(error.text))
    papers = page.papers.list
    papers.setCurrentRow(next(at for at in range(papers.count()) if papers.item(at).text().startswith("分组名单")))
    page.papers.texts_button.setFocus()
    qtbot.keyClick(page.papers.texts_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: told == ["“分组名单”没有可以修改的文字。"])
