"""经手人: the name that the journal writes for whoever works on this computer; kept in the user's folder, not in the workspace."""

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.this_pc import read_own, write_own

_NAME = "经手人"
LONGEST = 30


def read_actor() -> str:
    """Return the name that was set, "" where none was: then the journal has the account's."""
    return read_own(_NAME)[:LONGEST]


def write_actor(name: str) -> str:
    """Set the name; return it as it is kept. Raises UserError or WorldError."""
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise UserError(f"姓名超过{LONGEST}个字。", "请只填姓名。")
    write_own(_NAME, name)
    return name
