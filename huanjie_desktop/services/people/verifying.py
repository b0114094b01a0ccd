"""Compares a roster with an office's own spreadsheet of it, or with its forms: who is where, and what is said otherwise.

The file is read as an import reads it, and the same decider says who is who; nothing is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.compare_rules import rules_in_use
from huanjie_desktop.domain.approval import NO_PARTS
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.people_rows import NAME
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.books import open_book
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, NotTaken, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.importing import prepare_import
from huanjie_desktop.services.people.own_columns import own_specs
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.people.verify_cells import CellReader, Difference
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters, units

_MOST_ROUNDS = 4  # of reading again without the cells that cannot be read
_REPORTED = 200


@dataclass(frozen=True)
class VerifyRequest:
    """What to compare: a roster with a file, a folder or an archive of forms; `sheets` and `mapping` as in an import,
    `decisions` who rows are, by their keys."""

    roster_id: str
    path: Path
    sheets: tuple[str, ...] | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True)
class ComparedPerson:
    """Somebody who is on the roster and in the file; `facts` tell him from others, `where` says where he stands in the file,
    `by_name` that nothing but the name tells that both are one."""

    person_id: str
    name: str
    facts: str
    where: str
    key: str
    row: int
    differences: tuple[Difference, ...] = ()
    by_name: bool = False

    @property
    def real(self) -> tuple[Difference, ...]:
        """Return the differences that are not mere spellings."""
        return tuple(each for each in self.differences if not each.equal_by)


@dataclass(frozen=True)
class OnlyThere:
    """Somebody in the file alone; `person_id` of one who is known here but not on the roster."""

    name: str
    facts: str
    where: str
    row: int
    source: str = ""
    person_id: str = ""


@dataclass(frozen=True)
class Unsure:
    """A row of which it is not clear who it is; `why` asks, `candidates` are who it may be."""

    key: str
    name: str
    where: str
    why: str
    candidates: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What a comparison found. `people` are in the roster's order; `not_taken` is what of the file was not compared at all;
    `rows` counts the people of the file, `preview` is what was read, to go on with."""

    request: VerifyRequest
    roster: Roster
    people: tuple[ComparedPerson, ...]
    only_ours: tuple[Person, ...]
    only_theirs: tuple[OnlyThere, ...]
    unsure: tuple[Unsure, ...]
    not_taken: NotTaken
    on_roster: int
    rows: int
    preview: ImportPreview
    rule_titles: Mapping[str, str]

    @property
    def file(self) -> str:
        """Return the file's name."""
        return self.request.path.name

    @property
    def differences(self) -> list[Difference]:
        """Return what is said otherwise, person by person."""
        return [each for person in self.people for each in person.real]

    @property
    def equal(self) -> list[Difference]:
        """Return what is only spelled otherwise."""
        return [each for person in self.people for each in person.differences if each.equal_by]

    @property
    def same(self) -> int:
        """Return how many people are on both sides without a difference."""
        return sum(not person.real for person in self.people)

    @property
    def agrees(self) -> bool:
        """Tell whether roster and file say the same of the same people, and no row could not be read."""
        refused = self.preview.count(Outcome.REFUSED)
        return not (self.differences or self.only_ours or self.only_theirs or self.unsure or refused)


def verify_roster(
    workspace: Workspace,
    request: VerifyRequest,
    progress: Progress | None = None,
    before: Verification | None = None,
    book: Book | None = None,
) -> Verification:
    """Compare a roster with a file; `before` is what was found of the same file, or `book` its content: it is then not read again.

    UserError where the file cannot be read or the roster is gone.
    """
    progress = progress or NoProgress()
    roster = get_roster(workspace, request.roster_id)
    if before is not None and before.request.path == request.path:
        book = before.preview.book
    book = book or open_book(request.path, progress)
    preview, faulty, by_name = _Reading(workspace, request, book, progress).read(before.preview if before else None)
    return _compared(workspace, request, roster, preview, faulty, by_name, progress)


class _Reading:
    """Reads a file until every row that can be somebody is somebody."""

    def __init__(self, workspace: Workspace, request: VerifyRequest, book: Book, progress: Progress) -> None:
        self._workspace, self._request, self._book, self._progress = workspace, request, book, progress
        self._persons = people.list_people(workspace.store, request.roster_id)

    def read(
        self, before: ImportPreview | None
    ) -> tuple[ImportPreview, Mapping[tuple[str, str], tuple[str, str]], frozenset[str]]:
        """Return the preview, the cells that cannot be read as (text, why) by row's key and field, and rows known by name."""
        faulty: dict[tuple[str, str], tuple[str, str]] = {}
        wanted = ImportRequest(
            self._request.path,
            self._request.sheets,
            self._request.mapping,
            decisions=self._request.decisions,
            roster_id=self._request.roster_id,
            keep_order=True,
            with_hidden=True,
        )
        preview = self._prepare(wanted, before)
        for _ in range(_MOST_ROUNDS):
            new = {key: said for key, said in _unreadable(preview) if key not in faulty}
            if not new:
                break
            faulty |= new
            wanted = replace(wanted, edits=dict.fromkeys(faulty, ""))
            preview = self._prepare(wanted, preview)
        by_name: frozenset[str] = frozenset()
        for _ in range(2):  # doubts about values hide who somebody is
            decisions, named = self._decisions(preview)
            by_name |= named
            if decisions == dict(wanted.decisions):
                break
            wanted = replace(wanted, decisions=decisions)
            preview = self._prepare(wanted, preview)
        return preview, faulty, by_name

    def _prepare(self, wanted: ImportRequest, before: ImportPreview | None) -> ImportPreview:
        return prepare_import(self._workspace, wanted, self._progress, self._book, before)

    def _decisions(self, preview: ImportPreview) -> tuple[dict[str, Decision], frozenset[str]]:
        """Return who rows are: doubts about values decide nothing here, and one name that both sides have once is one person."""
        said = dict(preview.request.decisions)
        found = {row.person_id for row in preview.rows if row.person_id and row.outcome is not Outcome.GONE}
        names = Counter(person.name for person in self._persons)
        free = {person.name: person for person in self._persons if person.id not in found and names[person.name] == 1}
        rows = [row for row in preview.rows if row.outcome is not Outcome.GONE and NAME in row.values]
        in_file = Counter(str(row.values[NAME]) for row in rows if row.outcome is not Outcome.LEFT_OUT)
        by_name = set()
        for row in rows:
            if row.key in self._request.decisions or row.outcome not in (Outcome.ADD, Outcome.DOUBT):
                continue
            person = free.get(str(row.values[NAME]))
            if "same" in row.answers or "other" in row.answers or row.outcome is Outcome.ADD:
                if person is not None and in_file[person.name] == 1 and not row.first:
                    said[row.key] = Decision("same", person.id)
                    by_name.add(row.key)
            elif row.outcome is Outcome.DOUBT:
                said[row.key] = Decision("accept")
        return said, frozenset(by_name)


def _unreadable(preview: ImportPreview) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the cells for which rows are refused; a row without a name, or a file that cannot be read, has none."""
    heads = {guess.head: guess.field for guess in preview.guesses if guess.field}
    for row in preview.rows:
        if row.outcome is not Outcome.REFUSED:
            continue
        fields = [heads.get(each.place.column, "") if each.place else "" for each in row.findings]
        if NAME in fields or "" in fields:
            continue
        for name, finding in zip(fields, row.findings, strict=True):
            yield (row.key, name), (row.texts.get(name, ""), finding.text.partition("：")[2] or finding.text)


def _compared(
    workspace: Workspace,
    request: VerifyRequest,
    roster: Roster,
    preview: ImportPreview,
    faulty: Mapping[tuple[str, str], tuple[str, str]],
    by_name: frozenset[str],
    progress: Progress,
) -> Verification:
    store = workspace.store
    persons = people.list_people(store, roster.id)
    entries = {entry.person_id: entry for entry in rosters.list_entries(store, roster.id)}
    rows = {row.person_id: row for row in preview.rows if row.person_id in entries and _is_somebody(row)}
    parts: Mapping[str, Any] = {}
    if any(row.parts is not None for row in preview.rows):
        parts = person_parts.parts_of(store, list(rows))
    names = [(unit.short_name, unit.name, unit.full_name) for unit in units.list_units(store)]
    rules = rules_in_use(workspace.catalog, workspace.county, names)
    reader = CellReader(
        workspace.catalog, own_specs(workspace, roster.id), rules, preview.guesses, faulty, workspace.base_date
    )
    compared = []
    for at, person in enumerate(persons):
        if at % _REPORTED == 0:
            progress.step(at, len(persons), f"正在与“{request.path.name}”比较")
        row = rows.get(person.id)
        if row is None:
            continue
        found = reader.differences(row, person, entries[person.id], parts.get(person.id, NO_PARTS))
        compared.append(
            ComparedPerson(
                person.id,
                person.name,
                post_with_unit(person),
                _where(row),
                row.key,
                row.number,
                tuple(found),
                row.key in by_name and row.values.get("birth") != person.birth,
            )
        )
    unsure = [row for row in preview.rows if row.outcome is Outcome.DOUBT]
    asked = {person.id for row in unsure for person in row.candidates}
    return Verification(
        request,
        roster,
        tuple(compared),
        tuple(person for person in persons if person.id not in rows and person.id not in asked),
        tuple(_only_there(row) for row in preview.rows if _is_somebody(row) and row.person_id not in entries),
        tuple(_unsure(row) for row in unsure),
        preview.not_taken,
        len(persons),
        preview.read,
        preview,
        {rule.id: rule.title for rule in rules},
    )


def _is_somebody(row: ImportRow) -> bool:
    return row.outcome in (Outcome.ADD, Outcome.CHANGE, Outcome.UNCHANGED)


def _where(row: ImportRow) -> str:
    return f"“{row.source}”" if row.source else f"第{row.number}行"


def _only_there(row: ImportRow) -> OnlyThere:
    said = [str(row.values.get(name) or "") for name in ("unit", "current_post")]
    facts = said[1] if said[1].startswith(said[0]) else "".join(said)
    return OnlyThere(str(row.values[NAME]), facts, _where(row), row.number, row.source, row.person_id)


def _unsure(row: ImportRow) -> Unsure:
    return Unsure(row.key, row.texts.get(NAME, ""), _where(row), row.why, row.candidates)
