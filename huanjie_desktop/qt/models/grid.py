"""A long table: holds rows and never queries; sorts and filters by itself, marks cells with findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from huanjie_desktop.domain.filtering import Condition, narrows, passing, sorted_numbers, words_of
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.qt.models.cells import NOWHERE
from huanjie_desktop.qt.models.rows import CellChange, RowsModel, TableColumn

MARK_ROLE = Qt.ItemDataRole.UserRole.value + 1  # Severity of a cell's gravest finding, or None
GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
FEW = 20
AS_HELD = ""  # the order in which the rows were read


@dataclass(frozen=True)
class RowKind:
    """What a long table asks of its rows, whatever they are: their ids, the text of a field, what an order sorts by.

    `text` knows every field that can be filtered or searched, shown or not; `sort_key` gives the key function of an
    order, whose blank keys come last.
    """

    key: Callable[[Any], str]
    text: Callable[[Any, str], str]
    sort_key: Callable[[str], Callable[[Any], Any]]


class GridModel(RowsModel):
    """表格: rows of one kind, tens of thousands of them; `set_rows` comes with what is searched in each row."""

    counts_changed = Signal(int, int)  # shown, total

    def __init__(self, columns: Sequence[TableColumn], kind: RowKind, parent: QObject | None = None) -> None:
        super().__init__(columns, parent, kind.key)
        self.kind = kind
        self._haystacks: list[str] = []
        self._place: dict[str, int] = {}  # row id -> number in _rows
        self._base_shown: Sequence[int] = ()  # those that pass the conditions
        self._words: tuple[str, ...] = ()
        self.conditions: tuple[Condition, ...] = ()
        self.order, self.descending = AS_HELD, False
        self._findings: Mapping[tuple[str, str], Sequence[Finding]] = {}

    # what is held

    @property
    def total(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    def shown_rows(self) -> list[Any]:
        """Return the rows shown, in the order shown."""
        return [self._rows[number] for number in self._shown]

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
        self._haystacks = list(haystacks)
        self._place = {self.kind.key(row): number for number, row in enumerate(rows)}
        self.set_rows(rows)
        self._tell_counts()

    def append_rows(self, rows: Sequence[Any], haystacks: Sequence[str]) -> None:
        """Hold more rows after the others; where a sorting or a filter is on they go to their places."""
        first = len(self._rows)
        self._drop_coming()
        if self._plain():
            self.beginInsertRows(NOWHERE, first, first + len(rows) - 1)
        else:
            self.beginResetModel()
        self._rows.extend(rows)
        self._haystacks.extend(haystacks)
        self._place.update((self.kind.key(row), first + number) for number, row in enumerate(rows))
        if self._plain():
            self._shown = self._base_shown = self._serial = range(len(self._rows))
            self.endInsertRows()
        else:
            self._settle(self._arranged())
            self.endResetModel()
        self._tell_counts()

    def replace_rows(self, rows: Iterable[Any], haystacks: Iterable[str]) -> None:
        """Take in changed rows that are held; they stay where they are shown until sorted or filtered anew."""
        changed = set()
        for row, text in zip(rows, haystacks, strict=True):
            row_id = self.kind.key(row)
            number = self._place.get(row_id)
            if number is not None:
                self._rows[number], self._haystacks[number] = row, text
                changed.add(row_id)
        self._pending = {key: text for key, text in self._pending.items() if key[0] not in changed}
        self._repaint(list(changed))

    def remove_rows(self, row_ids: Iterable[str]) -> None:
        """Hold some rows no longer."""
        gone = {self._place[row_id] for row_id in row_ids if row_id in self._place}
        if gone:
            keep = [number for number in range(len(self._rows)) if number not in gone]
            self.hold([self._rows[number] for number in keep], [self._haystacks[number] for number in keep])

    # how it is shown

    def set_kind(self, kind: RowKind, columns: Sequence[TableColumn]) -> None:
        """Take other texts and columns of the same rows: ages at another date."""
        self.kind = kind
        self.set_columns(columns)
        self._tell_counts()

    def set_typed(self, typed: str) -> None:
        """Show the rows that hold every word typed."""
        words = words_of(typed)
        start = self._shown if narrows(self._words, words) else self._base_shown
        self._words = words
        self.beginResetModel()
        self._settle(passing(start, self._haystacks, words) if words else self._base_shown)
        self.endResetModel()
        self._tell_counts()

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show the rows that pass the conditions."""
        self.conditions = tuple(conditions)
        self._rearrange()

    def set_order(self, order: str, descending: bool) -> None:
        """Sort by an order of the kind, a column's field, or "" for the order in which the rows were read."""
        self.order, self.descending = order, descending
        self._rearrange()

    def set_findings(self, findings: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Mark cells; the keys are (row id, field)."""
        self._findings = findings
        self._repaint_all()

    def findings_of(self, row_id: str, field: str) -> Sequence[Finding]:
        """Return a cell's findings, the gravest first."""
        return sorted(self._findings.get((row_id, field), ()), key=lambda finding: GRAVITY[finding.severity])

    def common_texts(self, field: str) -> Iterable[str]:
        """Return the texts of a field, of every row held."""
        return (self.kind.text(row, field) for row in self._rows)

    def drop_edits(self, changes: Sequence[CellChange]) -> None:
        """Show what was there before: these texts, and the new rows, were not written."""
        self._drop_coming()
        for change in changes:
            self._pending.pop((change.row_id, change.field), None)
        self._repaint([change.row_id for change in changes])

    def look_at(self, at: int, column: int, role: int) -> Any:
        """Return a cell's mark and what is found in it."""
        if role not in (MARK_ROLE, Qt.ItemDataRole.ToolTipRole):
            return None
        findings = self.findings_of(self.id_at(at), self.columns[column].field) if self._findings else ()
        if role == MARK_ROLE:
            return findings[0].severity if findings else None
        return "\n".join(finding.text for finding in findings) or None

    # within

    def _plain(self) -> bool:
        return self.order == AS_HELD and not self.descending and not self._words and not self.conditions

    def _arranged(self) -> Sequence[int]:
        ordered: Sequence[int] = range(len(self._rows))
        if self.order != AS_HELD:
            ordered = sorted_numbers(list(map(self.kind.sort_key(self.order), self._rows)), self.descending)
        elif self.descending:
            ordered = ordered[::-1]
        text, rows = self.kind.text, self._rows
        for condition in self.conditions:
            ordered = [number for number in ordered if condition.holds(text(rows[number], condition.field))]
        self._base_shown = ordered
        return passing(ordered, self._haystacks, self._words) if self._words else ordered

    def _settle(self, shown: Sequence[int]) -> None:
        """Show these, within a reset."""
        self._coming, self._shown, self._serial = [], shown, range(len(shown))
        self._tail = int(self._grows and not self.locked and self._plain())

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._settle(self._arranged())
        self.endResetModel()
        self._tell_counts()

    def _repaint(self, row_ids: Sequence[str]) -> None:
        """Tell the view which rows changed; the whole where looking for their places would take longer."""
        if len(row_ids) > FEW:
            self._repaint_all()
            return
        shown = [place for row_id in row_ids if (place := self.shown_place(row_id)) is not None]
        if shown and self.columns:
            self.dataChanged.emit(self.index(min(shown), 0), self.index(max(shown), len(self.columns) - 1))

    def _tell_counts(self) -> None:
        self.counts_changed.emit(self.count, self.total)
