"""代表名单, 分组名单: even columns, brackets smaller, groups kept together, no heading, label, line or total alone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, NameGrid, PageStyle
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.material import GroupMaterial, PersonGroup
from huanjie_desktop.domain.people import Person
from tests.documents.congresses import congress_of
from tests.documents.papers import pdf
from workbench.pdf_pages import MM, outside, pieces, texts

GIVEN = "伟芳娜敏静秀英丽强磊军洋勇艳杰涛明超兰霞平刚桂春燕鹏辉玲"
ODD = ("阿不都热合曼·吐尔逊买买提", "买买提·示例", "欧阳震华")
PEOPLES = ("汉族", "汉族", "回族", "蒙古族", "汉族", "乌孜别克族")


def person(at: int) -> Person:
    name = ODD[at % 3] if at % 61 == 5 else "王" + GIVEN[at % 28] + ("" if at % 4 == 0 else GIVEN[at // 28 % 28])
    return Person(f"p{at}", name, "女" if at % 5 == 0 else "男", ethnic_group=PEOPLES[at % 6])


def paper(compose_name: str, count: int, groups: int, others: int = 0) -> Document:
    found = []
    for at in range(groups):
        members = tuple(person(place) for place in range(at, count, groups))
        roles = {each.id: role for each, role in zip(members, ("团长", "副团长"), strict=False)}
        beside = (PersonGroup("列席人员", tuple(person(9000 + place) for place in range(others))),) if others else ()
        found.append(GroupMaterial(f"第{at + 1}代表团", members, roles, "二楼", "李敏", beside))
    material = replace(congress_of(), groups=tuple(found))
    return compose(next(spec for spec in load_catalog().documents.values() if spec.compose == compose_name), material)


def test_three_hundred_names_take_at_most_five_pages() -> None:
    content, report = pdf(paper("member_names", 300, 10))
    assert report.pages <= 5
    pages = texts(content)
    assert all("代表名单（续）" in page for page in pages[1:])
    assert "代表300名，其中妇女60名，占20.0%" in pages[-1]


@settings(deadline=None, max_examples=60)
@given(count=st.integers(1, 130), groups=st.integers(1, 9), others=st.integers(0, 9))
def test_no_heading_or_label_ends_a_page_and_no_name_is_alone_on_the_last(count: int, groups: int, others: int) -> None:
    for name in ("member_names", "groups"):
        document = paper(name, count, min(groups, count), others)
        content, _ = pdf(document)
        assert outside(content, PageStyle()) == []
        pages = pieces(content)
        for page in pages[:-1]:
            assert not page[-1].face.startswith(("Hei", "NotoSansHei")) or page[-1].words[-1] not in "：）"
        if len(pages) > 1:
            lines = [piece.y for piece in pages[-1] if round(piece.y) != round(pages[-1][0].y)]
            assert max(lines) - min(lines) > 20, "names on one line only"


def test_columns_are_even_and_brackets_smaller() -> None:
    names = tuple((f"王{GIVEN[at]}", "（女，回族）" if at % 2 else "") for at in range(16))
    page = pieces(pdf(Document("名单", PageStyle(), (NameGrid(names),)))[0])[0]
    begins = sorted({round(piece.x) for piece in page if piece.words.startswith("王")})
    assert len(begins) == 4
    assert [two - one for one, two in pairwise(begins)] == pytest.approx([156 / 4 * MM] * 3, abs=1)
    assert {round(piece.size, 1) for piece in page if "女" in piece.words} <= {10.5, 9.0}


@pytest.mark.parametrize("brackets", ["", "（女）", "（女，回族）", "（乌孜别克族）", "（女，乌孜别克族）"])
@pytest.mark.parametrize("name", ["丁一", "王小明", "欧阳震华"])
def test_a_usual_name_takes_one_column(name: str, brackets: str) -> None:
    if len(name) == 4 and len(brackets) > 6:
        return  # does not fit a quarter of the line
    page = pieces(pdf(Document("名单", PageStyle(), (NameGrid(((name, brackets),) * 4),)))[0])[0]
    assert len({round(piece.y) for piece in page if piece.words[0] in "丁王欧"}) == 1
