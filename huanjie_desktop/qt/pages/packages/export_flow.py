"""Exporting a package, step by step: the sticks, the dialog, a question about a fixed disk, the writing, the sheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.packages.drives import Drive
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.packages.export_dialog import ExportDialog, ExportedDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.packages import targets
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, ExportResult, export_package
from huanjie_desktop.services.packages.scopes import Scope
from huanjie_desktop.services.workspace import Workspace

_PREPARER, _CONTACT, _FULL = "package/preparer", "package/contact", "package/full"


class ExportFlow(QObject):
    """导出: `then_print` hears of the export whose sheet of handing over is wanted at once."""

    def __init__(
        self, page: QWidget, tasks: Tasks, preferences: Preferences, then_print: Callable[[PackageExport], object]
    ) -> None:
        super().__init__(page)
        self._page, self._tasks, self._preferences = page, tasks, preferences
        self._then_print = then_print
        self._scope: Scope | None = None
        self._superior = ""
        self._on_stick = False

    def start(self, scope: Scope, superior: str, findings: Sequence[Finding]) -> None:
        """Say what stops it, or find the sticks and ask where to."""
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if errors:
            words = f"有{len(errors)}处矛盾，还不能导出：{errors[0].text}"
            messages.say(self._page.window(), words, "请按“检查结果”改正后再导出。")
            return
        self._scope, self._superior = scope, superior
        self._tasks.run("查找 U 盘", lambda _workspace, _p: targets.list_targets(), self._on_targets)

    def export_to(self, scope: Scope, target: Path, details: Details) -> None:
        """Write the package in the worker, with progress and cancel."""
        request = ExportRequest(scope.congress.id, target, details)

        def write(workspace: Workspace, progress: Progress) -> ExportResult:
            return export_package(workspace, request, progress)

        self._tasks.run("导出上报包", write, self._on_exported)

    def _on_targets(self, drives: Sequence[Drive]) -> None:
        scope, remembered = self._scope, self._preferences
        assert scope is not None
        masked = not remembered.text(_FULL)
        details = Details(masked, self._superior, remembered.text(_PREPARER), remembered.text(_CONTACT))
        target: Path | None = None
        while True:  # until it is said where to, or given up
            dialog = ExportDialog(self._page.window(), scope.short_title, drives, details)
            if target is not None:
                dialog.take_folder(target)
            answer = ask_dialog(dialog, lambda closed: (closed.target, closed.details))
            if answer is None:
                return
            target, details = answer
            remembered.set_text(_PREPARER, details.preparer)
            remembered.set_text(_CONTACT, details.contact)
            remembered.set_text(_FULL, "" if details.masked else "1")
            if target is not None and self._may_go_to(target, drives):
                self.export_to(scope, target, details)
                return

    def _may_go_to(self, target: Path, drives: Sequence[Drive]) -> bool:
        """Tell whether a folder is on a stick, or the user wants it on a fixed disk all the same."""
        self._on_stick = any(drive.path == target for drive in drives) or targets.is_removable(target)
        if self._on_stick:
            return True
        question = f"“{target}”在本机硬盘上，不是 U 盘。仍要导出到这里吗？"
        return messages.ask(self._page.window(), question, "导出到这里", "上报包里有个人信息，用后请及时删除。")

    def _on_exported(self, result: ExportResult) -> None:
        dialog = ExportedDialog(self._page.window(), result.folder, on_stick=self._on_stick)
        if ask_dialog(dialog, lambda _closed: True):
            self._then_print(result.export)
