"""年度考核结果 and 奖惩情况 in the shape that other programs read of a form, and what of a text they pass over without a word."""

import re

GRADES = ("优秀", "称职", "基本称职", "不称职", "不确定等次", "不定等次", "合格", "基本合格", "不合格", "未参加考核")
_PIECES = re.compile(r"[；;\n]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_GRADE = re.compile("|".join(sorted(GRADES, key=len, reverse=True)))
_DIGITS = re.compile(r"\d")
_NOTHING = re.compile(r"[（(]?无[）)]?。?|")
_REWARD_DATE = re.compile(r"\d{4}\.\d{2}(?:\.\d{2})?")
_MARKS = 2  # in a reward: date，经…批准，name


def read_grades(text: str) -> dict[int, str]:
    """Return the grade of each year that a text gives one, however it is written: 2023年、2024年称职 says two."""
    found: dict[int, str] = {}
    years: list[int] = []
    for match in re.finditer(rf"({_YEAR.pattern})|({_GRADE.pattern})", text):
        if match[1]:
            years.append(int(match[1]))
        else:
            found.update(dict.fromkeys(years, match[2]))
            years = []
    return found


def write_grades(grades: dict[int, str]) -> str:
    """Return grades as other programs read them: 2023年优秀；2024年称职."""
    return "；".join(f"{year}年{grades[year]}" for year in sorted(grades))


def passed_over_grades(text: str) -> list[str]:
    """Return the pieces of 年度考核结果 that other programs drop: four digits are read of each, and one grade."""
    if _NOTHING.fullmatch(text.strip()):
        return []
    pieces = [piece.strip() for piece in _PIECES.split(text.strip().rstrip("。")) if piece.strip()]
    return [
        piece
        for piece in pieces
        if len(_DIGITS.findall(piece)) != 4 or not _YEAR.search(piece) or len(_GRADE.findall(piece)) != 1
    ]


def passed_over_rewards(text: str) -> list[str]:
    """Return the pieces of 奖惩情况 that other programs do not read: the first without its two commas ends their reading."""
    if _NOTHING.fullmatch(text.strip()):
        return []
    pieces = [piece.strip() for piece in _PIECES.split(text.strip().rstrip("。")) if piece.strip()]
    for at, piece in enumerate(pieces):
        if piece.count("，") != _MARKS or not _REWARD_DATE.fullmatch(piece.split("，")[0].strip()):
            return pieces[at:]
    return []


def with_grade(text: str, year: int, grade: str) -> str:
    """Return 年度考核结果 with the grade of one year, "" for none; ValueError where the text says more than years and grades."""
    rest = _YEAR.sub("", _GRADE.sub("", text))
    if not _NOTHING.fullmatch(text.strip()) and re.sub(r"[\s年度、，,；;。：:为（）()]", "", rest):
        raise ValueError("年度考核结果里写着别的话，请直接改文字。")
    grades = read_grades(text) | {year: grade}
    return write_grades({each: found for each, found in grades.items() if found})
