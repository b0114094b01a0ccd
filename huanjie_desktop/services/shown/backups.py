"""The backups as the page 设置 says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import BackupPreview, BackupState, Rescue
from huanjie_desktop.services.workspace import Workspace

_SOUND = {True: "完好", False: "已损坏，不能用", None: "没有登记"}


@dataclass(frozen=True)
class ListedBackups:
    """What is read of a workspace's backups: where they are, and each as far as it is known."""

    path: Path
    folder: Path
    states: Sequence[BackupState]


def list_backups(workspace: Workspace) -> ListedBackups:
    """Return the backups; what is remembered of those that are as they were is known."""
    path = workspace.path
    return ListedBackups(path, backups.folder_of(workspace), backups.list_unread(path, workspace.clock.now()))


def age_in_words(at: datetime, now: datetime) -> str:
    """Return when something was, as people say it: 今天 08:30, 昨天 17:00, 3 天前（7月1日）."""
    days = (now.date() - at.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {at:%H:%M}"
    day = f"{at.month}月{at.day}日" if at.year == now.year else f"{at.year}年{at.month}月{at.day}日"
    return f"{days} 天前（{day}）" if days > 0 else f"{day} {at:%H:%M}（电脑时间可能不对）"


def last_backup_in_words(workspace: Workspace) -> str:
    """Return how old the last backup is that is known to be sound, or that there is none."""
    now = workspace.clock.now()
    found = backups.last_verified(workspace.path, now)
    return (
        f"上次备份：{age_in_words(found.at.astimezone(now.tzinfo), now)}，已核对。" if found else "还没有核对过的备份。"
    )


def size_in_words(count: int) -> str:
    """Return a number of bytes in words, 1.6 MB."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(count / 1e3, 0.1):.1f} KB"


def size_of(state: BackupState) -> str:
    """Return how large a backup is, "" where nothing is known of it but its name."""
    return size_in_words(state.backup.size) if state.backup.recorded else ""


def soundness_of(state: BackupState) -> str:
    """Return whether a backup is sound, in words."""
    return "还没有核对" if state.unread else _SOUND[state.sound]


def backups_in_words(states: Sequence[BackupState], reading: bool) -> str:
    """Return how many there are, how many have still to be read through, and the newest sound one."""
    unread = sum(each.unread for each in states)
    sound = next((each.backup for each in states if each.sound), None)
    parts = [f"共 {len(states)} 份。"] if states else []
    if unread:
        parts.append(f"{'正在核对，还有' if reading else '没有核对的有'} {unread} 份。")
    if sound:
        parts.append(f"最近一份完好的：{sound.at:%Y.%m.%d %H:%M}（{sound.reason}）。")
    elif not unread:
        parts.append("还没有核对过的备份。")
    return "".join(parts)


def changes_since(preview: BackupPreview) -> str:
    """Return what restoring a backup does to what came after it."""
    if preview.differences is not None and not preview.differences:
        return "备份和现在的数据相同，恢复后没有变化。"
    if preview.changes_since:
        return f"这份备份之后又有 {preview.changes_since} 次改动，恢复后这些改动不再有效。"
    return "恢复后的变化如下。"


def rescue_in_words(found: Rescue) -> str:
    """Return which backup a damaged file can be restored from, and what that loses."""
    backup, lost = found.backup, "备份之后的改动不在其中。"
    if found.lost == 0:
        lost = "其后没有改动，不会丢失内容。"
    elif found.lost:
        lost = f"其后到 {found.closed_at[:16].replace('T', ' ').replace('-', '.')} 的 {found.lost} 次改动不在其中。"
    return f"最近一份完好的备份：{backup.at:%Y.%m.%d %H:%M}（{backup.reason}）。{lost}"
