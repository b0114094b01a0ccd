"""The first page: what is to be done, what contradicts what, the congresses, and what was printed and reported last."""

from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.accepting import Accepting
from huanjie_desktop.qt.widgets.finding_list import FindingList
from huanjie_desktop.qt.widgets.line_list import LineList
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, named, note
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.shown.findings import count_words
from huanjie_desktop.services.shown.home import Overview, read_overview


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
        self.begin.setVisible(not overview.people)
        self.kept.setText(f"{overview.backup}{overview.open_to_all}")
        self.heading_changed.emit()

    def _on_kept(self) -> None:
        if self.isVisible():
            self.read_again()

    def _on_found(self) -> None:
        found = self.watch.findings
        if found is None:
            self.summary.setText("人员较多，没有自动检查。按“重新检查”开始。")
        elif not any(not each.accepted for each in found):
            self.summary.setText(f"检查无误，已认可 {len(found)} 条。" if found else "检查无误。")
        else:
            self.summary.setText(f"{count_words(found)}。双击或按回车打开所在的地方，菜单键可以认可。")
        self.findings.show_findings(found or ())
        self.findings.setVisible(bool(found))

    def _ask_for_file(self) -> None:
        self.place_asked.emit(Subject("import", ""))

    def _lay_out(self) -> None:
        self.todo = LineList("要办的事", "没有要办的事。")
        self.congresses = LineList("会议", "还没有会议。")
        self.sent = LineList("最近打印与上报", "还没有打印或上报。")
        self.begin = button("从 Excel 导入名册", self._ask_for_file, drawing="download", look="primary")
        self.begin.hide()
        self.kept = note("")
        left = named(QWidget(), "page")
        first = framed("要办的事", (self.todo, 1), across(self.begin, STRETCH), self.kept)
        rest = [framed(view.accessibleName(), (view, 1)) for view in (self.congresses, self.sent)]
        down((first, 4), *((frame, 3) for frame in rest), on=left, margins=0, spacing=16)
        self.summary = note("正在检查……")
        self.findings = FindingList(with_names=True)
        self.findings.hide()
        self.accepting = Accepting(self)
        self.findings.menu_filled.connect(self.accepting.fill)
        for view in (self.todo, self.congresses, self.sent, self.findings):
            view.subject_asked.connect(self.place_asked)
        found = framed("检查结果", self.summary, (self.findings, 1), (STRETCH, 0))
        across((left, 1), (found, 1), on=self, margins=16, spacing=16)
