"""Entries of the catalogue: the program's and the office's own, each with its versions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from huanjie_desktop.catalog.own import OwnCatalogue, write_entry
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND, FORM, STROKE_PLACE, EntryKind
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity, Subject
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.people.name_keys import remake_keys
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import own_entries
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.unit_of_work import UnitOfWork

BROKEN = "catalogue-entry"
_USES: Mapping[str, tuple[str, Callable[[Store, str], int]]] = {
    FORM.id: ("测评", own_entries.campaigns_using),
    CONGRESS_KIND.id: ("会议", own_entries.congresses_of_kind),
}


@dataclass(frozen=True)
class CatalogueEntry:
    """目录条目: `spec` is what it says; `version` None for one of the program's, `shipped` for one that the program has.

    `uses` counts the campaigns or congresses that use it.
    """

    kind: EntryKind
    id: str
    title: str
    spec: Any
    version: EntryVersion | None = None
    shipped: bool = False
    uses: int = 0

    @property
    def own(self) -> bool:
        """Tell whether it is the office's."""
        return self.version is not None

    @property
    def number(self) -> int:
        """Return the version's number, 1 for one of the program's."""
        return self.version.number if self.version else 1

    @property
    def frozen(self) -> bool:
        """Tell whether this version stays as it is, so that a change makes the next one."""
        return self.version is not None and self.version.frozen

    @property
    def state(self) -> str:
        """Return whose it is, in words."""
        if not self.own:
            return "程序自带"
        words = ["改自程序" if self.shipped else "本单位的"]
        words += ["只用于一次会议"] if self.scope else []
        return "，".join([*words, "已冻结"] if self.frozen else words)

    @property
    def scope(self) -> str:
        """Return the congress for which alone it holds, "" for all."""
        return self.version.scope if self.version else ""


def list_entries(workspace: Workspace, kind: EntryKind | None = None) -> list[CatalogueEntry]:
    """Return the program's entries, then the office's further ones, each in its newest version; one kind's, or all."""
    found = []
    for each in [kind] if kind else workspace.own.kinds.values():
        found += _entries_of(workspace, each)
    return found


def read_all(workspace: Workspace) -> tuple[list[CatalogueEntry], list[str]]:
    """Return all entries, and what is wrong with the office's own, in sentences."""
    return list_entries(workspace), [each.text for each in find_in_catalogue(workspace)]


def own_entries_of(workspace: Workspace) -> list[CatalogueEntry]:
    """Return the office's own entries alone, those in a shipped one's place among them."""
    return [entry for entry in list_entries(workspace) if entry.own]


def find_entry(workspace: Workspace, kind: EntryKind, name_or_id: str, scope: str = "") -> CatalogueEntry:
    """Return an entry by id or title, of one congress alone where `scope` says so; UserError names those there are."""
    every = _entries_of(workspace, kind)
    for entry in every:
        if name_or_id in (entry.id, entry.title) and entry.scope == scope:
            return entry
    names = "、".join(f"{entry.id}（{entry.title}）" for entry in every)
    raise UserError(f"没有“{name_or_id}”这种{kind.title}。", f"现有{kind.title}：{names}。")


def find_in_catalogue(workspace: Workspace) -> list[Finding]:
    """Return the office's entries that cannot be used and are left out, and why."""
    return [
        Finding(
            Severity.ERROR,
            BROKEN,
            f"“{workspace.path.name}”里本单位的{_kind_title(workspace, version.kind)}“{version.title}”不能用，没有采用：{why}。",
            Subject("catalogue", version.id, version.title),
        )
        for version, why in workspace.own.faults
    ]


def copy_entry(
    workspace: Workspace, kind: EntryKind, name_or_id: str, title: str = ""
) -> tuple[CatalogueEntry, ChangeSet]:
    """Copy an entry to a further one of the office's own."""
    source = find_entry(workspace, kind, name_or_id)
    if not kind.copies:
        raise UserError(f"{kind.title}不能复制。", "请直接修改。")
    title = new_title(workspace, kind, title.strip() or title_free_of(workspace, kind, source.title))
    spec = msgspec.structs.replace(source.spec, id=workspace.store.new_id(), title=title)
    if kind is CONGRESS_KIND:
        spec = msgspec.structs.replace(spec, like=source.spec.like or source.id)
    with workspace.change(f"复制{kind.title}《{title}》", Right.CATALOGUE) as work:
        version = put_entry(workspace, work, kind, spec, title)
    return CatalogueEntry(kind, spec.id, title, spec, version), work.change_set


def change_entry(
    workspace: Workspace, kind: EntryKind, entry_id: str, changed: Any, scope: str = ""
) -> tuple[CatalogueEntry, ChangeSet]:
    """Change an entry; a frozen version stays as it is and the change makes the next one.

    A shipped one is changed by one of the office's in its place, where the kind allows it.
    """
    entry = find_entry(workspace, kind, entry_id)
    if entry.version is None and not kind.changes:
        raise UserError(f"“{entry.title}”是程序自带的{kind.title}，不能修改。", f"请先复制，再修改复制的{kind.title}。")
    spec = msgspec.structs.replace(changed, id=entry.id)
    title = str(getattr(spec, "title", entry.title)).strip()
    if title != getattr(spec, "title", title):
        spec = msgspec.structs.replace(spec, title=title)
    refuse_problems(workspace, kind, spec)
    if title != entry.title:
        new_title(workspace, kind, title)
    with workspace.change(f"修改{kind.title}《{title}》", Right.CATALOGUE) as work:
        version = put_entry(workspace, work, kind, spec, title, scope)
    return CatalogueEntry(kind, spec.id, title, spec, version, entry.shipped, entry.uses), work.change_set


def delete_entry(workspace: Workspace, kind: EntryKind, entry_id: str, scope: str = "") -> ChangeSet:
    """Remove one of the office's own entries with its versions; refused while it is used."""
    entry = find_entry(workspace, kind, entry_id, scope)
    if not entry.own:
        raise UserError(f"“{entry.title}”是程序自带的{kind.title}，不能删除。")
    if entry.shipped:
        raise UserError(f"“{entry.title}”是对程序自带{kind.title}的修改。", "请用“恢复原样”。")
    if entry.uses:
        noun = _USES[kind.id][0]
        raise UserError(f"有{entry.uses}次{noun}用了“{entry.title}”，不能删除。", f"请先删除这些{noun}。")
    return _remove(workspace, kind, entry, f"删除{kind.title}《{entry.title}》")


def restore_entry(workspace: Workspace, kind: EntryKind, entry_id: str, scope: str = "") -> ChangeSet:
    """Take the office's own away where it stands in a shipped one's place."""
    entry = find_entry(workspace, kind, entry_id, scope)
    if not entry.own or not entry.shipped:
        raise UserError(f"“{entry.title}”没有改过，不用恢复。")
    return _remove(workspace, kind, entry, f"恢复{kind.title}《{entry.title}》")


def freeze_entry(workspace: Workspace, kind: EntryKind, entry_id: str) -> ChangeSet:
    """Have the newest version of an entry stay as it is for good."""
    entry = find_entry(workspace, kind, entry_id)
    if entry.version is None:
        raise UserError(f"“{entry.title}”是程序自带的{kind.title}，本来就不会变。")
    with workspace.change(f"冻结{kind.title}《{entry.title}》第{entry.number}版", Right.CATALOGUE) as work:
        freeze_version(work, entry.version)
    return work.change_set


def freeze_version(work: UnitOfWork, version: EntryVersion) -> None:
    """Note within a change that a version is in use and stays as it is."""
    if not version.frozen:
        own_entries.freeze_version(work, version.id)


def put_entry(
    workspace: Workspace, work: UnitOfWork, kind: EntryKind, spec: Any, title: str, scope: str = ""
) -> EntryVersion:
    """Write an entry within a change: into its newest version, or as the next one where that is frozen or none is."""
    store, key = workspace.store, entry_key(spec.id, scope)
    body = write_entry(spec)
    known = own_entries.list_versions(store, key)
    if known and not known[-1].frozen:
        own_entries.change_version(work, known[-1].id, title=title, body=body)
    else:
        number = known[-1].number + 1 if known else 1
        position = len(own_entries.list_versions(store))
        version = EntryVersion(store.new_id(), key, number, title, body, False, position, kind.id, scope)
        own_entries.add_versions(work, [version])
    follow_up(workspace, work, kind, [spec.id])
    return own_entries.list_versions(store, key)[-1]


def follow_up(workspace: Workspace, work: UnitOfWork, kind: EntryKind, ids: Iterable[str]) -> None:
    """Do what a change of these entries brings with it: names are sorted anew by characters that were placed."""
    if kind is STROKE_PLACE:
        remake_keys(workspace, work, ids)


def refuse_problems(workspace: Workspace, kind: EntryKind, spec: Any) -> None:
    """Raise UserError where an entry does not hold together."""
    problems = list(kind.problems(spec, workspace.own.shipped))
    if problems:
        raise UserError(f"{kind.title}没有保存：{problems[0]}。")


def new_title(workspace: Workspace, kind: EntryKind, title: str) -> str:
    """Return a title that no other entry of the kind has; UserError if one has."""
    if any(entry.title == title for entry in _entries_of(workspace, kind)):
        raise UserError(f"已有名为“{title}”的{kind.title}。", "请换一个名称。")
    return title


def title_free_of(workspace: Workspace, kind: EntryKind, title: str) -> str:
    """Return a title that no entry of the kind has: this one, or that of a copy."""
    taken = {entry.title for entry in _entries_of(workspace, kind)}
    if title not in taken:
        return title
    number = 1
    while (name := f"{title}（副本{number if number > 1 else ''}）") in taken:
        number += 1
    return name


def entry_key(entry_id: str, scope: str) -> str:
    """Return what an entry is kept under: its id, and for one congress alone the congress with it."""
    return f"{entry_id}@{scope}" if scope else entry_id


def _entries_of(workspace: Workspace, kind: EntryKind) -> list[CatalogueEntry]:
    own: OwnCatalogue = workspace.own
    shipped = kind.shipped(own.shipped)
    titles = titles_of(workspace, kind)
    kept = {(spec.id, version.scope): (version, spec) for version, spec in own.entries(kind)}
    if not kind.changes:
        kept = {key: found for key, found in kept.items() if key[0] not in shipped}
    count = _USES[kind.id][1] if kind.id in _USES else lambda _store, _id: 0
    entries = []
    for id_, spec in shipped.items():
        version, changed = kept.pop((id_, ""), (None, spec))
        uses = count(workspace.store, id_)
        entries.append(CatalogueEntry(kind, id_, titles(changed), changed, version, True, uses))
    for (id_, _scope), (version, spec) in kept.items():
        uses = count(workspace.store, id_)
        entries.append(CatalogueEntry(kind, id_, titles(spec), spec, version, id_ in shipped, uses))
    return entries


def titles_of(workspace: Workspace, kind: EntryKind) -> Callable[[Any], str]:
    """Return what gives an entry's title: its own, or that of what it changes."""
    if "title" in kind.shape.__struct_fields__:
        return lambda spec: str(spec.title)
    rules = {rule.id: rule.title for rule in workspace.own.shipped.rules.rules} if kind.id == "rule" else {}
    documents = workspace.own.shipped.catalog.documents
    known = {**{id_: spec.title for id_, spec in documents.items()}, **rules}
    return lambda spec: known.get(spec.id, spec.id)


def _remove(workspace: Workspace, kind: EntryKind, entry: CatalogueEntry, label: str) -> ChangeSet:
    versions = own_entries.list_versions(workspace.store, entry_key(entry.id, entry.scope))
    with workspace.change(label, Right.CATALOGUE) as work:
        own_entries.remove_versions(work, [version.id for version in versions])
        follow_up(workspace, work, kind, [entry.id])
    return work.change_set


def _kind_title(workspace: Workspace, kind_id: str) -> str:
    kind = workspace.own.kinds.get(kind_id)
    return kind.title if kind else "条目"
