"""干部任免审批表 of a person or a roster, from what the workspace has."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from huanjie_desktop.__main__ import main
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.lrmx.photos import cropped
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.printing.printing import print_document
from huanjie_desktop.services.workspace import Workspace
from tests.lrmx_files import coded, form, photo
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        forms = tmp_path / "表"
        forms.mkdir()
        (forms / "林木.lrmx").write_bytes(form({"ZhaoPian": coded(photo(size=(900, 900)))}))
        (forms / "张三.lrmx").write_bytes(form({"XingMing": "张三", "ShenFenZheng": ""}))
        commit_import(opened, prepare_import(opened, ImportRequest(forms)), back_up=False)
        yield opened


def texts(path: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def test_a_roster_and_a_person(workspace: Workspace, tmp_path: Path) -> None:
    roster = workspace.store.db.conn.execute("SELECT id FROM roster").fetchone()[0]
    print_document(workspace, "approval-form", tmp_path / "a.pdf", roster)
    pages = texts(tmp_path / "a.pdf")
    assert len(pages) == 4
    assert ["张　三" in page or "林　木" in page for page in pages] == [True, False, True, False]
    person = next(each for each in people.list_people(workspace) if each.name == "林木")
    print_document(workspace, "approval-form-3", tmp_path / "b.docx", person.id)
    assert (tmp_path / "b.docx").stat().st_size > 10_000
    with pytest.raises(UserError, match="没有可以打印审批表的人员"):
        print_document(workspace, "approval-form", tmp_path / "c.pdf", "nobody")


def test_the_command_takes_rosters_ids_and_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, forms = str(tmp_path / "a.huanjie"), tmp_path / "表"
    forms.mkdir()
    (forms / "林木.lrmx").write_bytes(form())
    (forms / "张三.lrmx").write_bytes(form({"XingMing": "张三", "ShenFenZheng": ""}))
    assert main(["new", path, "--county", "青禾县"]) == 0
    assert main(["import", path, str(forms)]) == 0
    capsys.readouterr()
    assert main(["people", path, "--json"]) == 0
    person = json.loads(capsys.readouterr().out)[0]
    for of, pages in (("表", 4), (person["id"], 2), ("张三", 2)):
        assert main(["print", path, "approval-form", "--of", of, "-o", str(tmp_path / f"{pages}.pdf")]) == 0
        assert len(texts(tmp_path / f"{pages}.pdf")) == pages
    capsys.readouterr()
    assert main(["print", path, "approval-form", "--of", "李四", "-o", str(tmp_path / "x.pdf")]) == 2
    assert capsys.readouterr().err.strip() == "没有“李四”这份名册，也没有这个人。现有名册：表。"


@pytest.mark.parametrize(
    ("size", "cut"),
    [((900, 900), (671, 900)), ((300, 900), (300, 402)), ((726, 974), (726, 974)), ((363, 487), (363, 487))],
)
def test_a_photo_is_cropped_and_never_stretched(size: tuple[int, int], cut: tuple[int, int]) -> None:
    content = photo(size=size)
    found = cropped(content, (36.3, 48.7))
    assert Image.open(BytesIO(found)).size == cut
    assert (found == content) == (size == cut)
