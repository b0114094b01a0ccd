"""A flow chart of steps: a lane for each who acts, a row for each step, right-angled arrows that cross neither boxes nor each other.

Lengths are in lanes across and rows down: a box's middle lies at (lane, row), arrows run along its sides and between lanes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

HALF_WIDTH, HALF_HEIGHT = 0.41, 0.4  # of a box
_PORT = 0.14  # arrows come in above a box's middle and leave below it, so that none lies on another
_TRACKS = (0.0, -0.045, 0.045)  # beside each other between two lanes
_PASSES = 4

Point = tuple[float, float]
Route = tuple[Point, ...]


@dataclass(frozen=True)
class FlowStep:
    """A step to draw: in which lane it stands and to which stage it belongs."""

    id: str
    lane: int
    stage: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """An arrow from one step to a later one, along a route of horizontal and vertical lines."""

    first: str
    then: str
    route: Route


@dataclass(frozen=True)
class Flow:
    """A laid out chart: the steps from top to bottom, the arrows, and where stages begin and end, by row."""

    steps: tuple[FlowStep, ...]
    arrows: tuple[Arrow, ...]
    stages: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=32)
def lay_out(steps: tuple[FlowStep, ...], stages: tuple[str, ...]) -> Flow:
    """Return the chart of steps that are in the order of their rows; those of one stage stand together, in the order of these.

    An order that another implies is not drawn: where A is before B and B before C, no arrow leads from A to C.
    """
    rows = tuple(sorted(steps, key=lambda step: stages.index(step.stage)))
    places = {step.id: (step.lane, row) for row, step in enumerate(rows)}
    pairs = sorted(_needed(rows), key=lambda pair: (places[pair[1]][1] - places[pair[0]][1], places[pair[0]]))
    routes: dict[tuple[str, str], Route] = {}
    for _ in range(_PASSES):
        before = dict(routes)
        for pair in pairs:
            others = [(other, route) for other, route in routes.items() if other != pair]
            routes[pair] = min(_ways(pair, places), key=lambda way: _cost(pair, way, others, places))
        if routes == before:
            break
    arrows = tuple(Arrow(*pair, routes[pair]) for pair in pairs)
    bands = []
    for stage in dict.fromkeys(step.stage for step in rows):
        own = [row for row, step in enumerate(rows) if step.stage == stage]
        bands.append((stage, own[0], own[-1]))
    return Flow(rows, arrows, tuple(bands))


def faults(flow: Flow) -> list[str]:
    """Return where an arrow runs through a box or across another arrow, by the steps' ids."""
    places = {step.id: (step.lane, row) for row, step in enumerate(flow.steps)}
    found = []
    for at, arrow in enumerate(flow.arrows):
        pair = (arrow.first, arrow.then)
        found += [f"{arrow.first} > {arrow.then} runs through {id_}" for id_ in _through(pair, arrow.route, places)]
        for other in flow.arrows[:at]:
            if _cross(pair, arrow.route, (other.first, other.then), other.route):
                found.append(f"{arrow.first} > {arrow.then} crosses {other.first} > {other.then}")
    return found


def _needed(rows: Sequence[FlowStep]) -> Iterator[tuple[str, str]]:
    """Return the pairs between which no longer way leads, downwards ones alone."""
    row = {step.id: at for at, step in enumerate(rows)}
    before = {step.id: [id_ for id_ in step.after if id_ in row and row[id_] < row[step.id]] for step in rows}
    reached: dict[str, set[str]] = {}
    for step in rows:
        reached[step.id] = {one for id_ in before[step.id] for one in (id_, *reached[id_])}
    for step in rows:
        for id_ in before[step.id]:
            if not any(id_ in reached[other] for other in before[step.id] if other != id_):
                yield id_, step.id


def _ways(pair: tuple[str, str], places: Mapping[str, tuple[int, int]]) -> Iterator[Route]:
    """Return the ways that an arrow may take, the simplest first."""
    (lane, row), (to_lane, to_row) = places[pair[0]], places[pair[1]]
    leave, enter = row + _PORT, to_row - _PORT
    if lane == to_lane:
        yield ((lane, row + HALF_HEIGHT), (to_lane, to_row - HALF_HEIGHT))
    else:
        side = 1 if to_lane > lane else -1
        yield ((lane + side * HALF_WIDTH, leave), (to_lane, leave), (to_lane, to_row - HALF_HEIGHT))
        yield ((lane, row + HALF_HEIGHT), (lane, enter), (to_lane - side * HALF_WIDTH, enter))
    lanes = max(lane for lane, _row in places.values()) + 1
    for gap in range(lanes + 1):
        for track in _TRACKS:
            x = gap - 0.5 + track
            out, back = (1 if x > lane else -1), (1 if x > to_lane else -1)
            first, last = (lane + out * HALF_WIDTH, leave), (to_lane + back * HALF_WIDTH, enter)
            yield (first, (x, leave), (x, enter), last)
            if to_row - row > 1:
                yield (first, (x, leave), (x, to_row - 0.5), (to_lane, to_row - 0.5), (to_lane, to_row - HALF_HEIGHT))


def _cost(
    pair: tuple[str, str],
    way: Route,
    others: Sequence[tuple[tuple[str, str], Route]],
    places: Mapping[str, tuple[int, int]],
) -> tuple[int, int, float]:
    through = sum(1 for _ in _through(pair, way, places))
    crossed = sum(_cross(pair, way, other, route) for other, route in others)
    length = sum(abs(x1 - x2) + abs(y1 - y2) * 0.2 for (x1, y1), (x2, y2) in pairwise(way))
    return 3 * through + crossed, len(way), length


def _through(pair: tuple[str, str], way: Route, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for id_, (lane, row) in places.items():
        if id_ in pair:
            continue
        left, right, top, bottom = lane - HALF_WIDTH, lane + HALF_WIDTH, row - HALF_HEIGHT, row + HALF_HEIGHT
        for (x1, y1), (x2, y2) in pairwise(way):
            if max(x1, x2) >= left and min(x1, x2) <= right and max(y1, y2) >= top and min(y1, y2) <= bottom:
                yield id_
                break


def _cross(pair: tuple[str, str], way: Route, other: tuple[str, str], route: Route) -> bool:
    """Tell whether two arrows cross or lie on each other; those of one step may leave or come in together."""
    if pair[0] == other[0] or pair[1] == other[1]:
        return any(_proper(a, b) for a in pairwise(way) for b in pairwise(route))
    return any(_touch(a, b) for a in pairwise(way) for b in pairwise(route))


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
