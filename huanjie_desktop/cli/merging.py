"""The command that takes one entry of a person into another."""

import argparse
from typing import Any

from huanjie_desktop.cli.finding import find_one_person
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.person_merge import MergeCell, open_cells, sides
from huanjie_desktop.services.person_merge import PeopleComparison, compare_people, merge_people

_SIDES = {LEFT: "留下的", RIGHT: "并入的", "": "未定"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("keep", metavar="留下的人", help="人员编号（people --json 中的 id），不同名的可写姓名")
    parser.add_argument("other", metavar="并入的人", help="并入以后不再单独存在的那一条")
    parser.add_argument("--left", action="append", default=[], metavar="栏目", help="这一栏用留下的，可写多次")
    parser.add_argument("--right", action="append", default=[], metavar="栏目", help="这一栏用并入的，可写多次")
    parser.add_argument("--yes", action="store_true", help="合并；不加只列出两边的不同")
    parser.add_argument("--json", action="store_true")


def _merge(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        keep = find_one_person(workspace, options.keep)
        found = compare_people(workspace, keep, find_one_person(workspace, options.other))
        choices = {cell.key: LEFT for text in options.left for cell in _cells(found, text)}
        choices |= {cell.key: RIGHT for text in options.right for cell in _cells(found, text)}
        if options.yes:
            merge_people(workspace, found, choices)
    if options.json:
        print_json(_as_json(found, choices, merged=options.yes))
    else:
        _tell(found, choices, merged=options.yes)
    return DONE


def _cells(found: PeopleComparison, text: str) -> list[MergeCell]:
    """Return the cells that a text names, by key or title."""
    cells = [cell for cell in found.cells if text in (cell.key, cell.title)]
    if not cells:
        known = "、".join(cell.title for cell in found.cells) or "没有不同的栏目"
        raise UserError(f"两边不同的栏目里没有“{text}”。", f"不同的有：{known}。")
    return cells


def _as_json(found: PeopleComparison, choices: dict[str, str], *, merged: bool) -> dict[str, Any]:
    side = sides(found.cells, choices)
    return {
        "keep": found.keep.id,
        "other": found.other.id,
        "merged": merged,
        "same": found.same,
        "doubt": found.doubt,
        "moves": list(found.moves),
        "cells": [
            {
                "key": cell.key,
                "title": cell.title,
                "left": cell.left,
                "right": cell.right,
                "equal_by": cell.equal_by or None,
                "take": side[cell.key] or None,
            }
            for cell in found.cells
        ],
        "open": [cell.key for cell in open_cells(found.cells, choices)],
    }


def _tell(found: PeopleComparison, choices: dict[str, str], *, merged: bool) -> None:
    side = sides(found.cells, choices)
    for cell in found.cells:
        left, right = (text.replace("\n", "；") or "空白" for text in (cell.left, cell.right))
        print(f"{cell.title}：留下的“{left}”，并入的“{right}”，用：{_SIDES[side[cell.key]]}")
    if found.moves:
        print(f"并入的还在：{'、'.join(found.moves)}，合并后都是留下的这一条。")
    if found.doubt:
        print(found.doubt)
    waiting = len(open_cells(found.cells, choices))
    print("已合并，可以撤销。" if merged else f"未合并（加 --yes 合并），还有{waiting}处没有选定。")


VERBS = (Verb("merge-people", "把登记了两次的一个人合并成一条", _arguments, _merge),)
