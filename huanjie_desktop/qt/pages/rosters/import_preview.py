"""The rows of an import as a table: what each becomes, old and new values, and cells that can be mended in place."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtGui import QColor

from huanjie_desktop.qt.models.rows import CENTRED, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.people.importing import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.shown import importing
from huanjie_desktop.services.shown.importing import TAKEN, WORDS, is_taken, locked, reasons, short_reason

CHECK, NUMBER, RESULT, WHY = range(4)
_COLOURS: Mapping[Outcome, str] = {
    Outcome.ADD: "done",
    Outcome.CHANGE: "hint",
    Outcome.UNCHANGED: "secondary",
    Outcome.REFUSED: "error",
    Outcome.SKIPPED: "secondary",
    Outcome.LEFT_OUT: "faint",
    Outcome.DOUBT: "warning",
    Outcome.GONE: "warning",
}


def preview_columns(preview: ImportPreview) -> list[TableColumn]:
    """Return the columns of a preview: the box, the row's number, what becomes of it and why, then the file's."""
    columns = [
        TableColumn("导入", field=TAKEN, kind=CENTRED, width=48, tip=reasons, ticked=is_taken, locked=locked),
        TableColumn("行号", lambda row: str(row.number or ""), kind=CENTRED, width=52, tip=reasons),
        TableColumn("结果", lambda row: WORDS[row.outcome], kind=CENTRED, width=84, tip=reasons, tint=_tint),
        TableColumn("说明", short_reason, width=250, tip=reasons),
    ]
    used = [guess for guess in preview.guesses if guess.field]
    return columns + [_column(guess.field, guess.head) for guess in used]


def _column(field: str, head: str) -> TableColumn:
    return TableColumn(
        head,
        partial(importing.cell_words, field=field),
        field,
        width=72,
        tip=reasons,
        tint=lambda row: _tint(row) if field in row.changes else None,
        ground=partial(_ground, head),
        edit=lambda row: row.texts.get(field, ""),
        locked=locked,
    )


def _ground(head: str, row: ImportRow) -> QColor | None:
    if not importing.is_wrong(row, head):
        return None
    colour = theme.colour("error")
    colour.setAlpha(40)
    return colour


def _tint(row: ImportRow) -> QColor:
    return theme.colour(_COLOURS[row.outcome])
