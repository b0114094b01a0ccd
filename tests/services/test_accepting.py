"""A finding that was accepted stands with its reason until what it rests on changes, and each acceptance is one undo step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services import checking
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.people import accepting, people, units
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import accepted
from tests.services.workspaces import workspace_in

WRONG = "990101198507120011"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        texts = {
            "sex": "男",
            "ethnic_group": "汉族",
            "native_place": "云川青禾",
            "education": "大学",
            "current_post": "科员",
        }
        dated = {"birth": "1985.07", "work_started": "2007.08"}
        people.edit_cells(
            workspace, (), [{"name": name, **texts, **dated, "id_number": WRONG} for name in ("林木", "文山")]
        )
        yield workspace


def of(workspace: Workspace, code: str) -> list[Finding]:
    return [each for each in find_all(workspace) or () if each.code == code]


def ids(workspace: Workspace) -> list[str]:
    return [row.person.id for row in people.list_rows(workspace)]


def test_an_accepted_finding_stands_with_its_reason_and_others_count(workspace: Workspace) -> None:
    first, second = of(workspace, "id_number_form")
    change = accepting.accept_findings(workspace, [first], " 档案号码即如此 ")
    assert change.label.startswith("认可“林木：身份证号校验位不对")
    assert [each.accepted for each in of(workspace, "id_number_form")] == ["档案号码即如此", ""]
    assert checking.find_in_people(workspace) == [
        each for each in find_all(workspace) or () if each.code != "same_person"
    ]
    history.undo(workspace)
    assert of(workspace, "id_number_form") == [first, second]
    history.redo(workspace)
    assert [each.accepted for each in of(workspace, "id_number_form")] == ["档案号码即如此", ""]
    assert workspace.store.history(5)[-1].kind == "do"


def test_it_counts_again_once_what_it_is_about_changes_though_its_words_do_not(workspace: Workspace) -> None:
    first, _second = of(workspace, "id_number_form")
    accepting.accept_findings(workspace, [first], "档案即如此")
    people.edit_cells(workspace, [CellEdit(ids(workspace)[0], "remark", "别的栏")])
    assert of(workspace, "id_number_form")[0].accepted == "档案即如此"
    people.edit_cells(workspace, [CellEdit(ids(workspace)[0], "id_number", "990101198507120012")])
    assert of(workspace, "id_number_form")[0] == first
    people.edit_cells(workspace, [CellEdit(ids(workspace)[0], "id_number", WRONG)])
    assert of(workspace, "id_number_form")[0].accepted == "档案即如此"


def test_what_people_share_and_what_the_register_finds_can_be_accepted(workspace: Workspace) -> None:
    shared = of(workspace, "id_number_unique")
    people.edit_cells(workspace, (), [{"name": "林木", "birth": "1985.07"}])
    (twice,) = of(workspace, "same_person")
    accepting.accept_findings(workspace, [*shared, twice], "两地各一人")
    assert {each.accepted for each in (*of(workspace, "id_number_unique"), *of(workspace, "same_person"))} == {
        "两地各一人"
    }
    people.edit_cells(workspace, [CellEdit(ids(workspace)[1], "name", "文水")])
    assert [each.accepted for each in of(workspace, "id_number_unique")] == ["", ""]
    assert of(workspace, "same_person")[0].accepted == "两地各一人"


def test_over_quota_can_be_accepted_and_goes_with_its_unit(workspace: Workspace) -> None:
    units.write_units(workspace, (), [{"name": "柳河镇", "quota": "科员1"}])
    people.edit_cells(workspace, [CellEdit(id_, "unit", "柳河镇") for id_ in ids(workspace)])
    (over,) = of(workspace, "over_quota")
    assert over.text == "柳河镇科员职数1名，现有2名（林木、文山），超1名。"
    accepting.accept_findings(workspace, [over], "机构改革过渡")
    assert of(workspace, "over_quota")[0].accepted == "机构改革过渡"
    units.remove_units(workspace, [units.list_rows(workspace)[0].id])
    assert accepted.list_accepted(workspace.store) == []
    history.undo(workspace)
    assert of(workspace, "over_quota")[0].accepted == "机构改革过渡"


def test_accepting_again_changes_the_reason_and_withdrawing_has_it_count(workspace: Workspace) -> None:
    first = of(workspace, "id_number_form")[0]
    accepting.accept_findings(workspace, [first], "一")
    accepting.accept_findings(workspace, of(workspace, "id_number_form")[:1], "二")
    assert [each.reason for each in accepted.list_accepted(workspace.store)] == ["二"]
    accepting.withdraw_acceptance(workspace, of(workspace, "id_number_form")[:1])
    assert of(workspace, "id_number_form")[0] == first
    with pytest.raises(UserError, match="没有认可过"):
        accepting.withdraw_acceptance(workspace, [first])


def test_what_is_accepted_about_somebody_goes_with_him(workspace: Workspace) -> None:
    accepting.accept_findings(workspace, of(workspace, "id_number_form"), "档案即如此")
    people.delete_people(workspace, ids(workspace)[:1])
    assert [each.subject_id for each in accepted.list_accepted(workspace.store)] == ids(workspace)


def test_a_reason_is_needed_and_only_people_and_units_are_accepted(workspace: Workspace) -> None:
    first = of(workspace, "id_number_form")[0]
    with pytest.raises(UserError, match="没有填写认可的理由"):
        accepting.accept_findings(workspace, [first], "  ")
    of_congress = Finding(Severity.ERROR, "quorum", "不到半数。", Subject("congress", "1"))
    for wrong in ([], [first, of_congress], [Finding(Severity.ERROR, "x", "无主。")]):
        with pytest.raises(UserError, match="不能认可"):
            accepting.accept_findings(workspace, wrong, "理由")


def test_posts_are_read_anew_once_the_units_change(workspace: Workspace) -> None:
    units.write_units(workspace, (), [{"name": "柳河镇", "quota": "科员1"}])
    people.edit_cells(workspace, [CellEdit(id_, "current_post", "柳河镇科员") for id_ in ids(workspace)])
    assert len(of(workspace, "over_quota")) == 1
    row = units.list_rows(workspace)[0]
    units.write_units(workspace, [(row.id, "name", "石桥镇")])
    assert of(workspace, "over_quota") == []
    history.undo(workspace)
    assert len(of(workspace, "over_quota")) == 1
