"""工作流程图: the steps of a kind of congress from top to bottom, a lane for each who acts, arrows from each to the next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, PageBreak, Paragraph, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.drawing import Box, Drawing, Item, Rule, Words
from huanjie_desktop.documents.faces import Face
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.schedule.flow import HALF_HEIGHT, HALF_WIDTH, Flow, FlowStep, Point, lay_out
from huanjie_desktop.domain.schedule.plan import place_steps
from huanjie_desktop.domain.schedule.steps import Course, Step
from huanjie_desktop.domain.schedule.workdays import Calendar

_WIDTH, _HEIGHT = 262.0, 344.0  # within an A3 sheet's type area, under the title and above the note
_STAGE, _HEAD, _NOTE = 9.0, 9.0, 8.0
_LEAST_ROW, _MOST_ROW = 8.0, 13.0
_SIZE, _SMALL = 9.5, 8.0
_THIN, _THICK = 0.5, 1.6
_TIP = 1.5  # how long an arrow's tip is, mm
_LONGEST = 17  # characters that a box holds in a line
_ASIDE = re.compile(r"（[^（）]*）")
_OTHERS = "其他单位"  # those of steps that an office has changed
_SOME_DAY = date(2001, 1, 1)


def compose_flow_chart(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a chart on a sheet of its own for each day that steps count from; params: note (under each)."""
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
        stages = tuple(dict.fromkeys(step.stage for step in own))
        flow = lay_out(tuple(_flow_step(step, [who for _title, who in lanes]) for step in steps), stages)
        if blocks:
            blocks.append(PageBreak())
        of = next(
            (lane.chart for lane in material.kind.lanes if lane.anchor == anchor and lane.chart), material.kind.title
        )
        heading = f"{of}工作流程图"
        blocks.append(Title(heading, f"{material.county}　日期由{anchor}（开幕日或选举日）倒排"))
        titles = {step.id: step for step in steps}
        blocks.append(_draw(flow, titles, [name for name, _who in lanes], str(params.get("note", "")), heading))
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
    return FlowStep(step.id, lane, step.stage, step.after)


def _draw(flow: Flow, steps: Mapping[str, Step], lanes: Sequence[str], note: str, title: str) -> Drawing:
    pitch = min(max((_HEIGHT - _HEAD - _NOTE) / len(flow.steps), _LEAST_ROW), _MOST_ROW)
    lane = (_WIDTH - _STAGE) / len(lanes)
    bottom = _HEAD + pitch * len(flow.steps)

    def at(point: Point) -> Point:
        return _STAGE + (point[0] + 0.5) * lane, _HEAD + (point[1] + 0.5) * pitch

    items: list[Item] = [Box(0, 0, _WIDTH, bottom), Rule(0, _HEAD, _WIDTH, _HEAD), Rule(_STAGE, 0, _STAGE, bottom)]
    for number, name in enumerate(lanes):
        left = _STAGE + number * lane
        items.append(Words(left, 0, lane, _HEAD, name, Face.HEI, 12))
        if number:
            items.append(Rule(left, _HEAD, left, bottom, 0.3, (1.2, 1.2)))
    for stage, first, last in flow.stages:
        top, height = _HEAD + first * pitch, (last - first + 1) * pitch
        upright = height > 10
        items.append(Words(0, top, _STAGE, height, stage, Face.HEI, 11 if upright else _SMALL, upright=upright))
        if first:
            items.append(Rule(0, top, _WIDTH, top, 0.3))
    for arrow in flow.arrows:
        items += _arrow([at(point) for point in arrow.route])
    for row, placed in enumerate(flow.steps):
        items += _box(steps[placed.id], at((placed.lane, row)), lane, pitch, steps)
    items.append(Words(0, bottom + 1, _WIDTH, _NOTE - 1, note, Face.FANG, 10.5, Align.LEFT))
    return Drawing(_WIDTH, bottom + _NOTE, tuple(items), title)


def _box(step: Step, middle: Point, lane: float, pitch: float, steps: Mapping[str, Step]) -> Iterator[Item]:
    width, height = lane * HALF_WIDTH * 2, pitch * HALF_HEIGHT * 2
    x, y = middle[0] - width / 2, middle[1] - height / 2
    yield Box(x, y, width, height, _THICK if step.limits else _THIN, 1.0)
    name = ("▲" if step.hard else "") + brief(step.title)
    counted = step.first_count.words({id_: brief(each.title) for id_, each in steps.items()})
    words = f"{name}\n{counted}" if len(name) <= _LONGEST else f"{name}　{counted}"
    yield Words(x, y, width, height, words, Face.HEI if step.limits else Face.SONG, _SIZE, least=_SMALL, leading=1.12)


def brief(title: str) -> str:
    """Return a step's title as a box has it: without what stands in brackets or behind a colon."""
    return _ASIDE.sub("", title).partition("：")[0]


def _arrow(route: Sequence[Point]) -> Iterator[Item]:
    for (x1, y1), (x2, y2) in pairwise(route):
        yield Rule(x1, y1, x2, y2, 0.6)
    (x1, y1), (x, y) = route[-2], route[-1]
    if x1 == x:
        yield from (Rule(x + side * _TIP * 0.45, y - _TIP, x, y, 0.8) for side in (-1, 1))
    else:
        back = -_TIP if x > x1 else _TIP
        yield from (Rule(x + back, y + side * _TIP * 0.45, x, y, 0.8) for side in (-1, 1))


FLOW_CHART = Maker(compose_flow_chart, (CONGRESS,), (text("note", "图下的说明"),), needs=(needs.steps,))
