"""The backups as the page 设置 says them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.backups import Backup, choose_removed
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.safekeeping import backups, second_folder
from huanjie_desktop.services.safekeeping.backups import BackupPreview, BackupState, Rescue
from huanjie_desktop.services.safekeeping.second_folder import Kept
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.backup import MEGABYTE
from huanjie_desktop.store.ledger import backup_folder
from huanjie_desktop.store.ledger import list_backups as find_backups

MOST_MEGABYTES = 1_000_000
LONG_WITHOUT = timedelta(days=7)  # in that time a workspace in use has been backed up
_SOUND = {True: "完好", False: "已损坏，不能用", None: "没有登记"}


KEPT = (
    FieldSpec(
        "limit",
        "备份最多占用",
        "count",
        suffix="MB",
        least=backups.LEAST_MEGABYTES,
        most=MOST_MEGABYTES,
        needed=f"请填写备份最多占用多少，{backups.LEAST_MEGABYTES} 以上的整数。",
    ),
    FieldSpec("second", "第二备份文件夹", read_only=True, placeholder="没有设"),
)


@dataclass(frozen=True)
class ListedBackups:
    """What is read of a workspace's backups: where they are, each as far as it is known, and how they are kept."""

    path: Path
    folder: Path
    states: Sequence[BackupState]
    kept: Mapping[str, Any]
    room: str
    second: str


def list_backups(kept: Kept) -> ListedBackups:
    """Return the backups; what is remembered of those that are as they were is known."""
    states, folder = backups.list_unread(kept.path, kept.now), second_folder.read_second()
    values = {"limit": kept.most_bytes // MEGABYTE, "second": str(folder or "")}
    room = room_in_words(states, kept.most_bytes) + missing_in_words(states, kept.begun)
    second = second_in_words(kept, folder)
    return ListedBackups(kept.path, backup_folder(kept.path), states, values, room, second)


def room_in_words(states: Sequence[BackupState], most_bytes: int) -> str:
    """Return how much room the backups beside the workspace take, and what the limit costs."""
    found = [each.backup for each in states if each.backup.recorded and not each.second and each.sound is not False]
    taken, limit = sum(each.size for each in found), size_in_words(most_bytes)
    by_date = {each.file for each in choose_removed(found, taken)}
    going = {each.file for each in choose_removed(found, most_bytes)}
    said = f"现在占用 {size_in_words(taken)}，上限 {limit}。"
    if going <= by_date:
        return f"{said}没有因为上限要清理的。"
    left = [each for each in found if each.file not in going]
    said += f"按这个上限，较早的 {len(going - by_date)} 份会逐步清理，清理后最早能恢复到 {min(each.at for each in left):%Y.%m.%d}。"
    over = sum(each.size for each in left) > most_bytes
    return said + ("留存的和最近 5 份总是保留，所以仍会超过上限。" if over else "")


def missing_in_words(states: Sequence[BackupState], begun: datetime | None) -> str:
    """Return that older backups are not here, where the first that was made here is much younger than the workspace."""
    first = min((each.backup for each in states if each.backup.number and not each.second), key=_number, default=None)
    if first is None or first.number > 1 or begun is None or first.at - begun < LONG_WITHOUT:
        return ""
    return f"{first.at:%Y.%m.%d} 以前的备份不在这里，可能还在工作文件原来的文件夹里。"


def _number(backup: Backup) -> int:
    return backup.number


def second_in_words(kept: Kept, folder: Path | None) -> str:
    """Return what there is in the second folder, and what is wrong with it."""
    if folder is None:
        return "备份和工作文件在同一块硬盘上，硬盘坏了会一起丢失。请选U盘或另一个磁盘上的文件夹，备份都再拷一份过去。"
    if not folder.is_dir():
        return "现在打不开，可能是U盘没有插上；接好后，下次备份时再拷。"
    same = (
        "这个文件夹和工作文件在同一块硬盘上，硬盘坏了会一起丢失。"
        if second_folder.on_same_disk(kept.path, folder)
        else ""
    )
    _own, *others = second_folder.places_of(kept.path)
    if not others:
        return f"还没有备份拷到那里。{same}"
    copied = find_backups(others[0])
    return f"那里有 {len(copied)} 份，最近一份是{age_in_words(copied[0].at, kept.now)}的。{same}"


def age_in_words(at: datetime, now: datetime) -> str:
    """Return when something was, as people say it: 今天 08:30, 昨天 17:00, 3 天前（7月1日）."""
    at = at.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {at:%H:%M}"
    day = f"{at.month}月{at.day}日" if at.year == now.year else f"{at.year}年{at.month}月{at.day}日"
    return f"{days} 天前（{day}）" if days > 0 else f"{day} {at:%H:%M}（电脑时间可能不对）"


def last_backup_in_words(workspace: Workspace) -> str:
    """Return how old the last backup is that is known to be sound, or that there is none."""
    now = workspace.clock.now()
    found = backups.last_verified(workspace.path, now)
    return f"上次备份：{age_in_words(found.at, now)}，已核对。" if found else "还没有核对过的备份。"


def size_in_words(count: int) -> str:
    """Return a number of bytes in words, 1.6 MB."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(count / 1e3, 0.1):.1f} KB"


def size_of(state: BackupState) -> str:
    """Return how large a backup is, "" where nothing is known of it but its name."""
    return size_in_words(state.backup.size) if state.backup.recorded else ""


def reason_of(state: BackupState) -> str:
    """Return why a backup was made, and that it is the one in the second folder."""
    return f"{state.backup.reason}（第二备份文件夹）" if state.second else state.backup.reason


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
