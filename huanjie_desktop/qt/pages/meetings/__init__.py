"""会议: the congresses, each with its overview, programme, people and papers."""

from huanjie_desktop.qt.pages.meetings.page import MeetingsPage

__all__ = ["MeetingsPage"]
