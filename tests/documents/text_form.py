"""Documents as plain text, for golden files: what is said, block by block."""

from dataclasses import fields
from typing import Any

from huanjie_desktop.documents.blocks import Cell, Document, Drawing, Grid, GridCell, Row, Run, Table
from huanjie_desktop.documents.drawing import Item, Rule, Words


def as_text(document: Document) -> str:
    """Return a document's blocks, one a line; a table's rows one a line."""
    lines = [f"# {document.title}"]
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [f"Table {block.caption} {block.note}".rstrip().replace("\n", "/")]
            lines += [f"  mark {block.mark}"] if block.mark else []
            lines += [f"  head {_row(row)}" for row in block.head]
            lines += [f"  {row.kind} {_row(row)}" for row in block.rows]
            lines += ["  foot " + block.foot.replace("\n", "/")] if block.foot else []
        elif isinstance(block, Grid):
            lines.append(f"Grid {block.title} | {block.heading} | {block.foot}")
            lines.append(f"  widths {_lengths(block.widths)}")
            lines.append(f"  heights {_lengths(block.heights)}")
            lines += [f"  {_grid_cell(cell)}" for cell in block.cells]
        elif isinstance(block, Drawing):
            lines.append(f"Drawing {block.title} {block.width:g}x{block.height:g}")
            lines += [f"  {_item(item)}" for item in block.items]
        else:
            values = [_plain(getattr(block, field.name)) for field in fields(block)[:3]]
            lines.append(f"{type(block).__name__} {' | '.join(value for value in values if value)}")
    return "\n".join(lines) + "\n"


def _lengths(lengths: tuple[float, ...]) -> str:
    return " ".join(f"{length:g}" for length in lengths)


def _grid_cell(cell: GridCell) -> str:
    """Return what stands in a form's cell: 0,2 1x1 | 林木."""
    entries = "".join(f" / {lead}\t{text}" for lead, text in cell.entries)
    said = _plain(cell.text) + entries + (" [picture]" if cell.picture else "")
    note = f" [{_plain(cell.note)}]" if cell.note else ""
    return f"{cell.row},{cell.column} {cell.rowspan}x{cell.colspan} | {said}{note}".rstrip(" |")


def _item(item: Item) -> str:
    """Return what stands where in a drawing: Words 24.3,0 40x12.5 | 林木."""
    if isinstance(item, Rule):
        return f"Rule {item.x1:g},{item.y1:g} {item.x2:g},{item.y2:g}"
    place = f"{type(item).__name__} {item.x:g},{item.y:g} {item.width:g}x{item.height:g}"
    if not isinstance(item, Words):
        return place
    how = (" upright" if item.upright else "") + (f" turned {item.turn}" if item.turn else "")
    return f"{place}{how} | {_plain(item.text)}"


def _row(row: Row) -> str:
    return " | ".join(_cell(cell) for cell in row.cells)


def _cell(cell: Any) -> str:
    if cell is None:
        return "^"
    if isinstance(cell, Cell):
        return f"{cell.text}[{cell.colspan}x{cell.rowspan}]".replace("\n", "/")
    return str(cell).replace("\n", "/")


def _plain(value: Any) -> str:
    if isinstance(value, Run):
        return value.text
    if isinstance(value, tuple) and value and isinstance(value[0], Run):
        return "".join(run.text for run in value)
    if isinstance(value, tuple):
        return " ".join(_plain(each) for each in value)
    return str(value).replace("\n", "/")
