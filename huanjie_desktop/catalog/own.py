"""The shipped tables with the office's own entries over them; an entry that cannot be used is named and left out."""

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.catalog.own_kinds import EntryKind
from huanjie_desktop.catalog.plan_tables import PlanTables
from huanjie_desktop.catalog.tables import Tables
from huanjie_desktop.domain.entries import EntryVersion, newest_versions
from huanjie_desktop.domain.rules import RuleBook

T = TypeVar("T")
_LONGEST_PHRASE = 240
_PLACE = re.compile(r" - at `\$\.?(.*)`$")
_SAID = (
    (re.compile(r"^Object contains unknown field `([^`]*)`"), "不认识“{}”"),
    (re.compile(r"^Object missing required field `([^`]*)`"), "缺“{}”"),
    (re.compile(r"^Expected `([a-z]*)[^`]*`, got `"), "应当是{}"),
    (re.compile(r"^Invalid (?:enum )?value (.*?)(?: - at |$)"), "不能是{}"),
)
_TYPES = {"str": "文字", "int": "整数", "float": "数字", "bool": "是或否", "array": "列表", "object": "一组栏目"}


class EntryError(Exception):
    """An entry cannot be used; the text is a short Chinese phrase that names the key."""


class OwnCatalogue:
    """本单位的目录: `versions` are those of the office's entries, of these `kinds`; a part is made when first asked for."""

    def __init__(self, shipped: Tables, kinds: Sequence[EntryKind], versions: Sequence[EntryVersion] = ()) -> None:
        self.shipped = shipped
        self.kinds = {kind.id: kind for kind in kinds}
        self.versions = newest_versions(versions)
        self._read: dict[str, list[tuple[EntryVersion, Any]]] = {}
        self._once: dict[Hashable, Any] = {}
        self._faults: dict[str, list[tuple[EntryVersion, str]]] = {}

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalogue: the shipped entries and the office's own."""
        return self._laid("catalog", self.shipped.catalog)

    @cached_property
    def rules(self) -> RuleBook:
        """Return the rules as the office has set them."""
        return self._laid("rules", self.shipped.rules)

    @cached_property
    def names(self) -> NameTables:
        """Return the tables of names with the office's own places of characters."""
        return self._laid("names", self.shipped.names)

    @cached_property
    def plans(self) -> PlanTables:
        """Return what plans are made with, the office's own holidays and presets among it."""
        return self._laid("plans", self.shipped.plans)

    def entries(self, kind: EntryKind) -> list[tuple[EntryVersion, Any]]:
        """Return the office's entries of a kind that can be used, with what they say."""
        if kind.id not in self._read:
            self._read[kind.id], self._faults[kind.id] = [], []
            for version in self.versions:
                if version.kind == kind.id:
                    try:
                        self._read[kind.id].append(
                            (version, read_entry(kind, version.body, version.entry.partition("@")[0], self.shipped))
                        )
                    except EntryError as fault:
                        self._faults[kind.id].append((version, str(fault)))
        return self._read[kind.id]

    @property
    def faults(self) -> list[tuple[EntryVersion, str]]:
        """Return the entries that are left out, and why."""
        for kind in self.kinds.values():
            self.entries(kind)
        unknown = [version for version in self.versions if version.kind not in self.kinds]
        known = [fault for kind in self.kinds for fault in self._faults[kind]]
        return known + [(version, "这个版本的程序不认识这种条目") for version in unknown]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes of this catalogue, made at the first asking under this key."""
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    def _laid(self, part: str, below: T) -> T:
        for kind in self.kinds.values():
            if part in kind.over:
                found = [entry for version, entry in self.entries(kind) if not version.scope]
                below = kind.over[part](below, found) if found else below
        return below


def read_entry(kind: EntryKind, text: str | bytes, id_: str, tables: Tables) -> Any:
    """Return the entry with this id that a text holds; EntryError where it cannot be read or does not hold together."""
    try:
        entry = msgspec.json.decode(text, type=kind.shape)
    except msgspec.DecodeError as error:
        raise EntryError(_on_one_line(explain_decoding(error))) from error
    if entry.id != id_:
        raise EntryError("“id”：与条目的编号不符")
    problems = list(kind.problems(entry, tables))
    if problems:
        raise EntryError(_on_one_line(problems[0]))
    return entry


def write_entry(entry: Any) -> str:
    """Return an entry as JSON, as a workspace keeps it."""
    return msgspec.json.encode(entry).decode()


def _on_one_line(text: str) -> str:
    """Return a phrase in which what a file says cannot break the line, or go on for pages."""
    said = "".join(sign if sign.isprintable() else "?" for sign in text)
    return said if len(said) <= _LONGEST_PHRASE else f"{said[:_LONGEST_PHRASE]}……"


def explain_decoding(error: msgspec.DecodeError) -> str:
    """Return what msgspec found wrong as a Chinese phrase with the key."""
    text = str(error)
    place = _PLACE.search(text)
    at = f"“{place[1]}”：" if place and place[1] else ""
    for pattern, said in _SAID:
        match = pattern.match(text)
        if match:
            return at + said.format(_TYPES.get(match[1], match[1]))
    return at + "格式不对"
