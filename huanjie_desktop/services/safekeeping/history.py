"""Undo, redo and the history of changes."""

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.journal import Entry


def undo(workspace: Workspace) -> ChangeSet | None:
    """Take back the newest change; None when there is none."""
    return workspace.undo()


def redo(workspace: Workspace) -> ChangeSet | None:
    """Do again what was last taken back; None when there is nothing."""
    return workspace.redo()


def undo_labels(workspace: Workspace) -> tuple[str, str]:
    """Return what undo and redo would do, "" for nothing."""
    return workspace.store.undo_label, workspace.store.redo_label


def list_changes(workspace: Workspace, limit: int = 200, before: int | None = None) -> list[Entry]:
    """Return the newest changes, older than entry `before`."""
    return workspace.store.history(limit, before)
