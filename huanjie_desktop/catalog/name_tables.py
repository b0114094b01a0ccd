"""The tables that names need, read from resources/catalog/names: strokes, surnames, readings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from huanjie_desktop.domain.names import StrokeOverride, StrokeTable


@dataclass(frozen=True)
class NameTables:
    """字表: what names and their keys are made with; `surname_readings` are those read otherwise than in words (单: shan)."""

    strokes: StrokeTable
    compound_surnames: frozenset[str]
    surname_readings: Mapping[str, str]

    def with_places(self, places: Mapping[str, StrokeOverride]) -> "NameTables":
        """Return tables in which the office's own places of characters hold."""
        return replace(self, strokes=self.strokes.with_overrides(places)) if places else self


def read_name_tables(folder: Path) -> NameTables:
    """Read a folder of tables."""
    strokes = StrokeTable.from_order(
        _read_counted(folder / "strokes.txt"),
        (folder / "strokes_placed.txt").read_text(encoding="utf-8").strip(),
        _read_counted(folder / "strokes_rare.txt"),
    )
    readings = tomllib.loads((folder / "surname_readings.toml").read_text(encoding="utf-8"))["readings"]
    compounds = (folder / "compound_surnames.txt").read_text(encoding="utf-8").split()
    return NameTables(strokes, frozenset(compounds), readings)


def _read_counted(path: Path) -> list[tuple[int, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(int(count), chars) for count, chars in rows]
