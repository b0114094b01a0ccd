"""Undo, redo and the history of changes."""

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.services.workspace import BEGUN, Workspace
from huanjie_desktop.store.chain import read_head
from huanjie_desktop.store.entry_changes import MOST_SHOWN, RowChange, read_changes
from huanjie_desktop.store.journal import Entry, noted_since
from huanjie_desktop.store.refusals import Rehearsed, may_be_refused

RESTORED, RESCUED = "恢复备份", "用备份代替损坏的文件"  # the journal's labels of what undo does not go behind
_WAYS_BACK = {
    RESTORED: "可以回到恢复以前；现在的内容会先另存为一份备份（恢复前）。",
    RESCUED: "损坏的文件改了名留在原处；要用别的备份，请在“设置”的“备份”中选。",
}


class BehindRestoring(UserError):  # noqa: N818 - named for what is the matter
    """Undo would go behind a backup that was restored; `backups.take_back_restoring` takes that back instead."""


def undo(workspace: Workspace) -> ChangeSet | None:
    """Take back the newest change; None when there is none, for the making of the file itself is not taken back.

    Raises UserError where that would go behind a restored backup.
    """
    behind = _behind_a_backup(workspace)
    if behind is not None:
        raise behind
    return None if workspace.store.undo_label == BEGUN else workspace.undo()


def refusal_of_undo(workspace: Workspace) -> UserError | None:
    """Return why undo would be refused if it were asked for now, None where it would not; nothing is changed."""
    behind, store = _behind_a_backup(workspace), workspace.store
    if behind is not None or not may_be_refused(store.db, store.undo_seq):
        return behind
    try:
        store.rehearse_undo()
    except UserError as refused:
        return refused
    except Rehearsed:
        return None
    return None


def _behind_a_backup(workspace: Workspace) -> UserError | None:
    label, reason = _put_back(workspace)
    if not label:
        return None
    behind = workspace.store.undo_label
    would = f"再撤销就是备份里更早的“{behind}”" if behind else "再往前没有可以撤销的"
    kind = BehindRestoring if label == RESTORED else UserError
    return kind(f"上一步是{label}（{reason}），{would}，没有撤销。", _WAYS_BACK[label])


def redo(workspace: Workspace) -> ChangeSet | None:
    """Do again what was last taken back; None when there is nothing."""
    return workspace.redo()


def undo_labels(workspace: Workspace) -> tuple[str, str]:
    """Return what undo and redo would do, "" for nothing."""
    newest = _put_back(workspace)[0] or workspace.store.undo_label
    return "" if newest == BEGUN else newest, workspace.store.redo_label


def _put_back(workspace: Workspace) -> tuple[str, str]:
    """Return the label and the reason of the backup that was put in place after what undo would take back, "" for none."""
    for label in _WAYS_BACK:
        reason = noted_since(workspace.store.db, label, workspace.store.undo_seq)
        if reason:
            return label, reason
    return "", ""


def journal_head(workspace: Workspace) -> tuple[int, str]:
    """Return where the journal ends, as papers and packages say it: the last entry's number and the beginning of its link."""
    head = read_head(workspace.store.db)
    return head.seq, head.short


def journal_words(workspace: Workspace) -> str:
    """Return where the journal ends, as it stands at the foot of a paper."""
    number, short = journal_head(workspace)
    return f"第{number}号 {'-'.join(short[at : at + 4] for at in range(0, len(short), 4)).upper()}"


def changes_of(workspace: Workspace, seq: int, most: int = MOST_SHOWN) -> list[RowChange]:
    """Return what an entry changed, row by row and value by value; nothing of what was counted."""
    return read_changes(workspace.store.db, seq, most)


def list_changes(workspace: Workspace, limit: int = 200, before: int | None = None) -> list[Entry]:
    """Return the newest changes, older than entry `before`."""
    return workspace.store.history(limit, before)
