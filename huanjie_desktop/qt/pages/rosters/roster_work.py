"""Work with a whole roster: filled by pasted names or by what is shown, put in order, compared and merged, seen as it was."""

from functools import partial

from PySide6.QtCore import QObject

from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.rosters.roster_dialogs import (
    CompareDialog,
    DayDialog,
    NamedDialog,
    NamesDialog,
    OrderDialog,
    PastDialog,
)
from huanjie_desktop.qt.pages.rosters.roster_list import CHOOSE_ONE, NO_ROSTER, RosterList
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import allow
from huanjie_desktop.services.people import roster_merge, roster_names, roster_order, roster_past, rosters
from huanjie_desktop.services.people.roster_merge import RosterComparison
from huanjie_desktop.services.people.roster_names import NamedPeople
from huanjie_desktop.services.people.roster_past import PastRoster


class RosterWork(QObject):
    """名册整理: of the roster chosen; every answer says of which roster it is, whatever is chosen by then."""

    def __init__(self, page: Page, listed: RosterList, model: GridModel) -> None:
        super().__init__(page)
        self._page, self._list, self._model = page, listed, model
        make = partial(page.make_action, under_more=True)
        self._of_roster = [
            make("粘贴姓名加入名册", "clipboard-paste", self.paste_names),
            make("重排名册次序", "arrow-down-a-z", self.put_in_order),
            make("与另一份名册比较、合并", "table-2", self.compare),
            make("查看某日名单", "history", self.show_past),
        ]
        self._forms = make("要附任免审批表", "file-text", self.turn_forms)
        self._shown = make("把显示的人加入名册", "list", self.add_shown)

    def follow(self) -> None:
        """Offer what the chosen roster allows."""
        roster = self._list.roster()
        for action in (*self._of_roster, self._forms):
            allow(action, roster is not None, CHOOSE_ONE)
        self._forms.setText("不再要附任免审批表" if roster is not None and roster.forms else "要附任免审批表")
        allow(self._shown, bool(self._list.rosters), NO_ROSTER)

    def paste_names(self) -> None:
        """Ask for a column of names and add who is meant."""
        roster_id = self._list.roster_id()
        names = ask_dialog(NamesDialog(self._page), lambda closed: closed.names) if roster_id is not None else None
        if names is not None and roster_id is not None:
            asked = self._page.run("查找人员", roster_names.find_named, roster_id, names)
            asked.then(partial(self._on_named, roster_id))

    def _on_named(self, roster_id: str, found: NamedPeople) -> None:
        if not found.found and not found.asked:
            messages.say(self._page.window(), "没有可以加入的人。", found.words)
            return
        ids = ask_dialog(NamedDialog(self._page, found), lambda closed: closed.ids)
        if ids:
            self._page.run("加入名册", rosters.add_to_roster, roster_id, ids)

    def add_shown(self) -> None:
        """Put everybody whom the filter lets be seen at the end of a roster."""
        ids = [self._model.id_at(at) for at in range(self._model.count)]
        others = [one for one in self._list.rosters if one != self._list.roster()]
        if ids and others:
            choices = [(one.id, one.name) for one in others]
            dialog = ChoiceDialog(self._page, f"把显示的 {len(ids)} 人加入名册", "加入", "名册", choices)
            roster_id = ask_dialog(dialog, lambda closed: closed.chosen)
            if roster_id is not None:
                self._page.run("加入名册", rosters.add_to_roster, roster_id, ids)

    def put_in_order(self) -> None:
        """Ask for an order, show what it moves, and do it."""
        roster_id = self._list.roster_id()
        if roster_id is not None:
            plan = ask_dialog(OrderDialog(self._page, self._page.tasks, roster_id), lambda closed: closed.plan)
            if plan is not None:
                self._page.run("重排名册", roster_order.commit_order, plan)

    def compare(self) -> None:
        """Ask for another roster, show what differs, and take over what is ticked."""
        roster = self._list.roster()
        others = [(one.id, one.name) for one in self._list.rosters if one != roster]
        if roster is None:
            return
        if not others:
            messages.say(self._page.window(), "没有另一份名册可以比较。")
            return
        dialog = ChoiceDialog(self._page, f"《{roster.name}》与哪一份比较", "比较", "名册", others)
        other = ask_dialog(dialog, lambda closed: closed.chosen)
        if other is not None:
            self._page.run("比较名册", roster_merge.compare_rosters, roster.id, other).then(self._on_compared)

    def _on_compared(self, comparison: RosterComparison) -> None:
        if not comparison.lines:
            messages.say(self._page.window(), "两份名册的人员和内容相同。", comparison.words)
            return
        taken = ask_dialog(CompareDialog(self._page, comparison), lambda closed: closed.taken)
        if taken:
            self._page.run("并入名册", roster_merge.merge_rosters, comparison, taken)

    def show_past(self) -> None:
        """Ask for a day and show who was on the roster then."""
        roster_id = self._list.roster_id()
        if roster_id is not None:
            day = ask_dialog(DayDialog(self._page), lambda closed: closed.record.value("day"))
            if day is not None:
                self._page.run("查看某日名单", roster_past.roster_at, roster_id, day).then(self._on_past)

    def _on_past(self, past: PastRoster) -> None:
        show_dialog(PastDialog(self._page, past))

    def turn_forms(self) -> None:
        """Have the roster ask for the approval form of everybody, or no longer."""
        roster = self._list.roster()
        if roster is not None:
            self._page.run("名册", rosters.set_forms, roster.id, not roster.forms)
