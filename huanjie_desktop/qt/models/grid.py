"""A long table: holds rows and never queries; sorts and filters by itself, marks cells with findings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.domain.outcome import Finding, gravest_first
from huanjie_desktop.domain.sieve import RowKind, Sieve
from huanjie_desktop.qt.models.cells import NOWHERE
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn

MARK_ROLE = Qt.ItemDataRole.UserRole.value + 1  # Severity of a cell's gravest finding, or None
FEW = 20


class GridModel(RowsModel):
    """表格: rows of one kind, tens of thousands of them, each with what is searched in it; `sieve` is what is shown.

    What is found of a field that has no column is marked where `stand_ins` say, else in the field that a row cannot be without.
    """

    counts_changed = Signal(int, int)  # shown, total

    def __init__(self, columns: Sequence[TableColumn], kind: RowKind, parent: QObject | None = None) -> None:
        super().__init__(columns, parent, kind.key)
        self.sieve = Sieve(kind)
        self._place: dict[str, int] = {}  # row id -> number in _rows
        self.stand_ins: Mapping[str, str] = {}  # fields that a column of another one says too
        self._findings: dict[str, dict[str, Sequence[Finding]]] = {}  # by row id and field
        for changed in (self.modelReset, self.rowsInserted, self.rowsRemoved):
            changed.connect(self._tell_counts)

    # what is held

    @property
    def total(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    def holds(self, row_id: str) -> bool:
        """Tell whether a row is held, shown or not."""
        return row_id in self._place

    def shown_place(self, row_id: str) -> int | None:
        """Return where a row is shown, None if filtered out or not held."""
        number = self._place.get(row_id)
        if number is None:
            return None
        try:
            return self._shown.index(number)
        except ValueError:
            return None

    def hold(self, rows: Sequence[Any], haystacks: Sequence[str]) -> None:
        """Hold other rows; what stays at the beginning and the end is not disturbed."""
        self.sieve.haystacks = list(haystacks)
        self._place = {self.sieve.kind.key(row): number for number, row in enumerate(rows)}
        self.set_rows(rows)
        self._tell_counts()  # what is told while some go still counts them

    def append_rows(self, rows: Sequence[Any], haystacks: Sequence[str]) -> None:
        """Hold more rows after the others; where a sorting or a filter is on they go to their places."""
        self._drop_coming()
        if self._plain():
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(rows) - 1)
            self._take(rows, haystacks)
            self._shown = self._serial = self._arranged()
            self.endInsertRows()
        else:
            with self._anew():
                self._take(rows, haystacks)

    def _take(self, rows: Sequence[Any], haystacks: Sequence[str]) -> None:
        self._place.update((self.sieve.kind.key(row), number) for number, row in enumerate(rows, len(self._rows)))
        self._rows.extend(rows)
        self.sieve.haystacks.extend(haystacks)

    def replace_rows(self, rows: Iterable[Any], haystacks: Iterable[str]) -> None:
        """Take in changed rows that are held; they stay where they are shown until sorted or filtered anew."""
        changed = set()
        for row, text in zip(rows, haystacks, strict=True):
            row_id = self.sieve.kind.key(row)
            number = self._place.get(row_id)
            if number is not None:
                self._rows[number], self.sieve.haystacks[number] = row, text
                changed.add(row_id)
        self._pending = {key: text for key, text in self._pending.items() if key[0] not in changed}
        self._repaint(list(changed))

    def remove_rows(self, row_ids: Iterable[str]) -> None:
        """Hold some rows no longer."""
        gone = {self._place[row_id] for row_id in row_ids if row_id in self._place}
        if gone:
            keep = [number for number in range(len(self._rows)) if number not in gone]
            self.hold([self._rows[number] for number in keep], [self.sieve.haystacks[number] for number in keep])

    # how it is shown

    def set_typed(self, typed: str) -> None:
        """Show the rows that hold every word typed."""
        with self._anew():
            self.sieve.type(typed)

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show the rows that pass the conditions."""
        with self._anew():
            self.sieve.conditions = tuple(conditions)

    def set_order(self, order: str, descending: bool) -> None:
        """Sort by an order of the kind, a column's field, or "" for the order in which the rows were read."""
        with self._anew():
            self.sieve.order, self.sieve.descending = order, descending

    def ids_in_order(self) -> list[str]:
        """Return the ids of all rows held, in the order of the sorting, without a filter."""
        key = self.sieve.kind.key
        return [key(self._rows[number]) for number in self.sieve.ordered(self._rows)]

    def index_of(self, row_id: str, column: int) -> QModelIndex | None:
        """Return the index of a cell, its column at most the last; None where the row is not shown."""
        place = self.shown_place(row_id)
        return self.index(place, min(column, len(self.columns) - 1)) if place is not None else None

    def fields(self) -> list[str]:
        """Return the fields of the columns."""
        return [column.field for column in self.columns]

    def set_findings(self, findings: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Mark cells; the keys are (row id, field)."""
        self._findings = {}
        for (row_id, field), found in findings.items():
            self._findings.setdefault(row_id, {})[field] = found
        self._repaint_all()

    def place_of(self, field: str) -> str:
        """Return the field of the column in which a field is seen, or what is found of it."""
        shown = self.fields()
        stand_in = self.stand_ins.get(field, "")
        return next((each for each in (field, stand_in) if each in shown), self.required)

    def _found(self, at: int, column: int) -> Sequence[Finding]:
        of_row = self._findings.get(self.id_at(at)) if self._findings else None
        if not of_row:
            return ()
        here = self.columns[column].field
        return gravest_first(each for field, found in of_row.items() if self.place_of(field) == here for each in found)

    def common_texts(self, field: str) -> Iterable[str]:
        """Return the texts of a field, of every row held."""
        return (self.sieve.kind.text(row, field) for row in self._rows)

    def drop_edits(self, cells: Collection[tuple[str, str]]) -> None:
        """Show what was there before: these cells (row id, field), and the new rows, were not written."""
        self._drop_coming()
        for cell in cells:
            self._pending.pop(cell, None)
        self._repaint([row_id for row_id, _field in cells])

    def look_at(self, at: int, column: int, role: int) -> Any:
        """Return a cell's mark, and what is found in it or why it cannot be typed into."""
        if role not in (MARK_ROLE, Qt.ItemDataRole.ToolTipRole):
            return None
        findings = self._found(at, column)
        if role == MARK_ROLE:
            return findings[0].severity if findings else None
        return "\n".join(finding.text for finding in findings) or (self.refusal(at, column) or None)

    # within

    def _plain(self) -> bool:
        return self.sieve.plain

    def _arranged(self) -> Sequence[int]:
        return self.sieve.sift(self._rows)

    def _repaint(self, row_ids: Sequence[str]) -> None:
        """Tell the view which rows changed; the whole where looking for their places would take longer."""
        if len(row_ids) > FEW:
            self._repaint_all()
            return
        shown = [place for row_id in row_ids if (place := self.shown_place(row_id)) is not None]
        if shown and self.columns:
            self.dataChanged.emit(self.index(min(shown), 0), self.index(max(shown), len(self.columns) - 1))

    def _tell_counts(self, *_what: object) -> None:
        self.counts_changed.emit(self.count, self.total)
