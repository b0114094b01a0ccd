"""Finds the heads of a sheet's tables: one to three lines, with groups over columns, and lists set side by side."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from huanjie_desktop.exchange.grid import Grid
from huanjie_desktop.exchange.head_words import normal_head
from huanjie_desktop.exchange.row_words import (
    is_count,
    is_counted,
    is_dated,
    is_name,
    is_note,
    is_post_head,
    is_role,
    is_signed,
    is_signer,
    is_title,
    is_total,
    is_unit,
    plain,
)
from huanjie_desktop.exchange.spreadsheet import Cell, column_letter

NAME = "name"
_MOST_LINES = 3
_LOOKED_AT = 60  # rows in which any word may make a head; further down it must say whose names follow
_LONGEST_WORD = 60
_MOSTLY = 0.5  # of the words in a head that does not say 姓名
_SERIAL = re.compile(r"(序|编|顺序?|排)?号|序|№|no\.?|#|编码|排序", re.IGNORECASE)
_VALUE = re.compile(r"\d[\d.\-/年月日]*[Xx]?|男|女|.{1,10}(?<!民)族")
_YEAR = re.compile(r"(?:19|20)\d\d年度?(?:考核)?")
_BRACKET = re.compile(r"\([^()]*\)$")
_SEXES = ("男", "女")  # heads of ticks, unless 性别 stands before them as in a form
_GROUP_WORD = re.compile(r".*(情况|信息|学位|学历|教育|经历|方式|成员|待遇|职务|时间|资料|关系|考核|培训)")


@dataclass(frozen=True)
class Part:
    """The columns of one list: all of a table's, or those of one of the lists set side by side."""

    columns: tuple[int, ...]
    words: tuple[str, ...]  # each column's head, "" for none
    name: int | None  # the column of names
    group: str = ""  # the unit over a list set beside others
    role: str = ""  # what those are whose names stand in it, where their column is called so


@dataclass(frozen=True)
class Head:
    """表头: `words` and `uppers` by the sheet's columns; rows are indices into the sheet, both included."""

    first: int
    last: int
    words: tuple[str, ...]
    uppers: tuple[str, ...]
    fields: tuple[str, ...]
    own: frozenset[int] = frozenset()  # columns with a word in a cell of their own, none merged over from the left

    def repeats(self, other: "Head") -> bool:
        """Tell whether this head says the same over the same columns as one before."""
        mine = {(at, word) for at, word in enumerate(self.words) if word}
        theirs = {(at, word) for at, word in enumerate(other.words) if word}
        return mine == theirs


class HeadFinder:
    """Looks a sheet through for heads; `is_known` tells the field that a head's words mean."""

    def __init__(self, grid: Grid, is_known: Callable[[str], str]) -> None:
        self._grid = grid
        self._known: dict[Cell, str] = {}
        self._ask = is_known

    def field_of(self, cell: Cell) -> str:
        """Return the field that a cell's words mean as a head."""
        if not isinstance(cell, str) or not cell or len(cell) > _LONGEST_WORD:
            return ""
        found = self._known.get(cell)
        if found is None:
            word = plain(cell)
            found = self._known[cell] = self._ask(word) if word else ""
        return found

    def find(self) -> list[Head]:
        """Return the heads from top to bottom."""
        seeds, weak = [], []
        for row, cells in enumerate(self._grid.sheet.rows):
            if not _may_be_head(cells, row) or (row >= _LOOKED_AT and not any(map(_says_names, cells))):
                continue
            strength = self._strength(cells)
            if strength == 2:
                seeds.append(row)
            elif strength == 1:
                weak.append(row)
        heads: list[Head] = []
        for row in seeds or weak[:1]:
            if heads and row <= heads[-1].last:
                continue
            if heads and row == heads[-1].last + 1 and all(map(_is_latin, self._grid.own(row))):
                continue  # the head once more in English, or in the words of a system
            if heads and not any(map(_calls_names, self._grid.own(row))) and self._is_person_of(heads[-1], row):
                continue
            heads.append(self._head(row, heads[-1] if heads else None))
        return heads

    def _strength(self, cells: Sequence[Cell]) -> int:
        """Return 2 for a head, 1 for one where nothing better is found, 0 for none."""
        filled = [cell for cell in cells if cell not in ("", None)]
        fields = {self.field_of(cell) for cell in filled} - {""}
        if not fields:
            return 0
        words = [plain(cell) for cell in filled]
        called = any(map(_calls_names, filled))
        if not called and any(map(is_counted, words)):
            return 0
        if not called and any(is_signed(word) or (is_signer(word) and not self.field_of(word)) for word in words):
            return 0
        ticked = called and not any(self.field_of(one) == "sex" and two in _SEXES for one, two in pairwise(filled))
        said = [word for cell, word in zip(filled, words, strict=True) if not isinstance(cell, float | int)]
        if called and sum(map(bool, map(_YEAR.fullmatch, said))) > 1:  # 年度考核 year by year
            said = [word for word in said if not _YEAR.fullmatch(word)]
        if any(is_dated(word) or (_VALUE.fullmatch(word) and not (ticked and word in _SEXES)) for word in said):
            return 0
        if called and NAME in fields:
            return 2
        mostly = sum(bool(self.field_of(cell)) for cell in filled) >= _MOSTLY * len(filled)
        if len(fields) >= 2:
            return 2 if mostly else 1
        if sum(map(is_role, words)) > all(map(is_post_head, filter(is_role, words))) and all(
            is_role(word) or is_serial(word) or self.field_of(word) for word in words
        ):
            return 1
        return 1 if NAME in fields else 0

    def _head(self, seed: int, before: Head | None) -> Head:
        last = self._last_line(seed)
        first = self._first_line(seed, last, before)
        return self._joined(first, last)

    def _last_line(self, seed: int) -> int:
        grid, last = self._grid, seed
        for span in grid.spans.get(seed, ()):
            if span.top == seed and span.bottom - seed < _MOST_LINES:
                last = max(last, span.bottom)
        if last > seed:
            return last
        while last + 1 < grid.height and last - seed < _MOST_LINES - 1 and self._goes_on(seed, last + 1):
            last += 1
        return last

    def _goes_on(self, upper: int, below: int) -> bool:
        """Tell whether a line without merged ranges belongs to the head above: it has words under gaps and groups alone."""
        grid = self._grid
        filled = set(grid.filled(below))
        words = [plain(grid.cell(below, at)) for at in filled]
        if not filled or any(_VALUE.fullmatch(word) or is_signed(word) for word in words):
            return False
        above = [plain(cell) for cell in grid.own(upper)]
        above += [""] * (max(filled) + 2 - len(above))
        groups = {at for at in filled if not above[at + 1] and at < max(filled)}
        leaves = {at for at, word in enumerate(above) if self._ends_there(word)}
        if leaves & filled or any(self.field_of(above[at]) for at in filled - groups):
            return False
        open_at = [at for at in filled if not above[at] or at in groups]
        known = any(self.field_of(grid.cell(below, at)) for at in filled)
        return (known and bool(open_at)) or (bool(leaves) and (len(open_at) > 1 or len(filled) > 1))

    def _ends_there(self, word: str) -> bool:
        """Tell whether nothing stands under a word in a head: 姓名, 序号."""
        return is_serial(word) or self.field_of(word) == NAME

    def _first_line(self, seed: int, last: int, before: Head | None) -> int:
        first, floor = seed, before.last if before else -1
        while first - 1 > floor and last - first < _MOST_LINES - 1 and self._is_upper(first - 1, first):
            merged = any(span.top == first - 1 for span in self._grid.spans.get(first - 1, ()))
            if before is not None and not merged and self._is_person_of(before, first - 1):
                break
            first -= 1
        return first

    def _is_person_of(self, head: Head, row: int) -> bool:
        """Tell whether a row has a name where the table above has its names."""
        names = [at for at, word in enumerate(head.words) if at in head.own and self.field_of(word) == NAME]
        cells = [self._grid.cell(row, at) for at in names]
        return any(
            is_name(cell) and not self.field_of(cell) and not _GROUP_WORD.fullmatch(plain(cell)) for cell in cells
        )

    def _is_upper(self, row: int, below: int) -> bool:
        """Tell whether a row is the upper line of the head that goes on below."""
        grid = self._grid
        filled = grid.filled(row)
        words = [plain(grid.cell(row, at)) for at in filled]
        if not filled or any(len(word) > 20 or _VALUE.fullmatch(word) or is_dated(word) for word in words):
            return False
        if any(is_signed(word) or (is_title(word) and len(word) > 6) for word in words):
            return False
        if any(is_total(word) or is_count(word) or is_note(word) for word in words):
            return False
        spans = [span for span in grid.spans.get(row, ()) if span.top == row]
        if any(span.bottom >= below for span in spans):
            return True
        lower = set(grid.filled(below))
        if len(filled) < 2:
            wide = [span for span in spans if span.right > span.left]
            only = bool(wide) and lower > set(range(wide[0].left, wide[0].right + 1))
            return (only and not is_unit(words[0])) or bool(
                filled[0] not in lower and len(lower) >= 2 and filled[0] < 2
            )
        if any(at not in lower for at in filled):
            people = [at for at in filled if at in self._names(below) and is_name(grid.cell(row, at))]
            return all(_GROUP_WORD.fullmatch(plain(grid.cell(row, at))) for at in people)
        grouped = len(filled) < len(lower)
        merged = {span.left for span in spans if span.right > span.left}
        return grouped and (any(at in merged for at in filled) or all(_GROUP_WORD.fullmatch(word) for word in words))

    def _names(self, row: int) -> list[int]:
        return [at for at, cell in enumerate(self._grid.own(row)) if self.field_of(cell) == NAME]

    def _joined(self, first: int, last: int) -> Head:
        words, uppers, fields = [], [], []
        taken: set[str] = set()
        own = {at for row in range(first, last + 1) for at in self._grid.filled(row)}
        for column, parts in enumerate(_paths(self._grid, first, last)):
            word, upper, field = self._word_of(parts, taken)
            field = field if column in own else ""
            taken.add(field)
            words.append(word)
            uppers.append(upper)
            fields.append(field)
        return Head(first, last, tuple(words), tuple(uppers), tuple(fields), frozenset(own))

    def _word_of(self, parts: Sequence[str], taken: set[str]) -> tuple[str, str, str]:
        """Return a column's word, what stands over it, and its field: the longest ending of its lines that is known."""
        whole = "".join(parts)
        for start in range(len(parts)):
            word = "".join(parts[start:])
            field = self.field_of(word)
            if field and (field not in taken or start == 0):
                return word, "".join(parts[:-1]), field
        return whole, "".join(parts[:-1]), ""


def is_serial(word: str) -> bool:
    """Tell whether a head's word is the running number's."""
    return bool(_SERIAL.fullmatch(word))


def heads_once(part: Part) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return a list's heads, none twice, and the places of those that have none of their own."""
    found: list[str] = []
    for column, word in zip(part.columns, part.words, strict=True):
        word = word or f"第{column_letter(column)}列"
        number, once = 1, word
        while once in found:
            number += 1
            once = f"{word}（{number}）"
        found.append(once)
    return tuple(found), frozenset(place for place, word in enumerate(part.words) if not word)


def parts_of(head: Head, used: Sequence[int], name: int | None) -> list[Part]:
    """Return the lists that stand side by side under a head, or the one list that there is."""
    whole = [_part(head.words, used, name)]
    if name is None:
        return whole
    last_words = [_last_word(head, at) for at in range(len(head.words))]
    names = [at for at, word in enumerate(last_words) if at in head.own and word == last_words[name]]
    if len(names) < 2:
        return _by_gap(head, used, last_words, name) or whole
    starts = _starts(last_words, names)
    ends = [*starts[1:], max(used) + 1]
    runs = [_trimmed(last_words[start:end]) for start, end in zip(starts, ends, strict=True)]
    numbered = all(any(is_serial(word) for word in run) for run in runs)
    if not _same_runs(runs) and not numbered:
        return _by_gap(head, used, last_words, name) or whole
    groups = [_group_over(head, at) for at in names]
    different = len(set(groups)) > 1
    roles = different and all(map(is_role, groups))
    if different and not numbered and not roles and not all(is_unit(group) for group in groups):
        return whole  # 联系人 and 负责人 of one row are no two lists
    shared = [at for at in used if at < starts[0]]
    words = last_words if different else head.words
    found = [
        _part(words, [*shared, *(at for at in used if start <= at < end)], at, group if different else "")
        for start, end, at, group in zip(starts, ends, names, groups, strict=True)
    ]
    return [replace(part, group="", role=part.group) for part in found] if roles else found


def _part(words: Sequence[str], columns: Sequence[int], name: int | None, group: str = "") -> Part:
    return Part(tuple(columns), tuple(words[at] if at < len(words) else "" for at in columns), name, group)


def _starts(words: Sequence[str], names: Sequence[int]) -> list[int]:
    """Return where each list begins: as many columns before its 姓名 as say the same in all lists."""
    lead = 1
    while names[0] >= lead and words[names[0] - lead]:
        if any(at - lead <= before or words[at - lead] != words[names[0] - lead] for before, at in pairwise(names)):
            break
        lead += 1
    return [at - lead + 1 for at in names]


def _by_gap(head: Head, used: Sequence[int], last_words: Sequence[str], name: int) -> list[Part]:
    """Return the lists of two or more that an empty column keeps apart, each with a column of names."""
    blocks: list[list[int]] = []
    for at in used:
        if blocks and at == blocks[-1][-1] + 1:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    found = []
    for block in blocks:
        names = [at for at in block if at in head.own and last_words[at] == last_words[name]]
        if not names:
            return []
        found.append(_part(head.words, block, names[0]))
    return found if len(found) > 1 else []


def _same_runs(runs: Sequence[Sequence[str]]) -> bool:
    """Tell whether all lists have the first one's words; the last may have one or two more (备注)."""
    first = list(runs[0])
    return all(
        list(run[: len(first)]) == first and len(run) - len(first) <= (2 if run is runs[-1] else 0) for run in runs
    )


def _trimmed(words: Sequence[str]) -> list[str]:
    found = list(words)
    while found and not found[-1]:
        found.pop()
    return found


def _last_word(head: Head, at: int) -> str:
    word, upper = head.words[at], head.uppers[at]
    return word[len(upper) :] if upper and word.startswith(upper) and len(word) > len(upper) else word


def _group_over(head: Head, at: int) -> str:
    return head.uppers[at] if not _GROUP_WORD.fullmatch(head.uppers[at] or "-") else ""


def _may_be_head(cells: Sequence[Cell], row: int) -> bool:
    """Tell at a glance that a row is none: it begins with a number, or says 男 or 女 and not 姓名."""
    if not cells or isinstance(cells[0], int | float):
        return False
    if ("男" in cells or "女" in cells) and (row >= _LOOKED_AT or not any(map(_calls_names, cells))):
        return False
    first = cells[0]
    return not (isinstance(first, str) and first.isdigit())


def _is_latin(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.isascii())


def _calls_names(cell: Cell) -> bool:
    if not isinstance(cell, str) or "名" not in cell:
        return False
    return plain(cell).strip("*:：").endswith("姓名") or _BRACKET.sub("", normal_head(cell)).endswith("姓名")


def _says_names(cell: Cell) -> bool:
    return isinstance(cell, str) and ("名" in cell or "人" in cell or "性" in cell)


def _paths(grid: Grid, first: int, last: int) -> Iterator[list[str]]:
    """Yield for each column the words over it from the upper line to the lower one, none twice running.

    An empty cell of an upper line belongs to the one merged over it, or where nothing is merged, to the one before it.
    """
    lines = [_line(grid, row, first, last) for row in range(first, last + 1)]
    for column in range(grid.width):
        found: list[str] = []
        for line in lines:
            word = line[column]
            if word and (not found or found[-1] != word):
                found.append(word)
        yield found


def _line(grid: Grid, row: int, first: int, last: int) -> list[str]:
    merged = any(
        span.top <= last and span.bottom >= first for at in range(first, last + 1) for span in grid.spans.get(at, ())
    )
    found, before = [], ""
    for column in range(grid.width):
        at, left = grid.source(row, column, first)
        word = plain(grid.cell(at, left))
        if word:
            below = any(plain(grid.cell(lower, column)) for lower in range(row + 1, last + 1))
            before = word if below and (at, left) == (row, column) else ""
        elif not merged and before:
            word = before if any(plain(grid.cell(lower, column)) for lower in range(row + 1, last + 1)) else ""
            before = word
        found.append(word)
    return found
