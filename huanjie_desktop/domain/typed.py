"""Days, clock times and numbers as people type them; ValueError is one Chinese sentence with how to write it."""

import re
import unicodedata
from datetime import date, time
from functools import lru_cache

from huanjie_desktop.domain.dates import NO_DATE_WORDS, checked_date
from huanjie_desktop.domain.numerals import chinese_number

MOST_IN_WORDS = 999
_UNDECIDED = NO_DATE_WORDS | {"未定", "待定", "日期未定", "时间未定"}
_MIDNIGHT = re.compile(r"(?<=\d)[ T]+0{1,2}:00(:00)?$")  # what a spreadsheet's day is pasted with
_WEEKDAY = re.compile(r"\(?(星期|周|礼拜)[一二三四五六日天]\)?$")
_DAY = re.compile(r"(?:(\d{4})[年./\-、])?(\d{1,2})[月./\-、](\d{1,2})[日号]?")
_SOLID_DAY = re.compile(r"(\d{4})?(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.点时](\d{1,2})分?|[点时](半|整)?)?")
_SOLID_CLOCK = re.compile(r"(\d{1,2})(\d{2})()")
_SECONDS = re.compile(r"(?<=\d:\d\d):00$")
_HALF_DAY = re.compile(r"凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上")
_IN_AFTERNOON = frozenset({"下午", "傍晚", "晚上"})


def read_day(text: str, year: int) -> date | None:
    """Return the day that was typed, None for a blank; `year` holds where none was typed.

    Read are 7.26, 7-26, 7/26, 7月26日, 0726, 2026-7-26, 2026.7.26, 2026年7月26日, 20260726, full-width forms, and a
    day with its weekday.
    """
    said = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).replace("。", ".").strip())
    said = _WEEKDAY.sub("", re.sub(r"\s", "", said))
    if said in _UNDECIDED:
        return None
    match = _DAY.fullmatch(said) or _SOLID_DAY.fullmatch(said)
    if match is None:
        if re.match(r"\d{2}[年./\-]\d{1,2}[月./\-]\d", said):
            raise ValueError(f"“{said}”的年份要写四位，例如{year}-7-26。")
        raise ValueError(f"“{text.strip()}”不是日期，请写成7.26或{year}-7-26的样子。")
    numbers = [int(number) if number else year for number in match.groups()]
    try:
        checked_date(*numbers)
    except ValueError as error:
        raise ValueError(f"“{said}”不对，{error}，请核对日期。") from error
    return date(*numbers)


def day_text(day: date | None) -> str:
    """Return a day as a field shows it, 2026-07-26."""
    return "" if day is None else day.isoformat()


def read_clock(text: str) -> time | None:
    """Return the time of day that was typed, None for a blank.

    Read are 15:20, 15：20, 15.20, 1520, 920, 9:5, 15, 9点, 9点半, 9时30分, 下午3:20, 上午9点, and full-width forms.
    """
    said = unicodedata.normalize("NFKC", text).replace("。", ".").replace("鐘", "钟").strip()
    said = _SECONDS.sub("", re.sub(r"\s", "", said)).removesuffix("钟")
    if said in _UNDECIDED:
        return None
    half_day = _HALF_DAY.match(said)
    plain = said[half_day.end() :] if half_day else said
    match = _CLOCK.fullmatch(plain) or _SOLID_CLOCK.fullmatch(plain)
    if match is None:
        raise ValueError(f"“{said}”不是时间，请写成15:20或1520的样子。")
    hour, minute = int(match[1]), 30 if match[3] == "半" else int(match[2] or 0)
    if half_day:
        hour = _in_half_day(hour, half_day[0], said)
    if hour > 23 or minute > 59:
        raise ValueError(f"“{said}”不对，没有{hour}点{minute}分，请写成15:20或1520的样子。")
    return time(hour, minute)


def _in_half_day(hour: int, words: str, said: str) -> int:
    """Return the hour of 24: 下午3点 is 15, 中午1点 13; what contradicts itself is refused."""
    if words in _IN_AFTERNOON:
        wrong, later = hour == 0 or (words == "晚上" and hour == 12), hour < 12
    elif words == "中午":
        wrong, later = hour not in (1, 2, 10, 11, 12, 13), hour < 3
    else:
        wrong, later = hour > 12, False
    if wrong:
        raise ValueError(f"“{said}”前后不一致，请写成15:20的样子。")
    return hour + 12 if later else hour


def clock_text(moment: time | None) -> str:
    """Return a time of day as a field shows it, 15:20."""
    return "" if moment is None else f"{moment:%H:%M}"


def read_count(text: str, least: int, most: int) -> int | None:
    """Return the whole number that was typed, None for a blank: 12, １２, 1,200, 十二; refused beyond the bounds."""
    said = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))
    if not said:
        return None
    if not re.fullmatch(r"[+-]?\d{1,12}", said) and said not in _numbers_in_words():
        raise ValueError(f"“{said}”不是整数，请填写{least}到{most}的整数。")
    number = _numbers_in_words().get(said)
    number = int(said) if number is None else number
    if not least <= number <= most:
        raise ValueError(f"“{said}”超出范围，请填写{least}到{most}的整数。")
    return number


def read_millimetres(text: str, least: int, most: int) -> float | None:
    """Return the length that was typed, None for a blank: 1.5, -2, +0.5, 1.5毫米, 2 mm; refused beyond the bounds."""
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-")).lower()
    said = said.removesuffix("毫米").removesuffix("mm")
    if not said:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d)?", said):
        raise ValueError(f"“{text.strip()}”不是毫米数，请写成1.5或-1.5的样子。")
    if not least <= float(said) <= most:
        raise ValueError(f"“{said}”超出范围，请填写{least}到{most}的毫米数。")
    return float(said)


def millimetres_text(length: float | None) -> str:
    """Return a length as a field shows it, 1.5 or 2."""
    return "" if length is None else f"{length + 0:g}"


def count_text(number: int | None) -> str:
    """Return a number as a field shows it."""
    return "" if number is None else str(number)


@lru_cache(maxsize=1)
def _numbers_in_words() -> dict[str, int]:
    return {chinese_number(number): number for number in range(MOST_IN_WORDS + 1)}
