"""Decides what becomes of each row of an import, who of the roster is gone, and who stands in another place."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from huanjie_desktop.domain.approval import NO_PARTS, PersonParts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.outcome import Finding, Place, Severity, Subject
from huanjie_desktop.domain.parties import status_beside
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.roster import EXAMPLE, OWN, Roster, RosterEntry
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.exchange.table_rows import EXAMPLE_ROW
from huanjie_desktop.services.people.form_parts import part_changes
from huanjie_desktop.services.people.import_match import Match, Matcher, Standing, says_the_same
from huanjie_desktop.services.people.import_preview import ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Answer, Decision, ImportRequest
from huanjie_desktop.services.people.import_rows import ReadRow
from huanjie_desktop.services.people.import_twins import put_together
from huanjie_desktop.services.people.own_columns import is_own
from huanjie_desktop.services.people.row_fill import FILL
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters

LEFT, LEFT_COLUMN = "已调离", "变动情况"  # what a roster's own column says of who has left, and its title
_OF_THE_ROW = frozenset({FILL, "doubt-unit", "doubt-struck"})  # doubts that are not about a value
_COMPARED = ("birth", "sex", "id_number", "political_status", "party_joined")  # fields that others are compared with
_TAKEN = frozenset({Outcome.ADD, Outcome.CHANGE, Outcome.UNCHANGED})


class Decider:
    """Decides about the rows of one file, against the people that there are and the roster that they go to."""

    def __init__(
        self,
        workspace: Workspace,
        request: ImportRequest,
        guesses: Sequence[Guess],
        roster: Roster | None,
        file: str,
    ) -> None:
        self._request, self._roster, self._file = request, roster, file
        self.apart: int | None = None
        self._own = [guess.field for guess in guesses if is_own(guess.field)]
        self._used: set[str] = set()
        self._heads = {guess.field: guess.head for guess in guesses if guess.field}
        store = self._store = workspace.store
        self._base = workspace.base_date
        self._parts: Mapping[str, PersonParts] = {}
        self._people = people.list_people(store)
        self._entries: Sequence[RosterEntry] = rosters.list_entries(store, roster.id) if roster is not None else ()
        self._by_person = {entry.person_id: entry for entry in self._entries}
        groups = {entry.person_id: entry.group_name for entry in self._entries}
        others = [each for each in rosters.list_rosters(store) if roster is None or each.id != roster.id]
        grouped = [
            {entry.person_id: entry.group_name for entry in rosters.list_entries(store, each.id) if entry.group_name}
            for each in others
        ]
        self._standing = Standing(groups, [each for each in grouped if each])

    def decide(self, rows: Sequence[ReadRow]) -> list[ImportRow]:
        """Return what becomes of the rows, in their order, then those on the roster who are gone.

        Where the file is not the whole roster, nobody is gone, the order stays, and `apart` counts who is not in it.
        """
        if any(row.parts is not None for row in rows):
            self._parts = person_parts.parts_of(self._store, [person.id for person in self._people])
        rows, merged = put_together(rows, self._request.decisions, self._hint)
        aside = [self._put_aside(row, merged) for row in rows]
        usable = [row for row, put in zip(rows, aside, strict=True) if put is None and not row.findings]
        matcher = Matcher(self._people, usable, self._standing, self._request.decisions, self._heads)
        decided = [put or self._decide(row, matcher) for row, put in zip(rows, aside, strict=True)]
        if self._roster is None or not self._request.roster_id:
            return decided
        gone = self._gone(decided)
        if not self._is_complete(rows):
            self.apart = len(gone)
            return decided
        if not self._request.keep_order:
            decided = self._with_moves(decided, gone)
        return [*decided, *gone]

    def _is_complete(self, rows: Sequence[ReadRow]) -> bool:
        """Tell whether the file stands for the whole roster; UserError where that is said of one person's form."""
        forms = any(row.source for row in rows)
        if forms and len(rows) == 1 and self._request.complete:
            raise UserError("一份审批表只说一个人，不能当作完整的名册。", "请取消“完整”，名册里的其他人不变。")
        if self._request.complete is not None:
            return self._request.complete
        return not forms and len(rows) > 1

    def _put_aside(self, row: ReadRow, merged: Mapping[str, ReadRow]) -> ImportRow | None:
        """Return a row that nobody looks at: the clerk skips it, its person stands in another one, it is the example of a sample
        sheet, or hidden."""
        decision = self._request.decisions.get(row.key)
        if row.key in merged:
            return replace(_row(row, Outcome.SKIPPED), why=f"与{merged[row.key].where}是同一人，已并入", answer="same")
        if decision is not None and decision.kind == "skip":
            return replace(_row(row, Outcome.SKIPPED), why="已跳过", answer="skip")
        if not row.source and row.texts.get("name", "").strip().startswith(EXAMPLE):
            return replace(_row(row, Outcome.LEFT_OUT), why=EXAMPLE_ROW)
        if row.hidden and self._request.with_hidden is False:
            return replace(_row(row, Outcome.LEFT_OUT), why="隐藏的行")
        return None

    def _decide(self, row: ReadRow, matcher: Matcher) -> ImportRow:
        if row.findings:
            return self._refused(row, row.findings)
        match = matcher.match(row)
        return replace(self._decide_about(row, match), **_conflict(match))

    def _decide_about(self, row: ReadRow, match: Match) -> ImportRow:
        if match.refusal:
            return self._refused(row, [self._finding(row, match.field, match.code, match.refusal, Severity.ERROR)])
        if match.first is not None and not match.doubt:
            return replace(_row(row, Outcome.LEFT_OUT), why=f"与{match.first.where}是同一人，内容相同")
        row = self._without_what_is_known(row, match)
        doubts = self._doubts(row, match)
        answer = self._answer(row) if doubts else None
        if answer is not None and (answer.kind == "skip" or match.first is not None):
            return replace(
                _row(row, Outcome.SKIPPED),
                why=doubts[0].text,
                doubts=doubts,
                answer="skip",
                candidates=match.candidates,
            )
        if doubts and answer is None:
            answers: tuple[Answer, ...] = ("same", "other", "skip") if match.doubt else ("accept", "skip")
            if match.doubt and not match.candidates and match.twin is None:
                answers = ("skip",) if match.first is not None else ("other", "skip")
            return replace(
                _row(row, Outcome.DOUBT),
                doubts=tuple(replace(doubt, severity=Severity.ERROR) for doubt in doubts),  # it blocks the row
                why=doubts[0].text,
                candidates=match.candidates,
                answers=answers,
            )
        found = self._accepted(row, _who(match, answer), doubts, self._request.decisions.get(row.key) or answer)
        return (
            replace(found, findings=(*found.findings, self._hint(row, "name", "namesake", match.note)))
            if match.note
            else found
        )

    def _without_what_is_known(self, row: ReadRow, match: Match) -> ReadRow:
        """Return a row whose doubts about cells are hints where the workspace has the very same of the person: that was decided."""
        if match.person is None or match.doubt or not row.doubts:
            return row
        chosen = {
            name: stored
            for name, means in row.meanings.items()
            if (stored := getattr(match.person, name)) in [each.date for each in means]
        }
        row = replace(row, values={**row.values, **chosen})  # what was chosen of what it may mean holds again
        changed = _changes(row, match.person).keys()
        fields = {head: field for field, head in self._heads.items()}
        known = [
            doubt
            for doubt in row.doubts
            if doubt.code not in _OF_THE_ROW
            and doubt.place is not None
            and doubt.place.column
            and not changed & {fields.get(doubt.place.column, ""), *_COMPARED}
        ]
        if not known:
            return row
        hints = [replace(doubt, severity=Severity.HINT) for doubt in known]
        return replace(
            row, doubts=[doubt for doubt in row.doubts if doubt not in known], notes=[*row.notes, *hints], meanings={}
        )

    def _doubts(self, row: ReadRow, match: Match) -> tuple[Finding, ...]:
        if not (row.doubts or row.hidden or match.doubt):
            return ()
        doubts = [replace(doubt, severity=Severity.WARNING) for doubt in row.doubts]
        if row.hidden and self._request.with_hidden is None:
            doubts.append(self._finding(row, "", "doubt-hidden", "这一行在表中是隐藏的，是否导入"))
        if match.doubt:
            doubts.append(self._finding(row, match.field, match.code, match.doubt))
        return tuple(doubts)

    def _answer(self, row: ReadRow) -> Decision | None:
        """Return what settles a row's doubts: the clerk's decision, or what holds for all of them."""
        decision = self._request.decisions.get(row.key)
        if decision is not None and decision.kind in ("accept", "same", "other"):
            return decision
        return None if self._request.on_doubt == "ask" else Decision(self._request.on_doubt)

    def _refused(self, row: ReadRow, findings: Sequence[Finding]) -> ImportRow:
        return replace(_row(row, Outcome.REFUSED), findings=tuple(findings), why=findings[0].text)

    def _accepted(
        self, row: ReadRow, person: Person | None, doubts: tuple[Finding, ...], said: Decision | None
    ) -> ImportRow:
        answer = said.kind if said is not None else ""
        if person is None:
            return _row(row, Outcome.ADD, doubts, answer)
        if person.id in self._used:
            words = f"与另一行是同一人“{person.name}”"
            return self._refused(row, [self._finding(row, "name", "person-twice", words, Severity.ERROR)])
        self._used.add(person.id)
        changes = _changes(row, person)
        if self._own:
            changes |= self._own_changes(row, person)
        home = self._standing.on_roster
        if row.group and person.id in home and home[person.id] != row.group:
            changes[GROUP] = (home[person.id], row.group)
        joins = self._roster is not None and person.id not in home
        beside = (
            part_changes(row.parts, self._parts.get(person.id, NO_PARTS), self._base) if row.parts is not None else {}
        )
        outcome = Outcome.CHANGE if changes or beside or joins else Outcome.UNCHANGED
        made = _row(row, outcome, doubts, answer)
        return replace(made, person_id=person.id, changes=changes, part_changes=beside, joins=joins)

    def _own_changes(self, row: ReadRow, person: Person) -> dict[str, tuple[Any, Any]]:
        """Return what a row changes in the roster's own columns."""
        entry = self._by_person.get(person.id)
        own = {field: text for field in self._own if (text := row.values.get(field, ""))}
        old = {field: entry.own_text(field.removeprefix(OWN)) if entry is not None else "" for field in own}
        return {field: (old[field], text) for field, text in own.items() if old[field] != text}

    def _gone(self, decided: Sequence[ImportRow]) -> list[ImportRow]:
        """Return those on the roster whom no row can be; one whom a row that is not imported names is not gone."""
        here = {row.person_id for row in decided if row.person_id}
        open_rows = [row for row in decided if row.outcome not in _TAKEN and row.outcome is not Outcome.LEFT_OUT]
        here |= {person.id for row in open_rows for person in row.candidates}
        names = {str(row.values.get("name") or row.texts.get("name", "")) for row in open_rows}
        numbers = {row.values.get("id_number") for row in open_rows} - {None, ""}
        by_id = {person.id: person for person in self._people}
        found = []
        for entry in self._entries:
            person = by_id[entry.person_id]
            if person.id not in here and person.name not in names and person.id_number not in numbers:
                found.append(self._gone_row(person, entry))
        return found

    def _gone_row(self, person: Person, entry: RosterEntry) -> ImportRow:
        decision = self._request.decisions.get(person.id)
        answer = decision.kind if decision is not None else "keep"
        marked = entry.own_text(LEFT_COLUMN) == LEFT
        done = {"remove": "将移出名册", "left": f"将在“{LEFT_COLUMN}”栏写“{LEFT}”"}.get(answer, "保留在名册中")
        facts = "，".join(fact for fact in (field_text(person.birth), entry.group_name or person.unit) if fact)
        called = f"“{person.name}”" + (f"（{facts}）" if facts else "")
        name = self._roster.name if self._roster is not None else ""
        if marked and answer != "remove":
            done = f"“{LEFT_COLUMN}”栏已写“{LEFT}”，不再改"
        finding = Finding(
            Severity.HINT if marked and answer != "remove" else Severity.WARNING,
            "gone",
            f"{called}在名册《{name}》中，新表中没有，{done}。",
            subject=Subject("person", person.id, person.name),
            place=Place(self._file),
        )
        changes = {}
        if answer == "left" and not marked:
            changes = {OWN + LEFT_COLUMN: (entry.own_text(LEFT_COLUMN), LEFT)}
        return ImportRow(
            person.id,
            "",
            0,
            Outcome.GONE,
            {"name": person.name},
            {"name": person.name},
            person.id,
            changes,
            entry.group_name,
            (finding,),
            why=done,
            answers=("keep", "remove", "left"),
            answer=answer,
        )

    def _with_moves(self, decided: Sequence[ImportRow], gone: Sequence[ImportRow]) -> list[ImportRow]:
        """Mark those who stand elsewhere among the others than on the roster; as few as will do."""
        old = {entry.person_id: at for at, entry in enumerate(self._entries, 1)}
        order = arranged(self._entries, decided, gone)
        new = {person_id: at for at, person_id in enumerate(order, 1) if person_id}
        moved = _out_of_order([old[id_] for id_ in order if id_ in old])
        marked = []
        for row in decided:
            place = old.get(row.person_id, 0)
            if row.outcome in _TAKEN and place in moved:
                outcome = Outcome.CHANGE if row.outcome is Outcome.UNCHANGED else row.outcome
                row = replace(row, moved=(place, new[row.person_id]), outcome=outcome)
            marked.append(row)
        return marked

    def _hint(self, row: ReadRow, field: str, code: str, text: str) -> Finding:
        return self._finding(row, field, code, text, Severity.HINT)

    def _finding(
        self,
        row: ReadRow,
        field: str,
        code: str,
        text: str,
        severity: Severity = Severity.WARNING,
    ) -> Finding:
        head, file = self._heads.get(field, ""), row.source or self._file
        where = (f"“{file}”" if row.source else f"“{file}”{row.where}") + (f"“{head}”栏" if head else "")
        end = "？" if severity is Severity.WARNING else "。"
        if row.source:
            return Finding(severity, code, f"{where}：{text}{end}", place=Place(file, column=head))
        return Finding(severity, code, f"{where}：{text}{end}", place=Place(file, row.sheet, row.number, head))


def arranged(entries: Sequence[RosterEntry], rows: Iterable[ImportRow], gone: Sequence[ImportRow]) -> list[str]:
    """Return the people of a roster in a newer file's order, "" for each new one; who is not in it stays behind whom he
    stood, and who is taken off is left out."""
    removed = {row.person_id for row in gone if row.answer == "remove"}
    in_file = [row.person_id for row in rows if row.outcome in _TAKEN]
    named = set(in_file)
    behind: dict[str, list[str]] = {}
    before = ""
    for entry in entries:
        if entry.person_id in named:
            before = entry.person_id
        elif entry.person_id not in removed:
            behind.setdefault(before, []).append(entry.person_id)
    order = [*behind.get("", ())]
    for person_id in in_file:
        order.append(person_id)
        if person_id:
            order += behind.get(person_id, ())
    return order


def _row(row: ReadRow, outcome: Outcome, doubts: tuple[Finding, ...] = (), answer: str = "") -> ImportRow:
    return ImportRow(
        row.key,
        row.sheet,
        row.number,
        outcome,
        row.texts,
        row.values,
        group=row.group,
        findings=tuple(row.notes),
        doubts=doubts,
        answer=answer,
        source=row.source,
        parts=row.parts,
        meanings=row.meanings,
    )


def _conflict(match: Match) -> dict[str, Any]:
    """Return which row before says of the same person, or may, and in which fields otherwise."""
    first, twin = (each.key if each is not None else "" for each in (match.first, match.twin))
    return {"first": first, "twin": twin, "differs": match.differs}


def _who(match: Match, answer: Decision | None) -> Person | None:
    """Return who a row is that comes in."""
    if not match.doubt or answer is None:
        return match.person
    kind = match.accepted if answer.kind == "accept" else answer.kind
    return match.candidates[0] if kind == "same" and match.candidates else None


def _changes(row: ReadRow, person: Person) -> dict[str, tuple[Any, Any]]:
    """Return what a row changes of a person; an empty cell erases nothing, and what follows from others fills only gaps of fields
    for which the file has no column of its own."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name, value in row.values.items():
        if value in ("", None) or is_own(name):
            continue
        old = getattr(person, name)
        if name in row.concluded and (old or name in row.texts):
            continue
        if name not in row.texts and name == "political_status":
            value = status_beside(value, old)
        if not says_the_same(person, name, value):
            changes[name] = (old, value)
    return changes


def _out_of_order(places: Sequence[int]) -> set[int]:
    """Return the places that have to move for the others to stand in rising order; as few as will do."""
    ends: list[int] = []
    at_end: list[int] = []
    before = [-1] * len(places)
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        before[at] = at_end[length - 1] if length else -1
        if length == len(ends):
            ends.append(place)
            at_end.append(at)
        else:
            ends[length], at_end[length] = place, at
    kept, at = set(), at_end[-1] if at_end else -1
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return set(places) - kept
