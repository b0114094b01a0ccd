"""What 导入名册 says of an import and asks about it; what the clerk says to it can be taken back, and kept for another time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.import_drafts import find_draft, keep_draft
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown import import_words as words
from huanjie_desktop.services.shown.import_questions import SKIP, Question, Reply, question_of
from huanjie_desktop.services.shown.importing import (
    Ledger,
    ShownImport,
    begins_new,
    commit_read,
    likely_kind,
    read_import,
    stage_of,
    standing_of,
)
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.import_people import BAD, HEAD, KNOWN, NEW, RENAMED, TWO_OF_THE_NAME
from tests.services.workspaces import workspace_in

CHANGED = ["林木", "男", "回族", "1985.07", "柳河镇", "书\n记", ""]
TOTAL = ["合计", "", "", "", "", "5人", ""]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        kind = next(iter(opened.catalog.roster_kinds))
        roster, _change = rosters.create_roster(opened, "全县干部名册", kind)
        people.edit_cells(opened, (), KNOWN, roster.id)
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_book(tmp_path / "干部名册6月.xlsx", [HEAD, RENAMED, TWO_OF_THE_NAME, CHANGED, BAD, NEW, TOTAL])


@pytest.fixture
def ledger(file: Path) -> Ledger:
    return Ledger(ImportRequest(file))


def read(workspace: Workspace, ledger: Ledger, before: ShownImport | None = None) -> ShownImport:
    found = read_import(workspace, ledger.request, before, NoProgress())
    ledger.go_on_with(found.request)
    return found


def preview_of(shown: ShownImport) -> ImportPreview:
    assert shown.preview is not None
    return shown.preview


def row_of(shown: ShownImport, name: str) -> ImportRow:
    return next(row for row in preview_of(shown).rows if row.texts.get("name", "").startswith(name))


def asked_about(
    shown: ShownImport, ledger: Ledger, name: str, asked: dict[str, ImportRow] | None = None
) -> tuple[Question, list[str]]:
    question = question_of(preview_of(shown), ledger.request, row_of(shown, name), asked or {})
    return question, [reply.words for reply in question.replies]


def reply_of(question: Question, begins: str) -> Reply:
    return next(reply for reply in question.replies if reply.words.startswith(begins))


# which roster


def test_a_file_goes_to_the_roster_that_has_its_people(workspace: Workspace, ledger: Ledger) -> None:
    rosters.create_roster(workspace, "代表名册", "delegate-roster")
    shown = read(workspace, ledger)
    assert [choice.words for choice in shown.rosters] == [
        "全县干部名册（干部名册，5 人）",
        "代表名册（代表名册，0 人）",
    ]
    assert ledger.request.roster_id == shown.rosters[0].roster.id
    assert not ledger.touched
    assert not begins_new(shown)
    assert [row.texts["name"] for row in preview_of(shown).rows if row.outcome is Outcome.GONE] == ["孙立强"]
    assert list(shown.facts.values()) == ["柳河镇人大主席"]


def test_a_file_of_others_is_a_new_roster_and_one_of_some_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    strangers = read(workspace, Ledger(ImportRequest(write_book(tmp_path / "县直.xlsx", [HEAD, NEW]))))
    assert (strangers.request.roster_id, begins_new(strangers)) == ("", True)
    few = write_book(tmp_path / "补充.xlsx", [HEAD, CHANGED, NEW])
    ledger = Ledger(ImportRequest(few))
    some = read(workspace, ledger)
    assert (some.request.roster_id, begins_new(some)) == ("", False)
    assert standing_of(some, ledger, None, chosen=False).left == "还有 1 处要您定"
    assert not standing_of(some, ledger, None, chosen=False).can_import


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县第十四届党代会代表名册.xlsx", "代表名册"),
        ("党代会代表候选人预备人选7月.xlsx", "候选人预备人选名册"),
        ("干部花名册.xls", "干部名册"),
        ("通讯录.csv", ""),
    ],
)
def test_a_files_name_tells_the_kind_of_a_new_roster(workspace: Workspace, name: str, kind: str) -> None:
    kinds = workspace.catalog.roster_kinds
    found = likely_kind(kinds.values(), Path(name))
    assert (kinds[found].title if found else "") == kind


def test_a_new_roster_has_a_name_of_its_own(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    assert shown.name_problem(" ") == "请填写新名册的名称。"
    assert shown.name_problem("全县干部名册").startswith("已有名册“全县干部名册”")
    assert shown.name_problem("干部名册6月") == ""


# what rows say


def test_rows_say_what_changes_and_what_is_the_matter(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    titles = {spec.field: spec.title for spec in workspace.catalog.columns.values()}

    def said(name: str) -> list[tuple[str, str]]:
        return [(each.words, each.look) for each in words.pieces_of(row_of(shown, name), titles, shown.guesses)]

    assert said("李莉") == [("姓名", ""), ("李丽", "old"), ("李莉", "new")]
    assert said("林木")[:3] == [("民族", ""), ("汉族", "old"), ("回族", "new")]
    assert ("空", "old") in said("林木")
    assert said("史华振") == [("出生年月", ""), ("1968.13", "")]
    assert said("赵六") == [("局长", "")]
    assert words.note_of(row_of(shown, "林木")) == ("民族一般不变，请核对", "hint")
    assert words.note_of(row_of(shown, "史华振"))[1] == "error"
    assert "第" not in words.note_of(row_of(shown, "史华振"))[0]
    assert words.note_of(row_of(shown, "赵六")) == ("", "")
    assert words.cell_words(row_of(shown, "林木"), "current_post") == "书 记"
    assert words.cell_words(row_of(shown, "赵六"), "name") == "赵　六"
    assert words.reasons(row_of(shown, "合计")) == row_of(shown, "合计").why != ""
    assert words.locked(row_of(shown, "合计")) != "" == words.locked(row_of(shown, "赵六"))
    assert words.wrong_field(row_of(shown, "史华振"), shown.guesses) == "birth"
    assert words.wrong_field(row_of(shown, "林木"), shown.guesses) == "ethnic_group"


def test_what_is_to_decide_comes_first_and_stays_there_once_it_is_decided(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    asked = {row.key: row for row in preview_of(shown).stopped}
    before = [row.key for row in words.arranged(preview_of(shown).rows, asked, decide_first=True)]
    assert [row_of(shown, name).key for name in ("李莉", "张伟", "史华振", "林木", "赵六")] == before[:5]
    ledger.decide([row_of(shown, "李莉").key], SKIP)
    after = read(workspace, ledger, shown)
    assert [row.key for row in words.arranged(preview_of(after).rows, asked, decide_first=True)] == before
    plain = [row.number for row in words.arranged(preview_of(after).rows, asked, decide_first=False)]
    assert plain == sorted(plain)


def test_the_counts_the_steps_and_the_button_agree(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    standing = standing_of(shown, ledger, None, chosen=True)
    assert words.counts_of(preview_of(shown)) == [5, 2, 1, 1, 1, 0, 1]
    assert standing.steps == ["干部名册6月.xlsx", "7 栏对上", "3 行要您定"]
    assert (standing.left, standing.verb, standing.can_import) == ("还有 4 处要您定", "导入 4 人", False)
    assert (standing.columns_left, standing.rows_left, standing.sheets_left) == ("", "1 行不导入", "")
    ledger.decide([row.key for row in preview_of(shown).stopped], SKIP)
    early = standing_of(shown, ledger, None, chosen=True)
    assert (early.left, early.verb, early.can_import) == (
        "还有 1 处要您定",
        "导入 2 人",
        False,
    )  # before it is worked out
    shown = read(workspace, ledger, shown)
    ledger.decide(words.open_gone(preview_of(shown), ledger.request), Decision("keep"))
    shown = read(workspace, ledger, shown)
    assert standing_of(shown, ledger, None, chosen=True).can_import
    assert standing_of(shown, ledger, None, chosen=True).left == ""
    assert not standing_of(shown, ledger, "全县干部名册", chosen=True).can_import


# what is asked


def test_a_renamed_person_is_asked_about_and_the_answer_is_what_happens(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    question, replies = asked_about(shown, ledger, "李莉")
    assert question.words.startswith("第 2 行　李　莉：身份证号与已有人员“李丽”")
    assert replies == ["改名：李丽 改为 李莉", "是另一个人，身份证号有误", "这一行不导入"]
    assert (question.open, question.chosen) == (True, -1)
    assert question.note.startswith("改名后")
    asked = {row.key: row for row in preview_of(shown).stopped}
    ledger.answer(question.key, reply_of(question, "改名"))
    assert asked_about(shown, ledger, "李莉", asked)[0].chosen == 0  # at once, before it is worked out
    shown = read(workspace, ledger, shown)
    assert row_of(shown, "李莉").changes["name"] == ("李丽", "李莉")
    again, replies = asked_about(shown, ledger, "李莉", asked)
    assert (again.chosen, again.open, len(replies)) == (0, False, 3)
    ledger.answer(question.key, reply_of(question, "这一行不导入"))
    shown = read(workspace, ledger, shown)
    assert row_of(shown, "李莉").outcome is Outcome.SKIPPED
    assert asked_about(shown, ledger, "李莉", asked)[0].chosen == 2


def test_each_of_those_of_a_name_may_be_the_one(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    question, replies = asked_about(shown, ledger, "张伟")
    assert replies == [
        "同一人：张伟（1980.05，石桥镇，副镇长）",
        "同一人：张伟（1983.01，玉泉乡，科员）",
        "是另一个人，新增",
        "这一行不导入",
    ]
    ledger.answer(question.key, question.replies[1])
    shown = read(workspace, ledger, shown)
    row = row_of(shown, "张伟")
    assert (row.outcome, people.get_person(workspace, row.person_id).unit) == (Outcome.CHANGE, "玉泉乡")
    ledger.answer(question.key, question.replies[2])
    assert row_of(read(workspace, ledger, shown), "张伟").outcome is Outcome.ADD


def test_a_row_that_cannot_come_in_may_leave_its_cell_blank(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    asked = {row.key: row for row in preview_of(shown).stopped}
    question, replies = asked_about(shown, ledger, "史华振")
    assert replies == ["这一格先空着，仍导入", "这一行不导入"]
    ledger.answer(question.key, question.replies[1])
    ledger.answer(question.key, question.replies[0])  # another mind
    shown = read(workspace, ledger, shown)
    row = row_of(shown, "史华振")
    assert (row.outcome, row.values.get("birth")) == (Outcome.ADD, None)
    again, replies = asked_about(shown, ledger, "史华振", asked)
    assert replies[0].startswith("这一格先空着")
    assert again.chosen == 0
    assert asked_about(shown, ledger, "赵六")[1] == ["照此导入", "这一行不导入"]
    assert asked_about(shown, ledger, "赵六")[0].chosen == 0
    assert asked_about(shown, ledger, "合计")[1] == []


def test_hidden_rows_are_asked_about_once_for_all(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "隐藏.xlsx", [HEAD, NEW, ["钱七", "女", "汉族", "1981.01", "石桥镇", "", ""], BAD])
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        book["名册"].row_dimensions[row].hidden = True
    book.save(path)
    ledger = Ledger(ImportRequest(path))
    shown = read(workspace, ledger)
    assert stage_of(shown) == 0
    question, replies = asked_about(shown, ledger, "钱七")
    assert replies == ["隐藏的 2 行都导入", "隐藏的 2 行都不导入", "只导入这一行", "这一行不导入"]
    ledger.answer(question.key, question.replies[0])
    assert len(words.open_rows(preview_of(shown), ledger.request)) == 1
    assert row_of(read(workspace, ledger, shown), "钱七").outcome is Outcome.ADD


# the columns and the sheets


def test_a_column_is_taken_for_another_and_a_file_without_names_shows_its_columns(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_book(tmp_path / "甲.xlsx", [("人", *HEAD[1:], "社会兼职"), [*NEW, "副局"]])
    ledger = Ledger(ImportRequest(path))
    shown = read(workspace, ledger)
    if shown.preview is not None:  # the content tells names
        ledger.take_for(shown.guesses, "人", "")
        shown = read(workspace, ledger, shown)
    assert shown.preview is None
    assert "姓名" in shown.wrong
    standing = standing_of(shown, ledger, None, chosen=True)
    assert "社会兼职" in standing.columns_left
    assert (standing.can_check, standing.can_import, stage_of(shown)) == (False, False, 1)
    ledger.take_for(shown.guesses, "人", "name")
    ledger.take_for(shown.guesses, "社会兼职", "current_post")
    shown = read(workspace, ledger, shown)
    assert row_of(shown, "赵六").values["current_post"] == "局长、副局"
    assert ledger.request.mapping == {"人": "name", "社会兼职": "current_post"}
    assert standing_of(shown, ledger, None, chosen=True).columns_left == ""


def test_many_columns_that_are_left_are_named_up_to_six(workspace: Workspace, tmp_path: Path) -> None:
    odd = [f"甲乙{number}" for number in "一二三四五六七"]
    ledger = Ledger(ImportRequest(write_book(tmp_path / "多.xlsx", [(*HEAD, *odd), [*NEW, *odd]])))
    shown = read(workspace, ledger)
    standing = standing_of(shown, ledger, None, chosen=True)
    assert standing.columns_left == f"7 栏未导入：{'、'.join(odd[:6])} 等"
    assert standing.columns_tip == "、".join(odd)
    assert words.guess_words(shown.guesses[-1])[:2] == (odd[-1], odd[-1])


def test_sheets_are_chosen_and_a_choice_for_another_sheets_head_is_dropped(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_book(tmp_path / "两张.xlsx", [(*HEAD, "备注栏"), [*NEW, "甲"]], sheet="县直")
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("乡镇")
    for line in (HEAD, BAD):
        other.append(line)
    book.save(path)
    ledger = Ledger(ImportRequest(path))
    shown = read(workspace, ledger)
    assert [(name, read_) for name, _words, read_ in words.sheet_rows(preview_of(shown))] == [
        ("县直", True),
        ("乡镇", False),
    ]
    assert words.sheets_left(preview_of(shown)) == "1 张工作表未读"
    assert words.file_words(preview_of(shown)) == "两张.xlsx，工作表“县直”"
    ledger.take_for(shown.guesses, "备注栏", "remark")
    ledger.choose_sheets(["乡镇"])
    shown = read(workspace, ledger, shown)
    assert (ledger.request.mapping, row_of(shown, "史华振").sheet) == ({}, "乡镇")
    ledger.choose_sheets(["县直", "乡镇"])
    shown = read(workspace, ledger, shown)
    assert words.file_words(preview_of(shown)) == "两张.xlsx，2 张工作表"
    assert words.number_words(row_of(shown, "史华振"), several_sheets=True) == "乡镇 2"


def test_a_file_that_cannot_be_read_is_an_error(workspace: Workspace, tmp_path: Path) -> None:
    for name, content in (("假.xlsx", b"<html>"), ("空.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError):
            read(workspace, Ledger(ImportRequest(tmp_path / name)))
    with pytest.raises(UserError):
        read(workspace, Ledger(ImportRequest(tmp_path / "没有.xlsx")))


# what the clerk says


def test_what_is_said_is_taken_back_step_by_step_and_said_again(ledger: Ledger) -> None:
    assert not ledger.undo()
    ledger.mend([CellChange("名册!5", "birth", "1968.12")])
    ledger.decide(["名册!2", "名册!3"], SKIP)
    ledger.mend([CellChange("名册!2", "name", "李丽")])  # a row that is corrected comes in again
    assert ledger.request.decisions == {"名册!3": SKIP}
    assert ledger.touched
    said = ledger.request
    assert ledger.undo()
    assert ledger.request.decisions == {"名册!2": SKIP, "名册!3": SKIP}
    assert ledger.undo()
    assert ledger.undo()
    assert (ledger.request.edits, ledger.touched) == ({}, False)
    assert [ledger.redo() for _ in range(4)] == [True, True, True, False]
    assert ledger.request == said
    ledger.choose_hidden(with_hidden=True)
    ledger.choose_roster("r")
    ledger.choose_roster("r")  # nothing new
    assert ledger.undo()
    assert (ledger.request.roster_id, ledger.request.with_hidden) == ("", True)
    ledger.decide(["名册!4"], SKIP)
    assert not ledger.redo()
    ledger.go_back_to(said)
    assert ledger.request == said


def test_the_import_is_written_as_it_was_decided(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    for name, begins in (("李莉", "改名"), ("张伟", "这一行不导入"), ("史华振", "这一格")):
        question, _replies = asked_about(shown, ledger, name)
        ledger.answer(question.key, reply_of(question, begins))
    ledger.decide(words.open_gone(preview_of(shown), ledger.request), Decision("remove"))
    shown = read(workspace, ledger, shown)
    assert standing_of(shown, ledger, None, chosen=True).can_import
    result = commit_read(workspace, shown, "", "")
    assert result.roster_id == ledger.request.roster_id
    names = {person.name for person in people.list_people(workspace, result.roster_id)}
    assert {"李莉", "史华振", "赵六", "林木"} <= names
    assert "孙立强" not in names
    assert "李丽" not in {person.name for person in people.list_people(workspace)}


def test_what_was_said_is_kept_for_another_time_until_it_is_imported(
    workspace: Workspace, ledger: Ledger, file: Path, tmp_path: Path
) -> None:
    shown = read(workspace, ledger)
    assert shown.draft is None
    ledger.mend([CellChange(row_of(shown, "史华振").key, "birth", "1968.12")])
    ledger.decide([row_of(shown, "李莉").key], Decision("same", row_of(shown, "李莉").candidates[0].id))
    ledger.decide([row_of(shown, "张伟").key], SKIP)
    ledger.take_for(shown.guesses, "工作单位", "unit")
    keep_draft(workspace, shown.digest, ledger.request)
    copied = tmp_path / "副本.xlsx"
    copied.write_bytes(file.read_bytes())
    again = Ledger(ImportRequest(copied))
    shown = read(workspace, again)
    draft = shown.draft
    assert draft is not None
    assert draft.words.startswith("这个文件 7月1日 ")
    assert draft.words.endswith("存过一次核对：2 处已定，1 格已改，1 栏已对应。")
    again.take_up(draft.request)
    assert again.request == replace(ledger.request, path=copied)
    assert again.undo()  # it can be taken back like all else
    assert again.redo()
    again.decide(words.open_gone(preview_of(shown), again.request), Decision("keep"))
    shown = read(workspace, again, shown)
    commit_read(workspace, shown, "", "")
    assert find_draft(workspace, shown.digest) is None
    history.undo(workspace)  # it comes back with what it was for
    assert find_draft(workspace, shown.digest) is not None


def test_a_draft_of_another_file_or_for_a_roster_that_is_gone(workspace: Workspace, ledger: Ledger) -> None:
    shown = read(workspace, ledger)
    assert find_draft(workspace, "") is None
    keep_draft(workspace, "0" * 64, ledger.request)
    assert read(workspace, Ledger(ImportRequest(ledger.request.path))).draft is None
    rosters.delete_roster(workspace, ledger.request.roster_id)
    shown = read(workspace, ledger, replace(shown, preview=None))
    assert (ledger.request.roster_id, shown.rosters) == ("", [])


def test_a_draft_that_was_taken_up_asks_as_it_did(workspace: Workspace, ledger: Ledger, file: Path) -> None:
    shown = read(workspace, ledger)
    li = row_of(shown, "李莉")
    ledger.decide([li.key], Decision("same", li.candidates[0].id))
    keep_draft(workspace, shown.digest, ledger.request)
    again = Ledger(ImportRequest(file))
    shown = read(workspace, again)
    assert shown.draft is not None
    again.take_up(shown.draft.request)
    shown = read(workspace, again, shown)
    asked = {row.key: row for row in shown.asked}
    row = row_of(shown, "李莉")
    question = question_of(preview_of(shown), again.request, row, asked)
    assert [reply.words for reply in question.replies] == [
        "改名：李丽 改为 李莉", "是另一个人，身份证号有误", "这一行不导入",
    ]  # fmt: skip
    assert question.chosen == 0


def test_of_two_rows_with_one_number_the_later_may_be_used(workspace: Workspace, tmp_path: Path) -> None:
    one = ["赵六", "男", "汉族", "1980.01", "县直", "局长", "99010119800101001" + make_check_digit("99010119800101001")]
    path = write_book(tmp_path / "两行.xlsx", [HEAD, one, [*one[:5], "主任", one[6]]])
    ledger = Ledger(ImportRequest(path))
    shown = read(workspace, ledger)
    first, second = preview_of(shown).rows
    question = question_of(preview_of(shown), ledger.request, second, {})
    assert "那一行“局长”，这一行“主任”" in question.words
    ledger.answer(second.key, question.replies[1])
    assert words.open_rows(preview_of(shown), ledger.request) == []
    shown = read(workspace, ledger, shown)
    assert [row.outcome for row in preview_of(shown).rows] == [Outcome.SKIPPED, Outcome.ADD]
    assert preview_of(shown).rows[1].values["current_post"] == "主任"
    assert first.key in ledger.request.decisions


def test_a_lone_name_is_said_to_be_a_unit_and_blanks_are_filled_with_one_answer(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [
        ("姓名", "性别", "单位"),
        ("孙县", "", ""),
        ("赵甲", "男", "柳河镇"),
        ("钱乙", "女", ""),
        ("周丁", "女", ""),
    ]
    ledger = Ledger(ImportRequest(write_book(tmp_path / "问.xlsx", rows)))
    shown = read(workspace, ledger)
    lone = row_of(shown, "孙县")
    question = question_of(preview_of(shown), ledger.request, lone, {})
    ledger.answer(lone.key, question.replies[1])
    assert lone.key not in words.open_rows(preview_of(shown), ledger.request)
    shown = read(workspace, ledger, shown)
    assert [row.group for row in preview_of(shown).rows] == ["孙县"] * 3


def test_blanks_below_a_unit_are_filled_with_one_answer(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("姓名", "性别", "单位"), ("赵甲", "男", "柳河镇"), ("钱乙", "女", ""), ("周丁", "女", "")]
    ledger = Ledger(ImportRequest(write_book(tmp_path / "填.xlsx", rows)))
    shown = read(workspace, ledger)
    row = row_of(shown, "钱乙")
    question = question_of(preview_of(shown), ledger.request, row, {})
    assert [reply.words for reply in question.replies] == [
        "空着的 2 行都按上面填", "2 行都空着", "只填这一行", "这一行不导入",
    ]  # fmt: skip
    ledger.answer(row.key, question.replies[0])
    assert words.open_rows(preview_of(shown), ledger.request) == []
    shown = read(workspace, ledger, shown)
    assert [each.values.get("unit") for each in preview_of(shown).rows] == ["柳河镇"] * 3


def short_years(tmp_path: Path) -> Path:
    number = "99010119800312001" + make_check_digit("99010119800312001")
    rows: list[Sequence[Any]] = [
        ["赵甲", "男", "80.1", ""],
        ["钱乙", "男", 80.3, number],
        ["孙丙", "女", "1975.02", ""],
        ["李丁", "女", "79.12", ""],
    ]
    return write_book(tmp_path / "名册.xlsx", [["姓名", "性别", "出生年月", "身份证号"], *rows])


def births(shown: ShownImport) -> list[str]:
    rows = preview_of(shown).rows
    return [f"{row.outcome} {field_text(row.values.get('birth'))}".strip() for row in rows]


def asked_of(shown: ShownImport, ledger: Ledger, name: str, before: ShownImport) -> Question:
    asked = {row.key: row for row in preview_of(before).stopped}
    return question_of(preview_of(shown), ledger.request, row_of(shown, name), asked)


def test_a_date_that_may_mean_several_days_is_chosen_for_the_cell_or_for_the_column(
    workspace: Workspace, tmp_path: Path
) -> None:
    ledger = Ledger(ImportRequest(short_years(tmp_path)))
    begun = shown = read(workspace, ledger)
    assert births(shown) == ["refused", "refused", "add 1975.02", "refused"]
    question = asked_of(shown, ledger, "赵甲", begun)
    assert [reply.words for reply in question.replies] == [
        "读作1980.01",
        "本栏同样的 3 格都这样读（这一格1980.01）",
        "读作1980.10",
        "这一格先空着，仍导入",
        "本栏这样的 3 格都不读入",
        "这一行不导入",
    ]
    row = row_of(shown, "赵甲")
    ledger.answer(row.key, question.replies[1])
    assert words.open_rows(preview_of(shown), ledger.request) == []  # all three are answered
    shown = read(workspace, ledger, shown)
    assert births(shown) == ["add 1980.01", "add 1980.03", "add 1975.02", "add 1979.12"]
    assert asked_of(shown, ledger, "赵甲", begun).chosen == 0  # it is read so, and may be chosen anew
    again = asked_of(shown, ledger, "赵甲", begun)
    ledger.answer(row.key, next(reply for reply in again.replies if reply.words == "读作1980.10"))
    shown = read(workspace, ledger, shown)
    assert births(shown) == ["add 1980.10", "add 1980.03", "add 1975.02", "add 1979.12"]
    assert ledger.undo()
    assert ledger.undo()
    assert births(read(workspace, ledger, shown)) == ["refused", "refused", "add 1975.02", "refused"]


def test_what_the_id_number_says_too_is_offered_first_and_a_column_may_stay_blank(
    workspace: Workspace, tmp_path: Path
) -> None:
    ledger = Ledger(ImportRequest(short_years(tmp_path)))
    begun = shown = read(workspace, ledger)
    question = asked_of(shown, ledger, "钱乙", begun)
    assert question.replies[0].words == "读作1980.03（和身份证号一致）"
    blank = next(reply for reply in question.replies if reply.words == "本栏这样的 3 格都不读入")
    ledger.answer(row_of(shown, "钱乙").key, blank)
    shown = read(workspace, ledger, shown)
    assert births(shown) == ["add", "add", "add 1975.02", "add"]


def test_a_month_in_doubt_may_be_the_other_one(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "名册.xlsx", [["姓名", "性别", "出生年月"], ["赵甲", "男", 1985.1]])
    ledger = Ledger(ImportRequest(path))
    begun = shown = read(workspace, ledger)
    question = asked_of(shown, ledger, "赵甲", begun)
    assert [reply.words for reply in question.replies] == [
        "照此导入", "读作1985.10", "“出生年月”先空着，仍导入", "这一行不导入",
    ]  # fmt: skip
    ledger.answer(row_of(shown, "赵甲").key, question.replies[1])
    shown = read(workspace, ledger, shown)
    assert births(shown) == ["add 1985.10"]
    assert asked_of(shown, ledger, "赵甲", begun).chosen == 1
