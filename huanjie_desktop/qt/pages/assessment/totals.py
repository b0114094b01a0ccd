"""Totals keyed straight into a grid: a row for each subject and item, a column for each grade."""

from collections.abc import Callable

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.tally import UNREADABLE
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.assessment.counting import Tallying
from huanjie_desktop.services.shown.counts import BoxRow, TotalsRow

ELSEWHERE = "在“测评安排”中填写"


def totals_columns(tallying: Tallying) -> list[TableColumn]:
    """Return the grid's columns: whom, what, each grade, what cannot be read, what is left."""
    grades = list(enumerate(tallying.form.grade_heads))
    return [
        TableColumn("对象", lambda row: display_name(row.name), width=130, why=ELSEWHERE),
        TableColumn("项目", lambda row: row.title, width=110, why=ELSEWHERE),
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


def box_columns(editable: bool) -> list[TableColumn]:
    """Return the columns of the categories' sheets: 发出 ≥ 收回 = 有效 + 无效."""
    return [
        TableColumn("票类", lambda row: f"{row.code}票" if row.code else "合计", kind=CENTRED, width=64, why=ELSEWHERE),
        TableColumn("说明", lambda row: row.title, width=110, why=ELSEWHERE),
        TableColumn(
            "发出", lambda row: "" if row.issued is None else str(row.issued), kind=NUMBER, width=64, why=ELSEWHERE
        ),
        TableColumn(
            "收回", lambda row: str(row.box.collected), "collected" if editable else "", NUMBER, 64, locked=_sum
        ),
        TableColumn("有效", lambda row: str(row.box.valid), kind=NUMBER, width=64),
        TableColumn("无效", lambda row: str(row.box.void), "void" if editable else "", NUMBER, 64, locked=_sum),
        TableColumn("其中空白", lambda row: str(row.box.blank), "blank" if editable else "", NUMBER, 80, locked=_sum),
    ]


def _number_at(grade: int) -> Callable[[TotalsRow], str]:
    return lambda row: str(row.numbers.get(grade) or "")


def _sum(row: BoxRow) -> str:
    return "" if row.id else "合计由程序计算，不能填写。"
