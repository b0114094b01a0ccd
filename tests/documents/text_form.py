"""Documents as plain text, for golden files: what is said, block by block."""

from dataclasses import fields
from typing import Any

from huanjie_desktop.documents.blocks import Cell, Document, Row, Table


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
        else:
            values = [_plain(getattr(block, field.name)) for field in fields(block)[:3]]
            lines.append(f"{type(block).__name__} {' | '.join(value for value in values if value)}")
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    return " | ".join(_cell(cell) for cell in row.cells)


def _cell(cell: Any) -> str:
    if cell is None:
        return "^"
    if isinstance(cell, Cell):
        return f"{cell.text}[{cell.colspan}x{cell.rowspan}]".replace("\n", "/")
    return str(cell).replace("\n", "/")


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(_plain(each) for each in value)
    return str(value).replace("\n", "/")
