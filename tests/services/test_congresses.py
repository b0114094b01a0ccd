"""Congresses and their agenda: seeded, changed, moved, undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from huanjie_desktop.domain.agenda import arrange
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.agenda import agenda_rows
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def hold(workspace: Workspace, level: str = "county", unit: str = "青禾县") -> Congress:
    kind = next(kind.id for kind in workspace.catalog.congress_kinds.values() if kind.level == level)
    return congresses.create_congress(workspace, CongressDraft(kind, unit, 12, date(2026, 7, 26)))[0]


def fill(workspace: Workspace, *names: str) -> str:
    roster, _ = rosters.create_roster(workspace, "代表名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), [{"name": name, "unit": "柳河镇"} for name in names], roster.id)
    return roster.id


def test_a_new_congress_has_its_kinds_sessions_and_agenda(workspace: Workspace) -> None:
    congress = hold(workspace)
    kind = congresses.kind_of(workspace, congress)
    sessions = agenda.list_sessions(workspace, congress.id)
    assert [session.title for session in sessions] == [seed.title for seed in kind.sessions]
    assert (congress.end, sessions[0].day) == (date(2026, 7, 28), date(2026, 7, 26))
    assert congresses.title_of(workspace, congress) == "中国共产党青禾县第十二次代表大会"
    assert history.undo_labels(workspace)[0] == "新建会议《青禾县第十二次党代会》"


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (CongressDraft("none", "青禾县", 12), "没有“none”这种会议"),
        (CongressDraft("@", " ", 12), "召开单位"),
        (CongressDraft("@", "青禾县", 0), "届次"),
        (CongressDraft("@", "青禾县", 12, date(2026, 7, 2), date(2026, 7, 1)), "结束日期早于开始日期"),
    ],
)
def test_what_cannot_be_is_said(workspace: Workspace, draft: CongressDraft, said: str) -> None:
    kind = next(iter(workspace.catalog.congress_kinds)) if draft.kind == "@" else draft.kind
    asked = CongressDraft(kind, draft.unit, draft.term, draft.start, draft.end)
    with pytest.raises(UserError, match=said):
        congresses.create_congress(workspace, asked)
    assert congresses.list_congresses(workspace) == []


def test_the_same_congress_is_not_made_twice(workspace: Workspace) -> None:
    hold(workspace)
    with pytest.raises(UserError, match="已经建过"):
        hold(workspace)


def test_delegates_come_from_a_roster_by_unit_and_stay_once(workspace: Workspace) -> None:
    congress = hold(workspace)
    roster = fill(workspace, "林木", "张三")
    participants.take_participants(workspace, congress.id, roster)
    participants.take_participants(workspace, congress.id, roster)
    members = participants.members_of(workspace, congress.id)
    assert [each.name for each in members.groups] == ["柳河镇代表团"]
    assert len(members.participants) == 2
    with pytest.raises(UserError, match="是参会人员"):
        people.delete_people(workspace, [members.participants[0].person_id])
    with pytest.raises(UserError, match="里还有人"):
        participants.remove_group(workspace, congress.id, members.groups[0].id)


def test_an_office_for_one_takes_only_one(workspace: Workspace) -> None:
    congress = hold(workspace)
    participants.take_participants(workspace, congress.id, fill(workspace, "林木", "张三"))
    ids = [each.person_id for each in participants.members_of(workspace, congress.id).participants]
    single = next(office for office in congresses.kind_of(workspace, congress).offices if office.single)
    with pytest.raises(UserError, match="只能有一人"):
        participants.set_officers(workspace, congress.id, single.id, ids)
    participants.set_officers(workspace, congress.id, single.id, ids[:1])
    assert congresses.counts_of(workspace, congress.id)["officers"] == 1


def test_people_are_added_to_an_office_and_taken_out_of_it(workspace: Workspace) -> None:
    congress = hold(workspace)
    participants.take_participants(workspace, congress.id, fill(workspace, "林木", "张三", "李四"))
    first, second, third = (each.person_id for each in participants.members_of(workspace, congress.id).participants)
    offices = congresses.kind_of(workspace, congress).offices
    many, single = (next(each.id for each in offices if each.single is single) for single in (False, True))

    def held(office: str) -> list[str]:
        officers = CountyReading(workspace).congress(congress.id).officers
        return [each.person_id for each in officers if each.office == office]

    participants.give_office(workspace, congress.id, many, [second])
    participants.give_office(workspace, congress.id, many, [first, second])
    assert held(many) == [first, second]
    participants.give_office(workspace, congress.id, many, [third, second], holds=False)
    assert held(many) == [first]
    participants.give_office(workspace, congress.id, single, [first])
    participants.give_office(workspace, congress.id, single, [third, second])
    assert held(single) == [third]


def test_deleting_a_congress_keeps_people_and_can_be_undone(workspace: Workspace) -> None:
    congress = hold(workspace)
    participants.take_participants(workspace, congress.id, fill(workspace, "林木"))
    before = congresses.counts_of(workspace, congress.id)
    congresses.delete_congress(workspace, congress.id)
    assert (congresses.list_congresses(workspace), people.count_people(workspace)) == ([], 1)
    history.undo(workspace)
    assert congresses.counts_of(workspace, congress.id) == before


def test_agenda_items_are_added_moved_and_numbered(workspace: Workspace) -> None:
    congress = hold(workspace)
    session, _ = agenda.add_session(workspace, congress.id, "座谈会")
    first, _ = agenda.add_item(workspace, session.id, "甲")
    second, _ = agenda.add_item(workspace, session.id, "乙")
    agenda.add_item(workspace, session.id, "丙", index=1)
    agenda.indent_item(workspace, session.id, second.id)
    items = agenda.list_items(workspace, session.id)
    labels = {placed.item.title: placed.label for placed in arrange(items)}
    assert labels == {"甲": "一、", "丙": "二、", "乙": "（一）"}
    with pytest.raises(UserError, match="不能移到它自己的下级"):
        agenda.move_item(workspace, session.id, first.id, first.id, 0)
    agenda.delete_items(workspace, session.id, [next(item.id for item in items if item.title == "丙")])
    assert [item.title for item in agenda.list_items(workspace, session.id)] == ["甲"]
    history.undo(workspace)
    assert len(agenda.list_items(workspace, session.id)) == 3


def test_bad_agenda_values_are_said(workspace: Workspace) -> None:
    session, _ = agenda.add_session(workspace, hold(workspace).id, "座谈会")
    item, _ = agenda.add_item(workspace, session.id, "甲")
    with pytest.raises(UserError, match="不能为空"):
        agenda.edit_items(workspace, session.id, {item.id: {"title": " "}})
    with pytest.raises(UserError, match="时长"):
        agenda.edit_items(workspace, session.id, {item.id: {"minutes": -1}})
    with pytest.raises(UserError, match="不能为空"):
        agenda.edit_items(workspace, session.id, {item.id: {"title": "乙"}}, [{"minutes": 5}])
    assert [each.title for each in agenda.list_items(workspace, session.id)] == ["甲"]


def test_items_are_changed_and_added_in_one_step(workspace: Workspace) -> None:
    session, _ = agenda.add_session(workspace, hold(workspace).id, "座谈会")
    item, _ = agenda.add_item(workspace, session.id, "甲")
    agenda.add_item(workspace, session.id, "甲之一", item.id)
    agenda.edit_items(
        workspace, session.id, {item.id: {"minutes": None}}, [{"title": "乙", "minutes": 5}, {"title": "丙"}]
    )
    rows = agenda_rows(None, agenda.list_items(workspace, session.id))
    assert [row.words for row in rows] == ["一、甲", "　　（一）甲之一", "二、乙", "三、丙"]
    assert [row.minutes for row in rows] == [0, 0, 5, 0]
    history.undo(workspace)
    assert [each.title for each in agenda.list_items(workspace, session.id)] == ["甲", "甲之一"]


def test_sessions_are_moved(workspace: Workspace) -> None:
    congress = hold(workspace)
    last = agenda.list_sessions(workspace, congress.id)[-1]
    agenda.move_session(workspace, congress.id, last.id, 0)
    assert agenda.list_sessions(workspace, congress.id)[0].id == last.id


def test_cells_are_edited_together_or_not_at_all(workspace: Workspace) -> None:
    roster = fill(workspace, "林木")
    person = people.list_people(workspace, roster)[0]
    edits = [CellEdit(person.id, "sex", "女"), CellEdit(person.id, "birth", "85.7")]
    with pytest.raises(UserError, match="“出生年月”没有改成"):
        people.edit_cells(workspace, edits)
    assert people.get_person(workspace, person.id).sex == ""
    people.edit_cells(workspace, [CellEdit(person.id, "name", "单　雄")])
    row = people.rows_of(workspace, [person.id], roster)[0]
    assert (row.person.name, row.keys.pinyin) == ("单雄", "shan xiong")


def test_rosters_are_named_once_and_ordered(workspace: Workspace) -> None:
    roster = fill(workspace, "林木", "丁一")
    with pytest.raises(UserError, match="已有名为"):
        rosters.create_roster(workspace, "代表名册", "x")
    ids = [person.id for person in people.list_people(workspace, roster, "surname")]
    rosters.order_roster(workspace, roster, ids)
    assert [person.name for person in people.list_people(workspace, roster)] == ["丁一", "林木"]
    rosters.delete_roster(workspace, roster)
    assert people.count_people(workspace) == 2


@pytest.mark.parametrize("level", ["county", "township"])
def test_the_agenda_is_filled_in_with_unit_and_term_and_follows_them(workspace: Workspace, level: str) -> None:
    congress = hold(workspace, level)

    def titles() -> str:
        every = agenda.list_sessions(workspace, congress.id)
        return "\n".join(item.title for each in every for item in agenda.list_items(workspace, each.id))

    assert "听取和审查中国共产党青禾县第十一届委员会工作报告\n" in titles()
    assert "选举中国共产党青禾县第十二届委员会\n" in titles()
    assert "{" not in titles()
    own = next(
        item
        for each in agenda.list_sessions(workspace, congress.id)
        for item in agenda.list_items(workspace, each.id)
        if item.title.startswith("选举中国共产党青禾县第十二届纪律")
    )
    agenda.edit_items(workspace, own.session_id, {own.id: {"title": "选举纪委"}})
    congresses.edit_congress(workspace, congress.id, term=1)
    assert "听取和审查中国共产党青禾县委员会工作报告\n" in titles()
    assert "选举中国共产党青禾县第一届委员会\n" in titles()
    assert "选举纪委\n" in titles()


def test_a_sitting_of_an_older_file_stays_what_it_is_under_another_name(workspace: Workspace) -> None:
    congress = hold(workspace)
    sitting = next(each for each in agenda.list_sessions(workspace, congress.id) if each.role == "plenary")
    items = agenda.list_items(workspace, sitting.id)
    agenda.edit_session(workspace, sitting.id, role="")
    agenda.edit_items(workspace, sitting.id, {item.id: {"role": ""} for item in items})
    agenda.edit_session(workspace, sitting.id, title="开幕大会")
    agenda.edit_items(workspace, sitting.id, {items[0].id: {"title": "奏国歌"}, items[1].id: {"title": "听报告"}})
    found = next(each for each in agenda.list_sessions(workspace, congress.id) if each.id == sitting.id)
    assert (found.title, found.role) == ("开幕大会", "plenary")
    assert [each.role for each in agenda.list_items(workspace, sitting.id)[:2]] == ["procedure", ""]
