"""Two entries of one person become one: cell by cell, with all that refers to them, in one step that one undo takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.person_merge import open_cells
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
from huanjie_desktop.services.checking import find_in_people
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.people import accepting, own_columns, people, person_edit, rosters
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.person_merge import PeopleComparison, compare_people, merge_people
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns as campaign_rows
from huanjie_desktop.store import congresses as congress_rows
from huanjie_desktop.store.tables import TABLES
from tests.lrmx_files import photo
from tests.services.campaign_builders import count, small_form
from tests.services.workspaces import workspace_in

KEPT = {"name": "林木", "sex": "男", "birth": "1985.07", "unit": "柳河镇", "current_post": "柳河镇镇长"}
OTHER = {"name": "林木", "birth": "1985.07.12", "phone": "13900000000", "unit": "财政局", "current_post": "局长"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        people.edit_cells(opened, (), [KEPT, OTHER, {"name": "王芳"}])
        yield opened


def ids(workspace: Workspace) -> list[str]:
    return [person.id for person in people.list_people(workspace)]


def rows_of(workspace: Workspace) -> dict[str, list[str]]:
    """Return what undo puts back, row by row."""
    query = workspace.store.db.conn.execute
    return {name: sorted(map(str, query(f'SELECT * FROM "{name}"'))) for name, each in TABLES.items() if each.replayed}


def compared(workspace: Workspace) -> PeopleComparison:
    return compare_people(workspace, *ids(workspace)[:2])


def test_what_one_side_says_is_offered_and_what_both_say_is_chosen(workspace: Workspace) -> None:
    found = compared(workspace)
    cells = {cell.key: cell for cell in found.cells}
    assert {key: cell.offered for key, cell in cells.items()} == {
        "sex": LEFT, "birth": RIGHT, "phone": RIGHT, "unit": "", "current_post": "",
    }  # fmt: skip
    assert (cells["birth"].left, cells["birth"].right) == ("1985.07", "1985.07.12")
    assert [cell.title for cell in open_cells(found.cells, {})] == ["单位", "现任职务"]
    assert (found.same, found.doubt, found.moves) == (1, "", ())
    with pytest.raises(UserError, match="还有2处没有选定（单位、现任职务），没有合并"):
        merge_people(workspace, found, {})
    assert len(ids(workspace)) == 3


def test_spellings_are_offered_as_the_kept_one_has_them(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    people.edit_cells(
        workspace, [CellEdit(keep, "remark", "挂职，到2027年"), CellEdit(other, "remark", "挂职、到2027年")]
    )
    cell = next(cell for cell in compared(workspace).cells if cell.key == "remark")
    assert cell.equal_by
    assert cell.offered == LEFT


def test_the_whole_person_is_merged_and_one_undo_brings_both_back(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    person_edit.edit_family(workspace, other, (), [{"relation": "妻子", "name": "王丽"}])
    person_edit.edit_fields(workspace, keep, proposed_post="县长")
    person_edit.edit_fields(workspace, other, proposed_post="副县长")
    person_edit.edit_fields(workspace, other, reason="换届")
    person_edit.edit_fields(workspace, other, township_months="3年")
    person_edit.write_resume(workspace, other, "", "2008.08--  青禾县农业局科员")
    person_edit.put_photo(workspace, keep, photo("PNG"))
    person_edit.put_photo(workspace, other, photo("JPEG"))
    before = rows_of(workspace)
    shown = whole_as_json(workspace, people.list_people(workspace))
    found = compared(workspace)
    assert {cell.title for cell in open_cells(found.cells, {})} == {"单位", "现任职务", "照片", "拟任职务"}
    choices = {"unit": LEFT, "current_post": LEFT, "photo": RIGHT, "proposed_post": LEFT}
    assert merge_people(workspace, found, choices).label == "把两个“林木”合并成一人"
    assert ids(workspace) == [keep, ids(workspace)[1]]
    whole = whole_as_json(workspace, people.list_people(workspace))[0]
    assert (whole["sex"], whole["birth"], whole["phone"], whole["unit"]) == (
        "男",
        "1985-07-12",
        "13900000000",
        "柳河镇",
    )
    assert [each["name"] for each in whole["family"]] == ["王丽"]
    assert (whole["proposal"]["proposed_post"], whole["proposal"]["reason"]) == ("县长", "换届")
    assert person_edit.parts_of(workspace, keep).photo is not None
    assert people.get_person(workspace, keep).resume == "2008.08--  青禾县农业局科员"
    township = person_edit.parts_of(workspace, keep).township
    assert township is not None
    assert township.months == 36
    history.undo(workspace)
    assert sorted(whole_as_json(workspace, people.list_people(workspace)), key=str) == sorted(shown, key=str)
    assert rows_of(workspace) == before
    workspace.redo()
    assert len(ids(workspace)) == 2


def test_a_chosen_photo_is_the_others(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    person_edit.put_photo(workspace, keep, photo("PNG"))
    person_edit.put_photo(workspace, other, photo("JPEG"))
    wanted = person_edit.parts_of(workspace, other).photo
    merge_people(workspace, compared(workspace), dict.fromkeys(("birth", "unit", "current_post", "photo"), RIGHT))
    kept = person_edit.parts_of(workspace, keep).photo
    assert wanted is not None
    assert kept is not None
    assert kept.digest == wanted.digest


def test_rosters_and_their_own_columns_go_to_the_kept_one(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    both, _ = rosters.create_roster(workspace, "干部", next(iter(workspace.catalog.roster_kinds)))
    alone, _ = rosters.create_roster(workspace, "代表", next(iter(workspace.catalog.roster_kinds)))
    rosters.add_to_roster(workspace, both.id, [keep, other])
    rosters.add_to_roster(workspace, alone.id, [other])
    own_columns.add_column(workspace, both.id, "编号")
    edits = [CellEdit(keep, "own:编号", "7"), CellEdit(other, "own:编号", "9"), CellEdit(other, "group_name", "党群")]
    people.edit_cells(workspace, edits, roster_id=both.id)
    found = compared(workspace)
    assert found.moves == ("名册《干部》", "名册《代表》")
    cells = {cell.title: cell for cell in found.cells}
    assert cells["《干部》的分组"].offered == RIGHT
    number = cells["《干部》的编号"]
    assert (number.left, number.right, number.offered) == ("7", "9", "")
    merge_people(workspace, found, {**dict.fromkeys(("birth", "unit", "current_post"), LEFT), number.key: RIGHT})
    (row,) = people.list_rows(workspace, both.id)
    assert row.entry is not None
    assert (row.person.id, row.entry.group_name, row.entry.own_text("编号")) == (keep, "党群", "9")
    assert [row.person.id for row in people.list_rows(workspace, alone.id)] == [keep]


def test_congresses_and_offices_go_to_the_kept_one(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    roster, _ = rosters.create_roster(workspace, "代表", next(iter(workspace.catalog.roster_kinds)))
    rosters.add_to_roster(workspace, roster.id, [keep, other])
    people.edit_cells(workspace, [CellEdit(other, "group_name", "第二团")], roster_id=roster.id)
    kind = next(kind for kind in workspace.catalog.congress_kinds.values() if len(kind.offices) > 1)
    first, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind.id, "青禾县", 12))
    second, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind.id, "青禾县", 13))
    participants.take_participants(workspace, first.id, roster.id)
    rosters.remove_from_roster(workspace, roster.id, [keep])
    participants.take_participants(workspace, second.id, roster.id)
    shared, alone = [office.id for office in kind.offices if not office.single][:1], kind.offices[-1].id
    for office in shared:
        participants.set_officers(workspace, first.id, office, [keep, other])
    participants.set_officers(workspace, second.id, alone, [other])
    found = compared(workspace)
    place = next(cell for cell in found.cells if cell.key.startswith("congress "))
    assert place.title == f"会议“{congresses.short_title_of(workspace, first)}”的身份"
    assert place.right.endswith("第二团")
    before = rows_of(workspace)
    merge_people(workspace, found, {**dict.fromkeys(("birth", "unit", "current_post"), LEFT), place.key: RIGHT})
    (mine,) = congress_rows.list_participants(workspace.store, first.id)
    groups = {each.id: each.name for each in congress_rows.list_groups(workspace.store, first.id)}
    assert (mine.person_id, groups[mine.group_id or ""]) == (keep, "第二团")
    assert [each.person_id for each in congress_rows.list_participants(workspace.store, second.id)] == [keep]
    assert [each.person_id for each in congress_rows.list_officers(workspace.store, first.id)] == [keep]
    assert [each.person_id for each in congress_rows.list_officers(workspace.store, second.id)] == [keep]
    history.undo(workspace)
    assert rows_of(workspace) == before


def campaign(workspace: Workspace, *subjects: SubjectDraft) -> str:
    draft = CampaignDraft(
        small_form(workspace),
        "柳河镇",
        categories=(CategoryDraft("A", "", 3), CategoryDraft("B", "", 5)),
        subjects=subjects,
    )
    return campaigns.create_campaign(workspace, draft)[0].id


CHOICES = dict.fromkeys(("birth", "unit", "current_post"), LEFT)


def test_an_appraised_person_stays_appraised(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    once = campaign(workspace, SubjectDraft("林木", "局长", other), SubjectDraft("王芳"))
    twice = campaign(workspace, SubjectDraft("林木", "镇长", keep), SubjectDraft("林木", "局长", other))
    found = compared(workspace)
    about = next(cell for cell in found.cells if cell.key.startswith("subject "))
    assert (about.left, about.right) == ("林木，镇长", "林木，局长")
    merge_people(workspace, found, {**CHOICES, about.key: RIGHT})
    assert [each.person_id for each in campaign_rows.list_subjects(workspace.store, once)] == [keep, None]
    (subject,) = campaign_rows.list_subjects(workspace.store, twice)
    assert (subject.person_id, subject.about) == (keep, "局长")


def test_where_both_stand_on_counted_sheets_nothing_is_merged(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    held = campaign(workspace, SubjectDraft("林木", "", keep), SubjectDraft("林木", "", other))
    count(workspace, campaigns.list_campaigns(workspace)[0], ("A", "0000"))
    before = rows_of(workspace)
    with pytest.raises(UserError, match="已开始录入，票按开始时的表样和名单计，不能这样改"):
        merge_people(workspace, compared(workspace), CHOICES)
    assert rows_of(workspace) == before
    assert [each.person_id for each in campaign_rows.list_subjects(workspace.store, held)] == [keep, other]


def test_a_count_with_one_of_them_stands_as_it_was_asked(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    held = campaign(workspace, SubjectDraft("林木", "局长", other), SubjectDraft("王芳"))
    count(workspace, campaigns.list_campaigns(workspace)[0], ("A", "0000"))
    merge_people(workspace, compared(workspace), CHOICES)
    (subject, _) = campaign_rows.list_subjects(workspace.store, held)
    assert (subject.person_id, subject.name, subject.about) == (keep, "林木", "局长")
    history.undo(workspace)
    assert campaign_rows.list_subjects(workspace.store, held)[0].person_id == other


def test_what_was_accepted_stands_for_the_kept_one(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    people.edit_cells(workspace, [CellEdit(other, "birth", "1901.01")], sure=True)
    mine = [each for each in find_in_people(workspace) if each.code == "age_range"]
    assert mine
    accepting.accept_findings(workspace, mine, "见档案")
    found = compared(workspace)
    merge_people(workspace, found, {cell.key: RIGHT for cell in found.cells})
    again = [each for each in find_in_people(workspace) if each.code == "age_range"]
    assert [each.subject and each.subject.id for each in again] == [keep]
    assert {each.accepted for each in again} == {"见档案"}
    history.undo(workspace)
    people.edit_cells(workspace, [CellEdit(keep, "birth", "1902.01")], sure=True)
    merge_people(workspace, compare_people(workspace, keep, other), {**CHOICES, "birth": LEFT})
    assert [each.accepted for each in find_in_people(workspace) if each.code == "age_range"] == [""]


def test_what_changed_meanwhile_is_not_merged(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    found = compared(workspace)
    people.edit_cells(workspace, [CellEdit(other, "phone", "13800000000")])
    with pytest.raises(UserError, match="这期间有改动，没有合并"):
        merge_people(workspace, found, CHOICES)
    person_edit.put_photo(workspace, other, photo("JPEG"))
    found = compared(workspace)
    person_edit.put_photo(workspace, other, photo("PNG"))  # in words the same
    with pytest.raises(UserError, match="这期间有改动，没有合并"):
        merge_people(workspace, found, CHOICES)
    people.delete_people(workspace, [other])
    with pytest.raises(UserError, match="已被删除"):
        merge_people(workspace, found, CHOICES)
    with pytest.raises(UserError, match="要选两个人"):
        compare_people(workspace, keep, keep)


def test_two_people_after_all_are_doubted(workspace: Workspace) -> None:
    keep, other, _ = ids(workspace)
    people.edit_cells(workspace, [CellEdit(other, "birth", "1990.01")], sure=True)
    assert "出生年月不同" in compared(workspace).doubt
    people.edit_cells(workspace, [CellEdit(other, "sex", "女")], sure=True)
    assert "性别不同" in compared(workspace).doubt
    numbers = [each + make_check_digit(each) for each in ("99010119850712001", "99010119900101002")]
    edits = [CellEdit(id_, "id_number", each) for id_, each in zip((keep, other), numbers, strict=True)]
    people.edit_cells(workspace, edits, sure=True)
    assert "多半是两个人" in compared(workspace).doubt
