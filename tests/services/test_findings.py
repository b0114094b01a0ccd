"""What is kept of the findings is what a whole look would find, after any changes; and only what was touched is looked at."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from huanjie_desktop.domain import congress_checks, people_checks
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, gravest_first
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.schedule.plan import place_steps
from huanjie_desktop.domain.tally import Box
from huanjie_desktop.services import checking, findings
from huanjie_desktop.services.assessment import campaigns, counting, tallying
from huanjie_desktop.services.assessment.tallying import Totals
from huanjie_desktop.services.catalogue.entries import find_in_catalogue
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.findings import MEETING_TABLES, find_all
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.people import people, rosters, units
from huanjie_desktop.services.planning.reading import plan_state, read_state
from huanjie_desktop.services.printing.due_papers import find_due_papers
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, open_workspace, set_base_date
from huanjie_desktop.store import congresses as store_congresses
from huanjie_desktop.store.tables import TABLES
from tests.builders import FixedClock
from tests.faults.actions import ACTIONS, NothingToDo
from tests.faults.harm_undo import _make_base
from tests.services.campaign_builders import small_campaign
from tests.services.workspaces import workspace_in
from tests.statements import statements_of

NUMBERS = st.integers(0, 10_000)
OWN = ("spoil", "spoil", "spoil", "remove", "undo", "undo", "undo", "redo", "base_date", "back_up", "restore")
STEPS = st.sampled_from(OWN) | st.sampled_from([each.__name__ for each in ACTIONS])
SPOILT = (
    ("id_number", "990101198507120011"),
    ("id_number", "990101198507120010"),
    ("birth", "1985.07"),
    ("work_started", "1980.01"),
    ("name", "林木"),
)
BY_NAME = {each.__name__: each for each in ACTIONS}


def whole(workspace: Workspace) -> list[Finding]:
    """Return the findings of a whole look, in which nothing that is kept has a part."""
    reading = plan_state(workspace, read_state(workspace))
    return [
        *find_in_catalogue(workspace),
        *checking.find_in_people(workspace),
        *checking.find_in_register(workspace),
        *(
            finding
            for congress in congresses.list_congresses(workspace)
            for finding in checking.find_in_congress(workspace, congress.id)
        ),
        *gravest_first((*reading.findings, *find_due_papers(workspace, reading).findings)),
        *checking.find_in_campaigns(workspace),
    ]


def take_step(workspace: Workspace, name: str, a: int, b: int, copies: list[Path]) -> None:
    ids = [row.person.id for row in people.list_rows(workspace)]
    if name == "spoil" and ids:
        field, value = SPOILT[b % len(SPOILT)]
        people.edit_cells(workspace, [CellEdit(ids[a % len(ids)], field, value)])
    elif name == "remove" and ids:
        people.delete_people(workspace, [ids[a % len(ids)]])
    elif name == "undo":
        history.undo(workspace)
    elif name == "redo":
        history.redo(workspace)
    elif name == "base_date":
        set_base_date(workspace, date(2026 + a % 40, 1, 1))
    elif name == "back_up":
        copies.append(workspace.store.back_up("测试"))
    elif name == "restore" and copies:
        workspace.store.restore(copies[a % len(copies)])
    elif name in BY_NAME:
        BY_NAME[name](workspace, a, b)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "青禾县.huanjie"
    _make_base(path)
    return path


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(STEPS, NUMBERS, NUMBERS), min_size=10, max_size=40))
def test_what_is_kept_is_what_a_whole_look_finds(base: Path, tmp_path: Path, steps: list[tuple[str, int, int]]) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    shutil.copyfile(base, tmp_path / base.name)
    workspace = open_workspace(tmp_path / base.name, clock=FixedClock())
    copies: list[Path] = []
    try:
        for name, a, b in steps:
            with suppress(UserError, NothingToDo):
                take_step(workspace, name, a, b, copies)
            assert find_all(workspace) == whole(workspace)
    finally:
        workspace.close()


def test_people_who_go_and_come_back_are_taken_in(base: Path, tmp_path: Path) -> None:
    shutil.copyfile(base, tmp_path / base.name)
    workspace = open_workspace(tmp_path / base.name, clock=FixedClock())
    people.edit_cells(
        workspace, (), [{"name": name, "id_number": "990101198507120010"} for name in ("甲一", "乙二", "丙三")]
    )
    ids = [row.person.id for row in people.list_rows(workspace) if row.person.id_number]
    assert find_all(workspace) == whole(workspace)
    people.delete_people(workspace, ids[:1])
    gone = find_all(workspace)
    assert gone == whole(workspace)
    assert not any("甲一" in finding.text for finding in gone or ())
    history.undo(workspace)
    assert find_all(workspace) == whole(workspace)
    set_base_date(workspace, date(1980, 1, 1))
    people.edit_cells(workspace, [CellEdit(ids[1], "birth", "1985.07")])
    ahead = find_all(workspace)
    assert ahead == whole(workspace)
    set_base_date(workspace, date(2026, 1, 1))
    assert find_all(workspace) == whole(workspace) != ahead
    workspace.close()


def test_a_backup_that_is_restored_is_looked_at_whole(base: Path, tmp_path: Path) -> None:
    shutil.copyfile(base, tmp_path / base.name)
    workspace = open_workspace(tmp_path / base.name, clock=FixedClock())
    copy = workspace.store.back_up("测试")
    people.edit_cells(workspace, (), [{"name": "甲一", "id_number": "990101198507120010"}])
    spoilt = find_all(workspace)
    assert spoilt == whole(workspace)
    workspace.store.restore(copy)
    assert find_all(workspace) == whole(workspace) != spoilt
    workspace.close()


def test_counting_is_looked_at_again(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = small_campaign(workspace)
        assert find_all(workspace) == []
        for number in (1, 2):
            tallying.begin_round(workspace, campaign.id, number, counting.TOTALS)
            categories = counting.tallying_of(workspace, campaign.id).setup.categories
            tallying.set_totals(workspace, campaign.id, number, Totals({categories[0].id: Box(number)}))
            assert find_all(workspace) == whole(workspace)
            tallying.finish_round(workspace, campaign.id, number)
            assert find_all(workspace) == whole(workspace)
        assert [finding.code for finding in find_all(workspace) or ()] == ["rounds-differ"]
        tallying.reopen_round(workspace, campaign.id, 2, "漏录", "监票人")
        assert find_all(workspace) == whole(workspace) == []


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(make_demo(tmp_path / "示例", 120, 7).workspace, clock=FixedClock())
    yield workspace
    workspace.close()


@contextmanager
def checks_run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count how often each check runs inside the block."""
    run: Counter[str] = Counter()

    def counted(name: str, find: Any) -> Any:
        def check(*parts: Any) -> Any:
            run[name] += 1
            return find(*parts)

        return check

    with monkeypatch.context() as patch:
        for name, find in congress_checks.CONGRESS_CHECKS.items():
            patch.setitem(congress_checks.CONGRESS_CHECKS, name, counted(name, find))
        for name, check in people_checks.PEOPLE_CHECKS.items():
            if isinstance(check, people_checks.PersonCheck):
                patch.setitem(people_checks.PEOPLE_CHECKS, name, people_checks.PersonCheck(counted(name, check.find)))
        yield run


def test_only_what_a_change_touches_is_looked_at_again(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with checks_run(monkeypatch) as run:
        find_all(demo)
        assert run["session_complete"] == 14
        assert run["id_number_form"] == people.count_people(demo)
        run.clear()
        find_all(demo)
        assert not run
        person = people.list_rows(demo)[5].person
        people.edit_cells(demo, [CellEdit(person.id, "unit", "财政局")])
        find_all(demo)
        assert run["id_number_form"] == run["required_fields"] == 1
        assert run["session_complete"] == run["congress_dates"] == 0
        run.clear()
        congress = congresses.list_congresses(demo)[0]
        agenda.edit_session(demo, agenda.list_sessions(demo, congress.id)[0].id, place="")
        told = find_all(demo)
        assert run["session_complete"] == 1  # of the congress whose sitting it is
        assert run["congress_dates"] == run["id_number_form"] == 0
        assert told == whole(demo)
        run.clear()
        campaigns.edit_campaign(
            demo, campaigns.list_campaigns(demo)[0].id, scope="全体干部", reason="更正", second="张三"
        )
        with statements_of(demo) as said:
            find_all(demo)
        assert not run
        assert not any(' FROM "participant"' in query or 'FROM "person"' in query for query in said)


def test_a_sitting_that_is_gone_is_missed_in_its_congress(demo: Workspace) -> None:
    find_all(demo)
    for congress in congresses.list_congresses(demo)[:3]:
        agenda.delete_session(demo, agenda.list_sessions(demo, congress.id)[-1].id)
        assert find_all(demo) == whole(demo)
    history.undo(demo)
    assert find_all(demo) == whole(demo)


def test_a_post_that_is_taken_or_given_up_counts_at_once(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        units.write_units(workspace, (), [{"name": "县财政局", "quota": "局长1"}])
        people.edit_cells(workspace, (), [{"name": name, "current_post": "县财政局局长"} for name in ("甲一", "乙二")])
        first = people.list_people(workspace)[0].id

        def over() -> int:
            found = find_all(workspace)
            assert found == whole(workspace)
            return sum("超1名" in each.text for each in found or ())

        assert over() == 1
        people.edit_cells(workspace, [CellEdit(first, "current_post", "县财政局副局长")])
        assert over() == 0
        history.undo(workspace)
        assert over() == 1
        people.delete_people(workspace, [first])
        assert over() == 0


def test_only_the_plan_whose_day_moves_is_placed_again(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    find_all(demo)
    placed: list[str] = []
    place = place_steps

    def watched(course: Any, *rest: Any) -> Any:
        placed.append(course.id)
        return place(course, *rest)

    monkeypatch.setattr("huanjie_desktop.domain.schedule.whole_round.place_steps", watched)
    congress = congresses.list_congresses(demo)[0]
    congresses.edit_congress(demo, congress.id, venue="会堂")
    find_all(demo)
    assert placed == []
    congresses.edit_congress(demo, congress.id, term=congress.term + 1)
    find_all(demo)
    assert placed == [congress.id]  # its title is another
    people.edit_cells(demo, [CellEdit(people.list_rows(demo)[5].person.id, "name", "林木")])
    find_all(demo)
    assert placed == [congress.id]
    assert find_all(demo) == whole(demo)


def test_who_is_in_two_halls_is_called_by_the_name_he_has_now(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "代表", next(iter(workspace.catalog.roster_kinds)))
        people.edit_cells(workspace, (), [{"name": "甲一"}, {"name": "乙二"}], roster.id)
        kind = next(each for each in workspace.catalog.congress_kinds.values() if each.steps and each.anchor)
        for term in (12, 13):
            day = date(2026, 9, 2)
            made, _ = congresses.create_congress(
                workspace, congresses.CongressDraft(kind.id, "青禾县", term, start=day, end=day)
            )
            participants.take_participants(workspace, made.id, roster.id)
        first = people.list_people(workspace)[0].id

        def named() -> list[str]:
            return [each.text for each in find_all(workspace) or () if "两边都要参加" in each.text]

        assert len(named()) == 1
        assert "甲一" in named()[0]
        people.edit_cells(workspace, [CellEdit(first, "name", "丙三")])
        assert "丙三" in named()[0]
        assert find_all(workspace) == whole(workspace)


def test_nothing_is_asked_of_the_store_where_nothing_changed(demo: Workspace) -> None:
    find_all(demo)
    with statements_of(demo) as said:
        find_all(demo)
    assert len(said) == 1  # how many people there are


def test_a_look_that_breaks_off_is_not_kept(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find_all(demo)
    assert before is not None
    congresses.edit_congress(demo, congresses.list_congresses(demo)[0].id, start=None, end=None)

    def fail(_workspace: Workspace) -> list[Finding]:
        raise OSError("broken off")

    with monkeypatch.context() as patch:
        patch.setattr(findings, "CountyReading", fail)
        with pytest.raises(OSError, match="broken off"):
            find_all(demo)
    assert find_all(demo) == whole(demo) != before


def test_a_congress_of_a_strange_kind_is_told_and_the_others_are_checked(demo: Workspace) -> None:
    congress = congresses.list_congresses(demo)[0]
    with demo.store.unit_of_work("别处的会议") as work:
        store_congresses.change_congress(work, congress.id, kind="moon-party")
    told = find_all(demo)
    assert told == whole(demo)
    strange = [finding for finding in told if finding.subject is not None and finding.subject.id == congress.id]
    assert [finding.text for finding in strange] == ["柳河镇的会议是本机的程序不认识的种类“moon-party”，没有检查。"]


def test_too_many_people_are_looked_at_only_when_asked(demo: Workspace) -> None:
    count = people.count_people(demo)
    assert find_all(demo, most=count - 1) is None
    assert find_all(demo, most=count) == whole(demo)


def test_every_part_of_a_meeting_says_from_which_table_it_is() -> None:
    assert {each.name for each in fields(congress_checks.Meeting)} == set(MEETING_TABLES)
    assert set(MEETING_TABLES.values()) | set(findings.CAMPAIGN_TABLES) <= set(TABLES)
