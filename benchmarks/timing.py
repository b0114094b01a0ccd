"""Times what is measured."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent


def seconds_of(run: Callable[[], object], times: int = 3) -> float:
    """Return the median seconds that a call takes."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return median(taken)


def seconds_to_first_line(command: Sequence[str | Path], user_folder: Path, times: int = 5) -> float:
    """Return the median seconds from the start of a process to the first line it prints."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HUANJIE_USER_FOLDER": str(user_folder)}
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        with subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            taken.append(time.perf_counter() - started)
            process.communicate(timeout=120)
        if not line or process.returncode:
            sys.exit(f"{command} ended with {process.returncode}")
    return median(taken)
