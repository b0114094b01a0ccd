"""Importing: what each row becomes, and that nothing changes until all is well."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.domain.errors import Cancelled, UserError
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.services.people import importing, people, rosters
from huanjie_desktop.services.people.importing import Decision, ImportRequest, Outcome
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import simple, write_book
from tests.services.workspaces import workspace_in

MAN = "99010119850712001"
WOMAN = "99010119900103002"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def number(first: str) -> str:
    return first + make_check_digit(first)


def bring(workspace: Workspace, path: Path, roster: str = "全县干部名册") -> importing.ImportResult:
    return importing.commit_import(workspace, importing.prepare_import(workspace, ImportRequest(path)), roster)


def outcomes(workspace: Workspace, path: Path) -> list[Outcome]:
    preview = importing.prepare_import(workspace, ImportRequest(path))
    return [row.outcome for row in preview.rows]


def test_cells_are_normalised(workspace: Workspace, tmp_path: Path) -> None:
    row = [1, "林　木", "1", "汉", "1985.07\n（41岁）", "200305；民盟", "柳河镇\n镇长", number(MAN)]
    bring(workspace, simple(tmp_path / "a.xlsx", row))
    plain = people.person_as_json(people.list_people(workspace)[0], workspace)
    assert plain["name"] == "林木"
    assert (plain["sex"], plain["ethnic_group"], plain["birth"]) == ("男", "汉族", "1985-07")
    assert (plain["party_joined"], plain["political_status"]) == ("2003-05", "中共党员；民盟")
    assert plain["current_post"] == "柳河镇镇长"


@pytest.mark.parametrize("birth", ["1985.07", "1985-07-12", "198507", "1985年7月", datetime(1985, 7, 12), 1985.07])  # noqa: DTZ001
def test_dates_come_in_many_ways(workspace: Workspace, tmp_path: Path, birth: Any) -> None:
    bring(workspace, simple(tmp_path / "a.xlsx", [1, "林木", "男", "汉族", birth, "", "", ""]))
    born = people.list_people(workspace)[0].birth
    assert born is not None
    assert born.dotted() == "1985.07"


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(tmp_path / "a.xlsx", [1, "林木", "男", "汉族", "1985.07", "", "镇长", number(MAN)])
    bring(workspace, path)
    label = workspace.store.undo_label
    result = bring(workspace, path)
    assert (result.read, result.added, result.updated, result.unchanged) == (1, 0, 0, 1)
    assert result.change_set.seq == 0
    assert workspace.store.undo_label == label


def test_a_change_shows_old_and_new_and_an_empty_cell_erases_nothing(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, simple(tmp_path / "a.xlsx", [1, "林木", "男", "汉族", "1985-07-12", "", "镇长", number(MAN)]))
    path = simple(tmp_path / "b.xlsx", [1, "林木", "", "", "1985.07", "", "党委书记", ""])
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert preview.rows[0].changes == {"current_post": ("镇长", "党委书记")}
    importing.commit_import(workspace, preview, "全县干部名册")
    person = people.list_people(workspace)[0]
    assert (person.sex, person.id_number, person.current_post) == ("男", number(MAN), "党委书记")
    assert person.birth is not None
    assert person.birth.iso() == "1985-07-12"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ([1, "林木", "男", "汉族", "85.07", "", "", ""], "unreadable", "出生年月"),
        ([1, "林木", "南", "汉族", "1985.07", "", "", ""], "unreadable", "性别"),
        ([1, "林木3", "男", "汉族", "1985.07", "", "", ""], "unreadable", "姓名"),
        ([1, "", "男", "汉族", "1985.07", "", "镇长", ""], "unreadable", "姓名"),
        ([1, "林木", "男", "汉族", "1985.07", "", "", MAN + "0"], "id-check_digit", "身份证号"),
        ([1, "林木", "女", "汉族", "1985.07", "", "", number(MAN)], "id-sex", "身份证号"),
        ([1, "林木", "男", "汉族", "1986.07", "", "", number(MAN)], "id-birth", "身份证号"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(
    workspace: Workspace, tmp_path: Path, row: list[Any], code: str, column: str
) -> None:
    path = simple(tmp_path / "名册.xlsx", [1, "张三", "男", "汉族", "1980.01", "", "", ""], row)
    preview = importing.prepare_import(workspace, ImportRequest(path))
    finding = preview.findings[0]
    assert (finding.code, finding.place and (finding.place.row, finding.place.column)) == (code, (3, column))
    assert finding.text.startswith(f"“名册.xlsx”第3行“{column}”栏：")
    with pytest.raises(UserError, match=r"有1行(不能导入|有疑问)，未作任何改动"):
        importing.commit_import(workspace, preview, "名册")
    assert people.count_people(workspace) == 0
    assert rosters.list_rosters(workspace) == []


def test_bad_rows_can_be_skipped_or_mended(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(
        tmp_path / "a.xlsx",
        [1, "张三", "男", "汉族", "1980.01", "", "", ""],
        [2, "李四", "男", "汉族", "80.01", "", "", ""],
    )
    mended = ImportRequest(path, edits={("名册!3", "birth"): "1981.01"})
    assert importing.prepare_import(workspace, mended).count(Outcome.ADD) == 2
    skipped = ImportRequest(path, decisions={"名册!3": Decision("skip")})
    assert importing.prepare_import(workspace, skipped).count(Outcome.SKIPPED) == 1
    preview = importing.prepare_import(workspace, ImportRequest(path))
    result = importing.commit_import(workspace, preview, "名册", skip_bad_rows=True)
    assert (result.added, result.refused, people.count_people(workspace)) == (1, 1, 1)


def test_the_same_number_twice_is_asked_about_with_both_shown(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(
        tmp_path / "a.xlsx",
        [1, "张三", "男", "汉族", "1985.07", "", "", number(MAN)],
        [2, "李四", "男", "汉族", "1985.07", "", "", number(MAN)],
    )
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.DOUBT]
    assert "身份证号与第2行相同，内容不同：那一行“张三”，这一行“李四”，用哪一行" in preview.findings[0].text
    assert preview.rows[1].first == preview.rows[0].key
    other = importing.prepare_import(workspace, ImportRequest(path, decisions={preview.rows[0].key: Decision("skip")}))
    assert [row.outcome for row in other.rows] == [Outcome.SKIPPED, Outcome.ADD]
    accepted = importing.prepare_import(workspace, ImportRequest(path, on_doubt="accept"))
    assert [row.outcome for row in accepted.rows] == [Outcome.ADD, Outcome.SKIPPED]


def test_a_row_that_says_once_more_what_one_before_has_said_is_named_and_stops_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    zhang = ["张三", "男", "汉族", "1985.07", "", "镇长", number(MAN)]
    path = simple(tmp_path / "a.xlsx", [1, *zhang], [2, *zhang], [3, *zhang[:5], "", zhang[6]])
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.LEFT_OUT, Outcome.LEFT_OUT]
    assert [(each.row, each.why) for each in preview.not_taken.rows] == [
        (3, "与第2行是同一人，内容相同"), (4, "与第2行是同一人，内容相同"),
    ]  # fmt: skip
    assert not preview.stopped


def test_what_was_read_is_not_read_again_for_another_decision(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "", ""])
    first = importing.prepare_import(workspace, ImportRequest(path))
    key = first.rows[0].key
    skipped = ImportRequest(path, decisions={key: Decision("skip")})
    second = importing.prepare_import(workspace, skipped, book=first.book, before=first)
    assert second.reading is first.reading
    assert second.rows[0].outcome is Outcome.SKIPPED
    edited = ImportRequest(path, edits={(key, "name"): "张四"})
    third = importing.prepare_import(workspace, edited, book=first.book, before=second)
    assert third.rows[0].values["name"] == "张四"


def test_another_name_with_a_known_number_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "", number(MAN)]))
    path = simple(tmp_path / "b.xlsx", [1, "李四", "男", "汉族", "1985.07", "", "", number(MAN)])
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert preview.rows[0].outcome is Outcome.DOUBT
    assert "与已有人员“张三”（1985.07）相同，姓名却是“李四”，是改名还是填错" in preview.findings[0].text


def test_two_of_one_name_are_told_apart_by_birth_or_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    both = simple(
        tmp_path / "a.xlsx",
        [1, "张三", "男", "汉族", "1985.07", "", "镇长", ""],
        [2, "张三", "男", "汉族", "1990.01", "", "书记", ""],
    )
    assert bring(workspace, both).added == 2
    assert outcomes(workspace, both) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    unclear = simple(tmp_path / "b.xlsx", [1, "张三", "男", "汉族", "", "", "局长", ""])
    preview = importing.prepare_import(workspace, ImportRequest(unclear))
    assert "已有2名“张三”，分不清是哪一人" in preview.findings[0].text


def test_an_error_cell_is_named_by_its_address(workspace: Workspace, tmp_path: Path) -> None:
    import openpyxl

    path = simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "x", "", "", ""])
    book = openpyxl.load_workbook(path)
    cell = book["名册"]["E2"]
    cell.value, cell.data_type = "#REF!", "e"
    book.save(path)
    finding = importing.prepare_import(workspace, ImportRequest(path)).findings[0]
    assert "单元格（E2）是“#REF!”" in finding.text
    mended = importing.prepare_import(workspace, ImportRequest(path, edits={("名册!2", "birth"): "1981.01"}))
    assert (mended.count(Outcome.ADD), mended.findings) == (1, [])


def test_cells_that_python_takes_for_equal_are_read_each_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx", [["姓名", "备注"], ["张三", True], ["李四", 1], ["王五", "1"], ["丁一", False]]
    )
    bring(workspace, path)
    assert [person.remark for person in people.list_people(workspace)] == ["TRUE", "1", "1", "FALSE"]


def test_people_come_behind_those_that_a_roster_has(workspace: Workspace, tmp_path: Path) -> None:
    heads = ["姓名", "性别"]
    bring(workspace, write_book(tmp_path / "a.xlsx", [heads, ["张三", "男"], ["李四", "男"]]), "名册")
    bring(workspace, write_book(tmp_path / "b.xlsx", [heads, ["丁一", "女"], ["李四", "男"], ["王芳", "女"]]), "名册")
    shown = people.list_rows(workspace, find_roster(workspace, "名册").id)
    assert [row.person.name for row in shown] == ["张三", "李四", "丁一", "王芳"]
    assert [row.entry.position for row in shown if row.entry] == [0, 1, 2, 3]


def test_one_import_is_one_undo(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(
        tmp_path / "a.xlsx", *([at, f"张{'一二三四五'[at]}", "男", "汉族", "1985.07", "", "", ""] for at in range(5))
    )
    bring(workspace, path)
    assert workspace.store.undo_label == "导入名册《全县干部名册》"
    workspace.store.undo()
    assert (people.count_people(workspace), rosters.list_rosters(workspace)) == (0, [])


def test_groups_and_units_go_with_the_people(workspace: Workspace, tmp_path: Path) -> None:
    rows = [["姓名", "性别", "职务"], ["柳河镇"], ["林木", "男", "柳河镇镇长"], ["张三", "男", "镇人大主席"]]
    bring(workspace, write_book(tmp_path / "a.xlsx", rows), "名册")
    roster = find_roster(workspace, "名册")
    rows_shown = people.list_rows(workspace, roster.id)
    assert [row.entry.group_name if row.entry else "" for row in rows_shown] == ["柳河镇", "柳河镇"]
    assert [row.person.unit for row in rows_shown] == ["柳河镇", ""]


def test_reading_can_be_stopped(workspace: Workspace, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str) -> None:
            if total:
                raise Cancelled

    path = simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "", ""])
    with pytest.raises(Cancelled):
        importing.prepare_import(workspace, ImportRequest(path), Stop())


def test_a_backup_is_made_before_an_import(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "", ""]))
    bring(workspace, simple(tmp_path / "b.xlsx", [1, "李四", "男", "汉族", "1985.07", "", "", ""]))
    assert len(list((tmp_path / "备份").glob("*导入前.huanjie"))) == 1


def test_a_woman_with_an_even_number_is_fine(workspace: Workspace, tmp_path: Path) -> None:
    path = simple(tmp_path / "a.xlsx", [1, "张三", "女", "汉族", "1990.01", "", "", number(WOMAN)])
    assert outcomes(workspace, path) == [Outcome.ADD]


def test_a_number_does_not_choose_between_two_of_one_name(workspace: Workspace, tmp_path: Path) -> None:
    people.edit_cells(workspace, [], [{"name": "张三", "unit": "柳河镇"}, {"name": "张三", "unit": "石桥镇"}])
    path = simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "镇长", number(MAN)])
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert [row.outcome for row in preview.rows] == [Outcome.DOUBT]
    assert preview.findings[0].text.endswith("已有2名“张三”，分不清是哪一人？")


def test_a_finer_date_is_taken_and_a_coarser_one_is_not_a_change(workspace: Workspace, tmp_path: Path) -> None:
    def bring_birth(birth: str) -> Outcome:
        path = simple(tmp_path / f"{birth}.xlsx", [1, "林木", "男", "汉族", birth, "", "镇长", number(MAN)])
        (outcome,) = outcomes(workspace, path)
        bring(workspace, path)
        return outcome

    assert bring_birth("1985.07") is Outcome.ADD
    assert bring_birth("1985-07-12") is Outcome.CHANGE
    assert bring_birth("1985.07") is Outcome.UNCHANGED
    birth = people.list_people(workspace)[0].birth
    assert birth is not None
    assert birth.iso() == "1985-07-12"


ASKED = (  # rows each of which is asked about when it first comes in: name, sex, birth, party, status, work, ID
    ["赵甲", "男", "1985.07", "", "", "", MAN + "0"],  # a wrong check digit
    ["钱乙", "女", "1986.02", "", "", "", number(MAN)],  # another birth, another sex
    ["孙丙", "男", "1987.03", "1995.07", "中共党员", "", ""],  # joined at eight
    ["李丁", "女", "1988.04", "2010.03", "民盟", "", ""],  # which party's date
    ["周戊", "男", "1989.05", "", "", "1999年7月", ""],  # worked at ten
    ["吴己", "男", "2019.05", "", "", "", ""],  # a child
    ["郑庚", "男", "1990.05", "", "", 2012.1, ""],  # January or October
    ["王辛", "男", "1991.05", "2011.05", "群众", "", ""],  # no member, with a date
)
ASKED_HEAD = ["姓名", "性别", "出生年月", "入党时间", "政治面貌", "参加工作时间", "身份证号"]


@pytest.mark.parametrize("update", [False, True])
def test_what_was_accepted_and_stands_so_is_not_asked_again(workspace: Workspace, tmp_path: Path, update: bool) -> None:
    path = write_book(tmp_path / "a.xlsx", [ASKED_HEAD, *ASKED])
    first = importing.prepare_import(workspace, ImportRequest(path))
    assert {row.outcome for row in first.rows} == {Outcome.DOUBT}
    accepted = importing.prepare_import(workspace, ImportRequest(path, on_doubt="accept", roster_name="名册"))
    roster = importing.commit_import(workspace, accepted, back_up=False).roster_id
    request = ImportRequest(path, roster_id=roster) if update else ImportRequest(path, roster_name="名册")
    again = importing.prepare_import(workspace, request)
    assert [(row.texts["name"], row.outcome) for row in again.rows if row.outcome is not Outcome.UNCHANGED] == []
    assert {finding.severity for finding in again.findings} == {Severity.HINT}  # they are told, not asked
    assert len(again.findings) >= len(ASKED)
    assert importing.commit_import(workspace, again, back_up=False).change_set.seq == 0


@pytest.mark.parametrize(("at", "new"), [(2, "1986.07"), (1, "女"), (6, MAN + "1")])
def test_what_is_not_as_it_stands_is_asked(workspace: Workspace, tmp_path: Path, at: int, new: str) -> None:
    path = write_book(tmp_path / "a.xlsx", [ASKED_HEAD, ASKED[0]])
    importing.commit_import(
        workspace, importing.prepare_import(workspace, ImportRequest(path, on_doubt="accept")), back_up=False
    )
    changed = [*ASKED[0][:at], new, *ASKED[0][at + 1 :]]
    path = write_book(tmp_path / "b.xlsx", [ASKED_HEAD, changed])
    assert outcomes(workspace, path) == [Outcome.DOUBT]


def test_a_month_that_was_chosen_is_not_asked_again(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", "出生年月", "参加工作时间"], ["赵甲", "1985.07", 2008.1]])
    first = importing.prepare_import(workspace, ImportRequest(path))
    edits = {(first.rows[0].key, "work_started"): "2008.10"}
    importing.commit_import(
        workspace, importing.prepare_import(workspace, ImportRequest(path, edits=edits)), back_up=False
    )
    assert outcomes(workspace, path) == [Outcome.UNCHANGED]


def test_two_people_who_were_said_to_have_one_number_are_known_again(workspace: Workspace, tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["张三", number(MAN)]])
    two = write_book(tmp_path / "b.xlsx", [["姓名", "身份证号"], ["李四", number(MAN)]])
    bring(workspace, one)
    row = importing.prepare_import(workspace, ImportRequest(two)).rows[0]
    decided = ImportRequest(two, decisions={row.key: Decision("other")})
    importing.commit_import(workspace, importing.prepare_import(workspace, decided), "全县干部名册", back_up=False)
    both = write_book(tmp_path / "c.xlsx", [["姓名", "身份证号"], ["张三", number(MAN)], ["李四", number(MAN)]])
    assert [outcomes(workspace, path) for path in (one, two, both)] == [
        [Outcome.UNCHANGED],
        [Outcome.UNCHANGED],
        [Outcome.UNCHANGED, Outcome.UNCHANGED],
    ]
    third = write_book(tmp_path / "d.xlsx", [["姓名", "身份证号"], ["张三", number(MAN)], ["王五", number(MAN)]])
    assert outcomes(workspace, third)[1] is Outcome.DOUBT


def test_a_new_roster_is_called_by_the_heading_of_the_sheet_else_by_the_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    body = [["姓名", "性别"], ["赵甲", "男"]]
    headed = write_book(tmp_path / "新建 XLSX 工作表.xlsx", [["青禾县党代会代表名册", ""], *body])
    plain = write_book(tmp_path / "干部.xlsx", body)
    names = []
    for path in (headed, plain):
        preview = importing.prepare_import(workspace, ImportRequest(path))
        names.append(importing.suggested_name(preview))
        importing.commit_import(workspace, preview, back_up=False)
    assert names == ["青禾县党代会代表名册", "干部"]
    assert [roster.name for roster, _ in rosters.list_rosters(workspace)] == names
    named = importing.prepare_import(workspace, ImportRequest(headed, roster_name="另一份"))
    importing.commit_import(workspace, named, back_up=False)
    assert len(rosters.list_rosters(workspace)) == 3
