"""The table of days off: changed by rows, read from a file, as published again; presets of the office's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing, holidays
from huanjie_desktop.services.planning.holidays import read_table
from huanjie_desktop.services.planning.reading import PRESET, read_round
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.plan_tables import read_plan_tables
from huanjie_desktop.services.shown.undoing import read_next
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    yield made
    made.close()


def names(workspace: Workspace, year: int) -> list[str]:
    return [row.holiday.name for row in read_table(workspace, year).rows]


def test_a_published_year_is_changed_and_comes_back(workspace: Workspace) -> None:
    table = read_table(workspace, 2026)
    assert (table.state, table.gaps, table.rows[1].days, table.rows[1].work) == ("公布的", (), 9, "2月14日、2月28日")
    holidays.write_rows(workspace, 2026, [("2026-02-15", "last", "2.22"), ("2026-02-15", "work", "2月14日，3.1")])
    changed = read_table(workspace, 2026)
    assert (changed.state, changed.rows[1].days, changed.rows[1].work) == ("本单位改过", 8, "2月14日、3月1日")
    calendar = read_round(workspace).around.calendar
    assert not calendar.is_working(date(2026, 2, 22))  # a sunday
    assert calendar.is_working(date(2026, 2, 23))
    assert calendar.is_working(date(2026, 3, 1))
    assert read_next(workspace).words == "修改2026年节假日表（设置）"
    workspace.undo()
    assert read_table(workspace, 2026) == table
    holidays.remove_rows(workspace, 2026, ["2026-02-15"])
    assert "春节" not in names(workspace, 2026)
    assert read_table(workspace, 2026).gaps == ("春节",)
    holidays.restore_year(workspace, 2026)
    assert read_table(workspace, 2026) == table
    with pytest.raises(UserError, match="没有改过"):
        holidays.restore_year(workspace, 2026)


def test_a_year_that_nobody_published_is_filled_in(workspace: Workspace) -> None:
    assert read_table(workspace, 2027).state == "还没有"
    holidays.write_rows(
        workspace,
        2027,
        added=[
            {"name": "国庆节", "first": "10.1", "last": "10月7日", "work": "2027-10-09 10.10"},
            {"name": "元旦", "first": "1.1"},
        ],
    )
    table = read_table(workspace, 2027)
    assert [(row.holiday.name, row.days, row.work) for row in table.rows] == [
        ("元旦", 1, ""),
        ("国庆节", 7, "10月9日、10月10日"),
    ]
    assert (table.state, table.source) == ("本单位填写", "本单位填写")
    assert "春节" in table.gaps
    holidays.restore_year(workspace, 2027)
    assert read_table(workspace, 2027).rows == ()


@pytest.mark.parametrize(
    ("changes", "added", "said"),
    [
        ([("2026-05-01", "last", "4.30")], [], "“劳动节”的最后一天早于第一天"),
        ([("2026-05-01", "first", "明天")], [], "2026年“劳动节”：“明天”不是日期"),
        ([("2026-05-01", "name", " ")], [], "的名称空着"),
        ([("2026-05-01", "work", "5.8")], [], "不是周六、周日"),
        ([("2026-05-02", "last", "5.6")], [], "已经没有了"),
        ([], [{"name": "调休", "first": ""}], "“调休”没有填写第一天"),
        ([], [{"name": "", "first": "5.1"}], "新的一行没有填写名称"),
        ([], [{"name": "又一个", "first": "5.4", "last": "5.6"}], "里都有"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(
    workspace: Workspace, changes: list[tuple[str, str, str]], added: list[dict[str, str]], said: str
) -> None:
    before = read_table(workspace, 2026)
    with pytest.raises(UserError, match=said):
        holidays.write_rows(workspace, 2026, changes, added)
    assert read_table(workspace, 2026) == before


def test_what_is_typed_into_a_cell_is_looked_at_first() -> None:
    assert holidays.cell_problem(2026, "first", "5.1") == ""
    assert "不是日期" in holidays.cell_problem(2026, "last", "五一")
    assert "不能空着" in holidays.cell_problem(2026, "first", " ")
    assert holidays.cell_problem(2026, "work", "") == ""
    assert "不是日期" in holidays.cell_problem(2026, "work", "5.9、后天")


def test_a_file_of_days_takes_the_place_of_its_years(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "放假.csv"
    path.write_text("日期,名称,类别\n2027-01-01,元旦,休\n2027-01-02,元旦,休\n2027-01-03,元旦,班\n", encoding="utf-8")
    years = holidays.read_file(workspace, path)
    assert read_table(workspace, 2027).rows == ()  # nothing is written yet
    holidays.take_years(workspace, years)
    table = read_table(workspace, 2027)
    assert [(row.holiday.name, row.days, row.work) for row in table.rows] == [("元旦", 2, "1月3日")]
    assert table.source == "放假.csv"
    workspace.undo()
    assert read_table(workspace, 2027).rows == ()


def test_a_preset_in_use_goes_with_what_is_planned_by_it(workspace: Workspace) -> None:
    kind = next(kind for kind in workspace.catalog.congress_kinds.values() if kind.anchor == "C")
    congress, _made = congresses.create_congress(workspace, CongressDraft(kind.id, "青禾县", 12, date(2026, 7, 26)))
    step = next(each.step.id for each in read_round(workspace).plan_of(congress.id).steps if each.step.count)
    changing.set_who(workspace, [(congress.id, step)], "县委办")
    assert read_plan_tables(workspace).changed == 1
    spec, _saved = changing.save_preset(workspace, "青禾县2026年")
    changing.choose_preset(workspace, spec.id, congress.id)
    shown = read_plan_tables(workspace)
    assert (shown.preset, shown.own, shown.changed) == (spec.id, True, 0)
    assert ("青禾县2026年（本单位）") in dict(shown.presets).values()
    assert shown.about == "本单位改过的步骤：与通常做法不同的 1 步。"
    with pytest.raises(UserError, match="程序自带的倒排预设，不能删除"):
        changing.delete_preset(workspace, "zhejiang")
    changing.delete_preset(workspace, spec.id)
    assert workspace.setting(PRESET) == ""
    found = read_round(workspace)
    assert found.congresses[congress.id].preset == ""
    assert found.step_of(congress.id, step).step.who != "县委办"
    workspace.undo()
    assert read_round(workspace).congresses[congress.id].preset == spec.id
    assert history.undo_labels(workspace)[1] == "删除倒排预设“青禾县2026年”"
