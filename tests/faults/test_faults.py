"""Every fault in its short form, each in a process of its own; and the counting itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.registry import FAULTS, Fault, Tally, all_faults, fault

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(330)  # longer than the process may take, on a machine that is busy
@pytest.mark.parametrize("name", all_faults())
def test_nothing_is_lost(name: str) -> None:
    command = [sys.executable, "-m", "tests.faults", "--short", "--only", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)["faults"][name]
    assert said["ok"], said
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("tally", "ok"),
    [
        (Tally(), False),
        (Tally(tried=3), True),
        (Tally(tried=3, bad={"lost": 1}), False),  # type: ignore[arg-type]
        (Tally(tried=3, control={"lost": 0}), False),  # type: ignore[arg-type]
        (Tally(tried=3, bad={"lost": 0}, control={"lost": 2}), True),  # type: ignore[arg-type]
    ],
)
def test_a_tally_is_good_when_nothing_bad_happened_and_the_control_did(tally: Tally, ok: bool) -> None:
    assert tally.ok is ok
    assert tally.as_json()["ok"] is ok


def test_a_fault_has_a_folder_of_its_own_and_one_name() -> None:
    def harm(count: int, seed: int, folder: Path) -> Tally:
        assert list(folder.iterdir()) == []
        return Tally(tried=count)

    assert Fault("x", 10, 1, harm).try_it(7, 1).tried == 7
    taken = next(iter(all_faults()), None) or "x"
    FAULTS.setdefault(taken, Fault(taken, 1, 1, harm))
    with pytest.raises(ValueError, match="two faults"):
        fault(taken, full=1, short=1)(harm)
