"""Entries of the catalogue go to a file that another county can take, and come from such a file as one undo step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.own import EntryError, read_entry
from huanjie_desktop.catalog.own_kinds import EntryKind
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.exchange.catalogue_file import CatalogueFile, FileEntry, check_target, encode_file, read_file
from huanjie_desktop.services.catalogue.entries import CatalogueEntry, list_entries, put_entry, title_free_of, titles_of
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace


class Coming(StrEnum):
    """What becomes of an entry of a file, before anybody has chosen."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Choice(StrEnum):
    """What to do with an entry that is here already in another form."""

    REPLACE = "replace"
    BOTH = "both"
    SKIP = "skip"


@dataclass(frozen=True)
class ComingEntry:
    """条目 of a file: `spec` None where it cannot be taken, then `why` says so; `here` is the one that it meets."""

    kind: EntryKind | None
    title: str
    coming: Coming
    spec: Any = None
    here: CatalogueEntry | None = None
    why: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what can be done with it, the first being what is done where nobody chooses."""
        if self.coming is Coming.NEW:
            return (Choice.REPLACE, Choice.SKIP)
        if self.coming is not Coming.CONFLICT or self.kind is None:
            return (Choice.SKIP,)
        replaced = self.here is not None and (self.here.own or self.kind.changes)
        return (
            Choice.SKIP,
            *((Choice.REPLACE,) if replaced else ()),
            *((Choice.BOTH,) if self.kind.copies else ()),
        )


@dataclass(frozen=True)
class CataloguePreview:
    """What taking a file would do; nothing is written yet."""

    path: Path
    file: CatalogueFile
    entries: tuple[ComingEntry, ...]

    def of(self, coming: Coming) -> list[ComingEntry]:
        """Return the entries that come so."""
        return [entry for entry in self.entries if entry.coming is coming]


@dataclass(frozen=True)
class CatalogueImport:
    """What was taken, and what was left out with the reason of each."""

    taken: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    change_set: ChangeSet


def export_entries(workspace: Workspace, chosen: Iterable[CatalogueEntry], path: Path) -> list[CatalogueEntry]:
    """Write entries to a file; return those left out because they hold for one congress alone."""
    chosen = list(chosen)
    going = [entry for entry in chosen if not entry.scope]
    if not going:
        raise UserError("没有可以导出的条目。", "请先选中要导出的条目；只用于一次会议的文字不导出。")
    entries = tuple(
        FileEntry(entry.kind.id, entry.id, entry.title, entry.number, msgspec.to_builtins(entry.spec))
        for entry in going
    )
    check_target(path)
    content = encode_file(workspace.county, entries)
    safe_write(path, lambda stream: stream.write(content))
    return [entry for entry in chosen if entry.scope]


def prepare_import(workspace: Workspace, path: Path, file: CatalogueFile | None = None) -> CataloguePreview:
    """Read a file, or take what was read of it, and say what taking it would do; UserError where it cannot be read at all."""
    file = file or read_file(path)
    every = list_entries(workspace)
    seen: set[tuple[str, str]] = set()
    found = []
    for entry in file.entries:
        coming = _meet(workspace, entry, every)
        if (entry.kind, entry.id) in seen:
            coming = ComingEntry(coming.kind, entry.title, Coming.REFUSED, why="文件里有两个")
        seen.add((entry.kind, entry.id))
        found.append(coming)
    return CataloguePreview(path, file, tuple(found))


def commit_import(
    workspace: Workspace, preview: CataloguePreview, choices: Mapping[int, Choice] | None = None
) -> CatalogueImport:
    """Take the entries of a preview as one undo step; `choices` by the entry's place, else the first that it has."""
    chosen = dict(choices or {})
    decided = [(entry, chosen.get(at, entry.choices[0])) for at, entry in enumerate(preview.entries)]
    wrong = next((entry for entry, choice in decided if choice not in entry.choices), None)
    if wrong is not None:
        raise UserError(f"“{wrong.title}”不能这样导入。", "请重新选择。")
    going = [(entry, choice) for entry, choice in decided if choice is not Choice.SKIP]
    with workspace.change(f"导入目录《{preview.path.stem}》", Right.CATALOGUE) as work:
        for entry, choice in going:
            assert entry.kind is not None
            spec, title = entry.spec, entry.title
            if choice is Choice.BOTH:
                title = title_free_of(workspace, entry.kind, title)
                spec = msgspec.structs.replace(spec, id=workspace.store.new_id(), title=title)
            elif entry.here is not None:
                spec = msgspec.structs.replace(spec, id=entry.here.id)
            put_entry(workspace, work, entry.kind, spec, title)
    left = [(entry.title, _why_left(entry)) for entry, choice in decided if choice is Choice.SKIP]
    return CatalogueImport(tuple(entry.title for entry, _ in going), tuple(left), work.change_set)


def _meet(workspace: Workspace, entry: FileEntry, every: list[CatalogueEntry]) -> ComingEntry:
    kind = workspace.own.kinds.get(entry.kind)
    if kind is None:
        return ComingEntry(None, entry.title, Coming.REFUSED, why="本机的程序不认识这种条目")
    try:
        spec = read_entry(kind, msgspec.json.encode(entry.body), entry.id, workspace.own.shipped)
    except EntryError as error:
        return ComingEntry(kind, entry.title, Coming.REFUSED, why=str(error))
    title = titles_of(workspace, kind)(spec)
    alike = [each for each in every if each.kind is kind and not each.scope]
    here = next((each for each in alike if each.id == spec.id), None)
    here = here or next((each for each in alike if kind.copies and each.title == title), None)
    if here is None:
        return ComingEntry(kind, title, Coming.NEW, spec)
    if msgspec.structs.replace(spec, id=here.id) == here.spec:
        return ComingEntry(kind, title, Coming.SAME, spec, here, "本机已有，内容相同")
    if not here.own and kind.changes and here.id == spec.id:
        return ComingEntry(kind, title, Coming.NEW, spec, here)
    return ComingEntry(kind, title, Coming.CONFLICT, spec, here, f"本机已有《{here.title}》，内容不同")


def _why_left(entry: ComingEntry) -> str:
    return entry.why or "没有选"
