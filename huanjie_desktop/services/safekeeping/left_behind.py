"""Backups that stayed where a workspace was before it was moved or copied into another folder, and bringing them here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import second
from huanjie_desktop.store.content import id_of
from huanjie_desktop.store.ledger import backup_folder, is_there, list_backups


@dataclass(frozen=True)
class LeftBehind:
    """How many backups are beside the place `old`, where the workspace was; `moved` tells that it is there no more."""

    old: Path
    count: int
    moved: bool

    @property
    def words(self) -> str:
        """What the user is told."""
        how = "移来的" if self.moved else "复制来的"
        return f"这个工作文件是从“{self.old.parent}”{how}，以前的 {self.count} 份备份还在那里的“备份”文件夹里。"


def find_left_behind(workspace: Workspace, places: Sequence[Path]) -> LeftBehind | None:
    """Look in places where workspaces were opened before for backups of this one that are not here; None for none."""
    own, id_ = list_backups(workspace.path), id_of(workspace.store.db)
    here = {each.digest for each in own}
    first = min((each.changes for each in own if each.recorded), default=None)
    for old in places:
        if backup_folder(old) == backup_folder(workspace.path):
            continue
        theirs = [each for each in list_backups(old) if each.origin == id_ and is_there(old, each)]
        missing = [each for each in theirs if each.digest not in here]
        reaches_back = first is not None and any(each.changes > first for each in theirs)  # they were brought already
        if missing and not reaches_back:
            return LeftBehind(old, len(missing), not old.exists())
    return None


def bring_backups(workspace: Workspace, old: Path, progress: Progress | None = None) -> int:
    """Copy those backups here, each verified, in their order before the workspace's own; return how many.

    What is there stays. Raises WorldError or Cancelled, and then those that were copied are here.
    """
    origin, now = id_of(workspace.store.db), workspace.clock.now()
    return second.bring_over(old, workspace.path, origin, now, progress or NoProgress())
