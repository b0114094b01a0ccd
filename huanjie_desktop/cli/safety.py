"""The commands of backups: making one, listing, looking into and restoring them, and checking a workspace."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, password, print_json, workspace_argument
from huanjie_desktop.domain.errors import DamagedWorkspace, UserError
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import KINDS, BackupPreview, BackupState, describe_difference
from huanjie_desktop.services.safekeeping.second_folder import read_second, set_second
from huanjie_desktop.services.safekeeping.soundness import check_file

_NONE = "无"


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--name", default="", metavar="名称", help="有名称的备份长期保留")
    parser.add_argument("--limit", type=int, metavar="MB", help="所有备份合起来最多占多少，超过的从最旧的起逐步清理")
    parser.add_argument(
        "--second", metavar="文件夹", help=f"本机的备份今后再拷一份到这里，最好在另一个磁盘上；写“{_NONE}”就不再拷"
    )
    parser.add_argument("--json", action="store_true")


def _backup(options: argparse.Namespace) -> int:
    with opened(options, back_up=False) as workspace:
        if options.limit is not None:
            backups.set_limit(workspace, options.limit)
        if options.second is not None:
            set_second(workspace, None if options.second == _NONE else Path(options.second))
        copy = backups.back_up_now(workspace, options.name)
        trouble = backups.copy_second(workspace)
        states, limit = backups.list_unread(workspace.path), backups.limit_of(workspace)
        state = next(each for each in states if each.backup.file == copy.name)
    if options.json:
        taken = sum(each.backup.size for each in states)
        second = {"folder": str(read_second() or ""), "trouble": trouble.text if trouble else ""}
        print_json({"path": str(copy), "taken": taken, "limit": limit, "second": second, **_state_as_json(state)})
    else:
        print(f"已备份并核对：{copy}")
        if read_second() is not None and trouble is None:
            print(f"也已拷到第二备份文件夹：{read_second()}")
    if trouble is not None:
        print(f"{trouble.text}{trouble.advice}", file=sys.stderr)
    return DONE


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--list", action="store_true", help="列出备份")
    parser.add_argument("--from", dest="file", default="", metavar="备份", help="备份的文件名")
    parser.add_argument("--preview", action="store_true", help="只看备份里有什么，不恢复")
    parser.add_argument("--json", action="store_true")


def _restore(options: argparse.Namespace) -> int:
    path = Path(options.workspace)
    if options.list:
        return _list(path, options.json)
    if not options.file:
        raise UserError("没有说明恢复哪一份备份。", "用 --list 列出备份，再用 --from 指定文件名。")
    file = Path(options.file).name
    if options.preview:
        return _preview(options, path, file)
    try:
        with opened(options, back_up=False) as workspace:
            done = backups.restore_backup(workspace, file)
    except DamagedWorkspace:
        done = backups.rescue(path, file, password())
        with opened(options, back_up=False) as workspace:
            backups.note_rescued(workspace, done.backup)
    if options.json:
        print_json({"restored": done.backup.file, "kept": str(done.kept) if done.kept else None})
    else:
        print(f"已恢复为备份“{done.backup.file}”。" + (f"恢复前的数据留在：{done.kept}" if done.kept else ""))
    return DONE


def _list(path: Path, as_json: bool) -> int:
    states = backups.list_states(path)
    if not states and not path.exists():
        raise UserError(f"找不到“{path.name}”，它旁边也没有备份。", "请检查文件是否已移动或改名。")
    if as_json:
        last = next((each.backup for each in states if each.sound), None)
        newest = {"file": last.file, "at": last.at.isoformat(timespec="seconds")} if last else None
        print_json({"backups": [_state_as_json(each) for each in states], "last_verified": newest})
        return DONE
    words = {True: "完好", False: "已损坏", None: "未登记"}
    for each in states:
        print(f"{each.backup.file}\t{each.backup.at:%Y.%m.%d %H:%M}\t{each.backup.reason}\t{words[each.sound]}")
    return DONE


def _preview(options: argparse.Namespace, path: Path, file: str) -> int:
    try:
        with opened(options, back_up=False) as workspace:
            preview = backups.preview_backup(workspace, file)
    except DamagedWorkspace:
        preview = backups.preview_alone(path, file, password())
    if options.json:
        print_json(_preview_as_json(preview))
        return DONE
    print(f"{preview.backup.file}（{preview.backup.at:%Y.%m.%d %H:%M}，{preview.backup.reason}）")
    for table, count in preview.counts.items():
        if count:
            print(f"  {KINDS[table][0]} {count} {KINDS[table][1]}")
    for table, difference in (preview.differences or {}).items():
        print(f"  恢复后{KINDS[table][0]}：{describe_difference(difference)}")
    return DONE


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--content", action="store_true", help="连同人员、单位、会议和测评的检查结果")


def _check(options: argparse.Namespace) -> int:
    findings = check_file(Path(options.workspace), password())
    content = [] if any(each.severity is Severity.ERROR for each in findings) else _content(options)
    wrong = [each for each in findings if each.severity is Severity.ERROR]
    if options.json:
        told = [{"severity": str(each.severity), "code": each.code, "text": each.text} for each in findings]
        about = {"content": [_finding_as_json(each) for each in content]} if options.content else {}
        print_json({"ok": not wrong, "findings": told, **about})
    else:
        said = [each.text for each in findings]
        said += [each.text + (f"（认可：{each.accepted}）" if each.accepted else "") for each in content]
        print("\n".join(said) or "检查无误。")
    if wrong:
        print(wrong[0].text, file=sys.stderr)
    return BAD_INPUT if wrong else DONE


def _content(options: argparse.Namespace) -> list[Finding]:
    """Return what is found about people, units, congresses and campaigns, where that was asked for."""
    if not options.content:
        return []
    with opened(options) as workspace:
        return find_all(workspace) or []


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    subject = finding.subject
    about = {"kind": subject.kind, "id": subject.id, "name": subject.name, "field": subject.field} if subject else None
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        "text": finding.text,
        "basis": finding.basis,
        "subject": about,
        "accepted": finding.accepted,
    }


def _state_as_json(state: BackupState) -> dict[str, Any]:
    backup = state.backup
    return {
        "file": backup.file,
        "path": str(state.path.absolute()),
        "at": backup.at.isoformat(timespec="seconds"),
        "reason": backup.reason,
        "size": backup.size,
        "digest": backup.digest,
        "changes": backup.changes,
        "named": backup.named,
        "verified": state.sound,
    }


def _preview_as_json(preview: BackupPreview) -> Mapping[str, Any]:
    differences = preview.differences
    return {
        "file": preview.backup.file,
        "at": preview.backup.at.isoformat(timespec="seconds"),
        "reason": preview.backup.reason,
        "counts": preview.counts,
        "changes_since": preview.changes_since,
        "last_changes": [{"at": each.at, "actor": each.actor, "label": each.label} for each in preview.last_changes],
        "differences": None if differences is None else {table: asdict(each) for table, each in differences.items()},
    }


VERBS = (
    Verb("backup", "立即备份并核对", _backup_arguments, _backup),
    Verb("restore", "列出、查看和恢复备份", _restore_arguments, _restore),
    Verb("check", "检查工作文件和备份是否完好", _check_arguments, _check),
)
