"""The commands of rosters and papers: each reads its arguments, runs one use case, prints what it gives."""

import argparse
import os
import sys
from pathlib import Path

from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.cli.finding import find_congress, find_document, find_of, find_roster
from huanjie_desktop.cli.verb import (
    DONE,
    PASSWORD_VARIABLE,
    Verb,
    opened,
    print_json,
    workspace_argument,
)
from huanjie_desktop.domain.columns import text_of
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.name_keys import sort_names
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.workspace import create_workspace


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="文件夹")
    parser.add_argument("--people", type=int, default=1200, metavar="人数")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")


def _demo(options: argparse.Namespace) -> int:
    made = make_demo(Path(options.folder), options.people, options.seed)
    print(f"示例县已建好：{made.workspace}")
    print(f"来源表格：{made.sources}")
    return DONE


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--county", required=True, metavar="名称")


def _new(options: argparse.Namespace) -> int:
    path = Path(options.workspace)
    create_workspace(path, options.county, os.environ.get(PASSWORD_VARIABLE, "")).close()
    print(f"已新建：{path}")
    return DONE


def _people_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--roster", default="", metavar="名册")
    parser.add_argument("--sort", choices=("surname", "name", "pinyin", "order"), default="order")


def _people(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        roster_id = find_roster(workspace, options.roster).id if options.roster else None
        found = people.list_people(workspace, roster_id, options.sort)
        if options.json:
            print_json(whole_as_json(workspace, found))
        else:
            for person in found:
                print(
                    "\t".join(
                        (person.name, person.sex, person.ethnic_group, text_of(person.birth), person.current_post)
                    )
                )
    return DONE


def _sort_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mode", choices=("surname", "name"), default="surname")


def _sort(options: argparse.Namespace) -> int:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8-sig")
    try:
        names = [line.strip() for line in sys.stdin if line.strip()]
    except UnicodeDecodeError as error:
        raise UserError("输入的姓名不是 UTF-8 编码。", "请转为 UTF-8 后再试。") from error
    for name in sort_names(names, options.mode, load_name_tables()):
        print(name)
    return DONE


def _listing_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true")


def _documents(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        found = [
            {
                "id": each.spec.id,
                "title": each.spec.title,
                "of": list(each.of.values()),
                "formats": list(each.spec.formats),
            }
            for each in printing.list_documents(workspace)
        ]
    if options.json:
        print_json(found)
    else:
        for line in found:
            print(f"{line['id']}\t{line['title']}\t{'、'.join(line['formats'])}")
    return DONE


def _print_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("document", metavar="材料")
    parser.add_argument("--of", default="", metavar="名称")
    parser.add_argument("-o", "--output", required=True, metavar="文件")


def _print(options: argparse.Namespace) -> int:
    path = Path(options.output)
    with opened(options) as workspace:
        spec = find_document(workspace, options.document)
        printed = printing.print_document(workspace, spec.id, path, find_of(workspace, spec, options.of))
    for finding in printed.findings:
        print(finding.text, file=sys.stderr)
    print(f"已生成：{path}")
    return DONE


def _packet_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("congress", metavar="会议")
    parser.add_argument("-o", "--output", required=True, metavar="文件.pdf")
    parser.add_argument("--documents", nargs="+", default=[], metavar="材料")
    parser.add_argument("--copies", type=int, default=1, metavar="份数")
    parser.add_argument("--single-sided", action="store_true", help="单面打印，不留空白背面")


def _packet(options: argparse.Namespace) -> int:
    path = Path(options.output)
    with opened(options) as workspace:
        request = printing.PacketRequest(
            find_congress(workspace, options.congress).id,
            tuple(find_document(workspace, each).id for each in options.documents),
            options.copies,
            not options.single_sided,
        )
        report = printing.print_packet(workspace, request, path)
    for finding in printing.missing_characters(report, "会议材料"):
        print(finding.text, file=sys.stderr)
    print(f"已生成：{path}（{report.pages}页）")
    return DONE


VERBS = (
    Verb("demo", "建立示例县", _demo_arguments, _demo),
    Verb("new", "新建工作文件", _new_arguments, _new),
    Verb("people", "列出人员", _people_arguments, _people),
    Verb("sort", "按笔画排姓名，每行一个", _sort_arguments, _sort),
    Verb("documents", "列出可打印的材料", _listing_arguments, _documents),
    Verb("print", "打印一种材料到文件", _print_arguments, _print),
    Verb("packet", "汇编会议材料", _packet_arguments, _packet),
)
