"""The program tries itself: the real window on a workspace of its own, an import, a printed paper, and no socket."""

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.workspace import Workspace, create_workspace, default_file_name

PEOPLE = 40
LIMIT_SECONDS = 60
LOOK_EVERY_MS = 5
NETWORK_EVENTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
NETWORK_FAMILIES = {2, 10, 23, 30}  # AF_INET, and AF_INET6 as Linux, Windows and macOS number it
HEADS = ("序号", "姓名", "性别", "民族", "出生年月", "现任职务")


class SelfTestError(Exception):
    """A step did not come to its end."""


class Witness:
    """Notes what must not happen while the program runs: sockets, and exceptions that nobody caught."""

    def __init__(self) -> None:
        self.sockets: list[str] = []
        self.errors: list[str] = []
        sys.addaudithook(self._hear)
        sys.excepthook = lambda kind, error, _trace: self.errors.append(f"{kind.__name__}: {error}")

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK_EVENTS or (event == "socket.__new__" and arguments[1] in NETWORK_FAMILIES):
            self.sockets.append(event)

    def look_at_system(self) -> None:
        """Note network sockets that the process holds, whoever opened them, where the system tells."""
        held: set[str] = set()
        for each in Path("/proc/self/fd").glob("*"):
            with contextlib.suppress(OSError):
                held.add(str(each.readlink()))
        for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
            with contextlib.suppress(OSError):
                for line in Path("/proc/self/net", table).read_text(encoding="ascii").splitlines()[1:]:
                    if f"socket:[{line.split()[9]}]" in held:
                        self.sockets.append(table)


def run_self_test(workspace: Path | None = None) -> int:
    """Try the program; print a line of JSON when the window is there, and a last one with everything.

    With a workspace only open it, see its first rows, and close.
    """
    started = time.perf_counter()
    witness = Witness()
    said: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            said = _try_window(Path(folder), workspace, started)
        except Exception as error:  # noqa: BLE001 - the report is the answer; the exit code says it failed
            witness.errors.append(f"{type(error).__name__}: {error}")
    witness.look_at_system()
    said |= {"sockets": witness.sockets, "errors": witness.errors, "seconds": round(time.perf_counter() - started, 3)}
    ok = not witness.sockets and not witness.errors
    print(json.dumps({"ok": ok, **said}, ensure_ascii=False), flush=True)
    return 0 if ok else 1


def _try_window(folder: Path, workspace: Path | None, started: float) -> dict[str, Any]:
    own = workspace is None
    path = workspace or _make_workspace(folder)
    said: dict[str, Any] = {}
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    said["platform"] = application.platformName()
    said["translated"] = theme.translate(application)
    preferences = Preferences(folder / "user")
    theme.apply(application, preferences.text_size)
    window = MainWindow(preferences, date.today)
    try:
        window.show()
        window.open_path(path)
        _wait("open the workspace", lambda: window.desk is not None)
        window.grab()
        said["window_seconds"] = round(time.perf_counter() - started, 3)
        print(json.dumps({"window_seconds": said["window_seconds"]}), flush=True)
        if own:
            said["pages"] = _look_at_pages(window)
            said |= _ask(window, "import", lambda workspace: _import(workspace, folder))
            said |= _ask(window, "print", lambda workspace: _print(workspace, folder))
            said["printer"] = _look_for_printer()
            said |= _ask(window, "report", lambda workspace: _report(workspace, folder))
            said |= _ask(window, "restore", _restore)
    finally:
        window.close()
        _wait("close the window", lambda: window.desk is None and not window.isVisible())
    return said


def _look_at_pages(window: MainWindow) -> int:
    """Show every page, since each is made only when it is wanted; return how many there are."""
    desk = window.desk
    assert desk is not None
    for number in range(len(desk.pages)):
        desk.show_page(number)
        _wait(f"read page {number}", lambda: not desk.tasks.busy)
        window.grab()
    return len(desk.pages)


def _make_workspace(folder: Path) -> Path:
    path = folder / default_file_name("青禾县", 2026)
    create_workspace(path, "青禾县").close()
    return path


def _import(workspace: Workspace, folder: Path) -> dict[str, Any]:
    from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
    from huanjie_desktop.services.people.people import count_people
    from huanjie_desktop.services.people.rosters import list_rosters

    file = folder / "干部名册.xlsx"
    _write_roster(file)
    preview = prepare_import(workspace, ImportRequest(file))
    kind = next(iter(workspace.catalog.roster_kinds))
    result = commit_import(workspace, preview, "自检名册", kind)
    if (result.added, count_people(workspace), len(list_rosters(workspace))) != (PEOPLE, PEOPLE, 1):
        raise SelfTestError(f"imported {result.added} of {PEOPLE} people")
    return {"imported": result.added}


def _print(workspace: Workspace, folder: Path) -> dict[str, Any]:
    from huanjie_desktop.services.printing.printing import list_documents, print_document

    found = next(each for each in list_documents(workspace) if each.of)
    paper, of = found.spec, next(iter(found.of))
    sizes = {}
    for suffix in paper.formats:
        file = folder / f"{paper.title}.{suffix}"
        report = print_document(workspace, paper.id, file, of).report
        sizes[suffix] = file.stat().st_size
        if report.missing or (suffix == "pdf" and not report.pages):
            raise SelfTestError(f"printed {report.pages} pages, without {report.missing}")
    return {"printed": sizes}


def _look_for_printer() -> str:
    """Make the printer and the dialog as 打印 does; return the printer's name, or why there is none."""
    from PySide6.QtPrintSupport import QPrintDialog  # as in the window: when something is printed

    from huanjie_desktop.qt.widgets.printing import make_printer

    try:
        printer = make_printer("自检", 1)
    except WorldError as error:
        return error.text
    QPrintDialog(printer).deleteLater()
    return printer.printerName()


def _report(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """Report a congress of everybody to a folder, verify what came there, and take the congress away again."""
    from huanjie_desktop.services.meetings import congresses, participants
    from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
    from huanjie_desktop.services.packages.reading import open_package
    from huanjie_desktop.services.people import rosters
    from huanjie_desktop.services.safekeeping import history

    stick = folder / "U盘"
    stick.mkdir()
    kind = next(iter(workspace.catalog.congress_kinds))
    congress, _ = congresses.create_congress(
        workspace, congresses.CongressDraft(kind, "柳河镇", 12, date(2026, 3, 26), None, "会议室")
    )
    participants.take_participants(workspace, congress.id, rosters.list_rosters(workspace)[0][0].id)
    opened = open_package(export_package(workspace, ExportRequest(congress.id, stick)).folder, workspace.rules)
    if not opened.ok or len(opened.people) != PEOPLE:
        raise SelfTestError(f"the package has {opened.verification.problems} and {len(opened.people)} people")
    for _ in range(2):
        history.undo(workspace)
    return {"reported": len(opened.people)}


def _restore(workspace: Workspace) -> dict[str, Any]:
    """Back up, lose everybody, restore, and find nothing wrong."""
    from huanjie_desktop.services.people.people import count_people, delete_people, list_people
    from huanjie_desktop.services.safekeeping import backups
    from huanjie_desktop.services.safekeeping.soundness import check_workspace

    copy = backups.back_up_now(workspace)
    delete_people(workspace, [person.id for person in list_people(workspace)])
    backups.restore_backup(workspace, copy.name)
    findings = check_workspace(workspace)
    if findings or count_people(workspace) != PEOPLE:
        raise SelfTestError(f"restored {count_people(workspace)} people: {[each.text for each in findings]}")
    return {"restored": count_people(workspace)}


def _write_roster(file: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("名册")
    sheet.write(0, 0, "青禾县干部名册")
    sheet.write_row(1, 0, HEADS)
    for at in range(PEOPLE):
        name = "赵钱孙李周吴郑王冯陈"[at % 10] + "一平"[at % 2] + "文明和安"[at // 10]
        sheet.write_row(
            at + 2, 0, (at + 1, name, "男女"[at % 2], "汉族", f"{1970 + at % 25}.{at % 12 + 1:02}", "青禾县干部")
        )
    book.close()


def _ask(window: MainWindow, what: str, work: Callable[[Workspace], dict[str, Any]]) -> dict[str, Any]:
    """Run a use case in the window's worker and wait for its answer."""
    answers: list[Any] = []
    assert window.desk is not None
    window.desk.tasks.broke.connect(answers.append)
    window.desk.tasks.run(what, lambda workspace, _progress: work(workspace), answers.append, answers.append)
    _wait(what, lambda: bool(answers))
    if not isinstance(answers[0], dict):
        raise SelfTestError(f"{what}: {answers[0]!r}")
    return answers[0]


def _wait(what: str, is_done: Callable[[], bool]) -> None:
    """Let the window run until something has happened."""
    loop = QEventLoop()
    ends = time.monotonic() + LIMIT_SECONDS
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > ends else None)
    timer.start(LOOK_EVERY_MS)
    if not is_done():
        loop.exec()
    if not is_done():
        raise SelfTestError(f"{what}: not done after {LIMIT_SECONDS} s")
