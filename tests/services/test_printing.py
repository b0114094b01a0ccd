"""Papers of the demo county: golden text, what can be printed, the packet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.cli.finding import find_congress, find_document, find_of, find_roster
from huanjie_desktop.documents.pictures import Pages, page_count
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.printing import print_subjects, printing
from huanjie_desktop.services.shown.print_setup import packet_in_words
from huanjie_desktop.services.workspace import Workspace, open_workspace
from tests.documents.text_form import as_text

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
COUNTY = "青禾县第十二次党代会"
OWN = {print_subjects.CONGRESS: COUNTY, print_subjects.ROSTER: "乡镇党委委员名册"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = make_demo(tmp_path_factory.mktemp("demo"), 120, 7)
    workspace = open_workspace(made.workspace)
    yield workspace
    workspace.close()


def documents() -> list[str]:
    from huanjie_desktop.catalog.shipped import load_catalog

    apart = (
        print_subjects.PACKAGE,
        print_subjects.PERSON,
        print_subjects.PLAN,  # what it says follows the day
        print_subjects.STAFFING,
    )  # the demo county has none; their papers have tests of their own
    return [spec.id for spec in load_catalog().documents.values() if spec.of not in apart]


def of_for(workspace: Workspace, spec: DocumentSpec) -> str:
    """Return what a paper is printed of here: of several, the first."""
    return find_of(workspace, spec, OWN.get(spec.of) or next(iter(print_subjects.names_of(workspace, spec))))


def paper_text(workspace: Workspace, spec: DocumentSpec) -> str:
    """Return a paper as text; where the journal ends is another on each computer."""
    text = as_text(printing.compose_document(workspace, spec.id, of_for(workspace, spec)))
    return re.sub(r"改动记录：第\d+号 [0-9A-F-]+", "改动记录：第…号", text)


@pytest.mark.parametrize("document_id", documents())
def test_every_paper_reads_as_it_did(demo: Workspace, document_id: str) -> None:
    spec = demo.catalog.documents[document_id]
    text = paper_text(demo, spec)
    golden = GOLDEN / f"{document_id}.txt"
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("document_id", documents())
def test_every_paper_is_written_in_each_of_its_formats(demo: Workspace, document_id: str, tmp_path: Path) -> None:
    spec = demo.catalog.documents[document_id]
    of = find_roster(demo, "全县干部名册").id if spec.of == print_subjects.ROSTER else of_for(demo, spec)
    for suffix in spec.formats:
        path = tmp_path / f"材料.{suffix}"
        report = printing.print_document(demo, document_id, path, of).report
        assert path.stat().st_size > 1000
        assert report is None or report.missing == ()


def test_a_format_that_is_not_offered_names_those_that_are(demo: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="可用的格式：pdf、docx"):
        printing.print_document(
            demo, find_document(demo, "封面").id, tmp_path / "a.xlsx", find_congress(demo, COUNTY).id
        )


def test_unknown_papers_and_things_are_named(demo: Workspace, tmp_path: Path) -> None:
    cover = find_document(demo, "封面")
    with pytest.raises(UserError, match="没有“x”这种材料"):
        find_document(demo, "x")
    with pytest.raises(UserError, match="没有“封面”这种材料"):
        printing.print_document(demo, cover.title, tmp_path / "a.pdf", "")
    with pytest.raises(UserError, match="没有名为“y”的会议"):
        find_of(demo, cover, "y")
    with pytest.raises(UserError, match="有14个会议，请指明"):
        find_of(demo, cover)
    with pytest.raises(UserError, match="这次大会已不存在"):
        printing.print_document(demo, cover.id, tmp_path / "a.pdf", COUNTY)
    assert list(tmp_path.iterdir()) == []


def test_the_packet_has_contents_with_the_true_pages(demo: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "材料.pdf"
    report = printing.print_packet(demo, printing.PacketRequest(find_congress(demo, COUNTY).id), path)
    pages = Pages(path.read_bytes())
    assert len(pages) == report.pages
    contents = "".join(pages.text(2).split())
    kind = congresses.kind_of(demo, find_congress(demo, COUNTY))
    for id_, start in list(zip(kind.packet, report.starts, strict=True))[2:]:
        title = demo.catalog.documents[id_].title
        assert f"{title}" in contents
        assert contents.split(title)[1].lstrip("…·.").startswith(str(start))
        assert start % 2 == 1
    pages.close()


def test_a_text_that_was_cut_is_told() -> None:
    from huanjie_desktop.documents.pdf import PdfReport

    found = printing.missing_characters(PdfReport(1, (1,), ("ก",), ("很长的职务",)), "选票")
    assert [finding.text for finding in found] == [
        "“选票”中的“很长的职务”太长，格内放不下，只印了前面的字。",
        "“选票”中的“ก”没有字形，印成了“〓”。",
    ]


def test_a_character_without_a_glyph_is_told_with_the_preview(tmp_path: Path) -> None:
    from huanjie_desktop.services.people import people, rosters
    from tests.services.workspaces import workspace_in

    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "名册", next(iter(workspace.catalog.roster_kinds)))
        people.edit_cells(workspace, (), [{"name": "林木", "current_post": "\u0e01"}], roster.id)
        document = next(spec.id for spec in workspace.catalog.documents.values() if spec.of == print_subjects.ROSTER)
        preview = printing.preview_document(workspace, document, roster.id)
        assert preview.content.startswith(b"%PDF")
        assert [finding.text for finding in preview.findings] == ["“干部名册（A4）”中的“\u0e01”没有字形，印成了“〓”。"]


def test_a_single_sided_packet_leaves_no_blank_pages(demo: Workspace, tmp_path: Path) -> None:
    both = printing.print_packet(demo, printing.PacketRequest(find_congress(demo, COUNTY).id), tmp_path / "a.pdf")
    one = printing.print_packet(
        demo, printing.PacketRequest(find_congress(demo, COUNTY).id, duplex=False), tmp_path / "b.pdf"
    )
    assert one.pages < both.pages


def test_a_packet_is_a_pdf_and_has_copies(demo: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只能存为 PDF"):
        printing.print_packet(demo, printing.PacketRequest(find_congress(demo, COUNTY).id), tmp_path / "a.docx")
    with pytest.raises(UserError, match="份数"):
        printing.print_packet(
            demo, printing.PacketRequest(find_congress(demo, COUNTY).id, copies=0), tmp_path / "a.pdf"
        )


def test_states_say_what_is_lacking(tmp_path: Path) -> None:
    from tests.services.workspaces import workspace_in

    with workspace_in(tmp_path) as workspace:
        kind = next(iter(workspace.catalog.congress_kinds))
        congress, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind, "柳河镇", 11))
        states = printing.paper_states(read_congress(workspace, congress.id))
        lacking = {state.spec.compose: state.lacks for state in states if not state.spec.like}
        adopted = {state.spec.compose: state.lacks for state in states if state.spec.like}
        assert lacking["member_names"] == ("没有代表",)
        assert lacking["programme"] == ("没有会议日期",)
        assert adopted["programme"] == ("没有会议日期", "没有“主席团第一次会议”的日期")
        assert lacking["office_names"] == ("没有主席团成员", "没有秘书长")
        assert lacking["contents"] == ()
        assert lacking["articles"] == ("没有会议日期", "没有会议地点")


def test_a_text_with_an_empty_field_is_printed_with_a_line_and_told(tmp_path: Path) -> None:
    from tests.services.workspaces import workspace_in

    with workspace_in(tmp_path) as workspace:
        kind = next(iter(workspace.catalog.congress_kinds))
        congress, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind, "柳河镇", 11))
        notice = next(spec for spec in workspace.catalog.documents.values() if spec.compose == "articles")
        preview = printing.preview_document(workspace, notice.id, congress.id)
        pages = Pages(preview.content)
        assert "大会定于＿＿＿＿＿＿在＿＿＿＿＿＿举行" in "".join("".join(pages.text(0).split()))
        pages.close()
        assert [finding.text for finding in preview.findings] == [
            "“会议须知”缺：会议日期，印成了空白横线。",
            "“会议须知”缺：会议地点，印成了空白横线。",
        ]


@pytest.mark.parametrize(("duplex", "copies"), [(True, 1), (True, 3), (False, 1), (False, 3)])
def test_the_list_counts_what_the_packet_has(demo: Workspace, duplex: bool, copies: int) -> None:
    congress = find_congress(demo, COUNTY)
    kind = demo.catalog.congress_kinds[congress.kind]
    request = printing.PacketRequest(congress.id, (), copies, duplex)
    sides = page_count(printing.preview_packet(demo, request).content)
    pages = [page_count(printing.preview_document(demo, id_, congress.id).content) for id_ in kind.packet]
    words = packet_in_words(pages, copies, duplex=duplex)
    said = [int(number) for number in re.findall(r"(\d+) 面", words)] or [sum(pages)]
    assert said[-1] == sides
    assert words.startswith(f"{sum(pages)} 页")
    assert ("白面" in words) == (duplex and any(count % 2 for count in pages[:-1]))
