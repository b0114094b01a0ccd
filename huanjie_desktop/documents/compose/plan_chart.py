"""工期图: the steps as bars along the days, a sheet for each kind of congress; black where done, white where not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, PageBreak
from huanjie_desktop.documents.compose.flow_chart import brief
from huanjie_desktop.documents.compose.makers import PLAN, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.drawing import Box, Drawing, Item, Rule, Words
from huanjie_desktop.documents.faces import Face
from huanjie_desktop.documents.material import PlanLine, PlanMaterial
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar

_WIDTH, _HEIGHT = 388.0, 232.0  # within an A3 sheet on its side, under the title
_TITLE = 22.0
_NAMES, _WHO, _DAYS = 92.0, 49.0, 27.0
_LEFT = _NAMES + _WHO + _DAYS
_HEAD, _NOTE = 13.0, 8.0
_LEAST_ROW, _MOST_ROW = 4.9, 7.0
_MOST_ROWS = int((_HEIGHT - _HEAD - _NOTE) / _LEAST_ROW)
_SIZE = 9.0
_LONGEST = 28  # characters of a title
_SHADED_FROM = 0.9  # mm of a day from which days off are shaded
_DONE, _HARD, _OPEN, _OFF = 0.25, 0.0, 1.0, 0.92


@dataclass(frozen=True)
class _Bar:
    """A row: a step, of several congresses of a kind from the first to the last."""

    title: str
    who: str
    first: date
    last: date
    latest: date | None
    hard: bool
    done: int
    count: int

    @property
    def days(self) -> str:
        """Return its days in short, 3.26—3.30."""
        first, last = f"{self.first.month}.{self.first.day}", f"{self.last.month}.{self.last.day}"
        return first if self.first == self.last else f"{first}—{last}"


def compose_plan_chart(material: PlanMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the chart; params: note (under each)."""
    blocks: list[Block] = []
    kinds = list(dict.fromkeys(line.kind for line in material.lines))
    for kind in kinds:
        bars = _bars([line for line in material.lines if line.kind == kind])
        parts = -(-len(bars) // _MOST_ROWS)
        size = -(-len(bars) // parts)
        for at in range(0, len(bars), size):
            if blocks:
                blocks.append(PageBreak())
            title = f"{material.title}工期图"
            about = kind if material.whole else "　　".join(material.days)
            drawn = _draw(bars[at : at + size], material, str(params.get("note", "")))
            blocks.append(_titled(drawn, title, f"{about}{'（续）' if at else ''}", material))
    return tuple(blocks)


def _titled(drawn: Drawing, title: str, about: str, material: PlanMaterial) -> Drawing:
    """Return a chart with its title and who made it above: the sheet has no room for a title as papers have it."""
    today = material.today
    head: list[Item] = [
        Words(0, 0, _WIDTH, 13, title, Face.TITLE, 22, wrap=False),
        Words(0, 13, _WIDTH * 0.65, 8, about, Face.SONG, 10.5, Align.LEFT, leading=1.1),
        Words(_WIDTH * 0.65, 13, _WIDTH * 0.35, 8, f"{material.host}　{today.year}年{today.month}月{today.day}日",
              Face.SONG, 10.5, Align.RIGHT, leading=1.1),
    ]  # fmt: skip
    return Drawing(_WIDTH, drawn.height + _TITLE, (*head, *(_lower(item) for item in drawn.items)), title)


def _lower(item: Item) -> Item:
    if isinstance(item, Rule):
        return replace(item, y1=item.y1 + _TITLE, y2=item.y2 + _TITLE)
    return replace(item, y=item.y + _TITLE)


def _bars(lines: Sequence[PlanLine]) -> list[_Bar]:
    by_step: dict[str, list[PlanLine]] = {}
    for line in lines:
        if line.planned.state.state is not State.DROPPED:
            by_step.setdefault(line.planned.step.id, []).append(line)
    found = []
    for group in by_step.values():
        step = group[0].planned.step
        latest = [line.planned.last_end for line in group if line.planned.last_end is not None]
        found.append(
            _Bar(
                step.title,
                step.who,
                min(line.planned.start for line in group),
                max(line.planned.end for line in group),
                max(latest, default=None),
                step.hard,
                sum(line.planned.state.state is State.DONE for line in group),
                len(group),
            )
        )
    return sorted(found, key=lambda bar: (bar.first, bar.last))


def _draw(bars: Sequence[_Bar], material: PlanMaterial, note: str) -> Drawing:
    first = min(bar.first for bar in bars) - DAY * 3
    first -= DAY * first.weekday()
    last = max(max(bar.last, bar.latest or bar.last) for bar in bars) + DAY * 10
    scale = (_WIDTH - _LEFT) / ((last - first).days + 1)
    pitch = min(max((_HEIGHT - _HEAD - _NOTE) / len(bars), _LEAST_ROW), _MOST_ROW)
    bottom = _HEAD + pitch * len(bars)

    def at(day: date) -> float:
        return _LEFT + (day - first).days * scale

    items: list[Item] = []
    if scale >= _SHADED_FROM:
        items += _days_off(first, last, scale, bottom, material.calendar)
    items += _scale(first, last, at, bottom, scale)
    items += [Box(0, 0, _WIDTH, bottom, 0.8), Rule(0, _HEAD, _WIDTH, _HEAD, 0.6)]
    x = 0.0
    for head, width in (("工作事项", _NAMES), ("责任单位", _WHO), ("日　期", _DAYS)):
        items.append(Words(x, 0, width, _HEAD, head, Face.HEI, 10.5))
        x += width
        items.append(Rule(x, 0, x, bottom, 0.5))
    for number, bar in enumerate(bars):
        items += _row(bar, _HEAD + number * pitch, pitch, at)
    for day in material.opening:
        if first <= day <= last:
            items.append(Rule(at(day) + scale / 2, _HEAD, at(day) + scale / 2, bottom, 0.6, (1.5, 1.0)))
    if first <= material.today <= last:
        x = at(material.today)
        items.append(Rule(x, _HEAD - 6, x, bottom, 1.2))
        items.append(Box(x - 11, _HEAD - 6.2, 22, 5.2, 0.5, 1.0))
        items.append(
            Words(x - 11, _HEAD - 6.2, 22, 5.2, f"今日{material.today.month}月{material.today.day}日", Face.HEI, 8)
        )
    items.append(Words(0, bottom + 1, _WIDTH, _NOTE - 1, note, Face.SONG, 9, Align.LEFT))
    return Drawing(_WIDTH, bottom + _NOTE, tuple(items))


def _days_off(first: date, last: date, scale: float, bottom: float, calendar: Calendar) -> Iterator[Item]:
    day = first
    while day <= last:
        end = day
        while end <= last and not calendar.is_working(end):
            end += DAY
        if end > day:
            yield Box(_LEFT + (day - first).days * scale, _HEAD, (end - day).days * scale, bottom - _HEAD, 0, _OFF)
        day = max(end, day + DAY)


def _scale(first: date, last: date, at: Any, bottom: float, scale: float) -> Iterator[Item]:
    half = _HEAD / 2
    yield Rule(_LEFT, half, _WIDTH, half, 0.3)
    day = first
    while day <= last:
        if day == first or day.day == 1:
            following = min((day.replace(day=1) + DAY * 32).replace(day=1), last + DAY)
            words = f"{day.year}年{day.month}月" if day == first or day.month == 1 else f"{day.month}月"
            yield Words(at(day), 0, at(following) - at(day), half, words, Face.HEI, 9.5, Align.LEFT, optional=True)
            if day != first:
                yield Rule(at(day), 0, at(day), bottom, 0.4)
        day += DAY
    step = 7 if scale * 7 >= 5 else 14 if scale * 14 >= 5 else 28
    day = first
    while day + DAY * step <= last:
        yield Words(
            at(day), half, step * scale, half, str(day.day), Face.SONG, 8, Align.LEFT, optional=True, wrap=False
        )
        yield Rule(at(day), half, at(day), _HEAD, 0.25)
        day += DAY * step


def _short(title: str) -> str:
    """Return a title as a row holds it: in brief, a long one without what follows its first clause; the table has all."""
    said = brief(title)
    return said if len(said) <= _LONGEST else said.partition("，")[0]


def _row(bar: _Bar, y: float, pitch: float, at: Any) -> Iterator[Item]:
    yield Rule(0, y, _WIDTH, y, 0.2)
    face = Face.HEI if bar.hard else Face.SONG
    name = ("▲" if bar.hard else "") + _short(bar.title) + (f"（{bar.count}个）" if bar.count > 1 else "")
    yield Words(0, y, _NAMES, pitch, name, face, _SIZE, Align.LEFT, wrap=False)
    yield Words(_NAMES, y, _WHO, pitch, bar.who, Face.SONG, _SIZE, Align.LEFT, wrap=False)
    yield Words(_NAMES + _WHO, y, _DAYS, pitch, bar.days, Face.SONG, _SIZE, wrap=False)
    left, right = at(bar.first), max(at(bar.last + DAY), at(bar.first) + 1.2)
    top, height = y + pitch * 0.24, pitch * 0.52
    if bar.done == bar.count:
        yield Box(left, top, right - left, height, 0.5, _DONE)
    else:
        yield Box(left, top, right - left, height, 1.2 if bar.hard else 0.6, _OPEN)
        if bar.done:
            yield Box(left, top, (right - left) * bar.done / bar.count, height, 0, _DONE)
    words = "√" if bar.done == bar.count else ""
    end = right
    if bar.latest is not None and bar.done < bar.count:
        end = max(end, at(bar.latest + DAY))
        yield Rule(at(bar.latest + DAY), y + 0.6, at(bar.latest + DAY), y + pitch - 0.6, 1.4 if bar.hard else 0.8)
        words = f"最迟{bar.latest.month}月{bar.latest.day}日"
    if words:
        room = _WIDTH - end
        if room > 24:
            yield Words(end + 1, y, 24, pitch, words, face, 8, Align.LEFT, wrap=False)
        else:
            yield Words(left - 25, y, 24, pitch, words, face, 8, Align.RIGHT, wrap=False)


PLAN_CHART = Maker(compose_plan_chart, (PLAN,), (text("note", "图下的说明"),))
