"""The rows of an import as a table: what each becomes, old and new values, and cells that can be mended in place."""

from collections.abc import Mapping

from PySide6.QtGui import QColor

from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.qt.models.rows import CENTRED, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.people.importing import ImportPreview, ImportRow, Outcome

TAKEN = "taken"  # the field of the boxes
CHECK, NUMBER, RESULT, WHY = range(4)
_LOOKS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ADD: ("新增", "done"),
    Outcome.CHANGE: ("更改", "hint"),
    Outcome.UNCHANGED: ("不变", "secondary"),
    Outcome.REFUSED: ("不能导入", "error"),
    Outcome.SKIPPED: ("跳过", "secondary"),
    Outcome.LEFT_OUT: ("未采用", "faint"),
}


def preview_columns(preview: ImportPreview) -> list[TableColumn]:
    """Return the columns of a preview: the box, the row's number, what becomes of it and why, then the file's."""
    columns = [
        TableColumn("导入", field=TAKEN, kind=CENTRED, width=48, tip=_tip, ticked=_ticked, locked=_locked),
        TableColumn("行号", lambda row: str(row.number), kind=CENTRED, width=52, tip=_tip),
        TableColumn("结果", lambda row: _LOOKS[row.outcome][0], kind=CENTRED, width=84, tip=_tip, tint=_tint),
        TableColumn("说明", lambda row: row.why.partition("栏：")[2] or row.why, width=250, tip=_tip),
    ]
    used = [guess for guess in preview.guesses if guess.field]
    return columns + [_column(guess.field, guess.head or "（无栏目名）") for guess in used]


def _column(field: str, head: str) -> TableColumn:
    def show(row: ImportRow) -> str:
        if field in row.changes:
            old, new = row.changes[field]
            return f"{field_text(old) or '（空）'} → {field_text(new)}"
        if field in row.values and row.outcome is not Outcome.REFUSED:
            return field_text(row.values[field])
        return row.texts.get(field, "").replace("\n", " ")

    def ground(row: ImportRow) -> QColor | None:
        wrong = any(finding.place is not None and finding.place.column == head for finding in row.findings)
        colour = theme.colour("error") if wrong else None
        if colour is not None:
            colour.setAlpha(40)
        return colour

    return TableColumn(
        head,
        show,
        field,
        width=72,
        tip=_tip,
        tint=lambda row: _tint(row) if field in row.changes else None,
        ground=ground,
        edit=lambda row: row.texts.get(field, ""),
        locked=_locked,
    )


def _ticked(row: ImportRow) -> bool | None:
    return None if row.outcome is Outcome.LEFT_OUT else row.outcome not in (Outcome.SKIPPED, Outcome.REFUSED)


def _locked(row: ImportRow) -> str:
    return "表头、合计、说明等行不导入，不能改。" if row.outcome is Outcome.LEFT_OUT else ""


def _tip(row: ImportRow) -> str | None:
    return "\n".join(finding.text for finding in row.findings) or row.why


def _tint(row: ImportRow) -> QColor:
    return theme.colour(_LOOKS[row.outcome][1])
