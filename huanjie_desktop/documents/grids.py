"""A form's grid as a drawing: each cell in its box, the text in it set as small as it must be."""

from itertools import accumulate

from huanjie_desktop.documents.blocks import Align, Face, Grid, GridCell
from huanjie_desktop.documents.drawing import Box, Drawing, Entries, Item, Picture, Valign, Words

LINE = 0.5  # pt
PAD = 1.0  # mm, kept free at the sides of a cell
GAP = 1.0  # pt, from one line to the next beyond the size
ENTRY_TOP = 1.0  # mm above the first of the entries
NOTE_SIZE, NOTE_HEIGHT, NOTE_GAP = 12.0, 12.0, 3.0
FOOT_SIZE = 12.0
_NOTE_RIGHT = 6.0  # mm


def grid_drawing(grid: Grid) -> Drawing:
    """Return a form's drawing, as wide as its columns together."""
    lefts = list(accumulate(grid.widths, initial=0.0))
    tops = list(accumulate(grid.heights, initial=grid.heading_height))
    items: list[Item] = []
    if grid.heading:
        items += _heading(grid, lefts[-1])
    for cell in grid.cells:
        x, y = lefts[cell.column], tops[cell.row]
        width, height = lefts[cell.column + cell.colspan] - x, tops[cell.row + cell.rowspan] - y
        items += [*cell_items(cell, x, y, width, height), Box(x, y, width, height, LINE)]
    if grid.foot:
        place = (0.0, tops[-1], lefts[-1], grid.foot_height)
        items.append(Words(*place, grid.foot, size=FOOT_SIZE, align=Align.LEFT, pad=PAD, gap=GAP))
    return Drawing(lefts[-1], tops[-1] + grid.foot_height, tuple(items), grid.title)


def cell_items(cell: GridCell, x: float, y: float, width: float, height: float) -> list[Item]:
    """Return what stands in a cell."""
    if cell.picture:
        return [Picture(x, y, width, height, cell.picture)]
    if cell.entries:
        return [Entries(x, y + ENTRY_TOP, width, height - ENTRY_TOP, cell.entries, size=cell.size, gap=GAP, pad=PAD)]
    room = height - NOTE_HEIGHT if cell.note else height
    items: list[Item] = []
    if cell.text:
        words = Words(x, y, width, room, cell.text, size=cell.size, align=cell.align, pad=PAD, wrap=cell.wrap, gap=GAP)
        items.append(words)
    if cell.note:
        place = (x, y + room, width - _NOTE_RIGHT, NOTE_HEIGHT - 1)
        items.append(Words(*place, cell.note, size=NOTE_SIZE, align=Align.RIGHT, valign=Valign.BOTTOM, gap=NOTE_GAP))
    return items


def _heading(grid: Grid, width: float) -> list[Item]:
    """Return the heading, a character in each of equal parts of its width."""
    part = grid.heading_width / len(grid.heading)
    left = (width - grid.heading_width) / 2
    return [
        Words(left + at * part, 0, part, grid.heading_height, char, Face.TITLE, grid.heading_size, wrap=False)
        for at, char in enumerate(grid.heading)
    ]
