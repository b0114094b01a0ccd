"""Reads 简历: entries with their dates, notes and wrapped lines, each with the very text that it was read from.

One entry a line behind a prefix of 18 half-width characters (2008.08--2013.04 and two spaces); real files have every other
dash, dates without dots, years alone, entries run together. What is not understood stays as it is and is marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from huanjie_desktop.domain.dates import FIRST_YEAR, LAST_YEAR, PartialDate

PREFIX = 18  # half-width characters
BREAK = r"\r\n|\r|\n|<br ?/?>|&#xD;(?:\r\n|\r|\n)?"
_LINES = re.compile(rf"(.*?)({BREAK}|\Z)", re.DOTALL)
_DASH = r"(?:-{1,3}|[—–－―─]{1,2}|[~～至到])"
_DATE = r"(\d{4})(?:[.．](\d{1,2})|年(\d{1,2})月|(\d{2})(?!\d))"
_YEAR = r"(\d{4})年?(?![\d.．年])"
_RANGE = re.compile(rf"[ \u3000]{{0,4}}(?:{_DATE}|{_YEAR}) ?{_DASH}")
_END = re.compile(rf" ?(?:{_DATE}|{_YEAR})(?![.．\d])[ \u3000\t]*|(至今|今|现在)[ \u3000\t]*|[ \u3000\t]{{2,}}")
_START = re.compile(rf"[ \u3000]{{0,4}}(?:{_DATE}|{_YEAR})(?:起)?[ \u3000\t]+")
_DATED = re.compile(r"[ \u3000]{0,4}\d[\d.．年月 ]*[-—–－―─~～至到.．][\d.．年月\-—–－―─~～至到]*[ \u3000\t]*")
_RUN_TOGETHER = re.compile(rf"(?<! )(?= {{{PREFIX}}})")
_ENTRY_FOLLOWS = re.compile(  # within a line: dates as entries begin with them, or a sentence that ends before two dates
    rf"(?=(?<!\d)(?:\d{{4}}[.．]\d{{2}}{_DASH}(?:\d{{4}}[.．]\d{{2}}[ \t]|至今| {{7,9}}(?! ))|\d{{4}}{_DASH}\d{{4}}[ \t]))"
    rf"|(?:(?<=[；;。])|(?<=[；;。][ \u3000]))(?=(?:\d{{4}}[.．]\d{{1,2}}|\d{{4}}年\d{{1,2}}月){_DASH}(?:\d{{4}}[.．年]\d|至今|今|现在))"
)
_NOTE = re.compile(r"[（(]|其间|期间")


class RowKind(StrEnum):
    """What a row of a résumé is: an entry with dates, a note to one, or text without dates."""

    ENTRY = "entry"
    NOTE = "note"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ResumeRow:
    """简历的一段: `raw` is the very text, line ends included; `raw` of all rows together is the whole text.

    `ongoing` says that the end is still open (至今, or blanks); `parent` is the number of the entry that a note belongs to;
    `slip` is what stands for dates and cannot be read as such.
    """

    raw: str
    kind: RowKind
    text: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    parent: int | None = None
    slip: str = ""


def read_resume(raw: str) -> tuple[ResumeRow, ...]:
    """Return the rows of a résumé; white space between and behind them belongs to the row before it."""
    rows: list[ResumeRow] = []
    entry: int | None = None
    lead = ""
    for line, end in _lines(raw):
        whole = line + end
        if not line.strip():
            entry = None  # what follows an empty line belongs to no entry
            if rows:
                rows[-1] = replace(rows[-1], raw=rows[-1].raw + whole)
            else:
                lead += whole
            continue
        row = _dated(line) or _undated(line, rows, entry)
        if row is None:
            rows[-1] = replace(rows[-1], raw=rows[-1].raw + whole, text=rows[-1].text + line.strip())
            continue
        rows.append(replace(row, raw=lead + whole))
        lead = ""
        if row.kind is RowKind.ENTRY:
            entry = len(rows) - 1
    return tuple(rows)


def write_resume(rows: Sequence[ResumeRow]) -> str:
    """Return rows as the form has them: dates in 18 characters, notes under their entries, no empty line."""
    return "\n".join(_written(row) for row in rows)


def _written(row: ResumeRow) -> str:
    if row.slip:
        return row.raw.strip("\r\n")
    if row.kind is not RowKind.ENTRY or row.start is None:
        return " " * PREFIX + row.text
    if row.end is None and not row.ongoing:
        return f"{row.start.dotted()}".ljust(PREFIX) + row.text
    end = row.end.dotted() if row.end is not None else ""
    return f"{row.start.dotted()}--{end}".ljust(PREFIX) + row.text


def _lines(raw: str) -> Iterator[tuple[str, str]]:
    """Yield lines with what ends them; where several entries stand on one line, each of them."""
    if raw and re.search(BREAK, raw) is None:
        for piece in _RUN_TOGETHER.split(raw):
            for each in _entries(piece):
                yield each, ""
        return
    for match in _LINES.finditer(raw):
        if match[0]:
            *before, last = _entries(match[1])
            for each in before:
                yield each, ""
            yield last, match[2]


def _entries(line: str) -> list[str]:
    """Return a line in pieces, parted where a further entry begins; dates in brackets are a note's and begin none."""
    found, start = [], 0
    for match in _ENTRY_FOLLOWS.finditer(line):
        at = match.start()
        said = line[start:at]
        if said.strip() and said.count("（") + said.count("(") <= said.count("）") + said.count(")"):
            found.append(said)
            start = at
    return [*found, line[start:]]


def _dated(line: str) -> ResumeRow | None:
    """Read a line that begins with dates, None where it does not."""
    if not line[:5].strip()[:1].isdigit():
        return None
    begin = _RANGE.match(line)
    if begin is not None:
        start = _date(begin.groups())
        end = _END.match(line, begin.end())
        if start is not None and end is not None:
            until = _date(end.groups()[:5])
            dated = any(end.groups()[:5])
            if until is not None or not dated:
                return ResumeRow(line, RowKind.ENTRY, line[end.end() :].strip(), start, until, ongoing=not dated)
    else:
        alone = _START.match(line)
        start = _date(alone.groups()) if alone is not None else None
        if alone is not None and start is not None:
            return ResumeRow(line, RowKind.ENTRY, line[alone.end() :].strip(), start)
    odd = _DATED.match(line)
    if odd is None:
        return None
    first = _date(begin.groups()) if begin is not None else None
    return ResumeRow(line, RowKind.ENTRY, line[odd.end() :].strip(), first, slip=odd[0].strip())


def _undated(line: str, rows: Sequence[ResumeRow], entry: int | None) -> ResumeRow | None:
    """Return a note or a text of its own, None where a line goes on with the row before it."""
    said = line.strip()
    if _NOTE.match(said):
        return ResumeRow(line, RowKind.NOTE, said, parent=entry)
    if (
        rows
        and (entry is not None or rows[-1].kind is not RowKind.ENTRY)
        and not rows[-1].raw.endswith(("\n\n", "\r\n\r\n"))
    ):
        return None
    return ResumeRow(line, RowKind.TEXT, said)


def _date(groups: Sequence[str | None]) -> PartialDate | None:
    """Return the date of the groups of `_DATE` and `_YEAR`, None for none and for one that cannot be."""
    year, *months, alone = groups
    number = int(year or alone or 0)
    month = next((int(each) for each in months if each), None)
    if not FIRST_YEAR <= number <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None
    return PartialDate(number, month)
