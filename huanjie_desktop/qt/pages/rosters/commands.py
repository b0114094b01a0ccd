"""What can be done with rosters and the people chosen: the page's actions."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from huanjie_desktop.domain.people_rows import NAME_ORDERS
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.rosters.head import TableHead
from huanjie_desktop.qt.pages.rosters.roster_list import CHOOSE_ONE, NO_ROSTER, RosterList
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog, RosterDialog
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.merging import Merging
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import allow
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.shown.removal import Removal, read_removal
from huanjie_desktop.services.shown.rosters import ALL_PEOPLE, read_namesakes


class RosterCommands(QObject):
    """名册命令: of the roster chosen and the people chosen in the table; `show_roster` brings a roster to the front."""

    person_wanted = Signal(str)  # whom the table shall show

    def __init__(
        self,
        page: Page,
        listed: RosterList,
        head: TableHead,
        table: GridView,
        show_roster: Callable[[str | None], None],
    ) -> None:
        super().__init__(page)
        self._page, self._list, self._table, self._show_roster = page, listed, table, show_roster
        self._head = head
        self._run, make = page.run, page.make_action
        make("导入名册", "download", self.import_roster, "Ctrl+I")
        make("打印名册", "printer", self.print_roster, "Ctrl+P")
        make("添加人员", "user-plus", self.add_person, "Ctrl+N")
        self._to_roster = make("加入名册", "list", self.add_to_roster)
        make("新建名册", "plus", self.create_roster)
        make("栏目", "columns-3", head.choose_columns)
        self._off_roster = make("移出名册", "user-minus", self.remove_from_roster)
        self._rename = make("名册改名", "pencil", self.rename_roster)
        self._own = make("增加自定义栏", "columns-3", self.add_column)
        head.rename_asked.connect(self.rename_column)
        head.remove_asked.connect(self.remove_column)
        self._delete = make("删除名册", "trash-2", self.delete_roster)
        self._delete_chosen = make("删除人员", "trash-2", self.delete_people)
        self.merging = Merging(page)
        self.merging.merged.connect(self.person_wanted)
        self._merge = make("合并选中的两人", "users", lambda: self.merging.merge(table.chosen_ids()))
        make("复制", "copy", table.copy)
        make("粘贴", "clipboard-paste", table.paste)
        for order, title in NAME_ORDERS.items():
            make(f"按{title}排序", "arrow-down-a-z", partial(head.sort, order))
        self._verify = make("与电子表核对", "list-checks", self.verify_roster)
        make("套用本单位模板", "file-text", self.fill_template)
        make("另存样表", "file-plus", self.save_sample)
        make("按此栏筛选", "filter", head.filter_current, "Ctrl+Shift+L")
        make("取消所有筛选", "filter", head.drop_filters)
        table.menu_filled.connect(self._fill)

    def follow(self) -> None:
        """Offer what the chosen roster allows."""
        allow(self._verify, self._list.roster() is not None, CHOOSE_ONE)
        of_roster = self._list.roster() is not None
        for action in (self._off_roster, self._rename, self._own, self._delete):
            allow(action, of_roster, CHOOSE_ONE)
        allow(self._to_roster, bool(self._list.rosters), NO_ROSTER)

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addActions([self._to_roster, self._off_roster, self._merge, self._delete_chosen])

    def import_roster(self, path: Path | None = None) -> None:
        """Import a spreadsheet and show the roster that it went to."""
        from huanjie_desktop.qt.pages.rosters.import_dialog import (
            ImportDialog,  # with all that reads files: only where asked
        )

        dialog = ImportDialog(self._page, self._page.tasks, self._page.catalog, path)
        done = ask_dialog(dialog, lambda closed: closed.result_of_import)
        if done is not None:
            self._show_roster(done.roster_id)

    def verify_roster(self) -> None:
        """Compare the roster shown with an office's own spreadsheet of it, or with its forms."""
        from huanjie_desktop.qt.pages.rosters.verify_dialog import VerifyDialog  # as above

        self._page.put_down()
        roster = self._list.roster()
        if roster is not None:
            page = self._page
            show_dialog(VerifyDialog(page, page.tasks, page.catalog, roster, preferences=page.preferences))

    def fill_template(self) -> None:
        """Fill an office's own spreadsheet or document, for the people chosen or for the roster."""
        from huanjie_desktop.qt.pages.rosters.fill_dialog import FillDialog  # as above

        self._page.put_down()
        show_dialog(FillDialog(self._page, self._page.tasks, self._list.roster(), self._table.chosen_ids()))

    def save_sample(self) -> None:
        """Save an empty sheet to fill in for an import."""
        from huanjie_desktop.qt.pages.rosters.import_sample import save_sample  # as above

        save_sample(self._page, self._page.tasks, self._page.catalog)

    def print_roster(self) -> None:
        """Show the roster as it will be printed, by its papers or as the table shows it; all people only so."""
        from huanjie_desktop.qt.widgets.print_dialog import PrintDialog  # with all that writes papers: only where asked
        from huanjie_desktop.services.printing.print_subjects import ROSTER
        from huanjie_desktop.services.shown.papers import paper_as_shown, papers_of_thing

        self._page.put_down()
        roster = self._list.roster()
        name = roster.name if roster is not None else ALL_PEOPLE
        papers = []
        if roster is not None:
            kind = self._page.catalog.roster_kinds.get(roster.kind)
            own = kind.title if kind is not None else ""
            papers = papers_of_thing(self._page.catalog, ROSTER, roster.id, roster.name, first=own)
        table = self._head.shown_table(name, self._list.roster_id())
        papers.insert(0 if table.filtered else len(papers), paper_as_shown(table))  # with a filter it is what is meant
        show_dialog(PrintDialog(self._page, self._page.tasks, name, papers))

    def add_person(self) -> None:
        """Ask for a name and add the person, to the roster shown."""
        name = ask_dialog(NameDialog(self._page, "添加人员", "添加", "姓名"), lambda closed: closed.text)
        if name is not None:
            self._run("查找同名人员", read_namesakes, name).then(partial(self._add, name))

    def _add(self, name: str, namesakes: Sequence[tuple[str, str]]) -> None:
        """Add a person, or put one of the same name who is there already on the roster shown."""
        roster_id, person_id = self._list.roster_id(), ""
        if namesakes:
            title, verb = f"已有姓名是“{name}”的人员", "添加" if roster_id is None else "加入名册"
            choices = [*namesakes, ("", f"{name}（另一个人，新添）")]
            chosen = ask_dialog(
                ChoiceDialog(self._page, title, verb, "添加哪一个", choices), lambda closed: closed.chosen
            )
            if chosen is None:
                return
            person_id = chosen
        if not person_id:
            asked = self._run("添加人员", people.edit_cells, (), ({"name": name},), roster_id)
            asked.then(lambda changes: self.person_wanted.emit(*changes.touched["person"]))
        elif roster_id is None:
            self.person_wanted.emit(person_id)
        else:
            self._run("加入名册", rosters.add_to_roster, roster_id, [person_id])
            self.person_wanted.emit(person_id)

    def delete_people(self) -> None:
        """Remove the people chosen from the workspace, after saying where they stand and asking."""
        ids = self._table.chosen_ids()
        if ids:
            self._run("查看所在名册和会议", read_removal, ids).then(partial(self._delete_people, ids))

    def _delete_people(self, ids: Sequence[str], removal: Removal) -> None:
        if removal.held:
            messages.say(self._page.window(), removal.words, removal.advice)
        elif messages.ask(self._page.window(), removal.words, "删除", removal.advice):
            self._run("删除人员", people.delete_people, ids)

    def add_to_roster(self) -> None:
        """Ask for a roster and put the people chosen at its end."""
        ids, others = self._table.chosen_ids(), [one for one in self._list.rosters if one != self._list.roster()]
        if not ids or not others:
            return
        choices = [(one.id, one.name) for one in others]
        dialog = ChoiceDialog(self._page, f"把选中的 {len(ids)} 人加入名册", "加入", "名册", choices)
        roster_id = ask_dialog(dialog, lambda closed: closed.chosen)
        if roster_id is not None:
            self._run("加入名册", rosters.add_to_roster, roster_id, ids)

    def remove_from_roster(self) -> None:
        """Take the people chosen off the roster shown; they stay in the workspace."""
        ids, roster_id = self._table.chosen_ids(), self._list.roster_id()
        if ids and roster_id is not None:
            self._run("移出名册", rosters.remove_from_roster, roster_id, ids)

    def create_roster(self) -> None:
        """Ask for a name and a kind and make a roster."""
        kinds = [(kind.id, kind.title) for kind in self._page.catalog.roster_kinds.values()]
        dialog = RosterDialog(self._page, kinds, [roster.name for roster in self._list.rosters])
        answer = ask_dialog(dialog, lambda closed: (closed.text, closed.kind))
        if answer is not None:
            self._run("新建名册", rosters.create_roster, *answer).then(lambda made: self._show_roster(made[0].id))

    def rename_roster(self) -> None:
        """Ask for another name of the roster shown."""
        roster = self._list.roster()
        if roster is None:
            return
        taken = [one.name for one in self._list.rosters]
        dialog = NameDialog(self._page, "名册改名", "改名", "名册名称", roster.name, taken)
        name = ask_dialog(dialog, lambda closed: closed.text)
        if name is not None:
            self._run("名册改名", rosters.rename_roster, roster.id, name)

    def add_column(self) -> None:
        """Ask for the title of a column that this roster alone has."""
        roster_id = self._list.roster_id()
        title = ask_dialog(NameDialog(self._page, "增加自定义栏", "增加", "栏目名称"), lambda closed: closed.text)
        if title is not None and roster_id is not None:
            self._run("增加自定义栏", own_columns.add_column, roster_id, title)

    def rename_column(self, old: str) -> None:
        """Ask for another title of one of the roster's own columns."""
        roster_id = self._list.roster_id()
        dialog = NameDialog(self._page, "自定义栏改名", "改名", "栏目名称", old)
        title = ask_dialog(dialog, lambda closed: closed.text)
        if title is not None and roster_id is not None:
            self._run("自定义栏改名", own_columns.rename_column, roster_id, old, title)

    def remove_column(self, title: str) -> None:
        """Remove one of the roster's own columns with what stands in it, after asking."""
        roster_id, advice = self._list.roster_id(), "这一栏里填的内容一并删除，可以撤销。"
        if roster_id is not None and messages.ask(self._page.window(), f"删除自定义栏“{title}”？", "删除", advice):
            self._run("删除自定义栏", own_columns.remove_column, roster_id, title)

    def delete_roster(self) -> None:
        """Remove the roster shown; its people stay."""
        roster = self._list.roster()
        advice = "名册里的人员仍在“全部人员”中；在这份名册里的次序、分组和自定义栏一并删除，可以撤销。"
        if roster is not None and messages.ask(self._page.window(), f"删除名册“{roster.name}”？", "删除", advice):
            self._show_roster(None)
            self._run("删除名册", rosters.delete_roster, roster.id)
