"""Assessment forms: the program's own and the office's copies, each with its versions."""

from dataclasses import dataclass

import msgspec

from huanjie_desktop.catalog.forms import FormSpec, form_as_text, form_from_text, form_problems
from huanjie_desktop.domain.assessment import FormVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import forms
from huanjie_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FormEntry:
    """A form as listed: `own` for the office's, which can be changed; `version` None for one of the program's."""

    form: FormSpec
    version: FormVersion | None = None

    @property
    def own(self) -> bool:
        """Tell whether the office may change it."""
        return self.version is not None

    @property
    def number(self) -> int:
        """Return the version's number, 1 for one of the program's."""
        return self.version.number if self.version else 1

    @property
    def printed(self) -> bool:
        """Tell whether this version was printed, so that a change makes the next one."""
        return self.version is not None and self.version.printed


def list_forms(workspace: Workspace) -> list[FormEntry]:
    """Return the program's forms, then the office's, each in its newest version."""
    built_in = workspace.catalog.forms
    newest = {version.form: version for version in forms.list_versions(workspace.store) if version.form not in built_in}
    return [
        *(FormEntry(form) for form in built_in.values()),
        *(FormEntry(form_of(version), version) for version in newest.values()),
    ]


def find_form(workspace: Workspace, name_or_id: str) -> FormEntry:
    """Return a form by id or title; UserError names those that there are."""
    every = list_forms(workspace)
    for entry in every:
        if name_or_id in (entry.form.id, entry.form.title):
            return entry
    names = "、".join(f"{entry.form.id}（{entry.form.title}）" for entry in every)
    raise UserError(f"没有“{name_or_id}”这种表样。", f"现有表样：{names}。")


def form_of(version: FormVersion) -> FormSpec:
    """Return the form that a version holds."""
    return form_from_text(version.body)


def versions_of(workspace: Workspace, form_id: str) -> list[FormVersion]:
    """Return a form's versions, oldest first."""
    return forms.list_versions(workspace.store, form_id)


def copy_form(workspace: Workspace, form_id: str, title: str = "") -> tuple[FormEntry, ChangeSet]:
    """Copy a form to one of the office's own."""
    source = find_form(workspace, form_id).form
    title = _new_title(workspace, title.strip() or _free_title(workspace, source.title))
    form = msgspec.structs.replace(source, id=workspace.store.new_id(), title=title)
    with workspace.change(f"复制表样《{title}》", Right.CATALOGUE) as work:
        version = _add(workspace, work, form)
    return FormEntry(form, version), work.change_set


def change_form(workspace: Workspace, form_id: str, changed: FormSpec) -> tuple[FormEntry, ChangeSet]:
    """Change one of the office's forms; what was printed stays as it is and the change makes the next version."""
    entry = find_form(workspace, form_id)
    if entry.version is None:
        raise UserError(f"“{entry.form.title}”是程序自带的表样，不能修改。", "请先复制，再修改复制的表样。")
    form = msgspec.structs.replace(changed, id=entry.form.id, title=changed.title.strip())
    _refuse_problems(form)
    if form.title != entry.form.title:
        _new_title(workspace, form.title)
    if form.kind != entry.form.kind:
        raise UserError("表样的种类不能改。", "请复制另一种表样。")
    store = workspace.store
    with workspace.change(f"修改表样《{form.title}》", Right.CATALOGUE) as work:
        if entry.printed:
            _add(workspace, work, form, entry.number + 1)
        else:
            forms.change_version(work, entry.version.id, name=form.title, body=form_as_text(form))
    found = forms.list_versions(store, form.id)[-1]
    return FormEntry(form_of(found), found), work.change_set


def delete_form(workspace: Workspace, form_id: str) -> ChangeSet:
    """Remove one of the office's forms with its versions; refused while a campaign uses one."""
    entry = find_form(workspace, form_id)
    if not entry.own:
        raise UserError(f"“{entry.form.title}”是程序自带的表样，不能删除。")
    used = forms.campaigns_using(workspace.store, entry.form.id)
    if used:
        raise UserError(f"有{used}次测评用了“{entry.form.title}”，不能删除。", "请先删除这些测评。")
    with workspace.change(f"删除表样《{entry.form.title}》", Right.CATALOGUE) as work:
        forms.remove_versions(work, [version.id for version in versions_of(workspace, entry.form.id)])
    return work.change_set


def version_for(workspace: Workspace, work: UnitOfWork, form_id: str) -> FormVersion:
    """Return the version that a new campaign uses; one of the program's forms is kept in the workspace from then on."""
    entry = find_form(workspace, form_id)
    if entry.version is not None:
        return entry.version
    kept = versions_of(workspace, entry.form.id)
    body = form_as_text(entry.form)
    return next((each for each in kept if each.body == body), None) or _add(workspace, work, entry.form, len(kept) + 1)


def freeze_form(workspace: Workspace, version_id: str) -> ChangeSet:
    """Note that a version was printed: from now on it stays as it is."""
    version = forms.find_version(workspace.store, version_id)
    if version is None:
        raise UserError("这个表样已被删除。", "请刷新后再试。")
    with workspace.change(f"印制《{version.name}》第{version.number}版", Right.CATALOGUE) as work:
        freeze_version(work, version)
    return work.change_set


def freeze_version(work: UnitOfWork, version: FormVersion) -> None:
    """Note within a change that a version is in use and stays as it is."""
    if not version.printed:
        forms.freeze_version(work, version.id)


def _add(workspace: Workspace, work: UnitOfWork, form: FormSpec, number: int = 1) -> FormVersion:
    position = len(forms.list_versions(workspace.store))
    version = FormVersion(workspace.store.new_id(), form.id, number, form.title, form_as_text(form), False, position)
    forms.add_version(work, version)
    return version


def _refuse_problems(form: FormSpec) -> None:
    problems = form_problems(form)
    if problems:
        raise UserError(f"表样没有保存：{problems[0]}。")


def _new_title(workspace: Workspace, title: str) -> str:
    if any(entry.form.title == title for entry in list_forms(workspace)):
        raise UserError(f"已有名为“{title}”的表样。", "请换一个名称。")
    return title


def _free_title(workspace: Workspace, title: str) -> str:
    taken = {entry.form.title for entry in list_forms(workspace)}
    number = 1
    while (name := f"{title}（副本{number if number > 1 else ''}）") in taken:
        number += 1
    return name
