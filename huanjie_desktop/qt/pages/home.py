"""The first page: what the file holds, what contradicts what, and what was done last."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import Severity, Subject
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.finding_list import FindingList, count_words
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label, named, note, refill, scrolled
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.shown.home import Line, Overview, read_overview

MOST_FINDINGS = 300


class HomePage(Page):
    """首页."""

    title, icon = "首页", "house"

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self._county = ""
        self.watch = FindingsWatch.of(tasks)
        self.watch.found.connect(self._on_found)
        tasks.kept.connect(self._on_kept)
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
        self.kept.setText(f"{overview.backup}{overview.open_to_all}")
        self.heading_changed.emit()

    def _on_kept(self) -> None:
        if self.isVisible():
            self.read_again()

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
            row, subject = QWidget(), Subject(kind, line.id)
            row.setMinimumHeight(theme.px(30))
            opens = button(line.words, partial(self.place_asked.emit, subject), look="row")
            across((opens if kind else label(line.words), 1), label(line.about, "secondary"), on=row, margins=0)
            rows.append(row)
        return rows

    def _lay_out(self) -> None:
        self._numbers = [label("", "figure") for _ in range(4)]
        figures = []
        for number, words in zip(self._numbers, ("人员", "名册", "会议", "待处理"), strict=True):
            figures.append((framed("", down(number, label(words, "secondary"), spacing=2)), 1))
        self._congresses, self._rosters, self._changes = (down(spacing=0) for _ in range(3))
        ask_for_file = partial(self.place_asked.emit, Subject("import", ""))
        self._begin = button("从 Excel 导入名册", ask_for_file, drawing="download", look="primary")
        self._begin.hide()
        left = named(QWidget(), "page")
        lists = (("会议", self._congresses), ("名册", self._rosters), ("最近改动", self._changes))
        frames = [framed(words, rows) for words, rows in lists]
        down(*frames, across(self._begin, STRETCH), STRETCH, on=left, margins=0, spacing=16)
        self._summary = note("正在检查……")
        self.findings = FindingList(with_names=True)
        self.findings.subject_asked.connect(self.place_asked)
        self.findings.hide()
        found = framed("检查结果", self._summary, (self.findings, 1), (STRETCH, 0))
        both = across((scrolled(left), 1), (found, 1), spacing=16)
        self.kept = note("")
        down(across(*figures, spacing=16), self.kept, (both, 1), on=self, margins=16, spacing=16)
