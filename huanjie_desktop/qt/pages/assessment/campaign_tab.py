"""What the tabs of a campaign have in common: the campaign shown, and how a change to it is written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

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
            self._run(words, use_case, self._shown.campaign.id, *values, **named)
