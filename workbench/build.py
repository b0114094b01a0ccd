"""Build the packaged program from build.spec into dist/, check what is in it, and have it test itself."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from workbench.bundle import find_forbidden, size_of

ROOT = Path(__file__).resolve().parent.parent
NAME = "huanjie-desktop"
DIST = ROOT / "dist" / NAME
LICENCE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
ICON_SIDES = (16, 24, 32, 48, 64, 128, 256)
LIBRARIES = (
    "PySide6-Essentials",
    "shiboken6",
    "sqlcipher3",
    "sqlite-utils",
    "sqlite-fts4",
    "reportlab",
    "pikepdf",
    "pypdfium2",
    "python-calamine",
    "XlsxWriter",
    "python-docx",
    "lxml",
    "msgspec",
    "pypinyin",
    "fonttools",
    "pillow",
    "charset-normalizer",
    "typing-extensions",
    "PyInstaller",
)


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
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def write_licences(folder: Path) -> None:
    """Gather the licence texts of what is packed: the libraries', the fonts', the icons', Python's."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for library in LIBRARIES:
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


def find_unresolved(folder: Path) -> list[str]:
    """Return shared libraries of the bundle that miss another one (Linux)."""
    if sys.platform != "linux" or not shutil.which("ldd"):
        return []
    missing = []
    for file in sorted(folder.rglob("*.so*")):
        said = subprocess.run(["ldd", str(file)], check=False, capture_output=True, text=True).stdout
        missing += [f"{file.name}: {line.split()[0]}" for line in said.splitlines() if "not found" in line]
    return missing


def self_test(program: Path) -> dict[str, object]:
    """Run the packaged program's self-test and return what it says; ends when it fails."""
    env = {**os.environ, **({} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": "offscreen"})}
    done = subprocess.run([program, "--self-test"], check=False, capture_output=True, text=True, timeout=180, env=env)
    if done.returncode:
        sys.exit(f"self-test failed with {done.returncode}\n{done.stdout}{done.stderr}")
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


def main() -> int:
    """Build, check and try; print one JSON object."""
    draw_icon(ROOT / "build" / "icon")
    pack(ROOT / "build.spec", ROOT / "dist")
    write_licences(DIST / "许可")
    shutil.copyfile(ROOT / "build" / "icon" / "program.png", DIST / f"{NAME}.png")
    wrong = [f"must not be shipped: {name}" for name in find_forbidden(DIST)]
    wrong += [f"a library is missing: {text}" for text in find_unresolved(DIST)]
    if not list(DIST.rglob("qtbase_zh_CN.qm")):
        wrong.append("Qt's Chinese translation is missing")
    if wrong:
        sys.exit("\n".join(wrong))
    program = DIST / (f"{NAME}-cli.exe" if os.name == "nt" else NAME)
    report = {"folder": str(DIST.relative_to(ROOT)), "megabytes": round(size_of(DIST) / 1e6, 1), **self_test(program)}
    print(json.dumps(report, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
