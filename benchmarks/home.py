"""The first page over the demo county's round: reading it in the worker for the first time, and again; showing it."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.timing import seconds_of
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.shown.home import read_overview
from huanjie_desktop.services.shown.home_plan import read_home_plan
from huanjie_desktop.services.workspace import SystemClock, open_workspace

BAR_MS, PEOPLE, TIMES = 200, 200, 5


class _JuneClock(SystemClock):
    """A clock that stands in the middle of the round."""

    def now(self) -> datetime:
        return datetime(2026, 6, 15, 9, tzinfo=UTC)


def measure_home(folder: Path) -> dict[str, Any]:
    """Measure the first page's reading and showing; the bar is for both together, the first time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from huanjie_desktop.catalog.shipped import load_catalog
    from huanjie_desktop.qt.pages.home import HomePage
    from huanjie_desktop.qt.tasks import Tasks
    from huanjie_desktop.qt.widgets import theme

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.TextSize.MEDIUM)
    clock: Clock = _JuneClock()
    workspace = open_workspace(make_demo(folder, PEOPLE, 1).workspace, clock=clock)
    begun = time.perf_counter()
    overview, plan = read_overview(workspace), read_home_plan(workspace)
    first = time.perf_counter() - begun
    again = seconds_of(lambda: (read_overview(workspace), read_home_plan(workspace)), TIMES)
    tasks = Tasks(lambda _progress: workspace)
    page = HomePage(tasks, load_catalog())
    page.resize(1366 - 168, 768 - 78)
    page.show()
    application.processEvents()

    def show() -> None:
        page._on_read(overview)
        page._on_plan(plan)
        page.grab()

    shown = seconds_of(show, TIMES)
    tasks.stop()
    workspace.close()
    return {
        "steps": sum(row.steps for row in plan.townships),
        "first_ms": round(first * 1000, 1),
        "again_ms": round(again * 1000, 1),
        "show_ms": round(shown * 1000, 1),
        "whole_ms": round((first + shown) * 1000, 1),
        "bar_ms": BAR_MS,
    }
