"""The command of kinds of congress as files: one goes to another county, and comes from it, with its steps, sittings and words."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.loader import CatalogError, read_toml
from huanjie_desktop.catalog.own import EntryError, explain_decoding, read_entry
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.cli.finding import command_id, find_congress_kind
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json
from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.exchange.catalogue_file import (
    SUFFIX,
    CatalogueFile,
    FileEntry,
    check_target,
    encode_file,
    make_file,
    read_file,
)
from huanjie_desktop.services.catalogue.entries import find_entry
from huanjie_desktop.services.catalogue.exchange import Choice, Coming, commit_import, export_entries, prepare_import
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import TABLES

_LINE = re.compile(r"at line (\d+)")
_LARGEST = 1_000_000
_ACTIONS = ("list", "export", "import")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="+",
        metavar="[工作文件] list|export|import",
        help="export 后面写会议种类，import 后面写文件；不写工作文件时，用程序自带的种类，文件只检查",
    )
    parser.add_argument("-o", "--output", default="", metavar="文件", help=f"导出到哪个 {SUFFIX} 文件")
    parser.add_argument(
        "--on-conflict",
        choices=[str(choice) for choice in Choice],
        default=str(Choice.SKIP),
        metavar="skip|replace|both",
        help="本机已有而内容不同的种类怎么办",
    )
    parser.add_argument("--json", action="store_true")


def _kinds(options: argparse.Namespace) -> int:
    words: list[str] = options.words
    options.workspace = words.pop(0) if words[0] not in _ACTIONS else ""
    if not words or words[0] not in _ACTIONS:
        raise UserError("没有说明做什么。", "请写 list、export 或 import。")
    action, *named = words
    wanted = {"list": 0, "export": 1, "import": 1}[action]
    if len(named) != wanted:
        said = {
            "list": "list 后面不用写别的",
            "export": "export 后面要写一个会议种类",
            "import": "import 后面要写一个文件",
        }
        raise UserError(f"命令写得不对：{said[action]}。")
    acts: dict[str, Callable[..., dict[str, Any]]] = {"list": _list, "export": _export, "import": _import}
    answer = acts[action](options, *named)
    if options.json:
        print_json(answer)
    else:
        print(answer["said"])
    return DONE


def _list(options: argparse.Namespace) -> dict[str, Any]:
    if options.workspace:
        with opened(options) as workspace:
            kinds = list(workspace.catalog.congress_kinds.values())
    else:
        kinds = list(load_catalog().congress_kinds.values())
    said = "\n".join(f"{command_id(kind)}\t{kind.title}\t{len(kind.steps)}步" for kind in kinds)
    return {
        "said": said,
        "kinds": [{"id": command_id(kind), "title": kind.title, "steps": len(kind.steps)} for kind in kinds],
    }


def _export(options: argparse.Namespace, name: str) -> dict[str, Any]:
    if not options.output:
        raise UserError("没有说明导出到哪个文件。", f"用 -o 写明，例如 -o 会议种类{SUFFIX}。")
    path = Path(options.output)
    check_target(path)
    if options.workspace:
        with opened(options) as workspace:
            found = find_congress_kind(workspace.catalog.congress_kinds.values(), name)
            entry = find_entry(workspace, CONGRESS_KIND, found.id)
            export_entries(workspace, [entry], path)
            kind: CongressKindSpec = entry.spec
    else:
        kind = find_congress_kind(load_catalog().congress_kinds.values(), name)
        content = encode_file("", (_entry(kind),))
        safe_write(path, lambda stream: stream.write(content))
    return {
        "said": f"已导出“{kind.title}”：{path}",
        "file": str(path),
        "id": command_id(kind),
        "steps": len(kind.steps),
    }


def _import(options: argparse.Namespace, name: str) -> dict[str, Any]:
    path = Path(name)
    file = read_kind_file(path)
    if not options.workspace:
        titles = "、".join(f"“{entry.title}”（{len(entry.body['steps'])}步）" for entry in file.entries)
        said = f"“{path.name}”可以导入：{titles}。要导入，请在 import 前面写工作文件。"
        return {"said": said, "taken": [], "left_out": [], "kinds": [entry.title for entry in file.entries]}
    with opened(options) as workspace:
        preview = prepare_import(workspace, path, file)
        wanted = Choice(options.on_conflict)
        conflicts = [at for at, entry in enumerate(preview.entries) if entry.coming is Coming.CONFLICT]
        done = commit_import(workspace, preview, dict.fromkeys(conflicts, wanted))
    left = "".join(f"\n没有导入“{title}”：{why}。" for title, why in done.left_out)
    return {
        "said": f"已导入{len(done.taken)}种会议{left}",
        "taken": list(done.taken),
        "left_out": [{"title": title, "reason": why} for title, why in done.left_out],
    }


def read_kind_file(path: Path) -> CatalogueFile:
    """Return the kinds of congress of a file (.hjmb, or .toml as the program's own); UserError says what is wrong and where."""
    if path.suffix.lower() == ".toml":
        _refuse_no_text(path)
        try:
            kind = read_toml(path, CongressKindSpec)
        except CatalogError as error:
            if isinstance(error.__cause__, UnicodeDecodeError):
                raise UserError(f"“{path.name}”不是UTF-8编码的文字。", "请用记事本另存为UTF-8编码后再用。") from error
            raise UserError(f"读不了“{path.name}”：{_plain(error)}。", "请改正后再用。") from error
        file = make_file("", (_entry(kind),))
    else:
        whole = read_file(path)
        kinds = tuple(entry for entry in whole.entries if entry.kind == CONGRESS_KIND.id)
        if not kinds:
            raise UserError(f"“{path.name}”里没有会议种类。", "别的条目请用 catalogue import 导入。")
        file = make_file(whole.county, kinds)
    checked = []
    for entry in file.entries:
        try:
            checked.append(_entry(read_entry(CONGRESS_KIND, msgspec.json.encode(entry.body), entry.id, TABLES)))
        except EntryError as error:
            raise UserError(f"“{path.name}”里的会议种类“{entry.title}”不能用：{error}。", "请改正后再用。") from error
    return make_file(file.county, tuple(checked))


def _refuse_no_text(path: Path) -> None:
    """Refuse what would not end or is no kind's file by its size alone, before anything of it is read."""
    if path.exists() and not path.is_file():
        raise UserError(f"“{path.name}”不是会议种类的文件。", "请选择扩展名为 .toml 的文字文件。")
    try:
        size = path.stat().st_size
    except OSError:
        return  # the reader says what is the matter
    if size > _LARGEST:
        raise UserError(f"“{path.name}”太大，不是会议种类的文件。", "一种会议的文件不到100KB，请核对是不是选错了文件。")


def _entry(kind: CongressKindSpec) -> FileEntry:
    return FileEntry(CONGRESS_KIND.id, kind.id, kind.title, 1, msgspec.to_builtins(kind))


def _plain(error: CatalogError) -> str:
    cause = error.__cause__
    if isinstance(cause, msgspec.ValidationError):
        return explain_decoding(cause)
    if isinstance(cause, OSError):
        return os_reason(cause)
    line = _LINE.search(str(cause))
    return f"第{line[1]}行的格式不对" if line else "格式不对"


VERBS = (Verb("kinds", "会议种类：列出、导出成文件、从文件导入", _arguments, _kinds),)
