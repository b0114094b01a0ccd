"""What Excel's keys mean for a table of cells: where a pasted block goes, what fills down, where Ctrl+arrow stops."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Cell = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Pasted:
    """粘贴: texts for cells, and rows to be added (column -> text); `beyond` rows and `across` columns had no place."""

    texts: list[tuple[Cell, str]] = field(default_factory=list)
    added: list[dict[int, str]] = field(default_factory=list)
    beyond: int = 0
    across: int = 0


def place_block(
    matrix: Sequence[Sequence[str]], at: Cell, chosen: Collection[Cell], rows: int, columns: Sequence[int], grows: bool
) -> Pasted:
    """Return what pasting does: one cell fills everything chosen, else the block goes down and right from `at`.

    `rows` is how many rows there are, `columns` those that are seen, in order; where the table `grows` rows beyond the
    last become new ones.
    """
    if len(matrix) == 1 and len(matrix[0]) == 1 and len(chosen) > 1:
        return Pasted([(cell, matrix[0][0]) for cell in chosen])
    places = columns[columns.index(at[1]) :]
    across = max((_length(line) for line in matrix), default=0) - len(places)
    fitting = [list(zip(places, line, strict=False)) for line in matrix]
    room = max(rows - at[0], 0)
    texts = [((at[0] + down, column), text) for down, line in enumerate(fitting[:room]) for column, text in line]
    fresh = [{column: text for column, text in line if text.strip()} for line in fitting[room:]]
    added = [line for line in fresh if line]
    return Pasted(texts, added if grows else [], 0 if grows else len(added), max(across, 0))


def fill_down(chosen: Collection[Cell]) -> dict[Cell, Cell]:
    """Return from which cell each chosen one takes its text: the topmost chosen of its column, of a single row the one above."""
    topmost: dict[int, int] = {}
    for row, column in chosen:
        topmost[column] = min(row, topmost.get(column, row))
    if len({row for row, _ in chosen}) == 1:
        return {(row, column): (row - 1, column) for row, column in chosen if row}
    return {(row, column): (topmost[column], column) for row, column in chosen if row != topmost[column]}


def data_edge(filled: Callable[[int], bool], at: int, step: int, count: int) -> int:
    """Return where Ctrl+arrow goes from `at` in a line of `count` cells: the end of the filled ones, or the next filled."""
    ahead = at + step
    if not 0 <= ahead < count:
        return min(max(at, 0), count - 1)
    if filled(at) and filled(ahead):
        while 0 <= ahead + step < count and filled(ahead + step):
            ahead += step
        return ahead
    while 0 <= ahead < count and not filled(ahead):
        ahead += step
    return min(max(ahead, 0), count - 1)


def ends_alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many ids at the beginning, and how many of the rest at the end, are the same in both."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    return first, last


def paste_report(taken: int, added: int, why: Mapping[str, str], pasted: Pasted) -> str:
    """Return one sentence on a paste that was not taken whole, "" else; `why` gives a reason for each column left out."""
    left = [f"“{head}”{reason}，没有粘贴" for head, reason in why.items()]
    left += [f"右边多出 {pasted.across} 栏，没有粘贴"] if pasted.across else []
    left += [f"下面多出 {pasted.beyond} 行，没有粘贴"] if pasted.beyond else []
    done = [f"{taken} 格"] * bool(taken) + [f"新增 {added} 行"] * bool(added)
    return f"粘贴了 {'，'.join(done) or '0 格'}；{'；'.join(left)}。" if left else ""


class Headed(Protocol):
    """A column: its head, and why none of its cells can be changed ("" where some can)."""

    @property
    def head(self) -> str:
        """Return the head."""
        ...

    @property
    def reason(self) -> str:
        """Return the reason."""
        ...


@dataclass(frozen=True)
class Fitted:
    """What is taken of a paste: texts for cells, and new rows; `report` says in a sentence what is not, "" for nothing."""

    texts: list[tuple[Cell, str]]
    added: list[dict[int, str]]
    report: str


def fit_in(
    pasted: Pasted, columns: Sequence[Headed], refusal: Callable[[int, int], str], said: Callable[[int, int], str]
) -> Fitted:
    """Leave out what cannot be changed; `refusal` says why a cell cannot, `said` what stands in it now."""
    why: dict[str, str] = {}
    texts = []
    for cell, text in pasted.texts:
        if not refusal(*cell):
            texts.append((cell, text))
        elif text.strip() and text.strip() != said(*cell):
            why[columns[cell[1]].head] = columns[cell[1]].reason or "有的格不能改"
    added = []
    for line in pasted.added:
        why.update({columns[at].head: columns[at].reason for at in line if columns[at].reason})
        added.append({at: text for at, text in line.items() if not columns[at].reason})
    added = [line for line in added if line]
    return Fitted(texts, added, paste_report(len(texts), len(added), why, pasted))


def _length(line: Sequence[str]) -> int:
    return max((at + 1 for at, text in enumerate(line) if text.strip()), default=0)
