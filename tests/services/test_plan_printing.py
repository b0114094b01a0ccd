"""The plan on paper: of one congress and of the round, in each format, with what is done, late and due."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from huanjie_desktop.documents.blocks import Cell, Document, Drawing, Table
from huanjie_desktop.documents.drawing import Words
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import anchor_of, read_round
from huanjie_desktop.services.printing import print_subjects, printing
from huanjie_desktop.services.printing.plan_material import WHOLE
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.shown.papers import paper_of_document
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock
from workbench.pdf_pages import texts as texts_of_pages

HELD = (
    ("T", "柳河镇", date(2026, 3, 26)),
    ("T", "石桥镇", date(2026, 3, 27)),
    ("E", "青禾县", date(2026, 7, 11)),
    ("C", "青禾县", date(2026, 7, 26)),
)
PAPERS = ("plan-table", "plan-table-a4", "plan-chart", "plan-calendar", "plan-dispatch")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = FixedClock(datetime(2026, 6, 15, 9, 0, tzinfo=UTC))
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=clock)
    kinds = {anchor_of(kind): kind for kind in made.catalog.congress_kinds.values()}
    for anchor, unit, start in HELD:
        kind = kinds[anchor]
        congresses.create_congress(made, CongressDraft(kind.id, unit, 12, start, sitting=len(kind.numbers) - 1))
    yield made
    made.close()


def of(workspace: Workspace, anchor: str) -> str:
    return next(id_ for id_, each in read_round(workspace).congresses.items() if each.anchor == anchor)


def composed(workspace: Workspace, paper: str, of_: str) -> Document:
    return printing.compose_document(workspace, paper, of_)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    def said(cell: object) -> str:
        return str(cell.text) if isinstance(cell, Cell) else str(cell or "")

    return [[said(cell) for cell in row.cells] for row in table.rows]


def test_the_papers_are_of_the_round_and_of_each_congress_with_a_day(workspace: Workspace) -> None:
    spec = workspace.catalog.documents["plan-table"]
    assert list(print_subjects.names_of(workspace, spec).values())[:2] == ["全县", "柳河镇第十二次党代会"]
    assert [each.id for each in workspace.catalog.documents.values() if each.of == print_subjects.PLAN] == list(PAPERS)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("anchor", ["", "T", "E", "C"])
def test_each_is_written_in_its_formats_and_nothing_is_cut(
    workspace: Workspace, paper: str, anchor: str, tmp_path: Path
) -> None:
    target = of(workspace, anchor) if anchor else WHOLE
    for suffix in workspace.catalog.documents[paper].formats:
        path = tmp_path / f"材料.{suffix}"
        report = printing.print_document(workspace, paper, path, target).report
        assert path.stat().st_size > 1000
        assert report is None or (report.missing, report.cut) == ((), ())


def test_the_table_has_each_step_with_the_article_its_last_day_and_what_is_done(workspace: Workspace) -> None:
    election = of(workspace, "E")
    changing.mark_done(workspace, [(election, "voter-list")], date(2026, 6, 12))
    (table,) = tables(composed(workspace, "plan-table", election))
    rows = texts(table)
    assert len(rows) == len(read_round(workspace).plan_of(election).steps)
    row = next(row for row in rows if row[4] == "▲公布选民名单，发选民证")
    assert row[1:4] == ["6月12日", "五", "E−20"]
    assert row[5:8] == ["选举委员会", "6月21日", "《选举法》第28条"]
    assert row[9] == "√ 6月12日"
    assert table.foot.endswith(f"共{len(rows)}项，已办结1项。")
    whole = texts(tables(composed(workspace, "plan-table", WHOLE))[0])
    assert len(whole) == sum(len(plan.steps) for plan in read_round(workspace).plan.plans)
    assert {row[3] for row in whole} == {each.title for each in read_round(workspace).congresses.values()}


def test_a_narrow_table_leaves_out_what_is_brought_forth(workspace: Workspace) -> None:
    (wide,), (narrow,) = (tables(composed(workspace, paper, of(workspace, "C"))) for paper in PAPERS[:2])
    assert len(wide.columns) == len(narrow.columns) + 2
    assert "应出材料" in wide.head[0].cells
    assert "应出材料" not in narrow.head[0].cells


def test_the_chart_has_a_sheet_a_kind_and_folds_townships(workspace: Workspace) -> None:
    drawn = [block for block in composed(workspace, "plan-chart", WHOLE).blocks if isinstance(block, Drawing)]
    assert len(drawn) == 3
    words = [item.text for item in drawn[0].items if isinstance(item, Words)]
    assert any(text.endswith("（2个）") for text in words)
    assert "乡镇党代会" in words
    one = composed(workspace, "plan-chart", of(workspace, "E"))
    assert "最迟6月21日" in [item.text for item in one.blocks[0].items if isinstance(item, Words)]  # type: ignore[union-attr]


def test_the_calendar_has_the_months_in_which_something_is_due(workspace: Workspace) -> None:
    found = tables(composed(workspace, "plan-calendar", of(workspace, "E")))
    assert found[-1].caption.startswith("2026年")
    july = next(table for table in found if "2026年7月" in table.caption)
    cell = next(cell for row in texts(july) for cell in row if cell.startswith("11　会议开幕"))
    assert "会议开幕" in cell
    june = next(table for table in found if "2026年6月" in table.caption)
    assert any(cell.startswith("19　端午") for row in texts(june) for cell in row)


def test_the_weekly_sheet_says_what_was_done_is_late_and_is_due_and_who_does_it(workspace: Workspace) -> None:
    election = of(workspace, "E")
    late = [each.step.id for each in read_round(workspace).plan_of(election).steps if each.late]
    changing.mark_done(workspace, [(election, late[0])], date(2026, 6, 12), "选委会", "青选〔2026〕7号")
    changing.mark_done(workspace, [(election, late[1])], date(2026, 6, 1))  # before the last meeting
    (table,) = tables(composed(workspace, "plan-dispatch", election))
    rows = texts(table)
    heads = [row[0] for row in rows if len(set(row[1:])) == 1 and "、" in row[0]]
    assert heads[0] == "一、近7天办结（1项）"
    assert table.note.startswith("办结期间：6月8日至6月15日（没有印过调度表，按近7天）")
    assert heads[1] == f"二、逾期（{len(late) - 2}项）"
    assert rows[1][5] == "6月12日办结，选委会，青选〔2026〕7号"
    assert any("公布选民名单" in row[1] and row[3] == "选举委员会" for row in rows)


def test_the_weekly_sheet_begins_where_the_last_one_was_printed(workspace: Workspace) -> None:
    election = of(workspace, "E")
    late = [each.step.id for each in read_round(workspace).plan_of(election).steps if each.late]
    changing.mark_done(workspace, [(election, late[0])], date(2026, 6, 2))
    changing.mark_done(workspace, [(election, late[1])], date(2026, 5, 30))
    title = read_round(workspace).congresses[election].title
    clock = workspace.clock
    assert isinstance(clock, FixedClock)
    spec = workspace.catalog.documents["plan-dispatch"]
    shown = paper_of_document(spec, election, title)
    for day, name, saved in ((25, "全县工作调度表", False), (31, shown.name, False), (1, shown.name, True)):
        clock.moment = datetime(2026, 6 if day == 1 else 5, day, 1, 0, tzinfo=UTC)
        note_print(workspace, name, saved=saved)
    clock.moment = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
    note_print(workspace, shown.name, saved=False)  # this morning's: the meeting is the same
    (table,) = tables(composed(workspace, "plan-dispatch", election))
    assert table.note.startswith("办结期间：6月1日至6月15日（6月1日印发上次调度表）")
    assert texts(table)[0][0] == "一、上次调度以来办结（1项）"
    (of_all,) = tables(composed(workspace, "plan-dispatch", WHOLE))
    assert of_all.note.startswith("办结期间：5月25日至6月15日")
    assert texts(of_all)[0][0] == "一、上次调度以来办结（2项）"


def test_what_has_no_day_has_no_plan_to_print(workspace: Workspace, tmp_path: Path) -> None:
    election = of(workspace, "E")
    congresses.edit_congress(workspace, election, start=None, end=None)
    with pytest.raises(UserError, match="还没有定日期"):
        printing.print_document(workspace, "plan-table", tmp_path / "表.pdf", election)
    for each in congresses.list_congresses(workspace):
        congresses.edit_congress(workspace, each.id, start=None, end=None)
    with pytest.raises(UserError, match="排不出工期"):
        printing.print_document(workspace, "plan-table", tmp_path / "表.pdf", WHOLE)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_chart_is_one_sheet_a_kind(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "图.pdf"
    printing.print_document(workspace, "plan-chart", path, WHOLE)
    pages = Pages(path.read_bytes())
    assert len(pages) == 3
    pages.close()


@pytest.mark.parametrize("paper", ["plan-table", "plan-table-a4"])
@pytest.mark.parametrize("anchor", ["T", "E", "C", "Mc"])
def test_no_row_of_a_table_stands_alone_on_its_last_sheet(
    workspace: Workspace, paper: str, anchor: str, tmp_path: Path
) -> None:
    path, kinds = tmp_path / "表.pdf", workspace.catalog.congress_kinds.values()
    kind = next(each for each in kinds if each.anchor == "Mc")
    congresses.create_congress(workspace, CongressDraft(kind.id, "青禾县", 18, date(2026, 9, 8), sitting=1))
    pages = printing.print_document(workspace, paper, path, of(workspace, anchor)).report
    assert pages is not None
    rows = [re.findall(r"(?:T|C|E|Mc)(?:[−+]\d+|\b)", text) for text in texts_of_pages(path.read_bytes())]
    assert len(rows) == pages.pages
    assert min(len(found) for found in rows) >= 3  # one stands above the table
