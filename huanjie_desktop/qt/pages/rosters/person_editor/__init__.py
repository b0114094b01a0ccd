"""改全表: one whole person, edited beside the form as it is printed."""

from huanjie_desktop.qt.pages.rosters.person_editor.editor import PersonEditor

__all__ = ["PersonEditor"]
