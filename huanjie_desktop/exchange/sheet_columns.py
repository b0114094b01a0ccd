"""Matches a file's columns with the fields of people, by their heads and by what stands in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.exchange.head import Head, plain
from huanjie_desktop.exchange.spreadsheet import Cell, Sheet

_SAMPLES = 60
_BY_CONTENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("id_number", re.compile(r"[1-9]\d{16}[\dXx]")),
    ("phone", re.compile(r"1\d{10}")),
    ("sex", re.compile(r"男|女")),
    ("ethnic_group", re.compile(r"汉|(汉|回|满|苗|壮|侗|彝|土家|蒙古|维吾尔|藏|瑶|白|傣|布依|朝鲜)族?")),
    ("name", re.compile(r"[\u4e00-\u9fff]{1,2}[\s\u3000]*[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]+[·•][\u4e00-\u9fff]+")),
)


@dataclass(frozen=True)
class Guess:
    """栏目对应: a file's column and the field it is taken for ("" for none); `sure` is 2 by name, 1 by content, 0 not at all."""

    column: int
    head: str
    field: str
    sure: int
    samples: tuple[str, ...] = ()


def known_words(specs: Mapping[str, ColumnSpec]) -> dict[str, str]:
    """Return the field for every head that is known, words without spaces."""
    words: dict[str, str] = {}
    for spec in specs.values():
        for word in (spec.title, *spec.aliases, spec.group + (spec.print_title or "") if spec.group else spec.title):
            words.setdefault(plain(word), spec.field)
    return words


def match_columns(
    sheet: Sheet, head: Head, specs: Mapping[str, ColumnSpec], mapping: Mapping[int, str] | None = None
) -> list[Guess]:
    """Return a guess for every column of the head; `mapping` (column -> field, "" for none) overrules them."""
    words = known_words(specs)
    taken: set[str] = set()
    guesses: list[Guess] = []
    for column, name in enumerate(head.names):
        field, sure = _by_name(name, words), 2
        if field in taken:
            field = ""
        taken.add(field)
        guesses.append(Guess(column, name, field, sure if field else 0, _samples(sheet, head, column)))
    guesses = [_by_content(sheet, head, guess, taken) for guess in guesses]
    if mapping:
        guesses = [
            Guess(guess.column, guess.head, mapping[guess.column], 2, guess.samples)
            if guess.column in mapping
            else (
                guess if guess.field not in mapping.values() else Guess(guess.column, guess.head, "", 0, guess.samples)
            )
            for guess in guesses
        ]
    return guesses


def _by_name(name: str, words: Mapping[str, str]) -> str:
    if not name:
        return ""
    if name in words:
        return words[name]
    bare = re.sub(r"[(（][^()（）]*[)）]", "", name)
    return words.get(bare, "")


def _by_content(sheet: Sheet, head: Head, guess: Guess, taken: set[str]) -> Guess:
    """Guess an unnamed column, or one whose head says nothing, by its cells; a head that is known to be else is kept."""
    if guess.field or guess.head in ("序号", "年龄", "编号", "排序") or guess.head:
        return guess
    texts = [str(cell).strip() for cell in _cells(sheet, head, guess.column) if str(cell).strip()]
    if len(texts) < 3:
        return guess
    for field, pattern in _BY_CONTENT:
        if field not in taken and sum(bool(pattern.fullmatch(text)) for text in texts) >= 0.9 * len(texts):
            taken.add(field)
            return Guess(guess.column, guess.head, field, 1, guess.samples)
    return guess


def _cells(sheet: Sheet, head: Head, column: int) -> list[Cell]:
    rows = sheet.rows[head.last + 1 : head.last + 1 + _SAMPLES]
    return [row[column] for row in rows if column < len(row)]


def _samples(sheet: Sheet, head: Head, column: int) -> tuple[str, ...]:
    shown = [cell_text(cell) for cell in _cells(sheet, head, column)]
    return tuple(dict.fromkeys(text for text in shown if text))[:3]


def cell_text(cell: Cell) -> str:
    """Return a cell's text as the user sees it: whole numbers without .0, dates as 1985-07-12."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
