"""Cells typed or pasted: what one says of another field never takes away what is there or was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.errors import Doubtful, UserError
from huanjie_desktop.domain.parties import status_beside
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def person_in(workspace: Workspace, **texts: str) -> Person:
    people.edit_cells(workspace, (), [{"name": "林木", **texts}])
    return people.list_people(workspace)[-1]


def after(workspace: Workspace, person: Person, *edits: tuple[str, str]) -> Person:
    people.edit_cells(workspace, [CellEdit(person.id, field, text) for field, text in edits])
    return people.get_person(workspace, person.id)


@pytest.mark.parametrize(
    ("read", "known", "status"),
    [
        ("中共党员", "", "中共党员"),
        ("中共党员", "群众", "中共党员"),
        ("中共党员", "共青团员", "中共党员"),
        ("中共党员", "中共党员；民盟", "中共党员；民盟"),
        ("中共党员", "中共预备党员", "中共预备党员"),
        ("中共党员", "民建", "中共党员；民建"),
        ("中共党员；民盟", "民建", "中共党员；民盟"),
        ("民盟", "中共党员", "民盟"),
        ("", "民盟", ""),
    ],
)
def test_a_date_alone_says_no_more_than_membership(read: str, known: str, status: str) -> None:
    assert status_beside(read, known) == status


def test_another_date_of_joining_leaves_the_other_party(workspace: Workspace) -> None:
    person = person_in(workspace, party_joined="200305；民盟")
    assert person.political_status == "中共党员；民盟"
    changed = after(workspace, person, ("party_joined", "2003.06"))
    assert (str(changed.party_joined and changed.party_joined.iso()), changed.political_status) == (
        "2003-06",
        "中共党员；民盟",
    )
    history.undo(workspace)
    assert people.get_person(workspace, person.id) == person


def test_a_status_typed_beside_a_date_is_what_was_typed(workspace: Workspace) -> None:
    for edits in (
        (("party_joined", "2003.06"), ("political_status", "中共党员；民建")),
        (("political_status", "中共党员；民建"), ("party_joined", "2003.06")),
    ):
        person = person_in(workspace, party_joined="2001.05")
        assert after(workspace, person, *edits).political_status == "中共党员；民建"
        assert person_in(workspace, **dict(edits)).political_status == "中共党员；民建"


def test_a_date_of_several_people_asks_for_each_ones_status(workspace: Workspace) -> None:
    persons = [person_in(workspace, political_status=each) for each in ("民盟", "群众", "")]
    people.edit_cells(workspace, [CellEdit(each.id, "party_joined", "2003.06") for each in persons])
    assert [each.political_status for each in people.list_people(workspace)] == [
        "中共党员；民盟",
        "中共党员",
        "中共党员",
    ]


def test_words_in_the_cell_are_the_status(workspace: Workspace) -> None:
    person = person_in(workspace, political_status="群众")
    assert after(workspace, person, ("party_joined", "民盟")).political_status == "民盟"


def test_every_doubtful_text_is_asked_about_at_once_and_written_once_it_is_sure(workspace: Workspace) -> None:
    person = person_in(workspace, birth="1985.07")
    edits = [CellEdit(person.id, "birth", "1986.08（待核）"), CellEdit(person.id, "name", "林木 男")]
    with pytest.raises(Doubtful) as asked:
        people.edit_cells(workspace, [*edits, CellEdit(person.id, "phone", "13909900001")])
    assert asked.value.text == "日期旁边的“待核”看不懂。姓名“林木 男”里的“男”像是性别。"
    assert asked.value.advice == "照此填入就是：出生年月“1986.08”。\n照此填入就是：姓名“林木”，性别“男”。"
    assert people.get_person(workspace, person.id) == person
    people.edit_cells(workspace, edits, sure=True)
    written = people.get_person(workspace, person.id)
    assert (written.name, written.sex, written.birth) == ("林木", "男", PartialDate(1986, 8))


def test_who_is_gone_is_changed_no_more(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}])
    (row,) = people.list_rows(workspace)
    with pytest.raises(UserError, match="已被删除或合并"):
        people.edit_cells(workspace, [CellEdit(row.person.id, "remark", "一"), CellEdit("gone", "remark", "二")])
    assert people.get_person(workspace, row.person.id).remark == ""
