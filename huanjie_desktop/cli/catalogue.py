"""The command of the office's own catalogue: what it holds, writing entries to a file, taking a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.catalogue.entries import CatalogueEntry, find_in_catalogue, list_entries, own_entries_of
from huanjie_desktop.services.catalogue.exchange import (
    CataloguePreview,
    Choice,
    Coming,
    commit_import,
    export_entries,
    prepare_import,
)
from huanjie_desktop.services.workspace import Workspace


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("action", choices=("list", "export", "import"), metavar="list|export|import")
    parser.add_argument("items", nargs="*", metavar="条目或文件", help="export：条目的编号或名称；import：目录文件")
    parser.add_argument("-o", "--output", default="", metavar="文件", help="导出到哪个 .hjmb 文件")
    parser.add_argument("--all", action="store_true", help="连同程序自带的条目一起列出")
    parser.add_argument(
        "--on-conflict",
        choices=[str(choice) for choice in Choice],
        default=str(Choice.SKIP),
        metavar="skip|replace|both",
        help="本机已有而内容不同的条目怎么办",
    )
    parser.add_argument("--dry-run", action="store_true", help="只看会怎样，不导入")
    parser.add_argument("--json", action="store_true")


def _catalogue(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        return {"list": _list, "export": _export, "import": _import}[options.action](workspace, options)


def _list(workspace: Workspace, options: argparse.Namespace) -> int:
    found = list_entries(workspace) if options.all else own_entries_of(workspace)
    broken = find_in_catalogue(workspace)
    if options.json:
        print_json({"entries": [_as_json(entry) for entry in found], "left_out": [each.text for each in broken]})
    else:
        for entry in found:
            print(
                "\t".join((entry.id, entry.kind.title, entry.title, f"第{entry.number}版" if entry.own else "程序自带"))
            )
        for each in broken:
            print(each.text, file=sys.stderr)
    return BAD_INPUT if broken else DONE


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    if not options.output:
        raise UserError("没有说明导出到哪个文件。", "用 -o 写明，例如 -o 本县目录.hjmb。")
    own = own_entries_of(workspace)
    chosen = [entry for name in options.items for entry in _named(own, name)] if options.items else own
    left = export_entries(workspace, chosen, Path(options.output))
    going = [entry for entry in chosen if entry not in left]
    if options.json:
        reason = "只用于一次会议的文字不导出"
        print_json(
            {
                "file": options.output,
                "entries": [_as_json(entry) for entry in going],
                "left_out": [{"title": entry.title, "reason": reason} for entry in left],
            }
        )
    else:
        print(f"已导出{len(going)}条：{options.output}" + (f"，{len(left)}条只用于一次会议，没有导出" if left else ""))
    return DONE


def _import(workspace: Workspace, options: argparse.Namespace) -> int:
    if len(options.items) != 1:
        raise UserError("没有说明导入哪个文件。", "请写一个目录文件，例如 邻县目录.hjmb。")
    preview = prepare_import(workspace, Path(options.items[0]))
    choices = _choices(preview, Choice(options.on_conflict))
    if options.dry_run:
        taken = [
            each.title for at, each in enumerate(preview.entries) if _choice(preview, choices, at) is not Choice.SKIP
        ]
        left = [
            (each.title, each.why)
            for at, each in enumerate(preview.entries)
            if _choice(preview, choices, at) is Choice.SKIP
        ]
    else:
        done = commit_import(workspace, preview, choices)
        taken, left = list(done.taken), list(done.left_out)
    if options.json:
        print_json(
            {"county": preview.file.county, "taken": taken, "left_out": [{"title": a, "reason": b} for a, b in left]}
        )
    else:
        print(
            f"{'将导入' if options.dry_run else '已导入'}{len(taken)}条"
            + "".join(f"\n没有导入“{a}”：{b}。" for a, b in left)
        )
    return DONE


def _choices(preview: CataloguePreview, wanted: Choice) -> dict[int, Choice]:
    """Return what is asked for where an entry is here already; where that cannot be, the other of replacing and both."""
    return {
        at: wanted if wanted in entry.choices else entry.choices[-1]
        for at, entry in enumerate(preview.entries)
        if entry.coming is Coming.CONFLICT
    }


def _choice(preview: CataloguePreview, choices: dict[int, Choice], at: int) -> Choice:
    return choices.get(at, preview.entries[at].choices[0])


def _named(own: list[CatalogueEntry], name: str) -> list[CatalogueEntry]:
    found = [entry for entry in own if name in (entry.id, entry.title)]
    if not found:
        names = "、".join(f"{entry.kind.title}《{entry.title}》" for entry in own) or "（还没有）"
        raise UserError(f"本单位的目录里没有“{name}”。", f"现有：{names}。")
    return found


def _as_json(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind.id,
        "id": entry.id,
        "title": entry.title,
        "version": entry.number,
        "own": entry.own,
        "shipped": entry.shipped,
        "frozen": entry.frozen,
        "uses": entry.uses,
        "congress": entry.scope,
    }


VERBS = (Verb("catalogue", "本单位的目录：列出、导出、导入", _arguments, _catalogue),)
