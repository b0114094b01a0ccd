"""Assessment forms: entries of the catalogue that campaigns use in the version that they were made with."""

from dataclasses import dataclass
from typing import Any

import msgspec

from huanjie_desktop.catalog.forms import HEADING_FIELDS, FormSpec, form_as_text, form_from_text, heading_problems
from huanjie_desktop.catalog.own_kinds import FORM
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.catalogue.entries import CatalogueEntry, freeze_version
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import own_entries
from huanjie_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FormEntry:
    """A form as listed: `own` for the office's, which can be changed."""

    entry: CatalogueEntry

    @property
    def form(self) -> FormSpec:
        """Return the form."""
        form: FormSpec = self.entry.spec
        return form

    @property
    def version(self) -> EntryVersion | None:
        """Return the version, None for one of the program's."""
        return self.entry.version

    @property
    def own(self) -> bool:
        """Tell whether the office may change it."""
        return self.entry.own

    @property
    def number(self) -> int:
        """Return the version's number, 1 for one of the program's."""
        return self.entry.number

    @property
    def words(self) -> str:
        """Return its name, with the version of one of the office's own."""
        return f"{self.form.title}　第{self.number}版" if self.own else self.form.title

    @property
    def frozen(self) -> bool:
        """Tell whether this version was printed, so that a change makes the next one."""
        return self.entry.frozen


def list_forms(workspace: Workspace) -> list[FormEntry]:
    """Return the program's forms, then the office's, each in its newest version."""
    return [FormEntry(entry) for entry in entries.list_entries(workspace, FORM)]


def get_form(workspace: Workspace, form_id: str) -> FormEntry:
    """Return a form; UserError when it is gone."""
    found = next((each for each in list_forms(workspace) if each.form.id == form_id), None)
    if found is None:
        raise UserError("这种表样已不存在。", "请刷新后重选。")
    return found


def form_of(version: EntryVersion) -> FormSpec:
    """Return the form that a version holds."""
    return form_from_text(version.body)


def versions_of(workspace: Workspace, form_id: str) -> list[EntryVersion]:
    """Return a form's versions, oldest first."""
    return own_entries.list_versions(workspace.store, form_id)


def copy_form(workspace: Workspace, form_id: str, title: str = "") -> tuple[FormEntry, ChangeSet]:
    """Copy a form to one of the office's own."""
    entry, changes = entries.copy_entry(workspace, FORM, form_id, title)
    return FormEntry(entry), changes


def change_form(workspace: Workspace, form_id: str, changed: FormSpec) -> tuple[FormEntry, ChangeSet]:
    """Change one of the office's forms; what was printed stays as it is and the change makes the next version."""
    known = get_form(workspace, form_id)
    if known.own and changed.kind != known.form.kind:
        raise UserError("表样的种类不能改。", "请复制另一种表样。")
    wrong = heading_problems(changed.heading) if changed.heading != known.form.heading else ()
    if wrong:
        raise UserError(f"表样没有保存：{wrong[0]}。")
    entry, changes = entries.change_entry(workspace, FORM, form_id, changed)
    return FormEntry(entry), changes


def edit_form(workspace: Workspace, form_id: str, /, **values: Any) -> ChangeSet:
    """Change fields of one of the office's forms as it stands now, those of its rules and layout by their own names; a heading
    may have its fields in the office's words.
    """
    if "heading" in values:
        values["heading"] = HEADING_FIELDS.in_names(values["heading"])
    form = get_form(workspace, form_id).form
    for part in ("rules", "layout"):
        inner = getattr(form, part)
        own = {name: values.pop(name) for name in inner.__struct_fields__ if name in values}
        if own:
            values[part] = msgspec.structs.replace(inner, **own)
    return change_form(workspace, form_id, msgspec.structs.replace(form, **values))[1]


def delete_form(workspace: Workspace, form_id: str) -> ChangeSet:
    """Remove one of the office's forms with its versions; refused while a campaign uses one."""
    return entries.delete_entry(workspace, FORM, form_id)


def version_for(workspace: Workspace, work: UnitOfWork, form_id: str) -> EntryVersion:
    """Return the version that a new campaign uses; one of the program's forms is kept in the workspace from then on."""
    entry = get_form(workspace, form_id)
    if entry.version is not None:
        return entry.version
    kept = versions_of(workspace, entry.form.id)
    body = form_as_text(entry.form)
    found = next((each for each in kept if each.body == body), None)
    if found is None:
        position = len(own_entries.list_versions(workspace.store))
        number = len(kept) + 1
        found = EntryVersion(
            workspace.store.new_id(), entry.form.id, number, entry.form.title, body, False, position, FORM.id
        )
        own_entries.add_versions(work, [found])
    return found


def freeze_form(workspace: Workspace, version_id: str) -> ChangeSet:
    """Note that a version was printed: from now on it stays as it is."""
    version = own_entries.find_version(workspace.store, version_id)
    if version is None:
        raise UserError("这个表样已被删除。", "请刷新后再试。")
    with workspace.change(f"印制《{version.title}》第{version.number}版", Right.CATALOGUE) as work:
        freeze_version(work, version)
    return work.change_set
