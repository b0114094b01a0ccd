"""Reads other people's spreadsheets (xlsx, xls, ods, csv) into plain cells with their places."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.cell_faults import find_faults
from huanjie_desktop.exchange.compound_file import check_compound_file
from huanjie_desktop.exchange.far_cells import has_far_cells
from huanjie_desktop.exchange.panics import panics_unheard
from huanjie_desktop.exchange.sheet_parts import TooLarge, check_parts, possible_sheets, sheet_xml

MOST_COLUMNS = 150
MOST_ROWS = 200_000
LARGEST_TEXT, LARGEST_FILE = 50_000_000, 150_000_000  # bytes of a csv, and of any file
LONGEST_LINE = 1_000_000  # characters of a csv
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_KINDS = {".csv", ".txt", ".tsv"}
_BOOK_KINDS = {".xlsx", ".xlsm", ".xls", ".et", ".ods"}

Cell = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells from its first row and column on.

    `merged` are ranges ((top, left), (bottom, right)) counted from 0; `faults` says of cells that hold an error (#REF!)
    or a formula without a value what is there instead, by (row, column); `hidden` are rows that are hidden or filtered out.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    visible: bool = True


class Book:
    """One file: the names of its sheets, and each sheet's cells when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._text: Sheet | None = None
        self._book: CalamineWorkbook | None = None
        content = _read_bytes(path)
        self._content = content
        if path.suffix.lower() in _TEXT_KINDS:
            self._text = Sheet(path.stem, _read_csv(content, path))
        else:
            self._book = _open_book(content, path)

    @cached_property
    def sheet_names(self) -> list[str]:
        """Return the names of the sheets, without hidden ones."""
        if self._book is None:
            return [self.path.stem]
        visible = python_calamine.SheetVisibleEnum.Visible
        names = [sheet.name for sheet in self._book.sheets_metadata if sheet.visible == visible]
        return names or list(self._book.sheet_names)

    @cached_property
    def hidden_names(self) -> list[str]:
        """Return the names of the sheets that are hidden."""
        if self._book is None:
            return []
        return [name for name in self._book.sheet_names if name not in self.sheet_names]

    def is_empty(self, name: str) -> bool:
        """Tell whether a sheet has no content."""
        return self._book is not None and not self._read(name).rows

    def sheet(self, name: str | None = None) -> Sheet:
        """Return a sheet, by default the first with cells; UserError when it is not there or unusable."""
        if self._text is not None:
            return _checked(self._text, self.path)
        if name is not None:
            if name not in self.sheet_names:
                names = "、".join(self.sheet_names)
                raise UserError(f"“{self.path.name}”里没有名为“{name}”的工作表。", f"现有工作表：{names}。")
            return _checked(self._read(name), self.path)
        for each in self.sheet_names:
            found = self._read(each)
            if found.rows:
                return _checked(found, self.path)
        raise UserError(f"“{self.path.name}”是空表，没有可导入的内容。", "请检查是否选错了文件。")

    def _read(self, name: str) -> Sheet:
        assert self._book is not None
        raw = sheet_xml(self._content, name) if self._content.startswith(_ZIP) else b""
        if self._has_far_cells(raw):
            raise UserError(
                f"“{self.path.name}”的工作表“{name}”在{MOST_COLUMNS}列或{MOST_ROWS}行以外还有内容。",
                "请删去多余的行列，另存后再导入。",
            )
        try:
            with panics_unheard():
                sheet = self._book.get_sheet_by_name(name)
                rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
                merged = sheet.merged_cell_ranges or ()
        except BaseException as error:
            raise _explained(error, self.path) from error
        return Sheet(name, rows, merged, find_faults(raw))

    def _has_far_cells(self, raw: bytes) -> bool:
        if not self._content.startswith(_ZIP):
            return False  # an xls has 256 columns and 65,536 rows
        try:
            return any(has_far_cells(each) for each in ([raw] if raw else possible_sheets(self._content)))
        except ValueError as error:
            raise _explained(error, self.path) from error


def read_book(path: Path) -> Book:
    """Open a spreadsheet. Raises UserError naming the file: not there, locked, empty, encrypted, of another kind."""
    return Book(path)


def column_letter(at: int) -> str:
    """Return the letters that Excel shows over column `at`, counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _read_bytes(path: Path) -> bytes:
    if not path.exists():
        raise UserError(f"找不到文件“{path.name}”。", "请检查位置和文件名。")
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不是表格文件。", "请选择 Excel 或 csv 文件。")
    if path.suffix.lower() not in _TEXT_KINDS | _BOOK_KINDS:
        raise UserError(f"“{path.name}”不是能导入的表格文件。", "请另存为 xlsx、xls 或 csv 后再导入。")
    try:
        if path.stat().st_size > (LARGEST_TEXT if path.suffix.lower() in _TEXT_KINDS else LARGEST_FILE):
            raise _explained(TooLarge(), path)
        content = path.read_bytes()
    except PermissionError as error:
        raise UserError(f"“{path.name}”打不开，可能正被其他程序使用。", "请在 WPS 或 Excel 中关闭后再试。") from error
    except OSError as error:
        raise UserError(f"“{path.name}”读不出来（{error.strerror}）。", "请复制到本机硬盘后再试。") from error
    if not content.strip(b"\x00 \r\n\t"):
        raise UserError(f"“{path.name}”是空文件。", "请检查是否选错了文件。")
    return content


def _open_book(content: bytes, path: Path) -> CalamineWorkbook:
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise UserError(f"“{path.name}”设有打开密码。", "请在 WPS 或 Excel 中取消密码，另存后再导入。")
    if not content.startswith((_ZIP, _OLE)):
        raise UserError(f"“{path.name}”不是真正的 Excel 文件。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")
    try:
        if content.startswith(_OLE):
            check_compound_file(content)
        else:
            check_parts(content)
        with panics_unheard():
            return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except BaseException as error:
        raise _explained(error, path) from error


def _explained(error: BaseException, path: Path) -> BaseException:
    """Return the error to show; the reader's panics are of no Exception class, so all is caught but what ends a program."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    if isinstance(error, TooLarge):
        return UserError(f"“{path.name}”的内容太大。", "请分成几个文件导入。")
    if isinstance(error, python_calamine.PasswordError):
        return UserError(f"“{path.name}”设有打开密码。", "请在 WPS 或 Excel 中取消密码，另存后再导入。")
    return UserError(f"“{path.name}”已损坏或不是 Excel 文件。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")


def _checked(sheet: Sheet, path: Path) -> Sheet:
    if not any(any(cell not in ("", None) for cell in row) for row in sheet.rows):
        raise UserError(f"“{path.name}”的工作表“{sheet.name}”是空的。", "请选择有内容的工作表。")
    width = max(len(row) for row in sheet.rows)
    if width > MOST_COLUMNS:
        raise UserError(
            f"“{path.name}”的工作表“{sheet.name}”有{width}列，超过{MOST_COLUMNS}列。", "请删去多余的列后再导入。"
        )
    if len(sheet.rows) > MOST_ROWS:
        raise UserError(f"“{path.name}”的工作表“{sheet.name}”超过{MOST_ROWS}行。", "请分成几个文件导入。")
    return sheet


def _read_csv(content: bytes, path: Path) -> list[list[Any]]:
    text = _decode(content, path)
    if "\x00" in text:
        raise UserError(f"“{path.name}”不是文本表格。", "请用 WPS 或 Excel 打开后另存为 csv 或 xlsx。")
    head = text[:8192]
    delimiter = max(",\t;", key=head.count)
    if any(len(line) > LONGEST_LINE for line in io.StringIO(text)):
        raise _explained(TooLarge(), path)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [list(row) for row in islice(rows, MOST_ROWS + 1)]
    except csv.Error as error:
        raise UserError(f"“{path.name}”的格式读不懂。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。") from error


def _decode(content: bytes, path: Path) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"“{path.name}”的文字编码认不出。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")
