"""检查数据: whether a workspace is sound, and whether there is something to fall back on."""

from pathlib import Path

from huanjie_desktop.domain.errors import DamagedWorkspace, UserError
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.services.safekeeping.backups import find_rescue, list_states
from huanjie_desktop.services.workspace import Workspace, open_workspace, read_settings
from huanjie_desktop.store.soundness import find_faults


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
    return found


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
