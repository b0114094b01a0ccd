"""The commands that bring spreadsheets in: what is taken, what is not, and what has to be asked is told in words and as JSON."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.cli.finding import find_roster, find_roster_kind
from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.outcome import Finding, Place, Severity
from huanjie_desktop.exchange.books import open_book, together
from huanjie_desktop.exchange.head_words import is_computed
from huanjie_desktop.exchange.lrmx.sources import FORM_SUFFIXES, holds_forms
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.exchange.tables import LeftOut
from huanjie_desktop.services.people import importing
from huanjie_desktop.services.people.import_preview import Conflict, ImportRow
from huanjie_desktop.services.people.importing import Decision, ImportPreview, ImportRequest, ImportResult, Outcome
from huanjie_desktop.services.people.samples import write_sample
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace

_EVERY_SHEET = ("all", "全部")
_NO_FIELD = ("", "不导入")
_OWN = (importing.OWN, "自定义栏")
_ANSWERS = {"refuse": "ask", "accept": "accept", "skip": "skip"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("files", nargs="+", metavar="文件", help="表格；lrmx、lrm，或装着它们的 zip、文件夹")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--roster", default="", metavar="名册", help="放入这份名册，没有就新建")
    where.add_argument("--update", default="", metavar="名册", help="表格是这份名册的新版本")
    parser.add_argument(
        "--gone", choices=("keep", "remove", "left"), default="keep", help="新表中没有的人：留、移出、写已调离"
    )
    parser.add_argument(
        "--complete",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="文件是不是完整的名册，不是就不查、不动文件里没有的人；不写则表格算完整的，审批表和只有一个人的不算",
    )
    parser.add_argument("--keep-order", action="store_true", help="更新名册时不改原来的次序")
    parser.add_argument(
        "--sheet", action="append", default=[], metavar="工作表", help="工作表名称，可写多次；all 为全部"
    )
    parser.add_argument("--map", action="append", default=[], metavar="栏目=字段", help="指定一栏导入为什么，可写多次")
    parser.add_argument(
        "--fill-down", choices=("yes", "no"), default="", help="单位只写在第一行、下面空着的，是否都按上面填"
    )
    parser.add_argument(
        "--unit", action="append", default=[], metavar="名称", help="单独一行的这个名称是单位，不是人，可写多次"
    )
    parser.add_argument(
        "--on-doubt",
        choices=tuple(_ANSWERS),
        default="refuse",
        help="有疑问的行：不导入，照表导入（改名、更正算同一人，有矛盾的同名人算另一人），跳过",
    )
    parser.add_argument("--dry-run", action="store_true", help="只核对，不导入")
    parser.add_argument("--skip-bad-rows", action="store_true", help="跳过有问题、有疑问的行")
    parser.add_argument("--json", action="store_true")


def _import(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        batches = _batches([Path(file) for file in options.files], options)
        previews = [_preview(workspace, batch, options) for batch in batches]
        stopped = [row for preview in previews for row in preview.stopped]
        held = bool(stopped) and not options.skip_bad_rows
        if held or options.dry_run:
            results = [importing.result_of(preview) for preview in previews]
        else:
            results = _commit_all(workspace, previews, options)
    if held and not options.dry_run:  # the answer tells what was done, and nothing was
        results = [replace(result, added=0, updated=0, moved=0) for result in results]
    _report(options, [preview.book.called for preview in previews], results)
    if held and not options.dry_run:
        raise UserError(
            f"有{len(stopped)}行不能导入，未作任何改动。{stopped[0].why}",
            "请改正后再导入，或加 --skip-bad-rows 跳过" + _way_on(stopped) + "。",
        )
    return BAD_INPUT if held else DONE


def _way_on(stopped: Sequence[importing.ImportRow]) -> str:
    doubted = any(row.outcome is Outcome.DOUBT for row in stopped)
    return "，有疑问的行可加 --on-doubt accept 照表导入" if doubted else ""


def _batches(files: Sequence[Path], options: argparse.Namespace) -> list[Sequence[Path]]:
    """Return what is read as one: single forms together, and all forms where they bring one roster up to date."""
    if options.update and len(files) > 1:
        if not all(map(holds_forms, files)):
            raise UserError("更新名册一次只用一份表格。", "请分次更新，或不加 --update 导入。")
        return [together(files)[0]]
    single = [file for file in files if file.suffix.lower() in FORM_SUFFIXES and not file.is_dir()]
    at_once = [together(single)[0]] if single else []
    return [*at_once, *([file] for file in files if file not in single)]


def _preview(workspace: Workspace, files: Sequence[Path], options: argparse.Namespace) -> ImportPreview:
    file, *more = files
    book = open_book(file, more=more)
    request = ImportRequest(
        file,
        sheets_of(book, options.sheet),
        choices_of(workspace, options.map),
        roster_id=find_roster(workspace, options.update).id if options.update else "",
        roster_name=options.roster,
        keep_order=options.keep_order,
        units=frozenset(options.unit),
        fill_down={"yes": True, "no": False}.get(options.fill_down),
        on_doubt=_ANSWERS[options.on_doubt],  # type: ignore[arg-type] # argparse admits no other
        more=tuple(more),
        complete=options.complete if options.gone == "keep" or options.complete is not None else True,
    )
    preview = importing.prepare_import(workspace, request, book=book)
    if not options.update and not options.roster:
        request = replace(request, roster_name=importing.suggested_name(preview))
        preview = importing.prepare_import(workspace, request, book=book, before=preview)
    gone = [row.person_id for row in preview.rows if row.outcome is Outcome.GONE]
    if not gone or options.gone == "keep":
        return preview
    decided = replace(request, decisions={person_id: Decision(options.gone) for person_id in gone})
    return importing.prepare_import(workspace, decided, book=book)


def choices_of(workspace: Workspace, texts: Sequence[str]) -> dict[str, str]:
    """Return what columns are said to be, by their heads."""
    return dict(_choice(workspace, each) for each in texts)


def sheets_of(book: Book, names: Sequence[str]) -> tuple[str, ...] | None:
    """Return the sheets that are meant; a sheet that is called all is that sheet."""
    if not names:
        return None
    if len(names) == 1 and names[0] in _EVERY_SHEET and names[0] not in book.sheet_names:
        return tuple(book.sheet_names)
    return tuple(names)


def _choice(workspace: Workspace, text: str) -> tuple[str, str]:
    """Return the head and the field of HEAD=field; the field by its id or its title."""
    head, sign, named = (part.strip() for part in text.rpartition("="))
    if not sign or not head:
        raise UserError(f"“{text}”没有写成“栏目=字段”。", '例如：--map "职务名称=现任职务"。')
    if named in _NO_FIELD:
        return head, ""
    if named in _OWN:
        return head, importing.OWN
    specs = [spec for spec in workspace.catalog.columns.values() if spec.importable]
    for spec in specs:
        if named in (spec.field, spec.title):
            return head, spec.field
    titles = "、".join(spec.title for spec in specs)
    raise UserError(f"没有“{named}”这个字段。", f"可以写：{titles}、{_OWN[1]}、{_NO_FIELD[1]}。")


def _commit_all(workspace: Workspace, previews: list[ImportPreview], options: argparse.Namespace) -> list[ImportResult]:
    """Write the files one after the other; where one cannot be written, those before it are taken back."""
    results: list[ImportResult] = []
    try:
        for at, preview in enumerate(previews):
            if at:  # the files before may have brought people of this one
                preview = importing.prepare_import(workspace, preview.request, book=preview.book)
            results.append(importing.commit_import(workspace, preview, options.roster, "", options.skip_bad_rows))
    except HuanjieError:
        for result in results:
            if result.change_set.seq:
                history.undo(workspace)
        raise
    return results


def _report(options: argparse.Namespace, files: Sequence[str], results: list[ImportResult]) -> None:
    names = ["read", "added", "updated", "unchanged", "refused", "skipped"]
    names += ["moved", "gone"] if options.update else []
    totals: dict[str, Any] = {name: sum(getattr(result, name) for result in results) for name in names}
    findings = [finding for result in results for finding in result.findings]
    apart = next((result.apart for result in results), None)
    if options.json:
        findings += _not_taken_as_findings(files, results)
        fields = {head: name for result in results for head, name in result.fields.items()}
        conflicts = [_conflict_as_json(each) for result in results for each in result.conflicts]
        totals["conflicting"] = len(conflicts)
        said = {
            "findings": [{**finding_as_json(each), "field": _field(each, fields)} for each in findings],
            "conflicts": conflicts,
            "choices": [each for result in results for row in result.open_dates for each in _choices_as_json(row)],
            "not_taken": not_taken_as_json([result.not_taken for result in results]),
        }
        if options.update:
            totals |= {"complete": apart is None, "not_in_file": apart or 0}
        print_json({**totals, **said})
        return
    print(
        f"读入{totals['read']}行：新增{totals['added']}人，更改{totals['updated']}人，"
        f"不变{totals['unchanged']}人，不能导入{totals['refused']}行"
        + (f"，跳过{totals['skipped']}行。" if totals["skipped"] else "。")
    )
    if options.update:
        print(f"次序有变{totals['moved']}人，新表中没有{totals['gone']}人。")
        if apart:
            print(f"名册里另有{apart}人不在文件里，照旧保留，次序不变；文件是完整的名册，请加 --complete。")
    for line in (*(finding.text for finding in findings), *_not_taken_in_words(results)):
        print(line)


def _field(finding: Finding, fields: Mapping[str, str]) -> str:
    """Return the id of the field that a finding is about, "" where it is about a whole row, file or sheet."""
    if finding.place is None:
        return finding.subject.field if finding.subject is not None else ""
    return fields.get(finding.place.column, "")


def _conflict_as_json(conflict: Conflict) -> dict[str, Any]:
    row, other = conflict.row, conflict.other
    return {
        "name": row.texts.get("name", ""),
        **_row_as_json(row),
        "with": _row_as_json(other) if other is not None else None,
        "fields": list(conflict.fields),
        "outcome": str(row.outcome),
    }


def _choices_as_json(row: ImportRow) -> list[dict[str, Any]]:
    return [
        {
            **_row_as_json(row),
            "field": name,
            "text": row.texts.get(name, ""),
            "means": [each.date.iso() for each in means],
        }
        for name, means in row.meanings.items()
    ]


def _row_as_json(row: ImportRow) -> dict[str, Any]:
    """Return where a row stands; one of its own file has no number."""
    return {"file": row.source, "sheet": row.sheet, "row": None if row.source else row.number}


def not_taken_as_json(left: Sequence[importing.NotTaken]) -> dict[str, list[dict[str, Any]]]:
    """Return everything in files that is not taken as plain values."""
    return {
        "sheets": [{"sheet": each.sheet, "reason": each.why} for one in left for each in one.sheets],
        "columns": [{"head": each.head, "reason": each.why} for one in left for each in one.columns],
        "rows": [
            {"sheet": each.sheet, "row": each.row, "file": each.source, "text": each.words, "reason": each.why}
            for one in left
            for each in one.rows
        ],
    }


def _not_taken_as_findings(files: Sequence[str], results: Sequence[ImportResult]) -> list[Finding]:
    """Return the sheets and columns that are not taken as findings too, for scripts that read these alone."""
    found = []
    for file, result in zip(files, results, strict=True):
        for sheet in result.not_taken.sheets:
            text = f"“{file}”的工作表“{sheet.sheet}”没有导入：{sheet.why}。"
            found.append(Finding(Severity.WARNING, "sheet-not-taken", text, place=Place(file, sheet.sheet)))
        for column in result.not_taken.columns:
            if is_computed(column.head):
                continue  # 序号, 年龄: nothing is lost
            text = f"“{file}”的“{column.head}”栏没有导入：{column.why}。"
            found.append(Finding(Severity.WARNING, "column-not-taken", text, place=Place(file, column=column.head)))
    return found


def _not_taken_in_words(results: Sequence[ImportResult]) -> list[str]:
    """Say what was not taken, a line each for sheets, columns and rows; of refused rows their findings have said it."""
    lines = []
    for result in results:
        left = result.not_taken
        if left.sheets:
            lines.append("未读的工作表：" + "、".join(f"{each.sheet}（{each.why}）" for each in left.sheets) + "。")
        if left.columns:
            lines.append("未导入的栏目：" + "、".join(f"{each.head}（{each.why}）" for each in left.columns) + "。")
        said = [finding.place for finding in result.findings if finding.place]
        named = {(place.sheet, place.row) for place in said if place.row}
        files = {place.file for place in said if not place.row}
        rows = [each for each in left.rows if (each.sheet, each.row) not in named and each.source not in files]
        if rows:
            what = "未采用的文件" if rows[0].source else "未采用的行"
            lines.append(f"{what}：" + "、".join(f"{_place(each)}（{_short(each)}）" for each in rows) + "。")
    return lines


def _place(row: LeftOut) -> str:
    return f"“{row.source}”" if row.source else f"第{row.row}行"


def _short(row: LeftOut) -> str:
    return row.why.rstrip("。")


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding about a file as plain values."""
    place = asdict(finding.place) if finding.place else {"file": "", "sheet": "", "row": None, "column": ""}
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        "file": place["file"],
        "sheet": place["sheet"],
        "row": place["row"],
        "column": place["column"],
        "text": finding.text,
    }


def _sample_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="名册类别")
    parser.add_argument("-o", "--output", required=True, metavar="文件.xlsx")


def _sample(options: argparse.Namespace) -> int:
    catalog, path = load_catalog(), Path(options.output)
    write_sample(catalog, find_roster_kind(catalog, options.kind).id, path)
    print(f"已生成：{path}")
    return DONE


VERBS = (
    Verb("import", "导入名册表格", _arguments, _import),
    Verb("sample", "生成导入用的空白样表", _sample_arguments, _sample),
)
