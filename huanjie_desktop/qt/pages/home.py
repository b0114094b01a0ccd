"""The first page: what the file holds, what contradicts what, and what was done last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import Severity, Subject
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.finding_list import FindingList, count_words
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import button, down, label, named, panel, refill
from huanjie_desktop.services.shown.home import Line, Overview, read_overview

MOST_FINDINGS = 300


class HomePage(Page):
    """首页."""

    title, icon = "首页", "house"

    def __init__(self, tasks: Tasks, catalog: Catalog) -> None:
        super().__init__(tasks, catalog)
        self._county = ""
        self.watch = FindingsWatch.of(tasks)
        self.watch.found.connect(self._on_found)
        self.make_action("重新检查", "shield-check", lambda: self.watch.look(thoroughly=True))
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

    def read_again(self) -> None:
        """Read what the file holds."""
        self.tasks.ask("读取首页", read_overview).then(self._on_read)

    def _on_read(self, overview: Overview) -> None:
        self._county = overview.county
        counts = (overview.people, len(overview.rosters), len(overview.congresses))
        for number, count in zip(self._numbers, counts, strict=False):
            number.setText(str(count))
        refill(self._congresses, self._rows(overview.congresses, "congress"), "还没有会议。")
        refill(self._rosters, self._rows(overview.rosters, "roster"), "还没有名册。")
        refill(self._changes, self._rows(overview.changes, ""), "还没有改动。")
        self._begin.setVisible(not overview.people)
        self.heading_changed.emit()

    def _on_found(self) -> None:
        found = self.watch.findings
        pressing = self.watch.count(Severity.ERROR) + self.watch.count(Severity.WARNING)
        self._numbers[3].setText("－" if found is None else str(pressing))
        if found is None:
            self._summary.setText("人员较多，没有自动检查。按“重新检查”开始。")
        elif not found:
            self._summary.setText("没有发现问题。")
        else:
            more = f"，列出前 {MOST_FINDINGS} 条" if len(found) > MOST_FINDINGS else ""
            self._summary.setText(f"{count_words(found)}{more}。双击或按回车打开所在的地方。")
        self.findings.show_findings((found or ())[:MOST_FINDINGS])
        self.findings.setVisible(bool(found))

    def _rows(self, lines: Sequence[Line], kind: str) -> list[QWidget]:
        """Make the rows of a panel; one of a kind opens what it names."""
        rows = []
        for line in lines:
            row = QWidget()
            row.setMinimumHeight(theme.px(30))
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            subject = Subject(kind, line.id)
            opens = button(line.words, lambda subject=subject: self.place_asked.emit(subject), look="row")  # type: ignore[misc]
            layout.addWidget(opens if kind else label(line.words), 1)
            layout.addWidget(label(line.about, "secondary"))
            rows.append(row)
        return rows

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        self._numbers = [label("", "figure") for _ in range(4)]
        for number, words in zip(self._numbers, ("人员", "名册", "会议", "待处理"), strict=True):
            frame, inner = panel()
            inner.setSpacing(2)
            inner.addWidget(number)
            inner.addWidget(label(words, "secondary"))
            numbers.addWidget(frame, 1)
        body = named(QWidget(), "page")
        left = down(on=body, margins=0, spacing=16)
        self._congresses, self._rosters, self._changes = (QVBoxLayout() for _ in range(3))
        for words, rows in (("会议", self._congresses), ("名册", self._rosters), ("最近改动", self._changes)):
            frame, inner = panel(words)
            rows.setSpacing(0)
            inner.addLayout(rows)
            left.addWidget(frame)
        self._begin = button(
            "从 Excel 导入名册",
            lambda: self.place_asked.emit(Subject("import", "")),
            drawing="download",
            look="primary",
        )
        self._begin.hide()
        left.addWidget(self._begin, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found_frame, found = panel("检查结果")
        self._summary = label("正在检查……", "secondary", wrap=True)
        self.findings = FindingList(with_names=True)
        self.findings.subject_asked.connect(self.place_asked)
        self.findings.hide()
        found.addWidget(self._summary)
        found.addWidget(self.findings, 1)
        found.addStretch(0)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setSpacing(16)
        grid.addLayout(numbers, 0, 0, 1, 2)
        for at, part in enumerate((scroll, found_frame)):
            grid.addWidget(part, 1, at)
            grid.setColumnStretch(at, 1)
        grid.setRowStretch(1, 1)
