"""The person editor: how long after a key the printed form beside it shows what was typed; in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.timing import ROOT
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.workspace import create_workspace, open_workspace

KEYS = 40
BAR_MS = 100
_ENTRY = "{0}.08--{1}.07  青禾县柳河镇党委委员、副镇长，兼任农业综合服务中心主任"


def measure_person_editor(folder: Path) -> dict[str, Any]:
    """Measure in another process."""
    path = folder / "青禾县2026年换届.huanjie"
    _write(path)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.person_editor", str(path), str(folder / "user")]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**said, "bar_ms": BAR_MS}


def _write(path: Path) -> None:
    """Make a workspace with one person whose form is full."""
    workspace = create_workspace(path, "青禾县")
    people.edit_cells(
        workspace, (), [{"name": "林木", "sex": "男", "birth": "1975.07", "current_post": "柳河镇党委书记"}]
    )
    person_id = people.list_people(workspace)[0].id
    resume = "\n".join(_ENTRY.format(year, year + 1) for year in range(1996, 2020))
    person_edit.write_resume(workspace, person_id, "", resume)
    family = [{"relation": "妹妹", "name": "林小木", "birth": "1980.01", "post": "青禾县第二小学教师"}] * 7
    person_edit.edit_family(workspace, person_id, (), family)
    stream = BytesIO()
    Image.effect_noise((1200, 1600), 40).convert("RGB").save(stream, "JPEG", quality=88)
    person_edit.put_photo(workspace, person_id, stream.getvalue())
    workspace.close()


def wait(is_done: Callable[[], bool]) -> None:
    """Let the window run until something has happened, looking now and then, so that the second worker has its time."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if is_done() else None)
    timer.start()
    loop.exec()


def probe(path: Path, user: Path) -> dict[str, float]:
    """Type into the post, key by key, each until the form shows it."""
    application = QApplication(sys.argv[:1])
    theme.apply(application, theme.TextSize.MEDIUM)
    tasks = Tasks(lambda _progress: open_workspace(path))
    tasks.open("打开", lambda _opened: None)
    page = RostersPage(tasks, load_catalog(), Preferences(user))
    page.resize(1198, 690)
    page.show()
    page.show_for(None)
    wait(lambda: page.model.total == 1 and not tasks.busy)
    page.whole.open(page.model.id_at(0))
    editor = page.whole.editor
    drawn: list[float] = []
    editor.preview.drawn.connect(drawn.append)
    wait(lambda: bool(editor.name) and bool(drawn) and not tasks.busy)
    post = editor.schools.edits["current_post"]
    taken = []
    for _ in range(KEYS):
        wait(lambda: not editor.preview.busy)
        drawn.clear()
        started = time.perf_counter()
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x")
        QApplication.sendEvent(post, key)
        wait(lambda: bool(drawn))
        editor.preview.repaint()
        taken.append((time.perf_counter() - started) * 1000)
    tasks.stop()
    return {"preview_ms": round(median(taken), 1), "worst_ms": round(max(taken), 1)}


if __name__ == "__main__":
    print(json.dumps(probe(*map(Path, sys.argv[1:3]))))
    sys.stdout.flush()
    os._exit(0)  # the window's thread is gone with it
