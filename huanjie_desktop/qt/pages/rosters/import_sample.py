"""样表: an empty sheet with heads, notes and one example row, saved where the clerk wants it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.services.people.samples import write_sample


def save_sample(parent: QWidget, tasks: Tasks, catalog: Catalog) -> None:
    """Ask for a kind of roster and a place, and save an empty sheet there."""
    kinds = [(kind.id, kind.title) for kind in catalog.roster_kinds.values()]
    kind = ask_dialog(ChoiceDialog(parent, "另存样表", "下一步", "名册类别", kinds), lambda closed: closed.chosen)
    if kind is None:
        return
    title = dict(kinds)[kind]
    name, _kind = QFileDialog.getSaveFileName(parent, "另存样表", f"{title}样表.xlsx", "Excel 工作簿 (*.xlsx)")
    if name:
        path = Path(name)
        tasks.run(
            "另存样表",
            lambda workspace, _progress: write_sample(workspace.catalog, kind, path),
            lambda _done: messages.say(parent, f"样表已存为“{path.name}”。", "填好后在“导入名册”里选它。"),
            lambda error: messages.tell(parent, error),
            owner=parent,
        )
