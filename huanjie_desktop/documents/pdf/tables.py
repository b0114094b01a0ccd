"""Tables: heads repeated, rows that wrap and are never split, groups kept with their first row, even pages if wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.documents.blocks import Align, Cell, Row, Table
from huanjie_desktop.documents.pdf.cells import LEADING, Block, SetCell, SetRow, Setter, blocks_of
from huanjie_desktop.documents.pdf.going_on import can_go_on, rows_between
from huanjie_desktop.documents.pdf.paging import Part, fill_up, share_out
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pdf.table_frame import draw_foot, draw_top, foot_height, top_height

_STRONG = 1.0  # pt, the line before a strong column


def draw_table(sheets: Sheets, table: Table) -> None:
    """Draw a table over as many sheets as it takes, the head and the caption again on each."""
    if table.balanced:
        plan = best_plan(sheets, table)
        if not sheets.at_top and sheets.room < plan.begin:
            sheets.new_page()
        _draw_plan(sheets, table, plan, table.foot_each)
    elif can_go_on(table.rows):
        _draw_going_on(sheets, table)
    else:
        plan = filled_plan(sheets, table)
        sheets.need(plan.begin)
        _draw_plan(sheets, table, plan)


def _draw_plan(sheets: Sheets, table: Table, plan: "Plan", foot_each: bool = False) -> None:
    """Draw what a plan has for each sheet, the foot on the last, or on each."""
    at = 0
    for page, number in enumerate(plan.numbers or [0]):
        if page:
            sheets.new_page()
        draw_top(sheets, table, again=page > 0)
        top = _draw_head(sheets, plan.setter, plan.head)
        blocks = plan.blocks[at : at + number]
        if page and blocks and blocks[0].again:
            _draw_rows(sheets, plan.setter, blocks[0].again)
        for block in blocks:
            _draw_rows(sheets, plan.setter, block.rows)
        at += number
        _close(sheets, plan.setter, top)
        if foot_each or at == len(plan.blocks):
            draw_foot(sheets, table)


def filled_plan(sheets: Sheets, table: Table) -> "Plan":
    """Return the plan of a table whose sheets are filled one after the other, from where the pen is."""
    setter = Setter(sheets, table)
    head = setter.rows(table.head, head=True)
    head_height, foot = sum(row.height for row in head), foot_height(sheets, table)
    rest = _room(sheets, table, head_height)
    blocks = _with_totals(_with_group_lines(setter, table, blocks_of(table.rows, setter.rows(table.rows), rest)))
    above = top_height(sheets, table) + head_height
    begin = above + (blocks[0].height if blocks else 0.0) + (foot if len(blocks) < 2 else 0.0)
    here = sheets.room if sheets.at_top or begin <= sheets.room + 0.01 else sheets.top - sheets.bottom
    parts = [Part(block.height, sum(row.height for row in block.again)) for block in blocks]
    return Plan(setter, head, blocks, fill_up(parts, here - above, rest, foot), begin)


def _with_totals(blocks: Sequence[Block]) -> list[Block]:
    """Join each total with what stands over it, so that none stands alone."""
    joined: list[Block] = []
    for block in blocks:
        if block.kind == "total" and joined:
            joined[-1] = replace(joined[-1], rows=(*joined[-1].rows, *block.rows))
        else:
            joined.append(block)
    return joined


def _draw_going_on(sheets: Sheets, table: Table) -> None:
    """Draw a table whose spanning cells go on to the next sheet; a row is never split."""
    setter = Setter(sheets, table)
    head = setter.rows(table.head, head=True)
    for part in parts_going_on(sheets, table):
        if part.new_sheet:
            sheets.new_page()
        draw_top(sheets, table, again=part.again)
        top = _draw_head(sheets, setter, head)
        _draw_rows(sheets, setter, setter.rows(part.rows))
        _close(sheets, setter, top)
    draw_foot(sheets, table)


@dataclass(frozen=True)
class GoingOn:
    """The rows that stand on one sheet of a table that goes on: `again` on all but its first, mostly on a new sheet."""

    rows: list[Row]
    again: bool
    new_sheet: bool


def parts_going_on(sheets: Sheets, table: Table) -> list[GoingOn]:
    """Return how a table whose spanning cells go on is shared out, from where the pen is."""
    setter = Setter(sheets, table)
    head_height = sum(row.height for row in setter.rows(table.head, head=True))
    foot = foot_height(sheets, table)
    parts: list[GoingOn] = []
    at, room = 0, sheets.room
    while at < len(table.rows):
        above = top_height(sheets, table, again=at > 0) + head_height
        rows = rows_between(table.rows, at, at + 1)
        new_sheet = at > 0 or (room < above + sum(row.height for row in setter.rows(rows)) and not sheets.at_top)
        if new_sheet:
            room = sheets.top - sheets.bottom
        end = at + 1
        while end < len(table.rows):
            more = rows_between(table.rows, at, end + 1)
            needed = above + sum(row.height for row in setter.rows(more))
            if needed + (foot if end + 1 == len(table.rows) else 0.0) > room + 0.01:
                break
            end, rows = end + 1, more
        parts.append(GoingOn(rows, at > 0, new_sheet))
        at = end
    return parts


@dataclass(frozen=True)
class Plan:
    """A table set at one height of rows: what stays together, and how much of it stands on each sheet.

    `begin` is the room that its first sheet asks for at least.
    """

    setter: Setter
    head: list[SetRow]
    blocks: list[Block]
    numbers: list[int]
    begin: float


def best_plan(sheets: Sheets, table: Table) -> Plan:
    """Return the plan with the highest rows that the table allows, none higher than wanted if that took a page more."""
    least = _plan(sheets, table, min(table.least_height or table.row_height, table.row_height))
    single = len(least.numbers) <= 1
    height = max(table.most_height, table.row_height) if single else table.row_height
    while height > least.setter.table.row_height:
        plan = _plan(sheets, table, height)
        if len(plan.numbers) <= len(least.numbers) and (single or height <= table.row_height):
            return plan
        height -= 0.5
    return least


def _plan(sheets: Sheets, table: Table, row_height: float) -> Plan:
    setter = Setter(sheets, replace(table, row_height=row_height))
    head = Setter(sheets, replace(table, row_height=min(row_height, table.row_height))).rows(table.head, head=True)
    head_height = sum(row.height for row in head)
    foot = foot_height(sheets, table)
    each = foot if table.foot_each else 0.0
    rest = _room(sheets, table, head_height) - each
    blocks = _with_group_lines(setter, table, blocks_of(table.rows, setter.rows(table.rows), rest - foot + each))
    begin = top_height(sheets, table) + head_height + each + (blocks[0].height if blocks else 0.0)
    here = sheets.room if sheets.room >= begin else sheets.top - sheets.bottom
    parts = [Part(block.height, sum(row.height for row in block.again)) for block in blocks]
    first = here - top_height(sheets, table) - head_height - each
    return Plan(setter, head, blocks, share_out(parts, first, rest, foot - each), begin)


def _with_group_lines(setter: Setter, table: Table, blocks: Sequence[Block]) -> list[Block]:
    """Join each group's line with what follows it, and give the rest of the group its line to say again."""
    joined: list[Block] = []
    held: list[SetRow] = []
    again: tuple[SetRow, ...] = ()
    for block in blocks:
        if block.kind == "group":
            held = [*held, *block.rows]
            again = tuple(setter.rows([continued(table.rows[block.at])]))
        elif held:
            joined.append(replace(block, rows=(*held, *block.rows), again=()))
            held = []
        else:
            joined.append(replace(block, again=again if block.kind == "row" else ()))
    return [*joined, Block(tuple(held), "group", 0)] if held else joined


def continued(row: Row) -> Row:
    """Return a group's line as a sheet repeats it that begins within the group."""
    cells = tuple(
        replace(cell, text=f"{cell.text}（续）") if isinstance(cell, Cell) and isinstance(cell.text, str) else cell
        for cell in row.cells
    )
    return replace(row, cells=cells)


def _room(sheets: Sheets, table: Table, head_height: float) -> float:
    """Return the room for rows on a sheet that continues the table."""
    return sheets.top - sheets.bottom - head_height - top_height(sheets, table, again=True)


def _draw_head(sheets: Sheets, setter: Setter, head: Sequence[SetRow]) -> float:
    top = sheets.y
    _draw_rows(sheets, setter, head)
    return top


def _draw_rows(sheets: Sheets, setter: Setter, rows: Sequence[SetRow]) -> None:
    """Draw rows' text and inner lines from the pen down."""
    canvas, borders = sheets.canvas, setter.borders
    heavy = frozenset(at for at, column in enumerate(setter.table.columns) if column.strong)
    canvas.setLineWidth(setter.table.inner)
    bottoms = []
    y = sheets.y
    for row in rows:
        y -= row.height
        bottoms.append(y)
    lines: list[tuple[float, float, float, float]] = []
    strong: list[tuple[float, float, float, float]] = []
    y = sheets.y
    for at, row in enumerate(rows):
        for cell in row.cells:
            low = bottoms[min(at + cell.rows, len(rows)) - 1]
            _draw_cell(sheets, cell, setter, y, low)
            lines.append((borders[cell.left], low, borders[cell.right], low))
            if cell.right < len(borders) - 1:
                upright = strong if cell.right in heavy else lines
                upright.append((borders[cell.right], low, borders[cell.right], y))
        y = bottoms[at]
    canvas.lines(_merged(lines))
    if strong:
        canvas.setLineWidth(_STRONG)
        canvas.lines(strong)
    sheets.y = y


def _merged(lines: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Join level lines that meet, so that a row's rule is one stroke."""
    level = sorted((line for line in lines if line[1] == line[3]), key=lambda line: (-line[1], line[0]))
    joined: list[tuple[float, float, float, float]] = []
    for line in level:
        if joined and joined[-1][1] == line[1] and abs(joined[-1][2] - line[0]) < 0.01:
            joined[-1] = (joined[-1][0], line[1], line[2], line[1])
        else:
            joined.append(line)
    return joined + [line for line in lines if line[1] != line[3]]


def _draw_cell(sheets: Sheets, cell: SetCell, setter: Setter, top: float, low: float) -> None:
    if not cell.lines:
        return
    left, right = setter.borders[cell.left] + setter.pad, setter.borders[cell.right] - setter.pad
    size = cell.lines[0].size
    pitch = size * LEADING
    y = (top + low) / 2 + len(cell.lines) * pitch / 2
    for line in cell.lines:
        x = left
        if cell.align is Align.CENTER:
            x = (left + right - line.width) / 2
        elif cell.align is Align.RIGHT:
            x = right - line.width
        sheets.draw_line(line, x, y - pitch / 2 - size * 0.36)
        y -= pitch


def _close(sheets: Sheets, setter: Setter, top: float) -> None:
    """Draw the frame around what stands on this sheet."""
    sheets.canvas.setLineWidth(setter.table.outer)
    sheets.canvas.rect(setter.borders[0], sheets.y, setter.borders[-1] - setter.borders[0], top - sheets.y)
