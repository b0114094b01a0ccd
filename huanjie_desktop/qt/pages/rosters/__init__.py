"""The page 名册: rosters by kind on the left, people in the middle, one person on the right."""

from huanjie_desktop.qt.pages.rosters.page import RostersPage

__all__ = ["RostersPage"]
