"""The roster page over 100,000 people, and the memory that the window takes; each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bare import resident_mib
from benchmarks.timing import ROOT
from huanjie_desktop.domain.people_rows import BY_NAME, BY_SURNAME
from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.workspace import SystemClock

BARS_MS = {"open_ms": 150, "sort_ms": 200, "keystroke_ms": 50, "scroll_ms": 16}
TYPED = "zhanghua"


def measure_roster_page(folder: Path) -> dict[str, Any]:
    """Measure in another process, so that its memory is the window's alone."""
    said = _measured(_county(folder / "十万人.huanjie", 100_000), folder)
    return {**{name: said[name] for name in (*BARS_MS, "all_rows_read_ms")}, "bars": BARS_MS}


def measure_memory(folder: Path) -> dict[str, Any]:
    """Measure what people cost over a bare window."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.bare"]
    bare = float(subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout)
    few = _measured(_county(folder / "千人.huanjie", 1200), folder)["resident_mib"]
    many = _measured(_county(folder / "十万人.huanjie", 100_000), folder)["resident_mib"]
    return {
        "bare_mib": bare,
        "over_bare_1200_mib": round(few - bare, 1),
        "bar_1200": 60,
        "over_bare_100000_mib": round(many - bare, 1),
        "bar_100000": 250,
    }


def _county(path: Path, people: int) -> Path:
    from benchmarks.counties import write_workspace  # not in the process whose memory is measured

    return write_workspace(path, people)


def _measured(workspace: Path, folder: Path) -> dict[str, float]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.roster_page", str(workspace), str(folder / "user")]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def wait(is_done: Callable[[], bool]) -> None:
    """Let the window run until something has happened; looked at between any two events."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: loop.quit() if is_done() else None)
    timer.start()
    loop.exec()


def taken_ms(run: Callable[[], object]) -> float:
    """Return the milliseconds of a call."""
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def probe(workspace: Path, user: Path) -> dict[str, float]:
    """Open the page, sort, filter and scroll it as a user does; each until it is painted."""
    application = QApplication(sys.argv[:1])
    preferences = Preferences(user)
    theme.apply(application, preferences.text_size)
    window = MainWindow(preferences, SystemClock().today)
    window.resize(1366, 768)
    window.show()
    window.open_path(workspace)
    wait(lambda: window.desk is not None and not window.desk.tasks.busy)
    desk = window.desk
    assert desk is not None
    number, page = next((at, each) for at, each in enumerate(desk.pages) if isinstance(each, RostersPage))
    finished: list[bool] = []
    page.loader.finished.connect(lambda: finished.append(True))
    started = time.perf_counter()
    desk.show_page(number)
    wait(lambda: page.model.count > 0)
    page.grab()
    said = {"open_ms": (time.perf_counter() - started) * 1000}
    wait(lambda: bool(finished))
    said["all_rows_read_ms"] = (time.perf_counter() - started) * 1000
    wait(lambda: not desk.tasks.busy)
    said["resident_mib"] = resident_mib()

    def sort(order: str, descending: bool) -> None:
        page.model.set_order(order, descending)
        page.table.viewport().grab()

    orders = ((BY_SURNAME, False), ("birth", True), (BY_NAME, False))
    said["sort_ms"] = median(taken_ms(partial(sort, *order)) for order in orders)

    def type_one(text: str) -> None:
        page.filter.field.setText(text)
        page.table.viewport().grab()

    said["keystroke_ms"] = max(taken_ms(partial(type_one, TYPED[:at])) for at in range(1, len(TYPED) + 1))
    page.filter.field.clear()
    bar = page.table.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + 3)
        page.table.viewport().grab()

    said["scroll_ms"] = median(taken_ms(scroll) for _ in range(30))
    window.close()
    wait(lambda: window.desk is None)
    return {name: round(value, 1) for name, value in said.items()}


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]), Path(sys.argv[2]))))
