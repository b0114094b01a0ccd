"""The command of units: the tree with the numbers of posts and how they are held, and taking a spreadsheet of units."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.units import quota_text
from huanjie_desktop.services.people.unit_import import UnitFile, import_units, read_units
from huanjie_desktop.services.people.units import PostStaffing, UnitStaffing, list_staffing

_INDENT = "　"


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--import", dest="file", default="", metavar="表格", help="从表格加入新的单位，已有的不动")
    parser.add_argument("--dry-run", action="store_true", help="只看会加入哪些单位，不导入")
    parser.add_argument("--json", action="store_true")


def _units(options: argparse.Namespace) -> int:
    if options.dry_run and not options.file:
        raise UserError("没有说明看哪个表格。", "请用 --import 写明表格。")
    with opened(options) as workspace:
        found = read_units(workspace, Path(options.file)) if options.file else None
        if found is not None and not options.dry_run:
            import_units(workspace, found)
        every = list_staffing(workspace)
    if options.json:
        print_json({**(_file_as_json(found, options.dry_run) if found else {}), "units": _tree(every)})
    else:
        _print(every, found, options.dry_run)
    return DONE


def _file_as_json(found: UnitFile, dry: bool) -> dict[str, Any]:
    fresh = [each["name"].strip() for each in found.fresh]
    return {"file": found.name, "imported": not dry, "new": fresh, "known": found.known, "left_out": found.left_out}


def _tree(every: Sequence[UnitStaffing]) -> list[dict[str, Any]]:
    """Return the units, each with those below it."""
    top: list[dict[str, Any]] = []
    way: list[dict[str, Any]] = []
    for order, each in enumerate(every, 1):
        unit = {
            "id": each.unit.id,
            "name": each.unit.name,
            "full": each.unit.full_name,
            "short": each.unit.short_name,
            "kind": each.unit.kind,
            "order": order,
            "posts": [_post(post) for post in each.posts],
            "units": [],
        }
        del way[each.level :]
        (way[-1]["units"] if way else top).append(unit)
        way.append(unit)
    return top


def _post(staffing: PostStaffing) -> dict[str, Any]:
    post = staffing.post
    return {
        "title": post.title,
        "number": post.number or None,
        "filled": len(staffing.held),
        "vacant": staffing.short,
        "over": staffing.over,
        "age_limit": post.age_limit or None,
        "people": staffing.held,
        "also": staffing.also,
    }


def _print(every: Sequence[UnitStaffing], found: UnitFile | None, dry: bool) -> None:
    if found is not None:
        print(
            f"“{found.name}”里有{len(found.fresh)}个新单位，{'没有导入' if dry else '已导入'}；已有的{len(found.known)}个不动。"
        )
        for each in found.left_out:
            print(each)
    for unit in every:
        posts = "；".join(_words(post) for post in unit.posts)
        print("\t".join((_INDENT * unit.level + unit.unit.name, unit.unit.kind, posts)))


def _words(staffing: PostStaffing) -> str:
    said = f"{quota_text([staffing.post])}，现有{len(staffing.held)}"
    said += f"，空缺{staffing.short}" * bool(staffing.short) + f"，超配{staffing.over}" * bool(staffing.over)
    return said + f"，兼任{len(staffing.also)}" * bool(staffing.also)


VERBS = (Verb("units", "单位和职数：列出单位和配备情况，从表格导入单位", _arguments, _units),)
