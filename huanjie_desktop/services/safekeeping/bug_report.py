"""Reports of our own faults: types, functions and lines, never words or values, which may hold personal data."""

import platform
import traceback
from datetime import datetime
from pathlib import Path

from huanjie_desktop import __version__
from huanjie_desktop.paths import reports_folder


def write_report(error: BaseException, moment: datetime, folder: Path | None = None) -> Path:
    """Write what failed and where into the reports' folder; return the file. Raises OSError where it cannot."""
    folder = folder or reports_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"出错报告-{moment:%Y%m%d-%H%M%S-%f}.txt"
    lines = [
        f"换届工作台 {__version__}",
        f"时间 {moment:%Y-%m-%d %H:%M:%S}",
        f"系统 {platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}",
        "",
        *describe(error),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def describe(error: BaseException) -> list[str]:
    """Return the chain of exceptions as types and places; files without folders, which name the user."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        for frame in traceback.extract_tb(seen.__traceback__):
            name = Path(frame.filename)
            lines.append(f"  {name.parent.name}/{name.name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines
