"""Units stand in a tree, words are known for them, and posts are told apart by unit, standing and 兼任."""

import pytest

from huanjie_desktop.domain.post_parts import PostPart, fills, post_key, rank_of, read_posts, take_unit
from huanjie_desktop.domain.units import Unit, UnitPost, UnitTree, block_of, from_levels, quota_text, read_quota

PARTY = Unit("a", "县委", position=0)
ORGANISATION = Unit("b", "县委组织部", "中共青禾县委组织部", "组织部", "党委部门", "a", 1)
POLICE = Unit("c", "县公安局", "青禾县公安局", "公安局", "政府部门", None, 2)
WILLOW = Unit("d", "柳河镇", short_name="党政办", position=3)
STONE = Unit("e", "石桥镇", short_name="党政办", position=4)
TREE = UnitTree([STONE, WILLOW, POLICE, ORGANISATION, PARTY])
ORDER = ("书记", "镇长", "部长", "局长", "副书记", "副镇长", "副部长", "党委委员", "科员")


def said(text: str, unit: str = "") -> list[tuple[str, str, bool]]:
    return [(part.unit.name if part.unit else "", part.title, part.also) for part in read_posts(text, TREE, unit)]


def test_units_stand_in_order_each_behind_the_one_above() -> None:
    assert [(each.unit.name, each.level) for each in TREE.placed] == [
        ("县委", 0),
        ("县委组织部", 1),
        ("县公安局", 0),
        ("柳河镇", 0),
        ("石桥镇", 0),
    ]
    assert block_of(TREE.placed, 0) == range(2)
    assert block_of(TREE.placed, 4) == range(4, 5)


def test_units_that_are_above_each_other_stand_on_top() -> None:
    ring = UnitTree(
        [Unit("a", "甲局", parent_id="b"), Unit("b", "乙局", parent_id="a"), Unit("c", "丙局", parent_id="x")]
    )
    assert [(each.unit.id, each.level) for each in ring.placed] == [("a", 0), ("b", 0), ("c", 0)]


def test_names_of_all_kinds_are_known_but_no_short_one_that_several_have() -> None:
    assert TREE.find("中共青禾县委组织部") == TREE.find("组织部") == ORGANISATION
    assert TREE.find("党政办") is None
    assert TREE.at_start("县委组织部副部长") == (ORGANISATION, "县委组织部")
    assert TREE.at_start("县委常委") == (PARTY, "县委")
    assert TREE.at_start("县财政局") is None
    assert [TREE.place_of(name) for name in ("县委", "石桥镇", "县财政局")] == [0, 4, 5]


def test_levels_make_parents_and_a_leap_is_one_deeper() -> None:
    made = from_levels([(PARTY, 0), (ORGANISATION, 3), (POLICE, 1), (WILLOW, 0)])
    assert [(unit.id, unit.parent_id, unit.position) for unit in made] == [
        ("a", None, 0),
        ("b", "a", 1),
        ("c", "a", 2),
        ("d", None, 3),
    ]


@pytest.mark.parametrize(
    ("text", "unit", "parts"),
    [
        ("柳河镇党委书记、人大主席", "", [("柳河镇", "党委书记", False), ("柳河镇", "人大主席", False)]),
        ("县委常委、组织部部长", "", [("县委", "常委", False), ("县委组织部", "部长", False)]),
        ("副县长兼公安局局长", "", [("", "副县长", False), ("县公安局", "局长", True)]),
        ("党委副书记，兼任政法委员", "石桥镇", [("石桥镇", "党委副书记", False), ("石桥镇", "政法委员", True)]),
        (
            "镇长（兼）；柳河镇一级主任科员（正科级）",
            "石桥镇",
            [("石桥镇", "镇长", True), ("柳河镇", "一级主任科员", False)],
        ),
        ("兼职律师", "", [("", "兼职律师", False)]),
        ("县公安局", "", [("", "县公安局", False)]),
        ("", "柳河镇", []),
    ],
)
def test_posts_are_told_apart(text: str, unit: str, parts: list[tuple[str, str, bool]]) -> None:
    assert said(text, unit) == parts


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("镇长", "正职"),
        ("党委书记", "正职"),
        ("常务副县长", "副职"),
        ("党委副书记", "副职"),
        ("党委委员", ""),
        ("科员", ""),
    ],
)
def test_standing(title: str, standing: str) -> None:
    assert PostPart(None, title).standing == standing


def test_a_unit_is_taken_from_before_its_post() -> None:
    assert take_unit("县委组织部科员", TREE) == ("县委组织部", "科员")
    assert take_unit("县水利局科员", TREE, ["县水利局", "县水"]) == ("县水利局", "科员")
    assert take_unit("县委组织部", TREE) is None
    assert take_unit("科员", TREE) is None


def test_posts_sort_by_unit_then_the_offices_list_main_posts_before_those_held_beside() -> None:
    posts = [
        "石桥镇镇长",
        "柳河镇副镇长",
        "柳河镇党委书记",
        "柳河镇党委副书记兼石桥镇党委书记",
        "县水利局局长",
        "柳河镇网格员",
    ]
    posts.sort(key=lambda text: post_key(read_posts(text, TREE), TREE, ORDER))
    assert posts == [
        "柳河镇党委书记",
        "柳河镇党委副书记兼石桥镇党委书记",
        "柳河镇副镇长",
        "柳河镇网格员",
        "石桥镇镇长",
        "县水利局局长",
    ]
    assert rank_of("党委副书记", ORDER) == 4
    assert rank_of("网格员", ORDER) == len(ORDER)
    assert post_key((), TREE, ORDER) == (5, len(ORDER), False)


def test_what_fills_a_post() -> None:
    head, deputy, secretary = (UnitPost("1", "d", title, 1) for title in ("正职", "副职", "书记"))
    read = {title: read_posts(f"柳河镇{title}", TREE)[0] for title in ("党委书记", "党委副书记", "镇长", "党委委员")}
    assert [title for title, part in read.items() if fills(part, head)] == ["党委书记", "镇长"]
    assert [title for title, part in read.items() if fills(part, deputy)] == ["党委副书记"]
    assert [title for title, part in read.items() if fills(part, secretary)] == ["党委书记"]
    assert not fills(read_posts("石桥镇党委书记", TREE)[0], secretary)


def test_quotas_are_read_and_written() -> None:
    read = read_quota("党委书记1、镇长 1名，副镇长3（50岁）；组织委员2(年龄不超过45)")
    assert read == [("党委书记", 1, 0), ("镇长", 1, 0), ("副镇长", 3, 50), ("组织委员", 2, 45)]
    posts = [UnitPost("", "", *each) for each in read]
    assert quota_text(posts) == "党委书记1、镇长1、副镇长3（50岁）、组织委员2（45岁）"
    assert read_quota(quota_text(posts)) == read
    assert read_quota("  ") == []
    for wrong, words in (("3", "“3”看不出职务和人数"), ("镇长", "“镇长”看不出"), ("镇长1、镇长2", "“镇长”写了两次")):
        with pytest.raises(ValueError, match=words):
            read_quota(wrong)
