"""What can be reported: every congress whose kind has a package."""

from dataclasses import dataclass

from huanjie_desktop.catalog.specs import PackageSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import packages


@dataclass(frozen=True)
class Scope:
    """上报范围: a congress with its package; `batch` stays, `version` is that of the next package of it."""

    spec: PackageSpec
    congress: Congress
    title: str
    short_title: str
    batch: str
    version: int
    last: PackageExport | None = None


def list_scopes(workspace: Workspace) -> list[Scope]:
    """Return what can be reported, in the order of the congresses."""
    exports = packages.list_exports(workspace.store)
    found = []
    for congress in congresses.list_congresses(workspace):
        spec = next((each for each in workspace.catalog.packages.values() if congress.kind in each.kinds), None)
        if spec is not None:
            batch = f"{congress.unit}-{congress.id[:12]}"
            found.append(
                Scope(
                    spec,
                    congress,
                    congresses.title_of(workspace, congress),
                    congresses.short_title_of(workspace, congress),
                    batch,
                    packages.last_version(workspace.store, batch) + 1,
                    next((each for each in exports if each.batch == batch), None),
                )
            )
    return found


def find_scope(workspace: Workspace, name_or_id: str) -> Scope:
    """Return what a congress's id, title or short title means; UserError names what there is."""
    every = list_scopes(workspace)
    for scope in every:
        if name_or_id in (scope.congress.id, scope.title, scope.short_title, scope.batch):
            return scope
    names = "、".join(scope.short_title for scope in every) or "（还没有会议）"
    raise UserError(f"没有“{name_or_id}”可以上报。", f"可以上报：{names}。")
