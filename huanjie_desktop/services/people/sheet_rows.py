"""Reads tables' records into the values of people, with a finding for every cell that cannot be read."""

from collections.abc import Mapping, Sequence
from typing import Any

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.fields import read_field
from huanjie_desktop.domain.identity import check_against, check_id_number
from huanjie_desktop.domain.outcome import Finding, Place, Severity
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.columns import Guess, cell_text
from huanjie_desktop.exchange.spreadsheet import Cell, column_letter
from huanjie_desktop.exchange.tables import Record, Table, Tables
from huanjie_desktop.services.people.import_rows import ReadRow

GROUP_FIELD = "group_name"
_REPORTED = 500
_Read = tuple[str, Mapping[str, Any], str]  # a cell's text, the values it gives, or why it gives none
_Column = tuple[str, str, int, dict[str | tuple[Cell, type], _Read]]  # field, kind, place, what was read of it


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
    ) -> None:
        self._file, self._tables, self._specs = file, tables, specs
        self._fields = {guess.head: guess.field for guess in guesses if guess.field}
        self._titles = {guess.field: guess.head for guess in guesses if guess.field}
        self._groups = groups
        self._edits = edits

    def read(self, progress: Progress) -> list[ReadRow]:
        """Read the people of all tables; raises Cancelled when the user stops."""
        found: list[ReadRow] = []
        total = sum(len(table.records) for table in self._tables.tables)
        keys: set[str] = set()
        for table in self._tables.tables:
            named = [(self._fields.get(head, ""), at) for at, head in enumerate(table.heads)]
            columns: list[_Column] = [(field, self._specs[field].kind, at, {}) for field, at in named if field]
            for record in table.records:
                if len(found) % _REPORTED == 0:
                    progress.step(len(found), total, "正在核对各行")
                key = f"{table.sheet}!{record.row + 1}"
                while key in keys:
                    key += ".2"
                keys.add(key)
                found.append(
                    self._read_row(ReadRow(key, table.sheet, record.row + 1, record.group, {}), table, record, columns)
                )
        return found

    def finding(self, row: ReadRow, field_name: str, code: str, text: str) -> Finding:
        """Return an error about one cell, with its place in words."""
        head = self._titles.get(field_name, "")
        place = Place(self._file, row.sheet, row.number, head)
        where = f"“{self._file}”第{row.number}行" + (f"“{head}”栏" if head else "")
        return Finding(Severity.ERROR, code, f"{where}：{text}。", place=place)

    def _read_row(self, row: ReadRow, table: Table, record: Record, columns: Sequence[_Column]) -> ReadRow:
        cells, texts, found = record.cells, row.texts, row.values
        row.hidden = record.hidden
        for name, kind, column, memo in columns:
            cell: Cell = cells[column]
            if self._edits or record.faults:
                edited = self._edits.get((row.key, name))
                fault = record.faults.get(column)
                if fault and edited is None:
                    texts[name] = fault
                    where = f"（{column_letter(table.columns[column])}{row.number}）"
                    row.findings.append(self.finding(row, name, "cell-error", f"单元格{where}是“{fault}”，不是数据"))
                    continue
                cell = cell if edited is None else edited
            key = cell if type(cell) is str else (cell, type(cell))  # 1 is not True, nor 1.0
            known = memo.get(key)
            if known is None:
                known = memo[key] = self._read_cell(name, kind, cell)
            texts[name], values, why = known
            if why:
                row.findings.append(self.finding(row, name, "unreadable", why))
                continue
            for field_name, value in values.items():
                if field_name == name or not found.get(field_name):
                    found[field_name] = value
        self._check_identity(row)
        return row

    def _read_cell(self, name: str, kind: str, cell: Cell) -> _Read:
        text = cell_text(cell)
        if name == GROUP_FIELD:
            kind = "text"
        if not text.strip() and name != "name":
            return text, {}, ""
        try:
            values = read_field(name, kind, text, self._groups, from_number=isinstance(cell, int | float))
        except ValueError as error:
            return text, {}, str(error)
        return text, values, ""

    def _check_identity(self, row: ReadRow) -> None:
        number = row.values.get("id_number")
        if not number:
            return
        problems = check_id_number(number) or check_against(
            number, birth=row.values.get("birth"), sex=row.values.get("sex", "")
        )
        for problem in problems:
            found = self.finding(row, "id_number", f"id-{problem.code}", problem.text)
            row.doubts.append(Finding(Severity.WARNING, found.code, found.text, place=found.place))
