"""Puts several pages onto one sheet, or pages onto another paper: what comes out is a PDF again, seen and printed as it is."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from huanjie_desktop.domain.ports import NoProgress, Progress

if TYPE_CHECKING:
    import pikepdf

PER_SHEET = (1, 2, 4)
PAPERS = {"A4": (595.276, 841.89), "A3": (841.89, 1190.551)}  # upright, pt
_SLACK = 6.0  # pt, by which a page may differ from its paper


def paper_name(size: tuple[float, float]) -> str:
    """Return the smallest paper that a page fits on, whichever way it lies."""
    short, long_ = sorted(size)
    fits = (name for name, (width, height) in PAPERS.items() if short <= width + _SLACK and long_ <= height + _SLACK)
    return next(fits, "A3")


def impose(content: bytes, per_sheet: int = 1, paper: str = "", progress: Progress | None = None) -> bytes:
    """Return a PDF with so many pages on each sheet, on a paper or on the one that each sheet's first page has.

    A sheet lies or stands as its first page makes best use of it; pages keep their shape. What is asked as it is stays so.
    """
    if per_sheet == 1 and not paper:
        return content
    import pikepdf  # the window takes its time to start without

    progress = progress or NoProgress()
    with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as sheets:
        pages = list(source.pages)
        for start in range(0, len(pages), per_sheet):
            progress.step(start, len(pages), "正在排到纸上")
            _fill_sheet(sheets, pages[start : start + per_sheet], per_sheet, paper)
        stream = BytesIO()
        sheets.save(stream, deterministic_id=True)
        return stream.getvalue()


def _fill_sheet(sheets: "pikepdf.Pdf", pages: "Sequence[pikepdf.Page]", per_sheet: int, paper: str) -> None:
    from pikepdf import Rectangle

    first = _size(pages[0])
    upright = first[0] <= first[1]
    width, height = PAPERS[paper or paper_name(first)]
    if upright == (per_sheet == 2):  # two upright pages stand side by side on a sheet that lies
        width, height = height, width
    across = {1: 1, 2: 2 if upright else 1, 4: 2}[per_sheet]
    down = per_sheet // across
    sheets.add_blank_page(page_size=(width, height))
    sheet = sheets.pages[-1]
    for at, page in enumerate(pages):
        row, column = divmod(at, across)
        left, top = column * width / across, height - row * height / down
        sheet.add_overlay(page, Rectangle(left, top - height / down, left + width / across, top))


def _size(page: "pikepdf.Page") -> tuple[float, float]:
    box = [float(each) for each in page.mediabox]
    return box[2] - box[0], box[3] - box[1]
