"""A journal of years: how long it takes to verify, to open, to undo, and whether a backup lets the window breathe."""

import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.timing import seconds_of
from huanjie_desktop.services.safekeeping import backups, history
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store.chain import find_breaks
from huanjie_desktop.store.images import write_image
from huanjie_desktop.store.journal import NewEntry, write_entry

VERIFIED, DECADE = 100_000, 500_000
VERIFY_BAR_S, OPEN_BAR_S, PAUSE_BAR_MS = 3, 1, 100


def measure_journal(folder: Path) -> dict[str, Any]:
    """Measure a journal of 100,000 entries and one of 500,000, a decade."""
    workspace = create_workspace(folder / "青禾县.huanjie", "青禾县")
    write_edits(workspace, VERIFIED)
    verified = seconds_of(lambda: find_breaks(workspace.store.db))
    write_edits(workspace, DECADE - VERIFIED)
    workspace.close()
    size = workspace.path.stat().st_size
    opened = seconds_of(lambda: open_workspace(workspace.path).close())
    again = open_workspace(workspace.path)
    undone = seconds_of(lambda: history.undo(again), 5)
    backed_up, pause = back_up_beside_a_window(again)
    again.close()
    sealed = seconds_of(lambda: open_workspace(workspace.path).close())
    return {
        "entries_verified": VERIFIED,
        "verify_s": round(verified, 2),
        "verify_bar_s": VERIFY_BAR_S,
        "entries_opened": DECADE,
        "megabytes": round(size / 1e6, 1),
        "open_s": round(opened, 2),
        "open_sealed_s": round(sealed, 2),
        "open_bar_s": OPEN_BAR_S,
        "undo_ms": round(undone * 1000, 1),
        "backup_s": round(backed_up, 2),
        "longest_pause_ms": round(pause * 1000, 1),
        "pause_bar_ms": PAUSE_BAR_MS,
    }


def write_edits(workspace: Workspace, count: int) -> None:
    """Write so many entries of one setting's changes, in one transaction, as single edits would."""
    store = workspace.store
    first = store.history(1)[0].seq + 1
    store.db.conn.execute("BEGIN")
    for seq in range(first, first + count):
        entry = NewEntry(seq, "2026-07-01T09:00:00+08:00", "李经手", "组织部一号", "do", None, "修改县名", "")
        before, after = ({"county": {"value": f"青禾{number}县"}} for number in (seq, seq + 1))
        row = ("update", "setting", write_image(before), write_image(after), 1)
        write_entry(store.db, entry, [row])
        store._stacks.record("do", seq)
    store.db.conn.execute("COMMIT")
    store._stacks.read()


def back_up_beside_a_window(workspace: Workspace) -> tuple[float, float]:
    """Return how long a backup takes in a thread of its own, and the longest that this one was kept from running meanwhile."""
    worker = threading.Thread(target=lambda: backups.back_up_now(workspace))
    longest, started = 0.0, time.perf_counter()
    worker.start()
    while worker.is_alive():
        before = time.perf_counter()
        time.sleep(0.001)
        longest = max(longest, time.perf_counter() - before - 0.001)
    worker.join()
    return time.perf_counter() - started, longest
