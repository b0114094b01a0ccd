"""A flow chart of steps: a lane for each who acts, rows downwards, right-angled arrows that cross neither boxes nor each other.

What is asked of a step is a diamond under it (or above it), with 是 and 否. Lengths are in lanes across and rows down: a node's
middle lies at (lane, row), arrows run along its sides and between lanes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

HALF_WIDTH, HALF_HEIGHT = 0.41, 0.41  # of a box
ASK_WIDTH, ASK_HEIGHT = 0.45, 0.32  # of half a diamond; 是 stands under it
YES, NO = "是", "否"
_PORT = 0.14  # arrows come in above a box's middle and leave below it, so that none lies on another
_TRACKS = (-0.025, 0.025, 0.0)  # beside each other between two lanes
_EDGE_TRACKS = (0.02, 0.035)  # within the chart's left and right edge
_PASSES = 4
_MOST_MEETINGS = (
    3000  # of arrows that run beside each other; beyond it no chart is legible, and weighing ways takes minutes
)
_TRIES = 12  # how often rows that steps share are taken apart again

Point = tuple[float, float]
Route = tuple[Point, ...]


class Shape(StrEnum):
    """What a node of the chart is: a step, what is asked, or where 否 leads."""

    STEP = "step"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True)
class FlowBranch:
    """What is asked after a step, or before it (`first`); `yes`, `no` and `to` as in steps.Branch."""

    asks: str
    yes: str = ""
    no: str = ""
    to: str = ""
    first: bool = False


@dataclass(frozen=True)
class FlowStep:
    """A step to draw: in which lane it stands, to which stage it belongs, and what is asked of it."""

    id: str
    lane: int
    stage: str
    after: tuple[str, ...] = ()
    branches: tuple[FlowBranch, ...] = ()


@dataclass(frozen=True)
class Node:
    """A box or a diamond at its place; `text` is what is asked or where 否 leads, "" for a step, which has its own words."""

    id: str
    lane: int
    row: int
    shape: Shape = Shape.STEP
    text: str = ""

    @property
    def half(self) -> Point:
        """Return half its width and half its height."""
        wide = ASK_WIDTH if self.shape is Shape.ASK else HALF_WIDTH
        return wide, HALF_HEIGHT if self.shape is Shape.STEP else ASK_HEIGHT


@dataclass(frozen=True)
class Arrow:
    """An arrow along a route of horizontal and vertical lines, to a later node or back; `label` is 是 or 否 behind a diamond."""

    first: str
    then: str
    route: Route
    label: str = ""


@dataclass(frozen=True)
class Flow:
    """A laid out chart: the nodes from top to bottom, the arrows, and where stages begin and end, by row."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    stages: tuple[tuple[str, int, int], ...]

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        return 1 + max((node.row for node in self.nodes), default=-1)


Edge = tuple[str, str, str]  # from, to, label


@lru_cache(maxsize=64)
def lay_out(steps: tuple[FlowStep, ...], stages: tuple[str, ...], close: bool = False) -> Flow:
    """Return the chart of steps that are in the order of their days; those of one stage stand together, in the order of these.

    An order that another implies is not drawn: where A is before B and B before C, no arrow leads from A to C. `close`
    lets steps that stand in different lanes share a row, as far as no arrow comes to cross another by it. Where far too many
    arrows run beside each other, each takes its simplest way.
    """
    ordered = tuple(sorted(steps, key=lambda step: stages.index(step.stage)))
    lanes = 1 + max((step.lane for step in ordered), default=0)
    edges = _edges(ordered)
    alone = frozenset() if close else frozenset(step.id for step in ordered)
    if _meetings(ordered, edges) > _MOST_MEETINGS:
        return _routed(ordered, edges, lanes, dict.fromkeys(_boxes_of_no(ordered), -1), alone, passes=0)
    flow = _placed(ordered, edges, lanes, alone)
    for _ in range(_TRIES):
        wrong = _wrong(flow) - alone
        if not close or not wrong:
            break
        alone |= wrong
        flow = _placed(ordered, edges, lanes, alone)
    return flow


def _wrong(flow: Flow) -> frozenset[str]:
    """Return the steps at which arrows run that cross each other or a box."""
    ids = {end.partition("?")[0] for _fault, ends in _faults(flow) for end in ends}
    rows = {node.row for node in flow.nodes if node.id in ids}
    return frozenset(node.id for node in flow.nodes if node.row in rows and node.shape is Shape.STEP)


def _placed(steps: tuple[FlowStep, ...], edges: Sequence[Edge], lanes: int, alone: frozenset[str]) -> Flow:
    """Return the chart with the boxes of 否 on that side of their diamonds where fewer arrows cross."""
    asked = _boxes_of_no(steps)
    sides = dict.fromkeys(asked, -1)
    flow = _routed(steps, edges, lanes, sides, alone)
    for ask in asked:
        if not faults(flow):
            break
        other = _routed(steps, edges, lanes, {**sides, ask: 1}, alone)
        if len(faults(other)) < len(faults(flow)):
            sides[ask], flow = 1, other
    return flow


def _boxes_of_no(steps: Sequence[FlowStep]) -> list[str]:
    """Return the diamonds that have a box for 否 beside them."""
    return [f"{step.id}?{at}" for step in steps for at, branch in enumerate(step.branches) if branch.no]


def _meetings(steps: Sequence[FlowStep], edges: Sequence[Edge]) -> int:
    """Return how many pairs of arrows run beside each other, as their steps stand in their order."""
    rows = {step.id: row for row, step in enumerate(steps)}
    spans = [sorted(rows[end.partition("?")[0]] for end in edge[:2]) for edge in edges]
    begun, ended = sorted(first for first, _last in spans), sorted(last for _first, last in spans)
    return sum(bisect_left(begun, last) - bisect_right(ended, first) for first, last in spans) // 2


def _routed(
    steps: tuple[FlowStep, ...],
    edges: Sequence[Edge],
    lanes: int,
    sides: Mapping[str, int],
    alone: frozenset[str],
    passes: int = _PASSES,
) -> Flow:
    nodes, bands = _nodes(steps, lanes, sides, alone)
    places = {node.id: node for node in nodes}
    in_order = sorted(edges, key=lambda edge: _reach(places[edge[0]], places[edge[1]]))
    routes: dict[Edge, Route] = {}
    if not passes:
        routes = {edge: min(_ways(places[edge[0]], places[edge[1]], lanes), key=_plainness) for edge in in_order}
    for _ in range(passes):
        before = dict(routes)
        for edge in in_order:
            others = [(other, route) for other, route in routes.items() if other != edge]
            routes[edge] = _best(edge, places, lanes, others)
        if routes == before:
            break
    arrows = tuple(Arrow(first, then, routes[first, then, label], label) for first, then, label in in_order)
    return Flow(nodes, arrows, bands)


def _reach(node: Node, other: Node) -> tuple[int, int, int, int]:
    return abs(other.row - node.row), abs(other.lane - node.lane), node.row, node.lane


def _nodes(
    steps: tuple[FlowStep, ...], lanes: int, sides: Mapping[str, int], alone: frozenset[str]
) -> tuple[tuple[Node, ...], tuple[tuple[str, int, int], ...]]:
    nodes: list[Node] = []
    row, taken, before = -1, set[int](), _reached(steps)
    last: FlowStep | None = None
    inside: list[str] = []
    for step in steps:
        asks = [(f"{step.id}?{at}", branch) for at, branch in enumerate(step.branches)]
        shared = (
            not asks
            and step.id not in alone
            and last is not None
            and last.stage == step.stage
            and step.lane not in taken
            and all(_may_share(id_, step, before, nodes) for id_ in inside)
        )
        if not shared:
            row, taken, inside = row + 1, set(), []
            for id_, branch in asks:
                if branch.first:
                    nodes += _asked(id_, branch, step.lane, row, lanes, sides)
                    row += 1
        nodes.append(Node(step.id, step.lane, row))
        taken.add(step.lane)
        inside.append(step.id)
        for id_, branch in asks:
            if not branch.first:
                row += 1
                nodes += _asked(id_, branch, step.lane, row, lanes, sides)
        if asks:
            taken = set(range(lanes))  # what comes next begins a row
        last = step
    stages = {step.id: step.stage for step in steps}
    spans: dict[str, list[int]] = {}
    for node in nodes:
        spans.setdefault(stages[node.id.partition("?")[0]], []).append(node.row)
    return tuple(nodes), tuple((stage, min(rows), max(rows)) for stage, rows in spans.items())


def _may_share(id_: str, step: FlowStep, before: Mapping[str, set[str]], nodes: Sequence[Node]) -> bool:
    """Tell whether a step may stand in the row of another: in no order with it, or behind it in the next lane."""
    if id_ not in before[step.id]:
        return True
    other = next(node for node in nodes if node.id == id_)
    return id_ in step.after and abs(other.lane - step.lane) == 1


def _asked(id_: str, branch: FlowBranch, lane: int, row: int, lanes: int, sides: Mapping[str, int]) -> Iterator[Node]:
    yield Node(id_, lane, row, Shape.ASK, branch.asks)
    if branch.no:
        beside = lane + sides[id_] if 0 <= lane + sides[id_] < lanes else lane - sides[id_]
        if 0 <= beside < lanes:
            yield Node(f"{id_}!", beside, row, Shape.NO, branch.no)


def _reached(steps: Sequence[FlowStep]) -> dict[str, set[str]]:
    """Return the steps that come before each, by their order and by what is asked."""
    found: dict[str, set[str]] = {}
    for step in steps:
        near = {id_ for id_ in step.after if id_ in found}
        near |= {
            other.id
            for other in steps
            if other.id in found and any(step.id in (branch.yes, branch.to) for branch in other.branches)
        }
        found[step.id] = {one for id_ in near for one in (id_, *found[id_])}
    return found


def _edges(steps: Sequence[FlowStep]) -> tuple[Edge, ...]:
    by_id = {step.id: step for step in steps}
    leave = {step.id: _chain(step)[-1] for step in steps}
    enter = {step.id: _chain(step)[0] for step in steps}
    found: list[Edge] = []
    for step in steps:
        found += [(first, then, YES if "?" in first else "") for first, then in pairwise(_chain(step))]
        for at, branch in enumerate(step.branches):
            ask, box = f"{step.id}?{at}", f"{step.id}?{at}!"
            if branch.yes in by_id:
                found.append((ask, enter[branch.yes], YES))
            if branch.no:
                found.append((ask, box, NO))
            if branch.to in by_id:
                found.append((box if branch.no else ask, enter[branch.to], "" if branch.no else NO))
    for id_, then in _needed(steps):
        first = leave[id_]
        named = {one for branch in by_id[id_].branches for one in (branch.yes, "" if branch.no else branch.to)}
        if then not in named:
            found.append((first, enter[then], YES if "?" in first else ""))
    return tuple(dict.fromkeys(found))


def _chain(step: FlowStep) -> list[str]:
    """Return the nodes of a step, from what is asked before it to what is asked after it."""
    asks = [(f"{step.id}?{at}", branch.first) for at, branch in enumerate(step.branches)]
    return [*(id_ for id_, first in asks if first), step.id, *(id_ for id_, first in asks if not first)]


def _needed(steps: Sequence[FlowStep]) -> Iterator[tuple[str, str]]:
    """Return the pairs of steps between which no longer way leads, downwards ones alone."""
    before = _reached(steps)
    for step in steps:
        near = [id_ for id_ in step.after if id_ in before and id_ in before[step.id]]
        for id_ in dict.fromkeys(near):
            if not any(id_ in before[other] for other in before[step.id] if other != id_):
                yield id_, step.id


def faults(flow: Flow) -> list[str]:
    """Return where an arrow runs through a box or across another arrow, by the nodes' ids."""
    return [said for said, _ends in _faults(flow)]


def _faults(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    places = {node.id: node for node in flow.nodes}
    for at, arrow in enumerate(flow.arrows):
        edge = (arrow.first, arrow.then, arrow.label)
        for id_ in _through(edge, arrow.route, places):
            yield f"{arrow.first} > {arrow.then} runs through {id_}", (arrow.first, arrow.then, id_)
        for other in flow.arrows[:at]:
            if _cross(edge, arrow.route, (other.first, other.then, other.label), other.route):
                yield (
                    f"{arrow.first} > {arrow.then} crosses {other.first} > {other.then}",
                    (arrow.first, arrow.then, other.first, other.then),
                )


def _best(edge: Edge, places: Mapping[str, Node], lanes: int, others: Sequence[tuple[Edge, Route]]) -> Route:
    """Return the simplest way on which nothing is crossed, else that on which least is."""
    ways = sorted(_ways(places[edge[0]], places[edge[1]], lanes), key=_plainness)
    best, least = ways[0], 1 << 30
    for way in ways:
        cost = 3 * sum(1 for _ in _through(edge, way, places))
        if cost < least:
            cost += sum(_cross(edge, way, other, route) for other, route in others)
        if cost < least:
            best, least = way, cost
        if not cost:
            break
    return best


def _plainness(way: Route) -> tuple[int, float]:
    return len(way), sum(abs(x1 - x2) + abs(y1 - y2) * 0.2 for (x1, y1), (x2, y2) in pairwise(way))


def _ways(node: Node, to: Node, lanes: int) -> Iterator[Route]:
    """Return the ways that an arrow may take: out of a side or of the foot, into a side or the top."""
    if to.row == node.row:
        if abs(to.lane - node.lane) == 1:
            side = 1 if to.lane > node.lane else -1
            yield ((node.lane + side * node.half[0], node.row), (to.lane - side * to.half[0], node.row))
        return
    yield from _straight_ways(node, to)
    for x in _between(lanes):
        yield from _ways_round(node, to, x)


def _straight_ways(node: Node, to: Node) -> Iterator[Route]:
    """Return the ways that leave no lane but those of the two."""
    (wide, high), (to_wide, to_high) = node.half, to.half
    side = 1 if to.lane > node.lane else -1
    foot, top, enter = (node.lane, node.row + high), (to.lane, to.row - to_high), to.row - _PORT
    if to.row < node.row:
        if node.lane != to.lane and to.shape is not Shape.ASK:
            yield ((node.lane, node.row - high), (node.lane, enter), (to.lane - side * to_wide, enter))
        return
    if node.lane == to.lane:
        yield (foot, top)
        return
    leave = _leave(node)
    yield ((node.lane + side * wide, leave), (to.lane, leave), top)
    if to.shape is not Shape.ASK:
        yield (foot, (node.lane, enter), (to.lane - side * to_wide, enter))
    yield from ((foot, (node.lane, y), (to.lane, y), top) for y in {node.row + 0.5: 0, to.row - 0.5: 0})


def _ways_round(node: Node, to: Node, x: float) -> Iterator[Route]:
    """Return the ways that run up or down between two lanes."""
    out, back = (1 if x > node.lane else -1), (1 if x > to.lane else -1)
    leave, enter, above = _leave(node), to.row - _PORT, to.row - 0.5
    first, last = (node.lane + out * node.half[0], leave), (to.lane + back * to.half[0], enter)
    foot, top = (node.lane, node.row + node.half[1]), (to.lane, to.row - to.half[1])
    beside = to.shape is not Shape.ASK
    if beside:
        yield (first, (x, leave), (x, enter), last)
    if abs(to.row - node.row) > 1 or to.row < node.row:
        yield (first, (x, leave), (x, above), (to.lane, above), top)
    if beside and to.row - node.row > 1:
        yield (foot, (node.lane, node.row + 0.5), (x, node.row + 0.5), (x, enter), last)


def _leave(node: Node) -> float:
    return node.row + (0 if node.shape is Shape.ASK else _PORT)


def _between(lanes: int) -> Iterator[float]:
    """Return where arrows may run up and down: beside the lines between lanes, and within the edges."""
    yield from (-0.5 + track for track in _EDGE_TRACKS)
    yield from (gap - 0.5 + track for gap in range(1, lanes) for track in _TRACKS)
    yield from (lanes - 0.5 - track for track in _EDGE_TRACKS)


def _through(edge: Edge, way: Route, places: Mapping[str, Node]) -> Iterator[str]:
    for id_, node in places.items():
        if id_ in edge[:2]:
            continue
        half_width, half_height = node.half
        left, right = node.lane - half_width, node.lane + half_width
        top, bottom = node.row - half_height, node.row + half_height
        for (x1, y1), (x2, y2) in pairwise(way):
            if max(x1, x2) >= left and min(x1, x2) <= right and max(y1, y2) >= top and min(y1, y2) <= bottom:
                yield id_
                break


def _cross(edge: Edge, way: Route, other: Edge, route: Route) -> bool:
    """Tell whether two arrows cross or lie on each other; those of one step may leave or come in together.

    是 and 否 leave a diamond at different corners, what comes back to a step at another place than what leads to it.
    """
    together = edge[1] == other[1] or (edge[0] == other[0] and edge[2] == other[2])
    met = _proper if together else _touch
    return any(met(a, b) for a in pairwise(way) for b in pairwise(route))


def _touch(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    (ax1, ay1), (ax2, ay2) = a
    (bx1, by1), (bx2, by2) = b
    return (
        max(ax1, ax2) >= min(bx1, bx2)
        and max(bx1, bx2) >= min(ax1, ax2)
        and max(ay1, ay2) >= min(by1, by2)
        and max(by1, by2) >= min(ay1, ay2)
    )


def _proper(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    """Tell whether a horizontal and a vertical line cross within both."""
    if (a[0][1] == a[1][1]) == (b[0][1] == b[1][1]):
        return False
    level, upright = (a, b) if a[0][1] == a[1][1] else (b, a)
    (x1, y), (x2, _y) = level
    (x, y1), (_x, y2) = upright
    return min(x1, x2) < x < max(x1, x2) and min(y1, y2) < y < max(y1, y2)
