"""What xlrd tells of an xls beyond its cells: errors, hidden rows, formats of dates."""

import io
from collections.abc import Iterator

import xlrd

from huanjie_desktop.exchange.date_formats import BUILT_IN, shown_of
from huanjie_desktop.exchange.sheets import Marks

_DATE, _ERROR = 3, 5


def xls_marks(content: bytes) -> dict[str, Marks]:
    """Return the marks of all sheets by name; whatever is raised says that xlrd cannot read the file."""
    with xlrd.open_workbook(
        file_contents=content,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
        ignore_workbook_corruption=True,
    ) as book:
        shown = {at: _shown(book, xf.format_key) for at, xf in enumerate(book.xf_list)}
        found: dict[str, Marks] = {}
        for name in book.sheet_names():
            found[name] = _marks(book.sheet_by_name(name), {at: how for at, how in shown.items() if how})
            book.unload_sheet(name)
        return found


def _shown(book: xlrd.Book, key: int) -> str:
    code = book.format_map[key].format_str if key in book.format_map else ""
    return shown_of(code) if code else BUILT_IN.get(str(key), "")


def _marks(sheet: xlrd.sheet.Sheet, shown: dict[int, str]) -> Marks:
    marks = Marks()
    marks.hidden = {row for row, found in sheet.rowinfo_map.items() if found.hidden}
    for row, column, kind in _cells(sheet):
        if kind == _ERROR:
            code = sheet.cell_value(row, column)
            marks.faults[(row, column)] = xlrd.error_text_from_code.get(code, "#?")
        else:
            how = shown.get(sheet.cell_xf_index(row, column))
            if how:
                marks.dates[(row, column)] = how
    return marks


def _cells(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[int, int, int]]:
    """Yield the places and kinds of dates and errors."""
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        if _DATE in kinds or _ERROR in kinds:
            yield from ((row, at, kind) for at, kind in enumerate(kinds) if kind in (_DATE, _ERROR))
