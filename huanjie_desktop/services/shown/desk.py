"""What the status bar says about the open file, and what is asked for a new one."""

from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.undoing import NextUndo, read_next
from huanjie_desktop.services.workspace import Workspace

_SIGNS = '/\\:*?"<>|'
WITH_PASSWORD = "打开时要输入；建好后给恢复码，请打印保管。"
WITHOUT_PASSWORD = "不设口令，拿到文件的人都能打开；以后可以在“设置”里设。"
NEW_WORKSPACE = (
    FieldSpec(
        "county",
        "县（市、区）",
        placeholder="例如 青禾县",
        needed="请填写县（市、区）名称。",
        check=lambda name: f"名称里不能有 {' '.join(_SIGNS)} 这些符号。" if set(name) & set(_SIGNS) else "",
    ),
    FieldSpec("folder", "存放在", read_only=True),
    FieldSpec("protected", "设置口令", "tick"),
    FieldSpec("password", "口令", secret=True),
    FieldSpec("repeat", "再输一遍", secret=True),
)


@dataclass(frozen=True)
class DeskState:
    """What the status bar says about the file: what undo and redo would take, the date of ages, and the last write."""

    undo: NextUndo
    redo: str
    base: date
    saved: str


def read_state(workspace: Workspace) -> DeskState:
    """Read it; runs in the worker."""
    redo, newest = history.undo_labels(workspace)[1], history.list_changes(workspace, 1)
    saved = _when(datetime.fromisoformat(newest[0].at), workspace.clock.today()) if newest else ""
    return DeskState(read_next(workspace), redo, workspace.base_date, saved)


def _when(at: datetime, today: date) -> str:
    return f"{at:%H:%M}" if at.date() == today else f"{at.month}月{at.day}日 {at:%H:%M}"
