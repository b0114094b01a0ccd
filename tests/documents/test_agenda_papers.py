"""议程 and 日程: items by what they are, whatever they are called; each with one number; days carried over sheets."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, PageStyle, Paragraph, Table, Title
from huanjie_desktop.documents.compose import compose, lacks_of
from huanjie_desktop.documents.material import CongressMaterial, SessionMaterial
from huanjie_desktop.domain.agenda import arrange
from huanjie_desktop.domain.meeting import PLENARY, PROCEDURE, AgendaItem, Session
from tests.documents.congresses import congress_of
from tests.documents.papers import pdf
from workbench.pdf_pages import outside, texts

DAY = date(2026, 7, 26)


def sitting(title: str, *items: AgendaItem, role: str = "", at: int = 0, **about: object) -> SessionMaterial:
    session = Session(f"s{at}", "c", at, title, role=role, **about)  # type: ignore[arg-type]
    return SessionMaterial(session, tuple(arrange(items)), {})


def item(id_: str, title: str, parent: str | None = None, at: int = 0, role: str = "") -> AgendaItem:
    return AgendaItem(id_, "s", parent, at, title, role=role)


def with_sessions(*sessions: SessionMaterial) -> CongressMaterial:
    return replace(congress_of(), sessions=sessions)


def paper(compose_name: str, material: CongressMaterial, **params: object) -> Document:
    found = [spec for spec in load_catalog().documents.values() if spec.compose == compose_name]
    spec = next(each for each in found if each.params.get("by_session", False) == params.get("by_session", False))
    return compose(spec, material)


def lines(document: Document) -> list[str]:
    return [str(block.text) for block in document.blocks if isinstance(block, Paragraph)]


def test_a_renamed_sitting_is_still_one_of_the_whole_congress() -> None:
    made = with_sessions(
        sitting("开大会那一天", item("a", "听取报告"), item("b", "奏国歌", at=1, role=PROCEDURE), role=PLENARY),
        sitting("碰头", item("c", "商量"), at=1),
    )
    assert lines(paper("agenda", made)) == ["一、听取报告"]


def test_parents_stand_with_their_children_and_equal_ones_where_they_stand() -> None:
    items = (
        item("a", "审议报告", at=0),
        item("a1", "说明", "a"),
        item("b", "审议预算", at=1),
        item("b1", "说明", "b"),
        item("b2", "表决", "b", at=1),
    )
    expected = ["一、审议报告", "（一）说明", "二、审议预算", "（一）说明", "（二）表决"]
    assert lines(paper("agenda", with_sessions(sitting("会", *items, role=PLENARY)))) == expected


def test_what_is_left_out_goes_with_all_below_it_and_leaves_no_gap_in_the_numbers() -> None:
    items = (
        item("a", "闭幕", role=PROCEDURE),
        item("a1", "致辞", "a"),
        item("b", "选举", at=1),
    )
    assert lines(paper("agenda", with_sessions(sitting("会", *items, role=PLENARY)))) == ["一、选举"]


@pytest.mark.parametrize("number", ["一、", "（二）", "3.", "12．", "（4）", "(5)", "五．"])
def test_an_item_that_brings_its_number_has_one_number(number: str) -> None:
    made = with_sessions(sitting("会", item("a", f"{number}听取报告"), role=PLENARY))
    assert lines(paper("agenda", made)) == ["一、听取报告"]
    assert lines(paper("agenda", made, by_session=True)) == [f"{number}听取报告"]


@pytest.mark.parametrize("title", ["2026年工作报告", "3.5亿元预算", "一届五次全会", "12个议题"])
def test_a_title_that_begins_with_a_figure_is_numbered(title: str) -> None:
    made = with_sessions(sitting("会", item("a", title), role=PLENARY))
    assert lines(paper("agenda", made, by_session=True)) == [f"一、{title}"]


def long_days(count: int) -> CongressMaterial:
    """Return a congress of two days with so many sittings each, each of four items."""
    sessions = []
    for at in range(2 * count):
        items = [item(f"{at}-{place}", f"第{at}次第{place}项", at=place) for place in range(4)]
        start = time(8 + at % count % 10, 40)
        sessions.append(sitting(f"会次{at}", *items, at=at, day=DAY + timedelta(at // count), start=start))
    return with_sessions(*sessions)


def test_a_day_goes_on_over_the_sheet_with_its_date_and_the_title() -> None:
    document = paper("programme", long_days(9))
    content, report = pdf(document)
    pages = texts(content)
    assert report.pages > 2
    assert outside(content, PageStyle(margins=document.page.margins)) == []
    for page in pages[1:]:
        assert "日程（草案）（续）" in page
        assert "7月2" in page
        assert "时间" in page
    assert any("7月26日星期日（续）" in page or "7月27日星期一（续）" in page for page in pages[1:])
    whole = "".join(pages)
    assert all(whole.count(f"第{at}次第3项") == 1 for at in range(18))


def test_a_clock_stands_beside_its_half_day() -> None:
    made = with_sessions(sitting("会", day=DAY, start=time(14, 40)))
    (table,) = (block for block in paper("programme", made).blocks if isinstance(block, Table))
    assert [getattr(cell, "text", cell) for cell in table.rows[0].cells[:3]] == ["7月26日\n星期日", "下午", "2:40"]


def test_sittings_without_a_day_stand_apart_in_their_own_order_and_are_named() -> None:
    made = with_sessions(
        sitting("丙", at=2, start=time(8)),
        sitting("乙", at=1, start=time(16)),
        sitting("甲", at=0, day=DAY, start=time(9)),
        sitting("丁", at=3, day=DAY),
    )
    document = paper("programme", made)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [row.cells[3] for row in table.rows] == ["甲", "丁", "乙", "丙"]
    assert getattr(table.rows[2].cells[0], "text", "") == "日期\n待定"
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "programme")
    assert lacks_of(spec, made) == ("“丙”、“乙”、“丁”没有日期或时间",)


@pytest.mark.parametrize("before", range(12, 24))
def test_an_item_does_not_end_a_sheet_whose_first_child_begins_the_next(before: int) -> None:
    items = [item(f"i{at}", f"第{at}项", at=at) for at in range(before)]
    items += [item("p", "审议报告", at=before), item("p1", "说明甲", "p"), item("p2", "说明乙", "p", at=1)]
    for by_session in (False, True):
        made = with_sessions(sitting("会", *items, role=PLENARY))
        pages = texts(pdf(paper("agenda", made, by_session=by_session))[0])
        assert [page for page in pages if "审议报告" in page] == [page for page in pages if "说明甲" in page]


@pytest.mark.parametrize("compose_name", ["agenda", "programme"])
def test_an_adopted_paper_says_when_and_by_whom_instead_of_draft(compose_name: str) -> None:
    found = [spec for spec in load_catalog().documents.values() if spec.compose == compose_name]
    draft = next(spec for spec in found if spec.params.get("mark"))
    adopted = next(spec for spec in found if spec.like == draft.id)
    role = adopted.params["adopted"]
    first = sitting("第一次碰头会", item("a", "听取报告"), role=role, at=1, day=date(2026, 7, 25), start=time(9, 0))
    made = with_sessions(
        sitting("大会", item("b", "选举"), role=PLENARY, day=DAY, start=time(9, 0)),
        first,
        sitting("第二次碰头会", role=role, at=2, day=DAY, start=time(15, 0)),
    )
    title, drafted = (
        next(block for block in compose(spec, made).blocks if isinstance(block, Title)) for spec in (adopted, draft)
    )
    assert title.subtitle == "（2026年7月25日大会第一次碰头会通过）"
    assert "草案" not in title.text + title.subtitle
    assert drafted.text == title.text + "（草案）"
    assert "通过" not in drafted.subtitle
    assert lacks_of(adopted, made) == lacks_of(draft, made)
    undated = with_sessions(made.sessions[0], sitting("预备会", role=role, at=1))
    blank = next(block for block in compose(adopted, undated).blocks if isinstance(block, Title))
    assert blank.subtitle == "（　　　　年　　月　　日大会预备会通过）"
    assert "没有“预备会”的日期" in lacks_of(adopted, undated)
    without = next(
        block for block in compose(adopted, with_sessions(made.sessions[0])).blocks if isinstance(block, Title)
    )
    assert without.subtitle == f"（　　　　年　　月　　日大会{adopted.params['adopted_by']}通过）"
