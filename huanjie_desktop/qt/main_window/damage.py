"""What is said of a workspace that is damaged, and the offer of its newest good backup."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.errors import DamagedWorkspace
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.tasks import Opener
from huanjie_desktop.services.safekeeping.backups import Rescue, rescue_and_open
from huanjie_desktop.services.shown.backups import rescue_in_words


def offer_rescue(parent: QWidget, path: Path, password: str, error: DamagedWorkspace) -> Opener | None:
    """Say what is wrong; return what puts the backup in the file's place and opens it, None where none is wanted."""
    found = error.rescue
    if not isinstance(found, Rescue):
        messages.tell(parent, error)
        return None
    backup = found.backup
    kept = f"损坏的文件改名为“{path.stem}_损坏_…{path.suffix}”，留在原处备查。" if path.exists() else ""
    advice = f"{rescue_in_words(found)}{kept}恢复后也可以在“设置”里改用别的备份。"
    problem = f"“{path.name}”已损坏或不完整。" if path.exists() else error.text
    if not messages.ask(parent, problem, "用这份备份恢复", advice):
        return None
    return lambda _progress: rescue_and_open(path, backup.file, password)
