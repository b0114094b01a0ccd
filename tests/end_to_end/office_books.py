"""Writes lists as county offices keep them, in the formats that they come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

Row = Sequence[Any]
Wanted = dict[str, Any]


@dataclass(frozen=True)
class Office:
    """A list: `wanted` are people with these values, `count` how many there are, `said` words that the answer must have."""

    name: str
    write: Callable[[Path], Path]
    wanted: Sequence[Wanted]
    count: int
    said: Sequence[str] = ()
    options: Sequence[str] = field(default_factory=tuple)


def xlsx(*rows: Row, merged: Sequence[str] = (), change: Callable[[Any], None] | None = None) -> Callable[[Path], Path]:
    """Return what writes these rows."""

    def write(folder: Path) -> Path:
        book = openpyxl.Workbook()
        page: Any = book.active
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        if change is not None:
            change(page)
        book.save(folder / "表.xlsx")
        return folder / "表.xlsx"

    return write


def xls(*rows: Row, change: Callable[[Any], None] | None = None, style: str = "") -> Callable[[Path], Path]:
    """Return what writes these rows as an old workbook; `style` is that of dates."""

    def write(folder: Path) -> Path:
        book = xlwt.Workbook()
        page = book.add_sheet("名册")
        dates = xlwt.easyxf(num_format_str=style or "YYYY-MM-DD")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write(at, column, cell, dates)
                elif cell != "":
                    page.write(at, column, cell)
        if change is not None:
            change(page)
        book.save(str(folder / "表.xls"))
        return folder / "表.xls"

    return write


def text(words: str, encoding: str = "utf-8", suffix: str = "csv") -> Callable[[Path], Path]:
    """Return what writes a text file."""

    def write(folder: Path) -> Path:
        path = folder / f"表.{suffix}"
        path.write_bytes(words.encode(encoding))
        return path

    return write


ZHAO, QIAN, SUN = "赵一凡", "钱二妮", "孙三立"
ID1, ID2 = "990101198507120018", "990101199001030028"
HEAD = ("序号", "姓名", "性别", "出生年月", "工作单位", "现任职务", "备注")
