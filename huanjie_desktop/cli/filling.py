"""The command that fills an office's own template, and lists the fields that one may have."""

import argparse
from pathlib import Path

from huanjie_desktop.cli.finding import find_people
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.printing.filling import FillRequest, fill_template
from huanjie_desktop.services.printing.template_fields import list_fields
from huanjie_desktop.services.workspace import Workspace

_SUFFIXES = (".docx", ".xlsx")


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument(
        "template", nargs="?", default="", metavar="模板", help="本单位的 xlsx 或 docx，里面写着{{姓名}}这样的字段"
    )
    parser.add_argument("--of", default="", metavar="名册或人员", help="名册的名称，或人员的编号、姓名")
    parser.add_argument("-o", "--output", default="", metavar="文件或文件夹", help="写文件夹则每人一个文件")
    parser.add_argument("--fields", action="store_true", help="列出可用的字段")
    parser.add_argument("--json", action="store_true")


def _fill(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        roster_id, person_ids = find_people(workspace, options.of) if options.of else ("", ())
        if options.fields:
            return _tell_fields(options, workspace, roster_id)
        missing = [
            words
            for words, given in (("模板", options.template), ("--of", options.of), ("-o", options.output))
            if not given
        ]
        if missing:
            raise UserError(f"缺少{'、'.join(missing)}。", "用 --fields 列出可用的字段。")
        target = Path(options.output)
        each = target.suffix.lower() not in _SUFFIXES
        done = fill_template(workspace, FillRequest(Path(options.template), target, person_ids, roster_id, each))
    if options.json:
        answer = {"files": [str(path) for path in done.files], "people": done.people}
        print_json({**answer, "without_photo": list(done.without_photo)})
        return DONE
    print(f"已填{done.people}人：{options.output}")
    if done.without_photo:
        print(f"没有照片：{'、'.join(done.without_photo)}。")
    return DONE


def _tell_fields(options: argparse.Namespace, workspace: Workspace, roster_id: str) -> int:
    fields = list_fields(workspace, roster_id)
    if options.json:
        print_json([{"field": each.written, "of": each.group, "meaning": each.meaning} for each in fields])
        return DONE
    for each in fields:
        print(f"{each.written}　{each.group}" + (f"　{each.meaning}" if each.meaning else ""))
    return DONE


VERBS = (Verb("fill", "套用本单位的模板（xlsx、docx）", _arguments, _fill),)
