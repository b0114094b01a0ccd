"""The parts of an xlsx as they stand in the file, for what has to be known of them before the reader lays them out."""

import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from huanjie_desktop.exchange.date_formats import BUILT_IN, shown_of
from huanjie_desktop.exchange.foreign_parts import BrokenZip, opened_zip

LARGEST = 150_000_000  # bytes of one part, unpacked; 60,000 rows of 40 filled columns have less
_BOOK, _BINARY, _RELATIONS = "xl/workbook.xml", "xl/workbook.bin", "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"


class TooLarge(ValueError):  # noqa: N818 - named for what is the matter
    """A part is larger than any roster."""


def check_parts(content: bytes) -> int:
    """Return the size of the largest part, unpacked; raises TooLarge for one that is too large, ValueError for a broken file or
    a binary workbook of another name."""
    with opened_zip(content) as archive:
        found = archive.infolist()
    if any(_as_reader(each.filename) == _BINARY for each in found):
        raise ValueError("a binary workbook")
    if any(each.file_size > LARGEST for each in found):
        raise TooLarge("a part of more than 150 MB")
    return max((each.file_size for each in found), default=0)


def sheet_xml(content: bytes, sheet: str) -> bytes:
    """Return the part of an xlsx that a sheet is; b"" for other files, and where the reader might find another part."""
    try:
        with opened_zip(content) as archive:
            part = sheet_part(archive, sheet)
            return part_of(archive, part) if part else b""
    except (BrokenZip, ElementTree.ParseError):
        return b""


def possible_sheets(content: bytes) -> Iterator[bytes]:
    """Yield all parts that the reader might take for a sheet of an xlsx; ValueError for one that cannot be unpacked."""
    with opened_zip(content) as archive:
        for each in archive.infolist():
            raw = archive.read(each)
            if b"sheetData" in raw:  # what the reader looks for first
                yield raw


def date_styles(content: bytes) -> dict[int, str]:
    """Return the cell styles of an xlsx, by number, whose format shows a date's month or year alone."""
    try:
        with opened_zip(content) as archive:
            styles = ElementTree.fromstring(part_of(archive, _STYLES))
    except (BrokenZip, ElementTree.ParseError):
        return {}
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter() if local_name(each) == "numFmt"
    }
    found: dict[int, str] = {}
    for formats in (each for each in styles if local_name(each) == "cellXfs"):
        for at, each in enumerate(formats):
            number = each.get("numFmtId", "")
            how = shown_of(codes[number]) if number in codes else BUILT_IN.get(number, "")
            if how:
                found[at] = how
    return found


def counts_from_1904(content: bytes) -> bool:
    """Tell whether a workbook's dates are counted from 1904."""
    try:
        with opened_zip(content) as archive:
            book = ElementTree.fromstring(part_of(archive, _BOOK))
    except (BrokenZip, ElementTree.ParseError):
        return False
    return any(local_name(each) == "workbookPr" and each.get("date1904") in ("1", "true") for each in book)


def local_name(element: ElementTree.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part by the name that the reader finds it by; KeyError where there is none or more than one."""
    names = [each.filename for each in archive.infolist() if _as_reader(each.filename) == name.lower()]
    if len(names) != 1:
        raise KeyError(name)
    return archive.read(names[0])


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that a sheet is, "" where the reader might find another one."""
    book = ElementTree.fromstring(part_of(archive, _BOOK))
    relations = ElementTree.fromstring(part_of(archive, _RELATIONS))
    sheets = [each for each in book.iter() if local_name(each) == "sheet" and each.get("name") == sheet]
    ids = [value for each in sheets for key, value in each.items() if key.endswith("}id")]
    targets = [each.get("Target", "").lstrip("/") for each in relations if each.get("Id") in ids]
    if len(sheets) != 1 or len(targets) != 1:
        return ""
    part = targets[0] if targets[0].startswith("xl/") else f"xl/{targets[0]}"
    return part.replace("\\", "/")


def _as_reader(name: str) -> str:
    """Return a part's name as the reader compares it: without case, with either slash."""
    return name.replace("\\", "/").lower()
