"""A list of findings: each a drawing and a sentence, many of one pattern folded; opening one tells its subject."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from huanjie_desktop.domain.accepted import may_be_accepted
from huanjie_desktop.domain.outcome import Finding, Severity, gravest_first
from huanjie_desktop.qt.opening import open_menu
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.line_list import LineDelegate
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, refill
from huanjie_desktop.services.shown.findings import FindingLine, finding_lines

DRAWINGS = {Severity.ERROR: "circle-alert", Severity.WARNING: "triangle-alert", Severity.HINT: "info"}
_INDENT = "　　"


class FindingList(QListWidget):
    """检查结果: `subject_asked` carries the subject of the finding that was opened; `with_names` says whom each is about;
    `menu_filled` offers the menu of the line chosen, with its findings; `with_heads` puts each gravity under a head.

    Opening what is folded shows what is inside, opening it again hides it; → and ← do so too.
    """

    subject_asked = Signal(object)
    menu_filled = Signal(QMenu, list)

    def __init__(self, *, with_names: bool = False, with_heads: bool = False) -> None:
        super().__init__()
        self._with_names, self._with_heads = with_names, with_heads
        self._lines: Sequence[FindingLine] = ()
        self._turned: set[str] = set()  # those that somebody has folded or unfolded
        self.setAccessibleName("检查结果")
        self.setItemDelegate(LineDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemActivated.connect(self._on_activated)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; what was unfolded and chosen stays so."""
        self._lines = finding_lines(findings, with_names=self._with_names, with_heads=self._with_heads)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """→ unfolds, ← folds; the rest is Qt's."""
        line = self._line(self.currentItem())
        if event.key() == Qt.Key.Key_Right and line is not None and line.inside:
            self._turn(line, unfolded=True)
        elif event.key() == Qt.Key.Key_Left and (fold := self._fold_of(line)) is not None:
            self._turn(fold, unfolded=False)
        else:
            super().keyPressEvent(event)

    def _fold_of(self, line: FindingLine | None) -> FindingLine | None:
        """Return what ← folds: the line where it is open, else what it stands in."""
        if line is not None and line.inside and self._is_open(line):
            return line
        inner = (each for head in self._lines if head.head for each in head.inside)
        return next((each for each in (*inner, *self._lines) if line in each.inside), None)

    def _is_open(self, line: FindingLine) -> bool:
        return line.opened != (line.key in self._turned)

    def chosen(self) -> list[Finding]:
        """Return the findings of the line chosen; a head is none."""
        line = self._line(self.currentItem())
        return line.findings if line is not None and not line.head else []

    def make_menu(self) -> QMenu:
        """Make the menu of the line chosen."""
        menu = QMenu(self)
        if self.chosen():
            self.menu_filled.emit(menu, self.chosen())
        return menu

    def _open_menu(self, _at: QPoint) -> None:
        item = self.currentItem()
        if item is not None:
            menu = self.make_menu()
            if menu.actions():
                open_menu(menu, self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()))

    def _turn(self, line: FindingLine, *, unfolded: bool) -> None:
        if self._is_open(line) != unfolded:
            self._turned ^= {line.key}
        self._fill(line)

    def _fill(self, chosen: FindingLine | None = None) -> None:
        chosen = chosen or self._line(self.currentItem())
        self.clear()
        for line in self._lines:
            if not line.head:
                self._add_fold(line, chosen)
                continue
            self._add(line, "▾ " if self._is_open(line) else "▸ ", chosen)
            for each in line.inside if self._is_open(line) else ():
                self._add_fold(each, chosen)

    def _add_fold(self, line: FindingLine, chosen: FindingLine | None) -> None:
        unfolded = bool(line.inside) and self._is_open(line)
        self._add(line, "▾ " if unfolded else "▸ " if line.inside else "", chosen)
        for each in line.inside if unfolded else ():
            self._add(each, _INDENT, chosen)

    def _add(self, line: FindingLine, before: str, chosen: FindingLine | None) -> None:
        severity = line.finding.severity
        item = QListWidgetItem(before + line.words)
        if before != _INDENT:
            drawing = ("check", "secondary") if line.standing else (DRAWINGS[severity], severity.value)
            item.setIcon(icons.icon(*drawing))
        if line.head:
            item.setBackground(theme.colour("page"))
        item.setToolTip(line.tip)
        item.setData(Qt.ItemDataRole.UserRole, line)
        self.addItem(item)
        if chosen is not None and (line.key, bool(line.inside)) == (chosen.key, bool(chosen.inside)):
            self.setCurrentItem(item)

    @staticmethod
    def _line(item: QListWidgetItem | None) -> FindingLine | None:
        line = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return line if isinstance(line, FindingLine) else None

    def _on_activated(self, item: QListWidgetItem) -> None:
        line = self._line(item)
        if line is not None and line.inside:
            self._turn(line, unfolded=not self._is_open(line))
        elif line is not None and line.finding.subject is not None:
            self.subject_asked.emit(line.finding.subject)


class FindingRows(QWidget):
    """检查结果 as lines among other things, the gravest first; `basis` stands behind each in brackets, else in its tip.

    Where findings can be accepted (`accepting`), each has what asks for that, and those accepted stand folded behind.
    """

    accept_asked = Signal(list)  # list[Finding]
    withdraw_asked = Signal(list)
    merge_asked = Signal(object)  # a finding that says that two may be one

    def __init__(self, *, basis: bool = False, accepting: bool = False) -> None:
        super().__init__()
        self._basis, self._accepting, self._unfolded = basis, accepting, False
        self._findings: Sequence[Finding] = ()
        self._nothing = ""
        self._rows = down(on=self, margins=0)

    def show_findings(self, findings: Sequence[Finding], nothing: str = "") -> None:
        """Show other findings, or a word for none."""
        self._findings, self._nothing = findings, nothing
        counting = [each for each in findings if not each.accepted]
        standing = [each for each in findings if each.accepted]
        rows = [self._row(finding) for finding in gravest_first(counting)]
        if standing:
            rows.append(self._fold(len(standing)))
            rows += [self._row(finding) for finding in standing] if self._unfolded else []
        refill(self._rows, rows, nothing)

    def _fold(self, count: int) -> QWidget:
        return button(f"{'▾' if self._unfolded else '▸'} 已认可 {count} 条", self._turn, look="link")

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self.show_findings(self._findings, self._nothing)

    def _row(self, finding: Finding) -> QWidget:
        row, mark = QWidget(), label()
        looks = ("check", "secondary") if finding.accepted else (DRAWINGS[finding.severity], finding.severity.value)
        drawing = icons.icon(*looks)
        mark.setPixmap(drawing.pixmap(theme.px(16), theme.px(16)))
        said = f"{finding.text}（{finding.basis}）" if self._basis and finding.basis else finding.text
        words = label(f"{said}（认可：{finding.accepted}）" if finding.accepted else said, wrap=True)
        words.setToolTip("" if self._basis else finding.basis)
        act: list[QWidget] = []
        if self._accepting and finding.accepted:
            act.append(
                button("撤回", lambda: self.withdraw_asked.emit([finding]), look="link", tip="让它重新计入检查结果")
            )
        elif self._accepting and may_be_accepted(finding):
            act.append(
                button("认可", lambda: self.accept_asked.emit([finding]), look="link", tip="填写理由，让它不再提示")
            )
        if self._accepting and finding.twin is not None and not finding.accepted:
            merge = button("合并", lambda: self.merge_asked.emit(finding), look="link", tip="两条并成一个人")
            act.insert(0, merge)
        across(down(mark, STRETCH), (words, 1), *(down(each, STRETCH) for each in act), on=row, margins=0, spacing=8)
        return row
