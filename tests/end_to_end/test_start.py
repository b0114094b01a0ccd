"""What the start of the window reads: nobody waits for modules that the first page does not need."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST = "huanjie_desktop.app", "huanjie_desktop.qt.pages.home", "huanjie_desktop.services.findings"
LATER = (
    "huanjie_desktop.exchange",
    "huanjie_desktop.documents.pdf",
    "huanjie_desktop.qt.pages.rosters",
    "lxml",
    "reportlab",
    "PIL",
)


def test_what_needs_no_qt_is_read_before_it() -> None:
    code = (
        "import sys; from importlib import import_module; from huanjie_desktop.__main__ import BEFORE_QT\n"
        "for each in BEFORE_QT: import_module(f'huanjie_desktop.{each}')\n"
        "print(sum(each.startswith('huanjie_desktop.') for each in sys.modules), 'PySide6' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True, timeout=60
    )
    count, qt = done.stdout.split()
    assert (int(count) > 100, qt) == (True, "False")


def test_the_first_page_waits_for_no_reader_or_writer_of_files() -> None:
    code = f"import sys, {', '.join(FIRST)}; print(*[each for each in sys.modules if each.startswith({LATER!r})], sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == []


def test_the_roster_page_waits_for_no_reader_or_writer_of_files() -> None:
    later = tuple(each for each in LATER if "qt.pages" not in each)
    code = (
        "import sys, huanjie_desktop.qt.pages.rosters\n"
        f"print(*[each for each in sys.modules if each.startswith({(*later, 'huanjie_desktop.documents.compose')!r})], sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == []
