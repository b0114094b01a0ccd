"""Sorts the rows under a head into people, units' lines, and what is neither; nothing is dropped without being named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.exchange import row_words as words
from huanjie_desktop.exchange.columns import cell_text
from huanjie_desktop.exchange.grid import Grid
from huanjie_desktop.exchange.part_rows import PartRows, Passed
from huanjie_desktop.exchange.row_words import plain
from huanjie_desktop.exchange.spreadsheet import Cell
from huanjie_desktop.exchange.table_heads import Part

EXAMPLE_ROW = "示例行"

_LONGEST_UNIT = 40
_TWO_LINED = (
    "school",
    "education",
    "degree",
    "post",
    "resume",
    "remark",
    "posts",
)  # fields that go on in a second line
_CELLS_OF_A_PERSON = 3


@dataclass(frozen=True)
class Said:
    """What is known of a table's rows from elsewhere: the words that the clerk takes for `units`, and the columns `aside` that
    only help to fill it in."""

    units: frozenset[str] = frozenset()
    aside: frozenset[int] = frozenset()


class RowSorter:
    """Goes through the rows under a head and gives them to its lists."""

    def __init__(
        self, grid: Grid, parts: Sequence[Part], fields: Mapping[int, str], first: int, said: Said | None = None
    ) -> None:
        self._said = said or Said()
        self.rows = [PartRows(grid, part, fields, first) for part in parts]
        self.passed: list[Passed] = []
        self.group = ""
        self._grid, self._first, self._fields = grid, first, fields
        self.units: list[int] = []  # rows taken for units' lines since the last person
        self._noted = False
        self._counting = False  # whether a table that counts people has begun
        self._end = grid.height
        name = parts[0].name
        self._name = name
        self._left = min(parts[0].columns, default=0)
        self._quick = len(parts) == 1 and self._left == 0
        self._common = set.intersection(*(set(part.columns) for part in parts)) if len(parts) > 1 else set()

    def take(self, first: int, end: int) -> None:
        """Sort the rows from `first` on."""
        rows, only = self._grid.sheet.rows, self.rows[0]
        self._end = end
        for row in range(first, end):
            if self._quick and self._surely_a_person(rows[row]) and self._grid.is_plain(row):
                only.take_plain(row, self.group)
                self._noted = self._counting = False
                self._close_units()
            else:
                self._sort(row)

    def finish(self, why: str) -> None:
        """End the lists: a line behind the last person is no unit, since nobody stands under it."""
        self.passed += [Passed(row, why) for row in self.units]
        self.units.clear()
        self.passed.sort(key=lambda each: each.row)

    def _close_units(self) -> None:
        """A person stands under the last line; a line above another one has nobody of its own."""
        if self.units:
            self.passed += [Passed(row, "上级单位行") for row in self.units[:-1]]
            self.units.clear()

    def pass_over(self, rows: range, why: str) -> None:
        """Name rows that are no people, a repeated head's."""
        self.passed += [Passed(row, why) for row in rows if self._grid.filled(row)]

    def _surely_a_person(self, cells: Sequence[Cell]) -> bool:
        """Tell a plain row at a glance: a name beside 男 or 女, or a running number, a name, and at least two cells more."""
        name = self._name
        if name is None or name >= len(cells) or not words.is_name(cells[name]) or words.is_head_word(cells[name]):
            return False
        first = cells[0]
        if name == 0:
            return "男" in cells or "女" in cells
        if not (isinstance(first, float | int) or _is_digits(first)):
            return False
        filled = [cell for cell in cells[1 : name + 6] if cell not in ("", None)]
        return len(filled) >= _CELLS_OF_A_PERSON and not (isinstance(filled[0], str) and words.is_total(filled[0]))

    def _sort(self, row: int) -> None:
        filled = self._grid.filled(row)
        if not filled:
            return
        filled = [at for at in filled if at not in self._said.aside]
        if not filled:
            return
        texts = [plain(self._grid.cell(row, at)) for at in filled]
        self._counting = self._counting or words.heads_statistics(texts)
        if self._counting:
            self.passed.append(Passed(row, "统计表"))
            return
        may_be_either = len(filled) == 1 and filled[0] == self._name and words.may_be_either(texts[0])
        if may_be_either and self._is_either(row, filled[0], texts[0]):
            self._give(row, filled)
            self.rows[0].lines[-1].either = True
            return
        person = not may_be_either and self._is_person(row, filled, texts)
        why = "" if person else self._why_nobody(row, texts) or self._why_passed(row, filled, texts)
        if why:
            self.passed.append(Passed(row, why))
            self._noted = self._noted or why == "说明行"
            if why == "落款行":
                self.group = ""  # a list ends here
            return
        unit = filled[0] if may_be_either else None if person else self._unit_line(row, filled, texts)
        if unit is None:
            self._give(row, filled)
        else:
            self.units.append(row)
            self.group = words.unit_of(cell_text(self._grid.cell(row, unit)))

    def _give(self, row: int, filled: Sequence[int]) -> None:
        count = sum(len(each.lines) for each in self.rows)
        with_own = [each for each in self.rows if not self._common.issuperset(set(filled) & set(each.part.columns))]
        whys = [each.take(row, filled, self.group) for each in with_own or self.rows[:1]]
        if sum(len(each.lines) for each in self.rows) > count:
            self._close_units()
            self._noted = False
        elif any(whys):
            self.passed.append(Passed(row, next(why for why in whys if why)))

    def _is_person(self, row: int, filled: Sequence[int], texts: Sequence[str]) -> bool:
        """Tell whether a row has a name where names stand, and more than that, or a name that can be no unit's."""
        named = [each for each in self.rows if each.has_name(row)]
        if not named:
            return False
        if len(filled) == 1:
            span = self._grid.span(row, filled[0])
            if span is not None and span.right > span.left and not self._spans_in_head(span.left, span.right):
                return False
            at_name = any(each.part.name == filled[0] for each in self.rows)
            return not at_name or words.is_person_alone(self._grid.cell(row, filled[0]))
        if self._unit_in(row, filled, texts) is not None:
            return False
        left = min(each.part.name or 0 for each in named)
        before = [text for at, text in zip(filled, texts, strict=True) if at < left and not self._is_post(at)]
        if words.is_hint(texts[0]) or self._says_a_head(row):
            return False
        return not any(
            words.is_signer(text)
            or words.is_signed(text)
            or words.is_total(text)
            or words.is_note(text)
            or words.is_example(text)
            for text in before
        )

    def _is_either(self, row: int, at: int, text: str) -> bool:
        """Tell whether it has to be asked if words alone in a row are a person or a unit; those below may tell by their posts."""
        if text in self._said.units or self._grid.span(row, at) is not None:
            return False
        return not any(self._begins_with(below, text) for below in range(row + 1, min(row + 4, self._grid.height)))

    def _begins_with(self, row: int, text: str) -> bool:
        return any(cell != text and isinstance(cell, str) and cell.startswith(text) for cell in self._grid.own(row))

    def _says_a_head(self, row: int) -> bool:
        """Tell whether a head's word stands where names do: a second head in English, or a table whose heads stand on the left."""
        return self._name is not None and words.is_head_word(self._grid.cell(row, self._name))

    def _is_post(self, column: int) -> bool:
        return self._fields.get(column, "").endswith(_TWO_LINED)

    def _unit_in(self, row: int, filled: Sequence[int], texts: Sequence[str]) -> int | None:
        """Return the column of the unit in a line of two or three cells: its number before it (一), its count behind (3人)."""
        numbered, counted = words.is_part_number(texts[0]), words.is_count(texts[-1])
        rest = filled[numbered : len(filled) - counted]
        if len(rest) != 1 or not (numbered or counted):
            return None
        text = texts[numbered]
        return rest[0] if words.is_heading(text) or not words.is_name(self._grid.cell(row, rest[0])) else None

    def _spans_in_head(self, left: int, right: int) -> bool:
        """Tell whether the head is merged over these columns, too."""
        if self._first == 0:
            return False
        span = self._grid.span(self._first - 1, left)
        return span is not None and span.right >= right

    def _why_nobody(self, row: int, texts: Sequence[str]) -> str:
        """Return why a row is about nobody: a vacant post, what to fill in, the heads once more, or their numbers."""
        if self._name is not None and words.is_vacant(self._grid.cell(row, self._name)):
            return "空缺"
        called = plain(self._grid.cell(row, self._name)) if self._name is not None else ""
        if called and words.is_total(called):
            return "合计行"
        if called and words.is_of_offices(called):
            return "说明行"
        if self._says_a_head(row):
            return "栏目名称行"
        if words.is_hint(texts[0]) and len(texts) != 2:
            return "填写说明行"
        if self._is_numbering(row, texts):
            return "栏目编号行"
        return "说明行" if len(texts) == 1 and words.is_about_those_above(texts[0]) else ""

    def _why_passed(self, row: int, filled: Sequence[int], texts: Sequence[str]) -> str:
        first = texts[0]
        second = texts[1] if len(texts) > 1 and words.is_number(first) else ""
        if words.is_total(first) or words.is_total(second):
            return "合计行"
        if words.is_note(first) or (self._noted and len(texts) == 1 and not words.is_unit(first)):
            return "说明行"
        if any(words.is_signed(text) for text in texts) or all(words.is_signer(text) for text in texts):
            return "落款行" if not self._names_unit(filled, texts) else ""
        signers = sum(words.is_signer(text) for text in texts)
        if words.is_signer(first) and len(texts) <= 2 * signers and not self._is_post(filled[0]):
            return "落款行"
        if len(texts) == 1 and words.is_page(first):
            return "页码行"
        if len(texts) == 1 and (words.is_dated(first) or self._is_late(row, filled, first)):
            return "落款行"
        if words.is_example(first) or any(text.startswith(("例：", "例:", "示例：", "示例:")) for text in texts[:2]):
            return EXAMPLE_ROW
        if len(texts) == 1 and (len(first) > _LONGEST_UNIT or words.is_sentence(first)):
            return "说明行"
        if len(texts) == 1 and words.is_title(first) and not words.is_unit(first):
            return "标题行"
        return ""

    def _names_unit(self, filled: Sequence[int], texts: Sequence[str]) -> bool:
        """Tell whether a line 单位：柳河镇 names the unit of those below."""
        return (
            len(texts) == 1
            and filled[0] <= (self._name or 0)
            and texts[0].startswith(("单位:", "单位："))
            and words.is_unit(texts[0])
        )

    def _is_late(self, row: int, filled: Sequence[int], text: str) -> bool:
        """Tell whether a unit's name stands right of the names: who has drawn up the list."""
        return self._name is not None and filled[0] > self._name and words.is_unit(text) and self._is_last(row)

    def _is_last(self, row: int) -> bool:
        return not any(
            any(each.has_name(later) for each in self.rows)
            for later in range(row + 1, min(row + 50, self._grid.height))
        )

    def _is_numbering(self, row: int, texts: Sequence[str]) -> bool:
        """Tell whether a row right under the head numbers the columns: 1 2 3, 甲 乙 丙."""
        if row != self._first or len(texts) < 3:
            return False
        for start in range(2):
            if list(texts) == [str(at) for at in range(start, start + len(texts))]:
                return True
        return all(text in "甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ" and len(text) == 1 for text in texts)

    def _unit_line(self, row: int, filled: Sequence[int], texts: Sequence[str]) -> int | None:
        """Return where the unit stands in a unit's line: one text alone, or with its number or the count of its people."""
        if len(texts) > 1:
            return self._unit_in(row, filled, texts)
        if isinstance(self._grid.cell(row, filled[0]), float | int):
            return None
        at, text = filled[0], texts[0]
        if (row, at) in self._grid.sheet.faults or words.is_number(text):
            return None
        span = self._grid.span(row, at)
        if self._name is None or (span is not None and span.right > span.left):
            return at
        two_lined = any(line.last > line.row for each in self.rows for line in each.lines)
        above_head = row + 1 == self._end < self._grid.height and not two_lined
        goes_on = self._is_post(at) and not above_head and any(each.is_open_at(row) for each in self.rows)
        if at == self._name and words.has_name_in_it(cell_text(self._grid.cell(row, at))):
            return None  # for the reading of names to part, to ask about or to refuse
        if at <= self._name:
            return None if goes_on and not words.is_heading(text) else at
        return at if words.is_unit(text) and not goes_on else None


def _is_digits(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.isdigit()
