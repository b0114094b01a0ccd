"""Soaking: what counts as growing and as slower; and a short soak of the real window."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.soak_figures import Figures, quarters

ROOT = Path(__file__).resolve().parent.parent
MB = 1 << 20


def figures(memory: list[int], widgets: list[int], times: list[tuple[float, float]]) -> Figures:
    made = Figures()
    for bytes_, count, (seconds, busy) in zip(memory, widgets, times, strict=True):
        made.add_round(bytes_ * MB, count)
        made.add_time("walk", seconds, busy)
    return made


FLAT = [300, 340, 350, *[360] * 9]


def test_what_warms_up_does_not_count() -> None:
    told = figures([100, 200, 300, *[400] * 9], [10, 500, 900, *[1000] * 9], [(0.5, 0.4)] * 12)
    assert told.over() == []
    assert told.told()["grown_mb"] == 0


def test_memory_may_grow_by_fifty() -> None:
    calm = [(0.5, 0.4)] * 12
    assert figures([300] * 9 + [350] * 3, [9] * 12, calm).over() == []
    assert figures([300] * 9 + [351] * 3, [9] * 12, calm).over() == ["memory grew by 51 MB"]
    assert figures([300] * 6 + [900] + [300] * 5, [9] * 12, calm).over() == []  # a peak is not growth


def test_widgets_may_not_grow_at_all() -> None:
    calm = [(0.5, 0.4)] * 12
    assert figures(FLAT, [9] * 11 + [10], calm).over() == ["widgets grew from 9 to 10"]
    assert figures(FLAT, [9] * 11 + [8], calm).over() == []


def test_an_action_is_slower_where_the_program_itself_is() -> None:
    calm, slow = [(0.5, 0.4)] * 9, [(0.7, 0.55)] * 3
    assert figures(FLAT, [9] * 12, [*calm, *slow]).over() == ["walk took 500 ms, then 700 ms"]
    assert figures(FLAT, [9] * 12, [*calm, *[(0.59, 0.47)] * 3]).over() == []
    assert figures(FLAT, [9] * 12, [*calm, *[(0.9, 0.4)] * 3]).over() == []  # others were at work on the machine
    assert figures(FLAT, [9] * 12, [*[(0.02, 0.02)] * 9, *[(0.03, 0.03)] * 3]).over() == []
    busy = figures(FLAT, [9] * 12, [*calm, *slow])
    for seconds in [0.1] * 9 + [0.14] * 3:
        busy.add_time("reference", seconds, seconds)
    assert busy.over() == []  # the machine itself became as much slower
    assert busy.told()["milliseconds"]["walk"] == [500, 500, 400, 393]


def test_quarters_are_medians() -> None:
    assert quarters([1, 9, 2, 5, 5, 5, 5, 5, 8, 3, 8, 8]) == (2, 8)
    assert quarters([4.0]) == (4, 4)
    assert quarters([]) == (0, 0)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_short_soak_stays_as_it_was() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "workbench.soak", "1", "--people", "120"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told = json.loads(run.stdout)
    assert told["rounds"] >= Figures.LEAST
    assert told["over"] == []
    assert set(told["milliseconds"]) >= {"preview_roster", "edit_and_undo", "give_dialogs_up", "reopen"}
