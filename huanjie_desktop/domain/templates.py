"""Texts with fields: "大会定于{dates}在{venue}举行" is parsed once, checked against a register of fields, and filled.

A register lists the fields of one kind of material; a field has a name for the catalogue's files, a title in the office's
words (either may stand in the braces), and a function that gives its words of the material. Nothing here raises over a
field without a value: the paper has a blank line to write on, and who filled it learns what is missing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
BLANK = "＿＿＿＿＿＿"
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


@dataclass(frozen=True)
class Filled:
    """A text with its fields filled; `empty` are the titles of those without a value, each once."""

    text: str
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A parsed text: pieces of (words, None) and of ("", field)."""

    pieces: tuple[tuple[str, str | None], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names in braces in their order, each once."""
        return tuple(dict.fromkeys(field for _, field in self.pieces if field is not None))

    def fill(self, values: Mapping[str, str], blanks: Mapping[str, str] | None = None) -> Filled:
        """Return the text with `values`; a field that has none is `BLANK`, or what `blanks` has for it."""
        words, empty = [], []
        for text, field in self.pieces:
            value = text if field is None else values.get(field, "")
            if field is not None and not value:
                empty.append(field)
                value = (blanks or {}).get(field, BLANK)
            words.append(value)
        return Filled("".join(words), tuple(dict.fromkeys(empty)))


@lru_cache(maxsize=1024)
def parse(text: str) -> Template:
    """Return the template; {{ and }} stand for braces. ValueError has a short Chinese reason."""
    pieces: list[tuple[str, str | None]] = []
    for match in _PART.finditer(text):
        part, field = match.group(), match.group(1)
        if part in ("{", "}"):
            raise ValueError("花括号不成对")
        if field is None:
            pieces.append((part[0] if part in ("{{", "}}") else part, None))
        elif not field.strip():
            raise ValueError("花括号中没有写内容")
        else:
            pieces.append(("", field.strip()))
    return Template(tuple(pieces))


def lost_fields(before: str, after: str) -> tuple[str, ...]:
    """Return the fields that a text named and its new form no longer does; both can be parsed."""
    kept = parse(after).fields
    return tuple(field for field in parse(before).fields if field not in kept)


@dataclass(frozen=True)
class Field(Generic[T]):
    """栏目: what texts may name in braces; `value` gives its words of the material, "" for none.

    `placeholder` is what a paper says where there is none: a blank line, or what was agreed on.
    """

    name: str
    title: str
    value: Callable[[T], str]
    placeholder: str = BLANK


@dataclass(frozen=True)
class FieldRegister(Generic[T]):
    """The fields of one kind of material."""

    fields: tuple[Field[T], ...]

    def only(self, *names: str) -> "FieldRegister[T]":
        """Return the register of these fields alone."""
        return FieldRegister(tuple(field for field in self.fields if field.name in names))

    def find(self, name: str) -> Field[T] | None:
        """Return a field by its name or title."""
        return next((field for field in self.fields if name in (field.name, field.title)), None)

    def problems(self, text: str) -> list[str]:
        """Return what is wrong with a text, a short Chinese phrase each."""
        try:
            names = parse(text).fields
        except ValueError as error:
            return [str(error)]
        return [f"不认识“{{{name}}}”" for name in names if self.find(name) is None]

    def words(self, of: T, names: Iterable[str]) -> dict[str, str]:
        """Return the values of the fields that stand under these names; unknown ones are left out."""
        found = ((name, self.find(name)) for name in names)
        return {name: field.value(of) for name, field in found if field is not None}

    def fill(self, text: str, of: T) -> Filled:
        """Return a text filled from the material; what is no field, or cannot be parsed, stands as it is written."""
        try:
            template = parse(text)
        except ValueError:
            return Filled(text)
        if not template.fields:
            return template.fill({})
        known = {name: self.find(name) for name in template.fields}
        blanks = {name: f"{{{name}}}" if field is None else field.placeholder for name, field in known.items()}
        filled = template.fill(self.words(of, template.fields), blanks)
        titles = [field.title if (field := known[name]) is not None else f"{{{name}}}" for name in filled.empty]
        return Filled(filled.text, tuple(dict.fromkeys(titles)))

    def in_words(self, text: str) -> str:
        """Return a text with its fields under their titles, as an office reads and changes it: 定于{会议日期}举行."""
        return _renamed(text, {field.name: field.title for field in self.fields})

    def in_names(self, text: str) -> str:
        """Return a text with its fields under their names, as the catalogue's files have them."""
        return _renamed(text, {field.title: field.name for field in self.fields})


def _renamed(text: str, names: Mapping[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        field = match.group(1)
        return match.group() if field is None else f"{{{names.get(field.strip(), field)}}}"

    return _PART.sub(other, text)
