"""Reads dates as offices write them, in figures and in words; the forms and what stands around them."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from huanjie_desktop.domain.numerals import read_number

NO_DATE_WORDS = frozenset(
    {
        "",
        "无",
        "暂无",
        "没有",
        "空",
        "不详",
        "未知",
        "不明",
        "待补",
        "缺",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "－",
        "―",
        "N/A",
        "NA",
    }
)
_INVISIBLE = ("Cf", "Cc")
_QUOTES = "'\"`‘’“”"
_NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_AGE = re.compile(r"(?:现年|年龄|满|虚|周)?\d{1,3}(?:周?岁)?半?|现?年?龄?\d{1,3}周?岁")
_HARMLESS = re.compile(
    r"(?:公历|阳历|农历|阴历|旧历|新历|按?身份证|户口本?|(?:按|以)?(?:干部)?档案(?:为准|记载|认定)?|已?核[实对准]?|已认定|组织认定|周岁|属.|"
    r"生|出生|(?:农历|阴历|旧历)[^\d()]*|星期.|周[一二三四五六日]|党龄\d{1,2}年?|工龄\d{1,2}年?|\d{1,2}年)"
)
_AGE_BEHIND = re.compile(r"(?<=[\d月日号年])[\s,、/;]+(?:现年)?\d{1,3}\s*周?岁$|(?<=[月日号])\d{1,3}周?岁$")
_BARE_AGE = re.compile(  # 1985年07月 41: no month has so many days
    r"(?:(?<=月)|(?<=[年./\-]\d)[\s,、;]+|(?<=[年./\-]\d\d)[\s,、;]+|(?<=[日号])[\s,、;]*)\s*(?:3[2-9]|[4-9]\d)$"
)
_CLOCK = re.compile(
    r"(?:(?<=\d)[ T]+|(?<=日)\s*)(?:上午|凌晨)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?(Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_LUNAR = re.compile(r"农历|阴历|旧历|公历|阳历")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]$")
_BEFORE = re.compile(
    r"^(?:出生(?:日期|年月|时间)?(?:于|:)?|生于|生日:?|自|从|于|公元|公历|阳历|参加工作:?|入党(?:时间)?:?)(?=[\d一二〇零○])"
)
_BEHIND = re.compile(
    r"(?:出生人?|生人?|入党|加入(?:中国共产党|中共)|参加(?:革命)?工作|参工|任职?|任现职|到任|提任|起|至今|开始|以来|份)$"
)
_HAN_YEAR = re.compile(r"(?<!\d)[一二三四五六七八九零〇○ＯO]{4}(?=[年./\-、,·• ])|^[一二三四五六七八九零〇○O]{4}$")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十廿卅]{1,4}")
_HAN_DIGITS = {han: str(digit) for digit, han in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_SEPARATOR = "年./\\-、,·•‧∙⋅・—–―─_"
_S = rf"[{re.escape(_SEPARATOR)}]"
_PARTED = re.compile(rf"(\d{{4}}){_S}+(\d{{1,2}})(?:(?:月|{_S})+(?:(\d{{1,2}})(?:日|号)?)?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?(?:月|\.0)?")
_YEAR = re.compile(r"(\d{4})年?()()")
_TURNED = re.compile(rf"(\d{{1,2}})(?:月|{_S})(\d{{4}})年?")
_TURNED_DAY = re.compile(rf"(\d{{1,2}}){_S}(\d{{1,2}}){_S}(\d{{4}})")
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ENGLISH = (
    (re.compile(rf"{_WORD}[\s\-/,]*(\d{{4}}|\d{{2}})", re.IGNORECASE), "my"),
    (re.compile(rf"(\d{{1,2}})[\s\-/.]*{_WORD}[\s\-/,]*(\d{{4}}|\d{{2}})", re.IGNORECASE), "dmy"),
    (re.compile(rf"{_WORD}\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(\d{{4}})", re.IGNORECASE), "mdy"),
    (re.compile(rf"(\d{{4}})[\s\-/.]*{_WORD}(?:[\s\-/.]*(\d{{1,2}}))?", re.IGNORECASE), "ymd"),
)


class Parts(NamedTuple):
    """What figures a text has for a date, and the words in brackets that say something else ("" for none)."""

    year: int
    month: int | None
    day: int | None
    left: str = ""


def plain_date_text(text: str) -> str:
    """Return a text half-width, on one line, without invisible characters and quotes around it."""
    said = unicodedata.normalize("NFKC", text).replace("\n", " ")
    if not said.isprintable():
        said = "".join(char for char in said if unicodedata.category(char) not in _INVISIBLE)
    return (
        said.replace("。", ".")
        .replace("〔", "(")
        .replace("〕", ")")
        .replace("【", "(")
        .replace("】", ")")
        .strip()
        .strip(_QUOTES)
        .strip()
    )


def read_parts(text: str) -> Parts | None:
    """Return what a text says of a date, None where it says that there is none; ValueError has a Chinese reason."""
    plain = plain_date_text(text)
    said, left = _without_notes(plain)
    said = _WEEKDAY.sub("", _without_clock(said)).strip()
    if said in NO_DATE_WORDS:
        if left:
            raise ValueError(_unreadable(said or left))
        return None
    english = _english(said)
    if english:
        return english._replace(left=left)
    said = _LUNAR.sub("", _BARE_AGE.sub("", _AGE_BEHIND.sub("", said)))
    said = _figures(said)
    said = re.sub(rf"\s*([{re.escape(_SEPARATOR)}月日号])\s*", r"\1", said)
    said = re.sub(r"(?<=\d)\s+(?=\d)", ".", said.strip())
    said = "".join(said.split())
    before = ""
    while before != said:
        before, said = said, _BEHIND.sub("", _BEFORE.sub("", said)).rstrip(_SEPARATOR.replace("年", ""))
    return _matched(said, plain)._replace(left=left)


def age_beside(text: str) -> int | None:
    """Return the age in full years that a text has beside its date (1985.07（41岁）), None for none and for 虚岁."""
    plain = plain_date_text(text)
    bare = _NOTE.sub(" ", plain).strip()
    ages = ["".join(note.split()) for note in _NOTE.findall(plain)]
    ages += [bare] + [match[0] for form in (_AGE_BEHIND, _BARE_AGE) if (match := form.search(bare))]
    for said in ages:
        age = "".join(said.split()).strip(",、/;")
        if _AGE.fullmatch(age) and "虚" not in age and "半" not in age:
            return int(re.sub(r"\D", "", age))
    return None


def bare_day(text: str) -> int | None:
    """Return the number behind a month that is a day without 日 and might be an age (1995年07月 30), None where there is none."""
    match = re.fullmatch(r"\d{4}(?:年\s*\d{1,2}\s*月|[./\-]\d{1,2}[\s,、;]+)\s*([12]\d|3[01])", plain_date_text(text))
    return int(match[1]) if match else None


def _without_notes(said: str) -> tuple[str, str]:
    """Return a text without the brackets in it, and the words of those that are no age and no usual note."""
    if re.fullmatch(r"[(\[][^()\[\]]*[)\]]", said):
        return said[1:-1].strip(), ""
    left = []
    for note in _NOTE.findall(said):
        words = "".join(note.split())
        if words and not (_AGE.fullmatch(words) or _HARMLESS.fullmatch(words)):
            left.append(words)
    bare = _NOTE.sub(" ", said).strip()
    if len(left) == 1 and _AGE.fullmatch(bare):
        return left[0], ""  # 41岁（1985.07）
    if any(re.search(r"\d{4}", words) for words in left):
        raise ValueError(f"“{said}”写了两个日期，请只写一个")
    return bare, "，".join(left)


def _without_clock(said: str) -> str:
    """Return a text without the time of day that programs write behind a day."""
    match = _CLOCK.search(said)
    if match is None:
        return said
    hour = int(match[1]) % 12 if (match[4] or "").upper() == "AM" else int(match[1])
    if match[5] and (hour or int(match[2])):
        raise ValueError(f"“{said}”带着时区的时间，看不出是哪一天，请写成1985.07的样子")
    return said[: match.start()]


def _figures(said: str) -> str:
    """Return a text with its numbers in figures: 一九八五年七月十二日 as 1985年7月12日."""
    said = said.replace("元月", "1月")
    if not re.search("[一二三四五六七八九十〇零○廿卅]", said):
        return said
    said = _HAN_YEAR.sub(lambda match: "".join(_HAN_DIGITS[char] for char in match[0]), said)
    return _HAN_NUMBER.sub(_figure, said)


def _figure(match: "re.Match[str]") -> str:
    words = re.sub("^廿", "二十", re.sub("^卅", "三十", match[0]))
    number = read_number(words) if len(words) <= 3 else None
    return match[0] if number is None or number > 31 else str(number)


def _english(said: str) -> Parts | None:
    if not said.isascii():
        return None
    for pattern, order in _ENGLISH:
        match = pattern.fullmatch(said)
        if match:
            got = dict(zip(order, match.groups(), strict=True))
            year = int(got["y"])
            if len(got["y"]) == 2:
                year += 2000 if year < 30 else 1900  # as spreadsheets write Jul-85
            return Parts(year, _MONTHS[got["m"][:3].lower()], int(got["d"]) if got.get("d") else None)
    return None


def _matched(said: str, plain: str) -> Parts:
    match = _PARTED.fullmatch(said) or _SOLID.fullmatch(said) or _YEAR.fullmatch(said)
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if day == 0:
            if (year, month) == (1900, 1):
                raise ValueError(f"“{said}”是表格软件的空日期，请写成1985.07的样子")
            return Parts(year, month or None, None)
        return Parts(year, month, day)
    match = _TURNED.fullmatch(said)
    if match:
        return Parts(int(match[2]), int(match[1]), None)
    match = _TURNED_DAY.fullmatch(said)
    if match:
        one, two, year = map(int, match.groups())
        if one <= 12 and two <= 12 and one != two:
            raise ValueError(f"“{said}”分不清哪个是月、哪个是日，请写成1985.07的样子")
        return Parts(year, two if one > 12 else one, one if one > 12 else two)
    raise ValueError(_unreadable(plain))


def _unreadable(said: str) -> str:
    if re.fullmatch(rf"\d{{2}}(?:{_S}\d{{1,2}}.*|)|[一二三四五六七八九〇零]{{2}}年.*", said) or re.fullmatch(
        r"\d{4}月\d.*", said
    ):
        return f"“{said}”的年份要写四位"
    return f"“{said}”不是日期，请写成1985.07的样子"


def excel_day(serial: int) -> date:
    """Return the day that a spreadsheet's number of days means."""
    return date.fromordinal(date(1899, 12, 30).toordinal() + serial)
