"""干部任免审批表 of several people: in their order, each on a front, with a bookmark; stopped where that is asked."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from huanjie_desktop.domain.errors import Cancelled, UserError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.printing.form_printing import preview_forms, print_forms
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        people.edit_cells(opened, (), [{"name": name} for name in ("林木", "王芳", "单立")])
        first = people.list_people(opened)[0].id
        person_edit.edit_family(opened, first, (), [{"name": f"甲{at}"} for at in range(9)])
        yield opened


def ids(workspace: Workspace) -> list[str]:
    return [person.id for person in people.list_people(workspace)]


def pages_of(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


def test_each_begins_on_a_front_in_the_order_asked_for(workspace: Workspace) -> None:
    first, second, third = ids(workspace)
    preview = preview_forms(workspace, "approval-form", (third, first, second), NoProgress())
    pages = pages_of(preview.content)
    fronts = [at for at, text in enumerate(pages) if "干" in text and "简" in text]
    assert (len(pages), fronts) == (8, [0, 2, 6])  # the second has three leaves and a blank back
    assert pages[5].strip() == ""
    assert ["王　芳" in pages[6], "单　立" in pages[0]] == [True, True]
    with pikepdf.open(BytesIO(preview.content)) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            f"干部任免审批表（{name}）" for name in ("单立", "林木", "王芳")
        ]


def test_it_is_saved_in_its_formats_and_no_other(workspace: Workspace, tmp_path: Path) -> None:
    chosen = ids(workspace)[:2]
    print_forms(workspace, "approval-form-3", chosen, tmp_path / "a.pdf")
    assert len(pages_of((tmp_path / "a.pdf").read_bytes())) == 6
    print_forms(workspace, "approval-form-3", chosen, tmp_path / "a.docx")
    assert (tmp_path / "a.docx").stat().st_size > 10_000
    with pytest.raises(UserError, match=r"不能存为“a\.xlsx”"):
        print_forms(workspace, "approval-form", chosen, tmp_path / "a.xlsx")


class Stopped:
    """A progress that the user stops at its second step, and what it heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def step(self, done: int, total: int | None, text: str) -> None:
        self.heard.append(f"{text} {done}/{total}")
        if len(self.heard) > 2:
            raise Cancelled


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_nothing_is_left_of_one_that_is_stopped(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    progress = Stopped()
    with pytest.raises(Cancelled):
        print_forms(workspace, "approval-form", ids(workspace), tmp_path / f"a.{suffix}", progress)
    assert not (tmp_path / f"a.{suffix}").exists()
    assert progress.heard == [
        "正在读取审批表 0/3",
        "正在排版“干部任免审批表（林木）” 0/3",
        "正在排版“干部任免审批表（王芳）” 1/3",
    ]


def test_nobody_is_a_users_error(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="没有可以打印审批表的人员"):
        preview_forms(workspace, "approval-form", ("nobody",), NoProgress())
