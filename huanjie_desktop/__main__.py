"""Where the program starts: the window, the command line, or the self-test; each is imported only when it is wanted."""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

BAD_INPUT, INTERRUPTED = 2, 130
# What the first page needs without Qt. Read before PySide6, which looks through the source of each module imported after it.
BEFORE_QT = ("services.safekeeping.backups", "services.shown.home_plan")


def is_workspace(argument: str) -> bool:
    """Tell whether the only argument is a file to open in the window, and not a command."""
    return argument.endswith(".huanjie") or (not argument.startswith("-") and Path(argument).is_file())


def main(arguments: Sequence[str] | None = None) -> int:
    """Start with the given arguments; return the exit code."""
    _speak_utf8()
    try:
        return _start(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        print("已按 Ctrl+C 停止，这一步没有做完。", file=sys.stderr)
        return INTERRUPTED


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's code page or locale says, so that no name stops the program; a window has no streams."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _start(given: list[str]) -> int:
    if given[:1] == ["--read-spreadsheet"]:  # this program's own process for files of others
        from huanjie_desktop.exchange.reading_process import serve

        return serve(given[1])
    window = not given or (len(given) == 1 and is_workspace(given[0]))
    if window or given[:1] == ["--self-test"]:
        from huanjie_desktop import input_method, paths
        from huanjie_desktop.domain.errors import UserError
        from huanjie_desktop.graphics_libraries import lend_missing
        from huanjie_desktop.surroundings import stay_local

        try:
            stay_local(os.environ)  # before anything of Qt reads it
        except UserError as error:
            print(error, file=sys.stderr)
            return BAD_INPUT
        input_method.prepare(os.environ, paths.qt_folder())
        lend_missing(paths.program_folder())
        for name in BEFORE_QT:
            import_module(f"huanjie_desktop.{name}")
    if given[:1] == ["--self-test"]:
        from huanjie_desktop.selftest import run_self_test

        return run_self_test(Path(given[1]) if len(given) > 1 else None)
    if window:
        from huanjie_desktop.app import run_window

        return run_window(Path(given[0]) if given else None)
    from huanjie_desktop.cli import main as run_command

    return run_command(given)


if __name__ == "__main__":
    sys.exit(main())
