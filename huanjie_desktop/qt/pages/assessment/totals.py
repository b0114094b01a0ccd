"""Totals keyed straight into a grid: a row for each subject and item, a column for each grade."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, total_box
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, CellChange, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.assessment.tallying import Tallying, Totals

_OTHER = "other"


@dataclass(frozen=True)
class TotalsRow:
    """One subject's item in one category, or a name written in (`item` -1); `numbers` by grade."""

    id: str
    subject_id: str
    item: int
    name: str
    title: str
    numbers: Mapping[int, int]
    valid: int

    @property
    def left(self) -> int:
        """How many valid sheets have no mark here; below 0 there are too many marks."""
        return self.valid - sum(self.numbers.values())


@dataclass(frozen=True)
class BoxRow:
    """One category's sheets."""

    id: str
    code: str
    title: str
    entitled: int
    issued: int | None
    box: Box


def totals_columns(tallying: Tallying) -> list[TableColumn]:
    """Return the grid's columns: whom, what, each grade, what cannot be read, what is left."""
    grades = list(enumerate(tallying.form.grade_titles))
    return [
        TableColumn("对象", lambda row: display_name(row.name), width=130),
        TableColumn("项目", lambda row: row.title, width=110),
        *(TableColumn(title, _number_at(at), str(at), NUMBER, 84) for at, title in grades),
        TableColumn("无法辨认", _number_at(UNREADABLE), str(UNREADABLE), NUMBER, 84),
        TableColumn(
            "未填",
            lambda row: str(row.left),
            kind=NUMBER,
            width=70,
            tint=lambda row: theme.colour("error") if row.left < 0 else None,
        ),
    ]


def totals_rows(tallying: Tallying, counts: Counts, category_id: str) -> list[TotalsRow]:
    """Return the grid's rows of one category, names written in for a post after its listed ones."""
    valid = counts.boxes.get(category_id, Box()).valid
    grades = (*range(tallying.shape.grades), UNREADABLE)
    rows = []
    for subject in tallying.setup.subjects:
        for item, title in enumerate(tallying.form.item_titles):
            numbers = {grade: counts.marks.get((category_id, subject.id, item, grade), 0) for grade in grades}
            rows.append(TotalsRow(f"{subject.id}|{item}", subject.id, item, subject.name, title, numbers, valid))
    for post in tallying.setup.posts:
        names = sorted({name for _, post_id, name in counts.write_ins if post_id == post.id})
        for name in names:
            votes = {0: counts.write_ins.get((category_id, post.id, name), 0)}
            rows.append(TotalsRow(f"{_OTHER}|{post.id}|{name}", post.id, -1, name, "另推荐", votes, valid))
    return rows


def totals_of(rows: list[TotalsRow], category_id: str, changes: list[CellChange]) -> Totals:
    """Return the totals that changes of the grid make."""
    by_id = {row.id: row for row in rows}
    marks, names = {}, {}
    for change in changes:
        row, number = by_id[change.row_id], change.value or 0
        if row.item >= 0:
            marks[category_id, row.subject_id, row.item, int(change.field)] = number
        elif change.field == "0":
            names[category_id, row.subject_id, row.name] = number
    return Totals({}, marks, names)


def box_columns(editable: bool) -> list[TableColumn]:
    """Return the columns of the categories' sheets: 发出 ≥ 收回 = 有效 + 无效."""
    return [
        TableColumn("票类", lambda row: f"{row.code}票" if row.code else "合计", kind=CENTRED, width=64),
        TableColumn("说明", lambda row: row.title, width=110),
        TableColumn("发出", lambda row: "" if row.issued is None else str(row.issued), kind=NUMBER, width=64),
        TableColumn("收回", lambda row: str(row.box.collected), "collected" if editable else "", NUMBER, 64),
        TableColumn("有效", lambda row: str(row.box.valid), kind=NUMBER, width=64),
        TableColumn("无效", lambda row: str(row.box.void), "void" if editable else "", NUMBER, 64),
        TableColumn("其中空白", lambda row: str(row.box.blank), "blank" if editable else "", NUMBER, 80),
    ]


def box_rows(tallying: Tallying, counts: Counts, total: bool = True) -> list[BoxRow]:
    """Return a row for each category, and the sum of all."""
    setup = tallying.setup
    rows = [
        BoxRow(each.id, each.code, each.title, each.entitled, each.issued, counts.boxes.get(each.id, Box()))
        for each in setup.categories
    ]
    if "" in counts.boxes:
        rows.append(BoxRow("-", "未分", "整张空白，未分票类", 0, None, counts.boxes[""]))
    if total:
        whole = total_box(counts.boxes.values())
        entitled = sum(each.entitled for each in setup.categories)
        rows.append(BoxRow("", "", "", entitled, setup.campaign.issued, whole))
    return rows


def boxes_of(rows: list[BoxRow], changes: list[CellChange]) -> Totals:
    """Return the boxes that changes of the table make; the sum cannot be typed."""
    by_id = {row.id: row.box for row in rows if row.id}
    for change in changes:
        if change.row_id in by_id:
            old = by_id[change.row_id]
            values = {"collected": old.collected, "void": old.void, "blank": old.blank, change.field: change.value or 0}
            by_id[change.row_id] = Box(**values)
    changed = {change.row_id for change in changes}
    return Totals({id_: box for id_, box in by_id.items() if id_ in changed})


def _number_at(grade: int) -> Callable[[TotalsRow], str]:
    return lambda row: str(row.numbers.get(grade) or "")
