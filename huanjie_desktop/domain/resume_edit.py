"""Changes 简历 row by row: what is not changed keeps its very text, line ends included.

A text without any line end, in which entries run together, is set into lines by the first change: one of its rows with a
line end would make the others unreadable.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.pasting import ends_alike
from huanjie_desktop.domain.resume import BREAK, ResumeRow, RowKind, read_resume, write_resume

START, END, TEXT = "start", "end", "text"
NOW = "至今"
_PROBE = "一"
_NOW = frozenset({"", NOW, "今", "现在", "现"})
_TAIL = re.compile(rf"(?:[ \t\u3000]*(?:{BREAK})[ \t\u3000]*)+\Z")
_FIRST_BREAK = re.compile(BREAK)
_NOTE = re.compile(r"[（(]|其间|期间")


class Span(NamedTuple):
    """起止: as they were typed; `ongoing` for 至今."""

    start: PartialDate | None
    end: PartialDate | None = None
    ongoing: bool = False


def shown_start(row: ResumeRow) -> str:
    """Return what a table shows as the beginning: the month, what cannot be read as one, 其间 for a note."""
    if row.slip:
        return row.slip
    if row.start is not None:
        return row.start.dotted()
    return "其间" if row.kind is RowKind.NOTE else ""


def shown_end(row: ResumeRow) -> str:
    """Return what a table shows as the end: the month, 至今, or nothing."""
    if row.slip or row.kind is not RowKind.ENTRY:
        return ""
    return row.end.dotted() if row.end is not None else NOW if row.ongoing else ""


def read_span(start: str, end: str = "") -> Span:
    """Return the dates typed for an entry, in the start's cell both or one; ValueError says in Chinese what is wrong."""
    span = _read(start)
    if end.strip() or not (span.end or span.ongoing):
        until = None if end.strip() in _NOW else _read(end).start
        span = Span(span.start, until, until is None)
    if span.start is not None and span.end is not None and span.end.latest() < span.start.earliest():
        raise ValueError(f"止“{span.end.dotted()}”早于起“{span.start.dotted()}”，请核对。")
    return span


def change_row(raw: str, at: int, field: str, text: str) -> str:
    """Return a résumé with one row's start, end or text changed; ValueError says in Chinese why it cannot be."""
    rows = read_resume(raw)
    row, said = rows[at], clean_line(text)
    if field == TEXT:
        if not said:
            raise ValueError("经历不能是空的；不要这一段，请用“删去这一段”。")
        changed = _with_text(row, said)
    elif row.kind is not RowKind.ENTRY:
        raise ValueError("这一行没有自己的起止时间。")
    elif field == START:
        typed = _read(said)
        kept_end = shown_end(row) if not (typed.end or typed.ongoing or row.slip) else ""
        span = typed if (typed.end or typed.ongoing) else read_span(said, kept_end)
        if row.end is None and not row.ongoing and not row.slip and not (typed.end or typed.ongoing):
            span = Span(typed.start)  # 1998.09 参加工作 stays a day of its own
        changed = _spanning(row, span)
    else:
        changed = _spanning(row, read_span(shown_start(row), said or NOW))
    return _joined(raw, rows, {at: changed})


def add_row(raw: str, start: str, end: str, text: str, before: int | None = None) -> str:
    """Return a résumé with a row more, at its end or before a row; without a start it must be a note in brackets."""
    said = clean_line(text)
    if not said:
        raise ValueError("请填写经历。")
    if start.strip():
        span = read_span(start, end)
        row = ResumeRow("", RowKind.ENTRY, said, span.start, span.end, ongoing=span.ongoing)
    elif _NOTE.match(said):
        row = ResumeRow("", RowKind.NOTE, said)
    else:
        raise ValueError("请填写起始年月；上一段其间的事，请加括号写成“（其间：……）”。")
    rows = read_resume(raw)
    at = len(rows) if before is None else before
    return _joined(raw, (*rows[:at], row, *rows[at:]), {at: row})


def add_text(raw: str, pasted: str) -> str:
    """Return a résumé with whole lines more at its end, as they came."""
    rows = read_resume(raw)
    if not rows:
        return pasted.strip("\r\n")
    text = _joined(raw, rows, {}) if _runs_together(raw, rows) else raw
    return text.rstrip(" \t\r\n") + _break_of(text) + pasted.strip("\r\n")


def remove_rows(raw: str, gone: Collection[int]) -> str:
    """Return a résumé without some rows."""
    rows = read_resume(raw)
    return _joined(raw, tuple(row for at, row in enumerate(rows) if at not in gone), {})


def close_gap(raw: str, at: int) -> str:
    """Return a résumé in which the entry before a row lasts until that row begins (连到上一段)."""
    rows = read_resume(raw)
    before = _entry_before(rows, at)
    start = rows[at].start
    if before is None or start is None:
        raise ValueError("这一段前面没有可以连上的经历。")
    earlier = rows[before].start
    if earlier is not None and start.latest() < earlier.earliest():
        raise ValueError("这一段比上一段开始得早，连不上；请先核对次序。")
    changed = _spanning(rows[before], Span(rows[before].start, start))
    return _joined(raw, rows, {before: changed})


def fill_gap(raw: str, at: int, text: str) -> str:
    """Return a résumé with a row in the gap before a row (补一段)."""
    rows = read_resume(raw)
    before, start = _entry_before(rows, at), rows[at].start
    if before is None or start is None or rows[before].end is None:
        raise ValueError("这一段前面没有空缺。")
    return add_row(raw, shown_end(rows[before]), start.dotted(), text, before=at)


def retyped(raw: str, shown: str, typed: str) -> str:
    """Return what a whole text means that was typed over `shown`: lines that stay keep their very text.

    A text widget shows every line end as \\n and every space as one that breaks, and gives that back.
    """
    if typed == shown:
        return raw
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", raw)
    old, new = shown.split("\n"), typed.split("\n")
    if len(lines) == len(old) - 1:
        lines.append("")
    if len(lines) != len(old):
        return typed
    first, last = ends_alike(old, new)
    end = _break_of(raw)
    middle = [f"{line}{end}" for line in new[first : len(new) - last]]
    text = "".join([*lines[:first], *middle, *lines[len(lines) - last :]])
    return text if last or not middle else text[: -len(end)]


def _read(text: str) -> Span:
    said = clean_line(text)
    (row,) = read_resume(f"{said}  {_PROBE}") or (None,)
    if row is None or row.kind is not RowKind.ENTRY or row.slip or row.text != _PROBE:
        raise ValueError(f"“{said}”看不出是哪年哪月，请写成 2008.08。")
    return Span(row.start, row.end, row.ongoing)


def _spanning(row: ResumeRow, span: Span) -> ResumeRow:
    return replace(row, start=span.start, end=span.end, ongoing=span.ongoing, slip="")


def _with_text(row: ResumeRow, text: str) -> ResumeRow:
    if not row.slip:
        return replace(row, text=text)
    at = row.raw.find(row.slip) + len(row.slip)
    blanks = row.raw[at : len(row.raw) - len(row.raw[at:].lstrip())]
    return replace(row, text=text, raw=row.raw[:at] + (blanks or "  ") + text)


def _joined(raw: str, rows: Sequence[ResumeRow], changed: dict[int, ResumeRow]) -> str:
    """Return rows as one text; those that are `changed` are written anew, with the line end that they had."""
    end = _break_of(raw)
    if _runs_together(raw, rows):
        return end.join(write_resume([changed.get(at, row)]) for at, row in enumerate(rows))
    pieces, together = [], set(pairwise(row.raw for row in read_resume(raw)))
    for at, row in enumerate(rows):
        piece = row.raw
        if at in changed:
            tail = _TAIL.search(row.raw)
            piece = write_resume([changed[at]]) + (tail[0] if tail else "")
        if at < len(rows) - 1 and _TAIL.search(piece) is None:
            as_before = at not in changed and at + 1 not in changed and (row.raw, rows[at + 1].raw) in together
            piece = piece if as_before else piece.rstrip(" \t\u3000") + end  # one line may hold several entries
        pieces.append(piece)
    return "".join(pieces)


def _runs_together(raw: str, rows: Sequence[ResumeRow]) -> bool:
    return len(rows) > 1 and _FIRST_BREAK.search(raw) is None


def _break_of(raw: str) -> str:
    found = _FIRST_BREAK.search(raw)
    return found[0] if found else "\n"


def _entry_before(rows: Sequence[ResumeRow], at: int) -> int | None:
    return next((each for each in range(at - 1, -1, -1) if rows[each].kind is RowKind.ENTRY), None)
