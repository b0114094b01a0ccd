"""What the page 上报 shows as tables: the entries of a package, the register, people of a package and what changed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.package_differences import Differences
from huanjie_desktop.domain.packages import PackagedPerson, PackageExport
from huanjie_desktop.services.shown.packages import MISSING, OPTIONAL, PARTLY, READY, EntryRow

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ISO_DATE = re.compile(r"[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?\Z")
STATE_WORDS = {READY: "齐", PARTLY: "部分缺", MISSING: "缺", OPTIONAL: "可不报"}


class _Table(QAbstractTableModel):
    """A table of texts: subclasses give `heads` and the rows' texts."""

    heads: tuple[str, ...] = ()
    centred: tuple[int, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: list[tuple[str, ...]] = []

    def _show(self, texts: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._texts = list(texts)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is Qt.Orientation.Horizontal and section < len(self.heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section not in self.centred:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.centred:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.row()][index.column()]
        return None


class EntriesModel(_Table):
    """上报内容: the numbered entries with their state; `marks` are the states' drawings."""

    heads = ("编号", "材料", "状态", "内容")
    centred = (0,)

    def __init__(self, marks: Mapping[str, QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks = marks
        self.rows: Sequence[EntryRow] = ()

    def set_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show other entries."""
        self.rows = rows
        self._show([(f"{row.number:02d}", row.title, STATE_WORDS[row.state], row.contents) for row in rows])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; the state has its drawing beside the words."""
        if index.isValid() and role == Qt.ItemDataRole.DecorationRole and index.column() == 2:
            return self._marks.get(self.rows[index.row()].state)
        return super().data(index, role)


class ExportsModel(QAbstractListModel):
    """上报登记: newest first, three lines each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.exports: Sequence[PackageExport] = ()

    def set_exports(self, exports: Sequence[PackageExport]) -> None:
        """Show another register."""
        self.beginResetModel()
        self.exports = exports
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.exports)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the lines, and where the package went with its checksum as the tip."""
        if not index.isValid():
            return None
        export = self.exports[index.row()]
        when = export.at[:16].replace("T", " ").replace("-", ".")
        masked = "已脱敏" if export.masked else "未脱敏"
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{export.title}　第{export.version}版\n{when}　{masked}\n{export.recipient or '没有写接收单位'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            size = f"{export.files}个文件，{export.people}人，{export.bytes / 1024 / 1024:.1f}MB"
            return f"{export.target}\n{export.folder}\n{size}\n清单校验值 {export.digest}"
        return None


class PackagedPeopleModel(_Table):
    """上报人员: the people of an opened package; `titles` are the columns' titles by field."""

    centred = (0,)

    def __init__(self, titles: Sequence[tuple[str, str]], people: Sequence[PackagedPerson]) -> None:
        super().__init__()
        filled = [(field, title) for field, title in titles if any(person.fields.get(field) for person in people)]
        self.heads = ("序号", *(title for _, title in filled), "所在名单")
        self._show(
            [
                (
                    str(at),
                    *(_shown(field, person.fields.get(field, "")) for field, _ in filled),
                    "、".join(f"{name}（{group}）" if group else name for name, group in person.lists.items()),
                )
                for at, person in enumerate(people, 1)
            ]
        )


class DifferencesModel(_Table):
    """差异: people added and removed, and each changed field of the others."""

    heads = ("变化", "姓名", "栏目", "原来", "现在")

    def set_differences(self, differences: Differences) -> None:
        """Show other differences."""
        rows = [("新增", display_name(person.name), "", "", _post(person)) for person in differences.added]
        rows += [("减少", display_name(person.name), "", _post(person), "") for person in differences.removed]
        for each in differences.changed:
            name = display_name(each.name)
            for change in each.changes:
                old, new = (_shown(change.field, text) or "（空）" for text in (change.old, change.new))
                rows.append(("更改", name, change.title, old, new))
        self._show(rows)


def _shown(field: str, text: str) -> str:
    """Return a field's text as tables have it: names spaced, dates with points."""
    if field == "name":
        return display_name(text)
    return text.replace("-", ".") if _ISO_DATE.match(text) else text


def _post(person: PackagedPerson) -> str:
    return person.fields.get("current_post", "") or person.fields.get("unit", "")
