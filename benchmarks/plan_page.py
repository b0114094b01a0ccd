"""The page 工期 with 10,000 steps: showing them, painting the chart at each zoom, and a step of scrolling."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.plan import ANCHORS, round_of
from benchmarks.timing import seconds_of

BAR_MS, TIMES = 16, 7
TODAY = date(2026, 6, 15)


def measure_plan_page(folder: Path) -> dict[str, Any]:
    """Measure in one process without a screen; the bar is for one painting of the chart."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from huanjie_desktop.catalog.plan_making import surroundings
    from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
    from huanjie_desktop.domain.meeting import Congress
    from huanjie_desktop.domain.schedule.whole_round import plan_round
    from huanjie_desktop.qt.pages.planning import PlanningPage
    from huanjie_desktop.qt.tasks import Tasks
    from huanjie_desktop.qt.widgets import theme
    from huanjie_desktop.services.planning.reading import PlannedCongress
    from huanjie_desktop.services.planning.trying import Trial
    from huanjie_desktop.services.shown.plan import PlanRow, PlanShown
    from huanjie_desktop.services.workspace import open_workspace

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.TextSize.MEDIUM)
    around = surroundings(load_plan_tables(), TODAY)
    planned = plan_round(round_of(154), load_rule_book().rules, around)
    congresses = {
        plan.course.id: PlannedCongress(
            Congress(plan.course.id, "", "青禾县", 1, plan.course.anchors[plan.course.id.rstrip("0123456789")]),
            plan.course.title, plan.course.title, plan.course.id.rstrip("0123456789"), "",
        )
        for plan in planned.plans
    }  # fmt: skip
    rows = [PlanRow(congresses[plan.course.id], step) for plan in planned.plans for step in plan.steps]
    rows.sort(key=lambda row: row.planned.start)
    shown = PlanShown(
        tuple(rows), tuple(congresses.values()), 0, around.calendar, TODAY, dict.fromkeys(ANCHORS, ""), Trial()
    )
    tasks = Tasks(lambda _progress: open_workspace(folder / "none"))
    page = PlanningPage(tasks, load_catalog())
    page.resize(1366 - 168, 768 - 78)
    page.show()
    application.processEvents()
    said: dict[str, Any] = {"steps": len(rows)}
    said["show_ms"] = round(seconds_of(lambda: page._on_read(page._asked, shown), 3) * 1000, 1)
    picture = QPixmap(page.chart.viewport().size())
    worst = 0.0
    for zoom in range(5):
        page.chart.set_zoom(zoom)
        page.chart.verticalScrollBar().setValue(page.chart.verticalScrollBar().maximum() // 2)
        page.chart.show_day(TODAY)
        worst = max(worst, seconds_of(lambda: page.chart.viewport().render(picture), TIMES))
    said["redraw_ms"] = round(worst * 1000, 2)

    def scroll() -> None:
        bar = page.table.verticalScrollBar()
        bar.setValue((bar.value() + 90) % bar.maximum())
        page.table.viewport().render(QPixmap(page.table.viewport().size()))
        page.chart.viewport().render(picture)

    said["scroll_ms"] = round(seconds_of(scroll, TIMES) * 1000, 1)
    tasks.stop()
    return {**said, "bar_ms": BAR_MS}
