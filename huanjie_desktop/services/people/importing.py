"""Importing a spreadsheet of people: read, match, show what would happen, then write it as one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.bulk import uncollected
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Place, Severity
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import Roster, RosterEntry
from huanjie_desktop.exchange.head import BodyRow, Head, body_rows, find_head
from huanjie_desktop.exchange.sheet_columns import Guess, known_words, match_columns
from huanjie_desktop.exchange.spreadsheet import Book, Sheet, read_book
from huanjie_desktop.services.people.import_match import Matcher
from huanjie_desktop.services.people.people import keys_for
from huanjie_desktop.services.people.sheet_rows import GROUP_FIELD, ReadRow, RowReader
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters
from huanjie_desktop.store.unit_of_work import UnitOfWork


class Outcome(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class ImportRequest:
    """What to read and how the user corrected it: `mapping` column -> field, `edits` (row, field) -> text, `skipped` rows."""

    path: Path
    sheet: str | None = None
    mapping: Mapping[int, str] = field(default_factory=dict)
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ImportRow:
    """A row of the preview; `changes` are (old, new) by field, `why` the reason for what is not imported."""

    number: int
    outcome: Outcome
    texts: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    person_id: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    group: str = ""
    findings: tuple[Finding, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do; nothing is written yet."""

    request: ImportRequest
    book: Book
    sheet: Sheet
    head: Head
    guesses: Sequence[Guess]
    rows: Sequence[ImportRow]

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have this outcome."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def read(self) -> int:
        """Return how many rows of people the file has."""
        return sum(row.outcome is not Outcome.LEFT_OUT for row in self.rows)

    @property
    def findings(self) -> list[Finding]:
        """Return all findings in the file's order."""
        return [finding for row in self.rows for finding in row.findings]


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or with `dry_run` would have done."""

    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    findings: Sequence[Finding]
    change_set: ChangeSet
    roster_id: str = ""


@uncollected()
def prepare_import(
    workspace: Workspace, request: ImportRequest, progress: Progress | None = None, book: Book | None = None
) -> ImportPreview:
    """Read a file and say what importing it would do; `book` is the file as read before, for corrections.

    Raises UserError naming the file where it cannot be read at all; what is wrong with a row is a finding of the row.
    """
    progress = progress or NoProgress()
    file = request.path.name
    progress.step(0, None, f"正在读取“{file}”")
    book = book or read_book(request.path)
    sheet = book.sheet(request.sheet)
    specs = {spec.field: spec for spec in workspace.catalog.columns.values() if spec.importable}
    words = {*known_words(workspace.catalog.columns)}
    head = find_head(sheet, words.__contains__, file)
    guesses = match_columns(sheet, head, specs, request.mapping)
    name_column = next((guess.column for guess in guesses if guess.field == "name"), None)
    if name_column is None:
        raise UserError(f"“{file}”的工作表“{sheet.name}”里没有认出“姓名”一列。", "请指定哪一列是姓名。")
    body = body_rows(sheet, head, name_column)
    reader = RowReader(file, sheet, guesses, specs, workspace.catalog.ethnic_groups, request.edits)
    read = reader.read([row for row in body if row.kind == "person"], progress)
    rows = _decide(workspace, reader, read, request.skipped)
    left_out = [_left_out(sheet, row) for row in body if row.kind == "left_out"]
    return ImportPreview(request, book, sheet, head, guesses, sorted([*rows, *left_out], key=lambda row: row.number))


@uncollected()
def commit_import(
    workspace: Workspace,
    preview: ImportPreview,
    roster_name: str = "",
    roster_kind: str = "",
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
    back_up: bool = True,
) -> ImportResult:
    """Write a preview as one undo step, and put its people on a roster in the file's order.

    With refused rows and without `skip_bad_rows` it is a UserError and nothing changes.
    A verified backup comes first, unless `back_up` is off.
    """
    progress = progress or NoProgress()
    refused = preview.count(Outcome.REFUSED)
    if refused and not skip_bad_rows:
        first = next(row.findings[0].text for row in preview.rows if row.outcome is Outcome.REFUSED)
        raise UserError(f"有{refused}行不能导入，未作任何改动。{first}", "请改正后再导入，或跳过这些行。")
    roster = _target_roster(workspace, preview, roster_name, roster_kind)
    progress.step(0, None, "正在备份")
    if back_up and people.count_people(workspace.store):
        workspace.store.back_up("导入前", whole=False)
    progress.step(0, None, "正在写入")
    with workspace.change(f"导入名册《{roster.name}》", Right.PEOPLE) as work:
        ids = _write_people(workspace, work, preview)
        _write_entries(workspace, work, roster, preview, ids)
    return replace(result_of(preview, work.change_set), roster_id=roster.id)


def result_of(preview: ImportPreview, change_set: ChangeSet | None = None) -> ImportResult:
    """Return the counts of a preview as a result."""
    return ImportResult(
        read=preview.read,
        added=preview.count(Outcome.ADD),
        updated=preview.count(Outcome.CHANGE),
        unchanged=preview.count(Outcome.UNCHANGED),
        refused=preview.count(Outcome.REFUSED),
        findings=preview.findings,
        change_set=change_set or ChangeSet("", 0),
    )


def _decide(
    workspace: Workspace, reader: RowReader, rows: Sequence[ReadRow], skipped: frozenset[int]
) -> list[ImportRow]:
    known = people.list_people(workspace.store)
    usable = [row for row in rows if not row.findings and row.number not in skipped]
    matcher = Matcher(known, usable)
    decided: list[ImportRow] = []
    for row in rows:
        if row.number in skipped:
            decided.append(ImportRow(row.number, Outcome.SKIPPED, row.texts, group=row.group, why="已跳过"))
        elif row.findings:
            decided.append(_refused(row, row.findings))
        else:
            match = matcher.match(row)
            if match.why:
                decided.append(_refused(row, [reader.finding(row, match.field, match.code, match.why)]))
            else:
                decided.append(_accepted(row, match.person))
    return decided


def _refused(row: ReadRow, findings: Sequence[Finding]) -> ImportRow:
    return ImportRow(
        row.number, Outcome.REFUSED, row.texts, row.values, "", {}, row.group, tuple(findings), findings[0].text
    )


def _accepted(row: ReadRow, person: Person | None) -> ImportRow:
    group = row.values.pop(GROUP_FIELD, "") or row.group
    post = row.values.get("current_post", "")
    if row.group and "unit" not in row.texts and post.startswith(row.group):
        row.values["unit"] = row.group  # the line above a unit's people names the unit that their posts begin with
    if person is None:
        return ImportRow(row.number, Outcome.ADD, row.texts, row.values, group=group)
    changes = {
        name: (getattr(person, name), value)
        for name, value in row.values.items()
        if value not in ("", None) and not _says_the_same(getattr(person, name), value)
    }
    outcome = Outcome.CHANGE if changes else Outcome.UNCHANGED
    return ImportRow(row.number, outcome, row.texts, row.values, person.id, changes, group)


def _says_the_same(old: Any, new: Any) -> bool:
    """Tell whether a new value adds nothing: it is equal, or a coarser date that agrees with the one known."""
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return old == new or (old.agrees_with(new) and len(new.iso()) <= len(old.iso()))
    return bool(old == new)


def _left_out(sheet: Sheet, row: BodyRow) -> ImportRow:
    words = "　".join(str(cell) for cell in sheet.rows[row.index] if str(cell).strip())
    return ImportRow(row.index + 1, Outcome.LEFT_OUT, {"name": words[:60]}, why=row.why)


def _target_roster(workspace: Workspace, preview: ImportPreview, name: str, kind: str) -> Roster:
    name = name.strip() or preview.request.path.stem
    found = rosters.roster_named(workspace.store, name)
    if found is not None:
        return found
    kind = kind or next(iter(workspace.catalog.roster_kinds))
    return Roster(workspace.store.new_id(), name, kind, len(rosters.list_rosters(workspace.store)))


def _write_people(workspace: Workspace, work: UnitOfWork, preview: ImportPreview) -> dict[int, str]:
    """Write the rows' people; return their ids by row number."""
    new = [row for row in preview.rows if row.outcome is Outcome.ADD]
    keys = keys_for((row.values["name"] for row in new), workspace.names)
    added = dict(zip(workspace.store.new_ids(len(new)), (row.values for row in new), strict=True))
    people.add_values(work, added, keys)
    changed = {row.person_id: row for row in preview.rows if row.outcome is Outcome.CHANGE}
    people.change_people(
        work, {id_: {name: pair[1] for name, pair in row.changes.items()} for id_, row in changed.items()}
    )
    ids = {row.number: id_ for row, id_ in zip(new, added, strict=True)}
    ids |= {row.number: row.person_id for row in preview.rows if row.person_id}
    return ids


def _write_entries(
    workspace: Workspace, work: UnitOfWork, roster: Roster, preview: ImportPreview, ids: Mapping[int, str]
) -> None:
    store = workspace.store
    if rosters.get_roster(store, roster.id) is None:
        rosters.add_roster(work, roster)
    known = {entry.person_id: entry for entry in rosters.list_entries(store, roster.id)}
    added: list[tuple[str, str]] = []
    regrouped: dict[str, dict[str, str]] = {}
    for row in preview.rows:
        person_id = ids.get(row.number)
        if person_id is None:
            continue
        entry = known.get(person_id)
        if entry is None:
            added.append((person_id, row.group))
        elif row.group and row.group != entry.group_name:
            regrouped[entry.id] = {"group_name": row.group}
    rows = enumerate(zip(store.new_ids(len(added)), added, strict=True), len(known))
    rosters.add_entries(work, [RosterEntry(id_, roster.id, person, at, group) for at, (id_, (person, group)) in rows])
    rosters.change_entries(work, regrouped)


def file_finding(error: UserError, file: str) -> Finding:
    """Return what is wrong with a whole file as a finding, for lists that hold findings."""
    return Finding(Severity.ERROR, "file", str(error), place=Place(file))
