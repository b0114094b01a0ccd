"""合并人员 as a command of a page, which shows two entries of one person side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.widgets.page import Page

if TYPE_CHECKING:
    from huanjie_desktop.services.shown.person_merge import ShownMerge


class Merging(QObject):
    """合并命令 of a page: of two people chosen, or of a finding that says that two may be one; `merged` tells who stays."""

    merged = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def merge(self, person_ids: Sequence[str]) -> None:
        """Show two people side by side and merge them."""
        if len(set(person_ids)) != 2:
            words = "先在表里选中登记了两次的那两个人（按住 Ctrl 点第二个）。"
            messages.say(self._page.window(), "要选中两个人才能合并。", words)
            return
        from huanjie_desktop.services.shown.person_merge import (
            read_merge,  # with all that reads forms: only where asked
        )

        self._page.run("比较两个人", read_merge, list(person_ids)).then(self._on_read)

    def merge_found(self, finding: Finding) -> None:
        """Merge the two of whom a finding says that they may be one."""
        if finding.subject is not None and finding.twin is not None:
            self.merge([finding.twin.id, finding.subject.id])

    def fill(self, menu: QMenu, findings: Sequence[Finding]) -> None:
        """Put it into the menu of a finding."""
        if len(findings) == 1 and findings[0].twin is not None:
            menu.addAction("合并成一个人……", lambda: self.merge_found(findings[0]))

    def _on_read(self, shown: "ShownMerge") -> None:
        from huanjie_desktop.qt.widgets.merge_dialog import MergeDialog

        kept: Any = ask_dialog(
            MergeDialog(self._page, self._page.tasks, shown, self._page.preferences), lambda closed: closed.kept
        )
        if kept:
            self.merged.emit(kept)
