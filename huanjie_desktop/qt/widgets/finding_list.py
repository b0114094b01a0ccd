"""A list of findings: each a drawing and a sentence; opening one tells its subject."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, down, label, refill

DRAWINGS = {Severity.ERROR: "circle-alert", Severity.WARNING: "triangle-alert", Severity.HINT: "info"}
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}


class FindingList(QListWidget):
    """检查结果: `subject_asked` carries the subject of the finding that was opened; `with_names` says whom each is about."""

    subject_asked = Signal(object)

    def __init__(self, *, with_names: bool = False) -> None:
        super().__init__()
        self._with_names = with_names
        self.setAccessibleName("检查结果")
        self.setWordWrap(True)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.itemActivated.connect(self._on_activated)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.clear()
        for finding in findings:
            name = finding.subject.name if self._with_names and finding.subject is not None else ""
            words = finding.text if not name or name in finding.text else f"{name}：{finding.text}"
            item = QListWidgetItem(icons.icon(DRAWINGS[finding.severity], finding.severity.value), words)
            item.setToolTip("\n".join(part for part in (WORDS[finding.severity], finding.basis) if part))
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.addItem(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if finding.subject is not None:
            self.subject_asked.emit(finding.subject)


class FindingRows(QWidget):
    """检查结果 as lines among other things; `basis` stands behind each in brackets, else in its tip."""

    def __init__(self, *, basis: bool = False) -> None:
        super().__init__()
        self._basis = basis
        self._rows = down(on=self, margins=0)

    def show_findings(self, findings: Sequence[Finding], nothing: str = "") -> None:
        """Show other findings, or a word for none."""
        refill(self._rows, [self._row(finding) for finding in findings], nothing)

    def _row(self, finding: Finding) -> QWidget:
        row, mark = QWidget(), label()
        drawing = icons.icon(DRAWINGS[finding.severity], finding.severity.value)
        mark.setPixmap(drawing.pixmap(theme.px(16), theme.px(16)))
        words = label(
            f"{finding.text}（{finding.basis}）" if self._basis and finding.basis else finding.text, wrap=True
        )
        words.setToolTip("" if self._basis else finding.basis)
        across(down(mark, STRETCH), (words, 1), on=row, margins=0, spacing=8)
        return row


def count_words(findings: Sequence[Finding]) -> str:
    """Return 错误 1，提醒 2, "" for none."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return "，".join(f"{WORDS[severity]} {count}" for severity, count in counts.items() if count)
