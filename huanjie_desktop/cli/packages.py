"""The commands of packages: what can be reported, writing one, verifying one, and what changed between two."""

import argparse
import sys
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.cli.finding import find_scope
from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.packages import PackagedPerson
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, ExportResult, check_plan, export_package
from huanjie_desktop.services.packages.planning import PackagePlan, prepare_package
from huanjie_desktop.services.packages.reading import PackageComparison, diff_packages, verify_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.workspace import Workspace


def _package_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("scope", nargs="?", default="", metavar="会议")
    parser.add_argument("--list", action="store_true", help="列出可以上报的会议")
    parser.add_argument("-o", "--output", default="", metavar="文件夹", help="上报包写到哪个文件夹里")
    parser.add_argument("--mask", action="store_true", help="身份证号和手机号脱敏")
    parser.add_argument("--to", default="", metavar="接收单位")
    parser.add_argument("--preparer", default="", metavar="填报人")
    parser.add_argument("--contact", default="", metavar="联系电话")
    parser.add_argument("--json", action="store_true")


def _package(options: argparse.Namespace) -> int:
    if not options.list and not options.scope:
        raise UserError("没有说明上报哪一次会议。", "用 --list 列出可以上报的会议。")
    with opened(options) as workspace:
        if options.list:
            _list_scopes(workspace, options.json)
            return DONE
        plan = check_plan(
            workspace, prepare_package(workspace, find_scope(workspace, options.scope).congress.id), options.mask
        )
        if not options.output:
            return _show_plan(plan, options.json)
        if plan.errors and options.json:
            print_json({"folder": None, "findings": _findings_as_json(plan.findings)})
        details = Details(options.mask, options.to, options.preparer, options.contact)
        result = _export(workspace, ExportRequest(plan.scope.congress.id, Path(options.output), details))
    _report_export(result, options.json)
    return DONE


def _export(workspace: Workspace, request: ExportRequest) -> ExportResult:
    """Write the package; a target folder that is new is made, and not left behind where nothing came into it."""
    new = not request.target.exists()
    try:
        request.target.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"建不了文件夹“{request.target}”，上报包没有写出。", "请先建好上一级文件夹。") from error
    try:
        return export_package(workspace, request)
    except BaseException:
        if new:
            request.target.rmdir()
        raise


def _list_scopes(workspace: Workspace, as_json: bool) -> None:
    found: list[dict[str, Any]] = []
    for scope in list_scopes(workspace):
        plan = prepare_package(workspace, scope.congress.id)
        found.append(
            {
                "id": scope.congress.id,
                "title": scope.title,
                "short_title": scope.short_title,
                "package": scope.spec.title,
                "batch": scope.batch,
                "next_version": scope.version,
                "people": len(plan.people),
                "missing": [entry.spec.title for entry in plan.entries if entry.missing],
                "errors": len(plan.errors),
                "last": {"version": scope.last.version, "at": scope.last.at} if scope.last else None,
            }
        )
    if as_json:
        print_json(found)
        return
    for line in found:
        state = (
            f"{line['errors']}处矛盾"
            if line["errors"]
            else "缺" + "、".join(line["missing"])
            if line["missing"]
            else "齐"
        )
        print(f"{line['short_title']}\t{line['package']}\t第{line['next_version']}版\t{line['people']}人\t{state}")


def _show_plan(plan: PackagePlan, as_json: bool) -> int:
    """Tell what a package would hold; the exit code says whether it could be written."""
    if as_json:
        entries = [
            {
                "number": entry.spec.number,
                "title": entry.spec.title,
                "state": str(entry.state),
                "papers": [paper.title for paper in entry.papers if paper.ready],
                "attached": [paper.name for paper in entry.attached],
                "missing": list(entry.missing),
            }
            for entry in plan.entries
        ]
        print_json({"entries": entries, "people": len(plan.people), "findings": _findings_as_json(plan.findings)})
    else:
        for entry in plan.entries:
            papers = [paper.title for paper in entry.papers if paper.ready] + [paper.name for paper in entry.attached]
            missing = f"　缺：{'；'.join(entry.missing)}" if entry.missing else ""
            print(f"{entry.folder}\t{'、'.join(papers)}{missing}")
        for finding in plan.findings:
            if finding.severity != Severity.HINT:
                print(finding.text)
    return BAD_INPUT if plan.errors else DONE


def _report_export(result: ExportResult, as_json: bool) -> None:
    export = result.export
    if as_json:
        print_json(
            {
                "folder": str(result.folder),
                "package_id": export.id,
                "batch": export.batch,
                "version": export.version,
                "masked": bool(export.masked),
                "files": export.files,
                "bytes": export.bytes,
                "people": export.people,
                "digest": export.digest,
                "findings": _findings_as_json(result.findings),
            }
        )
        return
    print(f"上报包已写出并核对：{result.folder}（{export.files}个文件，{export.people}人）")
    print(f"清单校验值：{export.digest}")
    for finding in result.findings:
        if finding.severity != Severity.HINT:
            print(finding.text, file=sys.stderr)


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹")
    parser.add_argument("--json", action="store_true")


def _verify(options: argparse.Namespace) -> int:
    found = verify_package(Path(options.folder))
    if options.json:
        problems = [{"file": each.file, "problem": each.problem} for each in found.problems]
        hints = [{"file": each.file, "hint": each.problem} for each in found.hints]
        print_json({"ok": found.ok, "problems": problems, "hints": hints})
    elif found.ok and found.manifest is not None:
        files = len(found.manifest.files)
        print(f"核对合格：{found.manifest.title}（第{found.manifest.version}版），{files}个文件与清单一致。")
        print(f"清单校验值：{found.digest}")
    else:
        print(f"核对不合格，有{len(found.problems)}处：")
        for each in found.problems:
            print(f"{each.file}\t{each.problem}")
    for each in found.hints:
        print(f"提示：{each.file}{each.problem}。")
    return DONE if found.ok else BAD_INPUT


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="原版文件夹")
    parser.add_argument("new", metavar="新版文件夹")
    parser.add_argument("--json", action="store_true")


def _diff(options: argparse.Namespace) -> int:
    found = diff_packages(Path(options.old), Path(options.new), load_rule_book(), load_catalog().columns)
    if options.json:
        print_json(_comparison_as_json(found))
    else:
        _print_comparison(found)
    return DONE


def _comparison_as_json(found: PackageComparison) -> dict[str, Any]:
    def persons(people: tuple[PackagedPerson, ...]) -> list[dict[str, str]]:
        return [{"id": person.id, "name": person.name} for person in people]

    differences = found.differences
    return {
        "batch": found.new.batch,
        "old_version": found.old.version,
        "new_version": found.new.version,
        "added": persons(differences.added),
        "removed": persons(differences.removed),
        "changed": [
            {
                "id": each.id,
                "name": each.name,
                "fields": [
                    {"field": change.field, "title": change.title, "old": change.old, "new": change.new}
                    for change in each.changes
                ],
            }
            for each in differences.changed
        ],
    }


def _print_comparison(found: PackageComparison) -> None:
    differences = found.differences
    print(
        f"第{found.old.version}版到第{found.new.version}版：新增{len(differences.added)}人，"
        f"减少{len(differences.removed)}人，更改{len(differences.changed)}人。"
    )
    for person in differences.added:
        print(f"新增\t{person.name}")
    for person in differences.removed:
        print(f"减少\t{person.name}")
    for each in differences.changed:
        for change in each.changes:
            print(f"更改\t{each.name}\t{change.title}\t{change.old or '（空）'} → {change.new or '（空）'}")


def _findings_as_json(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [{"severity": str(each.severity), "code": each.code, "text": each.text} for each in findings]


VERBS = (
    Verb("package", "上报一次会议，或列出可以上报的会议", _package_arguments, _package),
    Verb("verify", "核对上报包", _verify_arguments, _verify),
    Verb("diff", "比较同一批次的两个上报包", _diff_arguments, _diff),
)
