"""The main window: a start page, or the desk with the pages of one open workspace."""

from huanjie_desktop.qt.main_window.desk import Desk
from huanjie_desktop.qt.main_window.window import MainWindow

__all__ = ["Desk", "MainWindow"]
