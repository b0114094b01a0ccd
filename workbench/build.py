"""Build the packaged program from build.spec into dist/, check what is in it, and have it test itself.

python3 dev.py build [--for-offices] [--fcitx DIR]

With --for-offices it fails where a file needs newer libraries than the oldest offices have.
"""

import argparse
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from workbench.bundle import EXPECTED_LIBRARIES, find_forbidden, size_of
from workbench.elf_needs import find_excess, find_outer_libraries

ROOT = Path(__file__).resolve().parent.parent
NAME = "huanjie-desktop"
DIST = ROOT / "dist" / NAME
LICENCE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
ICON_SIDES = (16, 24, 32, 48, 64, 128, 256)
PACKER = "PyInstaller"  # its loader is in the program


def draw_icon(folder: Path) -> None:
    """Draw the program's mark as PNG and ICO."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / "program.svg"))
    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.save(str(folder / "program.png"))
    with Image.open(folder / "program.png") as picture:
        picture.save(folder / "program.ico", sizes=[(side, side) for side in ICON_SIDES])
    del application


def pack(spec: Path, dist: Path) -> None:
    """Run PyInstaller; ends with its words when it fails."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(ROOT / "build" / spec.stem), str(spec)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def libraries() -> list[str]:
    """Return the names of what the program needs when it runs, with what these need in turn, and of what packs it."""
    found: dict[str, str] = {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [project["dependencies"]]
    while waiting:
        for needed in waiting.pop():
            name = re.split(r"[^\w.-]", needed, maxsplit=1)[0]
            plain = re.sub(r"[-_.]+", "-", name).lower()
            if "extra ==" not in needed and plain not in found and is_installed(name):
                found[plain] = name
                waiting.append(importlib.metadata.requires(name) or [])
    return sorted([*found.values(), PACKER], key=str.lower)


def is_installed(library: str) -> bool:
    """Tell whether a library is here: some are for other systems and Pythons alone."""
    try:
        importlib.metadata.distribution(library)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def write_licences(folder: Path) -> None:
    """Gather the licence texts of what is packed: the libraries', the fonts', the icons', Python's."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for library in libraries():
        package = importlib.metadata.distribution(library)
        said = package.metadata
        words = next((said[name] for name in ("License-Expression", "License") if name in said), "")
        texts = [f"{library} {package.version}\n{words.strip()}\n"]
        for file in package.files or ():
            named = LICENCE.search(file.name) and file.suffix in ("", ".txt", ".md", ".rst")
            if file.parts[0].endswith(".dist-info") and (named or "licenses" in file.parts):
                texts.append(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace"))
        (folder / f"{library}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    for place in ("fonts", "icons"):
        for text in (ROOT / "resources" / place).glob("LICENSE*"):
            shutil.copyfile(text, folder / f"{place}-{text.stem}.txt")
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        shutil.copyfile(ROOT / "docs" / "licences" / name, folder / name)
    base, version = Path(sys.base_prefix), f"python{sys.version_info.major}.{sys.version_info.minor}"
    for text in (base / "LICENSE.txt", base / "lib" / version / "LICENSE.txt"):
        if text.exists():
            shutil.copyfile(text, folder / "Python.txt")


def lay_launcher(folder: Path) -> None:
    """Lay the script that starts the program, under the program's name, into a built folder; only Linux needs one."""
    if sys.platform == "linux":
        shutil.copyfile(ROOT / "workbench" / "launcher.sh", folder / NAME)
        (folder / NAME).chmod(0o755)


def take_fcitx(source: Path, folder: Path) -> None:
    """Lay fcitx's plugin for Qt, and its licences, into a built folder."""
    place = folder / "_internal" / "PySide6" / "Qt" / "plugins" / "platforminputcontexts"
    for plugin in source.glob("*.so"):
        shutil.copyfile(plugin, place / plugin.name)
    for text in source.glob("*.txt"):
        shutil.copyfile(text, folder / "许可" / text.name)


def find_unresolved(folder: Path) -> list[str]:
    """Return shared libraries of the bundle that miss another one (Linux)."""
    if sys.platform != "linux" or not shutil.which("ldd"):
        return []
    missing = []
    for file in sorted(folder.rglob("*.so*")):
        said = subprocess.run(["ldd", str(file)], check=False, capture_output=True, text=True).stdout
        missing += [f"{file.name}: {line.split()[0]}" for line in said.splitlines() if "not found" in line]
    return missing


def self_test_environment(environment: Mapping[str, str], platform: str) -> dict[str, str]:
    """Return the environment of the self-test: the window is shown by the system's own plugin wherever there is a screen."""
    screen = platform != "linux" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return {**environment, **({} if screen else {"QT_QPA_PLATFORM": "offscreen"})}


def self_test(program: Path) -> dict[str, object]:
    """Run the packaged program's self-test and return what it says; ends when it fails."""
    env = self_test_environment(os.environ, sys.platform)
    done = subprocess.run(
        [program, "--self-test"], check=False, capture_output=True, encoding="utf-8", timeout=180, env=env
    )
    if done.returncode:
        sys.exit(f"self-test failed with {done.returncode}\n{done.stdout}{done.stderr}")
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


def find_wrong(folder: Path, for_offices: bool) -> list[str]:
    """Return in sentences what must not be so in a built folder."""
    wrong = [f"must not be shipped: {name}" for name in find_forbidden(folder)]
    wrong += [f"a library is missing: {text}" for text in find_unresolved(folder)]
    if not list(folder.rglob("qtbase_zh_CN.qm")):
        wrong.append("Qt's Chinese translation is missing")
    if for_offices:
        wrong += map(str, find_excess(folder))
        wrong += [
            f"neither in the folder nor on every desktop: {name}, for {', '.join(users)}"
            for name, users in find_outer_libraries(folder).items()
            if not EXPECTED_LIBRARIES.match(name)
        ]
    return wrong


def main() -> int:
    """Build, check and try; print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for-offices", action="store_true")
    parser.add_argument(
        "--fcitx", type=Path, metavar="DIR", help="fcitx's plugin for Qt, with its licences, to bring along"
    )
    options = parser.parse_args()
    draw_icon(ROOT / "build" / "icon")
    pack(ROOT / "build.spec", ROOT / "dist")
    write_licences(DIST / "许可")
    shutil.copyfile(ROOT / "build" / "icon" / "program.png", DIST / f"{NAME}.png")
    if options.fcitx is not None:
        take_fcitx(options.fcitx, DIST)
    lay_launcher(DIST)
    wrong = find_wrong(DIST, options.for_offices)
    if wrong:
        sys.exit("\n".join(wrong))
    program = DIST / (f"{NAME}-cli.exe" if os.name == "nt" else NAME)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    report = {"folder": str(DIST.relative_to(ROOT)), "megabytes": round(size_of(DIST) / 1e6, 1), **self_test(program)}
    print(json.dumps(report, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
