"""Finds cells of an xlsx sheet that hold an error or a formula without a value; the reader gives both as empty."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST = 400 * 1024 * 1024
# what each begins with is searched for as it is, which a \b before it would prevent
_FAR = re.compile(
    rb'r="(?<=\br=")(?:[A-Z]{3,}\d+|[A-Z]+0*(?:[2-9]\d{5}|\d{7,}))"[^>]*(?<!/)>(?!\s*</c>)'
)  # beyond ZZ or row 200,000
_WIDE = re.compile(rb'r="(?<=\br=")(?:E[U-Z]|[F-Z][A-Z])\d+"[^>]*(?<!/)>(?!\s*</c>)')
_LONG = re.compile(rb'\br="[A-Z]+\d{5,}"[^>]*(?<!/)>(?!\s*</c>)')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)
_NO_VALUE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v/>|<v></v>)?</c>')


def sheet_xml(content: bytes, sheet: str) -> bytes:
    """Return a sheet of an xlsx as it stands in the file; b"" for other kinds of files. Raises ValueError if huge."""
    if not content.startswith(b"PK"):
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _sheet_xml(archive, sheet)
    except (zipfile.BadZipFile, zlib.error, KeyError, ElementTree.ParseError, OSError, NotImplementedError):
        return b""  # what the reader can read all the same is taken as it reads it
    except (EOFError, RuntimeError, UnicodeError):
        return b""


def has_far_cells(raw: bytes) -> bool:
    """Tell whether a cell with a value lies where no roster has one; the reader makes room for all cells up to it."""
    return bool(_FAR.search(raw) or (_WIDE.search(raw) and _LONG.search(raw)))


def find_faults(raw: bytes) -> Mapping[tuple[int, int], str]:
    """Return by (row, column), counted from 0, what an unusable cell of a sheet's XML holds."""
    faults: dict[tuple[int, int], str] = {}
    if b't="e"' in raw:
        for letters, number, text in _ERROR.findall(raw):
            faults[(int(number) - 1, _column(letters))] = text.decode("utf-8", "replace")
    if b"<f" in raw:
        for letters, number in _NO_VALUE.findall(raw):
            faults[(int(number) - 1, _column(letters))] = "没有结果的公式"
    return faults


def _sheet_xml(archive: zipfile.ZipFile, sheet: str) -> bytes:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in book.iter(f"{_MAIN}sheet"):
        if each.get("name") == sheet:
            target = targets[each.get(_REL)].lstrip("/")
            name = target if target.startswith("xl/") else f"xl/{target}"
            if archive.getinfo(name).file_size > _LARGEST:
                raise ValueError("a sheet of more than 400 MB")
            return archive.read(name)
    return b""


def _column(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1
