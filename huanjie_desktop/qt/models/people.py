"""The people's table as Qt sees it: holds rows and never queries; sorts and filters by itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.columns import PEOPLE
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.people import CellEdit, PersonRow
from huanjie_desktop.qt.models.people_cells import ROSTER_ORDER, SERIAL, cell_text, sorted_numbers
from huanjie_desktop.qt.models.people_filter import Condition, narrows, passing, words_of

Index = QModelIndex | QPersistentModelIndex
MARK_ROLE = Qt.ItemDataRole.UserRole + 1  # Severity of a cell's gravest finding, or None
FIELD_ROLE = Qt.ItemDataRole.UserRole + 2
GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
FEW = 20
NOWHERE = QModelIndex()
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class PeopleTableModel(QAbstractTableModel):
    """人员表: the rows of one roster or of all people; typed texts are asked for by `edits_asked`."""

    edits_asked = Signal(list)  # list[CellEdit]
    counts_changed = Signal(int, int)  # shown, total

    def __init__(self, columns: Sequence[ColumnSpec], base: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.base = base
        self._rows: list[PersonRow] = []
        self._haystacks: list[str] = []
        self._place: dict[str, int] = {}  # person id -> number in _rows
        self._ordered: list[int] = []  # all rows, sorted
        self._base_shown: list[int] = []  # those that pass the conditions
        self._shown: list[int] = []  # those that pass the words, too
        self._words: tuple[str, ...] = ()
        self.conditions: tuple[Condition, ...] = ()
        self.order, self.descending = ROSTER_ORDER, False
        self._pending: dict[tuple[str, str], str] = {}
        self._findings: Mapping[tuple[str, str], Sequence[Finding]] = {}

    # what is held

    @property
    def total(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    @property
    def rows(self) -> Sequence[PersonRow]:
        """The rows held, in roster order."""
        return self._rows

    def shown_rows(self) -> list[PersonRow]:
        """Return the rows shown, in the order shown."""
        return [self._rows[number] for number in self._shown]

    def row_at(self, shown: int) -> PersonRow:
        """Return the row at a shown place."""
        return self._rows[self._shown[shown]]

    def shown_place(self, person_id: str) -> int | None:
        """Return where a person is shown, None if filtered out or not held."""
        number = self._place.get(person_id)
        if number is None:
            return None
        try:
            return self._shown.index(number)
        except ValueError:
            return None

    def set_rows(self, rows: Sequence[PersonRow], haystacks: Sequence[str]) -> None:
        """Hold other rows, in roster order; `haystacks` were made of them by `people_cells.haystack`."""
        self.beginResetModel()
        self._rows, self._haystacks = list(rows), list(haystacks)
        self._place = {row.person.id: number for number, row in enumerate(self._rows)}
        self._pending.clear()
        self._arrange()
        self.endResetModel()
        self._tell_counts()

    def append_rows(self, rows: Sequence[PersonRow], haystacks: Sequence[str]) -> None:
        """Hold more rows after the others; where a sorting or a filter is on they go to their places."""
        first = len(self._rows)
        plain = self.order == ROSTER_ORDER and not self.descending and not self._words and not self.conditions
        if plain:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        else:
            self.beginResetModel()
        self._rows.extend(rows)
        self._haystacks.extend(haystacks)
        self._place.update((row.person.id, first + number) for number, row in enumerate(rows))
        if plain:
            fresh = range(first, len(self._rows))
            for numbers in (self._ordered, self._base_shown, self._shown):
                numbers.extend(fresh)
            self.endInsertRows()
        else:
            self._arrange()
            self.endResetModel()
        self._tell_counts()

    def replace_rows(self, rows: Iterable[PersonRow], haystacks: Iterable[str]) -> None:
        """Take in changed rows of people held; they stay where they are shown until sorted or filtered anew."""
        changed = []
        for row, text in zip(rows, haystacks, strict=True):
            number = self._place.get(row.person.id)
            if number is None:
                continue
            self._rows[number], self._haystacks[number] = row, text
            changed.append(row.person.id)
        gone = set(changed)
        self._pending = {key: text for key, text in self._pending.items() if key[0] not in gone}
        self._repaint(changed)

    def remove_people(self, person_ids: Iterable[str]) -> None:
        """Hold some people no longer."""
        gone = {self._place[person_id] for person_id in person_ids if person_id in self._place}
        if not gone:
            return
        keep = [number for number in range(len(self._rows)) if number not in gone]
        self.set_rows([self._rows[number] for number in keep], [self._haystacks[number] for number in keep])

    # how it is shown

    def set_columns(self, columns: Sequence[ColumnSpec]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = list(columns)
        self.endResetModel()

    def set_base(self, base: date) -> None:
        """Compute ages at another date."""
        self.base = base
        self._rearrange()

    def set_typed(self, typed: str) -> None:
        """Show the rows that hold every word typed."""
        words = words_of(typed)
        start = self._shown if narrows(self._words, words) else self._base_shown
        self._words = words
        self.beginResetModel()
        self._shown = passing(start, self._haystacks, words)
        self.endResetModel()
        self._tell_counts()

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show the rows that pass the conditions."""
        self.conditions = tuple(conditions)
        self._rearrange()

    def set_order(self, order: str, descending: bool) -> None:
        """Sort by one of the names' orders, a column's field, or "" for the roster's own order."""
        self.order, self.descending = order, descending
        self._rearrange()

    def set_findings(self, findings: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Mark cells; the keys are (person id, field)."""
        self._findings = findings
        self._repaint(list(self._place))

    def findings_of(self, person_id: str, field: str) -> Sequence[Finding]:
        """Return a cell's findings, the gravest first."""
        return sorted(self._findings.get((person_id, field), ()), key=lambda finding: GRAVITY[finding.severity])

    # editing

    def holds(self, person_id: str) -> bool:
        """Tell whether a person is among the rows held, shown or not."""
        return person_id in self._place

    def show_pending(self, edits: Sequence[CellEdit]) -> None:
        """Show typed texts at once; they are being written."""
        self._pending.update(((edit.person_id, edit.field), edit.text) for edit in edits)
        self._repaint([edit.person_id for edit in edits])

    def ask_edits(self, edits: Sequence[CellEdit]) -> None:
        """Show typed texts at once and ask for them to be written."""
        self.show_pending(edits)
        if edits:
            self.edits_asked.emit(list(edits))

    def drop_pending(self, edits: Sequence[CellEdit]) -> None:
        """Show what was there before: these texts were not written."""
        for edit in edits:
            self._pending.pop((edit.person_id, edit.field), None)
        self._repaint([edit.person_id for edit in edits])

    # Qt's questions

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be chosen, and typed into where that has a meaning."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if PEOPLE.is_editable(self.columns[index.column()].field) else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the columns' titles."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        spec = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return spec.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(ALIGN[spec.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, alignment, mark or tip."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        spec = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(index.row(), spec.field)
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text_at(index.row(), spec.field)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(ALIGN[spec.align] | Qt.AlignmentFlag.AlignVCenter)
        if role == FIELD_ROLE:
            return spec.field
        if role in (MARK_ROLE, Qt.ItemDataRole.ToolTipRole):
            findings = self.findings_of(self.row_at(index.row()).person.id, spec.field)
            if role == MARK_ROLE:
                return findings[0].severity if findings else None
            return "\n".join(finding.text for finding in findings) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a typed text to be written; nothing is asked where nothing changed."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        field = self.columns[index.column()].field
        if str(value) not in (self.edit_text_at(index.row(), field), self.text_at(index.row(), field)):
            self.ask_edits([CellEdit(self.row_at(index.row()).person.id, field, str(value))])
        return True

    def text_at(self, shown: int, field: str) -> str:
        """Return what a cell says."""
        if field == SERIAL:
            return str(shown + 1)
        row = self.row_at(shown)
        pending = self._pending.get((row.person.id, field)) if self._pending else None
        return cell_text(row, field, self.base) if pending is None else pending

    def edit_text_at(self, shown: int, field: str) -> str:
        """Return the text an editor starts with: whole, where the cell shows a part (1985-07-12 for 1985.07)."""
        value = getattr(self.row_at(shown).person, field, None)
        if isinstance(value, PartialDate) and (self.row_at(shown).person.id, field) not in self._pending:
            return field_text(value)
        return self.text_at(shown, field)

    # within

    def _arrange(self) -> None:
        self._ordered = sorted_numbers(self._rows, self.order, self.descending, self.base)
        self._base_shown = [
            number
            for number in self._ordered
            if all(condition.holds(self._rows[number], self.base) for condition in self.conditions)
        ]
        self._shown = passing(self._base_shown, self._haystacks, self._words)

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self._tell_counts()

    def _repaint(self, person_ids: Sequence[str]) -> None:
        """Tell the view which rows changed; the whole where looking for their places would take longer."""
        if len(person_ids) > FEW:
            places: list[int | None] = [0, len(self._shown) - 1]
        else:
            places = [self.shown_place(person_id) for person_id in person_ids]
        shown = [place for place in places if place is not None and place >= 0]
        if shown and self.columns:
            self.dataChanged.emit(self.index(min(shown), 0), self.index(max(shown), len(self.columns) - 1))

    def _tell_counts(self) -> None:
        self.counts_changed.emit(len(self._shown), len(self._rows))
