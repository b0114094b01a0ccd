"""Print runs: each category's sheets as often as asked, alike, bookmarked; previews of forms; papers by kind and result."""

import time
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest

from huanjie_desktop.catalog.forms import FormItem
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.assessment import forms, setups
from huanjie_desktop.services.assessment.campaign_parts import remove_category
from huanjie_desktop.services.printing import print_subjects, printing
from huanjie_desktop.services.printing.sheet_printing import campaign_papers, preview_form, print_sheets
from tests.services.campaign_builders import campaign_of, count, form_id
from tests.services.workspaces import workspace_in


def texts(content: bytes) -> list[str]:
    pages = Pages(content)
    try:
        return ["".join(pages.text(at).split()) for at in range(len(pages))]
    finally:
        pages.close()


def test_a_run_has_every_sheet_and_keeps_the_form(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = campaign_of(workspace)
        path = tmp_path / "票.pdf"
        run = print_sheets(workspace, campaign.id, path, {"A": 3, "B": 5})
        pages = texts(path.read_bytes())
        assert (run.pages, run.pages_each, run.findings) == (8, 1, ())
        assert ["A票" in page for page in pages] == [True] * 3 + [False] * 5
        assert len(set(pages)) == 2  # nothing tells one sheet of a category from another
        with pikepdf.open(path) as file, file.open_outline() as outline:
            assert [item.title for item in outline.root] == ["A票（3张）", "B票（5张）"]
            assert len({bytes(page.Contents.read_raw_bytes()) for page in file.pages}) == 2
        assert setups.setup_of(workspace, campaign.id).version.frozen
        first = path.read_bytes()
        print_sheets(workspace, campaign.id, path, {"A": 3, "B": 5})
        assert path.read_bytes() == first


def test_printing_on_both_sides_ends_each_sheet_on_a_back(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = campaign_of(workspace)
        path = tmp_path / "票.pdf"
        assert print_sheets(workspace, campaign.id, path, {"A": 2}, duplex=True).pages == 4
        assert ["A票" in page for page in texts(path.read_bytes())] == [True, False, True, False]


def test_thousands_of_sheets_are_not_set_again(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = campaign_of(workspace)
        one, many = tmp_path / "一.pdf", tmp_path / "多.pdf"
        print_sheets(workspace, campaign.id, one, {"A": 1})
        print_sheets(workspace, campaign.id, many, {"A": 1000})
        assert many.stat().st_size < one.stat().st_size + 1000 * 500


def test_what_cannot_be_printed_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = campaign_of(workspace)
        for path, wanted, words in (
            (tmp_path / "票.docx", {"A": 1}, "只能存为 PDF"),
            (tmp_path / "票.pdf", {"D": 1}, "没有D票。现有票类：A、B"),
            (tmp_path / "票.pdf", {}, "印制的张数"),
            (tmp_path / "票.pdf", {"A": 0}, "印制的张数"),
            (tmp_path / "票.pdf", {"A": -1}, "印制的张数"),
            (tmp_path / "票.pdf", {"A": 200_000}, "印制的张数"),
        ):
            with pytest.raises(UserError, match=words):
                print_sheets(workspace, campaign.id, path, wanted)
            assert not path.exists()
        assert not setups.setup_of(workspace, campaign.id).version.frozen


def test_without_categories_sheets_have_no_mark(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = campaign_of(workspace)
        for category in setups.setup_of(workspace, campaign.id).categories:
            remove_category(workspace, campaign.id, category.id)
        path = tmp_path / "票.pdf"
        print_sheets(workspace, campaign.id, path, {"": 2})
        (page,) = set(texts(path.read_bytes()))
        assert "A票" not in page
        assert "样表" not in page


def test_a_form_is_seen_before_it_is_used(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        for entry in forms.list_forms(workspace):
            preview_form(workspace, entry.form)  # fonts are read once
            begun = time.perf_counter()
            preview = preview_form(workspace, entry.form)
            assert time.perf_counter() - begun < 0.2
            (page,) = texts(preview.content)
            assert "青禾县" in page
            assert "样票" in page
            assert preview.findings == ()


def test_a_form_that_no_paper_holds_is_said_in_its_preview(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        form = forms.get_form(workspace, form_id(workspace, "persons")).form
        items = tuple(FormItem(title=f"第{at}项") for at in range(40))
        with pytest.raises(UserError, match="请减少测评项目或等次"):
            preview_form(workspace, msgspec.structs.replace(form, items=items))


def test_papers_are_offered_of_what_has_them(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        persons, posts = campaign_of(workspace), campaign_of(workspace, "posts")
        offered = {each.spec.of: each.of for each in printing.list_documents(workspace)}
        named = offered[print_subjects.CATEGORY]
        assert list(named.values()) == [f"{each.title} {code}票" for each in (persons, posts) for code in "AB"]
        sheet = next(spec for spec in workspace.catalog.documents.values() if spec.of == print_subjects.CATEGORY)
        for id_ in named:
            content = printing.preview_document(workspace, sheet.id, id_).content
            with pikepdf.open(BytesIO(content)) as file:
                assert len(file.pages) == 1
        with pytest.raises(UserError, match="这种票类已不存在"):
            printing.preview_document(workspace, sheet.id, "x")


def test_results_are_printed_of_their_kind_and_only_when_there_are_any(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        persons, posts = campaign_of(workspace), campaign_of(workspace, "posts")
        papers = {spec.compose: spec.id for spec in workspace.catalog.documents.values()}
        offered = {each.spec.compose: list(each.of) for each in printing.list_documents(workspace)}
        assert (offered["results"], offered["recommendations"]) == ([persons.id], [posts.id])
        with pytest.raises(UserError, match="还没有结果：还没有录入"):
            printing.preview_document(workspace, papers["results"], persons.id)
        states = {state.spec.compose: state.lacks for state in campaign_papers(workspace, persons.id)}
        assert states == {"sheet": (), "count_slip": (), "pile_slip": (), "results": ("还没有录入",)}
        with pytest.raises(UserError, match="没有“测评结果汇总表”"):
            printing.preview_document(workspace, papers["results"], posts.id)
        count(workspace, persons, ("A", "1" * 18), ("B", "void"))
        (page, *_) = texts(printing.preview_document(workspace, papers["results"], persons.id).content)
        assert "发出8张，收回2张，有效1张，无效1张。" in page
        assert "100.0%" in page
        assert all(state.ready for state in campaign_papers(workspace, persons.id))
