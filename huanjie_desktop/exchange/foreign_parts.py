"""Opens what other programs have zipped and written as XML; whatever is broken in it is a ValueError."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn
from xml.parsers import expat

# what Python's zipfile raises for archives that are cut, lie about themselves, or have no part of the name
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    UnicodeError,
    KeyError,
)


class BrokenZip(ValueError):  # noqa: N818 - named for what is the matter
    """An archive, or a part of it, is not sound."""


@contextmanager
def opened_zip(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Give an archive; BrokenZip where it, or what is read of it meanwhile, is not sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except BROKEN_ZIP as error:
        raise BrokenZip("no sound zip") from error


def walk(
    raw: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
    between: str | None = None,
) -> None:
    """Go through a part's elements and texts; ValueError for what is no XML, or has a document type.

    `between` stands between a name's namespace and the name; without it names are as they are written, with their prefix.
    """
    parser = expat.ParserCreate(namespace_separator=between)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError("no XML") from error


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a part with a document type")
