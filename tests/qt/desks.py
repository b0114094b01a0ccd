"""Puts pages that a test has made onto a desk."""

from huanjie_desktop.qt.main_window.shelf import PageMaker
from huanjie_desktop.qt.widgets.page import Page


def makers_of(*pages: Page) -> list[PageMaker]:
    """Return makers that give these pages."""
    return [PageMaker(page.title, page.icon, lambda page=page: page) for page in pages]  # type: ignore[misc]
