"""工作流程图: the steps of a kind of congress from top to bottom, a lane for each who acts, arrows from each to the next.

What is asked of a step is a diamond with 是 and 否. A chart that is longer than its sheet goes on over the next one: arrows that
are cut there have the same number on both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, PageBreak, Paragraph, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.drawing import Box, Drawing, Item, Rule, Words
from huanjie_desktop.documents.faces import Face
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.schedule.flow import Arrow, Flow, FlowBranch, FlowStep, Node, Point, Shape, lay_out
from huanjie_desktop.domain.schedule.plan import place_steps
from huanjie_desktop.domain.schedule.steps import Course, Step
from huanjie_desktop.domain.schedule.workdays import Calendar

_WIDTH, _HEIGHT = 262.0, 344.0  # within an A3 sheet's type area, under the title and above the note
_STAGE, _HEAD, _NOTE = 9.0, 9.0, 8.0
_MOST = 1.35  # how much higher than they need rows become where there is room
_SIZE, _SMALL = 9.5, 8.0
_LINE = 1.12
_POINT = 25.4 / 72
_THIN, _THICK = 0.5, 1.6
_TIP = 1.5  # how long an arrow's tip is, mm
_MARK = 3.6  # room for the number of an arrow that is cut, mm
_ASIDE = re.compile(r"（[^（）]*）")
_OTHERS = "其他单位"  # those of steps that an office has changed
_SOME_DAY = date(2001, 1, 1)
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CONTINUED = "（续）"


def compose_flow_chart(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a chart for each day that steps count from, on one sheet or, where that is too small, on several.

    Params: note (under each), width and height (mm, of the sheet's type area under the title).
    """
    blocks: list[Block] = []
    for anchor in dict.fromkeys(lane.anchor for lane in material.kind.lanes):
        lanes = [(lane.title, lane.who) for lane in material.kind.lanes if lane.anchor == anchor]
        own = _of_anchor(material, anchor)
        if not own:
            continue
        steps = _in_order(own, material.steps)
        others = {step.who for step in steps} - {who for _title, each in lanes for who in each}
        if others:
            lanes.append((_OTHERS, tuple(sorted(others))))
        of = next(
            (lane.chart for lane in material.kind.lanes if lane.anchor == anchor and lane.chart), material.kind.title
        )
        heading = f"{of}工作流程图"
        width, height = float(params.get("width", _WIDTH)), float(params.get("height", _HEIGHT))
        sheets = _Sheets(width, height, [name for name, _who in lanes], str(params.get("note", "")), heading)
        flow_steps = tuple(_flow_step(step, [who for _title, who in lanes]) for step in steps)
        stages = tuple(dict.fromkeys(step.stage for step in own))
        for at, drawing in enumerate(_draw(sheets, flow_steps, stages, {step.id: step for step in steps})):
            if blocks:
                blocks.append(PageBreak())
            about = f"{material.county}　日期由{anchor}（开幕日或选举日）倒排"
            blocks += [Title(heading + (_CONTINUED if at else ""), about), drawing]
    return tuple(blocks) or (Title(f"{material.kind.title}工作流程图"), Paragraph("这一类会议没有工期步骤。"))


def _of_anchor(material: CongressMaterial, anchor: str) -> list[Step]:
    anchors = {spec.id: spec.anchor for spec in material.kind.steps}
    return [step for step in material.steps if anchors.get(step.id, step.anchor) == anchor]


def _in_order(steps: Sequence[Step], every: Sequence[Step]) -> list[Step]:
    """Return steps by their days as if all congresses were on one day."""
    names = {step.anchor for step in every if step.anchor}
    plan = place_steps(Course("", "", tuple(every), dict.fromkeys(names, _SOME_DAY)), Calendar())
    own = {step.id for step in steps}
    return [planned.step for planned in plan.steps if planned.step.id in own]


def _flow_step(step: Step, lanes: Sequence[Sequence[str]]) -> FlowStep:
    lane = next(at for at, who in enumerate(lanes) if step.who in who)
    branches = tuple(FlowBranch(each.asks, each.yes, each.no, each.to, each.first) for each in step.branches)
    return FlowStep(step.id, lane, step.stage, step.after, branches)


@dataclass(frozen=True)
class _Sheets:
    """What the sheets of a chart have in common; lengths in mm."""

    width: float
    height: float
    lanes: Sequence[str]
    note: str
    title: str

    @property
    def lane(self) -> float:
        return (self.width - _STAGE) / len(self.lanes)

    def inside(self, node: Node) -> float:
        """Return how wide the words of a node may be."""
        wide = self.lane * node.half[0] * 2
        return wide * 0.62 if node.shape is Shape.ASK else wide - 1.8

    @property
    def room(self) -> float:
        """Return how high the rows of one sheet may be."""
        return self.height - _HEAD - _NOTE


def _draw(
    sheets: _Sheets, flow_steps: tuple[FlowStep, ...], stages: tuple[str, ...], steps: Mapping[str, Step]
) -> Iterator[Drawing]:
    """Return the sheets: at full size if the rows have room, else closer, smaller, with days beside titles, and then on several."""
    for close, setting in ((False, _Setting(_SIZE)), (True, _Setting(_SIZE)), (True, _Setting(_SMALL)), (True, _TIGHT)):
        flow = lay_out(flow_steps, stages, close)
        heights = _heights(flow, steps, sheets, setting)
        if sum(heights) <= sheets.room:
            break
    parts = list(_parts(flow, heights, sheets.room))
    grown = min([_MOST, *(sheets.room / sum(heights[first : last + 1]) for first, last in parts)])
    heights = [height * grown for height in heights]
    for first, last in parts:
        yield _Sheet(sheets, flow, steps, heights, first, last, setting).draw()


@dataclass(frozen=True)
class _Setting:
    """How words are set: their size, and whether the days stand under a title (or beside it, where they have room)."""

    size: float
    under: bool = True

    def words(self, node: Node, steps: Mapping[str, Step], wide: float) -> str:
        """Return what stands in a node that is so wide (mm)."""
        if node.shape is not Shape.STEP:
            return node.text
        step = steps[node.id]
        name = ("▲" if step.hard else "") + brief(step.title)
        days = step.first_count.words({id_: brief(each.title) for id_, each in steps.items()})
        beside = f"{name}　{days}"
        joined = not self.under and self.lines(beside, wide) <= self.lines(name, wide)
        return beside if joined else f"{name}\n{days}"

    def lines(self, words: str, wide: float) -> int:
        """Return in how many lines words are set, those with breaks of their own in them."""
        return sum(ceil(_length(line) * 1.06 * self.size * _POINT / wide) for line in words.split("\n"))


_TIGHT = _Setting(_SMALL, under=False)


def _heights(flow: Flow, steps: Mapping[str, Step], sheets: _Sheets, setting: _Setting) -> list[float]:
    """Return how high each row must be for its words to stand in their boxes."""
    heights = [0.0] * flow.rows
    for node in flow.nodes:
        wide = sheets.inside(node)
        lines = setting.lines(setting.words(node, steps, wide), wide)
        needed = (lines * _LINE + 0.1) * setting.size * _POINT + 0.6
        if node.shape is Shape.ASK:
            needed = needed * 1.5 if lines == 1 else needed * 1.9
        heights[node.row] = max(heights[node.row], needed / (node.half[1] * 2))
    return heights


def _length(words: str) -> float:
    """Return how many characters wide words are: letters and digits are half as wide."""
    return sum(0.55 if char < "\u0100" else 1.0 for char in words)


def _parts(flow: Flow, heights: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    """Return the rows of each sheet, cut where fewest arrows pass, not much sooner than need be."""
    begins = {at for _stage, at, _last in flow.stages}
    sheets = ceil(sum(heights) / room)
    first = 0
    while first < len(heights):
        upto = [first + at for at, height in enumerate(accumulate(heights[first:])) if height <= room] or [first]
        left = sum(heights[first:])
        if upto[-1] == len(heights) - 1:
            yield first, upto[-1]
            return
        least = max(left - room * (max(sheets, 2) - 1), left / max(sheets, 2) * 0.8)  # what the others have no room for
        late = [row for row in upto if sum(heights[first : row + 1]) >= least] or upto[-1:]
        last = min(late, key=lambda row: (len(_passing(flow, row)) - 2 * (row + 1 in begins), -row))
        yield first, last
        first, sheets = last + 1, sheets - 1


def _passing(flow: Flow, row: int) -> list[float]:
    """Return where arrows pass from a row to the next, in lanes across."""
    cut = _cut(row)
    return sorted(
        {
            round(x1, 3)
            for arrow in flow.arrows
            for (x1, y1), (x2, y2) in pairwise(arrow.route)
            if x1 == x2 and min(y1, y2) < cut < max(y1, y2)
        }
    )


def _cut(row: int) -> float:
    """Return where a sheet ends behind a row: a little under the middle, where arrows may run across."""
    return row + 0.55


@dataclass(frozen=True)
class _Sheet:
    """A sheet with the rows from `first` to `last`; heights of all rows in mm."""

    sheets: _Sheets
    flow: Flow
    steps: Mapping[str, Step]
    heights: Sequence[float]
    first: int
    last: int
    setting: _Setting

    def draw(self) -> Drawing:
        """Return the drawing."""
        sheets, lane = self.sheets, self.sheets.lane
        bottom = _HEAD + sum(self._rows)
        width = sheets.width
        items: list[Item] = [
            Box(0, 0, width, bottom), Rule(0, _HEAD, width, _HEAD), Rule(_STAGE, 0, _STAGE, bottom)
        ]  # fmt: skip
        for number, name in enumerate(sheets.lanes):
            left = _STAGE + number * lane
            items.append(Words(left, 0, lane, _HEAD, name, Face.HEI, 12))
            if number:
                items.append(Rule(left, _HEAD, left, bottom, 0.3, (1.2, 1.2)))
        for stage, first, last in self.flow.stages:
            if last >= self.first and first <= self.last:
                items += self._stage(stage, max(first, self.first), min(last, self.last))
        for arrow in self.flow.arrows:
            items += self._arrow(arrow)
        items += self._cuts()
        for node in self.flow.nodes:
            if self.first <= node.row <= self.last:
                items += self._node(node)
        items.append(Words(0, bottom + 1, width, _NOTE - 1, sheets.note, Face.FANG, 10.5, Align.LEFT))
        return Drawing(width, bottom + _NOTE, tuple(items), sheets.title)

    @property
    def _rows(self) -> Sequence[float]:
        """Return the heights of the rows that stand on the sheet."""
        return self.heights[self.first : self.last + 1]

    def _at(self, point: Point) -> Point:
        """Return where a point of the layout lies on the sheet: rows have heights of their own."""
        row = min(max(floor(point[1] + 0.5), self.first), self.last)
        y = sum(self.heights[self.first : row]) + (point[1] - row + 0.5) * self.heights[row]
        return _STAGE + (point[0] + 0.5) * self.sheets.lane, _HEAD + y

    def _stage(self, stage: str, first: int, last: int) -> Iterator[Item]:
        (_x, top), (_x, bottom) = self._at((0, first - 0.5)), self._at((0, last + 0.4999))
        upright = bottom - top > 10
        yield Words(0, top, _STAGE, bottom - top, stage, Face.HEI, 11 if upright else _SMALL, upright=upright)
        if first > self.first:
            yield Rule(0, top, self.sheets.width, top, 0.3)

    def _node(self, node: Node) -> Iterator[Item]:
        x, y = self._at((node.lane, node.row))
        wide, high = node.half[0] * self.sheets.lane, node.half[1] * self.heights[node.row]
        words, size = self.setting.words(node, self.steps, self.sheets.inside(node)), self.setting.size
        if node.shape is Shape.ASK:
            corners = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y), (x, y - high)]
            yield from (Rule(x1, y1, x2, y2, _THIN) for (x1, y1), (x2, y2) in pairwise(corners))
            yield Words(x - wide * 0.64, y - high * 0.8, wide * 1.28, high * 1.6, words, Face.SONG, size,
                        least=_SMALL, pad=0, leading=_LINE)  # fmt: skip
            return
        step = self.steps.get(node.id)
        bound = step is not None and bool(step.limits)
        yield Box(x - wide, y - high, wide * 2, high * 2, _THICK if bound else _THIN, radius=1.0 if step else 0)
        yield Words(x - wide, y - high, wide * 2, high * 2, words, Face.HEI if bound else Face.SONG, size,
                    least=_SMALL, leading=_LINE)  # fmt: skip

    def _arrow(self, arrow: Arrow) -> Iterator[Item]:
        top, bottom = self._ends()
        whole = [point for point in arrow.route if top < point[1] < bottom]
        for first, last in pairwise(arrow.route):
            kept = _within(first, last, top, bottom)
            if kept is not None:
                (x1, y1), (x2, y2) = (self._at(point) for point in kept)
                yield Rule(x1, y1, x2, y2, 0.7)
        if whole and whole[-1] == arrow.route[-1]:
            yield from _tip(self._at(arrow.route[-2]), self._at(arrow.route[-1]))
        if arrow.label and whole and whole[0] == arrow.route[0]:
            yield self._label(arrow)

    def _label(self, arrow: Arrow) -> Item:
        """Return 是 or 否 where its arrow leaves the diamond: over a level line, beside an upright one; never past the frame."""
        (x1, y1), (x2, y2) = self._at(arrow.route[0]), self._at(arrow.route[1])
        if y1 == y2 and x2 > x1 and x1 + 4 > self.sheets.width:  # before the line turns, above the diamond's slope
            return Words(x2 - 4, y1 - 4.6, 4, 4, arrow.label, size=_SMALL, pad=0, wrap=False)
        if y1 == y2:
            return Words(x1 if x2 > x1 else x1 - 4, y1 - 3.8, 4, 4, arrow.label, size=_SMALL, pad=0, wrap=False)
        return Words(x1 + 0.4, y1 - 0.6, 4, 4, arrow.label, size=_SMALL, pad=0, wrap=False)

    def _ends(self) -> tuple[float, float]:
        top = _cut(self.first - 1) if self.first else -1.0
        return top, _cut(self.last) if self.last < self.flow.rows - 1 else float(self.flow.rows)

    def _cuts(self) -> Iterator[Item]:
        """Return the numbers of the arrows that are cut: at the foot of this sheet, and at its head."""
        top, bottom = self._ends()
        for row, y, lower in ((self.first - 1, top, True), (self.last, bottom, False)):
            if not 0 <= row < self.flow.rows - 1:
                continue
            for number, across in zip(_NUMBERS, _passing(self.flow, row), strict=False):
                x, at = self._at((across, y))
                left, at = x + 0.4, at + 0.2 if lower else at - _MARK
                if left + _MARK > self.sheets.width:  # beside the frame: among the heads, and under the frame
                    left, at = x - _MARK / 2, _HEAD - _MARK if lower else _HEAD + sum(self._rows)
                    left = min(left, self.sheets.width - _MARK)
                yield Words(left, at, _MARK, _MARK, number, size=9, pad=0, wrap=False)


def _within(first: Point, last: Point, top: float, bottom: float) -> tuple[Point, Point] | None:
    """Return what of a line lies between two heights, None for nothing."""
    (x1, y1), (x2, y2) = first, last
    if max(y1, y2) <= top or min(y1, y2) >= bottom:
        return None
    return (x1, min(max(y1, top), bottom)), (x2, min(max(y2, top), bottom))


def brief(title: str) -> str:
    """Return a step's title as a box has it: without what stands in brackets or behind a colon."""
    return _ASIDE.sub("", title).partition("：")[0]


def _tip(before: Point, end: Point) -> Iterator[Item]:
    (x1, y1), (x, y) = before, end
    if x1 == x:
        back = -_TIP if y > y1 else _TIP
        yield from (Rule(x + side * _TIP * 0.45, y + back, x, y, 0.8) for side in (-1, 1))
    else:
        back = -_TIP if x > x1 else _TIP
        yield from (Rule(x + back, y + side * _TIP * 0.45, x, y, 0.8) for side in (-1, 1))


FLOW_CHART = Maker(
    compose_flow_chart,
    (CONGRESS,),
    (text("note", "图下的说明"), plain("width", Kind.NUMBER), plain("height", Kind.NUMBER)),
    needs=(needs.steps,),
)
