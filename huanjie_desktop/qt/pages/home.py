"""The first page: what the file holds, what contradicts what, and what was done last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity, Subject
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import button, label, named, panel
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace

DRAWINGS = {Severity.ERROR: "circle-alert", Severity.WARNING: "triangle-alert", Severity.HINT: "info"}
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}
MOST_FINDINGS = 300
LATEST = 8


@dataclass(frozen=True)
class CongressLine:
    """A congress as the first page lists it."""

    id: str
    title: str
    start: date | None
    end: date | None

    def dates(self) -> str:
        """Return its dates in words."""
        if self.start is None:
            return "日期未定"
        if self.end is None or self.end == self.start:
            return f"{self.start.month}月{self.start.day}日"
        return f"{self.start.month}月{self.start.day}日至{self.end.month}月{self.end.day}日"


@dataclass(frozen=True)
class Overview:
    """What the first page shows."""

    county: str
    people: int
    rosters: Sequence[tuple[Roster, int]]
    congresses: Sequence[CongressLine]
    changes: Sequence[tuple[str, str]]  # when, what


class HomePage(Page):
    """首页."""

    title = "首页"
    icon = "house"

    def __init__(self, tasks: Tasks, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(tasks, catalog, parent)
        self._overview: Overview | None = None
        self._shown = False
        self._figures: dict[str, tuple[QWidget, object]] = {}
        self.watch = FindingsWatch.of(tasks)
        self.watch.found.connect(self._on_found)
        self.make_action("重新检查", "shield-check", lambda: self.watch.look(thoroughly=True))
        self._lay_out()

    def heading(self) -> str:
        """Return what the page is of."""
        return self._overview.county if self._overview else ""

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind == "findings"

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        self._shown = True
        self._read()
        if subject is not None:
            self.findings.setFocus()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches."""
        if self._shown:
            self._read()

    def _read(self) -> None:
        self.tasks.run("读取首页", read_overview, self._on_read)

    def _on_read(self, overview: Overview) -> None:
        self._overview = overview
        self._numbers[0].setText(str(overview.people))
        self._numbers[1].setText(str(len(overview.rosters)))
        self._numbers[2].setText(str(len(overview.congresses)))
        listed = [self._roster_row(roster, count) for roster, count in overview.rosters]
        _fill(self._rosters, listed, "还没有名册。")
        self._begin.setVisible(not overview.people)
        _fill(self._congresses, [self._congress_row(line) for line in overview.congresses], "还没有会议。")
        _fill(self._changes, [_pair(what, when) for when, what in overview.changes], "还没有改动。")
        self.heading_changed.emit()

    def _on_found(self) -> None:
        self.findings.clear()
        found = self.watch.findings
        counts = {severity: self.watch.count(severity) for severity in Severity}
        self._numbers[3].setText("－" if found is None else str(counts[Severity.ERROR] + counts[Severity.WARNING]))
        if found is None:
            self._summary.setText("人员较多，没有自动检查。按“重新检查”开始。")
        elif not found:
            self._summary.setText("没有发现问题。")
        else:
            parts = [f"{WORDS[severity]} {count}" for severity, count in counts.items() if count]
            more = f"，列出前 {MOST_FINDINGS} 条" if len(found) > MOST_FINDINGS else ""
            self._summary.setText("，".join(parts) + more + "。双击或按回车打开所在的地方。")
        for finding in (found or ())[:MOST_FINDINGS]:
            self.findings.addItem(_finding_item(finding))
        self.findings.setVisible(bool(found))

    def _ask_import(self) -> None:
        self.place_asked.emit(Subject("import", ""))

    def _on_finding_opened(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if finding.subject is not None:
            self.place_asked.emit(finding.subject)

    def _roster_row(self, roster: Roster, count: int) -> QWidget:
        opened = button(roster.name, lambda: self.place_asked.emit(Subject("roster", roster.id)), look="row")
        return _pair(opened, f"{count} 人")

    def _congress_row(self, line: CongressLine) -> QWidget:
        opened = button(line.title, lambda: self.place_asked.emit(Subject("congress", line.id)), look="row")
        return _pair(opened, line.dates())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setSpacing(16)
        grid.addLayout(self._lay_out_numbers(), 0, 0, 1, 2)
        left = QVBoxLayout()
        left.setSpacing(16)
        self._congresses, self._rosters, self._changes = (
            self._add_panel(left, heading) for heading in ("会议", "名册", "最近改动")
        )
        self._begin = button("从 Excel 导入名册", self._ask_import, drawing="download", look="primary")
        self._begin.hide()
        left.addWidget(self._begin, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        body = named(QWidget(), "page")
        body.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.addWidget(scroll, 1, 0)
        frame, right = panel("检查结果")
        self._summary = label("正在检查……", "secondary", wrap=True)
        self.findings = QListWidget()
        self.findings.setAccessibleName("检查结果")
        self.findings.setWordWrap(True)
        self.findings.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.findings.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.findings.itemActivated.connect(self._on_finding_opened)
        self.findings.hide()
        right.addWidget(self._summary)
        right.addWidget(self.findings, 1)
        right.addStretch(0)
        grid.addWidget(frame, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.setLayout(grid)

    def _lay_out_numbers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._numbers = [label("", "figure") for _ in range(4)]
        for number, words in zip(self._numbers, ("人员", "名册", "会议", "待处理"), strict=True):
            frame, layout = panel()
            layout.setSpacing(2)
            layout.addWidget(number)
            layout.addWidget(label(words, "secondary"))
            row.addWidget(frame, 1)
        return row

    def _add_panel(self, layout: QVBoxLayout, heading: str) -> QVBoxLayout:
        frame, inner = panel(heading)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        inner.addLayout(rows)
        layout.addWidget(frame)
        return rows


def read_overview(workspace: Workspace, _progress: Progress) -> Overview:
    """Read what the first page shows; runs in the worker."""
    lines = [
        CongressLine(one.id, congresses.title_of(workspace, one), one.start, one.end)
        for one in congresses.list_congresses(workspace)
    ]
    changes = [
        (_moment(entry.at), _verb(entry.kind) + entry.label) for entry in history.list_changes(workspace, LATEST)
    ]
    return Overview(workspace.county, people.count_people(workspace), rosters.list_rosters(workspace), lines, changes)


def _moment(at: str) -> str:
    return at[5:16].replace("T", " ").replace("-", ".")


def _verb(kind: str) -> str:
    return {"undo": "撤销：", "redo": "重做："}.get(kind, "")


def _finding_item(finding: Finding) -> QListWidgetItem:
    name = finding.subject.name if finding.subject is not None else ""
    text = finding.text if not name or name in finding.text else f"{name}：{finding.text}"
    item = QListWidgetItem(icons.icon(DRAWINGS[finding.severity], finding.severity.value), text)
    item.setToolTip("\n".join(part for part in (WORDS[finding.severity], finding.basis) if part))
    item.setData(Qt.ItemDataRole.UserRole, finding)
    return item


def _pair(left: str | QWidget, right: str) -> QWidget:
    row = QWidget()
    row.setMinimumHeight(theme.px(30))
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(label(left) if isinstance(left, str) else left, 1)
    layout.addWidget(label(right, "secondary"))
    return row


def _fill(layout: QLayout, rows: Sequence[QWidget], nothing: str) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
    for row in rows or [label(nothing, "secondary")]:
        layout.addWidget(row)
