"""Fills resources/catalog/holidays from chinesecalendar (MIT), a file a year; run by hand once a year's holidays are published.

    python -m workbench.make_holidays FOLDER [FIRST_YEAR]

FOLDER is one in which the package `chinese_calendar` lies; it is no dependency of the program.
"""

import importlib
import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "resources" / "catalog" / "holidays"
DAY = timedelta(days=1)
FIRST_YEAR = 2020
_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆节": "国庆节"}


def main(arguments: list[str]) -> int:
    """Write the files; return 2 where the arguments are wrong."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    sys.path.insert(0, arguments[0])
    constants = importlib.import_module("chinese_calendar.constants")
    first = int(arguments[1]) if len(arguments) > 1 else FIRST_YEAR
    names = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    for year in range(first, max(constants.holidays).year + 1):
        (OUT / f"{year}.toml").write_text(
            year_text(year, constants.holidays, constants.workdays, names), encoding="utf-8"
        )
    return 0


def year_text(year: int, off: Mapping[date, Any], work: Mapping[date, Any], names: Mapping[str, str]) -> str:
    """Return a year's file: each run of days off of one holiday, with the days that are worked for it."""
    lines = [
        f'id = "{year}"',
        f'title = "{year}年"',
        f'source = "国务院办公厅关于{year}年部分节假日安排的通知（表由chinesecalendar整理，MIT许可）"',
    ]
    worked = {day: value for day, value in work.items() if day.year == year}
    for name, days in runs((day, off[day]) for day in sorted(off) if day.year == year):
        title = names[name]
        lines += [
            "",
            "[[holidays]]",
            f'name = "{_NAMES.get(title, title)}"',
            f"first = {days[0]}",
            f"last = {days[-1]}",
        ]
        own = sorted(day for day, value in worked.items() if value == name and _nearest(day, name, off) in days)
        if own:
            lines.append(f"work = [{', '.join(map(str, own))}]")
    return "\n".join(lines) + "\n"


def runs(days: Iterable[tuple[date, str]]) -> list[tuple[str, list[date]]]:
    """Return days off in runs of one name without a gap."""
    found: list[tuple[str, list[date]]] = []
    for day, name in days:
        if found and found[-1][0] == name and day - found[-1][1][-1] == DAY:
            found[-1][1].append(day)
        else:
            found.append((name, [day]))
    return found


def _nearest(day: date, name: str, off: Mapping[date, Any]) -> date:
    return min((each for each in off if off[each] == name), key=lambda each: abs((each - day).days))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
