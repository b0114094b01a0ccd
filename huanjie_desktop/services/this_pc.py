"""What is set for one computer and not for a workspace: one small text each in the user's folder."""

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import WorldError, os_reason


def read_own(name: str) -> str:
    """Return a text that was set on this computer, "" where none was."""
    try:
        return (paths.user_folder() / f"{name}.txt").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def write_own(name: str, text: str) -> None:
    """Set a text on this computer. Raises WorldError."""
    try:
        paths.user_folder().mkdir(parents=True, exist_ok=True)
        (paths.user_folder() / f"{name}.txt").write_text(text, encoding="utf-8")
    except OSError as error:
        raise WorldError(f"{name}没有存下来（{os_reason(error)}）。", "请检查磁盘后再试。") from error
