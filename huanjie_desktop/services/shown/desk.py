"""What the status bar says about the open file."""

from dataclasses import dataclass
from datetime import date

from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class DeskState:
    """What the status bar says about the file."""

    undo: str
    redo: str
    base: date


def read_state(workspace: Workspace) -> DeskState:
    """Read it; runs in the worker."""
    undo, redo = history.undo_labels(workspace)
    return DeskState(undo, redo, workspace.base_date)
