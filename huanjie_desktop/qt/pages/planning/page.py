"""The page itself: congresses on the left, steps as a table and a chart in one scroll, the step chosen on the right."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.domain.schedule.workdays import DAY
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.planning.chart import HEAD, ZOOMS, PlanChart
from huanjie_desktop.qt.pages.planning.choices import choices
from huanjie_desktop.qt.pages.planning.columns import COLUMNS, OF_CONGRESS
from huanjie_desktop.qt.pages.planning.dialogs import DoneDialog, DropDialog, StepDialog
from huanjie_desktop.qt.pages.planning.filters import PlanFilters
from huanjie_desktop.qt.pages.planning.panel import StepPanel
from huanjie_desktop.qt.pages.planning.trial_bar import TrialBar
from huanjie_desktop.qt.pages.planning.versions_dialog import VersionsDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import ChoiceList
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import down, empty_state, named, remember, side_by_side, stacked
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.planning import changing, versions
from huanjie_desktop.services.planning.reading import PlannedCongress
from huanjie_desktop.services.planning.trying import Trial, accept_trial
from huanjie_desktop.services.printing.plan_material import WHOLE as PLAN_OF_ALL
from huanjie_desktop.services.printing.print_subjects import PLAN
from huanjie_desktop.services.shown.papers import papers_of_thing
from huanjie_desktop.services.shown.plan import WRONG, PlanRow, PlanShown, day_and_weekday, read_plan


class PlanningPage(Page):
    """工期页."""

    title, icon = "工期", "calendar"
    tables = ("congress", "plan_step", "plan_choice", "setting", "own_entry", "participant")

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self.trial = Trial()
        self.shown: PlanShown | None = None
        self._asked = 0  # how often the plan was asked for: an answer to an earlier asking is dropped
        self._before = Trial()  # the trial that a refused one goes back to
        self._wanted: tuple[str, str] | None = None  # congress and step to be chosen once read
        self.list = ChoiceList("会议工期")
        self.list.chosen.connect(lambda _id: self._show_rows())
        self.model = RowsModel(COLUMNS, self)
        self.table = EditTable(self.model, "工期表", 1, whole_rows=True)
        self.chart = PlanChart(self.table)
        self.panel, self.bar, self.filters = (
            StepPanel(),
            TrialBar(),
            PlanFilters([name for name, _ in ZOOMS], self.chart.zoom),
        )
        self._connect()
        self._make_actions()
        self._lay_out()

    def heading(self) -> str:
        """Return what the page is of."""
        planned = self._chosen()
        if planned is None or planned.congress.start is None or self.shown is None:
            return "全县" if self.shown else ""
        return (
            f"{planned.title}　{self.shown.anchors.get(planned.anchor, '')} {day_and_weekday(planned.congress.start)}"
        )

    def status(self) -> str:
        """Return the words of the status bar."""
        if self.shown is None:
            return ""
        words = f"{len(self._of_chosen())} 步，显示 {self.model.count} 步"
        if self.shown.dateless:
            words += f"；{self.shown.dateless} 次会议没有定日期，没有排"
        return words + ("；试排中，没有保存" if self.shown.is_trial else "")

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind in ("step", "plan")

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front, with a congress or one of its steps chosen."""
        if subject is not None:
            self._wanted = (subject.field, subject.id) if subject.kind == "step" else (subject.id, "")
        super().show_for(subject)

    def start_search(self) -> None:
        """Put the cursor on the steps."""
        self.table.setFocus()

    def main_part(self) -> QWidget:
        """Return the table."""
        return self.table

    # reading

    def read_again(self) -> None:
        """Read the plan as it is, or as it would be."""
        self._asked += 1
        self.tasks.ask("读取工期", read_plan, self.trial).owned_by(self).then(
            partial(self._on_read, self._asked), partial(self._on_not_read, self._asked)
        )

    def _on_read(self, number: int, shown: PlanShown) -> None:
        if number != self._asked:
            return  # a newer one is on its way
        if shown.refused:
            self.trial = self._before
            self.table.say(shown.refused[0])
            self.read_again()
            return
        self.trial = self._before = shown.trial
        self.shown = shown
        wanted = self._wanted[0] if self._wanted else self.list.chosen_id()
        self.list.show_rows(list(choices(shown)), wanted)
        self.stack.setCurrentIndex(0 if shown.congresses else 1)
        self.bar.show_trial(shown)
        self.allow(self._accept, shown.is_trial, "没有在试排。")
        self.allow(self._back, shown.is_trial, "没有在试排。")
        self._show_rows()

    def _on_not_read(self, number: int, error: HuanjieError) -> None:
        if number == self._asked:
            self.trial = self._before
            self.tasks.troubled.emit(error)

    def _chosen(self) -> PlannedCongress | None:
        id_ = self.list.chosen_id()
        return next((each for each in self.shown.congresses if each.id == id_), None) if self.shown and id_ else None

    def _of_chosen(self) -> Sequence[PlanRow]:
        id_ = self.list.chosen_id()
        rows = self.shown.rows if self.shown else ()
        return [row for row in rows if row.congress.id == id_] if id_ else rows

    def _show_rows(self) -> None:
        """Show the rows of the congress chosen that pass the filters, with the same step chosen."""
        if self.shown is None:
            return
        kept = self._wanted or self._current_key()
        self._wanted = None
        rows = self._of_chosen()
        self.filters.offer(rows, whole=not self.list.chosen_id())
        rows = [row for row in rows if self.filters.passes(row)]
        alone = bool(self.list.chosen_id()) or len(self.shown.congresses) == 1
        columns = COLUMNS if alone else (*COLUMNS[:2], OF_CONGRESS, *COLUMNS[2:])
        if list(self.model.columns) != list(columns):
            self.model.set_columns(columns, rows)
        else:
            self.model.set_rows(rows)
        chosen = self._chosen()
        days = [planned.congress.start for planned in ([chosen] if chosen else self.shown.congresses)]
        anchors = [(day, "") for day in days if day]
        self.chart.show_rows(rows, self.shown.calendar, self.shown.today, anchors)
        at = next((at for at, row in enumerate(rows) if row.key == kept), None)
        if at is None:
            at = next((at for at, row in enumerate(rows) if row.planned.end >= self.shown.today and row.waits), 0)
        if rows:
            self.table.setCurrentIndex(self.model.index(at, 1))
            self.table.scrollTo(self.model.index(at, 1))
            if kept is None:
                self.table.scrollTo(self.model.index(at, 1), QAbstractItemView.ScrollHint.PositionAtCenter)
                self.table.horizontalScrollBar().setValue(0)
        self._on_row()
        self.heading_changed.emit()

    def _current(self) -> PlanRow | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() and index.row() < self.model.count else None

    def _current_key(self) -> tuple[str, str] | None:
        row = self._current()
        return row.key if row else None

    def _on_row(self) -> None:
        self.panel.show_row(self._current())
        self.chart.set_current(self.table.currentIndex().row())

    # trying

    def nudge(self, days: int) -> None:
        """Try the current step so many days later, from where it is tried already, though that may not be seen yet."""
        row = self._current()
        if row is None:
            return
        start, tried = row.congress.congress.start, self.trial.starts.get(row.congress.id)
        if row.moves_congress and start is not None and tried is not None:
            self.put_on(row, row.planned.start + (tried - start) + DAY * days)
        else:
            self.put_on(row, self.trial.moved.get(row.key, row.planned.start) + DAY * days)

    def put_on(self, row: PlanRow, day: date) -> None:
        """Try a step on a day."""
        if not row.waits:
            self.table.say(f"“{row.planned.step.title}”已经办结或不办，不能再挪。")
            return
        self._before = self.trial
        if row.moves_congress:
            start = row.congress.congress.start
            assert start is not None
            self.trial = self.trial.with_start(row.congress.id, start + (day - row.planned.start))
        else:
            self.trial = self.trial.with_step(row.key, day)
        self.read_again()

    def give_up(self) -> None:
        """Put everything back where it was."""
        if self.trial.starts or self.trial.moved:
            self.trial = self._before = Trial()
            if self.filters.which == WRONG:
                self.filters.choose("")
            self.read_again()

    def accept(self) -> None:
        """Make true what is tried."""
        if self.trial.starts or self.trial.moved:
            self.run("改期", accept_trial, self.trial).then(self._on_accepted)

    def _on_accepted(self, _changes: ChangeSet) -> None:
        self.give_up()

    # changing

    def toggle_done(self) -> None:
        """Mark the chosen steps as done today, or those that are done or dropped as open again."""
        row = self._current()
        if row is None:
            return
        keys = [each.key for each in self._selected() if each.waits == row.waits]
        self.run(
            "标为已办" if row.waits else "恢复为未办", changing.mark_done if row.waits else changing.reopen_steps, keys
        )

    def ask_done(self) -> None:
        """Ask when, by whom and under which number the step was done."""
        row = self._current()
        if row is None or self.shown is None:
            return
        answer = ask_dialog(DoneDialog(self.window(), row, self.shown.today), DoneDialog.answer)
        if answer is not None:
            self.run("标为已办", changing.mark_done, [row.key], *answer)

    def ask_step(self) -> None:
        """Ask for the step's other day, which is tried first, its days from the anchor and its doer, which are written."""
        row = self._current()
        if row is None:
            return
        if not row.waits:
            self.ask_done()
            return
        changes = ask_dialog(StepDialog(self.window(), row), StepDialog.changes) or {}
        if "who" in changes:
            self.run("改责任单位", changing.set_who, [row.key], str(changes["who"]))
        if "offset" in changes:
            self.run("改倒排天数", changing.set_offset, *row.key, changes["offset"])
        if "day" in changes:
            self.put_on(row, changes["day"])

    def toggle_pin(self) -> None:
        """Pin the chosen steps to their days, or let them go."""
        row = self._current()
        if row is None or not row.waits or row.moves_congress:
            return
        pinned = row.planned.state.state is State.PINNED
        keys = [each.key for each in self._selected() if each.waits and not each.moves_congress]
        self.run("不再固定" if pinned else "固定", changing.reopen_steps if pinned else changing.pin_steps, keys)

    def ask_drop(self) -> None:
        """Ask why the chosen steps are not taken."""
        row = self._current()
        if row is not None and row.waits:
            reason = ask_dialog(DropDialog(self.window(), row.planned.step.title), DropDialog.reason)
            if reason:
                self.run("标为不办", changing.drop_steps, [row.key], reason)

    def ask_preset(self) -> None:
        """Ask by which preset the round is planned."""
        if self.shown is not None:
            dialog = ChoiceDialog(self.window(), "倒排预设", "采用", "预设", self.shown.presets)
            dialog.choose(self.shown.preset)
            chosen = ask_dialog(dialog, lambda closed: closed.chosen)
            if chosen is not None and chosen != self.shown.preset:
                self.run("选倒排预设", changing.choose_preset, chosen)

    def ask_own_preset(self) -> None:
        """Keep what the office has set otherwise as its own preset."""
        taken = [title for _id, title in self.shown.presets] if self.shown else []
        title = ask_dialog(NameDialog(self.window(), "存为预设", "存", "名称", "", taken), lambda closed: closed.text)
        if title:
            self.run("存为预设", changing.save_preset, title)

    def ask_version(self) -> None:
        """Keep the plan under a name, as it is tried where something is."""
        tried = self.trial if self.trial.starts or self.trial.moved else None
        words = "试排的工期存为方案" if tried else "现在的工期存为方案"
        title = ask_dialog(NameDialog(self.window(), words, "存", "方案名称"), lambda closed: closed.text)
        if title:
            asked = self.run("存为方案", versions.save_version, title, tried)
            if tried is not None:  # else it is the plan that holds
                asked.then(lambda _made: self.compare_versions())

    def compare_versions(self) -> None:
        """Show the plans kept under names, compared with each other or with the one that holds."""
        if ask_dialog(VersionsDialog(self.window(), self.tasks), lambda _closed: True):
            self.give_up()

    def ask_helper(self) -> None:
        """Ask which group looks after the congress chosen."""
        planned = self._chosen() or (row.congress if (row := self._current()) else None)
        if planned is None:
            messages.tell(self.window(), UserError("没有选中会议。", "请先在左边选一次会议。"))
            return
        dialog = NameDialog(self.window(), f"指导组：{planned.title}", "确定", "指导组", planned.helper)
        helper = ask_dialog(dialog, lambda closed: closed.text)
        if helper is not None:
            self.run("设置指导组", changing.set_helper, planned.id, helper)

    def print_plan(self, first: str) -> None:
        """Show the papers of the congress chosen, or of the round, this one first."""
        if self.shown is None or not self.shown.congresses:
            messages.tell(self.window(), UserError("还没有定了日期的会议，没有可打印的。", "请先新建会议并填日期。"))
            return
        planned = self._chosen()
        of, owner = (planned.id, planned.title) if planned else (PLAN_OF_ALL, "全县")
        show_dialog(
            PrintDialog(self.window(), self.tasks, owner, papers_of_thing(self.catalog, PLAN, of, owner, first))
        )

    def _selected(self) -> list[PlanRow]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows(1)})
        found = [self.model.row_at(at) for at in rows if at < self.model.count]
        current = self._current()
        return found or ([current] if current else [])

    # making

    def _connect(self) -> None:
        table = self.table
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.horizontalHeader().setFixedHeight(theme.px(HEAD))
        table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_row())
        table.doubleClicked.connect(lambda _index: self.ask_step())
        for keys, act in (("Space", self.toggle_done), ("Return", self.ask_step), ("Enter", self.ask_step)):
            table.add_key(keys, act)
        self.chart.pressed.connect(self._on_pressed)
        self.chart.dragged.connect(lambda at, day: self.put_on(self.model.row_at(at), day))
        self.chart.zoomed.connect(self.filters.show_zoom)
        self.filters.zoom_asked.connect(self.chart.set_zoom)
        self.filters.today_asked.connect(self._go_to_today)
        self.filters.changed.connect(self._show_rows)
        self.bar.given_up.connect(self.give_up)
        self.bar.accepted.connect(self.accept)
        self.bar.wrong_asked.connect(lambda: self.filters.choose(WRONG))
        self.panel.done_asked.connect(self.toggle_done)
        self.panel.details_asked.connect(self.ask_done)
        self.panel.pin_asked.connect(self.toggle_pin)
        self.panel.change_asked.connect(self.ask_step)
        self.panel.drop_asked.connect(self.ask_drop)

    def _on_pressed(self, at: int) -> None:
        self.table.setCurrentIndex(self.model.index(at, 1))
        self.table.setFocus()

    def _go_to_today(self) -> None:
        if self.shown is not None:
            self.chart.show_day(self.shown.today)

    def _make_actions(self) -> None:
        self.make_action("打印倒排工期表", "printer", partial(self.print_plan, "倒排工期表"), "Ctrl+P")
        self.make_action("打印工期图", "printer", partial(self.print_plan, "工期图"))
        self.make_action("打印调度表", "printer", partial(self.print_plan, "工作调度表"))
        more = partial(self.make_action, under_more=True)
        more("提前一天试排", "chevron-left", lambda: self.nudge(-1), "Alt+Left")
        more("推后一天试排", "chevron-right", lambda: self.nudge(1), "Alt+Right")
        more("提前一周试排", "chevron-left", lambda: self.nudge(-7), "Alt+Shift+Left")
        more("推后一周试排", "chevron-right", lambda: self.nudge(7), "Alt+Shift+Right")
        self._accept = more("采用试排", "check", self.accept, "Ctrl+Return")
        self._back = more("放回原处", "undo-2", self.give_up, "Esc")
        more("固定或不再固定", "pin", self.toggle_pin, "Ctrl+G")
        more("放大刻度", "plus", lambda: self.chart.set_zoom(self.chart.zoom - 1), "Ctrl+=")
        more("缩小刻度", "search", lambda: self.chart.set_zoom(self.chart.zoom + 1), "Ctrl+-")
        more("回到今天", "calendar", self._go_to_today, "Ctrl+T")
        more("存为方案", "save", self.ask_version)
        more("比较方案", "list-checks", self.compare_versions)
        more("选倒排预设", "list-checks", self.ask_preset)
        more("改过的存为预设", "save", self.ask_own_preset)
        more("设指导组", "users", self.ask_helper)
        for action in (self._accept, self._back):
            self.allow(action, False, "没有在试排。")

    def _lay_out(self) -> None:
        middle = side_by_side((self.table, 720), (self.chart, 250), least={0: 330})
        middle.setChildrenCollapsible(False)
        remember(middle, self.preferences, "plan/chart")
        centre = named(QWidget(), "surface")
        down(self.bar, self.filters, (middle, 1), on=centre, margins=0, spacing=0)
        whole = side_by_side((self.list, 176), (centre, 770), (self.panel, 232), least={0: 120, 2: 192})
        whole.setChildrenCollapsible(False)
        remember(whole, self.preferences, "plan/splitter")
        nothing = empty_state(
            "还没有定了日期的会议，排不出工期。", "去新建会议", lambda: self.place_asked.emit(Subject("congress", ""))
        )
        self.stack = stacked(whole, nothing)
        down(self.stack, on=self, margins=0)
