"""The process that reads spreadsheets: its limits, its end, and that nobody waits for it in vain."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from huanjie_desktop.domain.errors import Cancelled, UserError
from huanjie_desktop.exchange import spreadsheet
from huanjie_desktop.exchange.reading_process import VERB
from huanjie_desktop.exchange.spreadsheet import read_book
from huanjie_desktop.paths import program_folder
from tests.exchange.books import simple

PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from huanjie_desktop.exchange import reading_process as r; "
PERSON = (1, "林木", "男", "汉族", "1985.07", "", "干部", "")


def children() -> list[int]:
    return [each.pid for each in psutil.Process().children()]


@contextmanager
def reading_with(monkeypatch: pytest.MonkeyPatch, code: str) -> Iterator[None]:
    """Have the reading process run other code, and see that none is left."""
    monkeypatch.setattr(spreadsheet, "_FROM_SOURCE", PROGRAM + code)
    before = children()
    yield
    assert children() == before


def test_it_hands_over_the_same_and_is_gone(tmp_path: Path) -> None:
    before = children()
    assert list(read_book(simple(tmp_path / "a.xlsx", PERSON)).sheet().rows[1]) == [1.0, *PERSON[1:]]
    assert children() == before


def test_more_memory_than_it_may_take_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = simple(tmp_path / "a.xlsx", PERSON)
    with (
        reading_with(monkeypatch, "r._write_book = lambda *_: bytearray(2 << 30); r.serve(sys.argv[3])"),
        pytest.raises(UserError, match=r"“a.xlsx”的内容太大"),
    ):
        read_book(path)


@pytest.mark.parametrize("ending", ["os.abort()", "os._exit(3)", "out.write(b'r' * 5) and out.flush() or os._exit(1)"])
def test_a_reader_that_dies_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    path = simple(tmp_path / "a.xlsx", PERSON)
    with (
        reading_with(monkeypatch, f"import os; r._write_book = lambda out, _: {ending}; r.serve(sys.argv[3])"),
        pytest.raises(UserError, match=r"“a.xlsx”的内容太大"),
    ):
        read_book(path)


def test_one_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = simple(tmp_path / "a.xlsx", PERSON)
    monkeypatch.setattr(spreadsheet, "SECONDS", 0.3)
    started = time.monotonic()
    with (
        reading_with(monkeypatch, "import time; r._write_book = lambda *_: time.sleep(60); r.serve(sys.argv[3])"),
        pytest.raises(UserError, match="还没有读完"),
    ):
        read_book(path)
    assert time.monotonic() - started < 10


def test_stopping_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopper:
        def step(self, done: int, total: int | None, text: str) -> None:
            assert "a.xlsx" in text
            raise Cancelled

    path = simple(tmp_path / "a.xlsx", PERSON)
    with (
        reading_with(monkeypatch, "import time; r._write_book = lambda *_: time.sleep(60); r.serve(sys.argv[3])"),
        pytest.raises(Cancelled),
    ):
        read_book(path, Stopper())


def test_a_fault_of_ours_is_no_sentence_about_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = simple(tmp_path / "a.xlsx", PERSON)
    with (
        reading_with(monkeypatch, "r._write_book = lambda *_: 1 / 0; r.serve(sys.argv[3])"),
        pytest.raises(RuntimeError, match="ZeroDivisionError"),
    ):
        read_book(path)
    with reading_with(monkeypatch, "sys.exit(7)"), pytest.raises(RuntimeError, match="ended with 7"):
        read_book(path)


def test_it_loads_neither_the_window_nor_the_services(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from huanjie_desktop.__main__ import main; code = main(sys.argv[2:]); "
        "print(*[each for each in sys.modules if 'PySide6' in each or 'services' in each or each == 'socket'], file=sys.stderr)"
    )
    path = simple(tmp_path / "a.xlsx", PERSON)
    done = subprocess.run(
        [sys.executable, "-c", code, str(program_folder()), VERB, str(path)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert done.stderr.strip() == b""
    assert "林木".encode() in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this system")
def test_a_bomb_that_nobody_has_thought_of_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名\n" + "甲,乙,丙,丁,戊,己,庚,辛,壬,癸\n" * 60_000, encoding="utf-8")
    limited = "r.MOST_MEMORY = 64 << 20; r.serve(sys.argv[3])"
    with reading_with(monkeypatch, limited), pytest.raises(UserError, match=r"“a.csv”的内容太大"):
        read_book(path)
