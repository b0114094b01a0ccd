"""职数表: each unit's posts, for how many people they are, who holds them, how many are missing and how many too many."""

from collections.abc import Iterator, Mapping
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, Row, Table
from huanjie_desktop.documents.compose.makers import STAFFING, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.material import StaffedPost, StaffedUnit, StaffingMaterial
from huanjie_desktop.domain.numerals import chinese_date

_AGAIN = "（续）"
_COLUMNS = (
    Column(10, kind="number"),
    Column(38, Align.LEFT),
    Column(36, Align.LEFT),
    *(Column(13, kind="count") for _ in range(4)),
    Column(62, Align.LEFT, "short"),
    Column(24, Align.LEFT, "short"),
)
_HEADS: tuple[CellText, ...] = ("序号", "单　　位", "职　　务", "职数", "现有", "空缺", "超配", "现任人员", "备　注")


def compose_staffing(material: StaffingMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the table; params: foot."""
    rows: list[Row] = []
    number = 0
    for at, unit in enumerate(material.units):
        if unit.posts:
            number += 1
            rows += _rows(number, unit)
        elif _heads(material, at):
            rows.append(
                Row((Cell(unit.name, colspan=len(_COLUMNS), align=Align.LEFT), *[None] * (len(_COLUMNS) - 1)), "group")
            )
    every = [post for unit in material.units for post in unit.posts if post.number]
    sums = (sum(column) for column in zip(*map(_numbers, every), strict=True)) if every else (0, 0, 0, 0)
    rows.append(Row((Cell("合　计", colspan=3), None, None, *map(str, sums), "", ""), "total"))
    without = sum(not unit.posts and not _heads(material, at) for at, unit in enumerate(material.units))
    left = f"另有{without}个单位没有定职数，没有列入。" if without else ""
    table = Table(
        _COLUMNS,
        (Row(_HEADS),),
        tuple(rows),
        caption=f"{material.county}领导职数及配备情况表",
        caption_size=18,
        note=f"截至{chinese_date(material.today)}",
        foot=f"{params.get('foot', '')}{left}",
        row_height=8,
        balanced=True,
    )
    return (table,)


def _heads(material: StaffingMaterial, at: int) -> bool:
    """Tell whether a unit has units with posts below it."""
    unit = material.units[at]
    for below in material.units[at + 1 :]:
        if below.level <= unit.level:
            return False
        if below.posts:
            return True
    return False


def _rows(number: int, unit: StaffedUnit) -> Iterator[Row]:
    count = len(unit.posts)
    for at, post in enumerate(unit.posts):
        first: tuple[CellText | None, ...] = (None, None)
        if at == 0:
            first = (
                Cell(str(number), rowspan=count, again=str(number)),
                Cell(unit.name, rowspan=count, again=f"{unit.name}{_AGAIN}"),
            )
        wanted, held, short, over = _numbers(post)
        numbers = [str(wanted), str(held), str(short or ""), str(over or "")] if wanted else ["", str(held), "", ""]
        yield Row((*first, post.title, *numbers, _people(post), _remark(post)))


def _numbers(post: StaffedPost) -> tuple[int, int, int, int]:
    """Return for how many a post is, how many hold it, how many are missing and how many are too many."""
    held = len(post.held)
    return post.number, held, max(post.number - held, 0), max(held - post.number, 0)


def _people(post: StaffedPost) -> str:
    return "、".join((*post.held, *(f"{name}（兼）" for name in post.also)))


def _remark(post: StaffedPost) -> str:
    said = [f"任职年龄{post.age_limit}岁以下"] * bool(post.age_limit) + ["没有定职数"] * (not post.number)
    return "，".join(said)


STAFFING_TABLE = Maker(compose_staffing, (STAFFING,), (text("foot", "表后的说明"),))
