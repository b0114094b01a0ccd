"""Chinese numbers, dates and times."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain import numerals
from huanjie_desktop.domain.meeting import congress_title

VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"十": 10, "百": 100, "千": 1000}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2026, "二千零二十六"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers(number: int, words: str) -> None:
    assert numerals.chinese_number(number) == words


@given(st.integers(1, 9999))
def test_words_mean_their_number(number: int) -> None:
    total = digit = 0
    for char in numerals.chinese_number(number):
        value = VALUES[char]
        if value < 10:
            digit = value
        else:
            total += max(digit, 1) * value
            digit = 0
    assert total + digit == number


@pytest.mark.parametrize("number", [-1, 10000])
def test_out_of_range(number: int) -> None:
    with pytest.raises(ValueError):
        numerals.chinese_number(number)


def test_dates() -> None:
    day = date(2026, 7, 26)
    assert numerals.chinese_date(day) == "2026年7月26日"
    assert numerals.weekday(day) == "星期日"
    assert numerals.ordinal(12) == "第十二"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (None, "2026年7月26日"),
        (date(2026, 7, 26), "2026年7月26日"),
        (date(2026, 7, 28), "2026年7月26日至28日"),
        (date(2026, 8, 1), "2026年7月26日至8月1日"),
        (date(2027, 1, 1), "2026年7月26日至2027年1月1日"),
    ],
)
def test_spans(end: date | None, words: str) -> None:
    assert numerals.chinese_span(date(2026, 7, 26), end) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(9), "上午9:00"),
        (time(11, 59), "上午11:59"),
        (time(12), "中午12:00"),
        (time(14, 30), "下午2:30"),
        (time(18), "晚上6:00"),
        (time(19, 5), "晚上7:05"),
        (time(0, 5), "上午0:05"),
    ],
)
def test_clock(moment: time, words: str) -> None:
    assert numerals.clock_words(moment) == words


def test_congress_title() -> None:
    title = congress_title("中国共产党{unit}第{term}次代表大会", "青禾县", 12)
    assert title == "中国共产党青禾县第十二次代表大会"
