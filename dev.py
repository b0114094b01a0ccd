#!/usr/bin/env python3
"""What developers do with this project; standard library only, so that it runs before anything is installed.

python3 dev.py demo        set up, then open the demo county (or print its papers where there is no display)
python3 dev.py test        set up, then run the tests
python3 dev.py --help      the other verbs
"""

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_QT = {"aarch64": "6.8.0.2", "": "6.9.3"}  # the newest that UOS 20 and Kylin V10 start, "" for other machines
OLDEST_GLIBC_OF_CURRENT_QT = {"x86_64": (2, 34), "aarch64": (2, 39)}
DEBIAN_PACKAGES = {  # shared library -> Debian package that brings it
    "EGL": "libegl1",
    "GL": "libgl1",
    "glib-2.0": "libglib2.0-0",
    "wayland-cursor": "libwayland-cursor0",
    "wayland-egl": "libwayland-egl1",
    "xkbcommon": "libxkbcommon0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-sync": "libxcb-sync1",
    "xcb-xfixes": "libxcb-xfixes0",
    "xcb-xinerama": "libxcb-xinerama0",
    "xcb-xkb": "libxcb-xkb1",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
}


def say(text: str) -> None:
    """Tell the developer what is being done."""
    print(text, file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command in the project's folder; return its exit code."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}, check=False, stdout=output
    ).returncode


def must(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command and end with its exit code if it fails."""
    code = run(*command, env=env, quiet=quiet)
    if code:
        sys.exit(code)


class Environment:
    """A virtual environment of the project with its pinned packages."""

    def __init__(self, oldest: bool = False) -> None:
        self.folder = ROOT / (".venv-oldest" if oldest else ".venv")
        self.constraints = ROOT / (
            "constraints-oldest.txt"
            if oldest or needs_oldest_qt(platform.libc_ver(), platform.machine())
            else "constraints.txt"
        )

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def prepare(self) -> None:
        """Make the environment and install what is pinned, unless that is done already."""
        install_system_packages()
        stamp = self.folder / "prepared"
        wanted = self._fingerprint()
        if self.python.exists() and stamp.exists() and stamp.read_text() == wanted:
            return
        say(f"Setting up {self.folder.name} (some minutes the first time)")
        if not self.python.exists():
            make_venv(self.folder)
        pip = (self.python, "-m", "pip", "--disable-pip-version-check", "install", "-qq")
        must(*pip, "--require-hashes", "--only-binary", ":all:", "-r", self.constraints)
        must(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
        stamp.write_text(wanted)

    def _fingerprint(self) -> str:
        content = self.constraints.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
        return hashlib.sha256(content).hexdigest()


def needs_oldest_qt(libc: tuple[str, str], machine: str) -> bool:
    """Tell whether this Linux is too old for the current PySide6, as UOS 20 and Kylin V10 are."""
    name, version = libc
    least = OLDEST_GLIBC_OF_CURRENT_QT.get(machine)
    return name == "glibc" and least is not None and tuple(map(int, version.split(".")[:2])) < least


def make_venv(folder: Path) -> None:
    """Make a virtual environment, installing Debian's python3-venv when that is what is missing and it may."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not importlib.util.find_spec("ensurepip") and not apt_install([package]):
        sys.exit(f"This Python cannot make virtual environments. As root: apt-get install -y {package}")
    must(sys.executable, "-m", "venv", "--clear", folder)


def install_system_packages() -> None:
    """Bring Qt's shared libraries on Debian-like systems, or say the one command that does."""
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return
    missing = [package for library, package in DEBIAN_PACKAGES.items() if not ctypes.util.find_library(library)]
    if missing and not apt_install(missing):
        say(f"Qt needs system libraries. As root: apt-get install -y {' '.join(missing)}")


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages when this is root on a Debian-like system; return whether they are there now."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    run("apt-get", "update", "-qq", env=quiet)  # a new machine knows no packages; off line the known ones may do
    return run(*install, env=quiet, quiet=True) == 0


def prepared(oldest: bool = False) -> Environment:
    """Return the environment, ready to be used."""
    environment = Environment(oldest)
    environment.prepare()
    return environment


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def do_setup(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Set up and stop."""
    prepared()
    return 0


def do_run(_options: argparse.Namespace, rest: list[str]) -> int:
    """Start the program with the given arguments."""
    return run(prepared().python, "-m", "huanjie_desktop", *rest)


def do_demo(options: argparse.Namespace, _rest: list[str]) -> int:
    """Open the demo county in the window, or print its papers."""
    python = prepared().python
    if options.headless or not has_display():
        folder = Path(options.headless or "demo").resolve()
        return run(python, "-m", "workbench.demo_papers", folder, str(options.people), str(options.seed))
    folder = ROOT / "demo"
    found = sorted(folder.glob("*.huanjie"))
    if not found:
        size = ("--people", str(options.people), "--seed", str(options.seed))
        must(python, "-m", "huanjie_desktop", "demo", folder, *size)
        found = sorted(folder.glob("*.huanjie"))
    return run(python, "-m", "huanjie_desktop", found[0])


def do_test(options: argparse.Namespace, rest: list[str]) -> int:
    """Run the tests; other arguments go to pytest."""
    python = prepared(options.oldest).python
    marker = ("-m", "slow") if options.slow else ("-m", "not slow")
    spread = () if options.slow else ("-n", "2")
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    return run(python, "-m", "pytest", "-q", *spread, *marker, *rest, env=offscreen)


ON_WINDOWS = ("--platform", "win32", "--cache-dir", ".mypy_cache/win32", "-p", "huanjie_desktop", "-p", "workbench")


def do_check(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Check formatting, lint, types, layers and the catalogue; all of them, then fail if any did."""
    environment = prepared()
    python, tools = environment.python, environment.python.parent
    checks = {
        "format": (tools / "ruff", "format", "--check", "--quiet", "."),
        "lint": (tools / "ruff", "check", "--quiet", "."),
        "types": (python, "-m", "mypy"),
        "types on Windows": (python, "-m", "mypy", *ON_WINDOWS),
        "layers": (tools / "lint-imports", "--no-cache"),
        "catalogue": (python, "-m", "workbench.check_catalogue"),
    }
    failed = [name for name, command in checks.items() if run(*command)]
    say(f"check: failed: {', '.join(failed)}" if failed else f"check: {len(checks)} passed, 0 failed")
    return 1 if failed else 0


def do_bench(_options: argparse.Namespace, rest: list[str]) -> int:
    """Measure; prints one JSON object."""
    return run(prepared().python, "-m", "benchmarks", *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def do_faults(_options: argparse.Namespace, rest: list[str]) -> int:
    """Kill, cut, fill and flip in full counts; prints one JSON object."""
    return run(prepared().python, "-m", "tests.faults", *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def do_pins(options: argparse.Namespace, _rest: list[str]) -> int:
    """Renew both constraints files from pyproject.toml; pins stay unless --upgrade is given."""
    tools = ROOT / ".venv-pins"
    python = tools / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        make_venv(tools)
        must(python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "uv")
    compile_pins = (python, "-m", "uv", "-q", "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal",
                    "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header",
                    "--no-emit-index-url", "--no-emit-find-links", "--unsafe-package", "nothing")  # fmt: skip
    must(*compile_pins, *(["--upgrade"] if options.upgrade else []), "-o", "constraints.txt")
    shutil.copyfile(ROOT / "constraints.txt", ROOT / "constraints-oldest.txt")  # what stands there is kept but for Qt
    overrides = tools / "oldest.txt"
    overrides.write_text(
        "".join(
            f"{name}=={version} ; platform_machine {'==' if machine else '!='} 'aarch64'\n"
            for name in ("PySide6-Essentials", "shiboken6")
            for machine, version in OLDEST_QT.items()
        )
    )
    return run(*compile_pins, "--override", overrides, "-o", "constraints-oldest.txt")


def do_break(_options: argparse.Namespace, rest: list[str]) -> int:
    """Break lines on purpose, one at a time, and see which the tests notice; prints one JSON object."""
    return run(prepared().python, "-m", "workbench.break_on_purpose", *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def do_shots(options: argparse.Namespace, rest: list[str]) -> int:
    """Draw every page and dialog of the window to PNG."""
    folder = Path(options.folder).resolve()
    return run(prepared().python, "-m", "workbench.shots", folder, *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def do_proofs(options: argparse.Namespace, rest: list[str]) -> int:
    """Print every document at several sizes to PDF and PNG."""
    return run(prepared().python, "-m", "workbench.proofs", Path(options.folder).resolve(), *rest)


def do_soak(_options: argparse.Namespace, rest: list[str]) -> int:
    """Drive the whole window for minutes (20), and say whether it grows or slows down; prints one JSON object."""
    return run(prepared().python, "-m", "workbench.soak", *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def do_build(_options: argparse.Namespace, rest: list[str]) -> int:
    """Build the packaged program into dist/ and have it test itself."""
    return run(prepared().python, "-m", "workbench.build", *rest)


def do_release(_options: argparse.Namespace, rest: list[str]) -> int:
    """Make the release for offices, as root on Debian, and try it in clean systems; prints one JSON object."""
    return run(prepared().python, "-m", "workbench.release", *rest)


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; what is not known is handed on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, action in VERBS.items():
        verb = verbs.add_parser(name, help=action.__doc__)
        verb.set_defaults(action=action)
        if name == "demo":
            verb.add_argument("--headless", metavar="DIR")
            verb.add_argument("--people", type=int, default=1200)
            verb.add_argument("--seed", type=int, default=1)
        if name == "test":
            verb.add_argument("--oldest", action="store_true", help="on the oldest PySide6 that offices can run")
            verb.add_argument("--slow", action="store_true", help="the slow group only")
        if name == "pins":
            verb.add_argument("--upgrade", action="store_true", help="take the newest versions")
        if name in ("shots", "proofs"):
            verb.add_argument("folder", metavar="DIR")
    return parser.parse_known_args(arguments)


VERBS = {
    "setup": do_setup,
    "run": do_run,
    "demo": do_demo,
    "test": do_test,
    "check": do_check,
    "bench": do_bench,
    "faults": do_faults,
    "pins": do_pins,
    "break": do_break,
    "shots": do_shots,
    "proofs": do_proofs,
    "soak": do_soak,
    "build": do_build,
    "release": do_release,
}


if __name__ == "__main__":
    known, others = parse(sys.argv[1:])
    sys.exit(known.action(known, others))
