"""Reads the rows of a csv, and finds the quote that is never closed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.file_errors import too_large
from huanjie_desktop.exchange.sheets import MOST_ROWS, Cell

LONGEST_LINE = 1_000_000  # characters
_MOST_LINES = 10 * MOST_ROWS
_LOOKED_AT = 8192  # characters, for what stands between the cells
_MARKS = ",\t;"
_FORMULA = re.compile(r'="([^"]*)"')


@dataclass(frozen=True)
class _Long:
    """A row on more than one line, from the line `start` to before `end`, counted from 0."""

    cells: Sequence[str]
    start: int
    end: int


def read_text_table(content: bytes, path: Path) -> list[list[Cell]]:
    """Return the rows; UserError for another encoding, a line that is too long, or a quote that is not closed."""
    text = _decode(content, path)
    if "\x00" in text:
        raise UserError(f"“{path.name}”不是文本表格。", "请用 WPS 或 Excel 打开后另存为 csv 或 xlsx。")
    between = _between(text[:_LOOKED_AT])
    too_many = text.count("\n") > _MOST_LINES  # quick, before each of them is looked at
    if too_many or any(len(line) > LONGEST_LINE for line in io.StringIO(text)):
        raise too_large(path)
    try:
        rows, starts = _rows(text, between)
    except csv.Error as error:
        raise UserError(f"“{path.name}”的格式读不懂。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。") from error
    line = _open_quote(text, between, starts)
    if line:
        raise UserError(
            f"“{path.name}”第{line}行的双引号没有配对，后面的行都并进了这一格。", "请补上或删去这个双引号后再导入。"
        )
    return rows


def _between(text: str) -> str:
    """Return what stands between the cells; what stands within texts as well (｜, ，) only where the first line has nothing else."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for rare in "|｜，":
        if rare in first and not any(mark in first for mark in _MARKS):
            return rare
    return max(_MARKS, key=text.count)


def _rows(text: str, between: str) -> tuple[list[list[Cell]], list[_Long]]:
    """Return the rows without empty cells at their ends, and which of them stand on more than one line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    rows: list[list[Cell]] = []
    long: list[_Long] = []
    last: _Long | None = None
    before = 0
    for row in islice(reader, MOST_ROWS + 1):
        start, before = before, reader.line_num
        if before - start > 1:
            long.append(_Long(row, start, before))
        end = len(row)
        while end and not row[end - 1]:
            end -= 1
        rows.append([_as_shown(cell) for cell in row[:end]])
        last = _Long(row, start, before)
    if last is not None and last not in long[-1:]:
        long.append(last)  # a quote may swallow the end of its own row alone
    return rows, long


def _as_shown(cell: str) -> str:
    """Return a cell's text, ="0123" as 0123: so systems write numbers that a spreadsheet shall leave alone."""
    found = _FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return found[1] if found else cell


def _open_quote(text: str, between: str, long: Sequence[_Long]) -> int:
    """Return the line, counted from 1, on which a quote opens that swallows rows behind it; 0 for none."""
    lines = list(io.StringIO(text, newline="")) if long else []
    width = 1 + Counter(line.count(between) for line in lines).most_common(1)[0][0] if lines else 0
    for each in long:
        broken = [(at, len(cell.splitlines())) for at, cell in enumerate(each.cells) if "\n" in cell or "\r" in cell]
        whole = [at for at, _ in broken if _has_whole_row(each.cells[at], between, width)]
        if not whole and not _is_sound(lines[each.start : each.end], between):
            whole = [at for at, _ in broken[-1:]] or [0]
        if whole:
            return each.start + 1 + sum(count - 1 for at, count in broken if at < whole[0])
    return 0


def _has_whole_row(cell: str, between: str, width: int) -> bool:
    """Tell whether a line within a cell has as many cells as the rows of the table."""
    return any(line.count(between) == width - 1 > 0 for line in cell.splitlines()[1:-1])


def _is_sound(lines: Sequence[str], between: str) -> bool:
    """Tell whether a record's quotes are closed, and where it has several lines, where a cell ends."""
    try:
        list(csv.reader(lines, delimiter=between, strict=True))
    except csv.Error as error:
        return len(lines) == 1 and "end of data" not in str(error)
    return True


def _decode(content: bytes, path: Path) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"“{path.name}”的文字编码认不出。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")
