"""Hears of every network socket that Python code opens while the tests run, and refuses it."""

import socket
import sys
from typing import Any

INTERNET = {int(socket.AF_INET), int(socket.AF_INET6)}
REFUSED = {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
opened: list[str] = []


def refuse_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: note the socket, so that the test fails also where the error is caught, and raise."""
    if event in REFUSED or (event == "socket.__new__" and int(arguments[1]) in INTERNET):
        opened.append(f"{event}{arguments[1:]}")
        raise ConnectionRefusedError(f"the program opens no sockets: {event}{arguments[1:]}")


def watch() -> None:
    """Start to listen; an audit hook stays for the life of the process."""
    sys.addaudithook(refuse_sockets)
