"""Who a row of an import is: sure by number, or by name with birth; a name alone overwrites nobody whom it contradicts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.people import importing, people
from huanjie_desktop.services.people.importing import Decision, ImportPreview, ImportRequest, ImportRow, Outcome
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "出生年月", "单位", "职务", "身份证号", "代表团"]
KNOWN = ["王伟", "男", "1985.07", "柳河镇", "柳河镇镇长", "", "第一代表团"]
NUMBER = "99010119850712001" + make_check_digit("99010119850712001")
OTHER_NUMBER = "99010119850712003" + make_check_digit("99010119850712003")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def prepare(workspace: Workspace, *rows: list[Any], roster: str = "名册", **how: Any) -> ImportPreview:
    path = write_book(workspace.path.parent / "表.xlsx", [HEAD, *rows])
    return importing.prepare_import(workspace, ImportRequest(path, roster_name=roster, **how))


def bring(workspace: Workspace, *rows: list[Any], **how: Any) -> importing.ImportResult:
    return importing.commit_import(workspace, prepare(workspace, *rows, **how))


def only(preview: ImportPreview) -> ImportRow:
    (row,) = [row for row in preview.rows if row.outcome is not Outcome.LEFT_OUT]
    return row


def everybody(workspace: Workspace) -> list[Person]:
    return people.list_people(workspace)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["王伟", "女", "", "", "", "", ""], "性别原为“男”，表中是“女”"),
        (["王伟", "", "", "青山乡", "", "", ""], "单位原为“柳河镇”，表中是“青山乡”"),
        (["王伟", "", "", "", "", "", "第二代表团"], "原在“第一代表团”，表中在“第二代表团”"),
    ],
)
def test_a_name_alone_takes_nobody_whom_it_contradicts(workspace: Workspace, row: list[Any], said: str) -> None:
    bring(workspace, KNOWN)
    before = everybody(workspace)
    found = only(prepare(workspace, row))
    assert (found.outcome, found.candidates, found.answers) == (
        Outcome.DOUBT,
        tuple(before),
        ("same", "other", "skip"),
    )
    assert said in found.why
    assert found.why.endswith("是同一人还是另一人？")
    other = bring(workspace, row, decisions={"名册!2": Decision("other")})
    assert (other.added, everybody(workspace)[:1]) == (1, before)


def test_the_clerk_says_that_it_is_the_same(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    (known,) = everybody(workspace)
    row = ["王伟", "女", "", "青山乡", "", "", ""]
    found = only(prepare(workspace, row, decisions={"名册!2": Decision("same", known.id)}))
    assert (found.outcome, found.answer) == (Outcome.CHANGE, "same")
    assert found.changes == {"sex": ("男", "女"), "unit": ("柳河镇", "青山乡")}
    bring(workspace, row, decisions={"名册!2": Decision("same", known.id)})
    assert [(each.id, each.sex, each.unit) for each in everybody(workspace)] == [(known.id, "女", "青山乡")]


def test_a_name_that_nothing_contradicts_is_the_one_known(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    found = only(prepare(workspace, ["王伟", "男", "", "", "柳河镇党委书记", "", ""]))
    assert found.changes == {"current_post": ("柳河镇镇长", "柳河镇党委书记")}
    elsewhere = only(prepare(workspace, ["王伟", "男", "", "", "县财政局局长", "", ""], roster="另一份"))
    assert elsewhere.outcome is Outcome.DOUBT
    assert "原职务“柳河镇镇长”，表中“县财政局局长”" in elsewhere.why


@pytest.mark.parametrize(("birth", "outcome"), [("1985.08", Outcome.DOUBT), ("1985.07", Outcome.UNCHANGED)])
def test_a_corrected_birth_is_asked_about_on_the_same_roster(
    workspace: Workspace, birth: str, outcome: Outcome
) -> None:
    bring(workspace, KNOWN)
    row = ["王伟", "男", birth, "柳河镇", "柳河镇镇长", "", ""]
    assert only(prepare(workspace, row)).outcome is outcome
    assert (
        only(prepare(workspace, ["王伟", "男", "1990.01", "青山乡", "", "", ""], roster="另一份")).outcome
        is Outcome.ADD
    )


def test_accepting_a_corrected_birth_changes_the_one_known(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    row = ["王伟", "男", "1985.08", "柳河镇", "柳河镇镇长", "", ""]
    assert (
        "“王伟”（1985.07，柳河镇）同名，表中出生年月是“1985.08”，是更正还是另一人？"
        in only(prepare(workspace, row)).why
    )
    result = bring(workspace, row, on_doubt="accept")
    assert ([finding.code for finding in result.findings], result.updated) == (["doubt-corrected"], 1)
    (person,) = everybody(workspace)
    assert person.birth is not None
    assert person.birth.iso() == "1985-08"


def test_a_changed_name_under_one_number_is_asked_about(workspace: Workspace) -> None:
    bring(workspace, [*KNOWN[:5], NUMBER, ""])
    row = ["王大伟", "男", "1985.07", "柳河镇", "柳河镇镇长", NUMBER, ""]
    found = only(prepare(workspace, row))
    assert (found.outcome, found.doubts[0].code) == (Outcome.DOUBT, "doubt-renamed")
    bring(workspace, row, on_doubt="accept")
    (shown,) = people.list_rows(workspace)
    assert (shown.person.name, shown.keys.pinyin) == ("王大伟", "wang da wei")


def test_a_corrected_number_is_asked_about(workspace: Workspace) -> None:
    bring(workspace, [*KNOWN[:5], NUMBER, ""])
    found = only(prepare(workspace, [*KNOWN[:5], OTHER_NUMBER, ""]))
    assert "身份证号却不同，是更正还是另一人" in found.why
    other = ["王伟", "男", "1985.07", "青山乡", "", OTHER_NUMBER, ""]
    assert only(prepare(workspace, other, roster="另一份")).outcome is Outcome.ADD


def test_a_doubtful_number_comes_in_by_one_word_and_is_found_later(workspace: Workspace) -> None:
    row = ["王伟", "男", "1985.07", "", "", NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2"), ""]
    found = only(prepare(workspace, row))
    assert (found.outcome, found.answers) == (Outcome.DOUBT, ("accept", "skip"))
    accepted = prepare(workspace, row, decisions={"名册!2": Decision("accept")})
    assert [finding.code for finding in accepted.findings] == ["id-check_digit"]
    assert importing.commit_import(workspace, accepted).added == 1


def test_a_doubt_holds_up_no_other_row(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    rows = (["王伟", "女", "", "", "", "", ""], ["李四", "男", "1990.01", "", "", "", ""])
    preview = prepare(workspace, *rows)
    assert [row.outcome for row in preview.rows] == [Outcome.DOUBT, Outcome.ADD]
    result = importing.commit_import(workspace, preview, skip_bad_rows=True)
    assert (result.added, result.refused, len(everybody(workspace))) == (1, 1, 2)
    assert [(left.row, left.words) for left in result.not_taken.rows] == [(2, "王伟")]


def test_doubts_can_be_skipped_all_at_once_and_are_still_named(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    result = bring(workspace, ["王伟", "女", "", "", "", "", ""], on_doubt="skip")
    assert (result.added, result.refused, [finding.code for finding in result.findings]) == (
        0,
        0,
        ["doubt-contradicts"],
    )
    assert [left.row for left in result.not_taken.rows] == [2]


def test_namesakes_in_one_file_are_two_where_something_tells_them_apart(workspace: Workspace) -> None:
    apart = (["王伟", "男", "", "柳河镇", "镇长", "", ""], ["王伟", "女", "", "青山乡", "书记", "", ""])
    assert bring(workspace, *apart).added == 2
    assert [row.outcome for row in prepare(workspace, *reversed(apart)).rows] == [Outcome.UNCHANGED] * 2
    same = (["李四", "男", "", "", "", "", ""], ["李四", "男", "", "", "", "", ""])
    preview = prepare(workspace, *same)
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.DOUBT]
    assert "与第2行同名，是同一人还是另一人？" in preview.rows[1].why
    assert preview.rows[1].answers == ("same", "other", "skip")
    both = bring(workspace, *same, decisions={"名册!3": Decision("other")})
    assert both.added == 2
    assert [row.outcome for row in prepare(workspace, *same).rows] == [Outcome.UNCHANGED] * 2


def test_a_person_is_no_two_rows(workspace: Workspace) -> None:
    bring(workspace, KNOWN)
    (known,) = everybody(workspace)
    rows = (KNOWN, ["王伟", "男", "", "", "", "", ""])
    preview = prepare(workspace, *rows, decisions={"名册!3": Decision("same", known.id)})
    assert [row.outcome for row in preview.rows] == [Outcome.DOUBT, Outcome.UNCHANGED]
    assert "与第3行都对得上已有人员“王伟”（1985.07，柳河镇）" in preview.rows[0].why
    both = prepare(workspace, *rows, decisions={f"名册!{row}": Decision("same", known.id) for row in (2, 3)})
    assert [row.outcome for row in both.rows] == [Outcome.UNCHANGED, Outcome.REFUSED]


def test_a_coarse_birth_and_the_printed_post_change_nothing(workspace: Workspace) -> None:
    bring(workspace, ["王伟", "男", "1985-07-12", "柳河镇", "镇长", "", ""])
    assert only(prepare(workspace, ["王伟", "男", "1985.07", "", "柳河镇镇长", "", ""])).outcome is Outcome.UNCHANGED
