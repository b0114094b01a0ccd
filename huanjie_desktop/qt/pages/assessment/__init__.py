"""The page 考察测评: forms, campaigns, their sheets keyed in and checked, their results."""

from huanjie_desktop.qt.pages.assessment.page import AssessmentPage

__all__ = ["AssessmentPage"]
