"""Reads a spreadsheet of units: names (indented, or with the one above beside them), kinds and numbers of posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.head_words import normal_head
from huanjie_desktop.exchange.spreadsheet import read_book
from huanjie_desktop.services.people.units import PARENT, QUOTA, check_unit, tree_of, write_units
from huanjie_desktop.services.workspace import Workspace

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位", "单位名称", "规范名称", "单位规范名称", "机构名称"),
    "full_name": ("全称", "单位全称", "机构全称"),
    "short_name": ("简称", "单位简称"),
    "kind": ("类别", "单位类别", "单位性质", "机构类别"),
    PARENT: ("上级单位", "主管单位", "隶属单位", "所属单位"),
    QUOTA: ("职数", "领导职数", "核定职数"),
}
_LOOKED_AT = 20  # rows in which the head is looked for


@dataclass(frozen=True)
class UnitFile:
    """What a file says: the units that are new, those that are there already, and rows that are left out, with the reason."""

    name: str
    fresh: tuple[Mapping[str, str], ...]
    known: tuple[str, ...]
    left_out: tuple[str, ...]


def read_units(workspace: Workspace, path: Path, progress: Progress | None = None) -> UnitFile:
    """Read the first sheet that has a head with 单位; nothing is written. UserError where none has."""
    book = read_book(path, progress)
    for sheet in map(book.sheet, book.sheet_names):
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.rows]
        head = next((at for at, row in enumerate(rows[:_LOOKED_AT]) if "name" in _fields(row).values()), None)
        if head is not None:
            return _sorted(workspace, path.name, _fields(rows[head]), rows[head + 1 :], head + 2)
    raise UserError(f"“{path.name}”里没有找到“单位”这一栏。", "表头写上：单位、全称、简称、类别、上级单位、职数。")


def import_units(workspace: Workspace, found: UnitFile) -> ChangeSet:
    """Add the new units of a file as one undo step."""
    if not found.fresh:
        raise UserError(f"“{found.name}”里没有新的单位，未作任何改动。")
    return write_units(workspace, (), found.fresh)


def _fields(row: Sequence[str]) -> dict[int, str]:
    """Return which fields the columns of a head are."""
    known = {normal_head(head): field for field, heads in _HEADS.items() for head in heads}
    return {at: known[word] for at, cell in enumerate(row) if (word := normal_head(cell)) in known}


def _sorted(
    workspace: Workspace, name: str, fields: Mapping[int, str], rows: Sequence[Sequence[str]], first: int
) -> UnitFile:
    there = {each for unit in tree_of(workspace).units for each in unit.names}
    fresh: list[Mapping[str, str]] = []
    known: list[str] = []
    left: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, first):
        texts = {field: row[at].rstrip() for at, field in fields.items() if at < len(row) and row[at].strip()}
        said = texts.get("name", "").strip()
        if not texts:
            continue
        why = next((why for field, text in {"name": "", **texts}.items() if (why := check_unit(field, text))), "")
        parent = texts.get(PARENT, "").strip()
        if not why and parent and parent not in there | seen:
            why = f"上级单位“{parent}”不在单位表里，也不在它前面的行里。"
        if why:
            left.append(f"第 {number} 行{f'“{said}”' if said else ''}：{why}")
        elif said in there or said in seen:
            known.append(said)
        else:
            seen.add(said)
            fresh.append(texts)
    return UnitFile(name, tuple(fresh), tuple(known), tuple(left))
