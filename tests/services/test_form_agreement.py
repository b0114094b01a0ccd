"""People who are known otherwise than their own form says: told field by field, for as long as it is so, and accepted with a reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.services import checking
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.people import accepting, people, person_edit, units
from huanjie_desktop.services.people.form_agreement import FormsKept
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, set_county
from tests.lrmx_files import PERSON, SON, WIFE, coded, form, photo, record
from tests.services.workspaces import workspace_in

CODE = "form_disagrees"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def take(workspace: Workspace, path: Path, content: bytes) -> Person:
    path.write_bytes(content)
    commit_import(workspace, prepare_import(workspace, ImportRequest(path, on_doubt="accept")), back_up=False)
    return people.list_people(workspace)[-1]


def found(workspace: Workspace) -> list[Finding]:
    """Return what is found, incrementally and by a whole look alike."""
    kept = [each for each in find_all(workspace) or () if each.code == CODE]
    assert kept == [each for each in checking.find_in_register(workspace) if each.code == CODE]
    return kept


def texts(workspace: Workspace) -> list[str]:
    return [each.text for each in found(workspace)]


def edit(workspace: Workspace, person: Person, **texts: str) -> None:
    people.edit_cells(workspace, [CellEdit(person.id, name, text) for name, text in texts.items()], sure=True)


def test_what_came_in_agrees_until_it_is_edited(workspace: Workspace, tmp_path: Path) -> None:
    picture = {"ZhaoPian": coded(photo())}
    person = take(workspace, tmp_path / "林木.lrmx", form(picture, [WIFE, SON]))
    assert texts(workspace) == []
    edit(workspace, person, current_post="柳河镇党委书记")
    (one,) = found(workspace)
    assert one.text == "林木的现任职务，名册是“柳河镇党委书记”，来源审批表“林木.lrmx”是“柳河镇党委副书记、镇长”。"
    assert one.subject is not None
    assert (one.subject.kind, one.subject.id, one.subject.field) == ("person", person.id, "current_post")
    edit(workspace, person, birth="1985.08")
    assert len(texts(workspace)) == 2
    edit(workspace, person, current_post="柳河镇党委副书记、镇长", birth="1985.07")
    assert texts(workspace) == []
    history.undo(workspace)
    assert len(texts(workspace)) == 2


def test_spellings_that_the_office_calls_equal_and_blanks_are_no_difference(
    workspace: Workspace, tmp_path: Path
) -> None:
    person = take(workspace, tmp_path / "林木.lrmx", form())
    edit(workspace, person, birth="1985.07.12", native_place="", health="健康 ")
    edit(workspace, person, current_post="柳河镇党委副书记,镇长")
    assert texts(workspace) == []


def test_names_of_units_are_known_as_soon_as_they_are_written(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "林木.lrmx", form({"XianRenZhiWu": "县财政局局长"}))
    edit(workspace, person, current_post="青禾县财政与国资局局长")
    assert len(texts(workspace)) == 1
    units.write_units(workspace, (), [{"name": "青禾县财政与国资局", "short_name": "县财政局"}])
    assert texts(workspace) == []
    history.undo(workspace)
    assert len(texts(workspace)) == 1
    set_county(workspace, "白石县")
    assert len(texts(workspace)) == 1


def test_relatives_are_compared_and_each_change_of_one_counts(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "林木.lrmx", form(family=[WIFE, SON]))
    assert texts(workspace) == []
    wife, son = person_edit.parts_of(workspace, person.id).family
    person_edit.edit_family(workspace, person.id, [CellChange(wife.id, "post", "已退休")])
    (one,) = texts(workspace)
    assert one.startswith("林木的家庭成员，名册是“……")
    assert "已退休" in one
    history.undo(workspace)
    assert texts(workspace) == []
    person_edit.remove_relatives(workspace, person.id, [son.id])
    assert len(texts(workspace)) == 1
    person_edit.remove_relatives(workspace, person.id, [wife.id])
    assert texts(workspace) == []  # nobody is known, which is no contradiction
    person_edit.edit_family(workspace, person.id, (), [{"relation": "妻子", "name": "王丽"}])
    assert len(texts(workspace)) == 1


def test_a_new_form_takes_the_place_of_the_old_one(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "林木.lrmx", form())
    edit(workspace, person, rank="正科级", current_post="柳河镇党委书记")
    assert len(texts(workspace)) == 1
    take(workspace, tmp_path / "林木新.lrmx", form({"XianRenZhiWu": "柳河镇党委书记"}))
    assert len(people.list_people(workspace)) == 1
    assert texts(workspace) == []
    history.undo(workspace)
    assert len(texts(workspace)) == 1
    people.delete_people(workspace, [person.id])
    assert texts(workspace) == []
    history.undo(workspace)
    assert len(texts(workspace)) == 1


def test_an_older_record_is_read_too_and_what_cannot_be_read_says_nothing(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "林木.lrm", record().encode("gb18030"))
    edit(workspace, person, native_place="云川白石")
    assert len(texts(workspace)) == 1
    workspace.store.db.conn.execute("DELETE FROM blob")
    assert FormsKept().sources is None
    assert list(FormsKept().differences(workspace)) == []


def test_it_is_accepted_for_what_both_sides_say_in_full(workspace: Workspace, tmp_path: Path) -> None:
    resume = PERSON["JianLi"] + "（期间：" + "在乡镇工作，" * 10 + "挂职一年）"
    person = take(workspace, tmp_path / "林木.lrmx", form({"JianLi": resume}))
    said = people.get_person(workspace, person.id).resume
    person_edit.write_resume(workspace, person.id, said, said.replace("农业局", "林业局"))
    (one,) = found(workspace)
    accepting.accept_findings(workspace, [one], "以任免文件为准")
    assert [each.accepted for each in found(workspace)] == ["以任免文件为准"]
    changed = said.replace("农业局", "林业局").replace("挂职一年", "挂职两年")
    person_edit.write_resume(workspace, person.id, said.replace("农业局", "林业局"), changed)
    (again,) = found(workspace)
    assert (again.text, again.accepted) == (one.text, "")  # what is shown is the same, behind it something else


def test_a_file_is_read_once(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take(workspace, tmp_path / "林木.lrmx", form())
    take(workspace, tmp_path / "王芳.lrmx", form({"XingMing": "王芳", "ShenFenZheng": ""}))
    assert texts(workspace) == []
    read: list[int] = []
    compare = FormsKept._compare

    def counted(*given: Any) -> None:
        read.append(len(given[3]))
        compare(*given)

    monkeypatch.setattr(FormsKept, "_compare", counted)
    monkeypatch.setattr(
        "huanjie_desktop.services.people.form_agreement.read_lrmx", lambda _content: pytest.fail("read again")
    )
    edit(workspace, first, health="一般")
    assert len([each for each in find_all(workspace) or () if each.code == CODE]) == 1
    assert read == [1]
