"""The program opens no network socket: heard in the whole suite, and no module that could is imported."""

import ast
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import huanjie_desktop
from tests import sockets

PACKAGE = Path(huanjie_desktop.__file__).parent
NETWORK = {"asyncio", "ftplib", "http", "imaplib", "requests", "smtplib", "socket", "socketserver", "ssl", "urllib"}
HARMLESS = ("urllib.parse",)  # takes names apart and opens nothing

STRACE = shutil.which("strace")
HOSTILE = {
    "CUPS_SERVER": "127.0.0.1:9631",
    "DBUS_SESSION_BUS_ADDRESS": "tcp:host=127.0.0.1,port=9",
    "AT_SPI_BUS_ADDRESS": "tcp:host=127.0.0.1,port=9",
    "SESSION_MANAGER": "tcp/127.0.0.1:9",
    "QT_QPA_GENERIC_PLUGINS": "tuiotouch",
}
# as where CUPS has its socket and a printer, so that Qt's dialog is made whatever this machine has
PRINT = """
import os
from huanjie_desktop.surroundings import stay_local
stay_local(os.environ)
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication
from huanjie_desktop import surroundings
from huanjie_desktop.qt.widgets import printing
application = QApplication([])
surroundings.has_print_service = lambda _environment: True
print(QPrinterInfo.availablePrinterNames())
printing.QPrinterInfo.availablePrinterNames = staticmethod(lambda: ["甲"])
QPrintDialog(printing.make_printer("名册", 2))
"""


def imported(file: Path) -> Iterator[str]:
    """Return the full names that a module imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_hook_hears_and_refuses() -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("localhost", 80)
    assert [note.split("(")[0] for note in sockets.opened] == ["socket.__new__", "socket.getaddrinfo"]
    sockets.opened.clear()


def test_a_test_that_opens_a_socket_fails_even_if_the_error_is_swallowed(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import contextlib, socket
        def test_swallows():
            with contextlib.suppress(OSError):
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        """
    )
    pytester.syspathinsert(Path(__file__).parent.parent)
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1, errors=1)
    sockets.opened.clear()


def test_no_module_imports_a_network_library() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 50
    found = [
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files
        for name in imported(file)
        if (name.split(".")[0] in NETWORK and not name.startswith(HARMLESS)) or "QtNetwork" in name
    ]
    assert found == []


def calls_of(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run Python under strace; return its exit code and the system calls about sockets of it and its children."""
    assert STRACE is not None
    log = folder / "calls"
    command = (STRACE, "-f", "-qq", "-e", "trace=network", "-o", str(log), sys.executable, *arguments)
    env = {**os.environ, **HOSTILE, "HUANJIE_USER_FOLDER": str(folder), **environment}
    done = subprocess.run(command, check=False, env=env, cwd=PACKAGE.parent, capture_output=True, timeout=300)
    return done.returncode, log.read_text(encoding="utf-8", errors="replace")


@pytest.mark.skipif(STRACE is None, reason="strace is not here")
def test_the_system_sees_no_network_socket_of_the_self_test(tmp_path: Path) -> None:
    code, calls = calls_of(tmp_path, "-m", "huanjie_desktop", "--self-test")
    assert (code, "AF_INET" in calls) == (0, False)


@pytest.mark.skipif(STRACE is None, reason="strace is not here")
def test_the_system_sees_no_network_socket_of_the_print_dialog(tmp_path: Path) -> None:
    code, calls = calls_of(tmp_path, "-c", PRINT)
    assert (code, "AF_INET" in calls) == (0, False)
    assert "/run/cups/cups.sock" in calls


@pytest.mark.skipif(STRACE is None, reason="strace is not here")
@pytest.mark.parametrize("host", ["127.0.0.1", ""])
def test_the_system_sees_no_network_socket_of_a_missing_screen(tmp_path: Path, host: str) -> None:
    free = next(
        number for number in range(77, 1000) if not Path(tempfile.gettempdir(), ".X11-unix", f"X{number}").exists()
    )
    screen = f"{host}:{free}"
    code, calls = calls_of(tmp_path, "-m", "huanjie_desktop", QT_QPA_PLATFORM="xcb", DISPLAY=screen)
    assert code != 0
    assert "AF_INET" not in calls


def test_only_one_function_makes_a_printer() -> None:
    made = [
        file.name
        for file in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QPrinter"
    ]
    assert made == ["printing.py"]
