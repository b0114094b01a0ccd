"""What 导入名册 reads for the window: the file, the rosters that it may go to, and all that the clerk says, step by step."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from huanjie_desktop.catalog.specs import RosterKindSpec
from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import post_with_unit
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.books import open_book, together
from huanjie_desktop.exchange.columns import OWN, Guess
from huanjie_desktop.exchange.head_words import BETWEEN
from huanjie_desktop.exchange.lrmx.book import FormBook
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.people.import_drafts import Draft, find_draft
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportResult, ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.importing import (
    commit_import,
    guess_columns,
    likely_rosters,
    prepare_import,
    suggested_name,
)
from huanjie_desktop.services.shown import import_words as words
from huanjie_desktop.services.shown.import_questions import SKIP, Reply, hidden_count
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people as people_store

__all__ = [
    "Ledger",
    "RosterChoice",
    "ShownImport",
    "Standing",
    "begins_new",
    "commit_read",
    "likely_kind",
    "name_offered",
    "read_import",
    "stage_of",
    "standing_of",
    "together",
]

LIKELY = 0.5  # the share of people in common from which a file is taken for a newer version of a roster


@dataclass(frozen=True)
class RosterChoice:
    """A roster that the file may go to: with its kind and number of people, and the share of people in common."""

    roster: Roster
    kind: str
    count: int
    share: float = 0.0

    @property
    def words(self) -> str:
        """Return what the list of rosters says of it."""
        return f"{self.roster.name}（{self.kind}，{self.count} 人）"


@dataclass(frozen=True)
class ShownImport:
    """What was read: `preview` None where `wrong` says what keeps from it, with what the columns are taken for.

    `rosters` are those that there are, the likeliest first; `facts` say who somebody gone is; `draft` is what was kept of an
    earlier time with the same file, by the file's `digest`; `asked` are the rows of a draft that was taken up as they were asked about.
    """

    request: ImportRequest
    book: Book
    digest: str
    preview: ImportPreview | None = None
    guesses: Sequence[Guess] = ()
    wrong: str = ""
    rosters: Sequence[RosterChoice] = ()
    base: date = date.min
    facts: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None
    asked: Sequence[ImportRow] = ()

    def name_problem(self, name: str) -> str:
        """Say why a new roster cannot have this name, "" where it can."""
        if not name.strip():
            return "请填写新名册的名称。"
        taken = any(choice.roster.name == name.strip() for choice in self.rosters)
        return f"已有名册“{name.strip()}”，请换一个名称，或选“更新已有的名册”。" if taken else ""


def read_import(
    workspace: Workspace, request: ImportRequest, before: ShownImport | None, progress: Progress
) -> ShownImport:
    """Read what importing would do; `before` is what was read of the same file already.

    At first the file goes to the roster that it is most likely a newer version of. Where no person can be read because
    no column is taken for the name, the columns are shown all the same. Raises UserError where the file cannot be read.
    """
    first = before is None
    if before is None:
        progress.step(0, None, f"正在读取“{request.path.name}”")
        book = open_book(request.path, progress, request.more)
        digest = book.digest if isinstance(book, FormBook) else hashlib.sha256(request.path.read_bytes()).hexdigest()
        before = ShownImport(request, book, digest, draft=find_draft(workspace, digest))
    try:
        preview = prepare_import(workspace, request, progress, before.book, before.preview)
    except UserError as error:
        return _without_preview(workspace, request, before, error, progress)
    if first or before.preview is None or before.request.sheets != request.sheets:
        before = replace(before, rosters=_choices(workspace, preview))
        likely = before.rosters[0] if before.rosters else None
        if first and likely is not None and likely.share >= LIKELY and not request.roster_id:
            request = replace(request, roster_id=likely.roster.id)
            preview = prepare_import(workspace, request, progress, before.book, preview)
    draft = before.draft
    asked: Sequence[ImportRow] = ()
    if draft is not None and request == replace(draft.request, path=request.path, more=request.more):
        undecided = replace(request, decisions={}, edits={})
        asked = prepare_import(workspace, undecided, progress, before.book, preview).stopped
    gone = [row.person_id for row in preview.rows if row.outcome is Outcome.GONE]
    found = people_store.people_by_ids(workspace.store, gone)
    facts = {id_: post_with_unit(person) for id_, person in found.items()}
    return replace(
        before,
        request=request,
        preview=preview,
        guesses=preview.guesses,
        wrong="",
        base=workspace.base_date,
        facts=facts,
        asked=asked,
    )


def _without_preview(
    workspace: Workspace, request: ImportRequest, before: ShownImport, error: UserError, progress: Progress
) -> ShownImport:
    """Show the columns of a file of which no preview can be made; a choice for a head that is not there is dropped."""
    if request.roster_id and all(choice.roster.id != request.roster_id for choice in _rosters(workspace)):
        return read_import(workspace, replace(request, roster_id=""), before, progress)
    heads = {guess.head for guess in guess_columns(workspace, replace(request, mapping={}), before.book)}
    mapping = {head: field for head, field in request.mapping.items() if head in heads}
    if mapping != request.mapping:
        return read_import(workspace, replace(request, mapping=mapping), before, progress)
    guesses = guess_columns(workspace, request, before.book)
    if any(guess.field == "name" for guess in guesses):
        raise error
    return replace(before, request=request, preview=None, guesses=guesses, wrong=f"{error.text}{error.advice}")


def _rosters(workspace: Workspace) -> list[RosterChoice]:
    titles = {kind.id: kind.title for kind in workspace.catalog.roster_kinds.values()}
    return [
        RosterChoice(roster, titles.get(roster.kind, roster.kind), count)
        for roster, count in rosters.list_rosters(workspace)
    ]


def _choices(workspace: Workspace, preview: ImportPreview) -> list[RosterChoice]:
    shares = {roster.id: share for roster, share in likely_rosters(workspace, preview)}
    found = [replace(choice, share=shares.get(choice.roster.id, 0.0)) for choice in _rosters(workspace)]
    return sorted(found, key=lambda choice: -choice.share)


def likely_kind(kinds: Iterable[RosterKindSpec], file: Path, heading: str = "") -> str:
    """Return the kind of roster that a sheet's heading, else a file's name speaks of, "" for none."""
    every = list(kinds)
    for name in (heading, file.stem):
        named = [kind for kind in every if kind.title.removesuffix("名册") in name]
        if named:
            return max(named, key=lambda kind: len(kind.title)).id
    return ""


def name_offered(shown: ShownImport) -> str:
    """Return what a new roster of what was read is called until the clerk says otherwise."""
    return suggested_name(shown.preview) if shown.preview is not None else shown.request.path.stem


def begins_new(shown: ShownImport) -> bool:
    """Tell whether a file is a new roster's without asking: there is none yet that has anybody of it."""
    return not any(choice.share for choice in shown.rosters)


class Ledger:
    """核对: `request` is all that the clerk has said; each step of it can be taken back and said again."""

    def __init__(self, request: ImportRequest) -> None:
        self.request = request
        self._begun = request
        self._past: list[ImportRequest] = []
        self._undone: list[ImportRequest] = []

    @property
    def touched(self) -> bool:
        """Tell whether anything was decided or corrected that would be lost."""
        return _work(self.request) != _work(self._begun)

    def go_on_with(self, request: ImportRequest) -> None:
        """Begin with what the worker has made of the request: the likely roster, heads that are not there dropped."""
        if not self._past:
            self._begun = request
        self.request = request

    def answer(self, key: str, reply: Reply) -> None:
        """Take an answer to the question about a row."""
        request = self.request
        if reply.hidden is not None:
            self._take(replace(request, with_hidden=reply.hidden))
        elif reply.leave:
            self.decide([reply.leave], SKIP)
        elif reply.fill is not None:
            self._take(replace(request, fill_down=reply.fill))
        elif reply.unit:
            self._take(replace(request, units=request.units | {reply.unit}))
        elif reply.put:
            keys = [row for row, _field in reply.put]
            edits = {**request.edits, **reply.put}
            self._take(replace(request, edits=edits, decisions=_without(request.decisions, keys)))
        elif reply.blank:
            edits = {**request.edits, **{(key, name): "" for name in reply.blank}}
            self._take(replace(request, edits=edits, decisions=_without(request.decisions, [key])))
        elif reply.decision is None:
            self._take(replace(request, decisions=_without(request.decisions, [key])))
        else:
            self.decide([key], reply.decision)

    def decide(self, keys: Iterable[str], decision: Decision) -> None:
        """Decide alike about rows, or about people who are gone."""
        self._take(replace(self.request, decisions={**self.request.decisions, **dict.fromkeys(keys, decision)}))

    def mend(self, changes: Sequence[CellChange]) -> None:
        """Correct cells; a row that was left out comes in again with it."""
        edits = {**self.request.edits, **{(each.row_id, each.field): str(each.value or "") for each in changes}}
        skipped = [each.row_id for each in changes if self.request.decisions.get(each.row_id) == Decision("skip")]
        self._take(replace(self.request, edits=edits, decisions=_without(self.request.decisions, skipped)))

    def take_for(self, guesses: Sequence[Guess], head: str, name: str) -> None:
        """Take a column of the file for a field, "" for none; no other column is taken for it then, but one that it is joined with."""
        only = name and name != OWN and name not in BETWEEN
        others = {guess.head: "" for guess in guesses if only and guess.field == name and guess.head != head}
        self._take(replace(self.request, mapping={**self.request.mapping, **others, head: name}))

    def choose_sheets(self, sheets: Sequence[str]) -> None:
        """Read these sheets."""
        self._take(replace(self.request, sheets=tuple(sheets)))

    def choose_hidden(self, with_hidden: bool) -> None:
        """Take the hidden rows for people as well, or leave them out."""
        self._take(replace(self.request, with_hidden=with_hidden))

    def choose_roster(self, roster_id: str) -> None:
        """Bring this roster up to date, "" for a new one."""
        if roster_id != self.request.roster_id:
            self._take(replace(self.request, roster_id=roster_id))

    def choose_complete(self, complete: bool) -> None:
        """Take the file for the whole roster, so that who is not in it is asked about, or for a part of it."""
        self._take(replace(self.request, complete=complete))

    def take_up(self, request: ImportRequest) -> None:
        """Go on with what was kept of an earlier time."""
        self._take(replace(request, path=self.request.path, more=self.request.more))

    def go_back_to(self, request: ImportRequest) -> None:
        """Take back what was said after this, which could not be worked out."""
        while self.request != request and self.undo():
            self._undone.clear()

    def undo(self) -> bool:
        """Go back to what was before the last step; tell whether there was one."""
        return self._go(self._past, self._undone)

    def redo(self) -> bool:
        """Say again what was taken back last; tell whether there was anything."""
        return self._go(self._undone, self._past)

    def _take(self, request: ImportRequest) -> None:
        self._past.append(self.request)
        self._undone.clear()
        self.request = request

    def _go(self, from_: list[ImportRequest], to: list[ImportRequest]) -> bool:
        if not from_:
            return False
        to.append(self.request)
        self.request = from_.pop()
        return True


def _without(decisions: Mapping[str, Decision], keys: Iterable[str]) -> dict[str, Decision]:
    gone = set(keys)
    return {key: decision for key, decision in decisions.items() if key not in gone}


def _work(request: ImportRequest) -> object:
    """Return what of a request is work that a clerk would not like to do again."""
    return (
        request.mapping,
        request.edits,
        request.decisions,
        request.with_hidden,
        request.units,
        request.fill_down,
        request.complete,
    )


@dataclass(frozen=True)
class Standing:
    """How far an import is: the words of its steps and of what is not taken, and whether the button may be pressed."""

    steps: Sequence[str]
    columns_left: str
    columns_tip: str
    rows_left: str
    sheets_left: str
    left: str
    verb: str
    wrong_name: str
    can_check: bool
    can_import: bool
    touched: bool


def standing_of(shown: ShownImport, ledger: Ledger, new_name: str | None, *, chosen: bool) -> Standing:
    """Return how far it is; `new_name` is that of a new roster, None where one is brought up to date."""
    preview, request = shown.preview, ledger.request
    left = words.columns_left(shown.guesses)
    tip = "、".join(words.left_heads(shown.guesses))
    found = words.column_words(shown.guesses)
    if preview is None:
        steps = [shown.book.called, found, ""]
        return Standing(steps, left, tip, "", "", "", "导入", "", False, False, ledger.touched)
    open_ = words.open_rows(preview, request)
    gone = words.open_gone(preview, request) if request.roster_id else []
    wrong = shown.name_problem(new_name) if new_name is not None else ""
    settled = not open_ and not gone and chosen and not wrong and preview.request == request
    anything = words.people_count(preview, request) or any(row.outcome is Outcome.GONE for row in preview.rows)
    return Standing(
        [words.file_words(preview), found, words.check_words(preview, request)],
        left,
        tip,
        words.rows_left(preview),
        words.sheets_left(preview),
        words.left_words(len(open_), len(gone), chosen),
        words.verb_of(preview, request),
        wrong,
        True,
        settled and bool(anything),
        ledger.touched,
    )


def stage_of(shown: ShownImport) -> int:
    """Return the step that a file that was just read has something to ask in: its sheets, its columns, its rows."""
    preview = shown.preview
    if preview is not None and (len(words.sheet_rows(preview)) > 1 or hidden_count(preview)):
        return 0
    return 1 if preview is None or words.left_heads(shown.guesses) else 2


def commit_read(
    workspace: Workspace, shown: ShownImport, name: str, kind: str, progress: Progress | None = None
) -> ImportResult:
    """Write what was read and decided; `name` and `kind` are those of a new roster. What was kept of the file is forgotten."""
    assert shown.preview is not None, "only what was read is written"
    return commit_import(workspace, shown.preview, name, kind, progress=progress, draft=shown.digest)
