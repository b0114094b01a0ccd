"""Kinds of congress: what of them is wrong is said, and a kind may have papers of its own."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.check import check_catalog, congress_kind_problems
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import (
    CapacitySpec,
    CongressKindSpec,
    ElectionSpec,
    NumberSpec,
    OfficeSpec,
    PaperSpec,
    SessionSeed,
)

TERM, SITTING = NumberSpec(field="term", title="届次", after="届"), NumberSpec(field="sitting", title="会次")


def shipped(level: str = "county") -> CongressKindSpec:
    return next(kind for kind in load_catalog().congress_kinds.values() if kind.level == level)


def changed(**changes: Any) -> CongressKindSpec:
    return msgspec.structs.replace(shipped(), **changes)


def with_kind(kind: CongressKindSpec) -> Catalog:
    catalog = load_catalog()
    return replace(catalog, congress_kinds={**catalog.congress_kinds, kind.id: kind})


@pytest.mark.parametrize("level", ["county", "township"])
def test_the_shipped_kinds_are_sound_and_elect_delegates_to_the_next_higher_congress(level: str) -> None:
    kind = shipped(level)
    assert list(congress_kind_problems(kind, load_catalog())) == []
    higher = kind.elections[-1].title
    assert higher in ("出席市党代会代表", "出席县党代会代表")
    plenary = [item.title for session in kind.sessions if session.role == "plenary" for item in session.items]
    assert f"选举{higher}" in plenary


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_pattern": "{unit}代表大会"}, "会议名称“{unit}代表大会”里应有{term}和{unit}"),
        ({"short_pattern": "{unit}{term}{county}"}, "会议名称“{unit}{term}{county}”里应有{term}和{unit}"),
        ({"numbers": (SITTING,)}, "编号应有届次，会次至多一个"),
        ({"numbers": (TERM, TERM)}, "编号应有届次，会次至多一个"),
        ({"cover_lines": ("{unit}",)}, "封面上的会议名称连起来应与会议全称相同"),
        ({"capacities": (CapacitySpec(id="x", title="列席"),)}, "没有一种身份是应到人员"),
        ({"host": "{county}委员会"}, "会议的召开者里只能有{unit}"),
        ({"superior": "{unit}"}, "报送的上级单位里只能有{county}和{superior}"),
        ({"elections": (ElectionSpec(id="x", title="{office}"),)}, "选举事项“{office}”里只能有{unit}"),
        ({"offices": (OfficeSpec(id="x", title="甲"),) * 2}, "会议职务“x”重复"),
        ({"title": " "}, "没有填写名称"),
        ({"offices": (OfficeSpec(id="x", title=""),)}, "会议职务的名称不能为空"),
        ({"sessions": (SessionSeed(title="开幕式", start="25:00"),)}, "会次“开幕式”的开始时间“25:00”不对"),
        ({"sessions": (SessionSeed(title="开幕式", day=61),)}, "会次“开幕式”的日子“61”不对（day），离开幕最多60天"),
        ({"sessions": (SessionSeed(title="开幕\x01"),)}, "名称里有换行或控制字符（sessions[0].title）"),
        ({"days": 61}, "会期“61”天不对（days），应是1到60天"),
        ({"name_order": "name"}, "名单说明写的是姓氏笔画，排序却不是"),
    ],
)
def test_what_is_wrong_within_a_kind_is_said(changes: dict[str, Any], said: str) -> None:
    assert said in list(congress_kind_problems(changed(**changes), load_catalog()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"packet": ("no-paper",)}, "没有材料“no-paper”"),
        ({"packet": ("roster-sheet",)}, "“干部名册（A4）”不是会议的材料"),
        ({"papers": {"no-paper": PaperSpec(title="甲")}}, "没有材料“no-paper”"),
        ({"without": ("no-paper",)}, "没有材料“no-paper”"),
        ({"without": ("agenda-sheet",)}, "“议程（草案）”既列为没有的材料，又要排印"),
        (
            {"capacities": (CapacitySpec(id="x", title="代表", counted=True, roster_kinds=("none",)),)},
            "身份“代表”没有名册类别“none”",
        ),
    ],
)
def test_what_a_kind_names_elsewhere_must_be_there(changes: dict[str, Any], said: str) -> None:
    kind = changed(**changes)
    assert f"congress_kinds/county_party.toml: {said}" in check_catalog(with_kind(kind))


def test_there_are_five_kinds_and_the_meeting_that_an_election_of_deputies_leads_to() -> None:
    kinds = load_catalog().congress_kinds
    assert list(kinds) == [
        *(
            "township-party",
            "county-party",
            "deputy-election",
            "township-people",
            "county-people",
            "county-consultative",
        ),
    ]
    assert {kind.name_order for kind in kinds.values() if "姓名笔画" in kind.words.order_note} == {"name"}


def test_a_paper_for_other_kinds_cannot_be_in_a_kinds_packet() -> None:
    kind = changed(id="other-kind", packet=("request-sheet",))
    said = "other-kind: “请示”是别的会议种类的材料"
    assert said in check_catalog(with_kind(kind))


def test_a_kind_has_a_paper_under_its_own_title_with_its_own_params() -> None:
    document = load_catalog().documents["agenda-sheet"]
    kind = changed(papers={document.id: PaperSpec(title="会议议程", params={"mark": ""})})
    own = kind.paper(document)
    assert (own.title, own.params) == ("会议议程", {**document.params, "mark": ""})
    assert shipped().paper(document) is document


def test_a_paper_like_another_follows_what_a_kind_says_of_that() -> None:
    documents = load_catalog().documents
    adopted = next(each for each in documents.values() if each.like == "agenda-sheet")
    said = {"agenda-sheet": PaperSpec(title="会议议程", params={"mark": "（稿）", "sessions": ["全体会议"]})}
    own = changed(papers=said).paper(adopted)
    assert own.title == adopted.title
    assert own.params == {**adopted.params, "sessions": ["全体会议"]}
    both = changed(papers={**said, adopted.id: PaperSpec(title="大会议程", params={"mark": "（定）"})}).paper(adopted)
    assert (both.title, both.params["mark"], both.params["sessions"]) == ("大会议程", "（定）", ["全体会议"])
    assert changed(without=()).has(adopted)
    assert not changed(without=("agenda-sheet",)).has(adopted)


def test_a_paper_is_like_one_of_its_make_alone() -> None:
    catalog = load_catalog()
    adopted = next(each for each in catalog.documents.values() if each.like == "agenda-sheet")
    for like in ("no-paper", "programme-sheet", adopted.id):
        wrong = msgspec.structs.replace(adopted, like=like)
        found = check_catalog(replace(catalog, documents={**catalog.documents, wrong.id: wrong}))
        assert f"documents: '{adopted.id}' is like '{like}', which is no paper of its make" in found
