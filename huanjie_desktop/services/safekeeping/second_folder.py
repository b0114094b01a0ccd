"""第二备份文件夹: a folder of this computer, best on another disk, into which backups of every workspace are copied, too."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.services.this_pc import read_own, write_own
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import journal, second
from huanjie_desktop.store.backup import size_limit
from huanjie_desktop.store.ledger import FOLDER, backup_folder, list_backups

_NAME = "第二备份文件夹"


@dataclass(frozen=True)
class Kept:
    """What keeping backups needs to know of the open workspace: where it is, how large its backups may be, and the time.

    `begun` is when its journal begins.
    """

    path: Path
    most_bytes: int
    now: datetime
    begun: datetime | None = None


def read_second() -> Path | None:
    """Return the second folder, None where none is set; it need not be there just now."""
    text = read_own(_NAME)
    return Path(text) if text else None


def set_second(workspace: Workspace, folder: Path | None) -> ChangeSet:
    """Set the second folder of this computer, None for none; nothing of the workspace changes, nor what was copied."""
    if folder is not None:
        folder = folder.absolute()
        if not folder.is_dir():
            raise UserError(f"找不到文件夹“{folder}”。", "请插上U盘或接好磁盘后再选。")
        own = backup_folder(workspace.path).absolute()
        if folder in (own, own.parent) or FOLDER in folder.parts:
            raise UserError(
                "第二备份文件夹不能就在工作文件旁边，也不能在“备份”里面。", "请选另一个磁盘或U盘上的文件夹。"
            )
    write_own(_NAME, str(folder) if folder else "")
    return ChangeSet("设置第二备份文件夹", 0)


def where_kept(workspace: Workspace) -> Kept:
    """Return what copying needs to know, so that it can go on beside the edits."""
    return Kept(
        workspace.path, size_limit(workspace.store.db), workspace.clock.now(), journal.begun(workspace.store.db)
    )


def copy_on(kept: Kept, progress: Progress | None = None) -> int:
    """Copy the newest backups into the second folder, where one is set; return how many. Raises WorldError, Cancelled."""
    folder = read_second()
    if folder is None:
        return 0
    return len(second.copy_to_second(kept.path, folder, kept.most_bytes, kept.now, progress or NoProgress()))


def places_of(path: Path) -> list[Path]:
    """Return where backups of a workspace are: beside it, and as beside one in the second folder, where that is there now."""
    folder = read_second()
    other = second.place_in(folder, path) if folder is not None else None
    return [path, other] if other is not None and list_backups(other) else [path]


def on_same_disk(path: Path, folder: Path) -> bool:
    """Tell whether a folder lies on the disk that the workspace lies on; False where one of them cannot be looked at."""
    try:
        return folder.stat().st_dev == path.stat().st_dev
    except OSError:
        return False
