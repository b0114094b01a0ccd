"""What the status bar says about the open file, and what is asked for a new one."""

from dataclasses import dataclass
from datetime import date

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace

_SIGNS = '/\\:*?"<>|'
NEW_WORKSPACE = (
    FieldSpec(
        "county",
        "县（市、区）",
        placeholder="例如 青禾县",
        needed="请填写县（市、区）名称。",
        check=lambda name: f"名称里不能有 {' '.join(_SIGNS)} 这些符号。" if set(name) & set(_SIGNS) else "",
    ),
    FieldSpec("folder", "存放在", read_only=True),
    FieldSpec("protected", "设置口令", "tick", note="打开时要输入；建好后给恢复码，请打印保管。"),
    FieldSpec("password", "口令", secret=True),
    FieldSpec("repeat", "再输一遍", secret=True),
)


@dataclass(frozen=True)
class DeskState:
    """What the status bar says about the file; `refused` is why undo cannot be done, "" where it can."""

    undo: str
    redo: str
    base: date
    refused: str = ""


def read_state(workspace: Workspace) -> DeskState:
    """Read it; runs in the worker."""
    undo, redo = history.undo_labels(workspace)
    return DeskState(undo, redo, workspace.base_date, history.undo_refused(workspace) if undo else "")
