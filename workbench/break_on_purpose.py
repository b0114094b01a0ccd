"""Breaks lines of the program on purpose, one at a time, and sees which of them the tests notice.

python dev.py break [--only TEXT] [--workers N]

The breaks stand in workbench/breaks.toml: a file, the text of a line (which must stand there once), what is put in its
place, and the tests that have to notice. A break whose text is gone is stale and fails the run. Prints one JSON object;
what was not noticed is named in it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("huanjie_desktop", "tests", "resources", "db", "workbench", "benchmarks", "docs", "pyproject.toml", "dev.py")
SECONDS = 600


class Break(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line broken: `find` stands once in `file`; `tests` are paths or node ids for pytest."""

    file: str
    find: str
    put: str
    tests: tuple[str, ...]


class Breaks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list."""

    breaks: tuple[Break, ...]


def read_breaks() -> tuple[Break, ...]:
    """Return all breaks; ValueError names those whose text does not stand once in its file."""
    breaks = msgspec.toml.decode((ROOT / "workbench" / "breaks.toml").read_bytes(), type=Breaks).breaks
    stale = [f"{each.file}: {each.find!r}" for each in breaks if _times(each) != 1]
    if stale:
        raise ValueError("stale breaks:\n" + "\n".join(stale))
    return breaks


def _times(each: Break) -> int:
    path = ROOT / each.file
    return path.read_text(encoding="utf-8").count(each.find) if path.exists() else 0


def copy_of_the_program(folder: Path) -> Path:
    """Copy what the tests need, so that the program itself is never touched."""
    for part in PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    for name in ("README.md", "CHANGELOG.md", "build.spec", "constraints.txt", "constraints-oldest.txt"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def is_noticed(each: Break | None, folder: Path, tests: tuple[str, ...]) -> bool:
    """Tell whether the tests fail on a copy with this line broken (None: on the copy as it is)."""
    path, whole = None, ""
    if each is not None:
        path = folder / each.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(whole.replace(each.find, each.put), encoding="utf-8")
    try:
        command = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)
        env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True  # a test that hangs is noticed
    finally:
        if path is not None:
            path.write_text(whole, encoding="utf-8")
    if done.returncode in (4, 5):  # wrong arguments, no tests
        raise RuntimeError(done.stdout.decode(errors="replace")[-2000:] + done.stderr.decode(errors="replace")[-500:])
    return done.returncode != 0


def try_breaks(breaks: tuple[Break, ...], workers: int) -> list[Break]:
    """Break each line in a copy of its own; return what nothing noticed."""
    free: SimpleQueue[Path] = SimpleQueue()

    def attempt(each: Break) -> bool:
        folder = free.get()
        try:
            seen = is_noticed(each, folder, each.tests)
        finally:
            free.put(folder)
        print(f"{'noticed' if seen else 'MISSED '} {each.file}: {each.find.strip()[:80]}", file=sys.stderr, flush=True)
        return seen

    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(workers) as pool:
        for number in range(workers):
            (folder := Path(place) / str(number)).mkdir()
            free.put(copy_of_the_program(folder))
        noticed = list(pool.map(attempt, breaks))
    return [each for each, seen in zip(breaks, noticed, strict=True) if not seen]


def main(arguments: list[str] | None = None) -> int:
    """Try them and print what came of it; 1 where more than one in twenty was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="breaks whose file or text holds this")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    chosen = tuple(each for each in read_breaks() if options.only in each.file or options.only in each.find)
    missed = try_breaks(chosen, options.workers)
    said: dict[str, Any] = {
        "tried": len(chosen),
        "in qt": sum("/qt/" in each.file for each in chosen),
        "noticed": len(chosen) - len(missed),
        "missed": [{"file": each.file, "line": each.find.strip()} for each in missed],
    }
    print(json.dumps(said, ensure_ascii=False, indent=1))
    return 0 if len(missed) * 20 <= len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
