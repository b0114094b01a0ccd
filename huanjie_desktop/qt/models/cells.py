"""What every table shows: columns say what a cell says and how it looks; there may be an empty last row to type into."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from huanjie_desktop.domain.cells import digits, number_of
from huanjie_desktop.domain.pasting import Cell

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
NUMBER, TEXT, CENTRED, RIGHT = "number", "text", "centred", "right"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ALIGN = {
    NUMBER: (Qt.AlignmentFlag.AlignRight | _MIDDLE).value,
    RIGHT: (Qt.AlignmentFlag.AlignRight | _MIDDLE).value,
    CENTRED: (Qt.AlignmentFlag.AlignHCenter | _MIDDLE).value,
    TEXT: (Qt.AlignmentFlag.AlignLeft | _MIDDLE).value,
}
_DISPLAY, _EDIT, _TIP, _PLACE = (  # numbers, since thousands of cells are asked for at every step of scrolling
    role.value
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
    )
)
_CHECKED = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: None}
COMPUTED = "由程序计算"
SAVING = "这一行正在保存，请稍候再改。"


def nothing(_row: Any) -> Any:
    """Return None: what a column gives of which it has none."""


@dataclass(frozen=True)
class TableColumn:
    """A column: `show` gives a cell's words, `field` what an edit changes ("" for none), `kind` number, text, centred or right.

    The others are functions of the row, too: `tip` (the words where it gives None), `icon`, `tint` of the words, `ground`
    behind them, `ticked` (None for a cell without a box), `edit` (the text an editor begins with), `locked` (a sentence on
    why this row's cell cannot be changed, "" where it can). `why` is a reason that holds for the whole column and ends a
    sentence that begins with its head. A `numbered` column shows the place of the row. Where room is short, one with a `least`
    is made as narrow as that, and a `spare` one is left out, the last first.
    """

    head: str
    show: Callable[[Any], str] = nothing
    field: str = ""
    kind: str = TEXT
    width: int = 90
    tip: Callable[[Any], str | None] = nothing
    icon: Callable[[Any], QIcon | None] = nothing
    tint: Callable[[Any], QColor | None] = nothing
    ground: Callable[[Any], QColor | None] = nothing
    ticked: Callable[[Any], bool | None] = nothing
    edit: Callable[[Any], str | None] = nothing
    locked: Callable[[Any], str] = nothing
    why: str = ""
    numbered: bool = False
    least: int = 0
    spare: bool = False

    @property
    def reason(self) -> str:
        """Why no cell of the column can be changed, "" where some can."""
        return self.why or ("" if self.field else COMPUTED)

    def value_of(self, text: str) -> Any:
        """Return what a text stands for: an int or None for numbers, else the text without blanks around it."""
        return number_of(text) if self.kind == NUMBER else text.strip()


SERIAL = TableColumn("序号", kind=CENTRED, width=52, numbered=True)
_LOOKS: dict[int, Callable[[TableColumn, Any], Any]] = {
    Qt.ItemDataRole.DecorationRole.value: lambda column, row: column.icon(row),
    Qt.ItemDataRole.ForegroundRole.value: lambda column, row: column.tint(row),
    Qt.ItemDataRole.BackgroundRole.value: lambda column, row: column.ground(row),
    Qt.ItemDataRole.CheckStateRole.value: lambda column, row: _CHECKED[column.ticked(row)],
}


class CellsModel(QAbstractTableModel):
    """格: the cells of rows known by what `key` gives, then rows on their way, then an empty one where there is one."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        parent: QObject | None = None,
        key: Callable[[Any], object] = attrgetter("id"),
    ) -> None:
        super().__init__(parent)
        self.columns: Sequence[TableColumn] = columns
        self.check: Callable[[str, str], str] = lambda _field, _text: ""
        self.locked = ""
        self.draft: dict[str, str] = {}  # what is typed into the empty row
        self._key = key
        self._rows: list[Any] = []
        self._shown: Sequence[int] = ()  # numbers in _rows
        self._serial: Sequence[int] = ()
        self._pending: dict[tuple[str, str], str] = {}  # what was typed, by row id and field, until it is written
        self._coming: list[dict[str, str]] = []  # new rows that are being written
        self._tail = 0

    @property
    def rows(self) -> Sequence[Any]:
        """The rows held, shown or not."""
        return self._rows

    @property
    def count(self) -> int:
        """How many rows are shown, without the empty one."""
        return len(self._shown)

    def row_at(self, at: int) -> Any:
        """Return the thing of a row shown."""
        return self._rows[self._shown[at]]

    def id_at(self, at: int) -> str:
        """Return the id of a row shown, "" for one that is only being made."""
        return str(self._key(self.row_at(at))) if 0 <= at < self.count else ""

    @property
    def editable(self) -> bool:
        """Tell whether some cell can be changed."""
        return not self.locked and any(not column.reason for column in self.columns)

    @property
    def growing(self) -> bool:
        """Tell whether there is an empty last row just now."""
        return bool(self._tail)

    # cells

    def text_at(self, at: int, column: int) -> str:
        """Return the words of a cell."""
        spec = self.columns[column]
        if at >= self.count:
            return self._new_text(at - self.count, spec)
        if spec.numbered:
            return str(self._serial[at] + 1)
        row = self.row_at(at)
        pending = self._pending.get((str(self._key(row)), spec.field)) if self._pending else None
        return (spec.show(row) or "") if pending is None else pending

    def edit_text_at(self, at: int, column: int) -> str:
        """Return the text that an editor begins with: whole, where the cell shows a part (1985-07-12 for 1985.07)."""
        spec = self.columns[column]
        if at < self.count and (self.id_at(at), spec.field) not in self._pending:
            whole = spec.edit(self.row_at(at))
            return self.text_at(at, column) if whole is None else whole
        return self.text_at(at, column)

    def texts(self, cells: Collection[Cell]) -> list[list[str]]:
        """Return the words of cells as a block; what of it is not named is empty."""
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        chosen = set(cells)
        return [[self.text_at(row, column) if (row, column) in chosen else "" for column in columns] for row in rows]

    def refusal(self, at: int, column: int) -> str:
        """Say why a cell cannot be changed, "" where it can."""
        spec = self.columns[column]
        if self.locked or spec.reason:
            return self.locked or f"“{spec.head}”{spec.reason}，不能在这里填写。"
        if at < self.count:
            return spec.locked(self.row_at(at)) or ""
        return SAVING if at < self.count + len(self._coming) else ""

    def problem(self, column: int, text: str) -> str:
        """Say why a text cannot be taken into a column, "" where it can."""
        spec = self.columns[column]
        if spec.kind == NUMBER and text.strip() and not digits(text).isdecimal():
            return f"“{spec.head}”应填整数，“{text.strip()}”没有填入。"
        return self.check(spec.field, text)

    # Qt's questions

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows are shown, the empty one included."""
        return 0 if parent.isValid() else len(self._shown) + len(self._coming) + self._tail

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the heads."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].head
        return _ALIGN[self.columns[section].kind] if role == _PLACE else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell shows, and how."""
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        spec = self.columns[column]
        if role == _DISPLAY:
            return self.text_at(at, column)
        if role == _PLACE:
            return _ALIGN[spec.kind]
        if role == _EDIT:
            return self.edit_text_at(at, column)
        return self.look_at(at, column, role) if at < self.count else None

    def look_at(self, at: int, column: int, role: int) -> Any:
        """Return how a cell of a row there is looks: its tip, colours, drawing and box."""
        spec, row = self.columns[column], self.row_at(at)
        if role == _TIP:
            return spec.tip(row) or self.text_at(at, column) or None
        look = _LOOKS.get(role)
        return look(spec, row) if look is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be typed into or ticked."""
        flags = super().flags(index)
        if index.isValid() and not self.refusal(index.row(), index.column()):
            spec = self.columns[index.column()]
            boxed = index.row() < self.count and spec.ticked(self.row_at(index.row())) is not None
            flags |= Qt.ItemFlag.ItemIsUserCheckable if boxed else Qt.ItemFlag.ItemIsEditable
        return flags

    def _new_text(self, at: int, spec: TableColumn) -> str:
        if at < len(self._coming):
            return str(self.count + at + 1) if spec.numbered else self._coming[at].get(spec.field, "")
        return "＊" if spec.numbered else self.draft.get(spec.field, "")
