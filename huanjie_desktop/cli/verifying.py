"""The command that compares a roster with a spreadsheet or with forms."""

import argparse
from pathlib import Path
from typing import Any

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.cli.importing import choices_of, not_taken_as_json, sheets_of
from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.people import post_with_unit
from huanjie_desktop.exchange.books import open_book
from huanjie_desktop.services.people.verify_accept import accept_theirs
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.people.verifying import Verification, VerifyRequest, verify_roster
from huanjie_desktop.services.printing.verify_report import facts_of, write_report


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("file", metavar="文件", help="表格；lrmx、lrm，或装着它们的 zip、文件夹")
    parser.add_argument("--roster", required=True, metavar="名册", help="与这份名册核对")
    parser.add_argument("--sheet", action="append", default=[], metavar="工作表", help="工作表名称，可写多次")
    parser.add_argument("--map", action="append", default=[], metavar="栏目=字段", help="指定一栏是什么，可写多次")
    parser.add_argument("--take-theirs", action="store_true", help="能采用的都按文件修改名册，作为一步，可以撤销")
    parser.add_argument("-o", "--output", default="", metavar="文件", help="核对结果另存为 pdf、xlsx、docx 或 html")
    parser.add_argument("--json", action="store_true")


def _verify(options: argparse.Namespace) -> int:
    path = Path(options.file)
    with opened(options) as workspace:
        roster = find_roster(workspace, options.roster)
        book = open_book(path)
        mapping = choices_of(workspace, options.map)
        request = VerifyRequest(roster.id, path, sheets_of(book, options.sheet), mapping)
        found = verify_roster(workspace, request, book=book)
        if options.output:
            write_report(workspace, found, Path(options.output))
        taken = [each for each in found.differences if not each.blocked]
        if options.take_theirs and taken:
            accept_theirs(workspace, found, {each.key for each in taken})
    if options.json:
        print_json(_as_json(found))
    else:
        _tell(found)
    return DONE if found.agrees else BAD_INPUT


def _as_json(found: Verification) -> dict[str, Any]:
    differences = [each for person in found.people for each in person.differences]
    return {
        "roster": found.roster.name,
        "file": found.file,
        "same": found.same,
        "differences": [_difference(each) for each in differences],
        "only_ours": [
            {"person": person.name, "id": person.id, "post": post_with_unit(person)} for person in found.only_ours
        ],
        "only_theirs": [
            {"person": each.name, "post": each.facts, "row": each.row, "file": each.source, "id": each.person_id}
            for each in found.only_theirs
        ],
        "by_name": [person.person_id for person in found.people if person.by_name],
        "not_taken": not_taken_as_json([found.not_taken]),
    }


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "person": each.name,
        "id": each.person_id,
        "field": each.field,
        "title": each.title,
        "ours": each.ours,
        "theirs": each.theirs,
        "row": each.row,
        "file": each.source,
        "equal_by": each.equal_by or None,
        "blocked": each.blocked,
    }


def _tell(found: Verification) -> None:
    print(facts_of(found))
    for each in found.differences:
        place = f"“{each.source}”" if each.source else f"第{each.row}行"
        blocked = f"（不能采用：{each.blocked}）" if each.blocked else ""
        ours, theirs = (text.replace("\n", "；") or "空白" for text in (each.ours, each.theirs))
        print(f"{each.name}（{place}）{each.title}：名册“{ours}”，文件“{theirs}”{blocked}")
    for person in found.only_ours:
        print(f"只在名册里：{person.name}，{post_with_unit(person)}")
    for other in found.only_theirs:
        print(f"只在文件里：{other.name}，{other.facts}（{other.where}）")
    for unsure in found.unsure:
        print(f"不能确定是谁：{unsure.name}（{unsure.where}），{unsure.why}")
    for left in found.not_taken.rows:
        where = f"“{left.source}”" if left.source else f"“{left.sheet}”第{left.row}行"
        print(f"没有核对：{where}，{left.why}")


VERBS = (Verb("verify-roster", "名册与电子表、审批表核对", _arguments, _verify),)
