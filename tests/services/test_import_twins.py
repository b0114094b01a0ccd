"""One person in two rows of a file: asked about, put together, or two; and two forms of one person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.services.people import importing, people
from huanjie_desktop.services.people.import_preview import ImportPreview, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.shown.import_questions import question_of
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.lrmx_files import form
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "出生年月", "单位", "职务", "手机"]
FIRST = ["王伟", "男", "", "柳河镇", "镇长", ""]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def prepare(workspace: Workspace, *rows: list[Any], **how: Any) -> ImportPreview:
    path = write_book(workspace.path.parent / "表.xlsx", [HEAD, *rows])
    return importing.prepare_import(workspace, ImportRequest(path, roster_name="名册", **how))


@pytest.mark.parametrize(
    ("row", "outcome", "said"),
    [
        (["王伟", "男", "", "柳河镇", "书记", ""], Outcome.DOUBT, "是同一人还是另一人"),
        (["王伟", "", "", "柳河镇党委", "县人大代表", ""], Outcome.DOUBT, "是同一人还是另一人"),
        (["王伟", "", "1985.07", "柳河镇", "县人大代表", ""], Outcome.DOUBT, "是同一人还是另一人"),
        (["王伟", "男", "", "柳河镇", "镇长", "13800000001"], Outcome.DOUBT, "是同一人还是另一人"),
        (["王伟", "男", "", "青山乡", "书记", ""], Outcome.ADD, "单位或分组不同，按两个人导入"),
        (["王伟", "女", "", "柳河镇", "镇长", ""], Outcome.ADD, ""),
    ],
)
def test_a_name_that_comes_again_is_asked_about_whatever_the_post(
    workspace: Workspace, row: list[Any], outcome: Outcome, said: str
) -> None:
    again = prepare(workspace, FIRST, row).rows[1]
    assert again.outcome is outcome
    texts = [finding.text for finding in (*again.findings, *again.doubts)]
    assert [said in text and "与第2行同名" in text for text in texts] == [True] * bool(said)
    assert again.answers == (("same", "other", "skip") if outcome is Outcome.DOUBT else ())


def test_the_same_person_goes_into_the_first_row(workspace: Workspace) -> None:
    rows = [
        FIRST,
        ["王伟", "", "1985.07", "柳河镇", "县人大代表", "13800000001"],
        ["王伟", "男", "", "柳河镇", "镇长", ""],
        ["钱乙", "女", "", "青山乡", "乡长", ""],
    ]
    asked = prepare(workspace, *rows).rows[1]
    question = question_of(prepare(workspace, *rows), ImportRequest(Path("表.xlsx")), asked, {})
    assert [reply.words for reply in question.replies] == ["同一人，并入第 2 行", "是另一个人，新增", "这一行不导入"]
    first = question.replies[0].decision
    assert first is not None
    preview = prepare(workspace, *rows, decisions={asked.key: first, "名册!4": Decision("same", asked.key)})
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.SKIPPED, Outcome.SKIPPED, Outcome.ADD]
    assert preview.rows[1].why == "与第2行是同一人，已并入"
    importing.commit_import(workspace, preview)
    one, other = people.list_people(workspace)
    assert (one.name, one.current_post, one.phone, one.unit) == ("王伟", "镇长、县人大代表", "13800000001", "柳河镇")
    assert one.birth is not None
    assert (one.birth.iso(), other.name) == ("1985-07", "钱乙")


def test_what_the_second_row_says_against_the_first_is_said(workspace: Workspace) -> None:
    head = ["姓名", "籍贯", "职务"]
    path = write_book(workspace.path.parent / "表.xlsx", [head, ["王伟", "青禾", "镇长"], ["王伟", "安宁", "书记"]])
    decided = {"名册!3": Decision("same", "名册!2")}
    preview = importing.prepare_import(workspace, ImportRequest(path, decisions=decided))
    assert (preview.rows[0].values["native_place"], preview.rows[0].values["current_post"]) == ("青禾", "镇长、书记")
    assert ["第3行“籍贯”栏：“安宁”与第2行不同，没有导入" in each.text for each in preview.findings] == [True]


def test_another_person_is_another_one_and_a_refused_row_goes_nowhere(workspace: Workspace) -> None:
    other = ["王伟", "男", "", "柳河镇", "书记", ""]
    preview = prepare(workspace, FIRST, other, decisions={"名册!3": Decision("other")})
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.ADD]
    bad = ["王伟", "男", "1985.13", "柳河镇", "书记", ""]
    preview = prepare(workspace, FIRST, bad, decisions={"名册!3": Decision("same", "名册!2")})
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.REFUSED]
    assert preview.rows[0].values["current_post"] == "镇长"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"XianRenZhiWu": "青禾县副县长"}, "用哪一"),
        ({"XianRenZhiWu": "青禾县副县长", "ShenFenZheng": ""}, "是同一人还是另一人"),
        ({"XianRenZhiWu": "青禾县副县长", "ShenFenZheng": "", "ChuShengNianYue": ""}, "是同一人还是另一人"),
    ],
)
def test_two_forms_of_one_person_are_asked_about(
    workspace: Workspace, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "甲.lrmx").write_bytes(form())
    (folder / "乙.lrmx").write_bytes(form(changes))
    preview = importing.prepare_import(workspace, ImportRequest(folder))
    assert sorted(row.outcome for row in preview.rows) == [Outcome.ADD, Outcome.DOUBT]
    assert any(said in row.why for row in preview.rows)


def test_what_a_second_form_has_beside_the_fields_is_said_to_be_left(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "甲.lrmx").write_bytes(form())
    (folder / "乙.lrmx").write_bytes(form({"XianRenZhiWu": "青禾县副县长", "ShenFenZheng": ""}))
    first, second = importing.prepare_import(workspace, ImportRequest(folder)).rows
    asked, other = (second, first) if second.outcome is Outcome.DOUBT else (first, second)
    decided = {asked.key: Decision("same", other.key)}
    preview = importing.prepare_import(workspace, ImportRequest(folder, decisions=decided))
    assert sorted(row.outcome for row in preview.rows) == [Outcome.ADD, Outcome.SKIPPED]
    assert any("家庭成员、拟任免、照片和原表没有并入" in finding.text for finding in preview.findings)
