"""Matches a file's columns with the fields of people, by their heads and by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain import roster
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.exchange.column_content import births_of, cell_text, guess_by_cells
from huanjie_desktop.exchange.head_words import (
    BETWEEN,
    UNKNOWN,
    HeadWords,
    is_computed,
    is_kinship,
    may_be_joined,
    not_of_the_person,
)
from huanjie_desktop.exchange.spreadsheet import Cell

__all__ = ["OWN", "FileColumn", "Guess", "cell_text", "known_field", "match_columns"]

CHOSEN, BY_NAME, BY_CONTENT, NOT_AT_ALL = 3, 2, 1, 0
_SHOWN = 3
OWN = "own"  # what the clerk says of a column that is kept as one of the roster's own


@dataclass(frozen=True)
class FileColumn:
    """表中的一栏: its head in whole words, the head's upper line, up to 60 of its cells that are not empty.

    A column without a head of its own is not `named`; its `head` is then 第C列, by its letter. What is `offered` stands beside
    the table (a unit above it) and may be taken for a column; it says why it is not. `tables` are the numbers of the tables that have
    it, none where that is not known.
    """

    head: str
    upper: str = ""
    cells: tuple[Cell, ...] = ()
    named: bool = True
    offered: str = ""
    tables: frozenset[int] = frozenset()

    def stands_beside(self, other: "FileColumn") -> bool:
        """Tell whether both may stand in one table; the same field of two tables may have two heads."""
        return not (self.tables and other.tables) or bool(self.tables & other.tables)


@dataclass(frozen=True)
class Guess:
    """栏目对应: a file's column and the field it is taken for, "" for none; `why` says in words what speaks for it, or why none.

    `sure` is 3 where the clerk chose, 2 by name, 1 by content, 0 not at all.
    """

    head: str
    field: str
    sure: int
    samples: tuple[str, ...] = ()
    why: str = ""


def known_field(head: str, specs: Mapping[str, ColumnSpec]) -> str:
    """Return the field that a head's words mean by themselves, "" where they are not known; marks and numbers do not count."""
    return HeadWords.of(specs).field_of(head)[0]


def match_columns(
    columns: Sequence[FileColumn],
    specs: Mapping[str, ColumnSpec],
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> list[Guess]:
    """Return a guess for every column.

    `mapping` (head -> field, "" for none) is what the clerk chose and overrules all; `remembered` is what was chosen in
    other files. Of several columns for one field that do not belong together the one with the nearest words is taken.
    """
    chosen = {**(remembered or {}), **(mapping or {})}
    words = HeadWords.of(specs)
    found: list[_Found] = []
    for column in columns:
        if column.head in chosen:
            sure = CHOSEN if mapping and column.head in mapping else BY_NAME
            found.append(_Found(column, chosen[column.head], -1, sure, "已指定" if sure == CHOSEN else "上次这样指定"))
            continue
        if column.offered:
            found.append(_Found(column, "", -1, NOT_AT_ALL, column.offered))
            continue
        field, nearness = words.field_of(column.head, column.upper) if column.named else ("", UNKNOWN)
        found.append(_Found(column, field, nearness, BY_NAME if field else NOT_AT_ALL, "按栏目名称" if field else ""))
    _leave_relatives(found)
    _follow_schooling(found)
    _settle_doubles(found)
    _look_at_cells(found, specs)
    return [Guess(each.column.head, each.field, each.sure, _samples(each.column), each.why) for each in found]


@dataclass
class _Found:
    """A column on the way to its guess; `nearness` is -1 where the clerk chose, else as `HeadWords` has it."""

    column: FileColumn
    field: str
    nearness: int
    sure: int
    why: str

    def leave(self, why: str) -> None:
        """Take it for no field."""
        self.field, self.sure, self.why = "", NOT_AT_ALL, why


def _leave_relatives(found: Sequence[_Found]) -> None:
    """Leave the columns right of 称谓: they say when a wife or a son was born, and where they work."""
    kin = next((at for at, each in enumerate(found) if is_kinship(each.column.head)), len(found))
    for each in found[kin + 1 :]:
        if each.field not in ("", "remark") and each.nearness >= 0:
            each.leave("写的是其他人的情况")


def _follow_schooling(found: Sequence[_Found]) -> None:
    """Take a school's column that comes again right of 在职学历 for that of the 在职 one."""
    first = next((each for each in found if each.field == "fulltime_school"), None)
    for before, each in pairwise(found):
        again = each.field == "fulltime_school" and each is not first and each.nearness >= 0
        behind = before.field in ("inservice_education", "inservice_degree")
        if again and behind and "全日制" not in each.column.head:
            each.field, each.why = "inservice_school", f"在“{before.column.head}”栏后面"


def _settle_doubles(found: Sequence[_Found]) -> None:
    """Let one column have each field, or several that belong together (党内职务 beside 行政职务); the others are named."""
    by_field: dict[str, list[_Found]] = {}
    for each in found:
        if each.field and each.field != OWN:
            by_field.setdefault(each.field, []).append(each)
    for field, several in by_field.items():
        free = [each for each in several if each.nearness >= 0]
        if not any(one.column.stands_beside(two.column) for one, two in combinations(several, 2)):
            continue
        heads = [each.column.head for each in several]
        chosen = any(each.sure == CHOSEN for each in several)
        if (len(free) == len(several) and may_be_joined(field, heads)) or (chosen and field in BETWEEN):
            _join(several, heads)
            continue
        if field == GROUP and not chosen:
            first, *others = sorted(several, key=lambda each: each.nearness)
            for each in others:
                each.field, each.why = roster.OWN + each.column.head, f"与“{first.column.head}”栏并列，作为自定义栏"
            continue
        kept: list[_Found] = []
        for each in sorted(several, key=lambda each: (-each.sure, not each.column.cells, each.nearness)):
            before = next((one for one in kept if one.column.stands_beside(each.column)), None)
            if before is None:
                kept.append(each)
            else:
                each.leave(f"与“{before.column.head}”栏重复，没有导入")


def _join(several: Sequence[_Found], heads: Sequence[str]) -> None:
    """Say of columns of one field that each is joined with the others."""
    for each in several:
        others = "、".join(f"“{head}”" for head in heads if head != each.column.head)
        each.why = f"{each.why}，与{others}栏合并"


def _look_at_cells(found: Sequence[_Found], specs: Mapping[str, ColumnSpec]) -> None:
    """Guess by its cells what a column is whose head says nothing; one that is known to be something else is left."""
    taken = {each.field for each in found}
    births = births_of([each.column.cells for each in found if each.field in ("id_number", "")])
    for each in found:
        if each.field or each.nearness < 0 or each.why:
            continue
        head = each.column.head if each.column.named else ""
        other = is_computed(head) or not_of_the_person(head)
        if other:
            each.leave(other)
            continue
        content = guess_by_cells(each.column.cells, births, "name" not in taken)
        if content.field in specs and content.field not in taken:
            taken.add(content.field)
            each.field, each.sure = content.field, BY_CONTENT
            each.why = f"{'栏目没有名称' if not head else '栏目名称认不出'}，内容{content.why}"
        elif content.field in specs:
            holder = next(other.column.head for other in found if other.field == content.field)
            each.leave(f"内容{content.why}，与“{holder}”栏重复，没有导入")
        else:
            each.leave(content.why or ("认不出这一栏" if each.column.cells else "这一栏是空的"))


def _samples(column: FileColumn) -> tuple[str, ...]:
    shown = [cell_text(cell) for cell in column.cells]
    return tuple(dict.fromkeys(text for text in shown if text.strip()))[:_SHOWN]
