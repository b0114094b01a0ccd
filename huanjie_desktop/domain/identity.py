"""ID numbers 公民身份号码 (GB 11643-1999): their form, their check digit, and what they say of birth and sex."""

import re
from datetime import date
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from huanjie_desktop.domain.dates import PartialDate

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ZEROS = ord("0") * sum(_WEIGHTS)  # what the digits' codes are more than the digits
_FORM = re.compile(r"[0-9]{17}[0-9X]")
# First two digits (GB/T 2260); 83 is on residence permits of Taiwan residents, 99 is no place and marks made-up data.
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (99, 99))
    for code in range(first, last + 1)
)


class Problem(NamedTuple):
    """What is wrong with a number; `code` is one of length, characters, region, birth, check_digit, sex."""

    code: str
    text: str


def make_check_digit(first: str) -> str:
    """Return the 18th character for the first 17 digits."""
    total = sum(map(mul, first[:17].encode(), _WEIGHTS)) - _ZEROS
    return _CHECK_DIGITS[total % 11]


def check_id_number(number: str) -> list[Problem]:
    """Return what is wrong with a number by itself; [] if nothing is."""
    if len(number) != 18:
        return [Problem("length", f"身份证号应为18位，现为{len(number)}位")]
    if not _FORM.fullmatch(number):
        return [Problem("characters", "身份证号只能是17位数字加1位数字或X")]
    problems = []
    if number[:2] not in _PROVINCES:
        problems.append(Problem("region", f"身份证号前两位“{number[:2]}”不是省级代码"))
    if birth_of(number) is None:
        problems.append(Problem("birth", f"身份证号里的出生日期“{number[6:14]}”不存在"))
    if make_check_digit(number) != number[17]:
        problems.append(Problem("check_digit", "身份证号校验位不对，可能有一位写错"))
    return problems


def birth_of(number: str) -> PartialDate | None:
    """Return the birth date in a number of 18 characters; None if there is no such day."""
    return _day(number[6:14])


@lru_cache(maxsize=32768)  # days of birth recur
def _day(digits: str) -> PartialDate | None:
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return PartialDate(day.year, day.month, day.day) if 1900 <= day.year <= 2100 else None


def sex_of(number: str) -> str:
    """Return 男 or 女 by the 17th digit; "" if the number has none."""
    digit = number[16:17]
    return "" if digit not in tuple("0123456789") else "男" if int(digit) % 2 else "女"


def check_against(number: str, *, birth: PartialDate | None, sex: str) -> list[Problem]:
    """Return where a well-formed number disagrees with the birth date and the sex beside it; unknown ones agree."""
    problems = []
    own_birth, own_sex = birth_of(number), sex_of(number)
    if birth is not None and own_birth is not None and not birth.agrees_with(own_birth):
        said = birth.dotted() if birth.day is None else birth.iso()
        shown = own_birth.dotted() if birth.day is None else own_birth.iso()
        problems.append(Problem("birth", f"身份证号里的出生日期是{shown}，与出生年月{said}不一致"))
    if sex and own_sex and sex != own_sex:
        problems.append(Problem("sex", f"身份证号表示{own_sex}性，与性别“{sex}”不一致"))
    return problems
