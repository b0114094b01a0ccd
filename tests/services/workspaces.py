"""Makes open workspaces for tests of use cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock


@contextmanager
def workspace_in(folder: Path) -> Iterator[Workspace]:
    """Give an open, empty workspace of 青禾县."""
    workspace = create_workspace(folder / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    try:
        yield workspace
    finally:
        workspace.close()
