"""Which pages a workspace has, in the order of the navigation.

A page's module is imported when the page is made, so that the window does not wait for all of them; its title and
drawing stand here too, and a test compares them.
"""

from functools import partial
from pkgutil import resolve_name

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt.main_window.shelf import PageMaker
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences

FOOT = 2  # how many of the last stand at the navigation's foot
PAGES = (
    ("首页", "house", "home:HomePage"),
    ("名册", "users", "rosters:RostersPage"),
    ("考察测评", "clipboard-check", "assessment:AssessmentPage"),
    ("会议", "presentation", "meetings:MeetingsPage"),
    ("工期", "calendar", "planning:PlanningPage"),
    ("上报", "upload", "packages:PackagesPage"),
    ("记录", "history", "history:HistoryPage"),
    ("设置", "settings", "settings:SettingsPage"),
)


def page_makers(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> list[PageMaker]:
    """Return what makes the pages of an open workspace."""
    return [PageMaker(title, icon, partial(_make, name, tasks, catalog, preferences)) for title, icon, name in PAGES]


def _make(name: str, tasks: Tasks, catalog: Catalog, preferences: Preferences) -> Page:
    made: Page = resolve_name(f"huanjie_desktop.qt.pages.{name}")(tasks, catalog, preferences)
    return made
