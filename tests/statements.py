"""Counts what the store asks of SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager

from huanjie_desktop.services.workspace import Workspace


@contextmanager
def statements_of(workspace: Workspace) -> Iterator[list[str]]:
    """Give the statements that are run inside the block, filled as they come."""
    said: list[str] = []
    connection = workspace.store.db.conn
    connection.set_trace_callback(said.append)
    try:
        yield said
    finally:
        connection.set_trace_callback(None)
