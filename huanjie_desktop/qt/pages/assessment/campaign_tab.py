"""What the tabs of a campaign have in common: the campaign shown, and how a change to it is written.

A change of what stands is refused until it has a reason and a second person: these are asked for, and it is tried again.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.errors import HuanjieError, NeedsReason
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.dialogs import WitnessDialog
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.services.shown.assessment import Shown


class CampaignTab(QWidget):
    """测评的一页: what it shows is of one campaign."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None

    def change(self, words: str, use_case: Callable[..., object], *values: Any, **named: Any) -> None:
        """Write one change to the campaign shown, by a use case that takes its id first."""
        if self._shown is not None:
            id_ = self._shown.campaign.id
            attempt(self, self._run, words, use_case, id_, *values, **named)


def attempt(owner: QWidget, run: Run, words: str, use_case: Callable[..., object], *values: Any, **named: Any) -> None:
    """Have a change written; ask for a reason and a second person where it needs them, and write it with these."""

    def failed(error: HuanjieError) -> None:
        why = ask_why(owner, words, error, str(named.get("reason", "")))
        if why is not None:
            attempt(owner, run, words, use_case, *values, **{**named, **why})

    run(words, use_case, *values, **named).owned_by(owner).then(None, failed)


def ask_why(owner: QWidget, words: str, error: HuanjieError, reason: str = "") -> dict[str, str] | None:
    """Ask for what a refused change needs; None where it is given up, or was refused for another reason, which is told.

    `reason` is what was given for it already.
    """
    if not isinstance(error, NeedsReason):
        messages.tell(owner.window(), error)
        return None
    dialog = WitnessDialog(owner.window(), words, error.text, reason)
    return ask_dialog(dialog, lambda closed: {str(name): str(value) for name, value in closed.record.values().items()})
