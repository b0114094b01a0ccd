"""Rights 权限: what kind of thing a change is, so that later each person of the office has some of them."""

from enum import StrEnum


class Right(StrEnum):
    """权限: what a change needs; every change names one of them when it goes through `Workspace.change`."""

    PEOPLE = "people"  # people and rosters
    MEETINGS = "meetings"  # congresses, participants, agendas
    ASSESSMENT = "assessment"  # campaigns before they are counted
    COUNTING = "counting"  # keying in, finishing and settling counts
    CATALOGUE = "catalogue"  # the office's own forms, kinds, texts and stroke places
    PACKAGES = "packages"  # what is reported
    PRINTING = "printing"  # that something was printed or saved as a file
    SETTINGS = "settings"  # what is set for the whole file
    SAFEKEEPING = "safekeeping"  # backups and restoring
