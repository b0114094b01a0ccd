"""The report of a comparison: what a roster and a file say otherwise, who is on one side alone, what was not compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    PageStyle,
    Paper,
    Row,
    Space,
    Table,
    Title,
)
from huanjie_desktop.domain.numerals import chinese_date

_SIZE, _CAPTION = 10.5, 14.0
_NONE = "没有不同。"
_NUMBER, _NAME, _TITLE, _TEXT, _PLACE, _TAKEN = 3.2, 6.0, 8.5, 20.0, 8.0, 5.5


@dataclass(frozen=True)
class ComparedLine:
    """One difference: of whom, in which column, what either side says, where it stands in the file, and what was decided."""

    name: str
    title: str
    ours: str
    theirs: str
    place: str
    decided: str = ""


@dataclass(frozen=True)
class ComparisonMaterial:
    """What a comparison found, in words: `facts` are sentences on how much; the lists are (name, facts, place or reason)."""

    roster: str
    file: str
    day: date
    facts: tuple[str, ...]
    lines: tuple[ComparedLine, ...] = ()
    only_ours: tuple[tuple[str, str], ...] = ()
    only_theirs: tuple[tuple[str, str, str], ...] = ()
    unsure: tuple[tuple[str, str, str], ...] = ()
    not_taken: tuple[tuple[str, str, str], ...] = ()
    equal: tuple[tuple[str, str], ...] = ()


def compose_comparison(material: ComparisonMaterial) -> Document:
    """Compose the report on A4 lying; every list has its table, and one that is empty is not there but for the first."""
    title = f"名册《{material.roster}》与“{material.file}”核对结果"
    blocks: list[Block] = [
        Title(title, chinese_date(material.day), size=18),
        _differences(material.lines, "\n".join(material.facts)),
        *(each for table in _lists(material) for each in (Space(0.5), table)),
    ]
    page = PageStyle(Paper.A4, True, TABLE_MARGINS, "total")
    return Document(title, page, tuple(blocks), True, (), (material.roster, material.file))


def _lists(material: ComparisonMaterial) -> list[Table]:
    three = (_NAME, _TEXT * 1.4, _TEXT)
    found: list[Table] = []
    if material.only_ours:
        found.append(_plain("只在名册里的人", ("姓名", "单位及职务"), (_NAME, _TEXT * 2), material.only_ours))
    if material.only_theirs:
        found.append(_plain("只在文件里的人", ("姓名", "单位及职务", "在文件里的位置"), three, material.only_theirs))
    if material.unsure:
        found.append(_plain("不能确定是谁的", ("姓名", "原因", "在文件里的位置"), three, material.unsure))
    if material.not_taken:
        heads = ("位置", "内容", "原因")
        found.append(_plain("文件里没有核对的内容", heads, (_TITLE, _TEXT * 1.4, _TEXT), material.not_taken))
    if material.equal:
        found.append(_plain("写法不同、当作相同的", ("当作相同", "处数"), (_TEXT * 2, _PLACE), material.equal))
    return found


def _differences(lines: Sequence[ComparedLine], facts: str) -> Table:
    columns = (
        Column(_NUMBER, kind="number"),
        Column(_NAME, kind="name"),
        Column(_TITLE),
        Column(_TEXT, Align.LEFT),
        Column(_TEXT, Align.LEFT),
        Column(_PLACE),
        Column(_TAKEN),
    )
    rows, at = [], 0
    while at < len(lines):
        behind = next((end for end in range(at, len(lines)) if not _of_one(lines[at], lines[end])), len(lines))
        for place in range(at, behind):
            line = lines[place]
            name = Cell(line.name, rowspan=behind - at, again=f"{line.name}（续）") if place == at else None
            cells = (str(place + 1), name, line.title, line.ours, line.theirs, line.place, line.decided)
            rows.append(Row(cells))
        at = behind
    heads = ("序号", "姓名", "栏目", "名册", "文件", "在文件里的位置", "采用")
    if not rows:
        rows = [Row((Cell(_NONE, colspan=len(heads), align=Align.LEFT), *([None] * (len(heads) - 1))))]
    return Table(
        columns,
        (Row(heads, height=10),),
        tuple(rows),
        note=facts,
        note_align=Align.LEFT,
        note_once=True,
        size=_SIZE,
        row_height=8,
    )


def _of_one(first: ComparedLine, other: ComparedLine) -> bool:
    return (first.name, first.place) == (other.name, other.place)


def _plain(caption: str, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> Table:
    numbered = [Row((str(at), *row)) for at, row in enumerate(rows, 1)]
    columns = (
        Column(_NUMBER, kind="number"),
        *(
            Column(width, Align.CENTER if head in ("姓名", "处数") else Align.LEFT)
            for width, head in zip(widths, heads, strict=True)
        ),
    )
    return Table(
        columns,
        (Row(("序号", *heads), height=10),),
        tuple(numbered),
        caption=caption,
        caption_size=_CAPTION,
        size=_SIZE,
        row_height=8,
    )
