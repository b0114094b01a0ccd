"""The page itself: puts list, filter, table and panel together and follows what is chosen."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.people import UNIT_POST
from huanjie_desktop.domain.people_rows import NAME, people_kind
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.pages.rosters.bulk_commands import BulkCommands
from huanjie_desktop.qt.pages.rosters.cell_delegate import CellDelegate
from huanjie_desktop.qt.pages.rosters.cell_writing import CellWriting
from huanjie_desktop.qt.pages.rosters.columns import ColumnChoice
from huanjie_desktop.qt.pages.rosters.commands import RosterCommands
from huanjie_desktop.qt.pages.rosters.filter_bar import FilterBar
from huanjie_desktop.qt.pages.rosters.form_commands import FormCommands
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.pages.rosters.head import TableHead
from huanjie_desktop.qt.pages.rosters.loading import RowLoader
from huanjie_desktop.qt.pages.rosters.order_commands import OrderCommands
from huanjie_desktop.qt.pages.rosters.person_panel import PersonPanel
from huanjie_desktop.qt.pages.rosters.roster_list import ALL, RosterList
from huanjie_desktop.qt.pages.rosters.roster_work import RosterWork
from huanjie_desktop.qt.pages.rosters.row_drag import RowDrag
from huanjie_desktop.qt.pages.rosters.whole_people import WholePeople
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons
from huanjie_desktop.qt.widgets.accepting import Accepting
from huanjie_desktop.qt.widgets.listed_page import ListedPage, Listing
from huanjie_desktop.qt.widgets.parts import down, empty_state, stacked
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.shown.commands import WHOLE
from huanjie_desktop.services.shown.home import NEW_ROSTER
from huanjie_desktop.services.shown.rosters import (
    ALL_PEOPLE,
    Part,
    Portrait,
    check_cell,
    person_fields,
    read_portrait,
    read_rosters,
    read_some,
)
from huanjie_desktop.services.workspace import Workspace

FOLDED = "rosters/folded"  # the panel: remembered as "1"
MOST_SINGLE = 500  # more changed people than this are read again as a whole


class RostersPage(ListedPage):
    """名册页."""

    title, icon = "名册", "users"
    key = "rosters"
    kinds = ("roster", "person", WHOLE, "import", NEW_ROSTER)

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences) -> None:
        super().__init__(tasks, catalog, preferences)
        self.filter = FilterBar()
        self.table = FrozenTable(funnels=True)
        self.model = GridModel((), people_kind(date.min), self)
        self.model.let_grow(NAME)
        self.model.stand_ins = dict.fromkeys(("unit", "current_post"), UNIT_POST)
        self.model.follow(tasks)
        self.model.check = partial(check_cell, catalog)
        self.model.told_later = True
        self.loader = RowLoader(tasks, self)
        self.panel = PersonPanel(person_fields(catalog))
        self.table.set_cell_delegates(lambda view: CellDelegate(view, self.model.problem))
        self.table.show_model(self.model)
        self.drag = RowDrag(self.table)
        self.table.watch_mouse(self.drag)
        self.columns = ColumnChoice(catalog, preferences)
        self.head = TableHead(self.table, self.model, self.columns, self.filter)
        self.commands_of = RosterCommands(self, self.list, self.head, self.table, self.show_roster)
        self.order = OrderCommands(self, self.list, self.head, self.table, self.model)
        self.bulk = BulkCommands(self, self.list, self.table, self.model)
        self.work = RosterWork(self, self.list, self.model)
        self.accepting = Accepting(self)
        self.writing = CellWriting(self, self.list, self.table, self.model, self.panel)
        self.forms = FormCommands(self, self.list, self.table, self.model)
        self.whole = WholePeople(self, self.table, self.model, self.forms)
        self.filter.add_action(self.whole.open_action, words=True)
        self.typed_into = (self.panel, self.whole)
        self._kept = preferences
        self._folded = bool(preferences.text(FOLDED))
        self._fold = self.make_action("收起人员栏", "chevron-right", self.fold_panel, "F8")
        self.filter.add_action(self._fold)
        self._place = ("", 0)  # person id and column of the current cell
        self._wanted, self._wanted_field = "", ""  # whom to go to once loaded, and the field that it is about
        self._moved: Sequence[str] = ()  # people to choose once they are where they were moved to
        self._portrayed = ""  # whom the panel shows or is about to show
        self._loaded = ""  # what of the list the table shows
        self._lay_out()
        self._listen()

    # what a page answers

    def heading(self) -> str:
        """Return what the page is of."""
        roster = self.list.roster()
        name = roster.name if roster is not None else ALL_PEOPLE
        return f"{name}　{self.whole.heading()}" if self.whole.is_open else name

    def status(self) -> str:
        """Return the words of the status bar."""
        if self.whole.is_open:
            return f"正在编辑 {self.whole.editor.name}"
        return self._filtered() or f"共 {self.model.total} 人"

    def _filtered(self) -> str:
        shown, total = self.model.count, self.model.total
        return "" if shown == total else f"显示 {shown} / 共 {total} 人"

    def make_list(self) -> RosterList:
        """Make the list of rosters under their kinds."""
        return RosterList()

    @staticmethod
    def read_list(workspace: Workspace, _wanted: str, _progress: Progress) -> Listing:
        """Read the rosters, and how many people there are in all; runs in the worker."""
        return Listing(read_rosters(workspace))

    def read_chosen(self) -> None:
        """Load the people of a roster that was chosen; those that the table shows are read again as they change."""
        if self._loaded != self.list.chosen_id():
            self._loaded = self.list.chosen_id()
            self._on_roster_chosen()
        self._show_emptiness()
        self.commands_of.follow()
        self.order.follow()
        self.work.follow()

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        kind = subject.kind if subject is not None else ""
        if not self.is_read:
            self.head.show_columns()
        if subject is not None and kind == "roster":
            self.whole.close()
            self._wanted, self.wanted = "", subject.id or ALL
        super().show_for()
        if kind == "import":
            self.commands_of.import_roster()
        elif kind == NEW_ROSTER:
            self.commands_of.create_roster()
        elif subject is not None and (kind == WHOLE or (kind == "person" and self.whole.is_open)):
            self.whole.open(subject.id, subject.field)
        elif subject is not None and kind == "person":
            self.go_to(subject.id, subject.field)

    def shows(self, subject: Subject) -> bool:
        """Tell whether rosters are looked at across: everybody of them is here; or the very person is edited."""
        if self.whole.is_open:
            return (subject.kind, subject.id) == ("person", self.whole.editor.person_id)
        return subject.kind == "roster" and self.list.roster_id() is None

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches."""
        if not self.is_read:
            return
        if changes.touches("roster", "roster_entry", "person"):
            self.read_again()
        held, touched = self.list.roster_id(), changes.touched.get("person", frozenset())
        moved = changes.touches("setting") or (held is not None and changes.touches("roster_entry", "roster_column"))
        if moved or len(touched) > MOST_SINGLE or not all(map(self.model.holds, touched)):
            self.loader.load(held, self.columns.hidden(), whole=True)
        elif touched:
            self._read_some(sorted(touched))
        if self._portrayed:
            self._show_person(self._portrayed)
        self.whole.reload(changes)

    def start_search(self) -> None:
        """Put the cursor into the filter."""
        self.whole.close()
        self.filter.field.setFocus()
        self.filter.field.selectAll()

    def main_part(self) -> QWidget:
        """Return the table, or the fields of the person who is edited."""
        return self.whole.editor.front.edits["name"] if self.whole.is_open else self.table

    def fold_panel(self) -> None:
        """Fold the panel away, or show it again."""
        if self.panel.isVisible():
            self.panel.save()
        self._folded = not self._folded
        self._kept.set_text(FOLDED, "1" if self._folded else "")
        self._show_emptiness()

    # what is chosen

    def go_to(self, person_id: str, field: str = "") -> None:
        """Make a person's cell current, by default the name: here, else among all people, dropping filters that hide him; a field
        that has a column is shown for it."""
        self._wanted, self._wanted_field = person_id, field
        if self.model.holds(person_id):
            if self.model.shown_place(person_id) is None:
                self.head.drop_filters()
            self._come_to_wanted()
        elif self.list.roster_id() is not None:
            self.list.choose(None)

    def expect_person(self, person_id: str) -> None:
        """Go to a person, as soon as the rows that are being read have him."""
        self._wanted, self._wanted_field = person_id, ""
        self._show_wanted()

    def expect_moved(self, person_ids: Sequence[str]) -> None:
        """Choose people again as soon as they stand where they are being moved to."""
        self._moved = person_ids

    def show_roster(self, roster_id: str | None) -> None:
        """Read the rosters again and choose one, None for all people."""
        self.wanted = roster_id or ALL
        self.read_again()

    # following

    def _listen(self) -> None:
        self.loader.arrived.connect(self._on_arrived)
        self.loader.finished.connect(self._on_loaded)
        self.head.columns_chosen.connect(self._on_columns_chosen)
        self.drag.dropped.connect(self.order.drop_rows)
        self.order.moved.connect(self.expect_moved)
        self.commands_of.person_wanted.connect(self.expect_person)
        self.filter.field.textChanged.connect(self.model.set_typed)
        self.filter.field.left.connect(self.table.setFocus)
        self.model.counts_changed.connect(self._on_counts_changed)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._restore_place)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.panel.next_asked.connect(self._go_next)
        self.panel.form.lost.connect(lambda sentence: self.tasks.troubled.emit(UserError(sentence)))
        self.panel.findings.accept_asked.connect(self.accepting.accept)
        self.panel.findings.merge_asked.connect(self.commands_of.merging.merge_found)
        self.panel.findings.withdraw_asked.connect(self.accepting.withdraw)
        self.watch = FindingsWatch.of(self.tasks)
        self.watch.found.connect(self._on_found)
        self.drag.opened.connect(self.whole.open_row)
        self.whole.turned.connect(lambda: self.stack.setHidden(self.whole.is_open))

    def _on_roster_chosen(self) -> None:
        if self._portrayed:  # what was typed is of the roster before
            self._show_person(self._portrayed)
        roster = self.list.roster()
        self.head.show_kind(roster.kind if roster is not None else "")
        self._place = ("", 0)
        self.head.drop_filters()
        self.loader.load(self.list.roster_id(), self.columns.hidden())
        self.heading_changed.emit()

    def _on_arrived(self, part: Part) -> None:
        if part.start:
            self.model.append_rows(part.rows, part.haystacks)
        else:
            self.head.show_ages_at(part.base)
            self.head.show_own(part.own)
            self.model.hold(part.rows, part.haystacks)
        self._show_emptiness()

    def _read_some(self, ids: Sequence[str]) -> None:
        roster_id = self.list.roster_id()

        def done(part: Part) -> None:
            if roster_id == self.list.roster_id():
                self.model.replace_rows(part.rows, part.haystacks)
                self.model.remove_rows(set(ids) - {row.person.id for row in part.rows})

        self.run("读取名册", read_some, roster_id, ids, self.columns.hidden()).then(done)

    def _on_counts_changed(self) -> None:
        self.filter.show_count(self._filtered())
        self.heading_changed.emit()

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        person_id = self.model.id_at(current.row())
        if person_id in ("", self._portrayed):
            return
        if self.panel.person_id and not self.panel.save():
            index = self.model.index_of(self.panel.person_id, current.column())
            if index is not None:
                self.table.go_to(index)
                return
        self._show_person(person_id)

    def _show_person(self, person_id: str) -> None:
        def show(portrait: Portrait | None) -> None:
            if person_id == self._portrayed and roster_id == self.list.roster_id():
                self._portrayed = person_id if portrait is not None else ""
                self.panel.show_portrait(portrait, self.watch.about("person", person_id))

        self._portrayed, roster_id = person_id, self.list.roster_id()
        self.run("读取人员", read_portrait, person_id, roster_id).then(show, lambda _error: show(None))

    def _on_found(self) -> None:
        self.model.set_findings(self.watch.of_cells())
        self.panel.show_findings(self.watch.about("person", self.panel.person_id))

    def _go_next(self) -> None:
        index = self.table.currentIndex()
        if self.model.id_at(index.row() + 1):
            self.table.go_to(index.sibling(index.row() + 1, index.column()))
            self.panel.edits["name"].setFocus()

    def _keep_place(self) -> None:
        index = self.table.currentIndex()
        if held := self.model.id_at(index.row()):
            self._place = (held, index.column())

    def _restore_place(self) -> None:
        index = self.model.index_of(*self._place)
        if index is None and self.model.count:
            index = self.model.index(0, min(self._place[1], len(self.model.columns) - 1))
        if index is not None:
            self.table.go_to(index)
        elif self._portrayed and self.panel.save():
            self._show_nobody()

    def _show_nobody(self) -> None:
        self._portrayed = ""
        self.panel.show_portrait(None)

    def _on_columns_chosen(self) -> None:
        """Have what is shown now searched."""
        self.loader.load(self.list.roster_id(), self.columns.hidden(), whole=True)

    def _on_loaded(self) -> None:
        moved, self._moved = self._moved, ()
        places = [place for each in moved if (place := self.model.shown_place(each)) is not None]
        if places:
            self.table.choose_rows(sorted(places))
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Come to the person wanted, if he is there, dropping filters that hide him."""
        if self.model.holds(self._wanted) and self.model.shown_place(self._wanted) is None:
            self.head.drop_filters()
        self._come_to_wanted()

    def _come_to_wanted(self) -> None:
        if self.model.shown_place(self._wanted) is None:
            return
        field = self._wanted_field
        if field and self.model.place_of(field) not in (field, self.model.stand_ins.get(field)):
            self.head.reveal(field)
        fields, place = self.model.fields(), self.model.place_of(field)
        index = self.model.index_of(self._wanted, fields.index(place) if place in fields else 1)
        if index is not None:
            self._wanted, self._wanted_field = "", ""
            self.table.go_to(index)
            self.table.setFocus()

    def _show_emptiness(self) -> None:
        empty = not self.model.total
        if empty:
            self._empties.setCurrentIndex(0 if self.list.roster_id() is None else 1)
            self._show_nobody()
        self._middle.setCurrentIndex(1 if empty else 0)
        self.panel.setVisible(not empty and not self._folded)
        self._fold.setText("展开人员栏" if self._folded else "收起人员栏")
        self._fold.setToolTip(f"{self._fold.text()}（F8）")
        self._fold.setIcon(icons.icon("chevron-left" if self._folded else "chevron-right"))
        self.filter.setVisible(not empty)

    def _lay_out(self) -> None:
        nobody = "这份名册里还没有人。在“全部人员”中选中人员后按“加入名册”。"
        self._empties = stacked(
            empty_state("还没有人员。", "从 Excel 导入名册", self.commands_of.import_roster),
            empty_state(nobody, "添加人员", self.commands_of.add_person),
        )
        self._middle = stacked(self.table, self._empties)
        centre = QWidget()
        down(self.filter, (self._middle, 1), on=centre, margins=0, spacing=0)
        self.lay_out([(self.list, 208), (centre, 760), (self.panel, 344)])
