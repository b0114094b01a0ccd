"""The program opens no network socket: heard in the whole suite, and no module that could is imported."""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import huanjie_desktop
from tests import sockets

PACKAGE = Path(huanjie_desktop.__file__).parent
NETWORK = {"asyncio", "ftplib", "http", "imaplib", "requests", "smtplib", "socket", "socketserver", "ssl", "urllib"}
HARMLESS = ("urllib.parse",)  # takes names apart and opens nothing


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
