"""LibreOffice: opens office files and prints them to PDF, with the program's faces for those that they name."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from huanjie_desktop.paths import resource_dir

PROGRAMS = ("soffice", "fc-scan")
_AT_ONCE = 20
_LONGEST = 600  # seconds for so many files
_FACES = {  # the program's files for the names in office files
    "Fang-Regular.ttf": ("仿宋_GB2312",),
    "Kai-Regular.ttf": ("楷体_GB2312",),
    "Hei-Regular.ttf": ("黑体",),
    "Song-Regular.ttf": ("宋体", "方正小标宋简体"),
}


def missing_programs() -> list[str]:
    """Return what is not installed of what this needs."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def convert(files: Sequence[Path], folder: Path, kind: str = "pdf") -> dict[Path, Path]:
    """Convert files, whose names must differ; return what became of each that LibreOffice could open."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = _font_settings(folder)
    for at in range(0, len(files), _AT_ONCE):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/office",
                "--headless",
                *("--convert-to", kind, "--outdir", str(folder)),
                *map(str, files[at : at + _AT_ONCE]),
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(settings)},
            capture_output=True,
            timeout=_LONGEST,
            check=True,
        )
    made = {file: folder / f"{file.stem}.{kind}" for file in files}
    return {file: into for file, into in made.items() if into.exists()}


def _font_settings(folder: Path) -> Path:
    """Write a fontconfig file in which the faces of office files are those of the program."""
    fonts = resource_dir() / "fonts"
    rules = ""
    for name, faces in _FACES.items():
        family = subprocess.run(
            ["fc-scan", "--format", "%{family[0]}", str(fonts / name)], capture_output=True, text=True, check=True
        ).stdout
        for face in faces:
            rules += (
                f'<match target="pattern"><test name="family"><string>{face}</string></test>'
                f'<edit name="family" mode="prepend" binding="strong"><string>{family}</string></edit></match>\n'
            )
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>'
        f"<cachedir>{folder}/cache</cachedir>\n{rules}</fontconfig>\n",
        encoding="utf-8",
    )
    return file
