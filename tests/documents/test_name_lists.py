"""代表名单, 分组名单: even columns, brackets smaller, groups kept together, no heading, label, line or total alone."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, Heading, NameGrid, PageStyle, Paragraph
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.material import GroupMaterial, PersonGroup
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.templates import BLANK
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
    assert all(re.match("代表名单(第.*?代表团)?（续）", page) for page in pages[1:])
    assert "代表300名，其中妇女60名，占20.0%" in pages[-1]


@pytest.mark.parametrize(("compose_name", "title"), [("member_names", "代表名单"), ("groups", "分组名单")])
@pytest.mark.parametrize("count", [240, 300])
def test_names_that_go_on_on_another_sheet_say_whose_they_are(compose_name: str, title: str, count: int) -> None:
    pages = texts(pdf(paper(compose_name, count, 3))[0])
    going_on, said = "", 0
    for before, page in pairwise(pages):
        begun = re.findall(r"(第\d代表团)（\d+名）", before)
        going_on = begun[-1] if begun else going_on
        if re.match(rf"{title}（续）(.、)?第\d代表团（", page):
            continue  # the next group begins with the sheet
        assert page.startswith(f"{title}{going_on}（续）"), page[:40]
        said += 1
    assert said >= 2


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


def test_a_group_that_one_sheet_holds_stands_on_one() -> None:
    pages = texts(pdf(paper("groups", 90, 3))[0])
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"第{number}代表团（30名）" in page
        assert page.count("副团长：") == page.count("联络员：") == page.count("代表团（") == 1


@pytest.mark.parametrize(("count", "begins"), [(40, [False, True]), (66, [True, False])])
def test_a_group_goes_to_the_next_sheet_where_that_holds_it_all(count: int, begins: list[bool]) -> None:
    people = (tuple(Person(f"p{at}", "王芳") for at in range(count)) for count in (3, count))
    groups = tuple(GroupMaterial(f"第{at}代表团", each, {}, "二楼", "李敏") for at, each in enumerate(people))
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "groups")
    pages = texts(pdf(compose(spec, replace(congress_of(), groups=groups)))[0])
    assert [f"第1代表团（{count}名）" in page for page in pages] == begins
    assert pages[-1].count("联络员：") == 1


def test_groups_share_a_sheet_that_holds_them() -> None:
    pages = texts(pdf(paper("groups", 24, 4))[0])
    assert [page.count("联络员：") for page in pages] == [2, 2]


@pytest.mark.parametrize("compose_name", ["member_names", "groups"])
def test_people_of_one_name_are_told_apart_on_lists(compose_name: str) -> None:
    alike = [
        Person("a", "王秀英", "女", ethnic_group="汉族", unit="县水利局"),
        Person("b", "王秀英", "女", ethnic_group="汉族", unit="柳河镇"),
        Person("c", "王秀英", "女", ethnic_group="回族", unit="柳河镇"),
        Person("d", "李敏", "女", unit="柳河镇"),
    ]
    group = GroupMaterial("第一代表团", tuple(alike), {"a": "团长"})
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == compose_name)
    whole = "".join(texts(pdf(compose(spec, replace(congress_of(), groups=(group,))))[0]))
    assert {"王秀英（女，县水利局）", "王秀英（女，柳河镇）", "王秀英（女，回族）", "李敏（女）"} <= set(
        re.findall(r"[王李][^（王李]*（[^）]*）", whole)
    )


def test_one_of_two_of_a_name_is_told_apart_also_where_the_other_is_not_listed() -> None:
    one, other = Person("a", "李敏", unit="县水利局"), Person("b", "李敏", unit="柳河镇")
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "office_names")
    office = spec.params["offices"][0]
    material = replace(
        congress_of(),
        groups=(GroupMaterial("第一代表团", (one,), {}),),
        attending=(PersonGroup("列席人员", (other,)),),
        offices={office: "主席团成员"},
        officers={office: (one,)},
    )
    assert "李敏（县水利局）" in "".join(texts(pdf(compose(spec, material))[0]))


def test_an_office_that_nobody_holds_has_a_blank_as_is_said_before() -> None:
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "office_names")
    held, lacking = spec.params["offices"][:2]
    someone = Person("a", "李敏")
    material = replace(congress_of(), offices={held: "主席团", lacking: "秘书长"}, officers={held: (someone,)})
    blocks = compose(spec, material).blocks
    at = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and "秘书长" in block.text)
    assert blocks[at + 1] == Paragraph(BLANK)
    assert sum(isinstance(block, Paragraph) and block.text == BLANK for block in blocks) == 1


def test_a_group_that_has_only_others_counts_nobody() -> None:
    spec = next(spec for spec in load_catalog().documents.values() if spec.compose == "groups")
    other = PersonGroup("列席人员", (Person("b", "李敏"),))
    groups = (
        GroupMaterial("第一代表团", (Person("a", "林木"),), {}),
        GroupMaterial("第二代表团", (), {}, others=(other,)),
    )
    blocks = compose(spec, replace(congress_of(), groups=groups)).blocks
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads == ["一、第一代表团（1名）", "二、第二代表团"]
