"""docs/architecture.md names every module of the services and of the window's shared parts, so that it is kept true."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = ("services", "qt/widgets", "qt/models", "store", "catalog")


def modules(room: str) -> list[str]:
    """Return the modules of a room, as the document names them: folder and name, or the name alone at its top."""
    top = ROOT / "huanjie_desktop" / room
    found = (path.relative_to(top).with_suffix("") for path in top.rglob("*.py") if path.name != "__init__.py")
    return sorted(path.as_posix() for path in found)


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_is_named(room: str) -> None:
    listed = modules(room)
    assert len(listed) > 5
    section = DOCUMENT.partition(f"\n### {room}\n")[2].partition("\n### ")[0]
    assert [name for name in listed if f"`{name.rpartition('/')[2]}`" not in section] == []
