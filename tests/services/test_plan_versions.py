"""Plans kept under names: compared with the one that holds and with each other, accepted as one undo step."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import PRESET, read_round, read_state
from huanjie_desktop.services.planning.trying import Trial
from huanjie_desktop.services.planning.versions import (
    PRESENT,
    accept_version,
    compare_versions,
    delete_version,
    list_versions,
    save_version,
)
from huanjie_desktop.services.shown.plan_versions import read_versions
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import sessions
from tests.builders import FixedClock
from tests.services.test_planning import DAYS, of, workspace

__all__ = ["workspace"]  # the fixture
WEEK = timedelta(days=7)


def moved(workspace: Workspace, before: str, after: str) -> dict[str, int]:
    found = compare_versions(workspace, before, after).comparison.moved
    return {
        f"{each.course}/{each.after.step.id}": (each.after.start - each.before.start).days
        for each in found
        if each.before and each.after
    }


def test_a_trial_is_kept_as_a_version_and_accepted_later_as_one_undo_step(workspace: Workspace) -> None:
    election = of(read_round(workspace), "E")
    version, _changes = save_version(workspace, " 提前一周 ", Trial({election: DAYS["E"] - WEEK}))
    assert [each.title for each in list_versions(workspace)] == ["提前一周"]
    assert read_round(workspace).plan_of(election).course.anchors["E"] == DAYS["E"]  # nothing else was changed
    days = moved(workspace, PRESENT, version.id)
    assert days[f"{election}/polling"] == -7
    assert moved(workspace, version.id, PRESENT)[f"{election}/polling"] == 7
    before, held = read_state(workspace), sessions.list_sessions(workspace.store, election)
    accept_version(workspace, version.id)
    assert [each.day for each in sessions.list_sessions(workspace.store, election)] == [
        each.day and each.day - WEEK for each in held
    ]
    assert read_round(workspace).plan_of(election).course.anchors["E"] == DAYS["E"] - WEEK
    assert moved(workspace, PRESENT, version.id) == {}
    with pytest.raises(UserError, match="已经和方案“提前一周”一样"):
        accept_version(workspace, version.id)
    workspace.undo()
    assert read_state(workspace) == before
    assert [each.title for each in list_versions(workspace)] == ["提前一周"]
    workspace.undo()
    assert list_versions(workspace) == []


def test_findings_that_come_and_go_are_told_with_the_steps(workspace: Workspace) -> None:
    workspace.clock.moment = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    election = of(read_round(workspace), "E")
    version, _changes = save_version(workspace, "6月28日选举", Trial({election: date(2026, 6, 28)}))
    shown = read_versions(workspace)
    assert (shown.before, shown.after) == (PRESENT, version.id)
    assert {each.severity.value for each in shown.came} >= {"error"}
    assert next(row for row in shown.rows if row.id == f"{election}/polling").far == "提前13天"
    back = read_versions(workspace, version.id, PRESENT)
    assert [each.code for each in back.went] == [each.code for each in shown.came]
    assert shown.words == f"{len(shown.rows)} 步的日期不同。"
    assert read_versions(workspace, "gone", "gone").after == version.id


def test_what_was_done_since_stays_done_and_what_the_office_set_comes_back(workspace: Workspace) -> None:
    reading = read_round(workspace)
    county, election = of(reading, "C"), of(reading, "E")
    steps = [each.step.id for each in reading.plan_of(county).steps if each.step.count and not each.step.held]
    offset, done, pinned = (county, steps[0]), (county, steps[1]), (county, steps[2])
    changing.set_who(workspace, [offset], "县委办")
    changing.pin_steps(workspace, [pinned])
    changing.mark_done(workspace, [(election, "voter-list")], date(2026, 1, 4))
    changing.choose_preset(workspace, "zhejiang")
    changing.set_helper(workspace, county, "第一指导组")
    version, _changes = save_version(workspace, "方案一")
    changing.set_who(workspace, [offset], "")
    changing.reopen_steps(workspace, [pinned, (election, "voter-list")])
    changing.mark_done(workspace, [done], date(2026, 1, 5), "组织部", "3号")
    changing.choose_preset(workspace, "")
    changing.set_helper(workspace, county, "")
    accept_version(workspace, version.id)
    found = read_round(workspace)
    assert found.step_of(*offset).step.who == "县委办"
    assert found.step_of(*pinned).state.state is State.PINNED
    assert found.step_of(*done).state.number == "3号"
    assert found.step_of(election, "voter-list").state.state is State.OPEN  # it was taken back since
    assert workspace.setting(PRESET) == "zhejiang"
    assert found.congresses[county].helper == "第一指导组"
    changing.set_who(workspace, [done, offset], "统战部")
    accept_version(workspace, version.id)
    assert read_round(workspace).step_of(*offset).step.who == "县委办"
    assert read_round(workspace).step_of(*done).state.number == "3号"


def test_congresses_that_came_or_went_since_are_told_and_left(workspace: Workspace) -> None:
    reading = read_round(workspace)
    version, _changes = save_version(workspace, "方案一")
    other, _more = save_version(workspace, "方案二", Trial({of(reading, "C"): DAYS["C"] + WEEK}))
    congresses.delete_congress(workspace, of(reading, "T", "石桥"))
    kind = reading.congresses[of(reading, "T")].congress.kind
    made, _made = congresses.create_congress(workspace, CongressDraft(kind, "白杨乡", 11, date(2026, 3, 28)))
    compared = compare_versions(workspace, version.id, other.id)
    assert [note for note in compared.notes if "方案一" in note] == [
        "方案“方案一”里有1次会议已经删除，没有比。",
        "存方案“方案一”以后新建的1次会议，按现在的日期。",
    ]
    assert {each.course for each in compared.comparison.moved} >= {of(reading, "C")}
    assert made.id not in {each.course for each in compared.comparison.moved}
    accept_version(workspace, other.id)
    assert read_round(workspace).congresses[made.id].congress.start == date(2026, 3, 28)


def test_names_are_asked_for_once_and_versions_are_in_the_file(workspace: Workspace) -> None:
    for title, said in (("", "没有填写"), ("长" * 41, "最多40个字")):
        with pytest.raises(UserError, match=said):
            save_version(workspace, title)
    version, _changes = save_version(workspace, "方案一")
    with pytest.raises(UserError, match="已有名为“方案一”的方案"):
        save_version(workspace, "方案一")
    with pytest.raises(UserError, match="已经没有了"):
        accept_version(workspace, "gone")
    delete_version(workspace, version.id)
    assert list_versions(workspace) == []


def test_versions_are_in_the_file(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    version, _changes = save_version(made, "方案一")
    made.close()
    again = open_workspace(made.path, clock=FixedClock())
    assert list_versions(again) == [version]
    again.close()
