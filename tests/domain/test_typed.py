"""Days, clock times and numbers as people type them."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.numerals import chinese_date, chinese_number, clock_words, weekday
from huanjie_desktop.domain.typed import clock_text, count_text, day_text, read_clock, read_count, read_day

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
WIDE = {ord("0") + at: chr(ord("０") + at) for at in range(10)} | {ord(":"): "：", ord("-"): "－", ord("."): "．"}


@pytest.mark.parametrize(
    "text",
    [
        *("7.26", "7-26", "7/26", "07.26", "0726", "7月26日", "7月26", "7月26号", "7、26", "7。26", " 7. 26 "),
        *("2026-7-26", "2026-07-26", "2026.7.26", "2026/7/26", "2026年7月26日", "20260726", "２０２６．７．２６"),
        *("2026-07-26 00:00:00", "7月26日（星期日）", "7.26 周日", "2026-07-26T00:00"),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert read_day(text, 2026) == date(2026, 7, 26)


@pytest.mark.parametrize("text", ["", "  ", "　", "无", "—", "待定", "未定", "日期未定"])
def test_a_blank_is_no_day_and_no_time(text: str) -> None:
    assert read_day(text, 2026) is None
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("明天", "“明天”不是日期，请写成7.26或2026-7-26的样子。"),
        ("2026", "“2026”不对，没有20月，请核对日期。"),
        ("2026.7", "“2026.7”不是日期，请写成7.26或2026-7-26的样子。"),
        ("26-7-26", "“26-7-26”的年份要写四位，例如2026-7-26。"),
        ("2.29", "“2.29”不对，2026年2月没有29日，请核对日期。"),
        ("13.1", "“13.1”不对，没有13月，请核对日期。"),
        ("1726.1.1", "“1726.1.1”不对，年份“1726”不在1900年到2100年之间，请核对日期。"),
        ("726", "“726”不是日期，请写成7.26或2026-7-26的样子。"),
        ("7.0", "“7.0”不对，2026年7月没有0日，请核对日期。"),
    ],
)
def test_what_is_no_day_is_said_with_how_to_write_it(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_day(text, 2026)
    assert str(caught.value) == sentence


def test_the_year_is_taken_from_the_hint_only_where_none_was_typed() -> None:
    assert read_day("2.29", 2028) == date(2028, 2, 29)
    assert read_day("2027-2-28", 2028) == date(2027, 2, 28)


@given(DAYS, st.integers(1900, 2100))
def test_every_day_is_read_back_in_every_form(day: date, year: int) -> None:
    plain = f"{day.year}-{day.month}-{day.day}"
    forms = (day_text(day), f"{day:%Y%m%d}", plain, plain.translate(WIDE), plain.replace("-", "."), chinese_date(day))
    assert {read_day(form, year) for form in (*forms, chinese_date(day) + weekday(day))} == {day}
    short = {f"{day.month}.{day.day}", f"{day.month}-{day.day}", f"{day:%m%d}", f"{day.month}月{day.day}日"}
    assert {read_day(form, day.year) for form in short} == {day}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *((text, time(15, 20)) for text in ("15:20", "15：20", "1520", "15.20", "15点20", "15时20分", "下午3:20")),
        *((text, time(9, 5)) for text in ("9:5", "9：5", "9:05", "09:05", "905", "0905", "9点5分", "上午9点5分")),
        *((text, time(9, 30)) for text in ("9点半", "9点30", "9时半", "上午 9点半", "９：３０", "9:30:00")),
        *((text, time(9)) for text in ("9", "09", "9点", "9点整", "9点钟", "9时", "早上9点")),
        *((text, time(15)) for text in ("15", "下午3点", "下午3", "下午15:00")),
        *(("中午12点", time(12)), ("中午1点", time(13)), ("中午11点半", time(11, 30)), ("下午12点半", time(12, 30))),
        *(("晚上7点半", time(19, 30)), ("凌晨0:30", time(0, 30)), ("0:00", time(0)), ("23:59", time(23, 59))),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, moment: time) -> None:
    assert read_clock(text) == moment


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("饭后", "“饭后”不是时间，请写成15:20或1520的样子。"),
        ("24:00", "“24:00”不对，没有24点0分，请写成15:20或1520的样子。"),
        ("9:60", "“9:60”不对，没有9点60分，请写成15:20或1520的样子。"),
        ("上午15:20", "“上午15:20”前后不一致，请写成15:20的样子。"),
        ("晚上12点", "“晚上12点”前后不一致，请写成15:20的样子。"),
        ("中午3点", "“中午3点”前后不一致，请写成15:20的样子。"),
        ("中午15:00", "“中午15:00”前后不一致，请写成15:20的样子。"),
        ("15:20:30", "“15:20:30”不是时间，请写成15:20或1520的样子。"),
        ("12345", "“12345”不是时间，请写成15:20或1520的样子。"),
        ("9:", "“9:”不是时间，请写成15:20或1520的样子。"),
        ("9.", "“9.”不是时间，请写成15:20或1520的样子。"),
    ],
)
def test_what_is_no_time_is_said_with_how_to_write_it(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_clock(text)
    assert str(caught.value) == sentence


@given(MOMENTS)
def test_every_time_is_read_back_in_every_form(moment: time) -> None:
    plain = f"{moment.hour}:{moment.minute}"
    forms = {clock_text(moment), plain, plain.translate(WIDE), f"{moment:%H%M}", f"{moment.hour}点{moment.minute}分"}
    assert {read_clock(form) for form in forms} == {moment}
    if moment.hour:
        assert read_clock(clock_words(moment)) == moment


@pytest.mark.parametrize(
    ("text", "number"), [("", None), (" ", None), ("12", 12), ("１２", 12), ("1,200", 1200), ("十二", 12), ("007", 7)]
)
def test_a_number_is_read_as_people_type_it(text: str, number: int | None) -> None:
    assert read_count(text, 1, 2000) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("两", "“两”不是整数，请填写1到999的整数。"),
        ("1.5", "“1.5”不是整数，请填写1到999的整数。"),
        ("0", "“0”超出范围，请填写1到999的整数。"),
        ("1000", "“1000”超出范围，请填写1到999的整数。"),
        ("-1", "“-1”超出范围，请填写1到999的整数。"),
        ("9999999999999", "“9999999999999”不是整数，请填写1到999的整数。"),
    ],
)
def test_what_is_no_number_is_said_with_its_bounds(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_count(text, 1, 999)
    assert str(caught.value) == sentence


@given(st.integers(0, 999))
def test_every_number_is_read_back_in_figures_and_words(number: int) -> None:
    assert read_count(count_text(number), 0, 999) == read_count(chinese_number(number), 0, 999) == number


def _sentence(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return "。"


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_or_said_in_a_sentence(text: str) -> None:
    for read in (lambda said: read_day(said, 2026), read_clock, lambda said: read_count(said, 0, 99)):
        assert _sentence(read, text).endswith("。")


def test_nothing_is_shown_as_a_blank() -> None:
    assert (day_text(None), clock_text(None), count_text(None)) == ("", "", "")
