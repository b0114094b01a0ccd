from pathlib import Path

import pytest

from huanjie_desktop.cli.finding import find_congress, find_roster, find_scope
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.meetings import agenda, congress_rosters
from huanjie_desktop.services.packages import papers, planning, scopes
from huanjie_desktop.services.packages.planning import EntryState, PackagePlan, prepare_package
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, set_superior

COUNTY, TOWNSHIP = "青禾县第十二次党代会", "柳河镇第十一次党代会"


def plan_of(workspace: Workspace, name: str) -> PackagePlan:
    return prepare_package(workspace, find_scope(workspace, name).congress.id)


def test_every_congress_of_the_demo_can_be_reported_without_an_error(demo: Workspace) -> None:
    found = scopes.list_scopes(demo)
    assert len(found) == 14
    for scope in found:
        plan = prepare_package(demo, scope.congress.id)
        assert plan.errors == []
        states = {entry.spec.title: entry.state for entry in plan.entries}
        assert {title for title, state in states.items() if state != EntryState.READY} <= {"测评汇总"}


def test_a_scope_is_found_by_its_titles_and_named_when_it_is_not(demo: Workspace) -> None:
    assert find_scope(demo, "中国共产党青禾县第十二次代表大会").short_title == COUNTY
    with pytest.raises(UserError, match=r"没有“青禾”可以上报.*柳河镇第十一次党代会"):
        find_scope(demo, "青禾")


def test_what_is_missing_is_a_warning_and_what_contradicts_is_an_error(demo: Workspace) -> None:
    set_superior(demo, "")
    for roster, _ in rosters.list_rosters(demo):
        if roster.name == "青禾县党代会候选人预备人选名册":
            rosters.delete_roster(demo, roster.id)
    plan = plan_of(demo, COUNTY)
    texts = {finding.text: finding.severity for finding in plan.findings}
    said = "01_请示：请示：没有填写上级单位；候选人预备人选请示：没有填写上级单位；候选人预备人选请示：没有候选人人数。"
    assert texts[said] == Severity.WARNING
    assert texts["02_候选人预备人选名册：还没有这份材料。"] == Severity.WARNING
    assert plan.errors == []

    roster = find_roster(demo, "县党代会代表名册")
    first = people.list_people(demo, roster.id)[0]
    rosters.remove_from_roster(demo, roster.id, [first.id])
    plan = plan_of(demo, COUNTY)
    assert [finding.code for finding in plan.errors] == ["package_delegates"]
    assert f"名册上少{first.name}1人" in plan.errors[0].text
    history.undo(demo)
    assert plan_of(demo, COUNTY).errors == []


def test_a_wrong_id_number_of_somebody_in_the_package_is_an_error(demo: Workspace) -> None:
    roster = find_roster(demo, "县党代会代表名册")
    first = people.list_people(demo, roster.id)[0]
    wrong = first.id_number[:-1] + ("1" if first.id_number[-1] != "1" else "2")
    people.edit_cells(demo, [CellEdit(first.id, "id_number", wrong)])
    errors = plan_of(demo, COUNTY).errors
    assert [finding.code for finding in errors] == ["id_number_form"]
    assert first.name in errors[0].text


def test_an_agenda_without_sessions_is_an_error_until_files_stand_for_it(demo: Workspace, tmp_path: Path) -> None:
    congress = find_congress(demo, TOWNSHIP)
    for session in agenda.list_sessions(demo, congress.id):
        agenda.delete_session(demo, session.id)
    plan = plan_of(demo, TOWNSHIP)
    assert [finding.text for finding in plan.errors] == ["议程里没有会次。"]
    for entry in ("议程", "日程"):
        file = tmp_path / f"{entry}.pdf"
        file.write_bytes(entry.encode())
        papers.attach_paper(demo, congress.id, entry, file)
    plan = plan_of(demo, TOWNSHIP)
    assert plan.errors == []
    assert all(entry.state == EntryState.READY for entry in plan.entries if entry.spec.title in ("议程", "日程"))


def test_the_ages_are_counted_at_the_congress(demo: Workspace) -> None:
    plan = plan_of(demo, TOWNSHIP)
    assert plan.base_date == plan.scope.congress.start
    paper = next(entry for entry in plan.entries if entry.spec.title == "代表名册").papers[0]
    assert "年龄计算截至2026年3月26日" in str(paper.compose(False).blocks)


def test_the_people_carry_their_lists_and_the_checklists_fields_only(demo: Workspace) -> None:
    plan = plan_of(demo, COUNTY)
    person = planning.packaged_people(plan, plan.people)[0]
    assert set(person.fields) <= set(plan.scope.spec.fields)
    assert "resume" not in plan.scope.spec.fields
    assert dict(plan.lists)["大会代表"] == 80
    assert any("大会代表" in lists for lists in plan.groups.values())


def test_other_rosters_may_be_chosen(demo: Workspace) -> None:
    kind = find_roster(demo, "县党代会代表名册").kind
    other = find_roster(demo, "柳河镇党代表名册")
    congress = find_congress(demo, COUNTY)
    congress_rosters.choose_rosters(demo, congress.id, {kind: [other.id]})
    assert [finding.code for finding in plan_of(demo, COUNTY).errors] == ["package_delegates"]


def test_the_summaries_of_the_places_assessments_are_taken_once_they_hold(demo: Workspace) -> None:
    def summaries(scope: str) -> planning.PlannedEntry:
        return next(each for each in plan_of(demo, scope).entries if each.spec.source == "campaigns")

    held = summaries(TOWNSHIP)
    assert held.state == EntryState.READY
    assert len(held.papers) == 3
    assert all(set(paper.formats) == {"pdf", "docx", "xlsx"} for paper in held.papers)
    assert all(paper.compose(True).blocks for paper in held.papers)
    open_still = summaries("石桥镇第十二次党代会")
    assert open_still.state == EntryState.MISSING
    assert "差异没有处理" in open_still.missing[0]
    assert summaries("东岭乡第十三次党代会").papers == ()
