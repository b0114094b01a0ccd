"""Finds the tables of people in a book's sheets; what is no person is named, nothing is passed over without a word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.columns import FileColumn
from huanjie_desktop.exchange.head import BodyRow, body_rows, find_head
from huanjie_desktop.exchange.spreadsheet import Book, Cell, Sheet, column_letter

SAMPLES = 60
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Record:
    """一人: a person's line or lines of a table.

    `row` is the index of the first line in the sheet; `cells` stand by the table's columns, merged ranges filled down and
    right, a second line joined with a line break; `group` is the unit's line above, "" for none; `faults` go by place in
    `cells`.
    """

    row: int
    cells: Sequence[Cell]
    group: str = ""
    hidden: bool = False
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """一张表: `heads` are each column's whole words, no word twice; `columns` are their places in the sheet."""

    sheet: str
    heads: tuple[str, ...]
    uppers: tuple[str, ...]
    columns: tuple[int, ...]
    records: Sequence[Record]
    head_rows: tuple[int, int]
    unnamed: frozenset[int] = frozenset()  # places in `heads` of columns that have no head of their own


@dataclass(frozen=True)
class LeftOut:
    """What is not read as a person: `row` as Excel shows it, 0 for a whole sheet; `words` stand there, `why` says what it is."""

    sheet: str
    row: int
    words: str
    why: str


@dataclass(frozen=True)
class Tables:
    """All tables that were found, the rows that are no people, and the sheets that were not read."""

    tables: list[Table]
    left_out: list[LeftOut]
    sheets_left: list[LeftOut]


def find_tables(book: Book, sheets: Sequence[str] | None, is_known: Callable[[str], str]) -> Tables:
    """Return the tables of these sheets, by default of the first that has people.

    `is_known` tells the field that a head's words mean, "" for none. Lists set side by side are tables of their own.
    Raises UserError where nobody is found at all.
    """
    names = list(sheets) if sheets is not None else [book.sheet().name]
    tables: list[Table] = []
    left_out: list[LeftOut] = []
    for name in names:
        sheet = book.sheet(name if sheets is not None or len(book.sheet_names) > 1 else None)
        table, others = _read(sheet, is_known, book.path.name)
        tables.append(table)
        left_out += others
    if not any(table.records for table in tables):
        raise UserError(f"“{book.path.name}”里没有读到一个人。", "请检查是否选错了文件或工作表。")
    passed = [LeftOut(name, 0, name, "未读取的工作表") for name in book.sheet_names if name not in names]
    return Tables(tables, left_out, passed)


def columns_of(tables: Tables) -> list[FileColumn]:
    """Return a column for each head over all tables, in order, with up to 60 of its cells."""
    uppers: dict[str, str] = {}
    named: dict[str, bool] = {}
    cells: dict[str, list[Cell]] = {}
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
    return [FileColumn(head, uppers[head], tuple(cells[head]), named[head]) for head in uppers]


def _read(sheet: Sheet, is_known: Callable[[str], str], file: str) -> tuple[Table, list[LeftOut]]:
    head = find_head(sheet, lambda word: bool(word and is_known(word)), file)
    used = [
        at
        for at in range(max(len(row) for row in sheet.rows))
        if (at < len(head.names) and head.names[at])
        or any(at < len(row) and row[at] not in ("", None) for row in sheet.rows[head.last + 1 :])
    ]
    words = [head.names[at] if at < len(head.names) else "" for at in used]
    name_at = next((at for at, word in zip(used, words, strict=True) if word and is_known(word) == "name"), None)
    body = body_rows(sheet, head, name_at)
    records = [_record(sheet, row, used) for row in body if row.kind == "person"]
    heads: list[str] = []
    for at, word in zip(used, words, strict=True):
        heads.append(_once(word or f"第{column_letter(at)}列", heads))
    table = Table(
        sheet.name,
        tuple(heads),
        tuple(head.uppers[at] if at < len(head.uppers) else "" for at in used),
        tuple(used),
        records,
        (head.first, head.last),
        frozenset(place for place, word in enumerate(words) if not word),
    )
    return table, [_left_out(sheet, row) for row in body if row.kind == "left_out"]


def _once(word: str, before: Sequence[str]) -> str:
    number, found = 1, word
    while found in before:
        number += 1
        found = f"{word}（{number}）"
    return found


def _record(sheet: Sheet, row: BodyRow, used: Sequence[int]) -> Record:
    cells = sheet.rows[row.index]
    faults = {place: sheet.faults[(row.index, at)] for place, at in enumerate(used) if (row.index, at) in sheet.faults}
    return Record(row.index, [cells[at] if at < len(cells) else "" for at in used], row.group, faults=faults)


def _left_out(sheet: Sheet, row: BodyRow) -> LeftOut:
    words = "　".join(str(cell) for cell in sheet.rows[row.index] if str(cell).strip())
    return LeftOut(sheet.name, row.index + 1, words[:_LONGEST_WORDS], row.why)
