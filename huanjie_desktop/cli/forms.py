"""The command that writes people as lrmx."""

import argparse
from pathlib import Path

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.services.people.form_export import export_forms
from huanjie_desktop.services.people.form_request import FormExport


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("folder", metavar="文件夹")
    parser.add_argument("--roster", default="", metavar="名册", help="只导出这份名册的人")
    parser.add_argument("--version", type=int, choices=(3, 4), default=None, help="表的版本；不写则照来时的版本")
    parser.add_argument(
        "--name-style", choices=("name", "name-id"), default="name", help="文件名：姓名，姓名加身份证号"
    )
    parser.add_argument("--zip", action="store_true", help="写成一个 zip")
    parser.add_argument("--json", action="store_true")


def _export(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        request = FormExport(
            Path(options.folder),
            find_roster(workspace, options.roster).id if options.roster else "",
            options.version,
            options.name_style,
            options.zip,
        )
        done = export_forms(workspace, request)
    if options.json:
        files = [path.name for path in done.files]
        print_json(
            {
                "files": files,
                "kept": done.kept,
                "made": done.made,
                "lost": list(done.lost),
                "left_out": list(done.left_out),
            }
        )
        return DONE
    print(f"已导出{done.kept + done.made}人的审批表：{options.folder}")
    for line in done.left_out:
        print(line)
    if done.lost:
        print(f"来时的文件已不在，另行生成：{'、'.join(done.lost)}。")
    return DONE


VERBS = (Verb("export-lrmx", "导出干部任免审批表（lrmx）", _arguments, _export),)
