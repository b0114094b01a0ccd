"""What is meant by the names that people type: use cases take ids, so names are looked up here alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import FORM
from huanjie_desktop.catalog.specs import CongressKindSpec, DocumentSpec, RosterKindSpec
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.catalogue.entries import find_entry
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.packages.scopes import Scope, list_scopes
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing.print_subjects import CONGRESS, PERSON, SUBJECTS, names_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import find_person

T = TypeVar("T")


def find_congress(workspace: Workspace, name_or_id: str) -> Congress:
    """Return a congress by id, full or short title; UserError names those that are there."""
    named = [
        (each, (each.id, congresses.short_title_of(workspace, each), congresses.title_of(workspace, each)))
        for each in congresses.list_congresses(workspace)
    ]
    return _found(name_or_id, named, "会议")


def find_campaign(workspace: Workspace, name_or_id: str) -> Campaign:
    """Return a campaign by id or title; UserError names those that are there."""
    return _found(name_or_id, [(each, (each.id, each.title)) for each in campaigns.list_campaigns(workspace)], "测评")


def find_roster(workspace: Workspace, name_or_id: str) -> Roster:
    """Return a roster by id or name; UserError names those that are there."""
    return _found(name_or_id, [(each, (each.id, each.name)) for each, _ in rosters.list_rosters(workspace)], "名册")


def command_id(kind: CongressKindSpec) -> str:
    """Return a kind of congress's id as commands write it, township_party; both spellings are taken."""
    return kind.id.replace("-", "_")


def find_congress_kind(kinds: Iterable[CongressKindSpec], name: str) -> CongressKindSpec:
    """Return a kind of congress by id, with hyphens or underscores, or by title; UserError names those that there are."""
    kinds = list(kinds)
    for kind in kinds:
        if name in (kind.id, kind.title) or name.replace("_", "-") == kind.id.replace("_", "-"):
            return kind
    raise UserError(
        f"没有“{name}”这种会议。", f"现有：{'、'.join(f'{command_id(kind)}（{kind.title}）' for kind in kinds)}。"
    )


def find_roster_kind(catalog: Catalog, name_or_id: str) -> RosterKindSpec:
    """Return a kind of roster by id or title; UserError names those that there are."""
    kinds = catalog.roster_kinds.values()
    for kind in kinds:
        if name_or_id in (kind.id, kind.title):
            return kind
    names = "、".join(f"{kind.id}（{kind.title}）" for kind in kinds)
    raise UserError(f"没有“{name_or_id}”这种名册。", f"可以生成：{names}。")


def find_form(workspace: Workspace, name_or_id: str) -> FormEntry:
    """Return a form by id or title; UserError names those that there are."""
    return FormEntry(find_entry(workspace, FORM, name_or_id))


def find_scope(workspace: Workspace, name_or_id: str) -> Scope:
    """Return what a congress's id, title, short title or batch means; UserError names what there is."""
    every = list_scopes(workspace)
    for scope in every:
        if name_or_id in (scope.congress.id, scope.title, scope.short_title, scope.batch):
            return scope
    names = "、".join(scope.short_title for scope in every) or "（还没有会议）"
    raise UserError(f"没有“{name_or_id}”可以上报。", f"可以上报：{names}。")


def find_document(workspace: Workspace, name_or_id: str) -> DocumentSpec:
    """Return a paper by id or title; UserError names those that there are."""
    documents = workspace.catalog.documents
    for spec in documents.values():
        if name_or_id in (spec.id, spec.title):
            return spec
    names = "、".join(f"{spec.id}（{spec.title}）" for spec in documents.values())
    raise UserError(f"没有“{name_or_id}”这种材料。", f"可以打印：{names}。")


def find_of(workspace: Workspace, spec: DocumentSpec, name_or_id: str = "") -> str:
    """Return the id of what a paper is to be printed of; it may be left out where there is only one."""
    names, noun = names_of(workspace, spec), SUBJECTS[spec.of].noun
    if not name_or_id:
        return _only(spec, list(names), noun)
    if spec.of == PERSON and name_or_id not in names.values():
        return _person(workspace, name_or_id, names)
    if spec.of == CONGRESS:
        return find_congress(workspace, name_or_id).id
    return _found(name_or_id, [(id_, (id_, name)) for id_, name in names.items()], noun)


def find_people(workspace: Workspace, name_or_id: str) -> tuple[str, tuple[str, ...]]:
    """Return a roster's id and its people's in order, or "" and one person's; UserError names the rosters that there are."""
    names = {roster.id: roster.name for roster, _ in rosters.list_rosters(workspace)}
    named = next((id_ for id_, name in names.items() if name_or_id in (id_, name)), "")
    if named:
        return named, tuple(person.id for person in people.list_people(workspace, named))
    return "", (_person(workspace, name_or_id, names),)


def find_one_person(workspace: Workspace, name_or_id: str) -> str:
    """Return a person's id; a name that several people have, or nobody, is a UserError."""
    if find_person(workspace.store, name_or_id) is not None:
        return name_or_id
    named = people.ids_named(workspace, name_or_id)
    if not named:
        raise UserError(f"没有“{name_or_id}”这个人。", "请写姓名，或人员的编号（people --json 中的 id）。")
    return _the_one(named, name_or_id)


def _the_one(named: Sequence[str], name: str) -> str:
    if len(named) > 1:
        raise UserError(f"有{len(named)}人叫“{name}”。", "请写人员的编号（people --json 中的 id）。")
    return named[0]


def _person(workspace: Workspace, name_or_id: str, rosters_: Mapping[str, str]) -> str:
    """Return the id of a roster or a person; a name that several people have is a UserError."""
    if name_or_id in rosters_ or find_person(workspace.store, name_or_id) is not None:
        return name_or_id
    named = people.ids_named(workspace, name_or_id)
    if named:
        return _the_one(named, name_or_id)
    known = "、".join(rosters_.values()) or "（还没有名册）"
    raise UserError(f"没有“{name_or_id}”这份名册，也没有这个人。", f"现有名册：{known}。")


def _found(name_or_id: str, named: Sequence[tuple[T, Iterable[str]]], noun: str) -> T:
    """Return the thing with this name; the second of a thing's names is what it is called."""
    for thing, names in named:
        if name_or_id in names:
            return thing
    known = "、".join(tuple(names)[1] for _, names in named) or f"（还没有{noun}）"
    raise UserError(f"没有名为“{name_or_id}”的{noun}。", f"现有{noun}：{known}。")


def _only(spec: DocumentSpec, ids: Sequence[str], noun: str) -> str:
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise UserError(f"还没有{noun}，不能打印“{spec.title}”。")
    raise UserError(f"有{len(ids)}个{noun}，请指明“{spec.title}”要打印哪一个。", "在命令中用 --of 写明名称。")
