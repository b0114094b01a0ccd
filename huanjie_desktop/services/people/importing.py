"""Importing a spreadsheet of people: read, match, show what would happen, then write it as one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.bulk import uncollected
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Place, Severity
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.books import open_book
from huanjie_desktop.exchange.columns import OWN, FileColumn, Guess, known_field, match_columns
from huanjie_desktop.exchange.head_words import BETWEEN
from huanjie_desktop.exchange.lrmx.book import SHEET, FormBook, FormRecord
from huanjie_desktop.exchange.lrmx.sources import FORM_SUFFIXES
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.exchange.tables import LeftOut, Tables, columns_of, find_tables
from huanjie_desktop.services.people.import_commit import remember_heads, remembered_heads, write_preview
from huanjie_desktop.services.people.import_decide import Decider
from huanjie_desktop.services.people.import_drafts import drop_draft
from huanjie_desktop.services.people.import_preview import (
    ImportPreview,
    ImportResult,
    ImportRow,
    NotTaken,
    Outcome,
    Reading,
)
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.import_rows import RowReader
from huanjie_desktop.services.people.own_columns import is_own, own_field, own_spec, own_specs
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

__all__ = [
    "OWN",
    "Decision",
    "ImportPreview",
    "ImportRequest",
    "ImportResult",
    "ImportRow",
    "NotTaken",
    "Outcome",
    "commit_import",
    "file_finding",
    "guess_columns",
    "likely_rosters",
    "prepare_import",
    "remembered_heads",
    "result_of",
    "suggested_name",
]


@uncollected()
def prepare_import(
    workspace: Workspace,
    request: ImportRequest,
    progress: Progress | None = None,
    book: Book | None = None,
    before: ImportPreview | None = None,
) -> ImportPreview:
    """Read a file and say what importing it would do; `book` is the file as read before, `before` what it would do then: what
    was read for that is not read again where only decisions have changed.

    Raises UserError naming the file where it cannot be read at all, where nobody is in it, or where a head of `mapping` is not
    there; what is wrong or in doubt with a row is a finding of the row.
    """
    progress = progress or NoProgress()
    progress.step(0, None, f"正在读取“{request.path.name}”")
    book = book or open_book(request.path, progress, request.more)
    roster = _known_roster(workspace, request)
    reading = _read(workspace, request, roster, book, before, progress)
    tables, guesses = reading.tables, reading.guesses
    decider = Decider(workspace, request, guesses, roster, book.called)
    rows = decider.decide(reading.rows)
    left_out = [_left_out(row) for row in tables.left_out]
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(row.sheet for row in rows if row.sheet))}
    ordered = sorted([*rows, *left_out], key=lambda row: (order.get(row.sheet, len(order)), row.number))
    not_taken = _not_taken(tables, guesses, ordered)
    return ImportPreview(request, book, tables, guesses, ordered, not_taken, roster, reading, decider.apart)


@uncollected()
def commit_import(
    workspace: Workspace,
    preview: ImportPreview,
    roster_name: str = "",
    roster_kind: str = "",
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
    back_up: bool = True,
    draft: str = "",
) -> ImportResult:
    """Write a preview as one undo step, and put its people on a roster in the file's order.

    With rows that are refused or in doubt and without `skip_bad_rows` it is a UserError and nothing changes. A roster named
    here that the preview did not know is looked at first: the result says what was done. A verified backup comes first,
    unless `back_up` is off. What was kept of the file under the digest `draft` is forgotten with it.
    """
    progress = progress or NoProgress()
    roster = _target_roster(workspace, preview, roster_name, roster_kind)
    if preview.roster is None and rosters.get_roster(workspace.store, roster.id) is not None:
        preview = prepare_import(workspace, replace(preview.request, roster_name=roster.name), progress, preview.book)
    if preview.stopped and not skip_bad_rows:
        raise UserError(_why_stopped(preview), "请改正后再导入，或跳过这些行。")
    if preview.count(Outcome.LEFT_OUT) == len(preview.rows):  # an empty sample: there is nobody to make a roster for
        return result_of(preview)
    progress.step(0, None, "正在备份")
    if back_up and people.count_people(workspace.store):
        workspace.store.back_up("导入前", whole=False)
    progress.step(0, None, "正在写入")
    with workspace.change(f"导入名册《{roster.name}》", Right.PEOPLE) as work:
        write_preview(workspace, work, roster, preview, progress)
        chosen = {head: field for head, field in preview.request.mapping.items() if field != OWN}
        remember_heads(workspace, work, chosen)
        drop_draft(workspace, work, draft)
    return replace(result_of(preview, work.change_set), roster_id=roster.id)


def _read(
    workspace: Workspace,
    request: ImportRequest,
    roster: Roster | None,
    book: Book,
    before: ImportPreview | None,
    progress: Progress,
) -> Reading:
    """Return what a file's rows say, before anything is decided about them."""
    file, today = book.called, workspace.clock.now().date()
    specs = _specs(workspace, request, roster)
    remembered = remembered_heads(workspace)
    of = (request.sheets, request.mapping, request.edits, request.units, request.fill_down, specs, remembered, today)
    if before is not None and before.reading is not None and before.book is book and before.reading.of == of:
        return before.reading
    tables = _tables(book, request, specs)
    guesses = _guesses(workspace, request, tables, specs)
    if tables.tables and not any(guess.field == "name" for guess in guesses):
        sheets = "、".join(dict.fromkeys(f"“{table.sheet}”" for table in tables.tables))
        raise UserError(f"“{file}”的工作表{sheets}里没有认出“姓名”一栏。", "请指定哪一栏是姓名。")
    new = [guess for guess in guesses if is_own(guess.field) and guess.field not in specs]
    known = specs | {guess.field: own_spec(guess.head) for guess in new}
    groups = workspace.catalog.ethnic_groups
    reader = RowReader(file, tables, guesses, known, groups, request.edits, today, request.fill_down)
    return Reading(of, tables, guesses, reader.read(progress))


def result_of(preview: ImportPreview, change_set: ChangeSet | None = None) -> ImportResult:
    """Return the counts of a preview as a result."""
    return ImportResult(
        read=preview.read,
        added=preview.count(Outcome.ADD),
        updated=preview.count(Outcome.CHANGE),
        unchanged=preview.count(Outcome.UNCHANGED),
        refused=len(preview.stopped),
        findings=preview.findings,
        not_taken=preview.not_taken,
        change_set=change_set or ChangeSet("", 0),
        moved=preview.moved,
        gone=preview.count(Outcome.GONE),
        apart=preview.apart,
        skipped=preview.count(Outcome.SKIPPED),
        conflicts=preview.conflicts,
        fields={guess.head: guess.field for guess in preview.guesses if guess.field},
        open_dates=[row for row in preview.stopped if row.meanings],
    )


def guess_columns(workspace: Workspace, request: ImportRequest, book: Book) -> list[Guess]:
    """Return what a file's columns are taken for, also where nobody has a name; UserError as in `prepare_import`."""
    specs = _specs(workspace, request, _known_roster(workspace, request))
    return _guesses(workspace, request, _tables(book, request, specs), specs)


def likely_rosters(workspace: Workspace, preview: ImportPreview) -> list[tuple[Roster, float]]:
    """Return the rosters that a file may be a newer version of, the likeliest first, with the share of people in common."""
    here = {row.person_id for row in preview.rows if row.person_id and row.outcome is not Outcome.GONE}
    here |= {person.id for row in preview.rows for person in row.candidates}
    found: list[tuple[Roster, float]] = []
    for roster in rosters.list_rosters(workspace.store):
        on_roster = {entry.person_id for entry in rosters.list_entries(workspace.store, roster.id)}
        everybody = max(len(on_roster), preview.read)
        found.append((roster, len(on_roster & here) / everybody if everybody else 0.0))
    return sorted(found, key=lambda pair: -pair[1])


def suggested_name(preview: ImportPreview) -> str:
    """Return what a roster is called that is made of a file: by the sheet's heading, else by the file, or by what forms are."""
    if preview.tables.title:
        return preview.tables.title
    path = preview.request.path
    single = isinstance(preview.book, FormBook) and (path.suffix.lower() in FORM_SUFFIXES or preview.request.more)
    return SHEET if single else path.stem


def file_finding(error: UserError, file: str) -> Finding:
    """Return what is wrong with a whole file as a finding, for lists that hold findings."""
    return Finding(Severity.ERROR, "file", str(error), place=Place(file))


def _why_stopped(preview: ImportPreview) -> str:
    """Say how many rows are refused and how many in doubt, and the first of them."""
    first = preview.stopped[0]
    counts = ((preview.count(Outcome.REFUSED), "行不能导入"), (preview.count(Outcome.DOUBT), "行有疑问"))
    return f"有{'，'.join(f'{count}{words}' for count, words in counts if count)}，未作任何改动。{first.why}"


def _known_roster(workspace: Workspace, request: ImportRequest) -> Roster | None:
    """Return the roster that is there already to which the people go; UserError where one to bring up to date is gone."""
    if not request.roster_id:
        name = request.roster_name.strip()
        return rosters.roster_named(workspace.store, name) if name else None
    found = rosters.get_roster(workspace.store, request.roster_id)
    if found is None:
        raise UserError("要更新的名册已不存在。", "请重新选择名册。")
    return found


def _target_roster(workspace: Workspace, preview: ImportPreview, name: str, kind: str) -> Roster:
    if preview.request.roster_id and preview.roster is not None:
        return preview.roster
    name = name.strip() or preview.request.roster_name.strip() or suggested_name(preview)
    found = rosters.roster_named(workspace.store, name)
    if found is not None:
        return found
    kind = kind or next(iter(workspace.catalog.roster_kinds))
    return Roster(workspace.store.new_id(), name, kind, len(rosters.list_rosters(workspace.store)))


def _guesses(
    workspace: Workspace, request: ImportRequest, tables: Tables, specs: Mapping[str, ColumnSpec]
) -> list[Guess]:
    columns = columns_of(tables)
    heads = {column.head for column in columns}
    unknown = [head for head in request.mapping if head not in heads]
    if unknown:
        named = "、".join(f"“{head}”" for head in unknown)
        there = "、".join(column.head for column in columns)
        raise UserError(f"“{request.path.name}”里没有{named}栏。", f"表中的栏目：{there}。")
    _refuse_twice(workspace, request, columns)
    mapping = {head: own_field(head) if field == OWN else field for head, field in request.mapping.items()}
    of_forms = any(isinstance(record, FormRecord) for table in tables.tables for record in table.records[:1])
    return match_columns(columns, specs, mapping, {} if of_forms else remembered_heads(workspace))


def _refuse_twice(workspace: Workspace, request: ImportRequest, columns: Sequence[FileColumn]) -> None:
    """Refuse two columns of a table that the clerk takes for one field which says one thing only."""
    by_head = {column.head: column for column in columns}
    by_field: dict[str, str] = {}
    for head, field in request.mapping.items():
        if field in ("", OWN) or field in BETWEEN:
            continue
        other = by_field.setdefault(field, head)
        if other != head and by_head[other].stands_beside(by_head[head]):
            title = workspace.catalog.columns[field].title if field in workspace.catalog.columns else field
            raise UserError(f"“{other}”栏和“{head}”栏都指定为{title}。", "请只指定一栏。")


def _tables(book: Book, request: ImportRequest, specs: Mapping[str, ColumnSpec]) -> Tables:
    """Return the people of a book: its tables, or its forms."""
    if isinstance(book, FormBook):
        return book.tables
    return find_tables(book, request.sheets, lambda head: known_field(head, specs), request.units)


def _specs(workspace: Workspace, request: ImportRequest, roster: Roster | None) -> dict[str, ColumnSpec]:
    """Return the columns that are imported: people's, the roster's own, and those that become its own."""
    own = own_specs(workspace, roster.id) if roster is not None else []
    new = [own_spec(head) for head, field in request.mapping.items() if field == OWN]
    imported = [spec for spec in workspace.catalog.columns.values() if spec.importable]
    return {spec.field: spec for spec in (*imported, *own, *new)}


def _left_out(row: LeftOut) -> ImportRow:
    key, texts = f"{row.sheet}!{row.row}", {"name": row.words}
    return ImportRow(key, row.sheet, row.row, Outcome.LEFT_OUT, texts, why=row.why, source=row.source)


def _not_taken(tables: Tables, guesses: Sequence[Guess], rows: list[ImportRow]) -> NotTaken:
    """Gather what is not taken; of a row what it says of itself first, and why."""
    left = (Outcome.LEFT_OUT, Outcome.SKIPPED, Outcome.REFUSED, Outcome.DOUBT)
    return NotTaken(
        tuple(tables.sheets_left),
        tuple(guess for guess in guesses if not guess.field),
        tuple(
            LeftOut(row.sheet, row.number, row.texts.get("name", ""), row.why, row.source)
            for row in rows
            if row.outcome in left
        ),
    )
