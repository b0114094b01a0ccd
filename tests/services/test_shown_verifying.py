"""What is decided of a comparison: sides, whole columns, what cannot be, and its own undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.shown.verifying import LEFT, RIGHT, Choosing, ShownVerification

POST = Difference("a", "林木", "current_post", "现任职务", "镇长", "书记", 2)
BIRTH = Difference("a", "林木", "birth", "出生年月", "1985.07", "1985.08", 2, alone=True)
NUMBER = Difference(
    "a",
    "林木",
    "id_number",
    "身份证号",
    "990101198507120018",
    "990101198507120038",
    2,
    blocked="校验位不对",
    alone=True,
)
OTHER = Difference("b", "王芳", "current_post", "现任职务", "", "部长", 3, blocked="读不出来")
LAST = Difference("b", "王芳", "phone", "手机号码", "1", "2", 3)


@dataclass
class Found:
    differences: Sequence[Difference] = (POST, BIRTH, NUMBER, OTHER, LAST)
    people: Sequence[Any] = field(default=())


def choosing(*differences: Difference) -> Choosing:
    made = Choosing()
    person = Person("a", "林木", sex="男", id_number="990101198507120018")
    made.show(ShownVerification(cast(Any, Found(differences or Found().differences)), (), {"a": person}))
    return made


def test_a_side_is_decided_and_taken_back() -> None:
    made = choosing()
    assert made.choose({POST.key}, RIGHT) == ""
    assert (made.side_of(POST.key), made.taken, made.left) == (RIGHT, 1, 4)
    made.choose({POST.key}, LEFT)
    assert (made.taken, made.side_of(POST.key)) == (0, LEFT)
    assert made.undo()
    assert made.side_of(POST.key) == RIGHT
    assert made.redo()
    assert made.side_of(POST.key) == LEFT
    made.choose({POST.key}, "")
    assert made.left == 5
    assert not choosing().undo()


def test_the_list_is_narrowed_to_a_kind_and_columns_decide_what_is_seen() -> None:
    made = choosing()
    assert made.kinds() == [
        ("", "全部不同 5"),
        ("open", "还没定的 5"),
        ("both", "两边都填了的 4"),
        ("ours", "名册里空白的 1"),
        ("blocked", "不能采用的 2"),
        ("column current_post", "现任职务 2"),
        ("column birth", "出生年月 1"),
        ("column id_number", "身份证号 1"),
        ("column phone", "手机号码 1"),
    ]
    made.narrow("column current_post")
    assert [each.key for each in made.lines] == [POST.key, OTHER.key]
    made.narrow("both")
    made.choose_all(LEFT)
    assert (made.side_of(POST.key), made.side_of(OTHER.key)) == (LEFT, "")  # the other is not seen
    assert made.next_open(0) >= 0
    made.narrow("open")
    assert [each.key for each in made.lines] == [BIRTH.key, NUMBER.key, OTHER.key]
    made.choose({OTHER.key}, LEFT)
    assert OTHER in made.lines  # it stays under the cursor until the list is narrowed again
    assert made.total == 5
    made.narrow("column phone")
    made.show(ShownVerification(cast(Any, Found((POST, BIRTH))), (), {}))
    assert (made.kind, list(made.lines)) == ("", [POST, BIRTH])


def test_what_cannot_be_taken_is_told() -> None:
    made = choosing()
    assert made.choose({NUMBER.key}, RIGHT) == "右边不能采用：校验位不对。"
    assert made.choose({NUMBER.key}, LEFT) == ""
    assert made.side_of(NUMBER.key) == LEFT


def test_all_but_what_is_looked_at_one_by_one() -> None:
    made = choosing()
    assert made.choose_all(RIGHT) == "2处出生年月、身份证号要一处一处定；右边不能采用：读不出来。"
    assert made.choices == {POST.key: RIGHT, LAST.key: RIGHT}
    made.undo()
    assert made.choose_all(LEFT) == "2处出生年月、身份证号要一处一处定。"
    assert made.left == 2


def test_columns_are_counted_and_those_alone_come_last() -> None:
    made = choosing()
    made.choose_column("current_post", LEFT)
    assert [(each.title, each.count, each.left, each.alone) for each in made.columns()] == [
        ("现任职务", 2, 0, False),
        ("手机号码", 1, 1, False),
        ("出生年月", 1, 1, True),
        ("身份证号", 1, 1, True),
    ]
    made.choose_column("birth", RIGHT)
    assert made.side_of(BIRTH.key) == ""


@pytest.mark.parametrize(("after", "place"), [(-1, 0), (0, 1), (4, 0)])
def test_the_next_open_one_is_found_round_the_end(after: int, place: int) -> None:
    assert choosing().next_open(after) == place


def test_nothing_is_open_when_all_is_decided() -> None:
    made = choosing(POST)
    made.choose({POST.key}, LEFT)
    assert made.next_open(0) == -1


def test_decisions_go_on_with_what_still_differs() -> None:
    made = choosing()
    made.choose({POST.key}, RIGHT)
    made.choose({LAST.key}, LEFT)
    made.show(ShownVerification(cast(Any, Found((POST,))), ()))
    assert made.choices == {POST.key: RIGHT}
    assert not made.undo()


def test_a_number_is_told_digit_by_digit() -> None:
    said = choosing().about(NUMBER)
    assert ("", "第17位不同。") in said
    assert ("error", "校验位不对，不能采用右边。") in said
    assert ("secondary", "左边与出生年月、性别相符。") in said
