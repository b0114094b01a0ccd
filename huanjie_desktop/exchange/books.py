"""Opens what people are imported from: a spreadsheet, or forms."""

from collections.abc import Sequence
from pathlib import Path

from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.lrmx.book import read_forms
from huanjie_desktop.exchange.lrmx.sources import holds_forms
from huanjie_desktop.exchange.spreadsheet import Book, read_book


def open_book(path: Path, progress: Progress | None = None, more: Sequence[Path] = ()) -> Book:
    """Read a spreadsheet, a form, a zip or a folder of forms, or several forms with `more` as one book; UserError names what
    cannot be read."""
    return read_forms(path, progress, more) if more or holds_forms(path) else read_book(path, progress)


def together(paths: Sequence[Path]) -> tuple[Sequence[Path], Sequence[Path]]:
    """Part what was chosen at once into what is read as one, and what is not read: a spreadsheet is read alone, forms are read
    together, and what lies among them is named by that reading."""
    if not holds_forms(paths[0]):
        return paths[:1], paths[1:]
    first = min(filter(holds_forms, paths))
    return [first, *sorted(path for path in paths if path != first)], ()
