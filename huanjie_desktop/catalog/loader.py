"""Reads resources/catalog/*.toml into typed entries; every error names the file and the key."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from huanjie_desktop.catalog.forms import FormSpec
from huanjie_desktop.catalog.specs import (
    ColumnSpec,
    CompareRuleSpec,
    CongressKindSpec,
    DocumentSpec,
    PackageSpec,
    PostOrderSpec,
    RosterKindSpec,
)

T = TypeVar("T")


class CatalogError(Exception):
    """An entry of the catalogue is wrong; a mistake of the developers, found by `dev.py check`."""


@dataclass(frozen=True)
class Catalog:
    """The data that varies, by id in the order shown to users; columns by field.

    `ethnic_groups` are the 56 in the order of GB/T 3304 and then what forms also carry; `files` has the file of an entry by
    its id (documents/030_notice.toml), for sentences about what is wrong with it. `post_orders` has one entry, 职务次序.
    """

    columns: Mapping[str, ColumnSpec]
    roster_kinds: Mapping[str, RosterKindSpec]
    congress_kinds: Mapping[str, CongressKindSpec]
    documents: Mapping[str, DocumentSpec]
    forms: Mapping[str, FormSpec]
    packages: Mapping[str, PackageSpec]
    ethnic_groups: tuple[str, ...] = ()
    post_orders: Mapping[str, PostOrderSpec] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    compare_rules: Mapping[str, CompareRuleSpec] = field(default_factory=dict)

    @property
    def posts(self) -> tuple[str, ...]:
        """Return the ends of posts in the order in which people are listed."""
        return tuple(post for order in self.post_orders.values() for post in order.posts)


def read_catalog(folder: Path) -> Catalog:
    """Read a catalogue folder; raises CatalogError naming the file and the key."""
    columns = read_entries(folder / "columns.toml", "columns", ColumnSpec)
    kinds = read_entries(folder / "roster_kinds.toml", "kinds", RosterKindSpec)
    files: dict[str, str] = {}
    congress_kinds = _read_folder(folder / "congress_kinds", CongressKindSpec, files)
    documents = _read_folder(folder / "documents", DocumentSpec, files)
    return Catalog(
        columns=_by("field", columns, folder / "columns.toml"),
        roster_kinds=_by("id", sorted(kinds, key=lambda kind: kind.position), folder / "roster_kinds.toml"),
        congress_kinds=_by("id", congress_kinds, folder / "congress_kinds"),
        documents=_by("id", documents, folder / "documents"),
        forms=_by("id", _read_folder(folder / "forms", FormSpec, files), folder / "forms"),
        packages=_by("id", _read_folder(folder / "packages", PackageSpec, files), folder / "packages"),
        ethnic_groups=tuple(name for part in _read_groups(folder / "ethnic_groups.toml") for name in part),
        post_orders=_by(
            "id", read_entries(folder / "post_order.toml", "orders", PostOrderSpec), folder / "post_order.toml"
        ),
        files=files,
        compare_rules=_by("id", _read_folder(folder / "compare", CompareRuleSpec, files), folder / "compare"),
    )


def read_entries(file: Path, key: str, kind: type[T]) -> list[T]:
    """Read a file that is a list of entries under one key."""
    raw = read_toml(file, dict[str, Any])
    if set(raw) != {key}:
        raise CatalogError(f"{file.name}: expected the single key {key!r}, found {sorted(raw)}")
    try:
        return msgspec.convert(raw[key], list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise CatalogError(f"{file.name}: {error}") from error


def _read_folder(folder: Path, kind: type[T], files: dict[str, str]) -> list[T]:
    entries = []
    for file in sorted(folder.glob("*.toml")):
        entries.append(read_toml(file, kind))
        files[getattr(entries[-1], "id", "")] = f"{folder.name}/{file.name}"
    return sorted(entries, key=lambda entry: (getattr(entry, "position", 0), getattr(entry, "id", "")))


def read_toml(file: Path, kind: type[T]) -> T:
    """Read a whole file as one entry, of UTF-8 with or without the mark that some editors put before it."""
    try:
        return msgspec.convert(tomli.loads(file.read_bytes().removeprefix(codecs.BOM_UTF8).decode()), type=kind)
    except (
        msgspec.DecodeError,
        OSError,
        ValueError,
        RecursionError,
    ) as error:  # ValueError: no UTF-8, an endless number
        raise CatalogError(f"{file.name}: {error}") from error


def _read_groups(file: Path) -> tuple[list[str], list[str]]:
    found = read_toml(file, dict[str, list[str]])
    return found["groups"], found["others"]


def _by(key: str, entries: list[T], file: Path) -> dict[str, T]:
    found: dict[str, T] = {}
    for entry in entries:
        name = getattr(entry, key)
        if name in found:
            raise CatalogError(f"{file.name}: {name!r} stands twice")
        found[name] = entry
    return found
