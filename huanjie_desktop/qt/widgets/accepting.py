"""认可检查结果 in the window: asks for the reason, has findings accepted, or has them count again."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from huanjie_desktop.domain.accepted import may_be_accepted
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.services.people import accepting

_NAMED = 4
_WIDTH, _LINE, _IN_A_LINE = 560, 24, 32  # of the dialog; a line's height, and the characters of one
_NOTE = "认可后不再提示，不印在材料上；内容一改动就重新检查。"


class ReasonDialog(FormDialog):
    """认可: the findings in words, and why they may stand."""

    def __init__(self, parent: QWidget | None, findings: Sequence[Finding]) -> None:
        reason = FieldSpec(
            "reason", "理由", needed="请填写认可的理由。", placeholder="例如：组织部门认定，见档案", note=_NOTE
        )
        said = [each.text for each in findings[:_NAMED]]
        said += [f"等{len(findings)}条。"] * (len(findings) > _NAMED)
        super().__init__(parent, "认可检查结果", "认可", [reason])
        self.setMinimumWidth(theme.px(_WIDTH))
        words = label("\n".join(said), wrap=True)
        words.setMinimumHeight(theme.px(_LINE * sum(-(-len(text) // _IN_A_LINE) for text in said)))
        self.layout().insertWidget(0, words)  # type: ignore[union-attr]

    @property
    def reason(self) -> str:
        """What was typed."""
        return str(self.record.value("reason") or "").strip()


class Accepting(QObject):
    """认可命令 of a page's list of findings."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def accept(self, findings: Sequence[Finding]) -> None:
        """Ask for the reason and let findings stand."""
        chosen = [each for each in findings if may_be_accepted(each)]
        reason = ask_dialog(ReasonDialog(self._page, chosen), lambda closed: closed.reason) if chosen else None
        if reason is not None:
            self._page.run("认可检查结果", accepting.accept_findings, chosen, reason)

    def withdraw(self, findings: Sequence[Finding]) -> None:
        """Have findings that were accepted count again."""
        chosen = [each for each in findings if each.accepted]
        if chosen:
            self._page.run("撤回认可", accepting.withdraw_acceptance, chosen)

    def fill(self, menu: QMenu, findings: Sequence[Finding]) -> None:
        """Put into a menu what can be done with findings."""
        counting = [each for each in findings if may_be_accepted(each) and not each.accepted]
        standing = [each for each in findings if each.accepted]
        many = f"这{len(findings)}条" if len(findings) > 1 else ""
        if counting:
            menu.addAction(f"认可{many}……", lambda: self.accept(counting))
        if standing:
            menu.addAction(f"撤回{many}认可", lambda: self.withdraw(standing))
        if not counting and not standing:
            menu.addAction("这一条不是人员或单位的，不能认可").setEnabled(False)
