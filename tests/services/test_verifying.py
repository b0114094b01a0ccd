"""A roster is compared with an office's own spreadsheet, and with forms: who is where, and what is said otherwise."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.catalog.own_kinds import COMPARE_RULE
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.units import Unit
from huanjie_desktop.services.catalogue.compare_record import set_rule_used
from huanjie_desktop.services.catalogue.entries import list_entries, restore_entry
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.people.verify_accept import accept_theirs
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.people.verifying import Verification, VerifyRequest, verify_roster
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, person_parts, units
from tests.exchange.books import write_book
from tests.lrmx_files import SON, WIFE, coded, form, photo, zipped
from tests.services.workspaces import workspace_in

HEADS = ("姓名", "性别", "民族", "出生年月", "学历", "单位", "现任职务", "身份证号")
LIN = ("林木", "男", "汉族", "1985.07", "大学", "柳河镇", "党委书记", "990101198507120018")
WANG = ("王芳", "女", "回族", "1978.05", "大专", "县委组织部", "副部长", "99010119780512002X")
SHAN = ("单立", "男", "汉族", "1990.12", "研究生", "石桥镇", "镇长", "")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "here").mkdir()
    with workspace_in(tmp_path / "here") as made:
        yield made


@pytest.fixture
def roster_id(workspace: Workspace) -> str:
    """A roster of three people, and somebody who is on none."""
    kind = next(iter(workspace.catalog.roster_kinds))
    roster, _ = rosters.create_roster(workspace, "青禾县干部名册", kind)
    fields = ("name", "sex", "ethnic_group", "birth", "education", "unit", "current_post", "id_number")
    added = [dict(zip(fields, each, strict=True)) for each in (LIN, WANG, SHAN)]
    people.edit_cells(workspace, [], added, roster.id)
    people.edit_cells(workspace, [], [{"name": "丁一", "birth": "1981.03"}])
    return roster.id


def compare(
    workspace: Workspace, roster_id: str, path: Path, rows: Sequence[Sequence[Any]], **request: Any
) -> Verification:
    write_book(path, rows)
    return verify_roster(workspace, VerifyRequest(roster_id, path, **request))


def changed(row: Sequence[str], **changes: str) -> tuple[str, ...]:
    titles = {"name": 0, "birth": 3, "education": 4, "unit": 5, "post": 6, "number": 7}
    return tuple(next((text for key, text in changes.items() if titles[key] == at), old) for at, old in enumerate(row))


def said(found: Sequence[Difference]) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.title, each.ours, each.theirs) for each in found]


def one(workspace: Workspace, name: str) -> Person:
    return next(person for person in people.list_people(workspace) if person.name == name)


def test_the_same_roster_has_no_difference(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, LIN, WANG, SHAN])
    assert (found.same, said(found.differences), found.equal, found.agrees) == (3, [], [], True)
    assert (found.only_ours, found.only_theirs, found.unsure) == ((), (), ())


def test_other_spellings_are_told_apart_from_differences(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    spelled = ("林　木", "男性", "汉", "198507", "本科", "柳河镇", "柳河镇党委书记", "990101198507120018")
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, spelled, changed(WANG, post="部长"), SHAN])
    assert said(found.differences) == [("王芳", "现任职务", "副部长", "部长")]
    assert {(each.title, each.theirs) for each in found.equal} == {
        ("姓名", "林 木"),
        ("性别", "男性"),
        ("民族", "汉"),
        ("出生年月", "198507"),
        ("学历", "本科"),
        ("现任职务", "柳河镇党委书记"),
    }
    assert all(found.rule_titles[each.equal_by] for each in found.equal)
    assert (found.same, found.agrees) == (2, False)


def test_what_an_office_does_not_allow_is_a_difference(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    found = compare(workspace, roster_id, path, [HEADS, changed(LIN, education="本科"), WANG, SHAN])
    (spelled,) = found.equal
    set_rule_used(workspace, spelled.equal_by, False)
    found = verify_roster(workspace, found.request, before=found)
    assert said(found.differences) == [("林木", "学历", "大学", "本科")]
    assert found.differences[0].blocked == "右边读入以后与左边相同"
    entry = next(each for each in list_entries(workspace, COMPARE_RULE) if each.id == spelled.equal_by)
    assert entry.own
    restore_entry(workspace, COMPARE_RULE, spelled.equal_by)
    assert verify_roster(workspace, found.request, before=found).agrees


def test_who_is_on_one_side_alone_is_told(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    new = ("赵六", "男", "汉族", "1970.01", "大学", "玉泉乡", "乡长", "")
    known = ("丁一", "男", "汉族", "1981.03", "大学", "玉泉乡", "副乡长", "")
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, LIN, new, SHAN, known])
    assert [person.name for person in found.only_ours] == ["王芳"]
    assert [(each.name, each.facts, each.row, bool(each.person_id)) for each in found.only_theirs] == [
        ("赵六", "玉泉乡乡长", 3, False),
        ("丁一", "玉泉乡副乡长", 5, True),
    ]


def test_a_number_and_a_birth_may_differ_and_the_name_tells(
    workspace: Workspace, roster_id: str, tmp_path: Path
) -> None:
    other = changed(LIN, birth="1985.08", number="990101198508120017")
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, other, WANG, SHAN])
    assert said(found.differences)[0] == ("林木", "出生年月", "1985.07", "1985.08")
    number = found.differences[1]
    assert (number.title, number.theirs, number.alone) == ("身份证号", "990101198508120017", True)
    assert "校验位" in number.blocked
    assert [person.name for person in found.people if person.by_name] == ["林木"]


def test_two_of_one_name_are_asked_about(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    people.edit_cells(workspace, [], [{"name": "林木", "birth": "1990.01", "unit": "东岭乡"}], roster_id)
    path = tmp_path / "a.xlsx"
    found = compare(workspace, roster_id, path, [("姓名", "现任职务"), ("林木", "镇长"), ("王芳", "副部长")])
    (asked,) = found.unsure
    assert (asked.name, asked.where, len(asked.candidates)) == ("林木", "第2行", 2)
    assert not found.agrees
    wanted = VerifyRequest(roster_id, path, decisions={asked.key: Decision("same", asked.candidates[0].id)})
    found = verify_roster(workspace, wanted, before=found)
    assert (found.unsure, said(found.differences)) == ((), [("林木", "现任职务", "党委书记", "镇长")])


def test_a_name_that_the_file_has_twice_tells_nobody(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    twice = [changed(LIN, birth="1985.08", number=""), changed(LIN, birth="1990.01", number="")]
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, *twice, WANG, SHAN])
    assert "林木" not in {person.name for person in found.people}
    assert len(found.unsure) + len([each for each in found.only_theirs if each.name == "林木"]) == 2


def test_a_cell_that_cannot_be_read_is_shown_and_not_taken(
    workspace: Workspace, roster_id: str, tmp_path: Path
) -> None:
    wrong = changed(LIN, birth="八五年夏", post="党委副书记")
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, wrong, WANG, SHAN])
    birth, post = found.differences
    assert (birth.ours, birth.theirs, bool(birth.blocked)) == ("1985.07", "八五年夏", True)
    assert (post.theirs, post.blocked) == ("党委副书记", "")
    assert not birth.blocked.endswith("。")  # it goes on: …，不能采用右边。
    with pytest.raises(UserError, match="不能采用"):
        accept_theirs(workspace, found, {birth.key, post.key})
    assert one(workspace, "林木").current_post == "党委书记"


def test_a_blank_in_the_file_is_a_difference(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, changed(LIN, post="", birth=""), WANG, SHAN])
    assert said(found.differences) == [("林木", "出生年月", "1985.07", ""), ("林木", "现任职务", "党委书记", "")]
    accept_theirs(workspace, found, {each.key for each in found.differences})
    person = one(workspace, "林木")
    assert (person.birth, person.current_post) == (None, "")


def test_what_is_taken_is_one_step(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    rows = [HEADS, changed(LIN, post="党委副书记"), changed(WANG, post="部长", education="大学"), SHAN]
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", rows)
    before, steps = people.list_people(workspace), len(workspace.store.history())
    taken = {each.key for each in found.differences if each.field == "current_post"}
    assert accept_theirs(workspace, found, taken).label == "按“a.xlsx”修改2人2处"
    assert (one(workspace, "林木").current_post, one(workspace, "王芳").current_post) == ("党委副书记", "部长")
    assert one(workspace, "王芳").education == "大专"
    assert len(workspace.store.history()) == steps + 1
    history.undo(workspace)
    assert people.list_people(workspace) == before


def test_what_changed_meanwhile_is_not_overwritten(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, changed(LIN, post="党委副书记"), WANG, SHAN])
    person = one(workspace, "林木")
    people.edit_cells(workspace, [CellEdit(person.id, "current_post", "人大主席")], ())
    with pytest.raises(UserError, match="已另有改动"):
        accept_theirs(workspace, found, {found.differences[0].key})
    assert one(workspace, "林木").current_post == "人大主席"
    with pytest.raises(UserError, match="没有选用"):
        accept_theirs(workspace, found, ())


def test_a_name_that_is_taken_sorts_anew(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", [HEADS, changed(LIN, name="丁木"), WANG, SHAN])
    assert said(found.differences) == []  # another name is somebody else until the clerk says so
    (asked,) = found.unsure
    wanted = VerifyRequest(
        roster_id, tmp_path / "a.xlsx", decisions={asked.key: Decision("same", asked.candidates[0].id)}
    )
    found = verify_roster(workspace, wanted, before=found)
    assert said(found.differences) == [("林木", "姓名", "林木", "丁木")]
    accept_theirs(workspace, found, {found.differences[0].key})
    by_surname = [person.name for person in people.list_people(workspace, roster_id, "surname")]
    assert by_surname.index("丁木") == 0


def test_the_rosters_own_columns_and_groups_are_compared(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    own_columns.add_column(workspace, roster_id, "联系人编号")
    heads = ("姓名", "出生年月", "代表团", "联系人编号")
    rows = [heads, ("林木", "1985.07", "柳河镇代表团", "7"), ("王芳", "1978.05", "", ""), ("单立", "1990.12", "", "")]
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", rows)
    assert said(found.differences) == [
        ("林木", "代表团", "", "柳河镇代表团"),
        ("林木", "联系人编号", "", "7"),
    ]
    accept_theirs(workspace, found, {each.key for each in found.differences})
    assert verify_roster(workspace, found.request).agrees


def test_a_cell_that_says_two_fields_is_compared_in_both(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    person = one(workspace, "林木")
    people.edit_cells(workspace, [CellEdit(person.id, "party_joined", "2003.05")], (), sure=True)
    rows = [("姓名", "出生年月", "入党时间"), ("林木", "1985.07", "2003.05；民盟")]
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", rows)
    assert [each.title for each in found.differences] == ["政治面貌"]
    assert "民盟" in found.differences[0].theirs
    assert {each.title for each in found.equal} <= {"入党时间"}


def test_units_are_known_by_all_their_names(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    rows = [HEADS, changed(LIN, unit="青禾县柳河镇人民政府机关", post="青禾县柳河镇人民政府机关党委书记"), WANG, SHAN]
    found = compare(workspace, roster_id, tmp_path / "a.xlsx", rows)
    assert {each.title for each in found.differences} == {"单位"}
    with workspace.change("单位", Right.PEOPLE) as work:
        units.add_units(work, [Unit("u", "柳河镇机关", "青禾县柳河镇人民政府机关", "柳河镇")])
    assert verify_roster(workspace, found.request).agrees


# forms


def forms(workspace: Workspace, path: Path) -> str:
    """Take a form into a roster; return the roster."""
    path.write_bytes(form({"ZhaoPian": coded(photo())}))
    commit_import(workspace, prepare_import(workspace, ImportRequest(path)), "干部", back_up=False)
    return rosters.list_rosters(workspace)[0][0].id


def test_a_form_that_came_in_agrees_with_itself(workspace: Workspace, tmp_path: Path) -> None:
    roster_id = forms(workspace, tmp_path / "林木.lrmx")
    found = verify_roster(workspace, VerifyRequest(roster_id, tmp_path / "林木.lrmx"))
    assert (said(found.differences), found.agrees) == ([], True)


def test_forms_differ_in_what_stands_beside_the_fields_too(workspace: Workspace, tmp_path: Path) -> None:
    roster_id = forms(workspace, tmp_path / "林木.lrmx")
    folder = tmp_path / "forms"
    folder.mkdir()
    other = form(
        {
            "JianLi": "2004.09--2008.07  云川农业大学学习\n2013.04--         柳河镇镇长",
            "NiRenZhiWu": "石桥镇党委书记",
            "MinZu": "汉",
            "ZhaoPian": coded(photo(size=(90, 120))),
        },
        [WIFE, SON],
    )
    (folder / "林木.lrmx").write_bytes(other)
    (folder / "读我.txt").write_text("x", encoding="utf-8")
    for path in (folder, zipped(tmp_path / "forms.zip", {"林木.lrmx": other})):
        found = verify_roster(workspace, VerifyRequest(roster_id, path))
        assert [each.title for each in found.differences] == ["简历", "家庭成员", "拟任职务", "照片"]
        assert found.differences[1].theirs.splitlines()[1].startswith("儿子林小木，2015.03")
        assert found.differences[0].source == "林木.lrmx"
    assert [each.why for each in verify_roster(workspace, VerifyRequest(roster_id, folder)).not_taken.rows] == [
        "不是干部任免审批表的文件"
    ]
    accept_theirs(workspace, found, {each.key for each in found.differences})
    person = one(workspace, "林木")
    parts = person_parts.parts_of(workspace.store, [person.id])[person.id]
    assert [each.name for each in parts.family] == ["杜文静", "林小木"]
    assert parts.photo is not None
    assert blobs.read(workspace.store.db, parts.photo.digest) == photo(size=(90, 120))
    assert verify_roster(workspace, VerifyRequest(roster_id, folder)).agrees
    history.undo(workspace)
    assert not verify_roster(workspace, VerifyRequest(roster_id, folder)).agrees


def test_a_form_without_an_element_says_nothing_of_it(workspace: Workspace, tmp_path: Path) -> None:
    roster_id = forms(workspace, tmp_path / "林木.lrmx")
    person = one(workspace, "林木")
    people.edit_cells(workspace, [CellEdit(person.id, "retires", "2048.07")], ())
    without = b"\n".join(line for line in form().splitlines() if b"<MinZu>" not in line)
    (tmp_path / "b.lrmx").write_bytes(without)
    found = verify_roster(workspace, VerifyRequest(roster_id, tmp_path / "b.lrmx"))
    assert [(each.title, each.blocked) for each in found.differences] == [("照片", "右边没有照片")]


def test_a_roster_that_is_gone_is_told(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", [HEADS, LIN])
    rosters.delete_roster(workspace, roster_id)
    with pytest.raises(UserError, match="不存在"):
        verify_roster(workspace, VerifyRequest(roster_id, tmp_path / "a.xlsx"))
