"""Reads a spreadsheet file into sheets; runs in a process of its own, since a file can ask for more than there is."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import python_calamine
from python_calamine import CalamineWorkbook

from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.exchange.cell_marks import Struck, blank_texts, comments_of, struck_cells, struck_of
from huanjie_desktop.exchange.compound_file import check_compound_file
from huanjie_desktop.exchange.date_formats import as_shown
from huanjie_desktop.exchange.file_errors import TEXT_KINDS, far_error, password_error, too_large
from huanjie_desktop.exchange.ods_marks import is_ods, ods_marks
from huanjie_desktop.exchange.panics import panics_unheard
from huanjie_desktop.exchange.sheet_marks import FURTHEST_ROW, look_through
from huanjie_desktop.exchange.sheet_parts import (
    TooLarge,
    check_parts,
    counts_from_1904,
    date_styles,
    possible_sheets,
    sheet_xml,
)
from huanjie_desktop.exchange.sheets import MOST_COLUMNS, MOST_ROWS, Cell, Encrypted, FarCells, Marks, Sheet, is_content
from huanjie_desktop.exchange.text_table import read_text_table

T = TypeVar("T")
S = TypeVar("S")
_MOST_MERGED = 200_000
_LARGE = 5_000_000  # bytes of XML from which it pays to look through it while the reader lays out the cells
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class SheetError(UserError):
    """What is the matter with one sheet of a file whose others can be read."""

    def __init__(self, name: str, visible: bool, error: UserError) -> None:
        super().__init__(error.text, error.advice)
        self.name, self.visible = name, visible


def read_sheets(path: Path) -> Iterator[Sheet | SheetError]:
    """Yield a file's sheets, empty ones and hidden ones, too; for a sheet that is unusable, what is the matter with it.

    Raises UserError naming the file where it cannot be read at all.
    """
    content = _read_bytes(path)
    if path.suffix.lower() in TEXT_KINDS:
        yield _checked(Sheet(path.stem, read_text_table(content, path)), path)
        return
    yield from _File(content, path).sheets()


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except PermissionError as error:
        raise UserError(f"“{path.name}”打不开，可能正被其他程序使用。", "请在 WPS 或 Excel 中关闭后再试。") from error
    except OSError as error:
        raise UserError(f"“{path.name}”读不出来（{os_reason(error)}）。", "请复制到本机硬盘后再试。") from error
    if not content.strip(b"\x00 \r\n\t"):
        raise UserError(f"“{path.name}”是空文件。", "请检查是否选错了文件。")
    return content


class _File:
    """A workbook that is opened, and what is looked up about its sheets beside the reader."""

    def __init__(self, content: bytes, path: Path) -> None:
        self._content, self._path = content, path
        self._is_zip = content.startswith(_ZIP)
        self._marks: Mapping[str, Marks] | None = None  # of an xls or ods, by the sheet's name
        self._styles: Mapping[int, str] = {}
        self._later = False
        self._struck = Struck()
        self._largest = 0
        if content.startswith(_OLE) and _ENCRYPTED in content:
            raise password_error(path)
        if not content.startswith((_ZIP, _OLE)):
            raise UserError(f"“{path.name}”不是真正的 Excel 文件。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")
        try:
            self._look_into()
            with panics_unheard():
                self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except BaseException as error:
            raise _explained(error, path) from error

    def _look_into(self) -> None:
        if not self._is_zip:
            check_compound_file(self._content)
            self._marks = _old_marks(self._content)
            return
        self._largest = check_parts(self._content)
        if is_ods(self._content):
            self._marks = ods_marks(self._content)
        else:
            self._styles, self._struck = date_styles(self._content), struck_of(self._content)
            self._later = bool(self._styles) and counts_from_1904(self._content)

    def sheets(self) -> Iterator[Sheet | SheetError]:
        """Yield the sheets, or what is the matter with one."""
        visible = python_calamine.SheetVisibleEnum.Visible
        shown = {each.name for each in self._book.sheets_metadata if each.visible == visible}
        for name in self._book.sheet_names:
            try:
                yield self._read(name, name in shown)
            except UserError as error:
                yield SheetError(name, name in shown, error)

    def _read(self, name: str, visible: bool) -> Sheet:
        lay_out = partial(self._book.get_sheet_by_name, name)
        together = _beside if self._largest >= _LARGE else _in_turn
        try:
            with panics_unheard():
                marks, sheet = together(partial(self._look_through, name), lay_out)
                rows = sheet.to_python(skip_empty_area=False, nrows=FURTHEST_ROW + 1)
                _cut_empty_end(rows)
                _cut_blank_right(rows)
                merged = [area for area in sheet.merged_cell_ranges or () if area[0][0] < len(rows)]
        except UserError:
            raise
        except BaseException as error:
            raise _explained(error, self._path) from error
        if marks is None:
            return _checked(Sheet(name, rows, merged, visible=visible, checked=False), self._path)
        _show_dates(rows, marks, self._later)
        hidden = frozenset(marks.hidden)
        found = Sheet(
            name,
            rows,
            merged or marks.merged,
            marks.faults,
            hidden,
            visible,
            comments=marks.comments,
            struck=marks.struck,
        )
        return _checked(found, self._path)

    def _look_through(self, name: str) -> Marks | None:
        """Return a sheet's marks, None where nobody can tell them."""
        if self._marks is not None:
            return self._marks.get(name)
        if not self._is_zip:
            return None
        try:
            raw = sheet_xml(self._content, name)
            if raw.count(b"mergeCell ") > _MOST_MERGED:
                raise TooLarge("more merged ranges than any roster has")
            if raw:
                marks = look_through(raw, self._styles, lambda: blank_texts(self._content))
                marks.struck = struck_cells(raw, self._struck)
                marks.comments = comments_of(self._content, name)
                return marks
            for each in possible_sheets(self._content):
                look_through(each)
        except FarCells as error:
            raise far_error(self._path, name) from error
        except ValueError as error:
            raise _explained(error, self._path) from error
        return None


def _in_turn(first: Callable[[], T], second: Callable[[], S]) -> tuple[T, S]:
    return first(), second()


def _beside(first: Callable[[], T], second: Callable[[], S]) -> tuple[T, S]:
    """Return what both give that are done at one time; where both fail it is the first's error that counts."""
    from concurrent.futures import ThreadPoolExecutor  # for a large file alone

    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(first)
        try:
            other = second()
        except BaseException:
            found.result()
            raise
        return found.result(), other


def _old_marks(content: bytes) -> Mapping[str, Marks] | None:
    from huanjie_desktop.exchange.xls_marks import xls_marks  # xlrd is loaded for an xls alone

    try:
        return xls_marks(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - xlrd stumbles in many ways over what the reader can read; the sheets say so
        return None


def _show_dates(rows: list[list[Cell]], marks: Marks, later: bool) -> None:
    """Put in the text of dates whose format shows no more than the month or the year."""
    for (row, column), shown in marks.dates.items():
        if row < len(rows) and column < len(rows[row]):
            text = as_shown(rows[row][column], shown, later)
            if text is not None:
                rows[row][column] = text


def _explained(error: BaseException, path: Path) -> BaseException:
    """Return the error to show; the reader's panics are of no Exception class, so all is caught but what ends a program."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | UserError):
        return error
    if isinstance(error, TooLarge):
        return too_large(path)
    if isinstance(error, FarCells):
        return far_error(path, "")
    if isinstance(error, Encrypted | python_calamine.PasswordError):
        return password_error(path)
    return UserError(f"“{path.name}”已损坏或不是 Excel 文件。", "请用 WPS 或 Excel 打开后另存为 xlsx，再导入。")


def _cut_empty_end(rows: list[list[Cell]]) -> None:
    """Leave out the rows behind the last one with content: some programs write empty cells down to the sheet's end."""
    while rows and not any(map(is_content, rows[-1])):
        rows.pop()


def _cut_blank_right(rows: list[list[Cell]]) -> None:
    """Leave out the columns behind the last one with something to be seen, where there are more than any roster has."""
    if rows and len(rows[0]) > MOST_COLUMNS:
        width = max(_last_seen(row) for row in rows)
        for row in rows:
            del row[width:]


def _last_seen(row: Sequence[Cell]) -> int:
    at = len(row)
    while at and (not is_content(row[at - 1]) or not str(row[at - 1]).strip()):
        at -= 1
    return at


def _checked(sheet: Sheet, path: Path) -> Sheet:
    if len(sheet.rows) > MOST_ROWS:
        raise UserError(f"“{path.name}”的工作表“{sheet.name}”超过{MOST_ROWS}行。", "请分成几个文件导入。")
    width = max((len(row) for row in sheet.rows), default=0)
    if width > MOST_COLUMNS:
        used = sum(_is_used(sheet.rows, column) for column in range(width))
        if used > MOST_COLUMNS:
            raise UserError(
                f"“{path.name}”的工作表“{sheet.name}”有{used}列，超过{MOST_COLUMNS}列。", "请删去多余的列后再导入。"
            )
    return sheet


def _is_used(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return any(column < len(row) and is_content(row[column]) for row in rows)
