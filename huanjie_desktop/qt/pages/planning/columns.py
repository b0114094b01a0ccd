"""The columns of the table of steps."""

from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.qt.models.rows import CENTRED, TableColumn
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.services.shown.plan import PlanRow, day_and_weekday, short_day


def _tint(row: PlanRow, name: str = "") -> str:
    if row.planned.state.state in (State.DONE, State.DROPPED):
        return "secondary"
    if row.is_red:
        return "error"
    return "warning" if row.is_late else name


COLUMNS = (
    TableColumn(
        "",
        lambda _row: "",
        kind=CENTRED,
        width=30,
        icon=lambda row: icons.icon(*row.drawing),
        tip=lambda row: row.state_words,
    ),
    TableColumn(
        "步骤",
        lambda row: row.planned.step.title,
        width=290,
        least=210,
        tint=lambda row: theme.colour(_tint(row, "text")),
        tip=lambda row: f"{row.planned.step.title}（{row.congress.title}）",
    ),
    TableColumn(
        "日期",
        lambda row: row.begins,
        kind=CENTRED,
        width=104,
        least=96,
        tint=lambda row: theme.colour("primary" if row.before and not row.is_red else _tint(row, "text")),
        tip=lambda row: (
            day_and_weekday(row.planned.start) + (f"，原定{short_day(row.before.start)}" if row.before else "")
        ),
    ),
    TableColumn(
        "最晚",
        lambda row: short_day(row.planned.latest) if row.planned.latest else "",
        kind=CENTRED,
        width=84,
        least=76,
        spare=True,
        tint=lambda row: theme.colour("statutory" if row.planned.step.hard else "secondary"),
    ),
    TableColumn("责任单位", lambda row: row.planned.step.who, width=110, least=64, spare=True),
    TableColumn(
        "依据",
        lambda row: row.basis,
        width=110,
        least=64,
        spare=True,
        tint=lambda row: theme.colour("statutory" if row.planned.step.hard else "secondary"),
    ),
)
OF_CONGRESS = TableColumn("会议", lambda row: row.where, width=150, least=84, tip=lambda row: row.congress.title)
