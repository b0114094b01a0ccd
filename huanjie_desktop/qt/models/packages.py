"""What the page 上报 shows as tables: the entries of a package, the register, people of a package and what changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QIcon

from huanjie_desktop.domain.columns import carried_text
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.package_differences import Differences
from huanjie_desktop.domain.packages import PackagedPerson, PackageExport
from huanjie_desktop.qt.models.rows import CENTRED, SERIAL, TableColumn
from huanjie_desktop.services.shown.packages import MISSING, OPTIONAL, PARTLY, READY

_ISO_DATE = re.compile(r"[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?\Z")
STATE_WORDS = {READY: "齐", PARTLY: "部分缺", MISSING: "缺", OPTIONAL: "可不报"}


@dataclass(frozen=True)
class DifferenceRow:
    """A change to a package's people: what kind of change, of whom, in which column, from what to what."""

    change: str
    name: str
    column: str = ""
    old: str = ""
    new: str = ""


DIFFERENCE_COLUMNS = (
    TableColumn("变化", lambda row: row.change, width=70),
    TableColumn("姓名", lambda row: row.name, width=110),
    TableColumn("栏目", lambda row: row.column, width=140),
    TableColumn("原来", lambda row: row.old, width=300),
    TableColumn("现在", lambda row: row.new),
)


def entry_columns(marks: Mapping[str, QIcon]) -> list[TableColumn]:
    """Return the columns of 上报内容; `marks` are the states' drawings."""
    return [
        TableColumn("编号", lambda row: f"{row.number:02d}", kind=CENTRED, width=52),
        TableColumn("材料", lambda row: row.title, width=180),
        TableColumn("状态", lambda row: STATE_WORDS[row.state], width=90, icon=lambda row: marks.get(row.state)),
        TableColumn("内容", lambda row: row.contents),
    ]


def export_words(export: PackageExport) -> str:
    """Return the three lines of an export in the register."""
    when = export.at[:16].replace("T", " ").replace("-", ".")
    masked = "已脱敏" if export.masked else "未脱敏"
    return f"{export.title}　第{export.version}版\n{when}　{masked}\n{export.recipient or '没有写接收单位'}"


def export_tip(export: PackageExport) -> str:
    """Return where an export went, how large it is and its checksum."""
    size = f"{export.files}个文件，{export.people}人，{export.bytes / 1024 / 1024:.1f}MB"
    return f"{export.target}\n{export.folder}\n{size}\n清单校验值 {export.digest}"


def people_columns(titles: Sequence[tuple[str, str]], people: Sequence[PackagedPerson]) -> list[TableColumn]:
    """Return the columns of the people of an opened package; of `titles` (by field) those that are filled."""
    filled = [(field, title) for field, title in titles if any(person.fields.get(field) for person in people)]
    return [SERIAL, *(_column(field, title) for field, title in filled), TableColumn("所在名单", _lists)]


def difference_rows(differences: Differences) -> list[DifferenceRow]:
    """Return people added and removed, and each changed field of the others."""
    rows = [DifferenceRow("新增", display_name(person.name), new=_post(person)) for person in differences.added]
    rows += [DifferenceRow("减少", display_name(person.name), old=_post(person)) for person in differences.removed]
    for each in differences.changed:
        for change in each.changes:
            old, new = (_shown(change.field, text) or "（空）" for text in (change.old, change.new))
            rows.append(DifferenceRow("更改", display_name(each.name), change.title, old, new))
    return rows


def _column(field: str, title: str) -> TableColumn:
    spaced = display_name if field == "name" else str
    return TableColumn(title, lambda person: spaced(carried_text(field, person.fields)))


def _lists(person: PackagedPerson) -> str:
    return "、".join(f"{name}（{group}）" if group else name for name, group in person.lists.items())


def _shown(field: str, text: str) -> str:
    """Return a field's text before or after a change: names spaced, dates whole and with points."""
    if field == "name":
        return display_name(text)
    return text.replace("-", ".") if _ISO_DATE.match(text) else text


def _post(person: PackagedPerson) -> str:
    return person.fields.get("current_post", "") or person.fields.get("unit", "")
