"""What a person's fields say together."""

import pytest

from huanjie_desktop.domain.people import Person, post_with_unit


@pytest.mark.parametrize(
    ("unit", "post", "printed"),
    [
        ("柳河镇", "镇长", "柳河镇镇长"),
        ("柳河镇", "柳河镇镇长", "柳河镇镇长"),
        ("县委办公室", "县委常委、县委办公室主任", "县委常委、县委办公室主任"),
        ("柳河镇", "县委委员、柳河镇党委书记", "县委委员、柳河镇党委书记"),
        ("柳河镇", "青禾县柳河镇党委书记", "青禾县柳河镇党委书记"),
        ("柳河镇", "县委委员、云川省青禾县柳河镇镇长", "县委委员、云川省青禾县柳河镇镇长"),
        ("柳河镇", "驻柳河镇工作队队长", "柳河镇驻柳河镇工作队队长"),
        ("教育局", "县政府党组成员、县教育局局长", "教育局县政府党组成员、县教育局局长"),
        ("县委办公室", "主任", "县委办公室主任"),
        ("青禾县财政局", "县财政局局长", "青禾县财政局局长"),
        ("柳河镇人民政府", "政府办主任", "柳河镇人民政府政府办主任"),
        ("", "镇长", "镇长"),
        ("柳河镇", "", "柳河镇"),
    ],
)
def test_a_unit_stands_before_a_post_that_does_not_name_it(unit: str, post: str, printed: str) -> None:
    assert post_with_unit(Person("1", "赵甲", unit=unit, current_post=post)) == printed
