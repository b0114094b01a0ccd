"""合并人员: what two entries of one person say, cell by cell: what is offered of each, and what somebody has to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import check_id_number
from huanjie_desktop.domain.people import Person

PERSON_FIELDS = tuple(each.name for each in fields(Person) if each.name != "id")


@dataclass(frozen=True)
class MergeCell:
    """One cell in which the two differ, in words; `values` are what stands behind the words.

    `equal_by` is the title of the rule by which both say the same, "" where they do not.
    """

    key: str
    title: str
    left: str
    right: str
    values: tuple[Any, Any] = (None, None)
    equal_by: str = ""

    @property
    def offered(self) -> str:
        """Return the side that is offered: the one that says anything, of two spellings the kept one, of two dates the one that is
        known better; "" is to be chosen."""
        if not self.left:
            return RIGHT
        if not self.right or not self.equal_by:
            return "" if self.right else LEFT
        one, other = self.values
        dates = isinstance(one, PartialDate) and isinstance(other, PartialDate)
        return RIGHT if dates and len(other.iso()) > len(one.iso()) else LEFT


def sides(cells: Sequence[MergeCell], choices: Mapping[str, str]) -> dict[str, str]:
    """Return the side by cell, as it was chosen or is offered; "" where it is open."""
    return {cell.key: choices.get(cell.key, cell.offered) for cell in cells}


def open_cells(cells: Sequence[MergeCell], choices: Mapping[str, str]) -> list[MergeCell]:
    """Return the cells for which a side has to be chosen yet."""
    found = sides(cells, choices)
    return [cell for cell in cells if found[cell.key] not in (LEFT, RIGHT)]


def merged_values(cells: Sequence[MergeCell], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a person that change, with their new values."""
    found = sides(cells, choices)
    return {cell.key: cell.values[1] for cell in cells if cell.key in PERSON_FIELDS and found[cell.key] == RIGHT}


def doubt_of(keep: Person, other: Person) -> str:
    """Return why the two may be two people after all, "" for no reason to think so."""
    numbers = (keep.id_number, other.id_number)
    if all(numbers) and numbers[0] != numbers[1] and not any(check_id_number(each) for each in numbers):
        return "两个身份证号都能通过校验而不相同，多半是两个人，请核实后再合并。"
    if keep.sex and other.sex and keep.sex != other.sex:
        return "两边性别不同，请核实是不是同一个人。"
    if keep.birth and other.birth and not keep.birth.agrees_with(other.birth):
        return "两边出生年月不同，请核实是不是同一个人。"
    return ""
