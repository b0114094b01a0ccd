"""Where a package can be put: the drives of this computer, and whether a folder lies on a removable one."""

from pathlib import Path

from huanjie_desktop.exchange.packages import drives
from huanjie_desktop.exchange.packages.drives import Drive


def list_targets() -> list[Drive]:
    """Return the removable drives that can be written."""
    return [drive for drive in drives.list_drives() if drive.removable]


def is_removable(folder: Path) -> bool:
    """Tell whether a folder lies on a removable drive; one that nobody knows counts as fixed."""
    drive = drives.drive_of(folder, drives.list_drives())
    return drive is not None and drive.removable
