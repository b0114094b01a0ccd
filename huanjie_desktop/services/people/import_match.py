"""Decides for each row of an import who it is: somebody new, somebody known, or somebody that has to be asked about.

Who is sure comes first: by the clerk's decision, by ID number, by name with birth. Only then come names alone, which never
make anybody known of somebody whom they contradict, and corrected births and numbers of those on the roster.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.services.people.form_parts import PART_TITLES, parts_said
from huanjie_desktop.services.people.import_request import Decision
from huanjie_desktop.services.people.import_rows import ReadRow
from huanjie_desktop.services.people.import_twins import are_apart
from huanjie_desktop.services.people.own_columns import is_own

_STATED = (("sex", "性别"), ("ethnic_group", "民族"), ("unit", "单位"))


@dataclass(frozen=True)
class Match:
    """`person` is who the row is, None for somebody new. `doubt` asks, with `code` and the `field` to look at, whether it is
    one of `candidates`; `accepted` is what accepting the row as it stands means. `refusal` says why it cannot come in at all.
    `first` is the row before it that has the same ID number; without a doubt the row says nothing that this one has not said.
    `differs` are the fields in which it contradicts that one.
    `twin` is a row before it of the same name that may be the same person; `note` says what was taken for sure and may be told.
    """

    person: Person | None = None
    doubt: str = ""
    refusal: str = ""
    code: str = ""
    field: str = "name"
    candidates: tuple[Person, ...] = ()
    accepted: Literal["same", "other"] = "other"
    first: ReadRow | None = None
    twin: ReadRow | None = None
    note: str = ""
    differs: tuple[str, ...] = ()


_NOBODY = Match()  # nobody who is known


class Standing:
    """Where people stand already: `on_roster` are the groups on the roster that the import goes to, by person id in its order; `others` are
    those on the other rosters."""

    def __init__(self, on_roster: Mapping[str, str] | None = None, others: Sequence[Mapping[str, str]] = ()) -> None:
        self.on_roster = on_roster or {}
        self.place = {person_id: at for at, person_id in enumerate(self.on_roster)}
        self._others = [(known, frozenset(known.values())) for known in others]

    def elsewhere(self, person: Person, group: str) -> str:
        """Return the group under which somebody stands on a roster that has this group as well, if it is another one."""
        if not group:
            return ""
        home = self.on_roster.get(person.id, "")
        if home and home != group:
            return home
        for known, names in self._others:
            found = known.get(person.id, "")
            if found and found != group and group in names:
                return found
        return ""


class Matcher:
    """Finds who rows are; all rows that can come in are known from the start."""

    def __init__(
        self,
        people: Sequence[Person],
        rows: Sequence[ReadRow],
        standing: Standing,
        decisions: Mapping[str, Decision],
        heads: Mapping[str, str],
    ) -> None:
        self._standing, self._heads = standing, heads
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_name[person.name].append(person)
            if person.id_number:
                self._by_number[person.id_number].append(person)
        self._numbers: dict[str, ReadRow] = {}
        self._taken: dict[str, ReadRow] = {}
        self._seen: dict[tuple[str, bool], list[ReadRow]] = defaultdict(list)
        self._found: dict[str, Match] = {}
        self._decided: set[str] = set()
        waiting = self._take_decisions(people, rows, decisions)
        ways = (self._by_id, self._same_as_one, self._same_as_any, self._by_name_and_birth, self._told_by_more)
        for find in ways:
            self._unsure = Counter(row.values["name"] for row in waiting)
            waiting = self._settle_all(waiting, find)
        self._unsure = Counter(row.values["name"] for row in waiting)

    def match(self, row: ReadRow) -> Match:
        """Return who the row is; call it once for each row, in the file's order."""
        found = self._found.get(row.key) or self._unsure_match(row)
        name, numbered = row.values["name"], bool(row.values.get("id_number"))
        plain = found.person is None and found.first is None and not found.doubt and not found.refusal
        if plain and row.key not in self._decided:
            before = self._seen.get((name, False), ())  # two numbers are two people
            found = _not_twice(row, before if numbered else [*before, *self._seen.get((name, True), ())])
        self._seen[name, numbered].append(row)
        return found

    def _take_decisions(
        self, people: Sequence[Person], rows: Sequence[ReadRow], decisions: Mapping[str, Decision]
    ) -> list[ReadRow]:
        """Settle the rows that the clerk has decided; return the others."""
        if not decisions:
            return list(rows)
        by_id, waiting = {person.id: person for person in people}, []
        for row in rows:
            decision = decisions.get(row.key)
            person = by_id.get(decision.person_id) if decision is not None and decision.kind == "same" else None
            if person is None and (decision is None or decision.kind != "other"):
                waiting.append(row)
                continue
            self._decided.add(row.key)
            self._settle(row, Match(person))
        return waiting

    def _settle_all(self, rows: Sequence[ReadRow], find: Callable[[ReadRow], Match | None]) -> list[ReadRow]:
        """Settle the rows for which something is found; return the others."""
        waiting = []
        for row in rows:
            found = find(row)
            if found is None:
                waiting.append(row)
            else:
                self._settle(row, found)
        return waiting

    def _settle(self, row: ReadRow, found: Match) -> None:
        """Keep what was found, unless the same person or number stood in a row before."""
        number = row.values.get("id_number", "")
        first = self._numbers.setdefault(number, row) if number else row
        if first is not row and not self._is_known_so(row, found):
            found = _again(row, first, self._heads)
        elif (known := found.person) is not None:
            first = self._taken.setdefault(known.id, row)
            if first is not row and (found.doubt or number or row.key in self._decided):
                words = f"与{_place(row, first)}是同一人“{known.name}”"
                found = Match(refusal=words, code="person-twice", first=first, differs=tuple(_differences(row, first)))
            elif first is not row:
                words = f"与{_place(row, first)}都对得上已有人员{_called(known)}，是同一人还是另一人"
                found = Match(doubt=words, code="doubt-twice", twin=first, differs=tuple(_differences(row, first)))
        self._found[row.key] = found

    def _is_known_so(self, row: ReadRow, found: Match) -> bool:
        """Tell whether somebody stands in the workspace just as a row says, number and all, and no row before has been him."""
        person = found.person
        if person is None or found.doubt or person.id in self._taken:
            return False
        said = ((name, value) for name, value in row.values.items() if value not in ("", None) and not is_own(name))
        return all(says_the_same(person, name, value) for name, value in said)

    def _by_id(self, row: ReadRow) -> Match | None:
        """Return who it is by ID number, and nobody where nobody has the name."""
        name, number = row.values["name"], row.values.get("id_number", "")
        several = self._by_number.get(number, []) if number else []
        if several:
            known = next((person for person in several if person.name == name), several[-1])
            return Match(known) if known.name == name else _renamed(known, name)
        return _NOBODY if name not in self._by_name else None

    def _by_name_and_birth(self, row: ReadRow) -> Match | None:
        """Return who it is by name with birth; None where that does not tell."""
        name, number, birth = row.values["name"], row.values.get("id_number", ""), row.values.get("birth")
        if birth is None:
            return None
        born = [
            person
            for person in self._by_name.get(name, ())
            if person.birth is not None and person.birth.agrees_with(birth) and not (number and person.id_number)
        ]
        if len(born) > 1:
            born = self._nearest(row, born)
        if len(born) != 1:
            return None
        odd = _contradiction(row, born[0], ("sex",))
        if odd:
            words = f"与已有人员{_called(born[0])}姓名、出生年月相同，但{odd}，是同一人还是另一人"
            accepted: Literal["same", "other"] = "same" if born[0].id in self._standing.on_roster else "other"
            return Match(born[0], words, "", "doubt-contradicts", "sex", (born[0],), accepted)
        return Match(born[0])

    def _same_as_one(self, row: ReadRow) -> Match | None:
        """Return the only one on the roster of whom a row says nothing new."""
        same = self._same(row)
        return Match(same[0]) if len(same) == 1 else None

    def _same_as_any(self, row: ReadRow) -> Match | None:
        """Return the first on the roster of whom a row says nothing new; those whom it could be are alike to it."""
        same = self._same(row)
        return Match(min(same, key=lambda person: self._standing.place[person.id])) if same else None

    def _same(self, row: ReadRow) -> list[Person]:
        """Return those on the roster of whom a row says nothing new; without a birth only where there are no more such rows of
        the name than people."""
        at_home = [person for person in self._open(row) if person.id in self._standing.on_roster]
        if row.values.get("birth") is None and len(at_home) < self._unsure[row.values["name"]]:
            return []
        return [person for person in at_home if self._says_nothing_new(row, person)]

    def _told_by_more(self, row: ReadRow) -> Match | None:
        """Return somebody whom more than the name speaks for, and nothing against."""
        fitting = [
            person for person in self._open(row) if self._could_be(row, person) and not self._oddity(row, person)
        ]
        near = self._nearest(row, fitting) if len(fitting) > 1 else fitting
        return Match(near[0]) if len(near) == 1 and _has_more(row, near[0]) else None

    def _unsure_match(self, row: ReadRow) -> Match:
        """Return who a row is of which nothing is sure: a name alone, or a birth or number that nobody of the name has."""
        name = row.values["name"]
        plain = [person for person in self._open(row) if self._could_be(row, person)]
        if not plain:
            corrected = [person for person in self._open(row) if self._is_corrected(row, person)]
            if len(corrected) > 1:
                return _several(row, corrected)
            return self._claimed(row, _corrected(row, corrected[0]) if corrected else Match())
        odd = {person.id: self._oddity(row, person) for person in plain}
        fitting = [person for person in plain if not odd[person.id]]
        if len(plain) > 1 and len(fitting) != 1:
            return _several(row, fitting or plain)
        (person,) = fitting or plain
        if fitting and self._unsure[name] == 1:
            return self._claimed(row, Match(person))
        why = f"，表中有{self._unsure[name]}个“{name}”" if fitting else f"，但{odd[person.id]}"
        code = "doubt-same-name" if fitting else "doubt-contradicts"
        return Match(None, f"与已有人员{_called(person)}同名{why}，是同一人还是另一人", "", code, "name", (person,))

    def _open(self, row: ReadRow) -> list[Person]:
        """Return the people of a row's name whom no row has taken."""
        return [person for person in self._by_name.get(row.values["name"], ()) if person.id not in self._taken]

    def _says_nothing_new(self, row: ReadRow, person: Person) -> bool:
        group = row.group
        if group and self._standing.on_roster.get(person.id, "") != group:
            return False
        said = ((name, value) for name, value in row.values.items() if value not in ("", None) and not is_own(name))
        return all(says_the_same(person, name, value) for name, value in said)

    def _claimed(self, row: ReadRow, found: Match) -> Match:
        self._settle(row, found)
        return self._found[row.key]

    def _could_be(self, row: ReadRow, person: Person) -> bool:
        """Tell whether neither birth nor number speak against it, and not both are there to speak for it."""
        birth, number = row.values.get("birth"), row.values.get("id_number", "")
        agrees = birth is None or person.birth is None or person.birth.agrees_with(birth)
        return agrees and not (number and person.id_number)

    def _is_corrected(self, row: ReadRow, person: Person) -> bool:
        """Tell whether somebody on the roster has another birth, or with the same birth another number, and nothing else odd."""
        birth, number = row.values.get("birth"), row.values.get("id_number", "")
        numbered = bool(number and person.id_number)
        other_birth = birth is not None and person.birth is not None and not person.birth.agrees_with(birth)
        if other_birth == numbered:  # neither, or everything is another's
            return False
        at_home = person.id in self._standing.on_roster or _same_place(row, person)
        return at_home and not _contradiction(row, person) and not self._standing.elsewhere(person, row.group)

    def _oddity(self, row: ReadRow, person: Person) -> str:
        """Say what a row by its name alone contradicts of somebody, "" for nothing."""
        odd = _contradiction(row, person)
        group = self._standing.elsewhere(person, row.group)
        if not odd and group:
            odd = f"原在“{group}”，表中在“{row.group}”"
        if odd or person.id in self._standing.on_roster:
            return odd
        post = "" if row.values.get("unit") else row.values.get("current_post", "")
        if post and person.current_post and not _within(post, post_with_unit(person)):
            return f"原职务“{person.current_post}”，表中“{post}”"
        return ""

    def _nearest(self, row: ReadRow, persons: Sequence[Person]) -> list[Person]:
        """Return those whom most of what a row says speaks for; several where it does not tell them apart."""
        left = [person for person in persons if person.id not in self._taken]
        scores = [(self._likeness(row, person), person) for person in left]
        best = max((score for score, _ in scores), default=0)
        return [person for score, person in scores if score == best]

    def _likeness(self, row: ReadRow, person: Person) -> int:
        group = self._standing.on_roster.get(person.id)
        score = 0 if group is None else 1 + 2 * (group == row.group)
        score -= 4 * bool(_contradiction(row, person))
        return score + sum(bool(row.values.get(name)) and _is(row, person, name) for name in _TELLING)


_TELLING = ("unit", "current_post", "sex", "phone", "work_started", "native_place")


def _again(row: ReadRow, first: ReadRow, heads: Mapping[str, str]) -> Match:
    """Return what a second row of one ID number is: the same once more, or what it says otherwise, which is asked."""
    differ = _differences(row, first)
    if not any(new for _, new in differ.values()):
        return Match(first=first, code="id-twice")
    shown = "；".join(
        "照片不同" if name == "photo" else f"那一行“{old or '空'}”，这一行“{new or '空'}”"
        for name, (old, new) in differ.items()
    )
    titles = {**PART_TITLES, **heads}
    where = "、".join(titles[name] for name in differ if name in titles)
    words = f"身份证号与{_place(row, first)}相同，内容不同：{shown}，用哪一行" + (
        f"（不同的是{where}）" if where else ""
    )
    return Match(doubt=words, code="id-twice", field="id_number", first=first, differs=tuple(differ))


def _differences(row: ReadRow, first: ReadRow) -> dict[str, tuple[str, str]]:
    """Return what a row before says and what this one says, by the fields in which they differ, in the file's order."""
    names = dict.fromkeys([*first.values, *row.values, GROUP])
    pairs = {name: (_said(first, name), _said(row, name)) for name in names}
    if row.parts is not None and first.parts is not None:
        old, new = parts_said(first.parts), parts_said(row.parts)
        pairs |= {name: (old[name], new[name]) for name in old}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _said(row: ReadRow, name: str) -> str:
    return row.group if name == GROUP else field_text(row.values.get(name)).replace("\n", " ")


def _not_twice(row: ReadRow, before: Sequence[ReadRow]) -> Match:
    """Ask about somebody new who stood in a row before; two whom something tells apart are two, which is said if it is not sure."""
    likely: ReadRow | None = None
    for other in before:
        apart = are_apart(row, other)
        if not apart:
            words = f"与{_place(row, other)}同名，是同一人还是另一人"
            return Match(doubt=words, code="doubt-twice", twin=other, differs=tuple(_differences(row, other)))
        likely = other if apart == "likely" else likely
    if likely is None:
        return _NOBODY
    return Match(note=f"与{_place(row, likely)}同名，单位或分组不同，按两个人导入")


def says_the_same(person: Person, name: str, new: Any) -> bool:
    """Tell whether a new value adds nothing to a person's: it is equal, a coarser date that agrees with the one known, or the
    post with the unit before it, as rosters print it."""
    old = getattr(person, name)
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return old == new or (old.agrees_with(new) and len(new.iso()) <= len(old.iso()))
    return bool(old == new) or (name == "current_post" and new == post_with_unit(person))


def _is(row: ReadRow, person: Person, name: str) -> bool:
    return bool(row.values[name] == getattr(person, name))


def _has_more(row: ReadRow, person: Person) -> bool:
    """Tell whether a row says more than the name that is the person's: the unit, the post or the telephone."""
    return any(row.values.get(name) and _is(row, person, name) for name in ("unit", "current_post", "phone"))


def _contradiction(row: ReadRow, person: Person, fields: Sequence[str] = ("sex", "ethnic_group", "unit")) -> str:
    """Say in which of these fields a row contradicts somebody, "" for none."""
    for name, title in _STATED:
        if name not in fields:
            continue
        said, known = row.values.get(name, ""), getattr(person, name)
        if said and known and said != known and not (name == "unit" and _within(said, known)):
            return f"{title}原为“{known}”，表中是“{said}”"
    return ""


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _same_place(row: ReadRow, person: Person) -> bool:
    """Tell whether a row names the unit and the post that somebody has."""
    return all(row.values.get(name) and _is(row, person, name) for name in ("unit", "current_post"))


def _renamed(person: Person, name: str) -> Match:
    words = f"身份证号与已有人员{_called(person)}相同，姓名却是“{name}”，是改名还是填错"
    return Match(person, words, "", "doubt-renamed", "name", (person,), "same")


def _corrected(row: ReadRow, person: Person) -> Match:
    birth: PartialDate | None = row.values.get("birth")
    if birth is not None and person.birth is not None and not person.birth.agrees_with(birth):
        words = f"已有人员{_called(person)}同名，表中出生年月是“{field_text(birth)}”，是更正还是另一人"
        return Match(person, words, "", "doubt-corrected", "birth", (person,), "same")
    words = f"已有人员{_called(person)}同名，身份证号却不同，是更正还是另一人"
    return Match(person, words, "", "doubt-corrected", "id_number", (person,), "same")


def _several(row: ReadRow, persons: Sequence[Person]) -> Match:
    name: Any = row.values["name"]
    words = f"已有{len(persons)}名“{name}”，分不清是哪一人"
    return Match(None, words, "", "doubt-same-name", "name", tuple(persons), "other")


def _called(person: Person) -> str:
    """Return how somebody known is told from others: “赵甲”（1985.07，柳河镇）."""
    facts = "，".join(fact for fact in (field_text(person.birth), person.unit or person.current_post) if fact)
    return f"“{person.name}”" + (f"（{facts}）" if facts else "")


def _place(row: ReadRow, other: ReadRow) -> str:
    return other.where if row.sheet == other.sheet else f"工作表“{other.sheet}”{other.where}"
