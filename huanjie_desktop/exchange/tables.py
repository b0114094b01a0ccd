"""Finds the tables of people in a book's sheets; what is no person is named, nothing is passed over without a word."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.columns import FileColumn
from huanjie_desktop.exchange.sheet_tables import SAMPLES, SheetTables
from huanjie_desktop.exchange.spreadsheet import Book, Cell
from huanjie_desktop.exchange.table_rows import EXAMPLE_ROW
from huanjie_desktop.exchange.tables_found import LeftOut, Record, Table, Tables

__all__ = ["LeftOut", "Record", "SheetTables", "Table", "Tables", "columns_of", "find_tables"]


def find_tables(
    book: Book, sheets: Sequence[str] | None, is_known: Callable[[str], str], units: frozenset[str] = frozenset()
) -> Tables:
    """Return the tables of these sheets, by default of the first that has people.

    `is_known` tells the field that a head's words mean, "" for none; `units` are words that are a unit's. Lists set side by
    side are tables of their own.
    Raises UserError where nobody is found at all; a sample sheet that has its example alone has no tables.
    """
    found = Tables([], [], [])
    heads = forms = False
    title = ""
    samples: list[LeftOut] = []
    for name in book.sheet_names:
        if found.tables if sheets is None else name not in sheets:
            _leave(found, book, name, is_known)
            continue
        if sheets is None and book.is_empty(name) and len(book.sheet_names) > 1:
            continue
        read = SheetTables(book.sheet(name), is_known, units)
        heads = heads or bool(read.heads)
        if not read.tables and len(book.sheet_names) > 1:
            found.sheets_left.append(LeftOut(name, 0, name, "没有读到人员"))
        forms = forms or read.is_form
        title = title or (read.title if read.tables else "")
        found.tables.extend(read.tables)
        found.left_out.extend(read.left_out if read.tables or sheets is not None else [])
        if not read.tables and any(left.why == EXAMPLE_ROW for left in read.left_out):
            samples += read.left_out
    for name in sheets or ():
        book.sheet(name)  # says it where there is none of the name
    found.sheets_left.extend(LeftOut(name, 0, name, "隐藏的工作表，未读取") for name in book.hidden_names)
    if not found.tables and samples:
        return Tables([], samples, found.sheets_left)
    if not found.tables:
        if forms:
            raise UserError(f"“{book.path.name}”是一人一张的登记表，不是名册。", "请导入每人一行的名册。")
        raise _nobody(book, sheets, heads)
    return replace(found, title=title)


def _leave(found: Tables, book: Book, name: str, is_known: Callable[[str], str]) -> None:
    """Name a sheet that is not read, with the number of people on it."""
    if book.is_empty(name):
        return
    try:
        people = sum(len(table.records) for table in SheetTables(book.sheet(name), is_known).tables)
        why = f"有{people}人，未读取" if people else "没有人员，未读取"
    except UserError as error:
        why = f"未读取：{error.text}"
    found.sheets_left.append(LeftOut(name, 0, name, why))


def _nobody(book: Book, sheets: Sequence[str] | None, heads: bool) -> UserError:
    file, names = book.path.name, list(sheets) if sheets else book.sheet_names
    if heads:
        return UserError(f"“{file}”里没有读到一个人。", "请检查是否选错了文件或工作表。")
    book.sheet(names[0] if sheets else None)  # says it where the sheet is empty
    where = f"的工作表“{names[0]}”" if len(names) == 1 else ""
    return UserError(f"在“{file}”{where}里没有找到表头。", "请检查表中是否有“姓名”“性别”等栏目名称的一行。")


def columns_of(tables: Tables) -> list[FileColumn]:
    """Return a column for each head over all tables, in order, with up to 60 of its cells."""
    uppers: dict[str, str] = {}
    named: dict[str, bool] = {}
    cells: dict[str, list[Cell]] = {}
    offered = {table.heads[at]: why for table in tables.tables for at, why in table.offered.items()}
    for table in tables.tables:
        for at, head in enumerate(table.heads):
            uppers.setdefault(head, table.uppers[at])
            named.setdefault(head, at not in table.unnamed)
            found = cells.setdefault(head, [])
            for record in table.records:
                if len(found) >= SAMPLES:
                    break
                cell = record.cells[at] if at < len(record.cells) else ""
                if cell not in ("", None):
                    found.append(cell)
    places = {head: frozenset(at for at, table in enumerate(tables.tables) if head in table.heads) for head in uppers}
    return [
        FileColumn(head, uppers[head], tuple(cells[head]), named[head], offered.get(head, ""), places[head])
        for head in uppers
    ]
