"""The page 工期."""

from huanjie_desktop.qt.pages.planning.page import PlanningPage

__all__ = ["PlanningPage"]
