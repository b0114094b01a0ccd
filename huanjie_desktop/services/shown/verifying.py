"""与电子表核对, as the window shows it: what was found, what the clerk has decided of it, and how much is left."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from huanjie_desktop.domain.comparing import LEFT, ONE_BY_ONE, RIGHT, differing_places
from huanjie_desktop.domain.identity import check_against, check_id_number
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.services.people.import_request import Decision
from huanjie_desktop.services.people.verify_accept import Key, accept_theirs
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.people.verifying import (
    ComparedPerson,
    OnlyThere,
    Unsure,
    Verification,
    VerifyRequest,
    verify_roster,
)
from huanjie_desktop.services.printing.verify_report import preview_report, write_report
from huanjie_desktop.services.shown.papers import ShownPaper
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import people_by_ids

__all__ = [
    "KINDS",
    "LEFT",
    "RIGHT",
    "Choosing",
    "Line",
    "Rule",
    "ShownVerification",
    "VerifyRequest",
    "read_verification",
]
_NUMBER = "id_number"


@dataclass(frozen=True)
class Rule:
    """A rule of what counts as equal: whether it holds, and how many cells are equal by it."""

    id: str
    title: str
    used: bool
    count: int


@dataclass(frozen=True)
class ShownVerification:
    """What was found, the rules, and the people compared as they are known, for what is said of a cell."""

    found: Verification
    rules: tuple[Rule, ...]
    persons: Mapping[str, Person] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of a list: `cells` are its words; a line that leads on has its `key`."""

    id: str
    cells: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True)
class ColumnCount:
    """栏目: how many differences it has, and how many are open; one that stands `alone` is decided cell by cell."""

    field: str
    title: str
    count: int
    left: int
    alone: bool


def read_verification(
    workspace: Workspace, request: VerifyRequest, before: ShownVerification | None, progress: Progress
) -> ShownVerification:
    """Compare a roster with a file; `before` is what was found of the same file already."""
    found = verify_roster(workspace, request, progress, before.found if before is not None else None)
    counts = Counter(each.equal_by for each in found.equal)
    rules = tuple(
        Rule(spec.id, spec.title, spec.used, counts[spec.id])
        for spec in workspace.catalog.compare_rules.values()
        if spec.way != ONE_BY_ONE
    )
    apart = [person.person_id for person in found.people if person.real]
    return ShownVerification(found, rules, people_by_ids(workspace.store, apart))


def write_chosen(workspace: Workspace, found: Verification, choices: Mapping[Key, str]) -> ChangeSet:
    """Write what was taken of the file, as one step."""
    return accept_theirs(workspace, found, {key for key, side in choices.items() if side == RIGHT})


def paper_of_comparison(found: Verification, choices: Mapping[Key, str]) -> ShownPaper:
    """Return the report with what has been decided."""
    chosen = dict(choices)
    return ShownPaper(
        "roster-comparison-report",
        "核对结果",
        f"{found.roster.name}核对结果",
        ("pdf", "xlsx", "docx", "html"),
        lambda workspace, _progress: preview_report(workspace, found, chosen),
        lambda workspace, path, _progress: write_report(workspace, found, path, chosen),
    )


KINDS: Mapping[str, str] = {  # of differences, by which the list can be narrowed; a column is a further one
    "": "全部不同",
    "open": "还没定的",
    "both": "两边都填了的",
    "ours": "名册里空白的",
    "theirs": "文件里空白的",
    "blocked": "不能采用的",
}
_COLUMN = "column "  # begins the kind that is a column's


class Choosing:
    """What is decided, cell by cell: left keeps what the roster says, right takes the file's; with undo of its own.

    The list may be narrowed to a kind of difference; what is decided for a column or at one go is then what is seen.
    """

    def __init__(self) -> None:
        self.shown: ShownVerification | None = None
        self.choices: dict[Key, str] = {}
        self._past: list[dict[Key, str]] = []
        self._ahead: list[dict[Key, str]] = []
        self._lines: list[Difference] = []
        self._seen: list[Difference] = []
        self.kind = ""

    def show(self, shown: ShownVerification) -> None:
        """Go on with what was found anew; what was decided of cells that still differ stays."""
        self.shown = shown
        self._lines = shown.found.differences
        open_ = {each.key: each for each in self._lines}
        self.choices = {
            key: side
            for key, side in self.choices.items()
            if key in open_ and not (side == RIGHT and open_[key].blocked)
        }
        self._past, self._ahead = [], []
        self.narrow(self.kind if self.kind in dict(self.kinds()) else "")

    def narrow(self, kind: str) -> None:
        """Show the differences of a kind alone, as they are of it now; "" for all."""
        self.kind = kind
        self._seen = [each for each in self._lines if self._is_of(each, kind)]

    def kinds(self) -> list[tuple[str, str]]:
        """Return the kinds that there are, with what they are called and how many differences each has."""
        found = [(kind, words) for kind, words in KINDS.items()]
        found += [(_COLUMN + name, title) for name, title in {each.field: each.title for each in self._lines}.items()]
        counts = {kind: sum(self._is_of(each, kind) for each in self._lines) for kind, _words in found}
        return [(kind, f"{words} {counts[kind]}") for kind, words in found if counts[kind] or not kind]

    def _is_of(self, each: Difference, kind: str) -> bool:
        if kind.startswith(_COLUMN):
            return each.field == kind.removeprefix(_COLUMN)
        return {
            "": True,
            "open": each.key not in self.choices,
            "both": bool(each.ours and each.theirs),
            "ours": not each.ours,
            "theirs": not each.theirs,
            "blocked": bool(each.blocked),
        }[kind]

    @property
    def lines(self) -> Sequence[Difference]:
        """The differences that are seen, person by person."""
        return self._seen

    @property
    def total(self) -> int:
        """How many differences there are, seen or not."""
        return len(self._lines)

    @property
    def taken(self) -> int:
        """How many cells take the file's text."""
        return sum(side == RIGHT for side in self.choices.values())

    @property
    def left(self) -> int:
        """How many cells are not decided yet."""
        return len(self._lines) - len(self.choices)

    def side_of(self, key: Key) -> str:
        """Return the side that was decided for, "" for none."""
        return self.choices.get(key, "")

    def choose(self, keys: Collection[Key], side: str) -> str:
        """Decide for a side, "" for neither; return in a sentence what could not be decided so."""
        several = len(keys) > 1
        blocked = alone = 0
        chosen = dict(self.choices)
        for each in self._lines:
            if each.key not in keys:
                continue
            if several and each.alone and side:
                alone += 1
            elif side == RIGHT and each.blocked:
                blocked += 1
                last = each.blocked
            elif side:
                chosen[each.key] = side
            else:
                chosen.pop(each.key, None)
        if chosen != self.choices:
            self._past.append(self.choices)
            self._ahead, self.choices = [], chosen
        words = [f"{alone}处出生年月、身份证号要一处一处定"] if alone else []
        if blocked:
            words.append(f"右边不能采用：{last}" if blocked == 1 else f"{blocked}处右边不能采用")
        return f"{'；'.join(words)}。" if words else ""

    def choose_column(self, name: str, side: str) -> str:
        """Decide a whole column."""
        return self.choose({each.key for each in self._seen if each.field == name and not each.alone}, side)

    def choose_all(self, side: str) -> str:
        """Decide everything that may be decided at one go."""
        return self.choose({each.key for each in self._seen}, side)

    def undo(self) -> bool:
        """Take the last decision back; tell whether there was one."""
        if not self._past:
            return False
        self._ahead.append(self.choices)
        self.choices = self._past.pop()
        return True

    def redo(self) -> bool:
        """Decide again what was taken back; tell whether there was anything."""
        if not self._ahead:
            return False
        self._past.append(self.choices)
        self.choices = self._ahead.pop()
        return True

    def next_open(self, after: int) -> int:
        """Return the place of the next line behind this one that is not decided, from the first on again; -1 for none."""
        order = [*range(after + 1, len(self._seen)), *range(min(after + 1, len(self._seen)))]
        return next((at for at in order if self._seen[at].key not in self.choices), -1)

    def columns(self) -> list[ColumnCount]:
        """Return the columns that have differences, the most first, those that stand alone last."""
        counts = Counter(each.field for each in self._seen)
        left = Counter(each.field for each in self._seen if each.key not in self.choices)
        first = {each.field: each for each in reversed(self._seen)}
        found = [
            ColumnCount(name, first[name].title, count, left[name], first[name].alone) for name, count in counts.items()
        ]
        return sorted(found, key=lambda each: (each.alone, -each.count))

    def decided_of(self, person: ComparedPerson) -> tuple[int, int]:
        """Return how many of somebody's differences are decided, and how many there are."""
        real = person.real
        return sum(each.key in self.choices for each in real), len(real)

    def standing(self) -> str:
        """Say how far it is."""
        return f"已定 {len(self.choices)} 处，还有 {self.left} 处" if self._lines else "没有不同"

    def about(self, each: Difference) -> list[tuple[str, str]]:
        """Return what there is to say of one cell, as (role of a label, words)."""
        said: list[tuple[str, str]] = []
        places = differing_places(each.ours, each.theirs) if each.field == _NUMBER else ()
        if places:
            said.append(("", f"第{'、'.join(str(at + 1) for at in places)}位不同。"))
        if each.blocked:
            said.append(("error", f"{each.blocked}，不能采用右边。"))
        said += [("secondary", note) for note in each.notes if note.rstrip("。？") != each.blocked]
        person = self.shown.persons.get(each.person_id) if self.shown is not None else None
        if each.field == _NUMBER and person is not None and each.ours:
            wrong = check_id_number(each.ours) or check_against(each.ours, birth=person.birth, sex=person.sex)
            said.append(("secondary", f"左边：{wrong[0].text}。" if wrong else "左边与出生年月、性别相符。"))
        return said


# the lists beside the differences


def lines_of_people(choosing: Choosing) -> list[Line]:
    """Return the people with differences: name, unit or post, how many are decided."""
    if choosing.shown is None:
        return []
    lines = []
    for person in choosing.shown.found.people:
        decided, count = choosing.decided_of(person)
        if count:
            standing = "✓" if decided == count else f"{decided} / {count}"
            lines.append(Line(person.person_id, (person.name, person.facts, standing)))
    return lines


def only_ours(found: Verification) -> list[Line]:
    """Return who is on the roster alone."""
    return [
        Line(person.id, (person.name, post_with_unit(person), "名册里有，文件里没有")) for person in found.only_ours
    ]


def only_theirs(found: Verification) -> list[Line]:
    """Return who is in the file alone."""

    def words(each: OnlyThere) -> str:
        known = "，别的名册里有这个人" if each.person_id else ""
        return f"文件{each.where}{known}"

    return [Line(str(at), (each.name, each.facts, words(each))) for at, each in enumerate(found.only_theirs)]


def unsure(found: Verification) -> list[Line]:
    """Return the rows of which it is to be said who they are, and the people whom nothing but the name tells."""
    lines = [Line(each.key, (each.name, each.why, f"文件{each.where}"), each.key) for each in found.unsure]
    for person in found.people:
        if person.by_name:
            words = f"只凭姓名对上，名册里是{person.facts}" if person.facts else "只凭姓名对上"
            lines.append(Line(person.key, (person.name, words, f"文件{person.where}"), person.key))
    return lines


def equal(found: Verification) -> list[Line]:
    """Return what is only spelled otherwise."""
    return [
        Line(
            f"{each.person_id} {each.field}",
            (each.name, each.title, each.ours, each.theirs, found.rule_titles[each.equal_by]),
        )
        for each in found.equal
    ]


def not_compared(found: Verification) -> list[Line]:
    """Return what of the file was not compared; a column leads to saying what it is."""
    left = found.not_taken
    lines = [Line(f"sheet {each.sheet}", ("工作表", each.sheet, each.why)) for each in left.sheets]
    lines += [Line(f"column {each.head}", ("栏目", each.head, each.why), each.head) for each in left.columns]
    asked = {each.where for each in found.unsure}
    for at, row in enumerate(left.rows):
        where = f"“{row.source}”" if row.source else f"第{row.row}行"
        if where not in asked:
            lines.append(Line(f"row {at}", (where, row.words, row.why)))
    return lines


def who_choices(found: Verification, key: str) -> list[tuple[str, str]]:
    """Return who a row may be, as (id, words), "" for somebody who is not on the roster."""
    asked: Unsure | None = next((each for each in found.unsure if each.key == key), None)
    people_ = list(asked.candidates) if asked is not None else []
    choices = [(person.id, _called(person.name, post_with_unit(person), person)) for person in people_]
    for person in found.people:
        if person.key == key:
            choices.append((person.person_id, _called(person.name, person.facts, None)))
    return [*choices, ("", "另一个人，不在名册里")]


def _called(name: str, facts: str, person: Person | None) -> str:
    born = person.birth.dotted() if person is not None and person.birth is not None else ""
    said = "，".join(filter(None, (born, facts)))
    return f"{name}（{said}）" if said else name


def with_decision(request: VerifyRequest, key: str, person_id: str) -> VerifyRequest:
    """Return the request with who a row is, "" for somebody who is not on the roster."""
    said = Decision("same", person_id) if person_id else Decision("other")
    return replace(request, decisions={**request.decisions, key: said})


def with_column(request: VerifyRequest, head: str, name: str) -> VerifyRequest:
    """Return the request with what a column is taken for, "" for nothing."""
    return replace(request, mapping={**request.mapping, head: name})


def taken_for(guesses: Iterable[Guess]) -> frozenset[str]:
    """Return the fields that columns of the file are taken for."""
    return frozenset(guess.field for guess in guesses if guess.field)
