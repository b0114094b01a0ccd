"""Days counted from a congress, as an office says and types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.schedule.offsets import Sides, offset_words, read_offset, sides_of
from huanjie_desktop.domain.schedule.steps import Count
from huanjie_desktop.domain.schedule.workdays import Unit

OWN = Sides("会前", "会后", "会议当天")


def test_offsets_are_said_as_an_office_says_them() -> None:
    assert offset_words(-120, Unit.DAY, OWN) == "会前120天"
    assert offset_words(0, Unit.DAY, OWN) == "会议当天"
    assert offset_words(3, Unit.WORKING_DAY, OWN) == "会后3个工作日"
    assert offset_words(-6, Unit.MONTH, sides_of("选举日")) == "选举日前6个月"
    assert offset_words(-40, Unit.DAY, OWN, -36) == "会前40至36天"
    assert offset_words(-2, Unit.DAY, OWN, 1) == "会前2天至会后1天"
    assert offset_words(-10, Unit.DAY, OWN, 0) == "会前10天至会议当天"


def test_a_count_is_told_by_the_words_around_its_anchor_or_step() -> None:
    assert Count("T", -120).told({"T": OWN}, {}) == "会前120天"
    assert Count("", 4, of="list").told({"T": OWN}, {"list": "公布名单"}) == "“公布名单”后4天"
    assert Count("T", -1).told({}, {}) == "T前1天"


@given(st.integers(-3000, 3000), st.sampled_from(Unit), st.sampled_from([OWN, sides_of("选举日")]))
def test_what_is_said_can_be_typed(number: int, unit: Unit, sides: Sides) -> None:
    assert read_offset(offset_words(number, unit, sides), unit) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("-12", -12),
        ("−12", -12),
        ("提前12天", -12),
        ("前12", -12),
        (" 会后 3 天", 3),
        ("+3", 3),
        ("会后3日", 3),
        ("0", 0),
    ],
)
def test_shorter_ways_of_typing(typed: str, number: int) -> None:
    assert read_offset(typed) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12", "没有写前还是后"),
        ("会前", "看不出"),
        ("约12天", "看不出"),
        ("会前-12", "看不出"),
        ("会前3个工作日", "按天数"),
    ],
)
def test_what_could_mean_two_things_is_asked_back(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_offset(typed)
