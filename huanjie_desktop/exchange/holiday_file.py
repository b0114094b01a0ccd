"""A table of holidays that an office hands in: TOML or JSON as the program's own, lists of days, or CSV with a day a line."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.own import explain_decoding
from huanjie_desktop.catalog.plan_tables import HolidaySpec, YearSpec, year_problems
from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.domain.schedule.workdays import DAY, STATUTORY

LARGEST = 2_000_000
_MOST_SHOWN = 30  # characters of what is not understood
_OFF = frozenset({"休", "休息", "放假", "假", "off", "holiday", "holidays", "rest"})
_WORK = frozenset({"班", "上班", "调休", "调休上班", "补班", "work", "workday", "workdays", "working"})
_NAMES = (*STATUTORY, "除夕", "五一", "十一", "三月三", "新年")
_NAME_ENDINGS = ("节", "纪念日")
_ADVICE = "每行写日期、名称、休或班，例如：2027-10-01,国庆节,休。"


def read_holidays(path: Path) -> dict[str, YearSpec]:
    """Return the years of a file by year; UserError names the file and what in it cannot be read."""
    content = _content(path)
    if path.suffix.lower() in (".toml", ".json"):
        found = _years(path, _structure(path, content))
    else:
        found = _from_days(path, _lines(path, content))
    if not found:
        raise UserError(f"“{path.name}”里没有放假的日期。", _ADVICE)
    for year in found.values():
        for problem in year_problems(year):
            raise UserError(f"“{path.name}”的{year.id}年：{problem}。", "请改正后再用。")
    return found


def _content(path: Path) -> str:
    if path.exists() and not path.is_file():  # a pipe, a device: to read it may never end
        raise UserError(f"“{path.name}”不是节假日表。")
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"读不了“{path.name}”（{os_reason(error)}）。", "请检查文件是否已移动或改名。") from error
    if len(raw) > LARGEST:
        raise UserError(f"“{path.name}”太大，不是节假日表。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"“{path.name}”不是文字文件。", _ADVICE)


def _structure(path: Path, content: str) -> Any:
    try:
        return tomllib.loads(content) if path.suffix.lower() == ".toml" else msgspec.json.decode(content)
    except (ValueError, msgspec.DecodeError, RecursionError) as error:  # ValueError: TOML, and numbers past all length
        raise UserError(f"“{path.name}”的格式不对，读不出来。", _ADVICE) from error


def _years(path: Path, found: Any) -> dict[str, YearSpec]:
    """Read one year as the program has it, {"years": [...]}, lists of days, or days with what they are."""
    if not isinstance(found, Mapping):
        raise UserError(f"“{path.name}”的格式不对，应是一组栏目。", _ADVICE)
    if "years" in found or "id" in found:
        try:
            years = msgspec.convert(found.get("years", [found]), list[YearSpec])
        except msgspec.ValidationError as error:
            raise UserError(f"“{path.name}”：{explain_decoding(error)}。", "请改正后再用。") from error
        twice = next((year.id for at, year in enumerate(years) if year.id in {each.id for each in years[:at]}), None)
        if twice is not None:
            raise UserError(f"“{path.name}”里{twice}年有两份。", "请改正后再用。")
        return {year.id: year for year in years}
    where = f"“{path.name}”里"
    days: list[tuple[date, str, bool]] = []
    for key, value in found.items():
        word = str(key).strip().lower()
        if word in _OFF | _WORK:
            listed = value if isinstance(value, list) else [value]
            days += [(_day(where, each), "", word in _OFF) for each in listed]
        else:
            days.append((_day(where, key), "", _is_off(where, value)))
    return _from_days(path, days)


def _lines(path: Path, content: str) -> list[tuple[date, str, bool]]:
    found = []
    rows = csv.reader(io.StringIO(content))
    try:
        for at, row in enumerate(rows):
            cells = [cell.strip() for cell in row]
            if not any(cells) or next(filter(None, cells)).startswith("#") or (at == 0 and _is_head(cells)):
                continue  # blank, a remark, or the heads
            found.append(_line(f"“{path.name}”第{rows.line_num}行", cells))
    except csv.Error as error:
        raise UserError(f"“{path.name}”第{rows.line_num}行的格式不对，读不出来。", _ADVICE) from error
    return found


def _is_head(cells: Sequence[str]) -> bool:
    """Tell whether a first row is the heads: it names the column of days, and has no number."""
    named = any("日" in cell or "date" in cell.lower() for cell in cells)
    return named and not any(sign.isdigit() for cell in cells for sign in cell)


def _line(where: str, cells: Sequence[str]) -> tuple[date, str, bool]:
    """Read a day, its name, and what it is: 休 where nothing but a holiday's name is said, never where a word is not known."""
    first, *rest = cells if cells[0] else cells[1:]
    day = _day(where, first)
    kinds = [cell for cell in rest if cell.lower() in _OFF | _WORK]
    if len(kinds) > 1:
        raise UserError(f"{where}写了{len(kinds)}次休或班。", _ADVICE)
    name = rest[0] if rest and rest[0] not in kinds else ""
    unknown = [cell for cell in rest[1:] if cell] or [name] * (bool(name) and not _is_name(name))
    if not kinds and unknown:
        _is_off(where, unknown[-1])
    return day, name, not kinds or _is_off(where, kinds[0])


def _is_name(word: str) -> bool:
    """Tell whether a word is a holiday's name, so that the day beside it is off."""
    named = any(name in word for name in _NAMES) or word.endswith(_NAME_ENDINGS)
    return named and not any(sign in word for sign in ("班", "工作"))


def _day(where: str, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        parts = str(value).strip().replace("/", "-").replace(".", "-").split("-")
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise UserError(f"{where}的“{_shown(value)}”不是日期。", _ADVICE) from error


def _is_off(where: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _OFF | _WORK:
        raise UserError(f"{where}的“{_shown(value)}”不明白，应是休或班。", _ADVICE)
    return word in _OFF


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}……"


def _from_days(path: Path, days: Iterable[tuple[date, str, bool]]) -> dict[str, YearSpec]:
    """Put single days together: runs of days off of one name, and the days worked, each with the run that it is nearest to."""
    off: dict[date, str] = {}
    work: list[date] = []
    for day, name, is_off in days:
        if day in off or day in work:
            raise UserError(f"“{path.name}”里{day:%Y-%m-%d}有两次。", "请改正后再用。")
        if is_off:
            off[day] = name
        else:
            work.append(day)
    runs: list[tuple[str, list[date]]] = []
    for day in sorted(off):
        if runs and runs[-1][0] == off[day] and day - runs[-1][1][-1] == DAY and day.year == runs[-1][1][-1].year:
            runs[-1][1].append(day)
        else:
            runs.append((off[day], [day]))
    found: dict[str, list[HolidaySpec]] = {}
    beside: dict[int, list[date]] = {}
    for day in work:
        if not runs:
            raise UserError(f"“{path.name}”里只有上班的日期，没有放假的。", _ADVICE)
        nearest = min(range(len(runs)), key=lambda at, day=day: abs((runs[at][1][0] - day).days))  # type: ignore[misc]
        beside.setdefault(nearest, []).append(day)
    for at, (name, run) in enumerate(runs):
        spec = HolidaySpec(name=name or "放假", first=run[0], last=run[-1], work=tuple(sorted(beside.get(at, ()))))
        found.setdefault(str(run[0].year), []).append(spec)
    return {
        year: YearSpec(id=year, title=f"{year}年", source=path.name, holidays=tuple(found[year]))
        for year in sorted(found)
    }
