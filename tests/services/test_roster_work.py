"""Rosters are filled by pasted names, put in the office's order, compared, merged, and known as they were."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.people import (
    own_columns,
    people,
    roster_merge,
    roster_names,
    roster_order,
    roster_past,
    rosters,
    units,
)
from huanjie_desktop.services.safekeeping import backups, history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters as store_rosters
from tests.builders import FixedClock
from tests.services.workspaces import workspace_in

PEOPLE = [
    {"name": "林木", "unit": "石桥镇", "current_post": "石桥镇镇长", "birth": "1985.07"},
    {"name": "文山", "unit": "柳河镇", "current_post": "柳河镇党委副书记", "birth": "1980.01"},
    {"name": "丁川", "unit": "柳河镇", "current_post": "柳河镇党委书记", "birth": "1978.03"},
    {"name": "陈静", "unit": "柳河镇", "current_post": "柳河镇网格长", "birth": "1990.05"},
    {"name": "王芳", "unit": "县水利局", "current_post": "县水利局局长", "birth": "1982.09"},
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        units.write_units(workspace, (), [{"name": "柳河镇"}, {"name": "石桥镇"}])
        for name in ("干部", "代表"):
            rosters.create_roster(workspace, name, next(iter(workspace.catalog.roster_kinds)))
        people.edit_cells(workspace, (), PEOPLE, roster_id(workspace, "干部"))
        yield workspace


def roster_id(workspace: Workspace, name: str) -> str:
    return next(roster.id for roster, _ in rosters.list_rosters(workspace) if roster.name == name)


def names(workspace: Workspace, roster: str) -> str:
    return "".join(person.name[0] for person in people.list_people(workspace, roster_id(workspace, roster)))


def ids(workspace: Workspace) -> dict[str, str]:
    return {row.person.name: row.person.id for row in people.list_rows(workspace)}


def test_a_pasted_column_of_names_says_who_is_meant(workspace: Workspace) -> None:
    people.edit_cells(workspace, (), [{"name": "林木", "unit": "县水利局"}])
    delegates = roster_id(workspace, "代表")
    rosters.add_to_roster(workspace, delegates, [ids(workspace)["陈静"]])
    text = "姓名\n1. 文  山\t柳河镇\n（2）丁川\n林木\n陈静\n赵无\n123\n文山、王芳\n\n"
    found = roster_names.find_named(workspace, delegates, text)
    assert [name for _id, name in found.found] == ["文山", "丁川", "王芳"]
    assert (found.on_it, found.missing, found.unread, found.twice) == (["陈静"], ["赵无"], [], ["文山"])
    (asked,) = found.asked
    assert [words for _id, words in asked.choices] == ["林木（1985.07，石桥镇镇长）", "林木（县水利局）"]
    assert found.words == ("可以加入3人。\n已在名册里：陈静。\n同名要选：林木。\n没有这些人：赵无。\n写了两次：文山。")
    with pytest.raises(UserError, match="没有粘贴姓名"):
        roster_names.find_named(workspace, delegates, " \n、")


def test_of_two_namesakes_the_one_on_the_roster_is_named_so(workspace: Workspace) -> None:
    people.edit_cells(workspace, (), [{"name": "林木"}])
    cadres = roster_id(workspace, "干部")
    (asked,) = roster_names.find_named(workspace, cadres, "林木").asked
    assert [words for _id, words in asked.choices] == [
        "林木（1985.07，石桥镇镇长）（已在名册里）",
        "林木（没有填写出生年月、单位）",
    ]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("surname", "丁王文陈林"),
        ("name", "丁王文陈林"),
        ("pinyin", "陈丁林王文"),
        ("post", "丁文陈林王"),
        ("post_alone", "丁林王文陈"),
    ],
)
def test_orders(workspace: Workspace, order: str, wanted: str) -> None:
    plan = roster_order.plan_order(workspace, roster_id(workspace, "干部"), order)
    roster_order.commit_order(workspace, plan)
    assert names(workspace, "干部") == wanted
    assert workspace.store.undo_label == f"按{roster_order.ORDERS[order]}重排名册"
    again = roster_order.plan_order(workspace, roster_id(workspace, "干部"), order)
    assert (again.moved, again.words) == (0, "名册已经是这个次序，不用调整。")
    history.undo(workspace)
    assert names(workspace, "干部") == "林文丁陈王"


def test_an_order_says_what_it_moves_and_whom_no_list_knows(workspace: Workspace) -> None:
    plan = roster_order.plan_order(workspace, roster_id(workspace, "干部"), "post")
    assert plan.words == (
        "按单位和职务重排后，5人里有3人换位置。最前面是：丁川、文山、陈静、林木、王芳。\n"
        "单位表或职务次序里没有、排在后面的：陈静、王芳。"
    )
    with pytest.raises(UserError, match="名册里没有人"):
        roster_order.plan_order(workspace, roster_id(workspace, "代表"), "post")


def test_groups_stay_and_the_order_is_within_each(workspace: Workspace) -> None:
    cadres = roster_id(workspace, "干部")
    group = {"林木": "二组", "文山": "一组", "丁川": "二组", "陈静": "一组", "王芳": "一组"}
    people.edit_cells(
        workspace, [CellEdit(ids(workspace)[name], "group_name", text) for name, text in group.items()], (), cadres
    )
    plan = roster_order.plan_order(workspace, cadres, "post")
    assert plan.words.endswith("分组不变，各组里按这个次序。")
    roster_order.commit_order(workspace, plan)
    assert names(workspace, "干部") == "丁林文陈王"


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """The second roster has two people of the first, one in another group and with a seat, and one of its own."""
    cadres, delegates, known = roster_id(workspace, "干部"), roster_id(workspace, "代表"), ids(workspace)
    own_columns.add_column(workspace, delegates, "座位")
    people.edit_cells(workspace, (), [{"name": "赵波", "group_name": "一团"}], delegates)
    rosters.add_to_roster(workspace, delegates, [known["文山"], known["丁川"]])
    edits = [CellEdit(known["文山"], "group_name", "一团"), CellEdit(known["文山"], "own:座位", "三排")]
    people.edit_cells(workspace, edits, (), delegates)
    rosters.remove_from_roster(workspace, cadres, [known["王芳"]])
    return workspace


def test_two_rosters_are_compared_field_by_field(two: Workspace) -> None:
    found = roster_merge.compare_rosters(two, roster_id(two, "干部"), roster_id(two, "代表"))
    assert [(line.name, line.title, line.here, line.there, line.where) for line in found.lines] == [
        ("林木", "", "在", "不在", "here"),
        ("文山", "分组", "", "一团", "both"),
        ("文山", "座位", "", "三排", "both"),
        ("陈静", "", "在", "不在", "here"),
        ("赵波", "", "不在", "在", "there"),
    ]
    assert found.words == "只在《干部》2人，只在《代表》1人，两份都有而内容不同2处，相同1人。"
    with pytest.raises(UserError, match="另一份"):
        roster_merge.compare_rosters(two, found.here, found.here)


def test_what_was_chosen_is_merged_in_one_step(two: Workspace) -> None:
    cadres = roster_id(two, "干部")
    found = roster_merge.compare_rosters(two, cadres, roster_id(two, "代表"))
    chosen = {line.key for line in found.lines if line.title != "分组"}
    roster_merge.merge_rosters(two, found, chosen)
    assert names(two, "干部") == "林文丁陈赵"
    entries = {entry.person_id: entry for entry in store_rosters.list_entries(two.store, cadres)}
    assert entries[ids(two)["文山"]].own_text("座位") == "三排"
    assert entries[ids(two)["文山"]].group_name == ""
    assert entries[ids(two)["赵波"]].group_name == "一团"
    assert [column.title for column in own_columns.list_columns(two, cadres)] == ["座位"]
    history.undo(two)
    assert names(two, "干部") == "林文丁陈"
    assert own_columns.list_columns(two, cadres) == []


def test_nothing_chosen_or_changed_meanwhile_is_refused(two: Workspace) -> None:
    found = roster_merge.compare_rosters(two, roster_id(two, "干部"), roster_id(two, "代表"))
    here = {line.key for line in found.lines if line.where == "here"}
    with pytest.raises(UserError, match="没有选要并入的内容"):
        roster_merge.merge_rosters(two, found, here)
    people.edit_cells(two, [CellEdit(ids(two)["文山"], "group_name", "二团")], (), found.there)
    with pytest.raises(UserError, match="在这期间有改动"):
        roster_merge.merge_rosters(two, found, {line.key for line in found.lines})


def at(workspace: Workspace, day: int, hour: int = 9) -> None:
    clock = workspace.clock
    assert isinstance(clock, FixedClock)
    clock.moment = datetime(2026, 7, day, hour, tzinfo=UTC)


def test_who_was_on_a_roster_is_known_by_the_journal(workspace: Workspace) -> None:
    cadres, known = roster_id(workspace, "干部"), ids(workspace)
    at(workspace, 3)
    rosters.remove_from_roster(workspace, cadres, [known["文山"]])
    rosters.order_roster(workspace, cadres, [known["王芳"]])
    at(workspace, 5)
    people.edit_cells(workspace, (), [{"name": "赵波"}], cadres)
    people.edit_cells(workspace, [CellEdit(known["林木"], "current_post", "石桥镇党委书记")])
    people.delete_people(workspace, [known["丁川"]])
    at(workspace, 6)
    first = roster_past.roster_at(workspace, cadres, date(2026, 7, 2))
    assert [(each.name, each.post, each.still) for each in first.members] == [
        ("林木", "石桥镇镇长", True),
        ("文山", "柳河镇党委副书记", False),
        ("丁川", "柳河镇党委书记", False),
        ("陈静", "柳河镇网格长", True),
        ("王芳", "县水利局局长", True),
    ]
    assert first.words == "2026.07.02名册上有5人；后来移出2人：文山、丁川；后来加入1人：赵波。"
    third = roster_past.roster_at(workspace, cadres, date(2026, 7, 4))
    assert [each.name for each in third.members] == ["王芳", "林木", "丁川", "陈静"]
    today = roster_past.roster_at(workspace, cadres, date(2026, 7, 6))
    assert today.words == "2026.07.06名册上有4人，与现在相同。"
    history.undo(workspace)
    assert roster_past.roster_at(workspace, cadres, date(2026, 7, 4)).members[2].still
    for day, words in ((date(2026, 7, 7), "还没有到"), (date(2026, 6, 30), "还没有这份工作文件，不知道当时的名单")):
        with pytest.raises(UserError, match=words):
            roster_past.roster_at(workspace, cadres, day)


def test_a_backup_that_was_restored_makes_it_uncertain(workspace: Workspace) -> None:
    cadres = roster_id(workspace, "干部")
    copy = workspace.store.back_up("测试")
    at(workspace, 3)
    people.edit_cells(workspace, (), [{"name": "赵波"}], cadres)
    at(workspace, 4)
    backups.restore_backup(workspace, copy.name)
    assert "2026.07.04恢复过备份" in roster_past.roster_at(workspace, cadres, date(2026, 7, 2)).doubt
    assert roster_past.roster_at(workspace, cadres, date(2026, 7, 4)).doubt == ""


def test_a_roster_asks_for_forms_or_not(workspace: Workspace) -> None:
    rosters.set_forms(workspace, roster_id(workspace, "代表"), True)
    assert [roster.forms for roster, _ in rosters.list_rosters(workspace)] == [False, True]
    assert workspace.store.undo_label == "《代表》要附任免审批表"
    history.undo(workspace)
    assert [roster.forms for roster, _ in rosters.list_rosters(workspace)] == [False, False]
