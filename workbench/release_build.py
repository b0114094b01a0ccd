"""The program built in the old root: wheels fetched outside by pip as it is set up here, everything else inside without network."""

import ensurepip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from workbench.release_python import PREFIX, PYTHON
from workbench.release_root import ReleaseError, Root, keep

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints-oldest.txt"
PYTHON_VERSION = "3.11"
NEWEST_GLIBC = 31  # of the root: wheels for it and all before
SOURCES = (
    "huanjie_desktop",
    "workbench",
    "benchmarks",
    "resources",
    "db",
    "docs",
    "build.spec",
    "pyproject.toml",
    "dev.py",
)
_DEBIAN_WHEELS = Path("/usr/share/python-wheels")
_VENV = "/build/venv"
_INSTALL = f"""
set -e
{PREFIX}/bin/{PYTHON} -m venv --clear --without-pip {_VENV}
PYTHONPATH="$(ls /build/pip/pip-*.whl)" {_VENV}/bin/python -m pip install -qq --no-index --find-links /build/wheels \\
    --disable-pip-version-check --require-hashes --only-binary :all: -r /build/wheels/constraints.txt
{_VENV}/bin/python -m compileall -qq {_VENV}/lib || true
"""


def fetch_wheels(cache: Path) -> Path:
    """Return the folder with all pinned wheels for the root's Python, checked by their hashes."""
    recipe = f"{CONSTRAINTS.read_text(encoding='utf-8')}{PYTHON_VERSION}{NEWEST_GLIBC}"
    return keep(cache, "wheels", recipe, _download)


def _download(folder: Path) -> None:
    if sys.version_info[:2] != (3, 11):  # pip reads the pins' conditions with the Python that runs it
        raise ReleaseError(f"The pins are for Python {PYTHON_VERSION}; set up with it, as Debian 12 has it.")
    platforms = [f"manylinux_2_{minor}_x86_64" for minor in range(NEWEST_GLIBC, 4, -1)]
    platforms += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
    abis = (f"cp{PYTHON_VERSION.replace('.', '')}", "abi3", "none")
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps", "--only-binary", ":all:",
            "--require-hashes", "-r", CONSTRAINTS, "-d", folder, "--implementation", "cp", "--python-version", PYTHON_VERSION,
            *(part for each in platforms for part in ("--platform", each)), *(part for each in abis for part in ("--abi", each)),
        ],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise ReleaseError(f"The wheels were not fetched.\n{done.stderr[-3000:]}")
    shutil.copyfile(CONSTRAINTS, folder / "constraints.txt")


def find_pip() -> Path:
    """Return the folder with the wheel of pip that Python, or Debian, brings for new environments."""
    for folder in (Path(ensurepip.__file__).parent / "_bundled", _DEBIAN_WHEELS):
        if any(folder.glob("pip-*.whl")):
            return folder
    raise ReleaseError("This Python brings no pip. As root: apt-get install -y python3-venv")


def install_packages(root: Root, wheels: Path) -> None:
    """Install the pinned packages in the root, unless these are there already."""
    stamp = root.folder / "build" / "installed"
    wanted = wheels.name
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    within = Root(root.folder, binds={wheels: "/build/wheels", find_pip(): "/build/pip"})
    within.run("sh", "-c", _INSTALL, network=False)
    stamp.write_text(wanted, encoding="utf-8")


def build_program(root: Root, folder: Path, plugin: Path | None) -> dict[str, Any]:
    """Build in the root from this source tree into `folder`, checked for the oldest offices; return what the build says.

    `plugin` is fcitx's, with its licences beside it; without one the program is built without.
    """
    source = root.folder / "build" / "source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, source / name)
    command = [
        "sh",
        "-c",
        f'cd /build/source && exec {_VENV}/bin/python -m workbench.build --for-offices "$@"',
        "build",
    ]
    if plugin is not None:
        shutil.copytree(plugin, source / "fcitx")
        command += ["--fcitx", "/build/source/fcitx"]
    said = root.run(*command, network=False)
    report: dict[str, Any] = json.loads(said.splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source / report["folder"], folder, symlinks=True)
    return report
