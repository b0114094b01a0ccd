"""The plan of a workspace: from the congresses' own days; each change one undo step; what is tried changes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.people import people
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import RoundReading, anchor_of, read_round
from huanjie_desktop.services.planning.trying import Trial, accept_trial, starts_of_anchor, try_plan
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store import plans
from tests.builders import FixedClock

DAYS = {"T": date(2026, 3, 26), "C": date(2026, 7, 26), "E": date(2026, 7, 11), "Mt": date(2026, 7, 21)}
PLACES = {"T": ("柳河镇", "石桥镇"), "Mt": ("柳河镇",)}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = FixedClock(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=clock)
    for kind in made.catalog.congress_kinds.values():
        name = anchor_of(kind)
        for at, unit in enumerate(PLACES.get(name, ("青禾县",)) if name in DAYS else ()):
            draft = CongressDraft(kind.id, unit, 12, DAYS[name] + timedelta(days=at), sitting=len(kind.numbers) - 1)
            congresses.create_congress(made, draft)
    yield made
    made.close()


def of(reading: RoundReading, anchor: str, unit: str = "") -> str:
    return next(id_ for id_, each in reading.congresses.items() if each.anchor == anchor and unit in each.congress.unit)


def errors(reading: RoundReading) -> list[str]:
    return [each.text for each in reading.findings if each.severity is Severity.ERROR]


def test_each_congress_is_planned_from_its_own_day_and_from_those_of_the_others(workspace: Workspace) -> None:
    reading = read_round(workspace)
    assert [each.anchor for each in reading.congresses.values()] == ["T", "T", "E", "Mt", "C"]
    election = reading.plan_of(of(reading, "E"))
    assert election.course.anchors == {"T": DAYS["T"], "E": DAYS["E"], "Mt": DAYS["Mt"], "C": DAYS["C"]}
    assert reading.plan_of(of(reading, "T", "石桥")).course.anchors["T"] == date(2026, 3, 27)
    township = reading.plan_of(of(reading, "Mt"))
    assert {step.count.anchor or step.count.of for step in township.course.steps if step.count} >= {"Mt"}
    assert not {each.id for each in township.course.steps} & {each.id for each in election.course.steps}
    assert election.by_id["voter-list"].latest == date(2026, 6, 21)
    assert errors(reading) == []


def test_it_is_read_once_until_something_was_written(workspace: Workspace) -> None:
    reading = read_round(workspace)
    assert read_round(workspace) is reading
    congresses.edit_congress(workspace, of(reading, "E"), start=date(2026, 7, 12), end=date(2026, 7, 12))
    again = read_round(workspace)
    assert again.plan_of(of(again, "E")).course.anchors["E"] == date(2026, 7, 12)
    assert again.plan_of(of(again, "Mt")).course.anchors["E"] == date(2026, 7, 12)


def test_steps_are_done_dropped_pinned_and_opened_again_each_as_one_undo_step(workspace: Workspace) -> None:
    reading = read_round(workspace)
    election, county = of(reading, "E"), of(reading, "C")
    first, second = (election, "voter-list"), (county, reading.plan_of(county).steps[0].step.id)
    workspace.clock.moment = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    changing.mark_done(workspace, [first, second], date(2026, 6, 18), "选委会", "青选〔2026〕7号")
    for key in (first, second):
        found = read_round(workspace).step_of(*key)
        assert (found.state.state, found.start, found.late) == (State.DONE, date(2026, 6, 18), 0)
        assert (found.state.by, found.state.number) == ("选委会", "青选〔2026〕7号")
    changing.drop_steps(workspace, [second], "本届不办")
    assert read_round(workspace).step_of(*second).state.reason == "本届不办"
    changing.reopen_steps(workspace, [first, second])
    assert plans.list_steps(workspace.store) == []
    history.undo(workspace)
    assert {each.state for each in plans.list_steps(workspace.store)} == {State.DONE, State.DROPPED}
    planned = read_round(workspace).step_of(election, "candidate-list")
    changing.pin_steps(workspace, [(election, "candidate-list")])
    accept_trial(workspace, Trial({election: date(2026, 7, 18)}))
    assert read_round(workspace).step_of(election, "candidate-list").start == planned.start


def test_what_cannot_be_is_refused_in_words(workspace: Workspace) -> None:
    election = of(read_round(workspace), "E")
    with pytest.raises(UserError, match="还没有到"):
        changing.mark_done(workspace, [(election, "voter-list")], date(2026, 6, 18))
    with pytest.raises(UserError, match="不办的理由"):
        changing.drop_steps(workspace, [(election, "voter-list")], " ")
    with pytest.raises(UserError, match=r"最晚是2026年6月21日，不能改到2026年6月22日：.*《选举法》"):
        changing.move_step(workspace, election, "voter-list", date(2026, 6, 22))
    with pytest.raises(UserError, match="没有选中步骤"):
        changing.reopen_steps(workspace, [])
    with pytest.raises(UserError, match="已经没有了"):
        changing.pin_steps(workspace, [(election, "gone")])
    assert plans.list_steps(workspace.store) == []


def test_a_soft_step_is_moved_and_put_back(workspace: Workspace) -> None:
    reading = read_round(workspace)
    county = of(reading, "C")
    step = next(each for each in reading.plan_of(county).steps if each.latest is None and not each.step.sitting)
    day = step.start - timedelta(days=3)
    changing.move_step(workspace, county, step.step.id, day)
    assert read_round(workspace).step_of(county, step.step.id).start == day
    changing.move_step(workspace, county, step.step.id, None)
    assert read_round(workspace).step_of(county, step.step.id) == step
    assert history.undo_labels(workspace)[0] == f"按倒排排回“{step.step.title}”"


def test_what_is_tried_changes_nothing_and_is_accepted_as_one_step(workspace: Workspace) -> None:
    reading = read_round(workspace)
    election, seq = of(reading, "E"), workspace.store.undo_seq
    workspace.clock.moment = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    days = [each.day for each in agenda.list_sessions(workspace, election)]
    tried = try_plan(workspace, Trial({election: date(2026, 7, 4)}))
    assert tried.words == "青禾县十二届人大代表选举的选举日7月11日改到7月4日，提前7天"
    assert [each.code for each in tried.comparison.red if each.subject and each.subject.id == "voter-list"] == ["ED-01"]
    assert workspace.store.undo_seq == seq
    assert congresses.congress_of(workspace, election).start == DAYS["E"]
    accept_trial(workspace, Trial({election: date(2026, 7, 4)}))
    assert read_round(workspace).plan.plans == tried.after.plan.plans
    assert [each.day for each in agenda.list_sessions(workspace, election)] == [
        day - timedelta(days=7) if day else None for day in days
    ]
    history.undo(workspace)
    assert congresses.congress_of(workspace, election).start == DAYS["E"]
    assert [each.day for each in agenda.list_sessions(workspace, election)] == days
    assert workspace.store.undo_seq == seq


def test_a_statute_lets_no_step_go_later_not_even_with_its_anchor(workspace: Workspace) -> None:
    election = of(read_round(workspace), "E")
    trial = Trial({election: date(2026, 7, 4)}, {(election, "voter-list"): date(2026, 6, 18)})
    tried = try_plan(workspace, trial)
    assert len(tried.refused) == 1
    assert "2026年6月14日" in tried.refused[0]
    with pytest.raises(UserError, match="最晚是"):
        accept_trial(workspace, trial)
    assert not try_plan(workspace, Trial(moved={(election, "voter-list"): date(2026, 6, 18)})).refused


def test_the_congresses_of_one_anchor_keep_their_distance(workspace: Workspace) -> None:
    reading = read_round(workspace)
    starts = starts_of_anchor(reading, "T", date(2026, 3, 20))
    assert [starts[of(reading, "T", unit)] for unit in PLACES["T"]] == [date(2026, 3, 20), date(2026, 3, 21)]
    with pytest.raises(UserError, match="县人代会开幕日"):
        starts_of_anchor(reading, "Mc", date(2026, 9, 9))


def test_one_that_is_over_is_late_with_nothing_until_somebody_says_what_was_done(workspace: Workspace) -> None:
    workspace.clock.moment = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    reading = read_round(workspace)
    township = of(reading, "T", "柳河")
    assert not any(each.late for each in reading.plan_of(township).steps)
    assert any(each.late for each in reading.plan_of(of(reading, "C")).steps)
    changing.mark_done(workspace, [(township, reading.plan_of(township).steps[0].step.id)])
    assert any(each.late for each in read_round(workspace).plan_of(township).steps)


def test_what_the_office_sets_becomes_its_own_preset(workspace: Workspace) -> None:
    reading = read_round(workspace)
    first, second = (of(reading, "T", unit) for unit in PLACES["T"])
    step = next(each for each in reading.plan_of(first).steps if each.step.count and each.step.count.number < -20)
    assert step.step.count is not None
    number = step.step.count.number - 7
    with pytest.raises(UserError, match="没有可存的"):
        changing.save_preset(workspace, "青禾县")
    changing.set_offset(workspace, first, step.step.id, number)
    changing.set_offset(workspace, second, step.step.id, number - 1)
    with pytest.raises(UserError, match="设得不一样"):
        changing.save_preset(workspace, "青禾县")
    changing.set_offset(workspace, second, step.step.id, number)
    changing.set_who(workspace, [(first, step.step.id), (second, step.step.id)], "镇党政办")
    before = {id_: read_round(workspace).step_of(id_, step.step.id) for id_ in (first, second)}
    spec, _ = changing.save_preset(workspace, "青禾县")
    assert plans.list_steps(workspace.store) == []
    for id_ in (first, second):
        found = read_round(workspace).step_of(id_, step.step.id)
        assert (found.start, found.end, found.step.who) == (before[id_].start, before[id_].end, "镇党政办")
    changing.choose_preset(workspace, "")
    assert read_round(workspace).step_of(first, step.step.id).start == step.start
    changing.choose_preset(workspace, spec.id, first)
    assert read_round(workspace).step_of(first, step.step.id).step.who == "镇党政办"
    assert read_round(workspace).step_of(second, step.step.id).step.who == step.step.who


def test_findings_of_the_plan_are_among_all_and_follow_each_change(workspace: Workspace) -> None:
    def about_election() -> list[str]:
        found = find_all(workspace) or []
        return [each.code for each in found if each.subject and each.subject.id == "voter-list"]

    election = of(read_round(workspace), "E")
    assert about_election() == []
    workspace.clock.moment = datetime(2026, 6, 25, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    assert "ED-01" in about_election()
    changing.mark_done(workspace, [(election, "voter-list")], date(2026, 6, 18))
    assert "ED-01" not in about_election()


def test_two_congresses_in_one_hall_and_one_helper_for_too_much_are_found(workspace: Workspace) -> None:
    reading = read_round(workspace)
    first, second = (of(reading, "T", unit) for unit in PLACES["T"])
    for id_ in (first, second):
        congresses.edit_congress(workspace, id_, start=DAYS["T"], end=DAYS["T"], venue="县礼堂")
        changing.set_helper(workspace, id_, "第一指导组")
    texts = [each.text for each in read_round(workspace).findings]
    assert any("都用“县礼堂”" in text for text in texts)
    assert read_round(workspace).congresses[first].helper == "第一指导组"


def test_a_congress_takes_its_plan_with_it(workspace: Workspace) -> None:
    election = of(read_round(workspace), "E")
    changing.pin_steps(workspace, [(election, "voter-list")])
    changing.set_helper(workspace, election, "第一指导组")
    congresses.delete_congress(workspace, election)
    assert (plans.list_steps(workspace.store), plans.list_choices(workspace.store)) == ([], [])
    history.undo(workspace)
    assert read_round(workspace).step_of(election, "voter-list").state.state is State.PINNED


def round_findings(workspace: Workspace, code: str) -> list[str]:
    return [each.text for each in find_all(workspace) or () if each.code == code]


def person_named(workspace: Workspace, name: str) -> str:
    people.edit_cells(workspace, (), [{"name": name}])
    return people.list_people(workspace)[-1].id


def held_together(workspace: Workspace) -> tuple[str, str]:
    """Have the second township congress meet on the day of the first; return their ids."""
    reading = read_round(workspace)
    one, other = of(reading, "T", "柳河"), of(reading, "T", "石桥")
    congresses.edit_congress(workspace, other, start=DAYS["T"], end=DAYS["T"])
    return one, other


def test_two_congresses_led_by_one_person_on_a_day_are_found(workspace: Workspace) -> None:
    one, other = held_together(workspace)
    assert round_findings(workspace, "round_one_chair") == []
    person_named(workspace, "林木")
    for congress in (one, other):
        for session in agenda.list_sessions(workspace, congress):
            agenda.edit_session(workspace, session.id, chair="林木、主席团", day=DAYS["T"])
    said = f"{DAYS['T'].year}年{DAYS['T'].month}月{DAYS['T'].day}日都由林木主持。"
    (text,) = round_findings(workspace, "round_one_chair")
    assert text.endswith(said)  # 主席团 is nobody's name
    for session in agenda.list_sessions(workspace, other):
        agenda.edit_session(workspace, session.id, chair="文山")
    assert round_findings(workspace, "round_one_chair") == []


def test_whose_part_it_is_to_lead_is_nobodys_name(workspace: Workspace) -> None:
    parts = {seed.chair for kind in workspace.catalog.congress_kinds.values() for seed in kind.sessions} - {""}
    one, other = held_together(workspace)
    sittings = [(congress, agenda.list_sessions(workspace, congress)[0]) for congress in (one, other)]
    for part in sorted(parts):
        for _congress, session in sittings:
            agenda.edit_session(workspace, session.id, chair=part, day=DAYS["T"])
        assert round_findings(workspace, "round_one_chair") == []


def test_the_holders_of_a_leading_office_lead_on_every_day(workspace: Workspace) -> None:
    reading = read_round(workspace)
    party, election = of(reading, "C"), of(reading, "E")
    office = next(each.id for each in workspace.catalog.congress_kinds["county-party"].offices if each.leads)
    kind = next(each for each in workspace.catalog.congress_kinds.values() if anchor_of(each) == "Mc")
    leading = next(each.id for each in kind.offices if each.leads)
    day = DAYS["C"] + timedelta(days=1)
    held, _ = congresses.create_congress(workspace, CongressDraft(kind.id, "青禾县", 12, day, sitting=1))
    person = person_named(workspace, "林木")
    participants.set_officers(workspace, party, office, [person])
    assert round_findings(workspace, "round_one_chair") == []
    participants.set_officers(workspace, held.id, leading, [person])
    (text,) = round_findings(workspace, "round_one_chair")
    assert text.endswith("2026年7月27日、2026年7月28日都由林木主持。")
    assert election not in text


def test_a_step_that_is_due_without_what_its_paper_is_made_of_is_found(workspace: Workspace) -> None:
    assert round_findings(workspace, "plan_papers_there") == []
    congresses.edit_congress(workspace, of(read_round(workspace), "T", "柳河"), start=date(2026, 3, 2))
    (text,) = [each for each in round_findings(workspace, "plan_papers_there") if "请示" in each]
    assert "报送召开党代会的请示" in text
    assert text.endswith("、没有参会人数等8项。")
    assert "没有会议地点" in text
    congresses.edit_congress(workspace, of(read_round(workspace), "T", "柳河"), venue="镇政府礼堂")
    assert not [each for each in round_findings(workspace, "plan_papers_there") if "没有会议地点" in each]
