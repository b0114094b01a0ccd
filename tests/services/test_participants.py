"""People of a congress: taken from rosters, in groups that stand in order, in capacities, with parts; each undone."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from huanjie_desktop.cli.finding import find_congress
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress, ParticipantGroup, arrange_groups, group_number
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.meetings.participants import Members
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing.material import congress_material
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.rosters import change_entries, list_entries
from tests.services.workspaces import workspace_in

ENDINGS = ("代表团", "团", "组")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def congress(workspace: Workspace) -> Congress:
    kind = next(each for each in workspace.catalog.congress_kinds.values() if each.level == "township")
    return congresses.create_congress(workspace, CongressDraft(kind.id, "柳河镇", 12, date(2026, 3, 26)))[0]


def roster_of(workspace: Workspace, groups: Sequence[tuple[str, str]], kind: str = "", name: str = "名册") -> str:
    """Make a roster of (group, name) pairs."""
    kinds = workspace.catalog.roster_kinds
    roster, _ = rosters.create_roster(workspace, name, kind or next(iter(kinds)))
    people.edit_cells(workspace, (), [{"name": person} for _, person in groups], roster.id)
    entries = list_entries(workspace.store, roster.id)
    with workspace.store.unit_of_work("分组") as work:
        change_entries(
            work, {entry.id: {"group_name": group} for entry, (group, _) in zip(entries, groups, strict=True)}
        )
    return roster.id


def members(workspace: Workspace, congress: Congress) -> Members:
    return participants.members_of(workspace, congress.id)


def names(workspace: Workspace, congress: Congress) -> list[str]:
    return [each.name for each in members(workspace, congress).groups]


def by_name(workspace: Workspace, congress: Congress) -> dict[str, str]:
    found = members(workspace, congress)
    return {found.people[each.person_id].name: each.id for each in found.participants}


def group_id(workspace: Workspace, congress: Congress, name: str) -> str:
    return next(each.id for each in members(workspace, congress).groups if each.name == name)


# the numbers of groups


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("第一代表团", 1),
        ("第十二代表团", 12),
        ("第二组", 2),
        ("三组", 3),
        ("第4团", 4),
        ("柳河镇代表团", None),
        ("三道河乡代表团", None),
        ("第二中学代表团", None),
        ("代表团", None),
        ("第一", None),
    ],
)
def test_a_numbered_group_is_told_from_a_named_one(name: str, number: int | None) -> None:
    assert group_number(name, ENDINGS) == number


def groups_of(*found: str) -> list[ParticipantGroup]:
    return [ParticipantGroup(name, "c", name, at) for at, name in enumerate(found)]


@pytest.mark.parametrize(
    ("found", "new", "ordered"),
    [
        (("第二组", "第三组", "第一组"), None, ["第一组", "第二组", "第三组"]),
        (("第二组", "机关组", "第一组"), None, ["第一组", "机关组", "第二组"]),
        (("第十组", "第九组", "第二组"), None, ["第二组", "第九组", "第十组"]),
        (("第一组", "第三组", "第二组"), ("第二组",), ["第一组", "第二组", "第三组"]),
        (("第三组", "第一组", "第二组"), ("第二组",), ["第三组", "第一组", "第二组"]),  # the office's own order stays
    ],
)
def test_numbered_groups_are_put_in_order_among_the_others(
    found: tuple[str, ...], new: tuple[str, ...] | None, ordered: list[str]
) -> None:
    assert [each.name for each in arrange_groups(groups_of(*found), ENDINGS, new or ())] == ordered


def test_people_taken_from_a_roster_stand_in_groups_by_number(workspace: Workspace, congress: Congress) -> None:
    """Townships printed 第二, 第三, 第一, because that was the order in which their rosters named them."""
    roster = roster_of(workspace, [("第二", "林木"), ("第三", "张三"), ("第一", "丁一"), ("机关支部", "王芳")])
    change = participants.take_participants(workspace, congress.id, roster)
    assert change.label == "从名册取代表"
    assert names(workspace, congress) == ["第一代表团", "第二代表团", "第三代表团", "机关支部代表团"]
    material = congress_material(read_congress(workspace, congress.id))
    assert [each.name for each in material.groups] == names(workspace, congress)
    history.undo(workspace)
    assert (names(workspace, congress), members(workspace, congress).participants) == ([], [])


def test_a_later_roster_finds_its_groups_and_brings_others(workspace: Workspace, congress: Congress) -> None:
    first = roster_of(workspace, [("第一", "林木"), ("第三", "张三")])
    second = roster_of(workspace, [("第二", "丁一"), ("第三", "王芳")], name="补充名册")
    for roster in (first, second, second):
        participants.take_participants(workspace, congress.id, roster)
    assert names(workspace, congress) == ["第一代表团", "第二代表团", "第三代表团"]
    sizes = [
        sum(each.group_id == group.id for each in members(workspace, congress).participants)
        for group in members(workspace, congress).groups
    ]
    assert sizes == [1, 1, 2]


def test_who_has_no_group_is_taken_without_one_and_printed_last(workspace: Workspace, congress: Congress) -> None:
    roster = roster_of(workspace, [("", "林木"), ("第一", "张三")])
    participants.take_participants(workspace, congress.id, roster)
    material = congress_material(read_congress(workspace, congress.id))
    assert [(each.name, len(each.members), each.placed) for each in material.groups] == [
        ("第一代表团", 1, True),
        ("未编入代表团", 1, False),
    ]


def test_an_empty_roster_is_refused(workspace: Workspace, congress: Congress) -> None:
    roster, _ = rosters.create_roster(workspace, "空名册", next(iter(workspace.catalog.roster_kinds)))
    with pytest.raises(UserError, match="这份名册里还没有人"):
        participants.take_participants(workspace, congress.id, roster.id)


# capacities


def test_a_roster_of_observers_is_taken_as_such_and_not_counted(workspace: Workspace, congress: Congress) -> None:
    participants.take_participants(workspace, congress.id, roster_of(workspace, [("第一", "林木")]))
    observers = roster_of(workspace, [("第一", "田野")], "observer-roster", "列席名册")
    change = participants.take_participants(workspace, congress.id, observers)
    assert change.label == "从名册取列席人员"
    counts = congresses.counts_of(workspace, congress.id)
    assert (counts["members"], counts["participants"], counts["groups"]) == (1, 2, 1)
    material = congress_material(read_congress(workspace, congress.id))
    assert [person.name for person in material.members] == ["林木"]
    assert [(each.name, [one.name for one in each.people]) for each in material.attending] == [("列席人员", ["田野"])]
    assert [each.name for each in material.groups[0].others] == ["列席人员"]


def test_a_capacity_may_be_said_and_changed(workspace: Workspace, congress: Congress) -> None:
    participants.take_participants(workspace, congress.id, roster_of(workspace, [("第一", "林木")]), "特邀人员")
    ids = list(by_name(workspace, congress).values())
    assert members(workspace, congress).counted == []
    participants.set_capacity(workspace, congress.id, ids, "代表")
    assert len(members(workspace, congress).counted) == 1
    with pytest.raises(UserError, match=r"没有“旁听”这种身份.*可用：代表、列席人员、特邀人员、工作人员"):
        participants.set_capacity(workspace, congress.id, ids, "旁听")
    assert history.undo_labels(workspace)[0] == "定为代表（1人）"


def test_staff_stand_on_no_list_of_those_who_attend(workspace: Workspace, congress: Congress) -> None:
    participants.take_participants(workspace, congress.id, roster_of(workspace, [("第一", "林木")]), "工作人员")
    material = congress_material(read_congress(workspace, congress.id))
    assert (material.attending, material.groups, material.members) == ((), (), ())


def test_parts_come_from_the_kind(workspace: Workspace, congress: Congress) -> None:
    participants.take_participants(workspace, congress.id, roster_of(workspace, [("第一", "林木"), ("第一", "张三")]))
    ids = by_name(workspace, congress)
    participants.set_roles(workspace, congress.id, [ids["林木"]], "团长")
    with pytest.raises(UserError, match=r"没有“组长”这种团内职务.*可用：团长、副团长、召集人"):
        participants.set_roles(workspace, congress.id, [ids["张三"]], "组长")
    material = congress_material(read_congress(workspace, congress.id))
    assert [person.name for person in material.groups[0].of_role("团长")] == ["林木"]
    participants.set_roles(workspace, congress.id, [ids["林木"]], "")
    assert history.undo_labels(workspace)[0] == "取消团内职务"


def test_cells_are_typed_into_as_one_step_or_not_at_all(workspace: Workspace, congress: Congress) -> None:
    pairs = [("第一", "林木"), ("第二", "张三")]
    participants.take_participants(workspace, congress.id, roster_of(workspace, pairs))
    ids = by_name(workspace, congress)
    typed = {
        ids["林木"]: {"group": "第二代表团", "role": "团长", "capacity": "列席人员"},
        ids["张三"]: {"group": ""},
    }
    participants.edit_participants(workspace, congress.id, typed)
    found = {each.id: each for each in members(workspace, congress).participants}
    second = group_id(workspace, congress, "第二代表团")
    assert (found[ids["林木"]].group_id, found[ids["林木"]].role) == (second, "团长")
    assert found[ids["张三"]].group_id is None
    for wrong, said in (
        ({"group": "第九代表团"}, "没有名为“第九代表团”的代表团"),
        ({"capacity": ""}, "没有“”这种身份"),
    ):
        with pytest.raises(UserError, match=said):
            participants.edit_participants(workspace, congress.id, {ids["张三"]: {"role": "召集人", **wrong}})
    assert {each.id: each for each in members(workspace, congress).participants} == found
    history.undo(workspace)
    assert len(members(workspace, congress).counted) == 2


# groups


@pytest.fixture
def grouped(workspace: Workspace, congress: Congress) -> Congress:
    pairs = [("甲", "林木"), ("乙", "张三"), ("丙", "丁一")]
    participants.take_participants(workspace, congress.id, roster_of(workspace, pairs))
    assert names(workspace, congress) == ["甲代表团", "乙代表团", "丙代表团"]
    return congress


@pytest.mark.parametrize(
    ("name", "step", "ordered"),
    [
        ("丙", -1, "甲丙乙"),
        ("甲", 1, "乙甲丙"),
        ("甲", -1, "甲乙丙"),
        ("丙", 1, "甲乙丙"),
    ],
)
def test_a_group_is_moved_up_and_down(
    workspace: Workspace, grouped: Congress, name: str, step: int, ordered: str
) -> None:
    moved = group_id(workspace, grouped, f"{name}代表团")
    participants.shift_group(workspace, grouped.id, moved, step)
    assert "".join(each[0] for each in names(workspace, grouped)) == ordered
    material = congress_material(read_congress(workspace, grouped.id))
    assert "".join(each.name[0] for each in material.groups) == ordered


def test_a_group_is_put_anywhere_and_undone(workspace: Workspace, grouped: Congress) -> None:
    participants.move_group(workspace, grouped.id, group_id(workspace, grouped, "丙代表团"), 0)
    assert names(workspace, grouped)[0] == "丙代表团"
    assert history.undo_labels(workspace)[0] == "调整代表团次序"
    history.undo(workspace)
    assert names(workspace, grouped) == ["甲代表团", "乙代表团", "丙代表团"]


def test_a_group_is_named_again_but_not_as_another(workspace: Workspace, grouped: Congress) -> None:
    first = group_id(workspace, grouped, "甲代表团")
    participants.edit_group(workspace, grouped.id, first, name=" 机关代表团 ", place="二楼")
    group = members(workspace, grouped).groups[0]
    assert (group.name, group.place) == ("机关代表团", "二楼")
    with pytest.raises(UserError, match="已有名为“乙代表团”的代表团"):
        participants.edit_group(workspace, grouped.id, first, name="乙代表团")
    with pytest.raises(UserError, match="没有填写代表团名称"):
        participants.add_group(workspace, grouped.id, " ")
    participants.edit_group(workspace, grouped.id, first, name="机关代表团")  # its own name is no other's


def test_numbered_groups_are_put_by_their_numbers_when_asked(workspace: Workspace, congress: Congress) -> None:
    for name in ("第二代表团", "第三代表团", "第一代表团"):
        participants.add_group(workspace, congress.id, name)
    assert names(workspace, congress) == ["第二代表团", "第三代表团", "第一代表团"]
    participants.number_groups(workspace, congress.id)
    assert names(workspace, congress) == ["第一代表团", "第二代表团", "第三代表团"]


def test_a_group_with_people_stays_and_an_empty_one_goes(workspace: Workspace, grouped: Congress) -> None:
    first = group_id(workspace, grouped, "甲代表团")
    with pytest.raises(UserError, match="这个代表团里还有人"):
        participants.remove_group(workspace, grouped.id, first)
    participants.move_participants(workspace, grouped.id, [by_name(workspace, grouped)["林木"]], None)
    participants.remove_group(workspace, grouped.id, first)
    assert names(workspace, grouped) == ["乙代表团", "丙代表团"]


def test_people_are_moved_among_those_beside_them(workspace: Workspace, congress: Congress) -> None:
    pairs = [("甲", "林木"), ("乙", "王芳"), ("甲", "张三"), ("甲", "丁一")]
    participants.take_participants(workspace, congress.id, roster_of(workspace, pairs))
    ids = by_name(workspace, congress)
    for _ in range(3):  # twice there is a place above, then none
        participants.shift_participant(workspace, congress.id, ids["丁一"], -1)
    found = members(workspace, congress)
    assert [found.people[each.person_id].name for each in found.participants] == ["丁一", "王芳", "林木", "张三"]


def test_a_congress_is_not_renumbered_into_another(workspace: Workspace, congress: Congress) -> None:
    other, _ = congresses.create_congress(workspace, CongressDraft(congress.kind, "柳河镇", 13))
    with pytest.raises(UserError, match=r"已经建过.*请核对届次"):
        congresses.edit_congress(workspace, other.id, term=12)
    congresses.edit_congress(workspace, other.id, term=14)
    assert congresses.short_title_of(workspace, find_congress(workspace, other.id)) == "柳河镇第十四次党代会"


def test_a_congress_is_made_with_the_people_of_a_roster_in_one_step(workspace: Workspace, congress: Congress) -> None:
    draft = CongressDraft(congress.kind, "石桥镇", 12, date(2026, 3, 27))
    roster = roster_of(workspace, [("第二代表团", "林木"), ("第一代表团", "王芳")], name="石桥镇党代表名册")
    made, change = participants.create_congress_of(workspace, draft, roster)
    assert change.label == "新建会议《石桥镇第十二次党代会》"
    members = participants.members_of(workspace, made.id)
    assert ([each.name for each in members.groups], len(members.counted)) == (["第一代表团", "第二代表团"], 2)
    assert read_congress(workspace, made.id).sessions
    workspace.undo()
    assert [each.id for each in congresses.list_congresses(workspace)] == [congress.id]
    assert (
        len(participants.members_of(workspace, participants.create_congress_of(workspace, draft, "")[0].id).groups) == 0
    )
    nobody, _change = rosters.create_roster(workspace, "空名册", next(iter(workspace.catalog.roster_kinds)))
    with pytest.raises(UserError, match="还没有人"):
        participants.create_congress_of(workspace, CongressDraft(congress.kind, "东岭乡", 3), nobody.id)
    assert len(congresses.list_congresses(workspace)) == 2
