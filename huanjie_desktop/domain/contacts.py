"""Reads ID numbers and telephone numbers as they stand in other people's cells."""

import re
from decimal import Decimal
from functools import lru_cache

from huanjie_desktop.domain.normalise import NOTHING, number_like, without_invisible

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_LIKE_X = str.maketrans(dict.fromkeys("ХхΧχ×✕✖╳Ⅹⅹ", "X"))
_ID_BEFORE = re.compile(
    r"^(?:(?:居民|公民|第?二代)?身份(?:证件?|证明)?(?:号码?)?|证件号码?|ID)(?:NO\.?)?[:.为是]*(?=\d)", re.IGNORECASE
)
_ID_BEHIND = re.compile(
    r"[(\[]?(?:已?核[实对准验查]?[无误过]*|已?核?[对实]?无误|正确|属实|本人|身份证|长期|有效|新|二代|√|✓|ok)[)\]]?$",
    re.IGNORECASE,
)
_LOST = "身份证号已被表格软件改成科学计数，后几位丢失，请把该列设为文本后重填"


def id_number(text: str, *, from_number: bool = False) -> str:
    """Return an ID number as 18 characters with an upper-case X; only its form is refused, see `identity`.

    A numeric cell keeps 15 digits, so a number out of it is never taken.
    """
    if not from_number and _ID_NUMBER.fullmatch(text):  # nearly every cell
        return text
    said = number_like(text).translate(_LIKE_X).lstrip("'’‘`\"“”").upper()
    if said in NOTHING or said in ("未提供", "暂缺", "待补", "缺"):
        return ""
    if _ID_NUMBER.fullmatch(said) and not from_number:
        return said
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", said) or (from_number and len(re.sub(r"\D", "", said)) > 15):
        raise ValueError(_LOST)
    bare = _ID_BEHIND.sub("", _ID_BEFORE.sub("", said)).strip(".,、;:'’‘`\"“”()[]*。")
    bare = re.sub(r"^(\d{6})[-—–_.·](\d{8})[-—–_.·](\d{3}[\dX])$", r"\1\2\3", bare)
    if _ID_NUMBER.fullmatch(bare) and not from_number:
        return bare
    if re.fullmatch(r"[0-9]{15}", bare):
        raise ValueError("身份证号是15位旧号，请换成18位")
    if re.fullmatch(r"[0-9]+X?", bare):
        raise ValueError(f"身份证号“{bare}”是{len(bare)}位，应为18位")
    raise ValueError(f"身份证号“{said}”不是17位数字加1位数字或X")


_MOBILE = r"(?:\+?86[- ]?|0086[- ]?|0)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})"
_PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = r"(?:\(?(?:\+?86[- ]?)?(0[12]\d|0[3-9]\d{2})\)?[- ]*)"
_EXTENSION = r"(?:(?:[-*#]|[(]?转|分机)[:：]?\s*(\d{1,6})[)]?)?"
_LANDLINE = rf"{_AREA}([1-9]\d{{6,7}}|[1-9]\d{{2,3}}[- ]\d{{4}}){_EXTENSION}|([2-9]\d{{6,7}}){_EXTENSION}"
_ONE = re.compile(rf"(?<![\d*])(?:{_MOBILE}|{_LANDLINE})(?![\d*])")
_AROUND = re.compile(
    r"[\s;,、/|.:+&()\[\]'\"‘’“”`_-]|手机号?码?|移动电话|电话|座机|固话|固定|联系方式|联系|办公室?|办|住宅|宅|家庭|家|本人|工作|单位|私人|常用|"
    r"微信(?:同号)?|同号|或|号码?|机|tel|mobile|phone",
    re.IGNORECASE,
)
_SAID = re.compile(r"办公?室?|住宅|宅|家庭?|微信(?:同号)?|私人|单位|工作")


@lru_cache(maxsize=1024)
def read_phone(text: str) -> tuple[str, tuple[str, ...]]:
    """Return telephone numbers joined by ；, a mobile number bare and a landline as 0000-1234567, and the words beside them
    that say which it is."""
    if _PLAIN_MOBILE.fullmatch(text):  # nearly every cell
        return text, ()
    said = re.sub(r"[\u2010-\u2015\u2212\uff0d]", "-", without_invisible(text)).strip()
    if said in NOTHING:
        return "", ()
    said = _whole(said)
    found = [_written(match) for match in _ONE.finditer(said)]
    rest = _ONE.sub(" ", said)
    if not found or _AROUND.sub("", rest):
        raise ValueError(_refusal(text, said, rest))
    return "；".join(dict.fromkeys(found)), tuple(dict.fromkeys(_SAID.findall(rest)))


def phone(text: str) -> str:
    """Return telephone numbers joined by ；."""
    return read_phone(text)[0]


def _whole(said: str) -> str:
    """Return a number that a program wrote as 1.3800000001E+10 or 13800000001.0 with its digits."""
    match = re.fullmatch(r"(\d\.\d+)E\+?(\d{1,2})", said, re.IGNORECASE)
    if match:
        digits = re.sub(r"\D", "", match[1])
        if len(digits) != int(match[2]) + 1:
            raise ValueError("电话已被表格软件改成科学计数，后几位丢失，请把该列设为文本后重填")
        return str(int(Decimal(said)))
    return said.removesuffix(".0")


def _written(match: "re.Match[str]") -> str:
    first, middle, last, area, number, extension, local, local_extension = match.groups()
    if first:
        return f"{first}{middle}{last}"
    number, extension = re.sub(r"\D", "", number or local), extension or local_extension
    joined = f"{area}-{number}" if area else number
    return f"{joined}-{extension}" if extension else joined


def _refusal(text: str, said: str, rest: str) -> str:
    digits = re.sub(r"\D", "", said)
    if re.fullmatch(r"[\d\s()+-]+", said) and len(digits) == 11:
        return f"电话“{said}”不是手机号，也不是区号加7至8位的座机"
    if re.fullmatch(r"[\d\s()+-]+", said) and digits:
        return f"电话“{said}”是{len(digits)}位，手机号应为11位，座机应为区号加7至8位"
    return f"电话“{''.join(text.split())}”认不出"
