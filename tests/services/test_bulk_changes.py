"""Changes of many people say what they would do and what not, and are one undo step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.people import bulk, own_columns, people, rosters, units
from huanjie_desktop.services.people.bulk import BulkPlan
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in

PEOPLE = [
    {"name": "林木", "current_post": "县财政局科员", "grade": "一级科员", "grade_since": "2020.06", "birth": "1985.07"},
    {
        "name": "文山",
        "current_post": "县财政局局长",
        "unit": "县财政局",
        "grade": "四级主任科员",
        "grade_since": "2025.01",
    },
    {"name": "石川", "current_post": "副局长", "grade": "二级主任科员", "grade_since": "2026.07"},
    {"name": "陈静", "current_post": "组织部科员", "unit": "县委组织部"},
    {"name": "吴波", "current_post": "县财政局科员", "unit": "县审计局"},
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        units.write_units(workspace, (), [{"name": "县财政局"}, {"name": "县委组织部", "short_name": "组织部"}])
        roster, _ = rosters.create_roster(workspace, "干部", next(iter(workspace.catalog.roster_kinds)))
        people.edit_cells(workspace, (), PEOPLE, roster.id)
        own_columns.add_column(workspace, roster.id, "座位")
        yield workspace


@pytest.fixture
def roster(workspace: Workspace) -> Roster:
    return rosters.list_rosters(workspace)[0][0]


def ids(workspace: Workspace) -> list[str]:
    return [row.person.id for row in people.list_rows(workspace)]


def shown(plan: BulkPlan) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.title, each.before, each.after) for each in plan.changes]


def values(workspace: Workspace, field: str) -> list[object]:
    return [getattr(person, field) for person in people.list_people(workspace)]


def test_words_of_a_column_are_replaced_after_they_were_shown(workspace: Workspace) -> None:
    plan = bulk.plan_replace(workspace, ids(workspace), None, "current_post", "财政局", "财政和审计局")
    assert shown(plan)[0] == ("林木", "现任职务", "县财政局科员", "县财政和审计局科员")
    assert plan.words == "将改3人3处；2人不用改。"
    bulk.commit_bulk(workspace, plan)
    assert workspace.store.undo_label == "把现任职务里的“财政局”换成“财政和审计局”（3人）"
    assert values(workspace, "current_post")[:3] == ["县财政和审计局科员", "县财政和审计局局长", "副局长"]
    history.undo(workspace)
    assert values(workspace, "current_post")[0] == "县财政局科员"


def test_whole_cells_alone_and_what_cannot_be_read_is_left(workspace: Workspace) -> None:
    whole = bulk.plan_replace(workspace, ids(workspace), None, "current_post", "副局长", "局长", whole=True)
    assert shown(whole) == [("石川", "现任职务", "副局长", "局长")]
    spoilt = bulk.plan_replace(workspace, ids(workspace), None, "birth", ".07", ".17")
    assert (shown(spoilt), spoilt.same) == ([], 4)
    assert len(spoilt.left) == 1
    assert spoilt.left[0].startswith("林木：“出生年月”不能改：")
    with pytest.raises(UserError, match="没有要改的"):
        bulk.commit_bulk(workspace, spoilt)
    with pytest.raises(UserError, match="没有填写要查找的内容"):
        bulk.plan_replace(workspace, ids(workspace), None, "birth", "", "1")


def test_a_field_is_set_for_those_chosen_or_where_it_is_blank(workspace: Workspace, roster: Roster) -> None:
    chosen = ids(workspace)[1:4]
    plan = bulk.plan_set(workspace, chosen, None, "unit", "县财政局")
    assert shown(plan) == [("石川", "单位", "", "县财政局"), ("陈静", "单位", "县委组织部", "县财政局")]
    assert plan.same == 1
    assert shown(bulk.plan_set(workspace, chosen, None, "unit", "县财政局", blank_only=True)) == shown(plan)[:1]
    cleared = bulk.plan_set(workspace, chosen, None, "unit", "")
    assert [each.after for each in cleared.changes] == ["", ""]
    seated = bulk.plan_set(workspace, chosen, roster.id, "own:座位", "三排")
    bulk.commit_bulk(workspace, seated)
    grouped = bulk.plan_set(workspace, chosen, roster.id, "group_name", "第二组")
    bulk.commit_bulk(workspace, grouped)
    entries = [row.entry for row in people.list_rows(workspace, roster.id)]
    assert [entry and (entry.own_text("座位"), entry.group_name) for entry in entries][:2] == [
        ("", ""),
        ("三排", "第二组"),
    ]
    assert bulk.plan_set(workspace, chosen, roster.id, "own:座位", "三排").same == 3
    with pytest.raises(UserError, match="各人不同"):
        bulk.plan_set(workspace, chosen, None, "name", "林木")
    with pytest.raises(UserError, match="没有选中人员"):
        bulk.plan_set(workspace, [], None, "unit", "县财政局")


def test_what_a_text_says_of_other_columns_is_shown_as_well(workspace: Workspace) -> None:
    plan = bulk.plan_set(workspace, ids(workspace)[:1], None, "party_joined", "民盟")
    assert ("林木", "政治面貌", "", "民盟") in shown(plan)


def test_doubtful_texts_are_left_to_be_typed_one_by_one(workspace: Workspace) -> None:
    plan = bulk.plan_set(workspace, ids(workspace)[:1], None, "party_joined", "民建2001.08")
    assert shown(plan) == []
    assert len(plan.left) == 1
    assert plan.left[0].endswith("请逐个填写。")


def test_units_are_taken_out_of_posts_by_the_tree_and_by_what_people_have(workspace: Workspace) -> None:
    plan = bulk.plan_split(workspace, ids(workspace), None)
    assert shown(plan) == [
        ("林木", "单位", "", "县财政局"),
        ("林木", "现任职务", "县财政局科员", "科员"),
        ("文山", "现任职务", "县财政局局长", "局长"),
        ("陈静", "现任职务", "组织部科员", "科员"),
    ]
    assert plan.left == [
        "石川：现任职务“副局长”前面没有单位表或名册里的单位。",
        "吴波：单位已填“县审计局”，职务里是“县财政局”。",
    ]
    assert plan.words == "将改3人4处；2处不改，见下。"
    kept = bulk.plan_split(workspace, ids(workspace), None, keep_in_post=True)
    assert shown(kept) == [("林木", "单位", "", "县财政局")]
    bulk.commit_bulk(workspace, plan)
    assert values(workspace, "current_post") == ["科员", "局长", "副局长", "科员", "县财政局科员"]
    history.undo(workspace)
    assert values(workspace, "unit") == ["", "县财政局", "", "县委组织部", "县审计局"]


def test_promotions_leave_who_has_the_grade_or_a_later_date(workspace: Workspace) -> None:
    plan = bulk.plan_promotion(workspace, ids(workspace), None, "四级主任科员", "2026.07")
    assert shown(plan) == [
        ("林木", "职级", "一级科员", "四级主任科员"),
        ("林木", "任现职级时间", "2020.06", "2026.07"),
        ("陈静", "职级", "", "四级主任科员"),
        ("陈静", "任现职级时间", "", "2026.07"),
        ("吴波", "职级", "", "四级主任科员"),
        ("吴波", "任现职级时间", "", "2026.07"),
    ]
    assert plan.left == [
        "文山：现在就是四级主任科员（2025.01）。",
        "石川：现职级二级主任科员从2026.07起，不早于2026.07。",
    ]
    bulk.commit_bulk(workspace, plan)
    assert workspace.store.undo_label == "晋升四级主任科员（3人）"
    for grade, since in (("", "2026.07"), ("一级科员", "")):
        with pytest.raises(UserError, match="没有填写新的职级或晋升时间"):
            bulk.plan_promotion(workspace, ids(workspace), None, grade, since)


def test_what_changed_since_it_was_shown_refuses_all(workspace: Workspace) -> None:
    plan = bulk.plan_set(workspace, ids(workspace), None, "unit", "县财政局")
    people.edit_cells(workspace, [CellEdit(ids(workspace)[2], "unit", "县水利局")])
    with pytest.raises(UserError, match="“石川”的单位在这期间有改动"):
        bulk.commit_bulk(workspace, plan)
    assert values(workspace, "unit")[0] == ""


def test_columns_offered_are_those_that_take_texts(workspace: Workspace, roster: Roster) -> None:
    every = [spec.field for spec in bulk.bulk_columns(workspace, None)]
    assert {"unit", "birth", "resume"} <= set(every)
    assert not {"serial", "age", "group_name"} & set(every)
    assert {"group_name", "own:座位"} <= {spec.field for spec in bulk.bulk_columns(workspace, roster.id)}
