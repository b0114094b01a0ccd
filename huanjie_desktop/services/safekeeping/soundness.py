"""检查数据: whether a workspace is sound, and whether there is something to fall back on."""

from collections.abc import Iterator
from pathlib import Path

from huanjie_desktop.domain.errors import DamagedWorkspace, UserError
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.packages.manifest import (
    LARGEST_MANIFEST,
    MANIFEST,
    ManifestFault,
    decode_manifest,
    digest_of,
)
from huanjie_desktop.exchange.packages.verifying import read_capped
from huanjie_desktop.services.safekeeping.backups import find_rescue, list_states
from huanjie_desktop.services.safekeeping.second_folder import places_of
from huanjie_desktop.services.workspace import Workspace, open_workspace, read_settings
from huanjie_desktop.store import packages
from huanjie_desktop.store.chain import Anchor, find_differing
from huanjie_desktop.store.content import id_of
from huanjie_desktop.store.ledger import list_backups
from huanjie_desktop.store.soundness import find_faults

_MOST = 5


def check_workspace(workspace: Workspace, progress: Progress | None = None) -> list[Finding]:
    """Look through the file and its backups; return what is wrong. Nothing is repaired or changed."""
    return [*check_content(workspace, progress), *check_backups(workspace.path, progress)]


def check_content(workspace: Workspace, progress: Progress | None = None) -> list[Finding]:
    """Look through the open file; return what is wrong with it."""
    (progress or NoProgress()).step(0, None, "正在检查数据")
    found = find_faults(workspace.store.db, workspace.store.key is not None)
    try:
        read_settings(workspace)
    except UserError as error:
        found.append(Finding(Severity.ERROR, "value", error.text))
    return [*found, *_compare_with_anchors(workspace)]


def _compare_with_anchors(workspace: Workspace) -> Iterator[Finding]:
    """Compare the journal with what backups and packages say of where it ended when they were made."""
    differing, missing = find_differing(workspace.store.db, [*_of_backups(workspace), *_of_packages(workspace)])
    for each in differing[:_MOST]:
        text = f"第 {each.seq} 号改动记录与{each.where}记下的不同，这一号或以前的改动记录有人动过。"
        yield Finding(Severity.ERROR, "journal", text)
    if missing:
        last = max(missing, key=lambda each: each.seq)
        text = f"{last.where}记有第 {last.seq} 号改动记录，文件里没有：文件换回过更早的备份，或改动记录的末尾被截去。"
        yield Finding(Severity.WARNING, "journal-end", text)


def _of_backups(workspace: Workspace) -> Iterator[Anchor]:
    origin = id_of(workspace.store.db)
    for place in places_of(workspace.path):
        for each in list_backups(place):
            if each.head and each.origin == origin:
                yield Anchor(f"备份“{each.file}”的登记", each.changes, each.head)


def _of_packages(workspace: Workspace) -> Iterator[Anchor]:
    """Give the anchors of the packages that still lie where they were written, as they were registered."""
    for export in packages.list_exports(workspace.store):
        try:
            content = read_capped(Path(export.target) / export.folder, MANIFEST, LARGEST_MANIFEST)
            anchor = decode_manifest(content).journal
        except ManifestFault:
            continue  # the stick is elsewhere, or the package is no longer ours: verifying it says so
        if digest_of(content) == export.digest and anchor.digest:
            yield Anchor(f"上报包“{export.folder}”", anchor.seq, anchor.digest)


def check_backups(path: Path, progress: Progress | None = None) -> list[Finding]:
    """Read all backups of a workspace through, whatever is remembered of them; return what is wrong with them."""
    found: list[Finding] = []
    states = list_states(path, progress)
    for state in states:
        if state.sound is False:
            text = f"备份“{state.backup.file}”已损坏或不全，不能用来恢复。"
            found.append(Finding(Severity.WARNING, "backup", text))
    if not any(state.sound for state in states):
        found.append(Finding(Severity.WARNING, "no-backup", "还没有核对过的备份，请点“立即备份”。"))
    return found


def check_file(path: Path, password: str = "") -> list[Finding]:
    """Check a workspace that is not open; one that is too damaged to be opened is a finding, with what to do."""
    try:
        workspace = open_workspace(path, password)
    except DamagedWorkspace as error:
        rescue = find_rescue(path, password)
        found = [Finding(Severity.ERROR, "damaged", error.text)]
        if rescue is None:
            return [*found, Finding(Severity.ERROR, "no-backup", "没有找到完好的备份。")]
        text = f"最近一份完好的备份是“{rescue.backup.file}”，可以用它恢复。"
        return [*found, Finding(Severity.HINT, "backup", text)]
    try:
        return check_workspace(workspace)
    finally:
        workspace.close()
