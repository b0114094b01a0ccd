"""Backups as the user meets them: made, listed with whether they are sound, looked into, and restored."""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.domain.errors import Cancelled, DamagedWorkspace, HuanjieError, UserError, WorldError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Clock, NoProgress, Progress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.safekeeping.history import RESCUED, RESTORED
from huanjie_desktop.services.safekeeping.second_folder import copy_on, places_of, where_kept
from huanjie_desktop.services.workspace import SUFFIX, SystemClock, Workspace, open_workspace
from huanjie_desktop.store import ledger
from huanjie_desktop.store.backup import LIMIT_SETTING, last_change, size_limit, verify_copy
from huanjie_desktop.store.copies import Difference, compare, count_rows, last_entries, opened_copy, opened_upgraded
from huanjie_desktop.store.durable import digest_of
from huanjie_desktop.store.journal import Entry
from huanjie_desktop.store.recovery import recover
from huanjie_desktop.store.seal import read_seal
from huanjie_desktop.store.settings import write_setting
from huanjie_desktop.store.tables import SHOWN, TABLES
from huanjie_desktop.store.trouble import explained
from huanjie_desktop.store.unlocking import key_of_copy
from huanjie_desktop.store.verified import Stamp, Verified, read_verified, remember_verified, stamp_of

BY_HAND, AT_OPENING, AT_CLOSING, IN_BETWEEN, BEFORE_RESTORING = "手动", "打开时", "关闭时", "定时", "恢复前"
LAST_CHANGES = 8
LEAST_MEGABYTES = 50
PART = 1 << 20  # read at a turn: a few milliseconds
TURN_SECONDS = 0.03
KINDS: Mapping[str, tuple[str, str]] = {  # table -> what it is called, how it is counted
    name: (TABLES[name].noun, TABLES[name].measure) for name in SHOWN
}


@dataclass(frozen=True)
class BackupState:
    """A backup with what its file is now: `sound` None where nothing is known of it but its name, or it is `unread`.

    `stamp` is the size and the time of its file: as long as it has them, it need not be read through again.
    `second` tells one in the second folder; `place` is the workspace beside whose folder 备份 it lies.
    """

    backup: Backup
    sound: bool | None
    unread: bool = False
    stamp: Stamp | None = None
    second: bool = False
    place: Path = Path()

    @property
    def path(self) -> Path:
        """Where its file is."""
        return ledger.backup_folder(self.place) / self.backup.file


@dataclass(frozen=True)
class BackupPreview:
    """What a backup holds, and what restoring it would change; `differences` None where nothing can be compared."""

    backup: Backup
    counts: Mapping[str, int]
    last_changes: Sequence[Entry]
    differences: Mapping[str, Difference] | None
    changes_since: int


@dataclass(frozen=True)
class Restored:
    """What restoring did: the backup that was taken, and the file that keeps what was there before."""

    backup: Backup
    kept: Path | None
    change_set: ChangeSet


@dataclass(frozen=True)
class Rescue:
    """What a damaged workspace can be replaced by; `lost` is the number of changes after it, None if not known."""

    backup: Backup
    lost: int | None
    closed_at: str


def back_up_now(workspace: Workspace, name: str = "") -> Path:
    """Write a verified copy into the folder 备份 beside the file; one with a name is kept for good."""
    return workspace.store.back_up(name or BY_HAND, named=bool(name))


def back_up_if_changed(workspace: Workspace, reason: str) -> Path | None:
    """Write a verified copy unless the newest one holds everything, or nothing was entered yet.

    The sheets of a round that is being counted are left out: copies made between sheets would tell their order.
    """
    store = workspace.store
    if store.covered or last_change(store.db) <= 1:
        return None
    return store.back_up(reason, whole=False)


def back_up_at_closing(workspace: Workspace, progress: Progress) -> HuanjieError | None:
    """Write what is due before closing, also into the second folder; return what was wrong with that, which stops nothing.

    Raises WorldError where the backup beside the workspace cannot be written.
    """
    back_up_if_changed(workspace, AT_CLOSING)
    return copy_second(workspace, progress)


def copy_second(workspace: Workspace, progress: Progress | None = None) -> HuanjieError | None:
    """Copy backups into the second folder, where one is set; return what was wrong with that, None for nothing."""
    try:
        copy_on(where_kept(workspace), progress)
    except (WorldError, Cancelled) as error:
        return error
    return None


def limit_of(workspace: Workspace) -> int:
    """Return how many bytes the backups may have together."""
    return size_limit(workspace.store.db)


def set_limit(workspace: Workspace, megabytes: int) -> ChangeSet:
    """Set how large the backups may be together; older ones beyond that go little by little, never the newest five."""
    if megabytes < LEAST_MEGABYTES:
        raise UserError(f"备份总大小的上限 {megabytes} MB 太小。", f"请填 {LEAST_MEGABYTES} 以上的整数。")
    with workspace.change("设置备份上限", Right.SAFEKEEPING) as work:
        write_setting(work, workspace.store, LIMIT_SETTING, str(megabytes))
    return work.change_set


def set_one(workspace: Workspace, _of: object, limit: int) -> ChangeSet:
    """Write the one field of how backups are kept that is the workspace's."""
    return set_limit(workspace, limit)


def list_states(path: Path, progress: Progress | None = None, clock: Clock | None = None) -> list[BackupState]:
    """Return a workspace's backups, newest first, each read through and compared with its digest, whatever is remembered."""
    progress = progress or NoProgress()
    now = (clock or SystemClock()).now()
    states = [replace(each, unread=each.unread or each.stamp is not None) for each in list_unread(path, now)]
    for at, each in enumerate(states):
        progress.step(at, len(states), f"正在核对备份“{each.backup.reason}”")
        for read in read_through([each], now):
            states[at] = read or each
    return states


def list_unread(path: Path, now: datetime | None = None) -> list[BackupState]:
    """Return a workspace's backups, newest first, without reading one: of those that are as they were it is known.

    Of those in the second folder only what is not known to be lost beside the workspace is left out.
    """
    now = now or SystemClock().now()
    own, *second = places_of(path)
    found = list(_look_at(own, now))
    there = {each.backup.digest for each in found if each.sound is not False}
    for place in second:
        found += [replace(each, second=True) for each in _look_at(place, now) if each.backup.digest not in there]
    return found


def _look_at(place: Path, now: datetime) -> Iterator[BackupState]:
    verified = read_verified(place)
    for backup in ledger.list_backups(place):
        stamp, known = stamp_of(ledger.backup_folder(place) / backup.file), verified.get(backup.file)
        if not backup.recorded:
            yield BackupState(backup, None, place=place)
        elif not ledger.is_there(place, backup):
            yield BackupState(backup, False, place=place)
        elif known is not None and known.holds(stamp, backup.digest, now):
            yield BackupState(backup, known.sound, stamp=stamp, place=place)
        else:
            yield BackupState(backup, None, unread=True, stamp=stamp, place=place)


def last_verified(path: Path, now: datetime | None = None) -> Backup | None:
    """Return the newest backup beside a workspace that is known to be sound; nothing is read through for it."""
    return next((each.backup for each in _look_at(path, now or SystemClock().now()) if each.sound), None)


def read_through(states: Sequence[BackupState], now: datetime | None = None) -> Iterator[BackupState | None]:
    """Read those that are unread, a part of a file at each turn; give each as it is found, None in between.

    What is found is remembered beside the backups.
    """
    at = (now or SystemClock().now()).isoformat(timespec="seconds")
    for state in states:
        if not state.unread:
            continue
        digest = hashlib.sha256()
        try:
            with state.path.open("rb") as stream:
                while part := stream.read(PART):
                    digest.update(part)
                    yield None
        except OSError:
            yield replace(state, sound=False, unread=False)
            continue
        sound = digest.hexdigest() == state.backup.digest
        if state.stamp is not None:
            remember_verified(state.place, {state.backup.file: Verified(*state.stamp, state.backup.digest, sound, at)})
        yield replace(state, sound=sound, unread=False)


def read_on(steps: Iterator[BackupState | None], seconds: float = TURN_SECONDS) -> tuple[list[BackupState], bool]:
    """Go on reading for a moment, so that stopping never waits for long; return what was found, and whether that is all."""
    found: list[BackupState] = []
    ends = time.monotonic() + seconds
    for state in steps:
        if state is not None:
            found.append(state)
        if time.monotonic() >= ends:
            return found, False
    return found, True


def find_rescue(path: Path, password: str = "") -> Rescue | None:
    """Return the newest backup that is sound, with what would be lost; None where there is none."""
    found = [each for place in places_of(path) if (each := _newest_sound(place, password))]
    if not found:
        return None
    best, seal = max(found, key=lambda each: each.changes), read_seal(path)
    lost = None
    if seal is not None and best.recorded:
        since = max(0, seal.changes - best.changes)
        lost = 0 if seal.covered == best.file else since or None  # sheets that are being counted are no change
    return Rescue(best, lost, seal.at if seal else "")


def _newest_sound(place: Path, password: str) -> Backup | None:
    for each in ledger.list_backups(place):
        sound = _is_sound(place, each)
        if sound or (sound is None and _opens(ledger.backup_folder(place) / each.file, password)):
            return each
    return None


def rescue(path: Path, file: str, password: str = "", clock: Clock | None = None) -> Restored:
    """Put a backup in the place of a file that cannot be opened; the damaged file is kept beside it."""
    backup, copy = _sound_backup(path, file)
    now = (clock or SystemClock()).now()
    key = None if backup.digest else key_of_copy(copy, None, [password] if password else [])
    kept = recover(path, copy, key, now, backup.digest)
    return Restored(backup, kept, ChangeSet("", 0))


def preview_backup(workspace: Workspace, file: str) -> BackupPreview:
    """Say what a backup holds and what restoring it would change now."""
    store = workspace.store
    backup, copy = _sound_backup(workspace.path, file)
    key = store.key_of(copy)
    with opened_copy(copy, key) as db:
        last, since = last_entries(db, LAST_CHANGES), max(0, last_change(store.db) - last_change(db))
    with opened_upgraded(copy, key, workspace.clock.now()) as db:
        return BackupPreview(backup, count_rows(db, SHOWN), last, compare(db, store.db, SHOWN), since)


def preview_alone(path: Path, file: str, password: str = "", clock: Clock | None = None) -> BackupPreview:
    """Say what a backup holds where the workspace itself cannot be opened."""
    backup, copy = _sound_backup(path, file)
    key = key_of_copy(copy, None, [password] if password else [])
    with opened_copy(copy, key) as db:
        last = last_entries(db, LAST_CHANGES)
    with opened_upgraded(copy, key, (clock or SystemClock()).now()) as db:
        return BackupPreview(backup, count_rows(db, SHOWN), last, None, 0)


def restore_backup(workspace: Workspace, file: str, progress: Progress | None = None) -> Restored:
    """Put a backup in the place of the open file and read on from there; what is here now becomes a backup first."""
    progress = progress or NoProgress()
    backup, copy = _sound_backup(workspace.path, file)
    progress.step(0, None, "正在备份现有数据")
    kept = workspace.store.back_up(BEFORE_RESTORING)
    progress.step(0, None, "正在恢复")
    workspace.store.restore(copy)
    return Restored(backup, kept, _note_restored(workspace, RESTORED, backup))


def take_back_restoring(workspace: Workspace, progress: Progress | None = None) -> Restored:
    """Put back what was here before the last restoring; what is here now becomes a backup first."""
    own = [each for each in ledger.list_backups(workspace.path) if each.reason == BEFORE_RESTORING]
    if not own:
        raise UserError("找不到恢复以前的那份备份，没有恢复。", "请在“设置”的“备份”中另选一份。")
    return restore_backup(workspace, own[0].file, progress)


def note_rescued(workspace: Workspace, backup: Backup) -> None:
    """Write into the journal that a backup took the place of a damaged file."""
    _note_restored(workspace, RESCUED, backup)


def _note_restored(workspace: Workspace, label: str, backup: Backup) -> ChangeSet:
    """Write into the journal that a backup was put in place, so that undo does not go behind it unasked."""
    words = f"恢复为 {backup.at:%Y.%m.%d %H:%M} 的备份（{backup.reason}）"
    with workspace.change(label, Right.SAFEKEEPING, words) as work:
        work.note()
    return work.change_set


def restore_to_owner(owner: Path, file: str, password: str = "") -> Workspace:
    """Open the workspace that a backup belongs to with the backup in its place; what was there becomes a backup first."""
    if not owner.exists():
        return rescue_and_open(owner, file, password)
    workspace = open_workspace(owner, password)
    try:
        restore_backup(workspace, file)
    except BaseException:
        workspace.close()
        raise
    return workspace


def write_elsewhere(workspace: Workspace, target: Path) -> Path:
    """Write what is open into a new file where the workspace's own was taken away; return it."""
    if target.suffix != SUFFIX:
        target = target.with_name(f"{target.name}{SUFFIX}")
    workspace.store.write_elsewhere(target)
    return target


def rescue_and_open(path: Path, file: str, password: str = "") -> Workspace:
    """Put a backup in the place of a damaged file and open it."""
    done = rescue(path, file, password)
    workspace = open_workspace(path, password)
    try:
        note_rescued(workspace, done.backup)
    except BaseException:
        workspace.close()
        raise
    return workspace


def describe_difference(difference: Difference) -> str:
    """Return what restoring would do to one kind of thing, in words, with some names."""
    parts = (("找回", difference.coming), ("减少", difference.going), ("还原", difference.changing))
    said = "，".join(f"{words} {count}" for words, count in parts if count)
    total = difference.coming + difference.going + difference.changing
    names = "、".join(difference.names)
    return f"{said}（{names}{'等' if total > len(difference.names) else ''}）" if names else said


def open_or_find_rescue(path: Path, password: str = "") -> Workspace:
    """Open a workspace; a DamagedWorkspace that is raised carries the backup that could replace it, None if none can."""
    try:
        return open_workspace(path, password)
    except DamagedWorkspace as error:
        error.rescue = find_rescue(path, password)
        raise


def _sound_backup(path: Path, file: str) -> tuple[Backup, Path]:
    """Return a backup of this name that is not known to be damaged, and where it is: beside the workspace, else elsewhere."""
    found = [(place, each) for place in places_of(path) for each in ledger.list_backups(place) if each.file == file]
    if not found:
        raise UserError(f"“{path.name}”没有名为“{file}”的备份。", "请从备份清单中选择。")
    for place, backup in found:
        if _is_sound(place, backup) is not False:
            return backup, ledger.backup_folder(place) / backup.file
    raise UserError(f"备份“{file}”已损坏或不全，没有恢复，现有数据未动。", "请改选另一份备份。")


def _is_sound(path: Path, backup: Backup) -> bool | None:
    if not backup.recorded:
        return None
    try:
        return ledger.is_there(path, backup) and digest_of(ledger.backup_folder(path) / backup.file) == backup.digest
    except OSError:
        return False


def _opens(file: Path, password: str) -> bool:
    try:
        with explained(file):
            verify_copy(file, key_of_copy(file, None, [password] if password else []))
    except HuanjieError:
        return False
    return True
