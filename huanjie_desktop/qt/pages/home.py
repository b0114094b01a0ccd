"""The first page: the round in time, what is due and what is to be done, each township's stage, what contradicts what, what left last."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.accepting import Accepting
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.finding_list import FindingList
from huanjie_desktop.qt.widgets.line_list import LineList
from huanjie_desktop.qt.widgets.merging import Merging
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import (
    STRETCH,
    ElidedLabel,
    across,
    button,
    down,
    framed,
    label,
    named,
    note,
    tabbed,
)
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.time_line import TimeLine
from huanjie_desktop.services.shown.findings import count_words
from huanjie_desktop.services.shown.home import NEW_ROSTER, Overview, read_overview
from huanjie_desktop.services.shown.home_plan import HomePlan, TownshipRow, read_home_plan

FINDINGS_ROOM = 190  # pixels that the findings have before all townships are seen
_FIRST = (
    ("从 Excel 导入名册", "download", Subject("import", ""), "已有的名册可以直接导入，栏目由程序对应。"),
    ("新建名册", "plus", Subject(NEW_ROSTER, ""), "没有现成表格的，建一份空名册再填。"),
    ("去新建会议", "presentation", Subject("congress", ""), "填了开幕日、选举日，各步的工期就倒排出来。"),
    (
        "填写上级单位",
        "pencil",
        Subject("setting", "superior"),
        "请示报给谁；年龄计算到哪一天也在那里定。",
    ),
)
_REMINDED = "home/reminded"  # on which day, and of which county, it was said last what is due


class HomePage(Page):
    """首页."""

    title, icon = "首页", "house"

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self._county, self._empty = "", False
        self.watch = FindingsWatch.of(tasks)
        self.watch.found.connect(self._on_found)
        tasks.kept.connect(self._on_kept)
        self.make_action("重新检查", "shield-check", lambda: self.watch.look(thoroughly=True))
        self.make_action("导入名册", "download", self._ask_for_file, "Ctrl+I")
        self.make_action(
            "认可选中的检查结果", "check", lambda: self.accepting.accept(self.findings.chosen()), under_more=True
        )
        self._lay_out()

    def heading(self) -> str:
        """Return what the page is of."""
        return self._county

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind == "findings"

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        super().show_for(subject)
        if subject is not None:
            self.findings.setFocus()

    def start_search(self) -> None:
        """Put the cursor on what is to be done."""
        self.todo.setFocus()

    def reload(self, changes: ChangeSet) -> None:
        """Read again, where somebody looks."""
        if self.isVisible():
            super().reload(changes)

    def read_again(self) -> None:
        """Read what the file holds."""
        self.tasks.ask("读取首页", read_overview).then(self._on_read)

    def _on_read(self, overview: Overview) -> None:
        self._county = overview.county
        for view, lines in (
            (self.todo, overview.todo),
            (self.congresses, overview.congresses),
            (self.sent, overview.sent),
        ):
            view.show_lines(lines)
        self._empty = overview.is_empty
        self.first_panel.setVisible(self._empty)
        self.todo_panel.setHidden(self._empty)
        self.congress_panel.setHidden(self._empty or not self.line_panel.isHidden())
        self.begin.setVisible(not overview.people)
        self._on_found()
        self.kept.setText(f"{overview.backup}{overview.open_to_all}")
        self.heading_changed.emit()
        self.tasks.ask("读取工期", read_home_plan).owned_by(self).then(self._on_plan)

    def _on_kept(self) -> None:
        if self.isVisible():
            self.read_again()

    def _on_found(self) -> None:
        found = self.watch.findings
        if self._empty:
            self.summary.setText("还没有名册和会议，没有可检查的。")
        elif found is None:
            self.summary.setText("人员较多，没有自动检查。按“重新检查”开始。")
        elif not any(not each.accepted for each in found):
            self.summary.setText(f"检查无误，已认可 {len(found)} 条。" if found else "检查无误。")
        else:
            self.summary.setText(count_words(found))
        counted = any(not each.accepted for each in found or ())
        self.summary.setHidden(counted and not self._empty)
        self.keys.show_words("回车打开所在的地方，菜单键可以认可" if counted else "")
        self.findings.show_findings(found or ())
        self.findings.setVisible(bool(found))

    def _ask_for_file(self) -> None:
        self.place_asked.emit(Subject("import", ""))

    def _lay_out(self) -> None:
        self.todo = LineList("要办的事", "没有要办的事。")
        self.due = LineList("本周要办", "这两周没有要办的步骤。")
        self.congresses = LineList("会议", "还没有会议。")
        self.sent = LineList("最近打印与上报", "还没有打印或上报。")
        self.begin = button("从 Excel 导入名册", self._ask_for_file, drawing="download", look="primary")
        self.begin.hide()
        self.kept, self.summary = note(""), note("正在检查……")
        self.findings = FindingList(with_names=True, with_heads=True)
        self.keys = ElidedLabel()
        self.keys.setProperty("role", "secondary")
        self.findings.hide()
        self.accepting = Accepting(self)
        self.merging = Merging(self)
        self.findings.menu_filled.connect(self.accepting.fill)
        self.findings.menu_filled.connect(self.merging.fill)
        self.line = TimeLine()
        self.line.opened.connect(lambda id_: self.place_asked.emit(Subject("plan", id_)))
        self.towns = RowsModel((), self)
        self.town_table = EditTable(self.towns, "各乡镇进度", 0, whole_rows=True)
        self.town_table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.town_table.activated.connect(lambda index: self._open_town(index.row()))
        self.town_table.add_key("Return", lambda: self._open_town(self.town_table.currentIndex().row()))
        for view in (self.todo, self.due, self.congresses, self.sent, self.findings):
            view.subject_asked.connect(self.place_asked)
        self.reminder = label("")
        self.notice = named(QFrame(), "notice")
        known = button("知道了", self._hide_notice, look="link")
        across(self.reminder, STRETCH, known, on=self.notice, margins=(16, 4, 16, 4))
        self.notice.hide()
        self.line_panel = framed("", self.line)
        self.due_panel = framed("本周要办", (self.due, 1))
        self.congress_panel = framed("会议", (self.congresses, 1))
        self.town_panel = framed("各乡镇进度", self.town_table)
        left, right = named(QWidget(), "page"), named(QWidget(), "page")
        todo, sent = named(QWidget(), "surface"), named(QWidget(), "surface")
        down((self.todo, 1), across(self.begin, STRETCH), self.kept, on=todo, margins=(16, 8, 16, 8), spacing=4)
        down((self.sent, 1), on=sent, margins=(16, 8, 16, 8))
        for view in (self.todo, self.due, self.congresses, self.sent, self.findings):
            view.setMinimumHeight(theme.px(44))
            view.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
            )  # they share what room there is
        lists = tabbed(("要办的事", "最近打印与上报"), (todo, sent))
        self.first_panel, self.todo_panel = self._make_first(), lists
        parts = ((self.due_panel, 6), (lists, 4), (self.congress_panel, 3))
        down(self.first_panel, *parts, (STRETCH, 0), on=left, margins=0, spacing=12)
        head = across(label("检查结果", "heading"), (self.keys, 1), spacing=12)
        found = framed("", head, self.summary, (self.findings, 1), (STRETCH, 0))
        down(self.town_panel, (found, 1), on=right, margins=0, spacing=12)
        below = across((left, 6), (right, 5), spacing=12)
        down(self.notice, self.line_panel, (below, 1), on=self, margins=16, spacing=12)
        for panel in (self.line_panel, self.due_panel, self.town_panel, self.first_panel):
            panel.hide()

    def _make_first(self) -> QWidget:
        """Make what an empty file says: what to do first, and what for."""
        rows = []
        for words, drawing, subject, why in _FIRST:
            act = button(words, partial(self.place_asked.emit, subject), drawing=drawing)
            act.setMinimumWidth(theme.px(164))
            rows.append(across(act, (note(why), 1), spacing=12))
        return framed("先做这几件事", *rows)

    def _on_plan(self, plan: HomePlan) -> None:
        """Show the plan; where there is none, the congresses stand in its place."""
        self.line.show_lanes(plan.lanes, plan.today)
        self.due.show_lines(plan.due)
        if plan.lanes:
            self.congress_panel.hide()  # before the others come, or the window would grow for a moment, and stay so
        self.line_panel.setVisible(bool(plan.lanes))
        self.due_panel.setVisible(bool(plan.due))
        self.congress_panel.setVisible(not plan.lanes and not self._empty)
        self.town_panel.setVisible(bool(plan.townships))
        if [head for _anchor, head in plan.township_anchors] != [column.head for column in self.towns.columns[1:-2]]:
            self.towns.set_columns(_town_columns(plan), plan.townships)
            self.town_table.dress(self.town_table)
        else:
            self.towns.set_rows(plan.townships)
        self._remind(plan)
        self._fit_towns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what room there is between the townships and the findings."""
        super().resizeEvent(event)
        self._fit_towns()

    def follow_text_size(self) -> None:
        """Share it anew."""
        self._fit_towns()

    def _fit_towns(self) -> None:
        """Show as many townships as leave the findings their room, two at least; the others are scrolled to."""
        above = [each for each in (self.notice, self.line_panel) if not each.isHidden()]
        room = self.height() - sum(each.sizeHint().height() + 12 for each in above) - 2 * 16
        row, chrome = theme.px(30), theme.px(54) + 12
        rows = (room - theme.px(FINDINGS_ROOM) - chrome) // row - 1
        rows = min(max(rows, 2), max(self.towns.count, 1))
        self.town_table.setFixedHeight(row * (rows + 1) + 2)

    def _remind(self, plan: HomePlan) -> None:
        """Say once a day, quietly, what is due soon and late."""
        if self.preferences is None or not plan.reminder:
            return
        said = f"{plan.today.isoformat()} {self._county}"
        if self.preferences.text(_REMINDED) != said:
            self.preferences.set_text(_REMINDED, said)
            self.reminder.setText(f"{plan.reminder}。")
            self.notice.show()

    def _hide_notice(self) -> None:
        self.notice.hide()
        self._fit_towns()

    def _open_town(self, row: int) -> None:
        if 0 <= row < self.towns.count:
            self.place_asked.emit(Subject("plan", self.towns.row_at(row).congress))


def _town_columns(plan: HomePlan) -> list[TableColumn]:
    """Return the columns of the townships' table: one for each of their congresses."""
    stages = [
        TableColumn(head, partial(_stage_of, anchor), kind=CENTRED, width=112, least=106)
        for anchor, head in plan.township_anchors
    ]
    return [
        TableColumn("乡镇", lambda row: row.id, width=72, least=60),
        *stages,
        TableColumn(
            "办结", lambda row: f"{row.done}/{row.steps}　{row.percent}", kind=CENTRED, width=96, least=88, spare=True
        ),
        TableColumn(
            "问题",
            lambda row: str(row.wrong) if row.wrong else "无",
            kind=CENTRED,
            width=50,
            tint=lambda row: theme.colour("warning" if row.wrong else "secondary"),
        ),
    ]


def _stage_of(anchor: str, row: TownshipRow) -> str:
    return row.stages.get(anchor, "")
