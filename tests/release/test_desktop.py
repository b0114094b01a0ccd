"""Installed by its package: in the menu, opened by a double-click on a file, and removed without touching what is the user's."""

from pathlib import Path

import pytest

from huanjie_desktop.services.demo.county import FEWEST, make_demo
from tests.release.conftest import Sit
from tests.release.systems import HOME, Clerk, own, wait
from workbench.release import DEB, UOS_DEB
from workbench.release_deb import PACKAGE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
LIMIT = 2.0
WARM = 30.0


def bring_file(home: Path) -> str:
    """Make a workspace on the clerk's desktop; return where it is for the clerk."""
    made = make_demo(home / "桌面", FEWEST).workspace
    own(home)
    return f"{HOME}/桌面/{made.name}"


def installed(clerk: Clerk, made: Path, name: str) -> None:
    """Install a package as an administrator does."""
    (clerk.root.binds_of(HOME) / name).hardlink_to(made / name)
    clerk.root.run("dpkg", "-i", f"{HOME}/{name}", network=False)


def opened(clerk: Clerk, file: str, within: float) -> float:
    """Open a file as a file manager does; return after how many seconds the window was there."""
    with clerk.meanwhile(f"gio open '{file}'; sleep 60"):
        return wait(
            lambda: bool(clerk.xdotool("search", "--onlyvisible", "--name", "青禾县.*换届工作台")), within, "no window"
        )


@pytest.mark.parametrize("suite", ["bullseye", "bookworm", "trixie"])
def test_the_package_is_installed_and_removed(sit: Sit, made: Path, suite: str) -> None:
    with sit(suite) as clerk:
        file = bring_file(clerk.root.binds_of(HOME))
        installed(clerk, made, DEB)
        told = clerk.run("gio", "mime", "application/x-huanjie-workspace").stdout
        assert f"{PACKAGE}.desktop" in told
        assert (
            "application/x-huanjie-workspace" in clerk.run("gio", "info", "-a", "standard::content-type", file).stdout
        )
        assert clerk.run("test", "-f", f"/usr/share/icons/hicolor/256x256/apps/{PACKAGE}.png").returncode == 0
        opened(clerk, file, WARM)  # the first time it is read from the disk
        before = clerk.run("sh", "-c", f"cat '{file}' | sha256sum; ls -R {HOME}/.config").stdout
        clerk.root.run("dpkg", "-r", PACKAGE, network=False)
        assert clerk.run("sh", "-c", f"cat '{file}' | sha256sum; ls -R {HOME}/.config").stdout == before
        left = clerk.run("sh", "-c", f"ls -d /opt/apps/* /usr/share/applications/{PACKAGE}.desktop").stdout
        assert left == ""


@pytest.mark.parametrize("suite", ["bookworm", "trixie"])
def test_a_file_opens_in_the_window(sit: Sit, made: Path, suite: str) -> None:
    with sit(suite) as clerk:
        file = bring_file(clerk.root.binds_of(HOME))
        installed(clerk, made, DEB)
        opened(clerk, file, WARM)
        assert min(opened(clerk, file, WARM) for _ in range(3)) < LIMIT


@pytest.mark.parametrize("suite", ["bullseye"])
def test_the_package_for_uos_is_installed(sit: Sit, made: Path, suite: str) -> None:
    with sit(suite) as clerk:
        installed(clerk, made, UOS_DEB)
        place = f"/opt/apps/{PACKAGE}"
        told = clerk.run(
            "sh", "-c", f"cd {place} && find entries info | sort; ls /usr/share/applications"
        ).stdout.split()
        assert f"entries/applications/{PACKAGE}.desktop" in told
        assert f"{PACKAGE}.desktop" not in told
        assert clerk.run(f"{place}/files/huanjie-desktop", "--self-test").returncode == 0
