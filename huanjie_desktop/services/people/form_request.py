"""What is asked of an export of forms, and what became of it; apart from what writes files, so that nobody waits for that."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

NameStyle = Literal["name", "name-id"]


@dataclass(frozen=True)
class FormExport:
    """What to write: whom (these people, a roster's, or all), in which version (None: as the file came, 3.x for new ones), how
    the files are called, and whether they stand in a zip, which `title` names."""

    folder: Path
    roster_id: str = ""
    version: Literal[3, 4] | None = None
    name_style: NameStyle = "name"
    zipped: bool = False
    person_ids: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class ExportedForms:
    """What was written: the files, how many of them as they came or with changes alone, whose file was gone, and in sentences
    what of whom was left out."""

    files: tuple[Path, ...]
    kept: int
    made: int
    lost: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
