"""Writes a package to a stick or folder, and enters it into the register once it lies there whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.exchange.packages.disk import Disk, RealDisk
from huanjie_desktop.exchange.packages.writing import remove_package, write_package
from huanjie_desktop.services.assessment.standing import keep_print
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.congresses import superior_of
from huanjie_desktop.services.packages.attachments import check_attachment
from huanjie_desktop.services.packages.contents import Composed, Details, compose_package
from huanjie_desktop.services.packages.papers import content_of
from huanjie_desktop.services.packages.planning import PackagePlan, prepare_package
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import packages


@dataclass(frozen=True)
class ExportRequest:
    """What to report (a congress by id), where to, and the details; recipient "" takes the superior."""

    congress: str
    target: Path
    details: Details = field(default_factory=Details)


@dataclass(frozen=True)
class ExportResult:
    """What was written."""

    folder: Path
    export: PackageExport
    findings: tuple[Finding, ...]
    change_set: ChangeSet


def check_plan(workspace: Workspace, plan: PackagePlan, masked: bool) -> PackagePlan:
    """Return the plan with what stands against its attached files in a masked package."""
    if not masked:
        return plan
    attached = [paper for entry in plan.entries for paper in entry.attached]
    found = [check_attachment(paper, content_of(workspace, paper)) for paper in attached]
    extra = [finding for finding in found if finding is not None]
    errors = [finding for finding in extra if finding.severity == Severity.ERROR]
    others = [finding for finding in extra if finding.severity != Severity.ERROR]
    return replace(plan, findings=(*errors, *plan.findings, *others))


def export_package(
    workspace: Workspace, request: ExportRequest, progress: Progress | None = None, disk: Disk | None = None
) -> ExportResult:
    """Write a package and register it. UserError while it contradicts itself; WorldError, Cancelled: nothing is left."""
    progress, disk = progress or NoProgress(), disk or RealDisk()
    plan = check_plan(workspace, prepare_package(workspace, request.congress), request.details.masked)
    if plan.errors:
        count, first = len(plan.errors), plan.errors[0].text
        raise UserError(f"有{count}处矛盾，上报包没有写出：{first}", "请先改正，或在“上报”页查看全部。")
    details = _with_recipient(workspace, plan, request.details)
    composed = compose_package(workspace, plan, details, progress)
    folder = write_package(disk, request.target, composed.folder, composed.files, progress)
    export = _entry(workspace, plan, details, composed, folder)
    try:
        with workspace.change(f"上报{plan.scope.short_title}（第{plan.scope.version}版）", Right.PACKAGES) as work:
            packages.register_export(work, export)
            for campaign, title in _results_in(plan):
                keep_print(workspace, work, campaign, title)
    except BaseException:
        remove_package(disk, folder)  # what is not in the register was not reported
        raise
    return ExportResult(folder, export, (*plan.findings, *composed.findings), work.change_set)


def _results_in(plan: PackagePlan) -> Iterator[tuple[str, str]]:
    """Give each campaign whose result the package holds, with the paper's title."""
    for entry in plan.entries:
        if entry.spec.source == CAMPAIGNS:
            yield from ((paper.subject, paper.title) for paper in entry.papers if paper.ready)


def _with_recipient(workspace: Workspace, plan: PackagePlan, details: Details) -> Details:
    stripped = {name: getattr(details, name).strip() for name in ("recipient", "preparer", "contact")}
    stripped["recipient"] = stripped["recipient"] or superior_of(workspace, plan.scope.congress)
    for name, title in (("recipient", "接收单位"), ("preparer", "填报人"), ("contact", "联系电话")):
        if len(stripped[name]) > 100:
            raise UserError(f"“{title}”太长，上报包没有写出。", "请写在100个字以内。")
    return replace(details, **stripped)


def _entry(
    workspace: Workspace, plan: PackagePlan, details: Details, composed: Composed, folder: Path
) -> PackageExport:
    manifest = composed.manifest
    return PackageExport(
        manifest.package_id,
        manifest.batch,
        manifest.version,
        manifest.kind,
        plan.scope.congress.id,
        plan.scope.short_title,
        composed.folder,
        str(folder.parent),
        manifest.created,
        details.recipient,
        details.preparer,
        details.contact,
        details.masked,
        len(composed.files),
        sum(map(len, composed.files.values())),
        manifest.counts.people,
        composed.digest,
    )
