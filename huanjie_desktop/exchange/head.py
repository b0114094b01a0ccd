"""Finds the table in a sheet: the head (one or two lines), the rows of people, and the rows that are none."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.spreadsheet import Cell, Sheet

_SEARCHED = 30  # a head further down is none
_TOTAL = re.compile(r"^(合计|小计|总计|共计|总人数|人数合计|共\d+人|合\d+人)")
_NOTE = re.compile(r"^(注|备注|说明|填表说明|填报说明)[:：1一、.]")
_SIGNED = re.compile(
    r"^(填表人|制表人|审核人|填报人|填报单位|填表单位|填表时间|填报时间|制表时间|负责人|联系人|联系电话|单位负责人|"
    r"主要负责人|经办人|统计人|复核人|签字|盖章|（盖章）|\(盖章\)|审批人)\s*[:：（(]"
)
_DATED = re.compile(r"^\d{4}年\d{1,2}月(\d{1,2}日)?$|^年月日$")


@dataclass(frozen=True)
class Head:
    """表头: `names` are the head's words by column, joined over two lines (全日制教育学历); rows are indices into the sheet."""

    names: tuple[str, ...]
    uppers: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class BodyRow:
    """A row of the sheet below the head; `kind` is person, group (a unit's line), or left_out with the reason in `why`."""

    index: int
    kind: str
    group: str = ""
    why: str = ""


def plain(cell: Cell) -> str:
    """Return a head cell's words without spaces and line ends, brackets half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell)))


def find_head(sheet: Sheet, is_known: Callable[[str], bool], file: str) -> Head:
    """Return the head: the first lines with the most known words; UserError when no line has a name column and another."""
    best: tuple[int, int, Head] | None = None
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        for head in _candidates(sheet, at, row):
            score = sum(is_known(name) for name in head.names)
            if score >= 1 and (best is None or (score, -head.first) > best[:2]):
                best = (score, -head.first, head)
    if best is None or (best[0] < 2 and len([name for name in best[2].names if name]) > 1):
        raise UserError(
            f"在“{file}”的工作表“{sheet.name}”里没有找到表头。", "请检查表中是否有“姓名”“性别”等栏目名称的一行。"
        )
    return best[2]


def body_rows(sheet: Sheet, head: Head, name_column: int | None) -> list[BodyRow]:
    """Sort the rows below the head into people, groups, and those left out (totals, notes, signatures, repeated heads)."""
    found: list[BodyRow] = []
    group = ""
    head_words = {plain(cell) for cell in sheet.rows[head.last]} - {""}
    for index in range(head.last + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if _surely_a_person(row):
            found.append(BodyRow(index, "person", group))
            continue
        texts = [str(cell).strip() for cell in row if str(cell).strip()]
        if not texts:
            continue
        why = _why_left_out(texts, row, head_words, name_column)
        if why:
            found.append(BodyRow(index, "left_out", why=why))
        elif _is_group(texts, row, name_column):
            group = _group_name(texts)
            found.append(BodyRow(index, "group", group))
        else:
            found.append(BodyRow(index, "person", group))
    return _drop_tail(found, sheet)


def _surely_a_person(row: Sequence[Cell]) -> bool:
    """Tell a plain row at a glance: a serial number, then at least three more cells, the next no word of a total."""
    if not row or not (isinstance(row[0], int | float) or (isinstance(row[0], str) and row[0].isdigit())):
        return False
    filled = [cell for cell in row[1:6] if cell not in ("", None)]
    return len(filled) >= 3 and isinstance(filled[0], str) and not _TOTAL.match(plain(filled[0]))


def _candidates(sheet: Sheet, at: int, row: Sequence[Cell]) -> list[Head]:
    one = tuple(plain(cell) for cell in row)
    heads = [Head(one, ("",) * len(one), at, at)]
    if at + 1 < len(sheet.rows):
        lower = [plain(cell) for cell in sheet.rows[at + 1]]
        lower += [""] * (len(one) - len(lower))
        if any(lower) and not _looks_like_values(lower):
            heads.append(_joined(one, lower, at, sheet))
            if _goes_on(one, lower):
                heads = heads[1:]
    return heads


def _goes_on(upper: tuple[str, ...], lower: Sequence[str]) -> bool:
    """Tell whether the line below belongs to the head: nothing stands there under 姓名 and 序号, as in every row of people."""
    at = [column for column, word in enumerate(upper) if word in ("姓名", "序号")]
    return bool(at) and not any(lower[column] for column in at if column < len(lower))


def _joined(upper: tuple[str, ...], lower: list[str], at: int, sheet: Sheet) -> Head:
    """Join a two-line head; an empty upper cell belongs to the one merged over it, or where the file does not tell
    merged cells, to the one before it."""
    names, uppers, last = [], [], ""
    merged = {column for (top, left), (_, right) in sheet.merged if top == at for column in range(left + 1, right + 1)}
    width = max(len(upper), len(lower))
    for column in range(width):
        over = upper[column] if column < len(upper) else ""
        under = lower[column]
        if over:
            last = over
        elif sheet.merged and column not in merged:
            last = ""
        group = over or (last if under else "")
        names.append(group + under if group and under and group != under else over or under)
        uppers.append(group if under else "")
    return Head(tuple(names), tuple(uppers), at, at + 1)


def _looks_like_values(cells: Sequence[str]) -> bool:
    return any(re.fullmatch(r"\d[\d.\-/年月日]*|男|女|[0-9X]{15,18}|.{1,10}族", cell) for cell in cells if cell)


def _why_left_out(texts: list[str], row: Sequence[Cell], head_words: set[str], name_column: int | None) -> str:
    first = plain(texts[0])
    if _TOTAL.match(first) or (len(texts) > 1 and first.isdigit() and _TOTAL.match(plain(texts[1]))):
        return "合计行"
    if _NOTE.match(first):
        return "说明行"
    if any(_SIGNED.match(plain(text)) for text in texts) or (_DATED.match(first) and len(texts) == 1):
        return "落款行"
    words = {plain(cell) for cell in row} - {""}
    if len(words & head_words) >= max(2, len(words) * 0.7):
        return "重复的表头"
    return ""


def _is_group(texts: list[str], row: Sequence[Cell], name_column: int | None) -> bool:
    """Tell whether a row is a unit's line: one text alone, and no name in the name's column unless it is the first cell."""
    if len(texts) != 1 or any(isinstance(cell, date | datetime) for cell in row):
        return False
    at = next(column for column, cell in enumerate(row) if str(cell).strip())
    text = plain(texts[0])
    if at == name_column and len(text) <= 4 and not text.endswith(("镇", "乡", "局", "委", "办", "部", "团", "组")):
        return False
    return not re.fullmatch(r"[\d.]+", text) and len(text) <= 40


def _group_name(texts: list[str]) -> str:
    name = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*", "", texts[0].strip())
    return re.sub(r"[（(]\s*(共)?\d+\s*[人名]\s*[）)]$", "", name).rstrip("：:")


def _drop_tail(found: list[BodyRow], sheet: Sheet) -> list[BodyRow]:
    """A line alone behind the last person is no unit: nobody stands under it."""
    last = max((at for at, row in enumerate(found) if row.kind == "person"), default=-1)
    return [
        row if at <= last or row.kind != "group" else BodyRow(row.index, "left_out", why="表尾说明")
        for at, row in enumerate(found)
    ]
