"""干部任免审批表 of the people chosen and of all that the table shows: printed, and written as lrmx."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.rosters.form_export_dialog import ExportedFormsDialog, FormExportDialog
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.services.people.form_request import ExportedForms, FormExport
from huanjie_desktop.services.shown.form_export import Group
from huanjie_desktop.services.shown.rosters import ALL_PEOPLE
from huanjie_desktop.services.workspace import Workspace


class FormCommands(QObject):
    """审批表命令."""

    def __init__(self, page: Page, listed: RosterList, table: GridView, model: GridModel) -> None:
        super().__init__(page)
        self._page, self._list, self._table, self._model = page, listed, table, model
        self._print = page.make_action("打印审批表", "printer", self.print_chosen)
        self._export = page.make_action("导出审批表（lrmx）", "upload", self.export_chosen)
        table.menu_filled.connect(self._fill)

    def print_chosen(self) -> None:
        """Show the forms of those chosen as they will be printed, or of all that the table shows."""
        self._print_groups(self._groups())

    def print_one(self, person_id: str, name: str) -> None:
        """Show one person's form, or of all that the table shows."""
        one = Group(name, name, (person_id,))
        self._print_groups([one, *self._groups()[-1:]])

    def export_chosen(self) -> None:
        """Ask how the forms of those chosen, or of all, are written, and where; then write them."""
        self._export_groups(self._groups())

    def export_one(self, person_id: str, name: str) -> None:
        """Write one person's form as lrmx, or of all that the table shows."""
        self._export_groups([Group(name, name, (person_id,)), *self._groups()[-1:]])

    def _groups(self) -> list[Group]:
        """Return whom forms can be of: those chosen, and all that the table shows."""
        roster, chosen = self._list.roster(), tuple(self._table.chosen_ids())
        name = roster.name if roster is not None else ALL_PEOPLE
        shown = tuple(map(self._model.id_at, range(self._model.count)))
        filtered = "筛选出的" if len(shown) < self._model.total else ""
        groups = [Group(f"选中的 {len(chosen)} 人", name, chosen)] if chosen else []
        return [*groups, Group(f"{name}{filtered} {len(shown)} 人", name, shown)] if shown else groups

    def _print_groups(self, groups: Sequence[Group]) -> None:
        from huanjie_desktop.qt.widgets.print_dialog import PrintDialog  # with all that writes papers: only where asked
        from huanjie_desktop.services.shown.papers import papers_of_forms

        self._page.put_down()
        catalog = self._page.catalog
        papers = [
            paper for group in groups for paper in papers_of_forms(catalog, group.words, group.person_ids, group.title)
        ]
        if papers:
            show_dialog(PrintDialog(self._page, self._page.tasks, "干部任免审批表", papers))

    def _export_groups(self, groups: Sequence[Group]) -> None:
        if not groups:
            return
        self._page.put_down()

        def ask(dialog: FormExportDialog) -> FormExport | None:
            folder = QFileDialog.getExistingDirectory(self._page, "审批表存放在")
            return dialog.request(Path(folder)) if folder else None

        request = ask_dialog(FormExportDialog(self._page, groups), ask)
        if request is not None:

            def work(workspace: Workspace, progress: Progress) -> ExportedForms:
                from huanjie_desktop.services.people.form_export import export_forms  # reads and writes files of forms

                return export_forms(workspace, request, progress)

            self._page.tasks.run("导出审批表", work, partial(self._on_exported, request.folder), owner=self)

    def _on_exported(self, folder: Path, done: ExportedForms) -> None:
        show_dialog(ExportedFormsDialog(self._page, folder, done))

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addActions([self._print, self._export])
