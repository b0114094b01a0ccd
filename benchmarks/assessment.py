"""Counting 2,000 sheets of 60 subjects and 5 items, and a key on the number pad over such a sheet."""

import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.tally import Sheet, SheetShape, count_sheets

SHEETS, SUBJECTS, ITEMS, GRADES = 2000, 60, 5, 4
KEYS = 360


def measure_tally(folder: Path) -> dict[str, Any]:
    """Return the time of a count, of a recount out of the store after one sheet, and of a key; all in milliseconds."""
    chance = random.Random(3)
    shape = SheetShape(tuple(f"s{at}" for at in range(SUBJECTS)), (GRADES,) * ITEMS)
    sheets = [Sheet(chance.choice("ABC"), "".join(chance.choices("1234", k=shape.cells))) for _ in range(SHEETS)]
    count_ms = [_timed(lambda: count_sheets(sheets, shape)) for _ in range(9)]
    stored, keys = _in_window(folder, chance)
    return {
        "tally_ms": round(statistics.median(count_ms), 1),
        "bar_tally_ms": 100,
        "sheet_and_recount_ms": round(stored, 1),
        "key_ms_median": round(statistics.median(keys), 2),
        "key_ms_worst": round(max(keys), 2),
        "bar_key_ms": 16,
    }


def _in_window(folder: Path, chance: random.Random) -> tuple[float, list[float]]:
    """Return how long a sheet with its recount takes in the worker, and each key with what it draws."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from huanjie_desktop.qt.models.sheet import SheetModel
    from huanjie_desktop.qt.pages.assessment.sheet_pad import SheetPad
    from huanjie_desktop.qt.widgets import theme
    from huanjie_desktop.qt.widgets.theme import TextSize
    from huanjie_desktop.services.assessment import campaigns, counting, tallying
    from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
    from huanjie_desktop.services.workspace import create_workspace

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    theme.apply(application, TextSize.MEDIUM)
    workspace = create_workspace(folder / "测评.huanjie", "青禾县")
    form = next(form for form in workspace.catalog.forms.values() if form.kind == "persons")
    people = tuple(SubjectDraft(f"干部{at}") for at in range(SUBJECTS))
    draft = CampaignDraft(form.id, "青禾县", issued=SHEETS + 10, categories=(CategoryDraft("A"),), subjects=people)
    campaign, _ = campaigns.create_campaign(workspace, draft)
    told = counting.tallying_of(workspace, campaign.id)
    category = told.setup.categories[0].id
    made = [Sheet(category, "".join(chance.choices("1234", k=told.shape.cells))) for _ in range(SHEETS)]
    tallying.begin_round(workspace, campaign.id)
    tallying.add_sheets(workspace, campaign.id, 1, made)

    def one_more() -> None:
        tallying.add_sheet(workspace, campaign.id, 1, made[0])
        counting.counts_of(workspace, counting.tallying_of(workspace, campaign.id), 1)

    stored = statistics.median([_timed(one_more) for _ in range(5)])
    model = SheetModel()
    model.set_tallying(counting.tallying_of(workspace, campaign.id))
    pad = SheetPad(model)
    pad.resize(760, 620)
    pad.show()
    application.processEvents()
    keys = []
    for at in range(KEYS):

        def press(digit: str = str(at % GRADES + 1)) -> None:
            QTest.keyClicks(pad, digit)
            application.processEvents()

        keys.append(_timed(press))
        if model.keyed.complete:
            QTest.keyClick(pad, Qt.Key.Key_Return)
            model.keyed.clear()
    pad.close()
    workspace.close()
    return stored, keys


def _timed(run: Any) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000
