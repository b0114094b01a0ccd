"""Draws sheets as offices lay them out from invented people, with what has to come out of them."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.exchange.columns import known_field
from huanjie_desktop.exchange.sheets import Area, Sheet
from huanjie_desktop.exchange.tables import SheetTables

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文建国志永梅兰竹林木森"
LONG_NAMES = ("买买提江·艾力", "古丽巴哈尔·阿不都", "阿不都热合曼", "扎西旺堆", "次仁卓玛", "欧阳建国", "司马　光")
UNITS = ("柳河镇", "青山乡", "县委办公室", "石桥镇", "县教育局", "县人民医院", "城关街道")
POSTS = (
    "书记",
    "镇长",
    "负责人（主持工作）",
    "联系人（网格员）",
    "审核人",
    "副局长，一级主任科员",
    "合计组组长",
    "办公室主任",
)
TITLES = ("青禾县干部名册", "青禾县2026年换届人选一览表", "附件1")
NOTES = ("注：年龄计算到2026年7月。", "说明：按姓氏笔画排列", "备注：略")
TAILS: tuple[list[str], ...] = (
    ["填表人：张三", "审核人：李四"],
    ["2026年7月1日"],
    ["（盖章）"],
    ["填报单位（盖章）：组织部"],
    ["联系人：王五", "联系电话：13800000000"],
)
GROUPS = {
    "sex": "基本情况",
    "ethnic_group": "基本情况",
    "birth": "基本情况",
    "name": "基本情况",
    "education": "学历情况",
}
HEADS = {
    "name": ("姓名", "姓 名", "姓\u3000名", "姓名"),
    "sex": ("性别", "性 别"),
    "ethnic_group": ("民族",),
    "birth": ("出生年月", "出生\n年月"),
    "education": ("学历",),
    "current_post": ("现任职务", "职务"),
    "unit": ("单位", "工作单位"),
    "remark": ("备注",),
}


@dataclass
class Made:
    """A sheet, the people that are on it by name, and the rows that are nobody."""

    sheet: Sheet
    people: dict[str, dict[str, str]]
    nobody: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)  # one that says the same as the one before is named, too


class Maker:
    """Puts a sheet together row by row."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.rows: list[list[Any]] = []
        self.merged: list[Area] = []
        self.hidden: set[int] = set()
        self.people: dict[str, dict[str, str]] = {}
        self.nobody: set[int] = set()
        self.heads: set[int] = set()

    def make(self) -> Made:
        """Draw one sheet of one to three tables."""
        for at in range(self.chance.choice((1, 1, 2, 3))):
            if at and self.chance.random() < 0.5:
                self.rows.append([])
            self._titles(at > 0)
            self._table()
        width = max(map(len, self.rows)) + self.chance.choice((0, 0, 3))
        rows = [[*row, *[""] * (width - len(row))] for row in self.rows]
        return Made(Sheet("名册", rows, self.merged, {}, frozenset(self.hidden)), self.people, self.nobody, self.heads)

    def _likely(self, share: float) -> bool:
        return self.chance.random() < share

    def _titles(self, between: bool) -> None:
        for _ in range(self.chance.choice((0, 1, 1, 2)) or (1 if between and not self.rows[-1:] else 0)):
            if between:
                self.nobody.add(len(self.rows))
            self.rows.append([self.chance.choice(TITLES)])

    def _table(self) -> None:
        chance = self.chance
        fields = chance.sample([name for name in HEADS if name != "name"], chance.randint(1, 6))
        by_lines = "unit" not in fields and self._likely(0.5)
        fields.insert(chance.randint(0, min(2, len(fields))), "name")
        if self._likely(0.6):
            fields.insert(0, "serial")
        if fields == self._fields:
            # the same head again would be the same table's
            fields = fields[1:] if "serial" in fields else ["serial", *fields]
        self._fields = fields
        lists = chance.choice((1, 1, 1, 2, 3)) if not by_lines and len(fields) <= 4 else 1
        gap = lists > 1 and self._likely(0.4)
        head = self._head(fields, lists, gap)
        two_rows = lists == 1 and "current_post" in fields and self._likely(0.25)
        serial = 0
        for block in range(chance.randint(1, 3)):
            unit = chance.choice(UNITS)
            if by_lines and self._likely(0.8):
                serial_line = [f"{'一二三'[block]}、{unit}"] if self._likely(0.4) else [unit]
                if len(fields) > 1 and self._likely(0.5):
                    self.merged.append(((len(self.rows), 0), (len(self.rows), len(fields) - 1)))
                self.rows.append(serial_line)
                self._unit_line = unit
            first = len(self.rows)
            count = chance.randint(1, 4)
            for at in range(count):
                serial += 1
                self._person_row(fields, lists, gap, serial, unit, two_rows and at + 1 < count)
            if "unit" in fields and lists == 1 and self._likely(0.5):
                self._merge_unit(first, fields.index("unit"))
            self._between(fields, head, block)
        self._unit_line = ""
        if "serial" in fields and self._likely(0.3):
            for _ in range(chance.randint(1, 3)):
                serial += 1
                self.nobody.add(len(self.rows))
                self.rows.append([serial])
        for _ in range(chance.choice((0, 0, 1, 2))):
            self.nobody.add(len(self.rows))
            self.rows.append(chance.choice((["合计", "", f"{serial}人"], [chance.choice(NOTES)], *TAILS)))

    _unit_line = ""
    _fields: tuple[str, ...] | list[str] = ()

    def _between(self, fields: list[str], head: list[list[str]], block: int) -> None:
        """Put in what stands between people: a blank row, a subtotal, a note, the head again."""
        if self._likely(0.15):
            self.rows.append([])
        if self._likely(0.15) and "name" in fields:
            self.nobody.add(len(self.rows))
            self.rows.append(["小计", "", str(block + 1)])
        if self._likely(0.1):
            self.nobody.add(len(self.rows))
            self.rows.append([self.chance.choice(NOTES)])
        if len(head) == 1 and self._likely(0.15):
            self.nobody.add(len(self.rows))
            self.rows.append(list(head[0]))

    def _head(self, fields: list[str], lists: int, gap: bool) -> list[list[str]]:
        """Write the head: one line, or two with groups over it."""
        words = ["序号" if each == "serial" else self.chance.choice(HEADS[each]) for each in fields]
        grouped = [GROUPS.get(each, "") for each in fields]
        runs = [at for at in range(1, len(fields)) if grouped[at] and grouped[at] == grouped[at - 1]]
        if lists > 1 or not runs or len(runs) == len(fields) - 1 or self._likely(0.5):
            line = [*words, *([""] if gap else [])] * lists
            self.heads.add(len(self.rows))
            self.rows.append(line)
            return [line]
        upper, lower = [], []
        for at, (word, group) in enumerate(zip(words, grouped, strict=True)):
            alone = not group or (at not in runs and at + 1 not in runs)
            upper.append(word if alone else "" if at in runs else group)
            lower.append("" if alone else word)
        if self._likely(0.6):
            self._merge_head(upper, lower)
        self.heads |= {len(self.rows), len(self.rows) + 1}
        self.rows += [upper, lower]
        return [upper, lower]

    def _merge_head(self, upper: list[str], lower: list[str]) -> None:
        top = len(self.rows)
        at = 0
        while at < len(upper):
            end = at
            if not lower[at]:
                self.merged.append(((top, at), (top + 1, at)))
            else:
                while end + 1 < len(upper) and lower[end + 1] and not upper[end + 1]:
                    end += 1
                if end > at:
                    self.merged.append(((top, at), (top, end)))
            at = end + 1

    def _person_row(self, fields: list[str], lists: int, gap: bool, serial: int, unit: str, two_rows: bool) -> None:
        row: list[Any] = []
        second: list[Any] = []
        for at in range(lists):
            if at and self._likely(0.1):
                break  # the last list is shorter
            cells, more = self._person(fields, serial, unit, two_rows)
            row += [*cells, *([""] if gap else [])]
            second += more
        if self._likely(0.05):
            self.hidden.add(len(self.rows))
        if any(second):
            if self._likely(0.5):
                for at in range(len(fields)):
                    if not second[at]:
                        self.merged.append(((len(self.rows), at), (len(self.rows) + 1, at)))
            self.rows += [row, second]
        else:
            self.rows.append(row)

    def _person(self, fields: list[str], serial: int, unit: str, two_rows: bool) -> tuple[list[Any], list[Any]]:
        chance = self.chance
        name = self._name()
        drawn = {
            "name": name,
            "sex": chance.choice("男女"),
            "ethnic_group": chance.choice(("汉族", "回族", "维吾尔族")),
            "birth": f"{chance.randint(1960, 2000)}.{chance.randint(1, 12):02}",
            "education": chance.choice(("大学", "研究生", "大专")),
            "current_post": chance.choice(POSTS),
            "unit": unit,
            "remark": "",
        }
        said = {field: drawn[field] for field in fields if drawn.get(field)}
        second: list[Any] = [""] * len(fields)
        if two_rows and self._likely(0.4):
            second[fields.index("current_post")] = "兼工会主席"
            said["current_post"] += "\n兼工会主席"
        if self._unit_line:
            said["group"] = self._unit_line
        self.people[name] = said
        return [serial if each == "serial" else drawn[each] for each in fields], second

    def _name(self) -> str:
        chance = self.chance
        while True:
            name = chance.choice(LONG_NAMES) if self._likely(0.1) else ""
            name = name or chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
            if name not in self.people:
                return name

    def _merge_unit(self, first: int, column: int) -> None:
        """Merge the unit of a block's people, which then stands in the first row alone."""
        last = len(self.rows) - 1
        if last <= first:
            return
        self.merged = [area for area in self.merged if not (area[0][1] == column and area[0][0] >= first)]
        self.merged.append(((first, column), (last, column)))
        for row in range(first + 1, last + 1):
            if column < len(self.rows[row]):
                self.rows[row][column] = ""


def make_sheet(seed: int) -> Made:
    """Return the sheet of a seed."""
    return Maker(seed).make()


@cache
def known(word: str) -> str:
    """Return the field that a head's word means."""
    return known_field(word, load_catalog().columns)


def wrong_of(made: Made) -> Sequence[str]:
    """Return what is wrong with what was read of a sheet."""
    found = SheetTables(made.sheet, known)
    wrong: list[str] = []
    names: Counter[str] = Counter()
    for table in found.tables:
        fields = [known(head) for head in table.heads]
        for record in table.records:
            said = {
                field: str(cell)
                for field, cell in zip(fields, record.cells, strict=True)
                if field not in ("", "serial") and cell != ""
            }
            if record.group:
                said["group"] = record.group
            name = said.get("name", "")
            names[name] += 1
            if said != made.people.get(name):
                wrong.append(f"row {record.row}: {said}, not {made.people.get(name)}")
            if record.hidden != (record.row in made.sheet.hidden):
                wrong.append(f"row {record.row}: hidden")
    if names != Counter(made.people.keys()):
        wrong.append(f"people: {dict(names)}")
    named = {each.row - 1 for each in found.left_out}
    named -= {each.row - 1 for each in found.left_out if each.why == "重复的表头" and each.row - 1 in made.heads}
    if named != made.nobody:
        wrong.append(f"named {sorted(named)}, not {sorted(made.nobody)}")
    return wrong
