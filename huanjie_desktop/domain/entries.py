"""Entries 条目: what an office adds to the catalogue or changes in it, version by version."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryVersion:
    """条目的一版: `entry` is its id through all versions, `number` counts from 1, `body` the entry as JSON.

    `kind` says what it is (a form, a kind of congress, a text ...); an entry with the id of a shipped one stands in its
    place. `scope` is the congress for which alone it holds, "" for all. Once `frozen` (printed, or by the office) it is
    never changed: a later change makes the next version.
    """

    id: str
    entry: str
    number: int
    title: str
    body: str
    frozen: bool = False
    position: int = 0
    kind: str = "form"
    scope: str = ""


def newest_versions(versions: Iterable[EntryVersion]) -> list[EntryVersion]:
    """Return each entry's newest version, in the order in which the entries were first there."""
    newest: dict[str, EntryVersion] = {}
    for version in versions:
        known = newest.get(version.entry)
        if known is None or version.number > known.number:
            newest[version.entry] = version
    return list(newest.values())
