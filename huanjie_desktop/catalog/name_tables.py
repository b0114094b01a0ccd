"""The tables that names need, read once from resources/catalog/names: strokes, surnames, readings, ethnic groups."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huanjie_desktop.domain.names import StrokeTable
from huanjie_desktop.paths import resource_dir


@dataclass(frozen=True)
class NameTables:
    """字表: what names and their keys are made with.

    `surname_readings` gives surnames read otherwise than in words (单: shan), `ethnic_groups` the 56 in the order of
    GB/T 3304 and then what forms also carry.
    """

    strokes: StrokeTable
    compound_surnames: frozenset[str]
    surname_readings: Mapping[str, str]
    ethnic_groups: tuple[str, ...]


@cache
def load_name_tables() -> NameTables:
    """Return the shipped tables, read on the first call (about 15 ms)."""
    folder = resource_dir() / "catalog"
    names = folder / "names"
    strokes = StrokeTable.from_order(
        _read_counted(names / "strokes.txt"),
        (names / "strokes_placed.txt").read_text(encoding="utf-8").strip(),
        _read_counted(names / "strokes_rare.txt"),
    )
    readings = tomllib.loads((names / "surname_readings.toml").read_text(encoding="utf-8"))["readings"]
    groups = tomllib.loads((folder / "ethnic_groups.toml").read_text(encoding="utf-8"))
    compounds = (names / "compound_surnames.txt").read_text(encoding="utf-8").split()
    return NameTables(strokes, frozenset(compounds), readings, (*groups["groups"], *groups["others"]))


def _read_counted(path: Path) -> list[tuple[int, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(int(count), chars) for count, chars in rows]
