"""经手人: the name that the journal writes for whoever works on this computer; kept in the user's folder, not in the workspace."""

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import UserError, WorldError

_FILE = "经手人.txt"
LONGEST = 30


def read_actor() -> str:
    """Return the name that was set, "" where none was: then the journal has the account's."""
    try:
        return (paths.user_folder() / _FILE).read_text(encoding="utf-8").strip()[:LONGEST]
    except (OSError, UnicodeDecodeError):
        return ""


def write_actor(name: str) -> str:
    """Set the name; return it as it is kept. Raises UserError or WorldError."""
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise UserError(f"姓名超过{LONGEST}个字。", "请只填姓名。")
    try:
        paths.user_folder().mkdir(parents=True, exist_ok=True)
        (paths.user_folder() / _FILE).write_text(name, encoding="utf-8")
    except OSError as error:
        raise WorldError(f"经手人没有存下来（{error.strerror}）。", "请检查磁盘后再试。") from error
    return name
