"""Reads tables' records into the values of people, with a finding for every cell that cannot be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.date_meanings import Meaning, meanings_of
from huanjie_desktop.domain.dates import PartialDate, is_one_or_ten
from huanjie_desktop.domain.fields import read_fully
from huanjie_desktop.domain.outcome import Finding, Place, Severity
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.places import PLACES
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.domain.readings import Doubt, Reading
from huanjie_desktop.exchange.columns import Guess, cell_text
from huanjie_desktop.exchange.head_words import BETWEEN, is_computed
from huanjie_desktop.exchange.lrmx.book import FormRecord
from huanjie_desktop.exchange.spreadsheet import Cell, column_letter
from huanjie_desktop.exchange.tables import Record, Table, Tables
from huanjie_desktop.services.people import row_dates, row_fill, row_marks, row_sense
from huanjie_desktop.services.people.form_parts import RowParts, read_parts
from huanjie_desktop.services.people.own_columns import is_own

_REPORTED = 500
_BESIDE = frozenset({"同左", "同右", "（同左）"})
_DATE_KINDS = frozenset({"date", "party"})
_OPEN_DATES = frozenset({"doubt-month", "doubt-day"})
_FREE = frozenset({"remark"})  # fields that say anything, a date as well
_TEXT_FILES = (".csv", ".txt", ".tsv")
_KEPT_ZERO = re.compile(r"\s*\d{4}\.10\s*")
_ONE_DIGIT, _TWO_DIGITS = re.compile(r"\d{4}\.[2-9]"), re.compile(r"\d{4}\.0[1-9]")


@dataclass
class ReadRow:
    """One person of a file: `number` as Excel shows it, `texts` by field as they stand, `values` by field as read.

    `key` is sheet!number, with .2 behind it for the second list side by side. With `findings` there are cells that cannot
    be read; `doubts` are about values that were read and are asked; `notes` are hints on what of a cell was not taken.
    Who has a file of his own comes from `source`, with `parts` beside the fields.
    `meanings` are what dates may mean that are doubtful or cannot be read, by field.
    `concluded` are fields that follow from others (学历 from 全日制 and 在职): they fill what is empty and change nothing.
    """

    key: str
    sheet: str
    number: int
    group: str
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    hidden: bool = False
    notes: list[Finding] = field(default_factory=list)
    concluded: set[str] = field(default_factory=set)
    source: str = ""
    parts: RowParts | None = None
    meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Return in words where it stands: its line of the sheet, or the file of its own."""
        return f"“{self.source}”" if self.source else f"第{self.number}行"


class _More(NamedTuple):
    """What there is to say of a cell beyond its value: what else it sets, what is doubtful, or `why` it cannot be read."""

    values: Mapping[str, Any] = {}
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""
    code: str = "unreadable"


_NOTHING = _More()  # a cell that is blank sets nothing
_Key = str | tuple[Cell, type]
_Read = tuple[str, Any, _More | None]  # a cell's text, its value, and what else there is to say


class _Column(NamedTuple):
    """A field's column in a table, of several `places` where they are joined."""

    field: str
    kind: str
    places: tuple[int, ...]
    table: Table

    known: dict[_Key, _Read]  # what was read of it already
    last: list[Cell]  # the cell that was read last, none before the first


class RowReader:
    """Reads the records of tables; values that recur are read once."""

    def __init__(
        self,
        file: str,
        tables: Tables,
        guesses: Sequence[Guess],
        specs: Mapping[str, ColumnSpec],
        groups: Sequence[str],
        edits: Mapping[tuple[str, str], str],
        today: date,
        fill_down: bool | None = None,
    ) -> None:
        self._file, self._tables, self._specs = file, tables, specs
        self._fields = {guess.head: guess.field for guess in guesses if guess.field in specs}
        self._titles: dict[str, str] = {}
        for guess in guesses:
            if guess.field:
                self._titles.setdefault(guess.field, guess.head)
        self._groups = groups
        self._edits, self._today, self._fill_down = edits, today, fill_down
        self._of_forms = any(isinstance(record, FormRecord) for table in tables.tables for record in table.records[:1])
        self._many_sheets = len({table.sheet for table in tables.tables}) > 1

    def read(self, progress: Progress) -> list[ReadRow]:
        """Read the people of all tables; raises Cancelled when the user stops."""
        found: list[ReadRow] = []
        total = sum(len(table.records) for table in self._tables.tables)
        keys: dict[str, int] = {}
        for table in self._tables.tables:
            columns, first = self._columns(table), len(found)
            for at in range(0, len(table.records), _REPORTED):
                progress.step(len(found), total, "正在核对各行")
                records = table.records[at : at + _REPORTED]
                rows = [_row(table.sheet, record, keys) for record in records]
                found += rows
                taken = [pair for pair in zip(rows, records, strict=True) if self._take_form(*pair)]
                if taken:
                    self._read_rows([row for row, _ in taken], [record for _, record in taken], columns)
                for row in rows if self._of_forms else ():
                    row_sense.conclude_birth(row)
            if not self._of_forms:
                row_fill.fill_down(self, found[first:], frozenset(column.field for column in columns), self._fill_down)
        for row in found:
            _settle_group(row)
        return found

    def finding(self, row: ReadRow, field_name: str, code: str, text: str) -> Finding:
        """Return an error about one cell, with its place in words."""
        head = self._titles.get(field_name, "")
        if row.source:
            where = f"“{row.source}”" + (f"“{head}”" if head else "")
            return Finding(Severity.ERROR, code, f"{where}：{text}。", place=Place(row.source, column=head))
        place = Place(self._file, row.sheet, row.number, head)
        sheet = f"的工作表“{row.sheet}”" if self._many_sheets else ""
        where = f"“{self._file}”{sheet}第{row.number}行" + (f"“{head}”栏" if head else "")
        return Finding(Severity.ERROR, code, f"{where}：{text}。", place=place)

    def doubt(self, row: ReadRow, field_name: str, doubt: Doubt) -> None:
        """Add a doubt about one cell to its row."""
        text = f"{doubt.text}，照此导入则{doubt.then}" if doubt.then else doubt.text
        found = self.finding(row, field_name, doubt.code, text)
        row.doubts.append(Finding(Severity.WARNING, doubt.code, found.text, place=found.place))
        if doubt.code in _OPEN_DATES:
            self._say_meanings(row, field_name, row.texts[field_name])

    def _say_meanings(self, row: ReadRow, field_name: str, text: str) -> None:
        """Keep what a date may mean, for the clerk to choose from."""
        found = meanings_of(text, self._today)
        if found:
            row.meanings[field_name] = found

    def note(self, row: ReadRow, field_name: str, text: str) -> None:
        """Add a hint on what of a cell was not taken."""
        found = self.finding(row, field_name, "not-taken", text)
        row.notes.append(Finding(Severity.HINT, found.code, found.text, place=found.place))

    def _take_form(self, row: ReadRow, record: Record) -> bool:
        """Take what is to be said of a form as a whole, and what it has beside the fields; tell whether there are any."""
        if not isinstance(record, FormRecord):
            return True
        row.source = record.source
        if record.refused:
            row.texts["name"] = str(record.cells[0])
            row.findings.append(self.finding(row, "", "unreadable-form", record.refused))
            return False
        row.parts = read_parts(record)
        for text in (*record.remarks, *row.parts.odd):
            found = self.finding(row, "", "form-mended", text)
            row.notes.append(Finding(Severity.WARNING, found.code, found.text, place=found.place))
        return True

    def _columns(self, table: Table) -> list[_Column]:
        places: dict[str, list[int]] = {}
        for at, head in enumerate(table.heads):
            name = self._fields.get(head, "")
            if name:
                places.setdefault(name, []).append(at)
        kinds = {name: "text" if name == GROUP else self._specs[name].kind for name in places}
        return [_Column(name, kinds[name], tuple(found), table, {}, []) for name, found in places.items()]

    def _read_rows(self, rows: Sequence[ReadRow], records: Sequence[Record], columns: Sequence[_Column]) -> None:
        """Read some records of a table into their rows, column by column."""
        cells = list(zip(*(record.cells for record in records), strict=True))
        more: dict[int, list[tuple[str, _More]]] = {}
        texts: list[Sequence[str]] = []
        whole: dict[str, Sequence[Any]] = {}  # columns of which every cell has its value and no more
        rest: list[tuple[str, Sequence[Any], Sequence[_More | None]]] = []
        for column in columns:
            reads = self._read_column(column, cells, records, rows)
            said, values, more_of = zip(*reads, strict=True)
            texts.append(said)
            if not any(more_of):
                whole[column.field] = values
            else:
                rest.append((column.field, values, more_of))
        names = [column.field for column in columns]
        for row, said in zip(rows, zip(*texts, strict=True), strict=True):
            row.texts = dict(zip(names, said, strict=True))
        for row, values in zip(rows, zip(*whole.values(), strict=True), strict=bool(whole)):
            row.values = dict(zip(whole, values, strict=True))
        for name, found, said_more in rest:
            for at, extra in enumerate(said_more):
                if extra is _NOTHING:
                    continue
                if extra is not None and extra.why:
                    self._refuse(rows[at], name, extra)
                    continue
                rows[at].values[name] = found[at]
                if extra is not None:
                    more.setdefault(at, []).append((name, extra))
        ages = _ages_at(columns[0].table) if columns else None
        for at, row in enumerate(rows):
            row_sense.settle(self, row, more.get(at, ()))
            if ages is not None:
                row_dates.say_age(self, row, records[at].cells[ages], self._today)
            self._say_of_record(row, records[at], columns)

    def _refuse(self, row: ReadRow, name: str, why: _More) -> None:
        """Say why a cell cannot be read, and what a date in it may mean."""
        row.findings.append(self.finding(row, name, why.code, why.why))
        if name in self._specs and self._specs[name].kind in _DATE_KINDS:
            self._say_meanings(row, name, row.texts[name])

    def _say_of_record(self, row: ReadRow, record: Record, columns: Sequence[_Column]) -> None:
        """Say what there is to a record beyond its cells."""
        if record.either:
            words = f"这一行只有“{row.texts['name']}”，可能是人，也可能是单位"
            self.doubt(row, "name", Doubt("doubt-unit", words, "按人员导入"))
        if record.together:
            self.note(row, "name", f"这一格写了{record.together}个人，分成{record.together}人导入")
        if record.comments or record.struck:
            row_marks.say(self, row, record, {column.field: column.places for column in columns})

    def _read_column(
        self, column: _Column, cells: Sequence[Sequence[Cell]], records: Sequence[Record], rows: Sequence[ReadRow]
    ) -> list[_Read]:
        """Read a column's cells in some rows, with the clerk's corrections; values that recur are read once."""
        name, places = column.field, column.places
        said: Sequence[Cell] = cells[places[0]]
        if len(places) > 1:
            said = [_joined(name, record.cells, places) for record in records]
        if self._edits:
            said = [self._edits.get((row.key, name), cell) for row, cell in zip(rows, said, strict=True)]
        # 1 is not True, nor 1.0
        texts = set(map(type, said)) == {str}
        keys = cast("Sequence[_Key]", said) if texts else [c if type(c) is str else (c, type(c)) for c in said]
        known, different = column.known, set(keys)
        ditto: list[int] = []
        if not row_fill.DITTO.isdisjoint(different):
            said, ditto = row_fill.undittoed(name, said, column.last[-1] if column.last else "")
            keys = [c if type(c) is str else (c, type(c)) for c in said]
            different = set(keys)
        column.last[:] = said[-1:]
        for key in different:
            if key not in known:
                known[key] = self._read_cell(column, key if isinstance(key, str) else key[0])
        reads = [known[key] for key in keys]
        for at in ditto:
            self.note(rows[at], name, f"“{cell_text(records[at].cells[places[0]])}”按上一行记“{reads[at][0]}”")
        for at, record in enumerate(records):
            if record.faults and (rows[at].key, name) not in self._edits:
                reads[at] = self._fault(record, column) or reads[at]
        return reads

    def _fault(self, record: Record, column: _Column) -> _Read | None:
        at = next((at for at in column.places if record.faults.get(at)), None)
        if at is None:
            return None
        fault = record.faults[at]
        where = f"（{column_letter(column.table.columns[at])}{record.row + 1}）"
        return fault, None, _More(why=f"单元格{where}是“{fault}”，不是数据", code="cell-error")

    def _read_cell(self, column: _Column, cell: Cell) -> _Read:
        name = column.field
        text = cell_text(cell)
        if name != "name" and not text.strip():
            return text, None, _NOTHING
        if text.strip() in _BESIDE and name not in PLACES:
            return text, None, _More(why=f"“{text.strip()}”看不出说的是哪一格，请写全")
        from_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        open_month = column.kind in ("date", "party") and is_one_or_ten(text)
        style = _style(column.table, column.places[0]) if open_month and not self._of_forms else ""
        of_text = self._file.lower().endswith(_TEXT_FILES) and (style == "two" or not _keeps_zeros(column))
        open_month = open_month and (from_number or of_text or style == "two" or self._of_forms)
        try:
            read = read_fully(name, column.kind, text, self._groups, from_number=from_number or open_month)
        except ValueError as error:
            return text, None, _More(why=str(error))
        if open_month:
            read = row_sense.month_by_style(name, read, style, from_number)
        value = read.values[name]
        if isinstance(value, PartialDate):
            read = row_dates.look_at(name, text, value, read, self._today)
        elif name in PLACES:
            read = row_sense.with_both_places(column.table.heads[column.places[0]], name, text, read)
        read = _with_kind_of_cell(read, column, cell, text)
        plain = len(read.values) == 1 and not read.doubts and not read.notes
        return text, read.values[name], None if plain else _More(read.values, read.doubts, read.notes)


def _with_kind_of_cell(read: Reading, column: _Column, cell: Cell, text: str) -> Reading:
    """Return what was read of a cell for words with a doubt, where the spreadsheet made a date, a time or a truth value of it."""
    if isinstance(cell, str | int | float) and not isinstance(cell, bool):
        return read
    if column.kind in _DATE_KINDS:
        return read
    what = "真假值" if isinstance(cell, bool) else "日期" if isinstance(cell, date) else "时间"
    if column.kind == "long_text" or column.field in _FREE or is_own(column.field):
        return read._replace(notes=(*read.notes, f"单元格存的是{what}，记作“{text}”"))
    doubt = Doubt("doubt-kind", f"单元格存的是{what}“{text}”，不是文字，可能是表格软件改的", f"记作“{text}”")
    return read._replace(doubts=(*read.doubts, doubt))


def _settle_group(row: ReadRow) -> None:
    """Take the group from the row's own cell, else from the line above, which names the unit too that a post begins with."""
    post = row.values.get("current_post", "")
    if row.group and "unit" not in row.texts and post.startswith(row.group):
        row.values["unit"] = row.group
    row.group = row.values.pop(GROUP, "") or row.group


def _row(sheet: str, record: Record, keys: dict[str, int]) -> ReadRow:
    """Return the row of a record; `keys` counts how often a row of the sheet has come."""
    key = f"{sheet}!{record.row + 1}"
    times = keys[key] = keys.get(key, 0) + 1
    key = key if times == 1 else f"{key}.{times}"
    return ReadRow(key, sheet, record.row + 1, record.group, {}, hidden=record.hidden)


def _style(table: Table, at: int) -> str:
    """Return how a column writes months: "two" (1985.07), "one" (1985.7), "" where both stand or neither."""
    one = two = 0
    for record in table.records:
        cell = record.cells[at]
        text = cell.strip() if isinstance(cell, str) else repr(cell) if isinstance(cell, float) else ""
        one += _ONE_DIGIT.fullmatch(text) is not None
        two += _TWO_DIGITS.fullmatch(text) is not None
    return "one" if one and not two else "two" if two and not one else ""


def _ages_at(table: Table) -> int | None:
    """Return the column of ages, which is not imported."""
    return next((at for at, head in enumerate(table.heads) if is_computed(head).startswith("年龄")), None)


def _keeps_zeros(column: _Column) -> bool:
    """Tell whether a column of a text file has 1985.10, so that none of its numbers has lost a zero."""
    at = column.places[0]
    cells = (record.cells[at] for record in column.table.records)
    return any(isinstance(cell, str) and _KEPT_ZERO.fullmatch(cell) for cell in cells)


def _joined(name: str, cells: Sequence[Cell], places: Sequence[int]) -> Cell:
    """Return what several columns say of one field: posts with 、 between them, telephones with ；, a school and its major without."""
    said = [text for text in (cell_text(cells[at]).strip() for at in places) if text]
    distinct = [
        text
        for at, text in enumerate(said)
        if not any(text in other for other in said[:at] + said[at + 1 :] if other != text)
    ]
    return BETWEEN.get(name, "").join(dict.fromkeys(distinct))
