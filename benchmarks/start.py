"""Process start to the first painted window, and the size of the packaged folder, against a bare window's."""

import compileall
import sys
from pathlib import Path
from typing import Any

from benchmarks.counties import write_workspace
from benchmarks.timing import ROOT, seconds_to_first_line
from workbench import build
from workbench.bundle import size_of


def measure_start(folder: Path) -> dict[str, Any]:
    """Measure from the source tree."""
    workspace = write_workspace(folder / "启动.huanjie", 1200)
    compileall.compile_dir(ROOT / "huanjie_desktop", quiet=1)  # an installed program has its bytecode
    bare = seconds_to_first_line([sys.executable, "-m", "benchmarks.bare"], folder)
    ours = seconds_to_first_line([sys.executable, "-m", "huanjie_desktop", "--self-test", workspace], folder)
    return {"window_s": round(ours, 3), "bare_window_s": round(bare, 3), "ratio": round(ours / bare, 2), "bar": 2.5}


def measure_packaged(folder: Path) -> dict[str, Any]:
    """Measure the packaged program; builds it, and the bare window, first."""
    workspace = write_workspace(folder / "启动.huanjie", 1200)
    build.draw_icon(ROOT / "build" / "icon")
    build.pack(ROOT / "build.spec", ROOT / "dist")
    build.lay_launcher(build.DIST)
    build.pack(ROOT / "benchmarks" / "bare.spec", folder / "dist")
    bare_folder = folder / "dist" / "bare"
    bare = seconds_to_first_line([bare_folder / "bare"], folder)
    ours = seconds_to_first_line([build.DIST / build.NAME, "--self-test", workspace], folder)
    fonts = sum(size_of(each) for each in build.DIST.rglob("fonts") if each.parent.name == "resources")
    size, bare_size = size_of(build.DIST) - fonts, size_of(bare_folder)
    return {
        "window_s": round(ours, 3),
        "bare_window_s": round(bare, 3),
        "ratio": round(ours / bare, 2),
        "bar": 2.5,
        "folder_without_fonts_mb": round(size / 1e6, 1),
        "bare_folder_mb": round(bare_size / 1e6, 1),
        "size_ratio": round(size / bare_size, 2),
        "size_bar": 1.3,
    }
