"""Opens what people are imported from: a spreadsheet, or forms."""

from pathlib import Path

from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.lrmx.book import read_forms
from huanjie_desktop.exchange.lrmx.sources import holds_forms
from huanjie_desktop.exchange.spreadsheet import Book, read_book


def open_book(path: Path, progress: Progress | None = None) -> Book:
    """Read a spreadsheet, a form, a zip or a folder of forms; UserError names it where that cannot be."""
    return read_forms(path, progress) if holds_forms(path) else read_book(path, progress)
