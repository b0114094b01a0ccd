"""The folder starts in clean systems without Python, Qt or a network, and says why where it does not."""

import json
import re
from pathlib import Path

import pytest

from huanjie_desktop.qt.main_window.pages import PAGES
from tests.release.conftest import Sit
from tests.release.systems import HOME, OPENGL, Clerk
from workbench.bundle import EXPECTED_LIBRARIES
from workbench.elf_needs import find_callers, find_excess, find_outer_libraries

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PLACE = "/opt/换届 工作台/huanjie-desktop"
PROGRAM = f"{PLACE}/huanjie-desktop"


def take_away(clerk: Clerk, *libraries: str) -> None:
    """Remove libraries from the system for this while."""
    for name in libraries:
        clerk.root.run("sh", "-c", f"rm -f /usr/lib/x86_64-linux-gnu/{name}*")


def test_no_file_needs_more_than_offices_have(made: Path) -> None:
    folder = made / "huanjie-desktop"
    assert list(map(str, find_excess(folder))) == []
    assert [name for name in find_outer_libraries(folder) if not EXPECTED_LIBRARIES.match(name)] == []


def test_what_could_ask_for_a_network_is_known(made: Path) -> None:
    """None of these does: Python's sockets (email, for packages' versions), OpenSSL in SQLCipher, Pillow's own libxcb."""
    found = find_callers(made / "huanjie-desktop", frozenset({"connect", "getaddrinfo", "gethostbyname", "sendto"}))
    assert sorted(re.sub(r"[.-].*", "", Path(name).name) for name in found) == ["_socket", "_sqlite3", "libxcb"]


@pytest.mark.parametrize("opengl", ["with", "without"])
@pytest.mark.parametrize("suite", ["bullseye", "bookworm", "trixie"])
def test_it_tests_itself(sit: Sit, suite: str, opengl: str) -> None:
    with sit(suite, PLACE) as clerk:
        if opengl == "without":
            take_away(clerk, *OPENGL)
        done = clerk.run(PROGRAM, "--self-test")
        assert done.returncode == 0, done.stdout + done.stderr
        said = json.loads(done.stdout.splitlines()[-1])
        assert (said["ok"], said["platform"], said["sockets"]) == (True, "xcb", [])
        assert (said["pages"], said["imported"], said["reported"], said["restored"]) == (len(PAGES), 40, 40, 40)


@pytest.mark.parametrize("suite", ["bullseye"])
@pytest.mark.parametrize(
    ("library", "named"), [("libX11-xcb.so.1", "libX11-xcb.so.1"), ("libfontconfig", "libfontconfig.so.1")]
)
def test_missing_libraries_are_said(sit: Sit, suite: str, library: str, named: str) -> None:
    with sit(suite, PLACE) as clerk:
        take_away(clerk, library)
        done = clerk.run("sh", "-c", f"cp -a '{PLACE}' {HOME}/copy && {HOME}/copy/huanjie-desktop")
        assert done.returncode != 0
        said = clerk.run("cat", f"{HOME}/copy/打不开的原因.txt", LANG="C.UTF-8").stdout
        assert named in said
        assert "请让管理员装上后再打开。" in said


@pytest.mark.parametrize("suite", ["bullseye"])
def test_a_place_that_runs_nothing_is_said(sit: Sit, suite: str) -> None:
    with sit(suite, PLACE) as clerk:
        stick = f"{HOME}/stick"
        script = f"cp -a '{PLACE}' {stick}; mount --bind {stick} {stick}; mount -o remount,bind,noexec {stick}"
        done = clerk.root.run_freely("sh", "-c", f"{script}; sh {stick}/huanjie-desktop; cat {stick}/打不开的原因.txt")
        assert "不允许运行程序" in done.stdout


@pytest.mark.parametrize("suite", ["bullseye"])
def test_a_home_that_cannot_be_written_is_said_in_the_window(sit: Sit, suite: str) -> None:
    with sit(suite, PLACE) as clerk, clerk.meanwhile(f"'{PROGRAM}'", XDG_CONFIG_HOME="/proc/none"):
        clerk.window("没有做成", 20)
