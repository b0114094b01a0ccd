"""Clean systems to try a release in: Debian roots with what a desktop has, a screen, and an ordinary user without network."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from workbench.release_root import Root, cache_folder, keep, make_root

DESKTOP = (
    "libcups2", "libdbus-1-3", "libegl1", "libfontconfig1", "libfreetype6", "libgl1", "libglib2.0-0", "libx11-6", "libx11-xcb1",
    "libxcb1", "libglib2.0-bin", "dbus", "desktop-file-utils", "hicolor-icon-theme", "shared-mime-info",
)  # fmt: skip
RENAMED = {"trixie": {"libcups2": "libcups2t64", "libglib2.0-0": "libglib2.0-0t64"}}
MORE = {
    "bullseye": ("fcitx", "fcitx-googlepinyin", "fcitx-module-dbus"),
    "bookworm": ("fcitx5", "fcitx5-chinese-addons"),
    "trixie": (),
}
USER = 1000
HOME = "/srv/clerk"
SCREENS = Path("/", "tmp", ".X11-unix")
OPENGL = ("libEGL.so.1", "libGL.so.1", "libGLX.so.0", "libGLdispatch.so.0")


def system(suite: str) -> Root:
    """Return the clean root of a Debian release; made unless it is kept."""
    packages = [RENAMED.get(suite, {}).get(name, name) for name in (*DESKTOP, *MORE[suite])]

    def make(folder: Path) -> None:
        make_root(suite, packages, folder)
        Root(folder).run("useradd", "--create-home", "--home-dir", HOME, "--uid", str(USER), "clerk")
        (folder / "tmp" / SCREENS.name).mkdir()

    return Root(keep(cache_folder(os.environ), f"clean{suite}", "\n".join((suite, HOME, *packages)), make))


@contextmanager
def screen() -> Iterator[str]:
    """Give the number of a virtual screen."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset")
    process = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    try:
        os.close(writing)
        yield os.read(reading, 16).decode().strip()
    finally:
        os.close(reading)
        process.terminate()
        process.wait()


class Clerk:
    """An ordinary user on a system for a while, with a screen and without network."""

    def __init__(self, root: Root, display: str) -> None:
        self.root, self.display = root, f":{display}"
        self.env = {"HOME": HOME, "DISPLAY": self.display, "XDG_RUNTIME_DIR": HOME, "LANG": "C"}

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return self.root.run_freely(*command, env={**self.env, **env}, network=False, user=USER)

    @contextmanager
    def meanwhile(self, script: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a script in a D-Bus session while something else is done; it ends with what it started."""
        command = self.root.command("dbus-run-session", "--", "sh", "-c", script, network=False, user=USER)
        path = "/usr/local/bin:/usr/bin:/bin"
        process = subprocess.Popen(command, env={"PATH": f"{path}:/usr/sbin:/sbin", **self.env, **env})
        try:
            yield process
        finally:
            for each in psutil.Process(process.pid).children(
                recursive=True
            ):  # who changed the user outlives its parent
                with contextlib.suppress(psutil.NoSuchProcess):  # it ended with the one before
                    each.kill()
            process.kill()
            process.wait()

    def window(self, title: str, within: float) -> str:
        """Wait for a window and return its number."""
        found: list[str] = []

        def look() -> bool:
            found[:] = self.xdotool("search", "--onlyvisible", "--name", title).split()
            return bool(found)

        wait(look, within, f"no window “{title}”")
        return found[-1]

    def xdotool(self, *arguments: str) -> str:
        """Type and look from outside."""
        env = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(["xdotool", *arguments], env=env, check=False, capture_output=True, text=True).stdout

    def keys(self, *keys: str) -> None:
        """Press keys, as fast as a quick typist."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            time.sleep(0.12)  # an input method answers by D-Bus; there is nothing to wait for


def wait(done: Callable[[], bool], within: float, what: str) -> float:
    """Wait until something is so; return after how many seconds."""
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > within:
            raise AssertionError(f"{what} within {within} s")
        time.sleep(0.02)
    return time.monotonic() - begun


def own(folder: Path) -> None:
    """Give a folder with all in it to the clerk."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, USER, USER)
