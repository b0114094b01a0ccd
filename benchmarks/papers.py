"""The roster as PDF against typst and against a canvas that draws the same strings; the packet of the demo county."""

import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from msgspec.structs import replace
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bare import resident_mib
from benchmarks.counties import roster_material
from benchmarks.timing import seconds_of
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, Table
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.copies import write_marked_copies
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.paths import resource_dir
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.printing.printing import PacketRequest, preview_packet
from huanjie_desktop.services.workspace import open_workspace

ROWS, TIMES_MORE, COPIES = 2_000, 10, 100
FIELDS = (
    "serial", "name", "sex", "ethnic_group", "birth", "age", "native_place", "education", "party_joined", "work_started",
    "unit_post", "remark",
)  # fmt: skip
SIZE = 10
MARGIN = 40


def measure_roster_pdf(folder: Path) -> dict[str, Any]:
    """Measure 2,000 rows by the three ways, and 20,000 by ours."""
    document = roster_document(ROWS)
    pages = write_pdf([document], BytesIO()).pages
    ours = seconds_of(lambda: write_pdf([document], BytesIO()))
    cells = cells_of(document)
    canvas = seconds_of(lambda: draw_on_canvas(cells, pages))
    yardstick = seconds_of(lambda: set_by_typst(cells, folder), 1)
    long = roster_document(ROWS * TIMES_MORE)
    longer = seconds_of(lambda: write_pdf([long], BytesIO()), 1)
    return {
        "rows": ROWS,
        "pages": pages,
        "ours_s": round(ours, 2),
        "canvas_s": round(canvas, 2),
        "typst_s": round(yardstick, 2),
        "canvas_ratio": round(ours / canvas, 2),
        "canvas_bar": 2,
        "typst_ratio": round(ours / yardstick, 2),
        "typst_bar": 1,
        "ten_times_s": round(longer, 2),
        "ten_times_ratio": round(longer / ours, 2),
        "ten_times_bar": 11,
    }


def measure_packet(folder: Path) -> dict[str, Any]:
    """Measure the packet of most papers of the demo county, from the open workspace to the bytes: one, and a hundred copies.

    What the copies take beyond writing the pages out is to be at most 1.5 times one copy, and no more memory.
    """
    workspace = open_workspace(make_demo(folder / "汇编").workspace)
    congress = max(
        congresses.list_congresses(workspace), key=lambda each: len(congresses.kind_of(workspace, each).packet)
    )
    one, many = PacketRequest(congress.id), PacketRequest(congress.id, copies=COPIES)
    started = time.perf_counter()
    content = preview_packet(workspace, one).content
    taken = time.perf_counter() - started
    once = seconds_of(lambda: preview_packet(workspace, one))
    before = resident_mib()
    copied = seconds_of(lambda: preview_packet(workspace, many))
    grown = resident_mib() - before
    writing = seconds_of(lambda: write_marked_copies(content, (), COPIES, BytesIO(), title="会议材料"))
    papers = len(congresses.kind_of(workspace, congress).packet)
    workspace.close()
    return {
        "papers": papers,
        "seconds": round(taken, 2),
        "bar": 5,
        "copies": COPIES,
        "copies_s": round(copied, 2),
        "copies_written_s": round(writing, 2),
        "copies_ratio": round((copied - writing) / once, 2),
        "copies_bar": 1.5,
        "copies_grow_mib": round(grown, 1),
    }


def roster_document(count: int) -> Document:
    """Return a roster composed with twelve columns, as a catalogue's paper would."""
    material = roster_material(count)
    spec = next(each for each in load_catalog().documents.values() if each.of == "roster")
    return compose(replace(spec, params={**spec.params, "columns": list(FIELDS), "size": SIZE}), material)


def cells_of(document: Document) -> list[list[str]]:
    """Return the texts of the document's table, row by row, without its total."""
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [[cell if isinstance(cell, str) else "" for cell in row.cells] for row in table.rows[:-1]]


def draw_on_canvas(cells: Sequence[Sequence[str]], pages: int) -> None:
    """Draw the same strings, cut to the column's width, and the lines round them, on as many pages."""
    width, height = landscape(A4)
    registerFont(TTFont("yardstick", str(resource_dir() / "fonts" / "Song-Regular.ttf")))
    canvas = Canvas(BytesIO(), pagesize=(width, height))
    column = (width - 2 * MARGIN) / len(FIELDS)
    fits = int(column // SIZE)
    per_page = -(-len(cells) // pages)
    for start in range(0, len(cells), per_page):
        canvas.setFont("yardstick", SIZE)
        row_height = (height - 2 * MARGIN) / per_page
        for at, row in enumerate(cells[start : start + per_page]):
            top = height - MARGIN - at * row_height
            for place, text in enumerate(row):
                left = MARGIN + place * column
                canvas.rect(left, top - row_height, column, row_height)
                for line, cut in enumerate(range(0, len(text), fits)):
                    canvas.drawString(left + 1, top - SIZE * (line + 1), text[cut : cut + fits])
        canvas.showPage()
    canvas.save()


def set_by_typst(cells: Sequence[Sequence[str]], folder: Path) -> None:
    """Have typst set the same table."""
    rows = "\n".join(", ".join(f'"{text}"' for text in row) + "," for row in cells)
    source = folder / "roster.typ"
    source.write_text(
        f'#set page(paper: "a4", flipped: true, margin: 2cm)\n#set text(font: "Noto Serif SC", size: {SIZE}pt)\n'
        f"#table(columns: (3fr, 6fr, 3fr, 5fr, 6fr, 4fr, 8fr, 5fr, 6fr, 6fr, 14fr, 14fr),\n{rows}\n)\n",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(folder / "roster.pdf"), font_paths=[str(resource_dir() / "fonts")])
