"""Reads a sheet's rows into the values of people, with a finding for every cell that cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.errors import Cancelled
from huanjie_desktop.domain.fields import read_field
from huanjie_desktop.domain.identity import check_against, check_id_number
from huanjie_desktop.domain.outcome import Finding, Place, Severity
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.head import BodyRow
from huanjie_desktop.exchange.sheet_columns import Guess, cell_text
from huanjie_desktop.exchange.spreadsheet import Cell, Sheet, column_letter

GROUP_FIELD = "group_name"
_REPORTED = 500

__all__ = ["GROUP_FIELD", "Cancelled", "ReadRow", "RowReader"]


@dataclass
class ReadRow:
    """One person's row: `number` as Excel shows it, `texts` by field as they stand, `values` by field as read."""

    number: int
    group: str
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


_Read = tuple[str, Mapping[str, Any], str]  # a cell's text, the values it gives, or why it gives none
_Column = tuple[str, str, int, dict[str | tuple[Cell, type], _Read]]  # field, kind, place, what was read of it


class RowReader:
    """Reads rows of one sheet; values that recur are read once."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        guesses: Sequence[Guess],
        specs: Mapping[str, ColumnSpec],
        groups: Sequence[str],
        edits: Mapping[tuple[int, str], str],
    ) -> None:
        self._file = file
        self._sheet = sheet
        self._columns: list[_Column] = [
            (guess.field, specs[guess.field].kind, guess.column, {}) for guess in guesses if guess.field
        ]
        self._titles = {guess.field: guess.head or specs[guess.field].title for guess in guesses if guess.field}
        self._groups = groups
        self._edits = edits

    def read(self, rows: Sequence[BodyRow], progress: Progress) -> list[ReadRow]:
        """Read the rows of people; raises Cancelled when the user stops."""
        found: list[ReadRow] = []
        for at, row in enumerate(rows):
            if at % _REPORTED == 0:
                progress.step(at, len(rows), "正在核对各行")
            found.append(self._read_row(row))
        return found

    def finding(self, row: ReadRow, field_name: str, code: str, text: str) -> Finding:
        """Return an error about one cell, with its place in words."""
        head = self._titles.get(field_name, "")
        place = Place(self._file, self._sheet.name, row.number, head)
        where = f"“{self._file}”第{row.number}行" + (f"“{head}”栏" if head else "")
        return Finding(Severity.ERROR, code, f"{where}：{text}。", place=place)

    def _read_row(self, body: BodyRow) -> ReadRow:
        row = ReadRow(body.index + 1, body.group, {})
        cells, texts, found = self._sheet.rows[body.index], row.texts, row.values
        width = len(cells)
        for name, kind, column, memo in self._columns:
            cell: Cell = cells[column] if column < width else ""
            if self._edits or self._sheet.faults:
                edited = self._edits.get((row.number, name))
                fault = self._sheet.faults.get((body.index, column))
                if fault and edited is None:
                    texts[name] = fault
                    where = f"（{column_letter(column)}{row.number}）"
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
        row.findings += [self.finding(row, "id_number", f"id-{problem.code}", problem.text) for problem in problems]
