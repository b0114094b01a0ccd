"""The page 设置: characters are placed, and the office's own entries copied, changed, frozen, exported and taken, by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.own_kinds import COMPARE_RULE, CONGRESS_KIND, FORM, RULE, STROKE_PLACE
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.outcome import Severity, Subject
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.main_window.pages import FOOT, page_makers
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.entry_dialogs import CompareRuleDialog, ImportDialog, KindDialog, RuleDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.catalogue import entries, exchange
from huanjie_desktop.services.catalogue.exchange import Choice
from huanjie_desktop.services.catalogue.stroke_places import list_places, place_character
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import own_entries
from tests.builders import FixedClock
from tests.qt.backups.keeping import next_dialog
from tests.qt.held import HeldTasks
from tests.qt.keys import retype
from tests.services.workspaces import workspace_in


@pytest.fixture
def filled(workspace_path: Path) -> Path:
    """The workspace of four people with two rare characters in three names, and a form of the office's."""
    workspace = open_workspace(workspace_path, clock=FixedClock())
    people.edit_cells(workspace, (), [{"name": name} for name in ("王䶮", "李䶮", "丁㛃")])
    entries.copy_entry(workspace, FORM, next(iter(workspace.catalog.forms)), "本县表")
    workspace.close()
    return workspace_path


@pytest.fixture
def page(qtbot: QtBot, filled: Path, open_tasks: Tasks, tmp_path: Path) -> SettingsPage:
    page = SettingsPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_for()
    qtbot.waitUntil(lambda: page.entries.model.rowCount() == 1 and page.strokes.model.rowCount() == 2)
    return page


def ask(qtbot: QtBot, page: Page, work: Callable[[Workspace], Any]) -> Any:
    """Return what the worker says once all before is done."""
    with qtbot.waitCallback() as answered:
        page.tasks.run("", lambda workspace, _p: work(workspace), answered)
    return answered.args[0]


def cell(page: SettingsPage, row: int) -> list[str]:
    model = page.strokes.model
    return [model.text_at(row, column) for column in range(model.columnCount())]


def rows(page: SettingsPage) -> list[tuple[str, str]]:
    model = page.entries.model
    return [(model.text_at(at, 1), model.text_at(at, 2)) for at in range(model.rowCount())]


def choose(page: SettingsPage, kind: str, title: str = "") -> None:
    """Choose the first entry of a kind, or that of a title, in the table."""
    model = page.entries.model
    found = [model.row_at(at) for at in range(model.rowCount())]
    at = next(at for at, row in enumerate(found) if row.kind.id == kind and title in ("", row.title))
    page.entries.table.selectRow(at)


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_uncertain_characters_come_first_with_those_who_have_them(page: SettingsPage) -> None:
    assert cell(page, 0)[0] == "䶮"
    assert cell(page, 0)[3:] == ["没有把握", "2", "王䶮、李䶮"]
    assert cell(page, 1)[0] == "㛃"


def test_a_character_is_placed_and_put_back_by_keys(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.strokes
    panel.table.selectRow(0)
    assert panel.form.value("char") == "䶮"
    retype(qtbot, panel.form.edits["strokes"], "9")
    retype(qtbot, panel.form.edits["after"], "洪")
    qtbot.keyClick(panel.form.edits["after"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 1)[:4] == ["䶮", "9", "“洪”之后", "本单位已定"])
    place = ask(qtbot, page, lambda workspace: list_places(workspace)["䶮"])
    assert (place.strokes, place.after) == (9, "洪")
    assert ask(qtbot, page, lambda workspace: workspace.store.undo_label) == "设定“䶮”的笔画"
    panel.choose("䶮")
    assert panel.form.values() == {"char": "䶮", "strokes": 9, "after": "洪"}
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cell(page, 0)[:1] == ["䶮"])
    assert cell(page, 0)[3] == "没有把握"


def test_another_character_is_typed_and_what_cannot_be_is_said(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.strokes
    retype(qtbot, panel.form.edits["char"], "林")
    qtbot.keyClick(panel.form.edits["char"], Qt.Key.Key_Return)
    assert panel.form.wrong.text() == "请填写笔画数。"
    retype(qtbot, panel.form.edits["strokes"], "20")
    qtbot.keyClick(panel.form.edits["strokes"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    assert cell(page, 2)[:2] == ["林", "20"]
    told: list[str] = []
    page.tasks.troubled.connect(lambda error: told.append(error.text))
    panel.choose("林")
    retype(qtbot, panel.form.edits["after"], "一")
    qtbot.keyClick(panel.form.edits["after"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == ["姓氏笔画没有保存：“一”不是20画，“林”只能排在同笔画数的字后面。"])
    assert panel.form.value("after") == "一"


@pytest.fixture
def held(qtbot: QtBot, filled: Path) -> Iterator[HeldTasks]:
    tasks = HeldTasks(lambda _progress: open_workspace(filled, clock=FixedClock()))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    tasks.stop()


def test_what_is_typed_while_answers_come_late_is_not_written_over(
    qtbot: QtBot, held: HeldTasks, tmp_path: Path
) -> None:
    tasks = held
    page = SettingsPage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.show()
    page.show_for()
    panel = page.strokes
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    tasks.holding = True
    panel.table.selectRow(0)
    retype(qtbot, panel.form.edits["strokes"], "9")
    qtbot.keyClick(panel.form.edits["strokes"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(tasks.held))
    retype(qtbot, panel.form.edits["after"], "洪")
    tasks.let_go()
    qtbot.waitUntil(lambda: cell(page, 1)[:2] == ["䶮", "9"])
    assert panel.form.values() == {"char": "䶮", "strokes": 9, "after": "洪"}
    panel.choose("㛃")
    tasks.holding = True
    retype(qtbot, panel.form.edits["strokes"], "10")
    qtbot.keyClick(panel.form.edits["strokes"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(tasks.held))
    panel.choose("䶮")
    retype(qtbot, panel.form.edits["strokes"], "11")
    tasks.let_go()
    qtbot.waitUntil(lambda: [cell(page, at)[:2] for at in (0, 1)] == [["䶮", "9"], ["㛃", "10"]])
    assert panel.form.values() == {"char": "䶮", "strokes": 11, "after": ""}


def test_choosing_another_character_leaves_nothing_of_the_one_before(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.strokes
    panel.table.selectRow(0)
    retype(qtbot, panel.form.edits["after"], "洪")
    panel.table.selectRow(1)
    assert panel.form.values() == {"char": "㛃", "strokes": panel.model.row_at(1).strokes, "after": ""}


def test_an_entry_is_copied_frozen_and_deleted(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = page.entries
    assert rows(page) == [("本县表", "第 1 版")]
    assert not panel.copy_button.isEnabled()
    choose(page, FORM.id)
    press(qtbot, panel.copy_button)
    qtbot.waitUntil(lambda: rows(page)[1:] == [("本县表（副本）", "第 1 版")])
    choose(page, FORM.id, "本县表（副本）")
    next_dialog(QMessageBox, lambda box: box.buttons()[0].click())
    press(qtbot, panel.freeze_button)
    qtbot.waitUntil(lambda: panel.model.text_at(1, 3) == "本单位的，已冻结")
    assert not panel.freeze_button.isEnabled()
    next_dialog(QMessageBox, lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    press(qtbot, panel.remove_button)
    assert len(rows(page)) == 2
    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", lambda *_words: True)
    press(qtbot, panel.remove_button)
    qtbot.waitUntil(lambda: rows(page) == [("本县表", "第 1 版")])


def test_a_shipped_kind_of_congress_is_changed_by_typing_and_restored(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = page.entries
    panel.all_box.click()
    before = next(iter(load_catalog().congress_kinds.values()))
    choose(page, CONGRESS_KIND.id, before.title)
    assert panel.model.row_at(panel.table.chosen_rows()[0]).own is False

    def fill(dialog: KindDialog) -> None:
        edits = dialog.record.edits
        retype(qtbot, edits["days"], "4")
        retype(qtbot, edits["words.group"], "代表组")
        packet = edits["packet"]
        assert isinstance(packet, QPlainTextEdit)
        lines = packet.toPlainText().splitlines()
        packet.setFocus()
        packet.setPlainText("没有的材料")
        dialog.try_accept()
        assert "会议材料里没有“没有的材料”" in dialog._wrong.text()
        packet.setPlainText("\n".join([lines[1], lines[0], *lines[2:]]))
        offices = edits["offices"]
        assert isinstance(offices, QPlainTextEdit)
        offices.setPlainText(offices.toPlainText() + "\n总监票人（1人）")
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    next_dialog(KindDialog, fill)
    press(qtbot, panel.change_button)
    made = ask(qtbot, page, lambda workspace: workspace.catalog.congress_kinds[before.id])
    assert (made.days, made.words.group, made.title_pattern) == (4, "代表组", before.title_pattern)
    assert made.packet == (before.packet[1], before.packet[0], *before.packet[2:])
    assert [office.id for office in made.offices[:-1]] == [office.id for office in before.offices]
    assert (made.offices[-1].title, made.offices[-1].single) == ("总监票人", True)
    qtbot.waitUntil(lambda: panel.remove_button.isEnabled())
    assert panel.remove_button.text() == "恢复原样"
    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", lambda *_words: True)
    press(qtbot, panel.remove_button)
    assert ask(qtbot, page, lambda workspace: workspace.catalog.congress_kinds[before.id]) == before


def test_a_rule_is_made_milder(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.entries
    panel.all_box.click()
    choose(page, RULE.id)
    entry = panel.model.row_at(panel.table.chosen_rows()[0])

    def fill(dialog: RuleDialog) -> None:
        box = dialog.record.edits["severity"]
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_End)
        dialog.try_accept()

    next_dialog(RuleDialog, fill)
    press(qtbot, panel.change_button)
    rules = {rule.id: rule for rule in ask(qtbot, page, lambda workspace: workspace.rules.rules)}
    assert rules[entry.id].severity is Severity.HINT
    aged = next(rule for rule in rules.values() if rule.tag == "C" and "low" in rule.params)
    choose(page, RULE.id, aged.title)

    def narrow(dialog: RuleDialog) -> None:
        assert dialog.record.edits["low"].accessibleName() == "最小年龄"
        retype(qtbot, dialog.record.edits["low"], "")
        dialog.try_accept()
        assert dialog._wrong.text() == "请填写最小年龄。"
        retype(qtbot, dialog.record.edits["low"], "20")
        dialog.try_accept()

    next_dialog(RuleDialog, narrow)
    press(qtbot, panel.change_button)
    rules = {rule.id: rule for rule in ask(qtbot, page, lambda workspace: workspace.rules.rules)}
    assert rules[aged.id].params == {**aged.params, "low": 20}
    assert rules[aged.id].severity is aged.severity


def test_what_counts_as_equal_is_switched_and_extended(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.entries
    panel.all_box.click()
    before = next(rule for rule in load_catalog().compare_rules.values() if "rank" in rule.fields and rule.words)
    choose(page, COMPARE_RULE.id, before.title)

    def fill(dialog: CompareRuleDialog) -> None:
        tick, words = dialog.record.edits["used"], dialog.record.edits["words"]
        tick.setFocus()
        qtbot.keyClick(tick, Qt.Key.Key_Space)
        assert isinstance(words, QPlainTextEdit)
        words.setFocus()
        lines = words.toPlainText()
        words.setPlainText("只有一个")
        dialog.try_accept()
        assert "至少要有两个" in dialog._wrong.text()
        words.setPlainText(f"{lines}\n股级正职＝正股级=正股")
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    next_dialog(CompareRuleDialog, fill)
    press(qtbot, panel.change_button)
    made = ask(qtbot, page, lambda workspace: workspace.catalog.compare_rules[before.id])
    assert (made.used, made.fields, made.words) == (
        False,
        before.fields,
        (*before.words, ("股级正职", "正股级", "正股")),
    )


def test_forms_and_places_are_changed_where_they_are_shown(qtbot: QtBot, page: SettingsPage) -> None:
    ask(qtbot, page, lambda workspace: place_character(workspace, "䶮", 9))
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    choose(page, FORM.id)
    form = page.entries.model.row_at(0)
    with qtbot.waitSignal(page.place_asked) as asked:
        press(qtbot, page.entries.change_button)
    assert asked.args == [Subject("form", form.id, "本县表")]
    choose(page, STROKE_PLACE.id)
    press(qtbot, page.entries.change_button)
    assert page.strokes.form.value("char") == "䶮"
    assert page.strokes.form.edits["strokes"].hasFocus()


def test_entries_are_exported_and_another_countys_taken(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr("huanjie_desktop.qt.messages.say", lambda _parent, text, advice="": said.append((text, advice)))
    (tmp_path / "邻县").mkdir()
    with workspace_in(tmp_path / "邻县") as there:
        entries.copy_entry(there, FORM, list(there.catalog.forms)[1], "本县表")
        place_character(there, "䶮", 9)
        theirs = tmp_path / "邻县目录.hjmb"
        exchange.export_entries(there, entries.own_entries_of(there), theirs)
    choose(page, FORM.id)
    ours = tmp_path / "本县表"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(ours), ""))
    press(qtbot, page.entries.export_button)
    qtbot.waitUntil(lambda: said == [("已导出1条：本县表.hjmb。", "")])
    assert (tmp_path / "本县表.hjmb").exists()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(theirs), ""))

    def fill(dialog: ImportDialog) -> None:
        assert dialog.choices == {0: Choice.SKIP}
        (box,) = dialog.record.edits.values()
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_End)
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    next_dialog(ImportDialog, fill)
    press(qtbot, page.entries.import_button)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == ("已导入2条。", "")
    qtbot.waitUntil(lambda: [title for title, _ in rows(page)] == ["本县表", "本县表（副本）", "䶮"])
    assert ask(qtbot, page, lambda workspace: workspace.store.undo_label) == "导入目录《邻县目录》"


def test_words_for_one_congress_are_told_apart_and_restored_alone(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = next(spec for spec in load_catalog().documents.values() if spec.compose == "articles")

    def change(workspace: Workspace) -> Any:
        kind = next(iter(workspace.catalog.congress_kinds))
        congress, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind, "青禾县", 3))
        texts = {"params.heading": "甲"}
        paper_texts.change_texts(workspace, document.id, congress.id, texts, for_all=True)
        return paper_texts.change_texts(workspace, document.id, congress.id, {"params.heading": "乙"})

    ask(qtbot, page, change)
    qtbot.waitUntil(lambda: len(rows(page)) == 3)
    states = [page.entries.model.text_at(at, 3) for at in (1, 2)]
    assert states == ["改自程序", "改自程序，只用于一次会议"]
    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", lambda *_words: True)
    page.entries.table.selectRow(2)
    press(qtbot, page.entries.remove_button)
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert page.entries.model.text_at(1, 3) == "改自程序"


def test_the_other_pages_have_the_catalogue_as_it_was_changed(
    qtbot: QtBot, filled: Path, open_tasks: Tasks, tmp_path: Path
) -> None:
    pages = page_makers(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(open_tasks, pages, len(pages) - FOOT, filled)
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    titles = [page.title for page in pages]
    desk.show_page(titles.index("设置"))
    kind = next(iter(load_catalog().congress_kinds))
    with qtbot.waitCallback() as copied:
        open_tasks.run("", lambda w, _p: entries.copy_entry(w, CONGRESS_KIND, kind, "县代表会议"), copied)
    qtbot.waitUntil(lambda: not open_tasks.busy)
    desk.show_page(titles.index("会议"))
    qtbot.waitUntil(lambda: not open_tasks.busy)
    offered: list[str] = []

    def look(dialog: CongressDialog) -> None:
        box = dialog.record.edits["kind"]
        assert isinstance(box, QComboBox)
        offered.extend(box.itemText(at) for at in range(box.count()))
        dialog.reject()

    next_dialog(CongressDialog, look)
    qtbot.keyClick(desk.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "县代表会议" in offered)
    form = ask(qtbot, desk.page, lambda w: entries.own_entries_of(w)[0])
    desk.show_subject(Subject("form", form.id, form.title))
    qtbot.waitUntil(lambda: desk.page.title == "考察测评" and desk.page.heading() == "本县表")
    desk.show_subject(Subject("catalogue", "", ""))
    assert desk.page.title == "设置"


def test_a_broken_entry_is_told_on_the_page(qtbot: QtBot, page: SettingsPage) -> None:
    def spoil(workspace: Workspace) -> Any:
        with workspace.change("写入", Right.CATALOGUE) as work:
            own_entries.add_versions(work, [EntryVersion("v", "䶯", 1, "䶯", "{}", kind="stroke_place")])
        return work.change_set

    ask(qtbot, page, spoil)
    qtbot.waitUntil(lambda: "“䶯”不能用，没有采用：缺“id”" in page.entries._broken.text())
    assert page.entries._broken.isVisible()
    assert rows(page) == [("本县表", "第 1 版")]
