"""Sittings typed, put elsewhere and moved along: one undo step each, and the places in the file follow the time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.services.meetings import agenda, congresses, sittings
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.shown import sittings as shown_sittings
from huanjie_desktop.services.shown.meetings import Shown, read_congress
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in

DAY = date(2026, 7, 26)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as made:
        kind = next(kind.id for kind in made.catalog.congress_kinds.values() if kind.level == "county")
        congresses.create_congress(made, CongressDraft(kind, "青禾县", 12, DAY, venue="县会议中心"))
        yield made


def held(workspace: Workspace) -> str:
    return congresses.list_congresses(workspace)[0].id


def every(workspace: Workspace) -> list[Session]:
    return agenda.list_sessions(workspace, held(workspace))


def starts(workspace: Workspace, day: date = DAY) -> list[time | None]:
    return [each.start for each in every(workspace) if each.day == day]


def shown(workspace: Workspace) -> Shown:
    return read_congress(workspace, held(workspace))


def test_a_typed_time_moves_one_or_all_that_follow_as_one_step(workspace: Workspace) -> None:
    first = every(workspace)[0]
    assert starts(workspace) == [time(8, 30), time(9, 20), time(10), time(14, 30)]
    sittings.edit_sessions(workspace, held(workspace), {first.id: {"start": "9点"}})
    assert starts(workspace) == [time(9), time(9, 20), time(10), time(14, 30)]
    workspace.undo()
    sittings.edit_sessions(workspace, held(workspace), {first.id: {"start": "9:00"}}, shift=True)
    assert starts(workspace) == [time(9), time(9, 50), time(10, 30), time(15)]
    assert starts(workspace, date(2026, 7, 27))[0] == time(8, 30)  # another day
    workspace.undo()
    assert starts(workspace) == [time(8, 30), time(9, 20), time(10), time(14, 30)]


def test_what_cannot_be_read_or_leaves_the_day_changes_nothing(workspace: Workspace) -> None:
    first, before = every(workspace)[0], every(workspace)
    for typed, words in (({"start": "25:00"}, "没有25点"), ({"day": "2.30"}, "不对"), ({"title": " "}, "不能为空")):
        with pytest.raises(UserError, match=words):
            sittings.edit_sessions(workspace, held(workspace), {first.id: typed})
    with pytest.raises(UserError, match="移到第二天"):
        sittings.edit_sessions(workspace, held(workspace), {first.id: {"start": "23:00"}}, shift=True)
    assert every(workspace) == before


def test_places_follow_the_time_and_days_are_taken_away_again(workspace: Workspace) -> None:
    first = every(workspace)[0]
    sittings.edit_sessions(workspace, held(workspace), {first.id: {"day": "7月28日", "start": "下午5点"}})
    assert every(workspace)[-1].id == first.id
    assert [each.position for each in every(workspace)] == list(range(10))
    sittings.edit_sessions(workspace, held(workspace), {first.id: {"day": "", "start": "未定"}})
    moved = every(workspace)[-1]
    assert (moved.id, moved.day, moved.start) == (first.id, None, None)


def test_new_rows_are_sittings_on_the_last_day(workspace: Workspace) -> None:
    sittings.edit_sessions(
        workspace, held(workspace), {}, [{"title": "闭幕式", "start": "16:30"}, {"title": "合影", "day": "7.26"}]
    )
    assert [each.title for each in every(workspace)][-1] == "闭幕式"
    assert every(workspace)[-1].day == date(2026, 7, 28)
    assert [each.title for each in every(workspace) if each.day == DAY][-1] == "合影"
    with pytest.raises(UserError, match="不能为空"):
        sittings.edit_sessions(workspace, held(workspace), {}, [{"place": "礼堂"}])


def test_a_sitting_keeps_what_it_is_under_another_name(workspace: Workspace) -> None:
    opening = next(each for each in every(workspace) if "开幕" in each.title)
    agenda.edit_session(workspace, opening.id, role="")
    sittings.edit_sessions(workspace, held(workspace), {opening.id: {"title": "首次会议"}})
    renamed = next(each for each in every(workspace) if each.id == opening.id)
    assert (renamed.title, renamed.role) == ("首次会议", "plenary")


def test_one_is_put_before_another_and_makes_room(workspace: Workspace) -> None:
    names = [each.title for each in every(workspace)]
    moved = next(each for each in every(workspace) if each.title == "县委第一次全体会议")
    question, verb = shown_sittings.question_for_move(shown(workspace), moved.id, 2)
    assert question.startswith("当天后面还有 2 个会次（第一次全体会议（开幕式）、各代表团讨论）")
    assert verb == "一起推后 45 分钟"
    sittings.place_session(workspace, held(workspace), moved.id, 2, shift=True)
    assert [each.title for each in every(workspace)][:4] == [*names[:2], moved.title, names[2]]
    assert starts(workspace) == [time(8, 30), time(9, 20), time(9, 40), time(10, 45), time(15, 15)]
    workspace.undo()
    sittings.place_session(workspace, held(workspace), moved.id, 2)
    assert starts(workspace) == [time(8, 30), time(9, 20), time(9, 40), time(10), time(14, 30)]


def test_those_without_a_day_have_the_places_that_they_are_given(workspace: Workspace) -> None:
    for title in ("甲", "乙", "丙"):
        made, _change = agenda.add_session(workspace, held(workspace), title)
        agenda.edit_session(workspace, made.id, day=None)
    third = every(workspace)[-1]
    sittings.place_session(workspace, held(workspace), third.id, 11)
    assert [each.title for each in every(workspace)][-3:] == ["甲", "丙", "乙"]


def test_a_question_is_asked_only_where_somebody_follows(workspace: Workspace) -> None:
    first, *_others, last = every(workspace)

    def question(row: Session, field: str, text: str) -> str:
        return shown_sittings.question_for_edit(shown(workspace), [CellChange(row.id, field, text)], 2026)[1]

    assert question(first, "start", "9:00") == "一起推后 30 分钟"
    assert question(first, "start", "8:00") == "一起提前 30 分钟"
    assert (
        question(first, "start", "8:30") == question(first, "start", "25点") == question(first, "place", "礼堂") == ""
    )
    assert question(first, "start", "") == question(last, "start", "17:00") == ""


def test_both_sittings_say_that_they_clash_and_open_ones_what_they_lack(workspace: Workspace) -> None:
    first, second, third = every(workspace)[:3]
    agenda.edit_session(workspace, third.id, start=first.start, place=first.place)
    agenda.edit_session(workspace, second.id, day=None, start=None)
    rows = {row.id: row for row in shown_sittings.sitting_rows(shown(workspace))}
    assert rows[first.id].notes == (f"与{third.title}时间重叠。",)
    assert any("时间重叠" in each and first.title in each for each in rows[third.id].notes)
    assert (rows[second.id].day, rows[second.id].start, rows[second.id].ends) == ("日期未定", "未定", "")
    assert any("缺日期、开始时间" in each for each in rows[second.id].notes)
    assert list(rows)[-1] == second.id
    assert shown_sittings.undated_words(rows[second.id].session) == "这个会次还没有日期、开始时间，排不出议程的时间。"
    assert rows[first.id].day == "7月26日 周日"
    assert (rows[first.id].start, rows[first.id].ends) == ("08:30", "09:00")


def test_what_goes_with_a_congress_is_said(workspace: Workspace) -> None:
    assert shown(workspace).at_stake == (
        "代表 0 名，代表团 0 个，会次 10 个，大会机构 0 人次一并删除，人员仍在名册中，可以撤销。"
    )


def test_a_time_that_was_set_itself_is_not_moved_along_as_well() -> None:
    day = date(2026, 7, 26)
    first, second, third = (
        Session(str(at), "c", at, f"第{at}次", day, time(hour)) for at, hour in ((1, 8), (2, 10), (3, 14))
    )
    after = [replace(first, start=time(9)), replace(second, start=time(10, 30)), third]
    moved = {each.id: each.start for each in sittings.shifted([first, second, third], after)}
    assert moved["1"] == time(9)
    assert moved["2"] == time(10, 30)
    assert moved["3"] != time(14)
