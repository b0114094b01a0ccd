"""节假日表: each year's days off and the days worked for them, as published or as the office has them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.own_kinds import HOLIDAYS
from huanjie_desktop.catalog.plan_tables import HolidaySpec, YearSpec, year_gaps
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.typed import read_day
from huanjie_desktop.exchange.holiday_file import read_holidays
from huanjie_desktop.services.catalogue.entries import delete_entry, put_entry, refuse_problems, restore_entry
from huanjie_desktop.services.workspace import Workspace

_APART = re.compile(r"[、，,；;\s]+")
_DAYS = {"first": "第一天", "last": "最后一天"}


@dataclass(frozen=True)
class HolidayRow:
    """A holiday as a row of a table, known by its first day."""

    holiday: HolidaySpec

    @property
    def id(self) -> str:
        """Return by what it is known."""
        return self.holiday.first.isoformat()

    @property
    def days(self) -> int:
        """Return how many days are off."""
        return (self.holiday.last - self.holiday.first).days + 1

    @property
    def work(self) -> str:
        """Return the days worked for it, 2月14日、2月28日."""
        return "、".join(_words(day, self.holiday.first.year) for day in self.holiday.work)


@dataclass(frozen=True)
class YearTable:
    """A year's holidays; `own` is the office's, `shipped` one that the program has; `gaps` are the statutory ones that it lacks."""

    year: int
    rows: tuple[HolidayRow, ...] = ()
    own: bool = False
    shipped: bool = False
    source: str = ""
    gaps: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Return whose it is, in words."""
        if self.own:
            return "本单位改过" if self.shipped else "本单位填写"
        return "公布的" if self.shipped else "还没有"


def list_years(workspace: Workspace) -> list[int]:
    """Return the years that have a table."""
    return sorted(int(year) for year in workspace.own.plans.years)


def read_table(workspace: Workspace, year: int) -> YearTable:
    """Return the table of a year, an empty one where there is none."""
    spec = workspace.own.plans.years.get(str(year))
    if spec is None:
        return YearTable(year)
    own = any(each.id == spec.id for _version, each in workspace.own.entries(HOLIDAYS))
    rows = tuple(HolidayRow(each) for each in sorted(spec.holidays, key=lambda each: each.first))
    shipped = spec.id in HOLIDAYS.shipped(workspace.own.shipped)
    return YearTable(year, rows, own, shipped, spec.source, tuple(year_gaps(spec)))


def cell_problem(year: int, field: str, text: str) -> str:
    """Return why a text cannot stand in a cell of a year's table, "" where it can."""
    try:
        _read(year, field, text)
    except ValueError as error:
        return str(error)
    return "" if text.strip() or field == "work" else "不能空着；不放假的请删除这一行。"


def write_rows(
    workspace: Workspace,
    year: int,
    changes: Sequence[tuple[str, str, str]] = (),
    added: Sequence[Mapping[str, str]] = (),
) -> ChangeSet:
    """Change cells (row, field, text) of a year's table and add rows; a last day that is not said is the first one.

    UserError names the row and what in it cannot be.
    """
    specs = {row.id: row.holiday for row in read_table(workspace, year).rows}
    for row_id, field, text in changes:
        if row_id not in specs:
            raise UserError("这个假期已经没有了。", "请刷新后再改。")
        value = _value(specs[row_id].name, year, field, text)
        specs[row_id] = msgspec.structs.replace(specs[row_id], **{field: value})
    return _write(workspace, year, [*specs.values(), *(_new_row(year, row) for row in added)])


def remove_rows(workspace: Workspace, year: int, row_ids: Iterable[str]) -> ChangeSet:
    """Take holidays out of a year's table."""
    gone = set(row_ids)
    kept = [row.holiday for row in read_table(workspace, year).rows if row.id not in gone]
    return _write(workspace, year, kept)


def read_file(_workspace: Workspace, path: Path) -> dict[str, YearSpec]:
    """Return the years of a file by year, nothing written yet; UserError names the file and what cannot be read."""
    return read_holidays(path)


def take_years(workspace: Workspace, years: Mapping[str, YearSpec]) -> ChangeSet:
    """Have the tables of a file in the place of those that there are, as one undo step."""
    for spec in years.values():
        refuse_problems(workspace, HOLIDAYS, spec)
    with workspace.change(f"读入{'、'.join(years)}年节假日表", Right.CATALOGUE) as work:
        for spec in years.values():
            put_entry(workspace, work, HOLIDAYS, spec, spec.title)
    return work.change_set


def restore_year(workspace: Workspace, year: int) -> ChangeSet:
    """Take the office's table of a year away: the published one holds again, or none."""
    table = read_table(workspace, year)
    if not table.own:
        raise UserError(f"{year}年的节假日表没有改过，不用恢复。")
    act = restore_entry if table.shipped else delete_entry
    return act(workspace, HOLIDAYS, str(year))


def _write(workspace: Workspace, year: int, holidays: Iterable[HolidaySpec]) -> ChangeSet:
    before = workspace.own.plans.years.get(str(year))
    source = before.source if before is not None and before.source else "本单位填写"
    ordered = tuple(sorted(holidays, key=lambda each: (each.first, each.name)))
    spec = YearSpec(str(year), f"{year}年", source, ordered)
    refuse_problems(workspace, HOLIDAYS, spec)
    with workspace.change(f"修改{year}年节假日表", Right.CATALOGUE) as work:
        put_entry(workspace, work, HOLIDAYS, spec, spec.title)
    return work.change_set


def _new_row(year: int, row: Mapping[str, str]) -> HolidaySpec:
    name = row.get("name", "").strip()
    if not name or not row.get("first", "").strip():
        raise UserError(
            f"{f'“{name}”' if name else '新的一行'}没有填写{'第一天' if name else '名称'}。",
            "每行写名称、第一天、最后一天。",
        )
    first = _value(name, year, "first", row["first"])
    last = row.get("last", "").strip()
    work = _value(name, year, "work", row.get("work", ""))
    return HolidaySpec(name, first, _value(name, year, "last", last) if last else first, work)


def _value(name: str, year: int, field: str, text: str) -> Any:
    try:
        value = _read(year, field, text)
    except ValueError as error:
        raise UserError(f"{year}年“{name}”：{error}", "节假日表没有改。") from error
    if value is None or value == "":
        raise UserError(f"{year}年“{name}”的{_DAYS.get(field, '名称')}空着。", "不放假的请删除这一行。")
    return value


def _read(year: int, field: str, text: str) -> Any:
    if field in _DAYS:
        return read_day(text, year)
    if field == "work":
        days = [read_day(each, year) for each in _APART.split(text.strip()) if each]
        return tuple(sorted({day for day in days if day is not None}))
    return text.strip()


def _words(day: date, year: int) -> str:
    words = f"{day.month}月{day.day}日"
    return words if day.year == year else f"{day.year}年{words}"
