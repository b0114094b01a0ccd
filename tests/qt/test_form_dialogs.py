"""Dialogs that stand on a record form: what they begin with, what follows what, what keeps them from being accepted."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.domain.rounds import Difference, Place
from huanjie_desktop.qt.main_window.new_workspace import NewWorkspaceDialog
from huanjie_desktop.qt.pages.assessment.dialogs import CampaignDialog, PostDialog, SettleDialog
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.pages.packages.export_dialog import ExportDialog
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, FormDialog, NameDialog, PasswordDialog, RosterDialog
from huanjie_desktop.qt.widgets.parts import empty_state
from huanjie_desktop.services.assessment.forms import list_forms
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.shown.meetings import Offered, township_in
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.keys import retype

Key = Qt.Key
D = TypeVar("D", bound=FormDialog)
DAY = date(2026, 7, 26)


def shown(qtbot: QtBot, dialog: D) -> D:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def enter(qtbot: QtBot, dialog: FormDialog) -> bool:
    """Press Enter where the cursor is; tell whether the dialog was accepted."""
    widget = dialog.focusWidget()
    qtbot.keyClick(widget, Key.Key_Return)
    return dialog.result() == QDialog.DialogCode.Accepted


def wrong(dialog: FormDialog) -> str:
    return dialog._wrong.text() if dialog._wrong.isVisible() else ""


# a congress


def delegates(name: str) -> Roster:
    return Roster(name, f"{name}代表名册", "delegate-roster")


@pytest.fixture
def congress(qtbot: QtBot) -> CongressDialog:
    kinds = tuple(load_catalog().congress_kinds.values())[1::-1]
    dialog = shown(qtbot, CongressDialog(None, Offered("青禾县", kinds)))
    assert (dialog.record.value("start"), dialog.record.value("end")) == (None, None)  # no day is anybody's guess
    retype(qtbot, dialog.record.edits["start"], "2026.7.26")
    return dialog


def test_a_congress_is_offered_the_unit_and_number_that_are_its_own(qtbot: QtBot) -> None:
    kinds = tuple(load_catalog().congress_kinds.values())
    held = (Congress("1", kinds[0].id, "柳河镇", 13), Congress("2", kinds[1].id, "青禾县", 14))
    rosters = (Roster("r0", "乡镇干部名册", "cadre-roster"), *map(delegates, ("县党代会", "柳河镇党", "东岭乡党")))
    dialog = shown(qtbot, CongressDialog(None, Offered("青禾县", kinds, held, rosters)))
    edits = dialog.record.edits
    said = ("unit", "term", "venue", "roster")

    def values() -> list[object]:
        return [dialog.record.value(name) for name in said]

    assert values() == ["东岭乡", None, "", "东岭乡党"]  # the one that has held none yet; nothing of the county
    qtbot.keyClick(edits["kind"], Key.Key_Down)
    assert values() == ["青禾县", 15, "", ""]
    assert not dialog._units.isVisible()
    qtbot.keyClick(edits["kind"], Key.Key_Up)
    assert values() == ["东岭乡", None, "", "东岭乡党"]
    assert [dialog._units.itemText(at) for at in range(dialog._units.count())] == ["东岭乡", "柳河镇"]
    dialog._units.setFocus()
    qtbot.keyClick(dialog._units, Key.Key_Down)
    assert values() == ["柳河镇", 14, "", "柳河镇党"]
    retype(qtbot, edits["unit"], "白杨乡")
    assert values() == ["白杨乡", None, "", ""]
    retype(qtbot, edits["unit"], "柳河镇")
    assert dialog.title.text() == "中国共产党柳河镇第十四次代表大会"
    retype(qtbot, edits["term"], "20")
    retype(qtbot, edits["unit"], "石桥镇")
    assert dialog.record.value("term") == 20  # what was typed stays


@pytest.mark.parametrize(
    ("words", "township"),
    [
        ("柳河镇党代表名册", "柳河镇"),
        ("白杨民族乡名册", "白杨民族乡"),
        ("城关镇名册", "城关镇"),
        ("新城街道干部", "新城街道"),
        *((words, "") for words in ("乡镇干部名册", "各乡镇名册", "城乡干部", "县党代会代表名册", "镇干部", "")),
    ],
)
def test_a_township_is_told_from_words_about_townships(words: str, township: str) -> None:
    assert township_in(words) == township


def test_of_several_kinds_at_a_level_a_roster_has_to_name_its_own() -> None:
    kind = next(kind for kind in load_catalog().congress_kinds.values() if kind.level != "county")
    other = msgspec.structs.replace(kind, id="own-kind", title="乡镇人代会")
    offered = Offered("青禾县", (kind, other), (), (delegates("柳河镇党"), delegates("东岭乡人大")))
    assert [offered.roster_for(kind, unit) for unit in ("柳河镇", "东岭乡")] == ["柳河镇党", ""]
    assert [offered.roster_for(other, unit) for unit in ("柳河镇", "东岭乡")] == ["", "东岭乡人大"]


def test_a_roster_is_chosen_by_what_it_is_though_its_name_has_no_letter_of_the_kind() -> None:
    kinds = tuple(load_catalog().congress_kinds.values())
    party = next(kind for kind in kinds if kind.id == "township-party")
    people = next(kind for kind in kinds if kind.id == "township-people")
    named = [Roster(f"{id_}", "柳河镇代表人选", id_) for id_ in ("cadre-roster", "deputy-roster", "delegate-roster")]
    offered = Offered("青禾县", kinds, (), tuple(named), roster_kinds={"delegate-roster": "代表名册"})
    assert offered.roster_for(party, "柳河镇") == "delegate-roster"
    assert offered.roster_for(people, "柳河镇") == "deputy-roster"
    assert offered.roster_for(party, "东岭乡") == ""  # another place's
    first = offered.rosters_for(party, "柳河镇")[0]
    assert (first.roster.id, first.why) == ("delegate-roster", "代表名册，里面是代表，柳河镇的")


def test_a_county_takes_the_roster_that_bears_its_name_and_no_township_s() -> None:
    kinds = tuple(load_catalog().congress_kinds.values())
    party = next(kind for kind in kinds if kind.id == "county-party")
    rosters = tuple(map(delegates, ("青禾县柳河镇党", "青禾县", "县党代会")))
    offered = Offered("青禾县", kinds, (), rosters)
    assert offered.roster_for(party, "青禾县") == "青禾县"
    assert replace(offered, rosters=rosters[::2]).roster_for(party, "青禾县") == ""


def test_all_rosters_are_offered_with_the_likely_one_first_and_why(qtbot: QtBot) -> None:
    kinds = tuple(load_catalog().congress_kinds.values())
    party = next(kind for kind in kinds if kind.id == "township-party")
    held = Congress("c", party.id, "东岭乡", 11)
    rosters = (Roster("r0", "乡镇干部名册", "cadre-roster"), delegates("东岭乡党"), delegates("柳河镇党"))
    titles = {"cadre-roster": "干部名册", "delegate-roster": "代表名册"}
    offered = Offered(
        "青禾县", (party,), (held,), rosters, {"东岭乡党": (held, "东岭乡第十一次党代会")}, roster_kinds=titles
    )
    dialog = shown(qtbot, CongressDialog(None, offered))
    retype(qtbot, dialog.record.edits["unit"], "柳河镇")
    box = dialog.record.edits["roster"]
    assert isinstance(box, QComboBox)
    assert box.currentText() == "柳河镇党代表名册"
    assert dialog._why.text() == "代表名册，里面是代表，柳河镇的，名称里有“党代”。"
    retype(qtbot, dialog.record.edits["unit"], "东岭乡")
    assert [box.itemText(at) for at in range(box.count())] == [
        "以后再取", "东岭乡党代表名册（东岭乡第十一次党代会已用）", "柳河镇党代表名册", "乡镇干部名册",
    ]  # fmt: skip
    assert (dialog.roster_id, dialog._why.text()) == ("", "没有一份能确定是这次会议的，请选一份，或以后再取。")
    qtbot.keyClick(box, Key.Key_End)
    assert (dialog.roster_id, dialog._why.text()) == ("r0", "干部名册，里面不是代表。")
    retype(qtbot, dialog.record.edits["unit"], "柳河镇")
    assert dialog.roster_id == "r0"  # what was chosen stays, wherever it stands now
    assert box.currentText() == "乡镇干部名册"


def test_a_roster_of_an_earlier_congress_is_not_offered_for_the_next() -> None:
    kind = next(kind for kind in load_catalog().congress_kinds.values() if kind.level != "county")
    old, new = delegates("柳河镇党"), replace(delegates("柳河镇党"), id="new")
    held = Congress("c", kind.id, "柳河镇", 11)
    offered = Offered("青禾县", (kind,), (held,), (old, new), {old.id: (held, "柳河镇第十一次党代会")})
    assert offered.roster_for(kind, "柳河镇") == "new"
    assert offered.roster_words(old) == f"{old.name}（柳河镇第十一次党代会已用）"
    assert offered.roster_words(new) == new.name
    assert replace(offered, rosters=(old,)).roster_for(kind, "柳河镇") == ""


def test_a_congress_is_asked_for_by_keys(qtbot: QtBot, congress: CongressDialog) -> None:
    edits = congress.record.edits
    assert congress.title.text() == "中国共产党青禾县第十二次代表大会"
    retype(qtbot, edits["term"], "十三")
    assert congress.title.text() == "中国共产党青禾县第十三次代表大会"
    retype(qtbot, edits["start"], "2027.3.1")
    assert congress.record.value("end") == date(2027, 3, 3)
    retype(qtbot, edits["end"], "3.4")
    retype(qtbot, edits["venue"], "县会议中心")
    assert enter(qtbot, congress)
    kind = list(load_catalog().congress_kinds)[1]
    assert congress.draft == CongressDraft(kind, "青禾县", 13, date(2027, 3, 1), date(2027, 3, 4), "县会议中心")


def test_the_last_day_follows_the_first_until_it_is_typed(qtbot: QtBot, congress: CongressDialog) -> None:
    edits = congress.record.edits
    assert congress.record.value("end") == date(2026, 7, 28)
    edits["kind"].setCurrentIndex(1)  # type: ignore[union-attr]
    assert congress.record.value("end") == DAY
    retype(qtbot, edits["end"], "7.30")
    retype(qtbot, edits["start"], "7.27")
    assert congress.record.value("end") == date(2026, 7, 30)


def test_a_congress_may_have_no_days_yet_where_that_is_said(qtbot: QtBot, congress: CongressDialog) -> None:
    edits = congress.record.edits
    retype(qtbot, edits["start"], "")
    assert congress.record.value("end") is None
    assert not enter(qtbot, congress)
    assert wrong(congress).startswith("请填写开始日期")
    assert congress.focusWidget() is edits["start"]
    qtbot.keyClick(edits["undated"], Key.Key_Space)
    retype(qtbot, edits["start"], "2026.7.20")
    assert congress.record.value("undated") is False
    qtbot.keyClick(edits["undated"], Key.Key_Space)
    assert enter(qtbot, congress)
    assert (congress.draft.start, congress.draft.end) == (None, None)


def test_the_day_behind_the_last_of_a_kind_is_offered_for_the_next_township(qtbot: QtBot) -> None:
    county, town = sorted(tuple(load_catalog().congress_kinds.values())[:2], key=lambda kind: kind.level)
    held = (
        Congress("1", town.id, "柳河镇", 13, date(2026, 3, 26)),
        Congress("2", town.id, "石桥镇", 12, date(2026, 3, 27)),
        Congress("3", county.id, "青禾县", 12, date(2026, 7, 26)),
    )
    offered = Offered("青禾县", (town, county), held, today=date(2026, 3, 27))
    dialog = shown(qtbot, CongressDialog(None, offered))
    assert (dialog.record.value("start"), dialog.record.value("end")) == (date(2026, 3, 28),) * 2
    qtbot.keyClick(dialog.record.edits["kind"], Key.Key_Down)
    assert dialog.record.value("start") is None  # the county has one
    assert replace(offered, today=date(2026, 3, 28)).day_for(town) is None  # all are over
    assert Offered("青禾县", (town,), today=date(2026, 1, 1)).day_for(town) is None


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("unit", "", "请填写召开单位，例如“青禾县”“柳河镇”。"),
        ("term", "", "请填写届次，是1到999的整数。"),
        ("term", "1000", "“1000”超出范围，请填写1到999的整数。"),
        ("start", "明天", "“明天”不是日期，请写成7.26或2026-7-26的样子。"),
        ("end", "7.1", "结束日期早于开始日期。"),
    ],
)
def test_a_congress_that_cannot_be_is_not_accepted(
    qtbot: QtBot, congress: CongressDialog, name: str, text: str, sentence: str
) -> None:
    retype(qtbot, congress.record.edits[name], text)
    assert not enter(qtbot, congress)
    assert congress.isVisible()
    assert wrong(congress) == sentence
    retype(qtbot, congress.record.edits["venue"], "x")
    if name != "end":
        assert congress.record.edits[name].property("wrong") is True
    retype(qtbot, congress.record.edits[name], {"unit": "柳河镇", "term": "3", "start": "7.26", "end": "7.26"}[name])
    assert wrong(congress) == ""
    assert enter(qtbot, congress)


# a campaign, a post, a difference


def test_a_campaign_is_asked_for_by_keys(qtbot: QtBot, workspace_path: Path) -> None:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    entries = list_forms(workspace)
    workspace.close()
    dialog = shown(qtbot, CampaignDialog(None, entries, [("r1", "干部名册")], "青禾县", DAY))
    edits = dialog.record.edits
    assert not edits["roster"].isEnabled()  # a body is assessed as a whole
    assert dialog.roster_id == ""
    edits["form"].setCurrentIndex(1)  # type: ignore[union-attr]
    edits["roster"].setCurrentIndex(1)  # type: ignore[union-attr]
    assert dialog.roster_id == "r1"
    retype(qtbot, edits["unit"], "")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写被测评单位。"
    retype(qtbot, edits["unit"], "柳河镇")
    retype(qtbot, edits["day"], "")
    retype(qtbot, edits["scope"], "机关干部")
    assert dialog._title.text() == "柳河镇干部民主测评表"
    assert enter(qtbot, dialog)
    draft = dialog.draft
    assert (draft.form, draft.unit, draft.day, draft.scope) == (entries[1].form.id, "柳河镇", None, "机关干部")


def test_a_post_has_at_least_one_seat(qtbot: QtBot) -> None:
    dialog = shown(qtbot, PostDialog(None))
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写推荐职位。"
    retype(qtbot, dialog.record.edits["title"], "镇长")
    retype(qtbot, dialog.record.edits["seats"], "0")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "“0”超出范围，请填写1到60的整数。"
    retype(qtbot, dialog.record.edits["seats"], "2")
    assert enter(qtbot, dialog)
    assert dialog.record.values() == {"title": "镇长", "seats": 2}


def test_a_recount_is_typed_and_nothing_else_is(qtbot: QtBot) -> None:
    difference = Difference(Place("marks", "c1"), (3, 1), (2, 2))
    dialog = shown(qtbot, SettleDialog(None, "第一项", ("好", "差"), difference))
    edits = dialog.record.edits
    assert dialog.numbers_for(difference) == (3, 1)
    assert not edits["number0"].isEnabled()
    dialog.record.put("choice", "second")
    assert [dialog.record.value(name) for name in ("number0", "number1")] == [2, 2]
    dialog.record.put("choice", "again")
    retype(qtbot, edits["number0"], "")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写“好”的票数，没有就填0。"
    retype(qtbot, edits["number0"], "4")
    retype(qtbot, edits["reason"], "")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写处理的依据。"
    retype(qtbot, edits["reason"], "重新清点")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写监督人的姓名。"
    retype(qtbot, edits["signed"], "张监督")
    assert enter(qtbot, dialog)
    assert dialog.numbers_for(difference) == (4, 2)


def test_many_differences_are_settled_by_one_of_the_entries(qtbot: QtBot) -> None:
    dialog = shown(qtbot, SettleDialog(None, "选中的 2 处差异", ("好", "差"), None))
    assert [dialog.record.edits["choice"].itemText(at) for at in range(2)] == ["以第一遍为准", "以第二遍为准"]  # type: ignore[union-attr]
    assert set(dialog.record.edits) == {"choice", "reason", "signed"}
    dialog.record.put("choice", "second")
    assert dialog.numbers_for(Difference(Place("marks", "c1"), (3, 1), (2, 2))) == (2, 2)


# names and choices


def test_a_name_is_asked_for_and_may_not_be_taken(qtbot: QtBot) -> None:
    dialog = shown(qtbot, NameDialog(None, "改名", "改名", "名称", "甲", ["甲", "乙"]))
    assert dialog.edit.selectedText() == "甲"
    for text, sentence in (("乙", "已有“乙”，请换一个。"), ("", "请填写名称。")):
        retype(qtbot, dialog.edit, text)
        assert not enter(qtbot, dialog)
        assert wrong(dialog) == sentence
    retype(qtbot, dialog.edit, " 甲 ")
    assert enter(qtbot, dialog)
    assert dialog.text == "甲"


def test_a_roster_has_a_kind_and_a_choice_begins_with_its_first(qtbot: QtBot) -> None:
    roster = shown(qtbot, RosterDialog(None, [("a", "干部"), ("b", "代表")], []))
    assert roster.kind == "a"
    retype(qtbot, roster.edit, "县代表")
    qtbot.keyClick(roster.edit, Key.Key_Tab)
    qtbot.keyClick(roster.focusWidget(), Key.Key_Down)
    assert (roster.text, roster.kind) == ("县代表", "b")
    choice = shown(qtbot, ChoiceDialog(None, "选", "选", "名册", [("a", "甲"), ("b", "乙")]))
    assert choice.chosen == "a"
    choice.choose("b")
    assert choice.chosen == "b"
    qtbot.keyClick(choice.focusWidget(), Key.Key_Escape)
    assert choice.result() == QDialog.DialogCode.Rejected


# files


def test_a_new_workspace_says_its_file_and_hides_the_password(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, NewWorkspaceDialog(None, tmp_path, DAY))
    edits = dialog.record.edits
    assert edits["password"].isVisible()  # it is asked for, and may be declined
    assert dialog.focusWidget() is edits["county"]
    assert "打开时要输入" in dialog._about.text()
    high = dialog.height()
    tabs = [edits["county"], edits["folder"], None, edits["protected"], edits["password"], edits["repeat"]]
    for each in [*tabs[1:], dialog.accept_button, dialog._cancel_button]:
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
        assert each is None or dialog.focusWidget() is each
    qtbot.keyClick(edits["protected"], Key.Key_Space)
    assert not edits["password"].isVisible()
    assert "拿到文件的人都能打开" in dialog._about.text()
    qtbot.waitUntil(lambda: dialog.height() < high)  # the rows that went leave no hole
    assert not any("恢复码" in each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
    edits["protected"].setFocus()
    qtbot.keyClick(edits["protected"], Key.Key_Tab)
    assert dialog.focusWidget() is dialog.accept_button
    retype(qtbot, edits["county"], "青禾县")
    assert dialog.path == tmp_path / "青禾县2026年换届.huanjie"
    assert dialog._file.text() == "青禾县2026年换届.huanjie"
    qtbot.keyClick(edits["protected"], Key.Key_Space)
    assert edits["password"].isVisible()
    assert isinstance(edits["password"], QLineEdit)
    assert edits["password"].echoMode() == QLineEdit.EchoMode.Password
    retype(qtbot, edits["password"], " with blanks ")
    retype(qtbot, edits["repeat"], " with blanks ")
    assert enter(qtbot, dialog)
    assert dialog.password == " with blanks "
    qtbot.keyClick(edits["protected"], Key.Key_Space)
    assert dialog.password == ""


def test_a_file_that_is_there_is_not_made_again(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "青禾县2026年换届.huanjie").touch()
    dialog = shown(qtbot, NewWorkspaceDialog(None, tmp_path, DAY))
    retype(qtbot, dialog.record.edits["county"], "青禾县")
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "这里已有“青禾县2026年换届.huanjie”，请换一个文件夹。"


def test_a_package_is_exported_with_who_gives_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, ExportDialog(None, "青禾县", [], Details(True, "市委", "", "")))
    edits = dialog.record.edits
    edits["preparer"].setFocus()
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请插入 U 盘后重新打开，或另选文件夹。"
    dialog.take_folder(tmp_path)
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "请填写填报人。"
    retype(qtbot, edits["preparer"], "张三" * 51)
    assert not enter(qtbot, dialog)
    assert wrong(dialog) == "最多100个字。"
    retype(qtbot, edits["preparer"], "张三")
    retype(qtbot, edits["contact"], "0990-1234567")
    assert enter(qtbot, dialog)
    assert dialog.details == Details(True, "市委", "张三", "0990-1234567")
    assert dialog.target == tmp_path


def test_enter_presses_the_button_that_it_is_on_and_else_the_verb(qtbot: QtBot) -> None:
    dialog = shown(qtbot, NameDialog(None, "新建", "新建", "名称"))
    retype(qtbot, dialog.edit, "甲")
    qtbot.keyClick(dialog._cancel_button, Qt.Key.Key_Return)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Rejected)


def test_enter_presses_a_button_of_a_page(qtbot: QtBot) -> None:
    pressed: list[str] = []
    page = empty_state("还没有会议。", "新建会议", lambda: pressed.append("新建会议"))
    qtbot.addWidget(page)
    qtbot.keyClick(page.findChild(QPushButton), Qt.Key.Key_Enter)
    assert pressed == ["新建会议"]


def test_who_forgot_the_password_is_told_of_the_code(qtbot: QtBot) -> None:
    dialog = PasswordDialog(None, "设有口令。")
    qtbot.addWidget(dialog)
    assert any("恢复码" in each.text() for each in dialog.findChildren(QLabel))
