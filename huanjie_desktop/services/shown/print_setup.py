"""What the print dialog asks, says and remembers: copies, paper, pages on a sheet, and how far a printer's picture is off."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.documents.imposing import PER_SHEET, paper_name
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.this_pc import read_own, write_own

MOST_OFF = 20  # mm
MOST_COPIES = 999
ONE_SIDE, LONG_EDGE, SHORT_EDGE = "one", "long", "short"
_OWN = "打印偏移"
_LYING = {True: "横放", False: "竖放"}


@dataclass(frozen=True)
class PrintSetup:
    """打印设置: `first` and `last` are sheets of what is seen; `paper` "" is each page's own; `right` and `down` in mm."""

    printer: str
    copies: int
    first: int
    last: int
    per_sheet: int
    paper: str
    sides: str
    right: float
    down: float


def setup_fields(printers: Sequence[str], sizes: Sequence[tuple[float, float]]) -> tuple[FieldSpec, ...]:
    """Return the fields of the dialog for a paper with pages of these sizes, pt."""
    return (
        FieldSpec("printer", "打印机", "choice", choices=[(name, name) for name in printers]),
        FieldSpec(
            "copies", "份数", "count", suffix="份", least=1, most=MOST_COPIES, needed=f"请填写份数，1到{MOST_COPIES}。"
        ),
        FieldSpec(
            "paper", "纸张", "choice", choices=(("", f"原样（{_papers_in(sizes)}）"), ("A4", "A4"), ("A3", "A3"))
        ),
        FieldSpec(
            "per_sheet", "每面排", "choice", choices=[(each, f"{each} 页") for each in PER_SHEET], tip="一面纸上排几页"
        ),
        FieldSpec(
            "sides",
            "单双面",
            "choice",
            choices=((ONE_SIDE, "单面"), (LONG_EDGE, "双面，沿长边翻"), (SHORT_EDGE, "双面，沿短边翻")),
        ),
        FieldSpec("first", "打印范围", "count", prefix="第", least=1, most=100_000, needed="请填写从第几面起。"),
        FieldSpec(
            "last", "", "count", prefix="至", suffix="面", least=1, most=100_000, needed="请填写到第几面。", beside=True
        ),
        FieldSpec("right", "左右移动", "mm", suffix="毫米", least=-MOST_OFF, most=MOST_OFF, needed="不移动请填0。"),
        FieldSpec(
            "down",
            "上下移动",
            "mm",
            suffix="毫米",
            least=-MOST_OFF,
            most=MOST_OFF,
            needed="不移动请填0。",
            note="印出来偏了才填：向右、向下填正数，向左、向上填负数。按打印机记住。",
        ),
    )


def sheets_in_words(sizes: Sequence[tuple[float, float]], setup: PrintSetup, *, duplex: bool = False) -> str:
    """Return on how much of which paper it is printed: A3纸横放，46份，每份2面，共用纸46张。

    Of what is laid out for both sides of the paper (`duplex`) it is said that it has blank sides, where one is chosen.
    """
    sides = max(0, min(setup.last, len(sizes)) - setup.first + 1)
    sheets = (sides if setup.sides == ONE_SIDE else (sides + 1) // 2) * setup.copies
    papers = _papers_in(sizes[setup.first - 1 : setup.last])
    if not sides:
        return "没有可打印的。"
    words = f"{papers}，{setup.copies} 份，每份 {sides} 面，共用纸 {sheets} 张。"
    blank = duplex and setup.sides == ONE_SIDE
    return words + ("这份材料按双面排版，有白面；要单面打印，请先在“材料汇编”里取消“双面”。" if blank else "")


def packet_in_words(pages: Sequence[int], copies: int, *, duplex: bool) -> str:
    """Return how many pages papers have, and on how many sides a packet of them is laid: as the print dialog counts them."""
    printed, sides = sum(pages), 0
    for count in pages:
        sides += count + (sides % 2 if duplex else 0)
    whole = copies * (sides + (sides % 2 if duplex and copies > 1 else 0))  # each of several copies ends with a back
    words = f"{printed} 页"
    if sides > printed:
        words += f"，双面排成 {sides} 面（白面 {sides - printed}）"
    return f"{words}，{copies} 份共 {whole} 面" if copies > 1 else words


def _papers_in(sizes: Sequence[tuple[float, float]]) -> str:
    names = dict.fromkeys(f"{paper_name(size)}{_LYING[size[0] > size[1]]}" for size in sizes)
    return "、".join(names)


def offset_of(printer: str) -> tuple[float, float]:
    """Return how far a printer's picture is moved right and down on this computer, mm."""
    kept = _offsets().get(printer, (0.0, 0.0))
    return kept[0], kept[1]


def keep_offset(printer: str, right: float, down: float) -> None:
    """Remember how far a printer's picture is moved. Raises WorldError."""
    if offset_of(printer) != (right, down):
        write_own(_OWN, json.dumps({**_offsets(), printer: (right, down)}, ensure_ascii=False))


def _offsets() -> Mapping[str, Sequence[float]]:
    try:
        kept = json.loads(read_own(_OWN) or "{}")
    except ValueError:
        return {}
    return {
        name: pair
        for name, pair in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, int | float) for each in pair)
    }
