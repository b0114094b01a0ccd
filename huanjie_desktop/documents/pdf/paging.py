"""How a table's rows are spread over pages: as few pages as hold them, filled evenly, no row left alone on the last."""

from collections.abc import Sequence
from dataclasses import dataclass

_PAGE = 1000.0  # what a page costs: more than anything that could be won by another one
_WIDOW = 50.0
_LAST = 3  # rows that the last page of several has at least, where pages are filled one after the other
_PARTED = 2.0  # a page that begins within a group


@dataclass(frozen=True)
class Part:
    """What stays together on a page; `again` is the room for its group's line should a page begin with it, pt."""

    height: float
    again: float = 0.0


def share_out(parts: Sequence[Part], first: float, rest: float, foot: float) -> list[int]:
    """Return how many parts stand on each page.

    `first` and `rest` are the rooms of the first page and of each further one; the last gives up `foot` of its own. A
    part higher than a page has one to itself.
    """
    count = len(parts)
    costs = [0.0] + [float("inf")] * count
    begins = [0] * (count + 1)
    for end in range(1, count + 1):
        used = 0.0
        for begin in range(end - 1, -1, -1):
            used += parts[begin].height
            room = (rest if begin else first) - (foot if end == count else 0.0)
            needed = used + (parts[begin].again if begin else 0.0)
            if needed > room + 0.01 and begin < end - 1:
                if used > max(first, rest):
                    break
                continue
            cost = costs[begin] + _page_cost(parts, begin, end, max(room - needed, 0.0) / max(room, 1.0))
            if cost < costs[end]:
                costs[end], begins[end] = cost, begin
    numbers = []
    end = count
    while end:
        numbers.append(end - begins[end])
        end = begins[end]
    return numbers[::-1]


def fill_up(parts: Sequence[Part], first: float, rest: float, foot: float) -> list[int]:
    """Return how many parts stand on each page, as many as it holds, but not fewer than `_LAST` on the last of several.

    The rooms are those of `share_out`; a part higher than a page has one to itself.
    """
    numbers: list[int] = []
    begin = 0
    while begin < len(parts):
        end, used = begin, parts[begin].again if begin else 0.0
        room = rest if begin else first
        while end < len(parts):
            used += parts[end].height
            if used > room - (foot if end + 1 == len(parts) else 0.0) + 0.01 and end > begin:
                break
            end += 1
        numbers.append(end - begin)
        begin = end
    while len(numbers) > 1 and numbers[-1] < _LAST and numbers[-2] > numbers[-1] + 1:
        start = len(parts) - numbers[-1] - 1
        if sum(part.height for part in parts[start:]) + parts[start].again + foot > rest + 0.01:
            break
        numbers[-2:] = [numbers[-2] - 1, numbers[-1] + 1]
    return numbers


def _page_cost(parts: Sequence[Part], begin: int, end: int, empty: float) -> float:
    alone = end == len(parts) and end - begin == 1 and end > 1
    return _PAGE + empty * empty + (_WIDOW if alone else 0.0) + (_PARTED if begin and parts[begin].again else 0.0)
