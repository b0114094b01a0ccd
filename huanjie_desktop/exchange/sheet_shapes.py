"""Straightens what some lists set in a way of their own, cell by cell in its row: 姓 and 名 apart, ticks under 男 and 女, two heads
on top of each other with two lines for each person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from huanjie_desktop.exchange.column_content import COMPOUND_SURNAME, SURNAMES
from huanjie_desktop.exchange.row_words import is_name, plain
from huanjie_desktop.exchange.sheets import Area, Cell, Sheet
from huanjie_desktop.exchange.tables_found import LeftOut

_LOOKED_AT = 60  # rows among which a head is looked for
_TICKS = frozenset("√✓✔☑■●○〇1Vv*★☆")
_NO = frozenset("否×xX0")
_YES_AND_NO = _NO | {"是"}
_TICKED = frozenset({"sex", "education", "political_status", "ethnic_group", "fulltime_education"})
_SINGLE = {  # the head of a column of ticks, what it says and of what
    "男": ("性别", "男"),
    "女": ("性别", "女"),
    "女性": ("性别", "女"),
    "党员": ("政治面貌", "中共党员"),
    "中共党员": ("政治面貌", "中共党员"),
    "是否党员": ("政治面貌", "中共党员"),
    "是否中共党员": ("政治面貌", "中共党员"),
    "无党派": ("政治面貌", "无党派"),
    "汉族": ("民族", "汉族"),
}
_PAIRS = 0.8  # of the people have two lines
_CLEAR = ""

Known = Callable[[str], str]
Places = Mapping[tuple[int, int], str]


def straightened(sheet: Sheet, is_known: Known) -> tuple[Sheet, list[LeftOut]]:
    """Return a sheet that can be read row by row, one that already can be as it is, and what it leaves unsaid."""
    for change in (_join_names, _gather_ticks):
        sheet = change(sheet, is_known)
    sheet, unsaid = _read_single_ticks(sheet, is_known)
    return _unstack(sheet, is_known), unsaid


def _copied(sheet: Sheet) -> list[list[Cell]]:
    width = max((len(row) for row in sheet.rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in sheet.rows]


def _at(row: Sequence[Cell], column: int) -> str:
    return plain(row[column]) if column < len(row) and row[column] is not None else ""


# 姓 | 名


def _join_names(sheet: Sheet, _is_known: Known) -> Sheet:
    """Join a column 姓 with the column 名 right of it."""
    for top, row in enumerate(sheet.rows[:_LOOKED_AT]):
        words = [plain(cell) for cell in row]
        for at in range(len(words) - 1):
            if words[at] == "姓" and words[at + 1] == "名":
                return _joined(sheet, top, at)
            if words[at] == "姓名" and words[at + 1] in ("", "姓名") and _are_halves(sheet.rows[top + 1 :], at):
                return _joined(sheet, top, at)
    return sheet


def _are_halves(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Tell whether a surname stands in this column and a given name right of it, in nearly all rows and nowhere else."""
    pairs = [(_at(row, at), _at(row, at + 1)) for row in rows if _at(row, at) or _at(row, at + 1)]
    halves = sum(
        (one in SURNAMES or bool(COMPOUND_SURNAME.fullmatch(one))) and len(two) in (1, 2) for one, two in pairs if one
    )
    return halves >= _PAIRS * len(pairs) > 0


def _joined(sheet: Sheet, top: int, at: int) -> Sheet:
    rows = _copied(sheet)
    rows[top][at], rows[top][at + 1] = "姓名", _CLEAR
    for row in rows[top + 1 :]:
        first, second = row[at], row[at + 1]
        if isinstance(second, str) and second.strip():
            row[at], row[at + 1] = f"{first or ''}".strip() + second.strip(), _CLEAR
    return replace(sheet, rows=rows)


# ticks


def _gather_ticks(sheet: Sheet, is_known: Known) -> Sheet:
    """Write the words of columns under one head in place of the ticks in them: 男 where 男 is ticked."""
    for top, row in enumerate(sheet.rows[:_LOOKED_AT]):
        for left, right, head in _groups(sheet, top, row, is_known):
            words = [_at(row, at) for at in range(left, right + 1)]
            if all(words) and _is_ticked(sheet, top + 1, left, words):
                return _gather_ticks(_gathered(sheet, top, left, words, head), is_known)
    return sheet


def _groups(sheet: Sheet, top: int, row: Sequence[Cell], is_known: Known) -> list[tuple[int, int, str]]:
    """Return the columns under one known head above a row, and 男 beside 女."""
    found = []
    for (first, left), (last, right) in sheet.merged:
        if first <= last == top - 1 and left < right:
            head = _at(sheet.rows[first], left)
            if head and is_known(head) in _TICKED:
                found.append((left, right, head))
    pairs = [at for at in range(len(row) - 1) if {_at(row, at), _at(row, at + 1)} == {"男", "女"}]
    pairs = [at for at in pairs if not any(left == at for left, _, _ in found)]
    above = sheet.rows[max(top - 1, 0) : top + 1] if pairs else ()
    names = any(is_known(_at(line, at)) == "name" for line in above for at in range(len(line)))
    return found + [(at, at + 1, "性别") for at in pairs if names]


def _is_ticked(sheet: Sheet, first: int, left: int, words: Sequence[str]) -> bool:
    """Tell whether the rows have a tick, or the word itself, under one of these heads, and nothing else."""
    ticks = others = 0
    for row in sheet.rows[first:]:
        said = [(_at(row, left + at), word) for at, word in enumerate(words) if _at(row, left + at)]
        ticks += bool(said) and all(text in _TICKS or text == word for text, word in said)
        others += any(text not in _TICKS and text != word for text, word in said)
    return ticks > 0 and others <= ticks / 4


def _gathered(sheet: Sheet, top: int, left: int, words: Sequence[str], head: str) -> Sheet:
    rows = _copied(sheet)
    places = range(left, left + len(words))
    for at in places:
        rows[top][at] = head if at == left else _CLEAR
    for row in rows[top + 1 :]:
        said = [word for at, word in zip(places, words, strict=True) if _at(row, at) in (*_TICKS, word)]
        if said:
            for at in places:
                row[at] = "、".join(said) if at == left else _CLEAR
    return replace(sheet, rows=rows)


def _read_single_ticks(sheet: Sheet, is_known: Known) -> tuple[Sheet, list[LeftOut]]:
    """Write the word in place of the ticks of a column that is headed by it (女, 党员); what the others are it does not say."""
    unsaid: list[LeftOut] = []
    for top, row in enumerate(sheet.rows[:_LOOKED_AT]):
        words = [_at(row, at) for at in range(len(row))]
        fields = [is_known(word) for word in words]
        if "name" not in fields:
            continue
        name = fields.index("name")
        people = [top, *(line for line in range(top + 1, len(sheet.rows)) if is_name(_at(sheet.rows[line], name)))]
        for at, word in enumerate(words):
            head, value = _SINGLE.get(word, ("", ""))
            if not head or is_known(head) in fields or words.count(word) > 1:
                continue
            said = {_at(sheet.rows[line], at) for line in people[1:]} - {""}
            if said and said <= {*_TICKS, word, *_YES_AND_NO} and not said <= _NO:
                others = sum(_at(sheet.rows[line], at) in {"", *_NO} for line in people)
                sheet = _named(sheet, people, at, head, value)
                if others:
                    why = f"没有标的{others}人，{head}没有记"
                    unsaid.append(LeftOut(sheet.name, top + 1, f"“{word}”栏标了的记{value}", why))
        return sheet, unsaid
    return sheet, unsaid


def _named(sheet: Sheet, people: Sequence[int], at: int, head: str, value: str) -> Sheet:
    """Return a sheet with this head over a column and its value for those who are ticked; the head is in the first of the rows."""
    rows = _copied(sheet)
    for row in people[1:]:
        rows[row][at] = value if _at(rows[row], at) not in {"", *_NO} else _CLEAR
    rows[people[0]][at] = head
    return replace(sheet, rows=rows)


# one head on top of another


def _unstack(sheet: Sheet, is_known: Known) -> Sheet:
    """Set what stands in a person's second line, under a second head in the same column, behind the first line."""
    for top in range(min(len(sheet.rows) - 3, _LOOKED_AT)):
        upper, lower = sheet.rows[top], sheet.rows[top + 1]
        names = [at for at in range(len(upper)) if is_known(_at(upper, at)) == "name" and not _at(lower, at)]
        if not names:
            continue
        stacked = [at for at in range(len(upper)) if _is_stacked(_at(upper, at), _at(lower, at), is_known)]
        if stacked and not _is_grouped(sheet.merged, top, stacked):
            pairs = _pairs(sheet, top + 2, names[0], stacked)
            if pairs:
                return _unstacked(sheet, top, stacked, pairs)
    return sheet


def _is_stacked(upper: str, lower: str, is_known: Known) -> bool:
    if not upper or not lower:
        return False
    one, two = is_known(upper), is_known(lower)
    return bool(one and two and one != two and not is_known(upper + lower))


def _is_grouped(merged: Sequence[Area], top: int, columns: Sequence[int]) -> bool:
    return any(first == top and left < right and left in columns for (first, left), (_, right) in merged)


def _pairs(sheet: Sheet, first: int, name: int, stacked: Sequence[int]) -> list[int]:
    """Return the first lines of people who have two, where nearly all have."""
    found, single, row = [], 0, first
    while row < len(sheet.rows):
        cells = sheet.rows[row]
        below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
        named = name < len(cells) and is_name(cells[name])
        if named and not _at(below, name) and any(_at(below, at) for at in stacked):
            found.append(row)
            row += 1
        elif named and len([cell for cell in cells if cell not in ("", None)]) > 1:
            single += 1
        row += 1
    return found if len(found) >= _PAIRS * (len(found) + single) else []


def _unstacked(sheet: Sheet, top: int, stacked: Sequence[int], pairs: Sequence[int]) -> Sheet:
    rows = _copied(sheet)
    width = len(rows[0])
    new = {column: width + at for at, column in enumerate(stacked)}
    for row in rows:
        row += [_CLEAR] * len(new)
    moved = [top, *pairs]
    for line in moved:
        for old, at in new.items():
            rows[line][at], rows[line + 1][old] = rows[line + 1][old], _CLEAR

    def shifted(marks: Places) -> dict[tuple[int, int], str]:
        return {
            (row - 1, new[at]) if row - 1 in moved and at in new else (row, at): said
            for (row, at), said in marks.items()
        }

    return replace(
        sheet,
        rows=rows,
        faults=shifted(sheet.faults),
        comments=shifted(sheet.comments),
        struck=shifted(sheet.struck),
    )
