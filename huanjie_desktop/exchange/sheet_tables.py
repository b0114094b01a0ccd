"""Finds the tables of people on one sheet."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from huanjie_desktop.exchange.columns import cell_text
from huanjie_desktop.exchange.grid import Grid
from huanjie_desktop.exchange.head_words import is_kinship
from huanjie_desktop.exchange.part_rows import Line, PartRows, Passed
from huanjie_desktop.exchange.row_words import (
    heads_a_part,
    is_delegation,
    is_name,
    is_note,
    is_role,
    is_signed,
    is_title,
    is_unit,
    plain,
    reported_unit,
    unit_of,
    words_help,
)
from huanjie_desktop.exchange.sheet_shapes import straightened
from huanjie_desktop.exchange.sheet_title import title_of
from huanjie_desktop.exchange.spreadsheet import Cell, Sheet
from huanjie_desktop.exchange.table_heads import NAME, Head, HeadFinder, Part, heads_once, parts_of
from huanjie_desktop.exchange.table_rows import RowSorter, Said
from huanjie_desktop.exchange.table_shapes import are_names, parted, with_offer, with_role
from huanjie_desktop.exchange.tables_found import LeftOut, Record, Table

SAMPLES = 60
_MOSTLY = 0.9
_MORE_THAN_TITLES = 3  # cells
_LONGEST_WORDS = 60
_LONG_HEAD = 10


class SheetTables:
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet, is_known: Callable[[str], str], units: frozenset[str] = frozenset()) -> None:
        sheet, unsaid = straightened(sheet, lambda word: is_known(word) if word else "")
        self._sheet, self._units, self._is_known = sheet, units, is_known
        self._grid = Grid(sheet)
        self._finder = HeadFinder(self._grid, is_known)
        self.heads = self._finder.find()
        self.tables: list[Table] = []
        self.left_out: list[LeftOut] = unsaid
        if self.heads and not sheet.checked:
            self.left_out.append(LeftOut(sheet.name, 0, sheet.name, "错误值、隐藏行和日期格式没能核对，请另存为 xlsx"))
        self.title = title_of(self._alone_above(self.heads[0].first)) if self.heads else ""
        self.is_form = not any(NAME in head.fields for head in self.heads) and any(map(_is_form_line, sheet.rows))
        if self.heads and not self.is_form:
            self._reported = self._look_above(self.heads[0].first)
            self._read()
            self._name_comments()

    def _read(self) -> None:
        at, units = 0, self._unit_above_first()
        while at < len(self.heads):
            end = at + 1
            while end < len(self.heads) and self.heads[end].repeats(self.heads[at]):
                end += 1
            below = self.heads[end].first if end < len(self.heads) else self._grid.height
            units = self._read_under(self.heads[at:end], below, units)
            at = end
        self.left_out.sort(key=lambda each: each.row)

    def _read_under(self, heads: Sequence[Head], end: int, group: str) -> str:
        """Read a table whose head stands once or more, down to the row `end`; return the unit named right above that row."""
        head = heads[0]
        starts = [each.last + 1 for each in heads]
        ends = [*(each.first for each in heads[1:]), end]
        bodies = [range(start, stop) for start, stop in zip(starts, ends, strict=True)]
        used = self._used_columns(heads, bodies)
        name = self._name_column(head, bodies[0])
        aside = self._aside(head, used, name, bodies)
        used = [at for at in used if at not in aside]
        parts = self._roles_in_a_row(head, used, name, bodies[0]) or self._names_in_a_row(head, used, name, bodies[0])
        parts = parts or parts_of(head, used, name)
        fields = {
            at: self._finder.field_of(word) for part in parts for at, word in zip(part.columns, part.words, strict=True)
        }
        kin = min((at for at, word in enumerate(head.words) if is_kinship(word)), default=len(head.words))
        fields |= dict.fromkeys(range(kin, len(head.words)), "")  # what relatives are makes no person of a line
        sorter = RowSorter(self._grid, parts, fields, head.last + 1, Said(self._units, aside))
        sorter.group = group
        for body, after in zip(bodies, [*heads[1:], None], strict=True):
            sorter.take(body.start, body.stop)
            if after is not None:
                sorter.pass_over(range(after.first, after.last + 1), "重复的表头")
        unit = self._unit_at(end - 1) if end < self._grid.height and end - 1 in sorter.units else ""
        if unit:
            sorter.units.remove(end - 1)
        sorter.finish("表尾说明" if end == self._grid.height else "标题行")
        made = [self._table(head, part, rows) for part, rows in zip(parts, sorter.rows, strict=True) if rows.lines]
        if not made:
            sorter.pass_over(range(head.first, head.last + 1), "没有人员的表头")
        self.tables += made
        self.left_out += [self._left_out(each) for each in sorter.passed]
        return unit

    def _table(self, head: Head, part: Part, rows: PartRows) -> Table:
        hidden = self._sheet.hidden
        places = _places_in_use(part, rows.lines)
        if len(places) < len(part.columns):
            part = Part(
                tuple(part.columns[at] for at in places),
                tuple(part.words[at] for at in places),
                part.name,
                part.group,
                part.role,
            )
            for line in rows.lines:
                line.narrowed(places)
        names, unnamed = heads_once(part)
        records = [
            Record(
                line.row,
                line.cells,
                line.group,
                line.row in hidden,
                line.faults,
                line.comments,
                line.struck,
                line.either,
            )
            for line in rows.lines
        ]
        uppers = tuple(head.uppers[at] if at < len(head.uppers) else "" for at in part.columns)
        table = Table(self._sheet.name, names, uppers, part.columns, records, (head.first, head.last), unnamed)
        if part.role and part.name is not None:
            table = with_role(table, part.columns.index(part.name), part.role)
        table = parted(table, {word: self._finder.field_of(word) for word in table.heads})
        return self._with_offers(table)

    def _with_offers(self, table: Table) -> Table:
        """Offer as unit what stands beside a table that has no column of units: the unit's line over people, 填报单位 above."""
        if any(self._finder.field_of(word) == "unit" or "单位" in word for word in table.heads):
            return table
        groups = [record.group for record in table.records]
        lines = ["" if is_delegation(group) else group for group in groups]
        if any(
            is_unit(plain(line)) and not _says(record.cells, line)
            for record, line in zip(table.records, lines, strict=True)
        ):
            table = with_offer(table, "分组行", lines, "已作分组，可再指定为单位")
        label, unit = self._reported
        if unit and not any(groups):
            table = with_offer(table, label, [unit] * len(groups), "在表头上面，可指定为单位")
        return table

    def _used_columns(self, heads: Sequence[Head], bodies: Sequence[range]) -> list[int]:
        """Return the columns that have a word of their own in the head, or content below it."""
        head, grid = heads[0], self._grid
        found = []
        for column in range(grid.width):
            named = any(grid.is_filled(row, column) for row in range(head.first, head.last + 1))
            if named or any(grid.is_filled(row, column) for body in bodies for row in body):
                found.append(column)
        return found

    def _aside(self, head: Head, used: Sequence[int], name: int | None, bodies: Sequence[range]) -> frozenset[int]:
        """Return the columns that tell how to fill the list in and say nothing of its people; they are named."""
        found = set()
        for at in used:
            field = head.fields[at] if at < len(head.fields) else ""
            if at == name or field not in ("", "remark"):
                continue
            cells = [
                plain(self._grid.cell(row, at)) for body in bodies for row in body if self._grid.is_filled(row, at)
            ]
            word = head.words[at] if at < len(head.words) else ""
            apart = at - 1 not in used or len(cells) > 1
            if word == "备注" or not apart:
                continue
            helping = (
                sum(map(words_help, cells)) > len(cells) / 2 if cells else len(word) > _LONG_HEAD and words_help(word)
            )
            if helping:
                found.add(at)
                said = "　".join([word, *cells])[:_LONGEST_WORDS]
                self.left_out.append(LeftOut(self._sheet.name, head.first + 1, said, "表旁的填写说明"))
        return frozenset(found)

    def _name_column(self, head: Head, body: range) -> int | None:
        """Return the column of names, by its head or else by what stands in the columns whose heads are not known."""
        known = next((at for at, found in enumerate(head.fields) if found == NAME), None)
        if known is not None:
            return known
        for column, found in enumerate(head.fields):
            cells = [self._grid.cell(row, column) for row in body[:SAMPLES] if self._grid.is_filled(row, column)]
            if not found and cells and sum(is_name(cell) for cell in cells) >= _MOSTLY * len(cells):
                return column
        return None

    def _names_in_a_row(self, head: Head, used: Sequence[int], name: int | None, body: range) -> list[Part]:
        """Return a list for each column of names under one head that is merged over them all; all else is theirs together."""
        if name is None or not head.words[name]:
            return []
        names = [name]
        for at in range(name + 1, len(head.words)):
            cells = [self._grid.cell(row, at) for row in body[:SAMPLES] if self._grid.is_filled(row, at)]
            if head.words[at] != head.words[name] or at in head.own or not cells or not all(map(is_name, cells)):
                break
            names.append(at)
        if len(names) < 2:
            return []
        columns = [[at for at in used if at == mine or at not in names] for mine in names]
        return [
            Part(tuple(each), tuple(head.words[at] for at in each), mine)
            for each, mine in zip(columns, names, strict=True)
        ]

    def _roles_in_a_row(self, head: Head, used: Sequence[int], name: int | None, body: range) -> list[Part]:
        """Return a list for each column that is called by a role (团长, 副团长) where none is called 姓名."""
        roles = [at for at in used if at < len(head.words) and is_role(head.words[at])]
        if not roles or (name is not None and name not in roles):
            return []
        for at in roles:
            cells = [self._grid.cell(row, at) for row in body if self._grid.is_filled(row, at)]
            if not are_names(cells):
                return []
        columns = [[at for at in used if at == mine or at not in roles] for mine in roles]
        return [
            Part(tuple(each), tuple(head.words[at] for at in each), mine, role=head.words[mine])
            for each, mine in zip(columns, roles, strict=True)
        ]

    def _unit_above_first(self) -> str:
        """Return the unit above the first head, where later heads have theirs above, too."""
        first = self.heads[0]
        if any(self._unit_at(head.first - 1) for head in self.heads[1:]):
            return self._unit_at(first.first - 1)
        how = heads_a_part(self._alone(first.first - 1))
        below = range(first.last + 1, self._grid.height)
        return (
            self._unit_at(first.first - 1) if how and how in (heads_a_part(self._alone(row)) for row in below) else ""
        )

    def _alone(self, row: int) -> str:
        """Return the words that stand alone in a row, "" where more do."""
        filled = self._grid.filled(row) if row >= 0 else []
        return plain(self._grid.cell(row, filled[0])) if len(filled) == 1 else ""

    def _unit_at(self, row: int) -> str:
        filled = self._grid.filled(row) if row >= 0 else []
        if len(filled) != 1:
            return ""
        said = str(self._grid.cell(row, filled[0]))
        unit = unit_of(said)
        return unit if is_unit(plain(unit)) or heads_a_part(plain(said)) else ""

    def _alone_above(self, first: int) -> list[str]:
        """Return what stands alone in the rows over the first head, but for the unit that is named there as a part's."""
        end = first - 1 if self._unit_above_first() else first
        cells = [(row, self._grid.filled(row)) for row in range(end)]
        return [cell_text(self._grid.cell(row, filled[0])) for row, filled in cells if len(filled) == 1]

    def _look_above(self, first: int) -> tuple[str, str]:
        """Name the rows above the first head that are more than a title; return the word and the unit of 填报单位."""
        label = unit = ""
        taken = first - 1 if self._unit_above_first() else -1
        for row in range(first):
            cells = [cell_text(self._grid.cell(row, at)) for at in self._grid.filled(row)]
            found = next((said for text in _with_next(cells) if (said := reported_unit(text))[1]), ("", ""))
            if found[1] and row != taken:
                label, unit = found
            signed = bool(found[1]) or any(is_signed(plain(text)) or is_note(plain(text)) for text in cells)
            signed = signed or (row == first - 1 and len(cells) == 1 and _is_unit_alone(cells[0]))
            if len(cells) >= _MORE_THAN_TITLES or (signed and row != taken):
                self.left_out.append(self._left_out(Passed(row, "表头以上的内容")))
        return label, unit

    def _name_comments(self) -> None:
        """Name the comments on cells that are no person's."""
        taken = {
            (record.row, text) for table in self.tables for record in table.records for text in record.comments.values()
        }
        for (row, _), text in self._sheet.comments.items():
            if (row, text) not in taken and not any(text == said for _, said in taken):
                self.left_out.append(LeftOut(self._sheet.name, row + 1, text[:_LONGEST_WORDS], "批注"))
        self.left_out.sort(key=lambda each: each.row)

    def _left_out(self, passed: Passed) -> LeftOut:
        cells = self._grid.own(passed.row)
        words = "　".join(text for text in (" ".join(cell_text(cell).split()) for cell in cells) if text)
        return LeftOut(self._sheet.name, passed.row + 1, words[:_LONGEST_WORDS], passed.why)


def _is_form_line(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a form's about one person: 姓名, the name itself, 性别, 男."""
    filled = [cell for cell in cells if cell not in ("", None)]
    said = {plain(word).rstrip(":"): value for word, value in pairwise(filled)}
    return is_name(said.get("姓名", "")) and said.get("性别") in ("男", "女")


def _with_next(cells: Sequence[str]) -> list[str]:
    """Return cells, each that ends in a colon with the one right of it: 填报单位： beside 柳河镇."""
    pairs = [f"{one}{other}" for one, other in pairwise(cells) if one.strip().endswith((":", "："))]
    pairs += [f"{one}：{other}" for one, other in pairwise(cells) if "单位" in one]
    return [*cells, *pairs]


def _is_unit_alone(text: str) -> bool:
    word = plain(unit_of(text))
    return is_unit(word) and not is_title(word)


def _says(cells: Sequence[Cell], unit: str) -> bool:
    """Tell whether a cell begins with a unit, so that its post names it."""
    return any(isinstance(cell, str) and cell.startswith(unit) for cell in cells)


def _places_in_use(part: Part, lines: Sequence[Line]) -> list[int]:
    """Return the places of the columns that have a head, or content of a person."""
    return [
        place
        for place, word in enumerate(part.words)
        if word or any(line.cells[place] not in ("", None) or place in line.faults for line in lines)
    ]
