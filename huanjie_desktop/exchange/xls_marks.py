"""What xlrd tells of an xls beyond its cells: errors, hidden rows, formats of dates, comments, what is struck out."""

import io
from collections.abc import Iterator
from itertools import pairwise

import xlrd

from huanjie_desktop.exchange.cell_marks import comment_words
from huanjie_desktop.exchange.date_formats import BUILT_IN, shown_of
from huanjie_desktop.exchange.sheets import Marks

_DATE, _ERROR = 3, 5
_FLAT = 20  # of a row's height, a point; nobody sees so low a row


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
        struck = frozenset(at for at, xf in enumerate(book.xf_list) if book.font_list[xf.font_index].struck_out)
        found: dict[str, Marks] = {}
        for name in book.sheet_names():
            found[name] = _marks(book.sheet_by_name(name), {at: how for at, how in shown.items() if how})
            _add_struck(found[name], book, book.sheet_by_name(name), struck)
            book.unload_sheet(name)
        return found


def _shown(book: xlrd.Book, key: int) -> str:
    code = book.format_map[key].format_str if key in book.format_map else ""
    return shown_of(code) if code else BUILT_IN.get(str(key), "")


def _marks(sheet: xlrd.sheet.Sheet, shown: dict[int, str]) -> Marks:
    marks = Marks()
    marks.hidden = {row for row, found in sheet.rowinfo_map.items() if found.hidden or found.height < _FLAT}
    notes = ((place, comment_words(note.text, note.author)) for place, note in sheet.cell_note_map.items())
    marks.comments = {place: words for place, words in notes if words}
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


def _add_struck(marks: Marks, book: xlrd.Book, sheet: xlrd.sheet.Sheet, styles: frozenset[int]) -> None:
    """Add the cells that are struck out, or of whose words some are."""
    for row in range(sheet.nrows) if styles else ():
        for column in range(sheet.row_len(row)):
            if sheet.cell_xf_index(row, column) in styles and sheet.cell_value(row, column) not in ("", None):
                marks.struck[(row, column)] = ""
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        text = str(sheet.cell_value(row, column))
        first = book.xf_list[sheet.cell_xf_index(row, column)].font_index
        pieces = [(0, first), *runs, (len(text), first)]
        said = "".join(
            text[start:end] for (start, font), (end, _) in pairwise(pieces) if book.font_list[font].struck_out
        ).strip()
        if said:
            marks.struck[(row, column)] = "" if said == text.strip() else said
        else:
            marks.struck.pop((row, column), None)
