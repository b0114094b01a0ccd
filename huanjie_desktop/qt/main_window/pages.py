"""Which pages a workspace has, in the order of the navigation.

A page's module is imported when the page is made, so that the window does not wait for all of them; its title and
drawing stand here too, and a test compares them.
"""

from collections.abc import Callable
from functools import partial

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt.main_window.shelf import PageMaker
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences

FOOT = 2  # how many of the last stand at the navigation's foot


def page_makers(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> list[PageMaker]:
    """Return what makes the pages of an open workspace."""
    return [PageMaker(title, icon, partial(make, tasks, catalog, preferences)) for title, icon, make in _PAGES]


def _home(tasks: Tasks, catalog: Catalog, _preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.home import HomePage

    return HomePage(tasks, catalog)


def _rosters(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.rosters import RostersPage

    return RostersPage(tasks, catalog, preferences)


def _assessment(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.assessment import AssessmentPage

    return AssessmentPage(tasks, catalog, preferences)


def _meetings(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.meetings import MeetingsPage

    return MeetingsPage(tasks, catalog, preferences)


def _packages(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.packages import PackagesPage

    return PackagesPage(tasks, catalog, preferences)


def _history(tasks: Tasks, catalog: Catalog, _preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.history import HistoryPage

    return HistoryPage(tasks, catalog)


def _settings(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    from huanjie_desktop.qt.pages.settings import SettingsPage

    return SettingsPage(tasks, catalog, preferences)


_Make = Callable[[Tasks, Catalog, Preferences], Page]
_PAGES: tuple[tuple[str, str, _Make], ...] = (
    ("首页", "house", _home),
    ("名册", "users", _rosters),
    ("考察测评", "clipboard-check", _assessment),
    ("会议", "presentation", _meetings),
    ("上报", "upload", _packages),
    ("记录", "history", _history),
    ("设置", "settings", _settings),
)
