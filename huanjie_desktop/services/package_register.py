"""上报登记: what was reported when and to whom, and the sheet of handing over."""

from datetime import datetime

from huanjie_desktop.catalog.kind_texts import KindFacts, host_of_kind
from huanjie_desktop.documents.material import PackageEntryMaterial, PackageMaterial
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, packages


def list_exports(workspace: Workspace) -> list[PackageExport]:
    """Return the register, newest first."""
    return packages.list_exports(workspace.store)


def get_export(workspace: Workspace, export_id: str) -> PackageExport:
    """Return an entry of the register; UserError when it is not there."""
    export = packages.find_export(workspace.store, export_id)
    if export is None:
        raise UserError("没有这份上报登记。", "请刷新后重选。")
    return export


def export_material(workspace: Workspace, export: PackageExport) -> PackageMaterial:
    """Return what the sheet of handing over is composed of."""
    spec = workspace.catalog.packages.get(export.kind)
    congress = congresses.find_congress(workspace.store, export.scope_id)
    kind = workspace.catalog.congress_kinds.get(congress.kind) if congress else None
    moment = datetime.fromisoformat(export.at)
    return PackageMaterial(
        export.title,
        spec.title if spec else "上报包",
        host_of_kind(kind, KindFacts(congress.unit, workspace.county)) if congress and kind else export.title,
        export.batch,
        export.version,
        f"{chinese_date(moment.date())}{moment:%H:%M}",
        bool(export.masked),
        export.preparer,
        export.contact,
        export.recipient,
        export.people,
        export.files,
        export.bytes,
        entries=tuple(PackageEntryMaterial(each.number, each.title) for each in spec.entries) if spec else (),
        folder=export.folder,
        digest=export.digest,
    )
