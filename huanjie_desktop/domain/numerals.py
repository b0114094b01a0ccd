"""Numbers, dates and times in the words of official papers."""

from datetime import date, time

_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", "百", "十", "")
_WEEKDAYS = "一二三四五六日"


def chinese_number(number: int) -> str:
    """Return 12 as 十二, 105 as 一百零五; 0 to 9999, ValueError beyond."""
    if not 0 <= number <= 9999:
        raise ValueError("只能写0到9999的中文数字")
    if number == 0:
        return "零"
    words, gap = "", False
    for digit, unit in zip(f"{number:04d}", _UNITS, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + unit
        gap = False
    return words[1:] if words.startswith("一十") else words


def read_number(text: str) -> int | None:
    """Return 12 of 十二 or 12, below 1000; None for what is no such number."""
    if text.isdecimal():
        return int(text)
    return next((number for number in range(1000) if chinese_number(number) == text), None)


def ordinal(number: int) -> str:
    """Return 12 as 第十二."""
    return "第" + chinese_number(number)


def chinese_date(day: date) -> str:
    """Return 2026年7月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_span(start: date, end: date | None) -> str:
    """Return 2026年7月26日至28日, naming again only what changes; one day where `end` is None or the same."""
    if end is None or end == start:
        return chinese_date(start)
    if end.year != start.year:
        return f"{chinese_date(start)}至{chinese_date(end)}"
    if end.month != start.month:
        return f"{chinese_date(start)}至{end.month}月{end.day}日"
    return f"{chinese_date(start)}至{end.day}日"


def weekday(day: date) -> str:
    """Return 星期日."""
    return "星期" + _WEEKDAYS[day.weekday()]


def half_day(moment: time) -> str:
    """Return 上午 before noon, 中午 in the hour from 12:00, 下午 till six, then 晚上."""
    if moment.hour < 12:
        return "上午"
    if moment.hour == 12:
        return "中午"
    return "下午" if moment.hour < 18 else "晚上"


def clock_words(moment: time) -> str:
    """Return 上午9:00, 下午2:30."""
    return half_day(moment) + twelve_hours(moment)


def twelve_hours(moment: time) -> str:
    """Return 9:00, 2:30: what stands beside 上午, 下午."""
    hour = moment.hour - 12 if moment.hour > 12 else moment.hour
    return f"{hour}:{moment.minute:02d}"
