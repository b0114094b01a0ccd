"""Which pages a workspace has, in the order of the navigation."""

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.history import HistoryPage
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.packages import PackagesPage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences

FOOT = 2  # how many of the last stand at the navigation's foot


def make_pages(tasks: Tasks, catalog: Catalog, preferences: Preferences) -> list[Page]:
    """Make the pages of an open workspace."""
    return [
        HomePage(tasks, catalog),
        RostersPage(tasks, catalog, preferences),
        AssessmentPage(tasks, catalog),
        MeetingsPage(tasks, catalog),
        PackagesPage(tasks, catalog, preferences),
        HistoryPage(tasks, catalog),
        SettingsPage(tasks, catalog, preferences),
    ]
