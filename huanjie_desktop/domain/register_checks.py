"""Checks that look at the register as a whole: who may be whom, what forms lack, units and their posts; named by the rules."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import combinations
from typing import Protocol

from huanjie_desktop.domain.comparing import apart
from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.identity import check_id_number
from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.post_parts import PostPart, fills
from huanjie_desktop.domain.rules import Rule, RuleBook
from huanjie_desktop.domain.units import Unit, UnitPost, UnitTree

MOST_NAMED = 6
_SHOWN = 24  # characters of a text
_TYPOS = 2  # two figures the other way round
_PRINTED = {"name": "姓名", "unit": "单位", "current_post": "现任职务", "native_place": "籍贯"}


@dataclass(frozen=True, slots=True)
class Known:
    """A person as these checks see one."""

    id: str
    name: str
    pinyin: str
    sex: str
    birth: PartialDate | None
    id_number: str
    unit: str
    current_post: str
    native_place: str


@dataclass(frozen=True, slots=True)
class FormDifference:
    """A field in which somebody is known otherwise than the form says that he came with; both sides in full."""

    person_id: str
    name: str
    field: str
    title: str
    ours: str
    theirs: str
    source: str


class Register(Protocol):
    """人员库: what checks of the whole look at; each part is read when it is first asked for."""

    @property
    def base(self) -> date:
        """Return the date at which ages are taken."""
        ...

    @property
    def people(self) -> Sequence[Known]:
        """Return everybody in the order added."""
        ...

    @property
    def photos(self) -> frozenset[str]:
        """Return the ids of those who have a photo."""
        ...

    @property
    def with_forms(self) -> Mapping[str, Sequence[str]]:
        """Return the rosters that ask for forms by name, with the ids of their people."""
        ...

    @property
    def tree(self) -> UnitTree:
        """Return the units."""
        ...

    @property
    def quotas(self) -> Sequence[UnitPost]:
        """Return the posts of all units."""
        ...

    @property
    def posts(self) -> Mapping[str, Sequence[PostPart]]:
        """Return the posts that people hold, by person id."""
        ...

    @property
    def holders(self) -> Mapping[str, Sequence[tuple[Known, PostPart]]]:
        """Return who holds posts in a unit, with each post, by unit id."""
        ...

    @property
    def forms(self) -> Sequence[FormDifference]:
        """Return where people are known otherwise than their forms say, in the order of the people."""
        ...

    def again(self, key: Hashable, members: Hashable, find: Callable[[], Iterable[Finding]]) -> Sequence[Finding]:
        """Return what is found of some, or what was found of the same ones the last time, under this key."""
        ...

    def faceless(self, characters: Iterable[str]) -> frozenset[str]:
        """Return the characters that no face has."""
        ...


RegisterCheck = Callable[[Register, Rule], Iterable[Finding]]
REGISTER_CHECKS: dict[str, RegisterCheck] = {}
REGISTER_PARAMS: dict[str, frozenset[str]] = {}


def _check(function: RegisterCheck) -> RegisterCheck:
    REGISTER_CHECKS[function.__name__] = function
    return function


def check_register(register: Register, book: RuleBook) -> list[Finding]:
    """Return what the rules find about the register."""
    return [finding for rule in book.rules_of("register") for finding in REGISTER_CHECKS[rule.check](register, rule)]


@_check
def same_person(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find people of one name and birth who may be one; those of one ID number are told by the rule on numbers."""
    groups: dict[tuple[str, int, int | None], list[Known]] = defaultdict(list)
    for person in register.people:
        if person.birth is not None:
            groups[person.name, person.birth.year, person.birth.month].append(person)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _may_be_one(one, other) and not (one.id_number and one.id_number == other.id_number):
                text = f"{_words(other)}与{_words(one)}姓名、出生年月都相同，可能是同一个人。"
                yield rule.finding(text, _about(other, "name"), _about(one, "name"))


@_check
def near_names(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find people of one birth and sex whose names sound alike, or differ in one character of three and more."""
    for key, group in _of_one_birth(register.people):
        yield from register.again((rule.id, key), tuple(group), partial(_near, group, rule))


def _near(group: Sequence[Known], rule: Rule) -> Iterator[Finding]:
    seen: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for person in group:
        found: dict[str, tuple[Known, str]] = {}
        for key, how in _near_keys(person):
            for other in seen[key]:
                if other.name != person.name and _may_be_one(other, person):
                    found.setdefault(other.id, (other, how))
            seen[key].append(person)
        for other, how in found.values():
            text = f"{_words(person)}与{_words(other)}出生年月相同，姓名{how}，可能是同一个人。"
            yield rule.finding(text, _about(person, "name"), _about(other, "name"))


@_check
def photo_missing(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find people without a photo on rosters that ask for forms."""
    wanted: dict[str, list[str]] = {}
    for name, ids in register.with_forms.items():
        for id_ in ids:
            if id_ not in register.photos:
                wanted.setdefault(id_, []).append(name)
    if wanted:
        for person in register.people:
            if person.id in wanted:
                names = "、".join(f"《{name}》" for name in wanted[person.id])
                yield rule.finding(f"{person.name}没有照片（{names}要附任免审批表）。", _about(person, "photo"))


@_check
def character_without_face(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find characters in what papers print of people that no face of the program has."""
    characters: set[str] = set()
    for field in _PRINTED:
        characters.update(*{getattr(person, field) for person in register.people})
    lost = register.faceless(characters)
    for person in register.people if lost else ():
        for field, title in _PRINTED.items():
            found = [char for char in dict.fromkeys(getattr(person, field)) if char in lost]
            if found:
                named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in found)
                text = f"{person.name}的{title}里{named}没有字形，打印时印成“〓”。"
                yield rule.finding(text, _about(person, field))


@_check
def form_disagrees(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find fields that both the register and somebody's own form have, and of which they say different things."""
    for each in register.forms:
        ours, theirs = apart(each.ours, each.theirs, _SHOWN)
        text = f"{each.name}的{each.title}，名册是“{ours}”，来源审批表“{each.source}”是“{theirs}”。"
        subject = Subject("person", each.person_id, each.name, each.field)
        yield replace(rule.finding(text, subject), rests_on=f"{each.ours}\n\n{each.theirs}")


@_check
def over_quota(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find posts that more people hold than they are for; one held beside another is not counted."""
    for post in register.quotas:
        if post.number:
            unit, held = _unit_of(register, post), tuple(register.holders.get(post.unit_id, ()))
            yield from register.again((rule.id, post.id), (post, unit, held), partial(_over, post, unit, held, rule))


def _over(post: UnitPost, unit: Unit, held: Sequence[tuple[Known, PostPart]], rule: Rule) -> Iterator[Finding]:
    found = [person for person, part in _holding(post, held) if not part.also]
    if len(found) > post.number:
        more = f"等{len(found)}人" if len(found) > MOST_NAMED else ""
        names = "、".join(person.name for person in found[:MOST_NAMED]) + more
        text = f"{unit.name}{post.title}职数{post.number}名，现有{len(found)}名（{names}），超{len(found) - post.number}名。"
        yield rule.finding(text, Subject("unit", unit.id, unit.name, "quota"))


@_check
def post_age_limit(register: Register, rule: Rule) -> Iterator[Finding]:
    """Find people older than the limit that is set for a post of theirs."""
    for post in register.quotas:
        if post.age_limit:
            unit, held = _unit_of(register, post), tuple(register.holders.get(post.unit_id, ()))
            found = partial(_over_age, post, unit, held, rule, register.base)
            yield from register.again((rule.id, post.id), (post, unit, held, register.base), found)


def _over_age(
    post: UnitPost, unit: Unit, held: Sequence[tuple[Known, PostPart]], rule: Rule, base: date
) -> Iterator[Finding]:
    for person, _part in _holding(post, held):
        if person.birth is None or person.birth.earliest() > base:
            continue
        age = age_at(person.birth, base)
        if age > post.age_limit:
            text = f"{person.name}现年{age}岁，超过{unit.name}{post.title}的任职年龄{post.age_limit}岁。"
            yield rule.finding(text, _about(person, "birth"))


def holders_by_unit(
    people: Iterable[Known], posts: Mapping[str, Sequence[PostPart]]
) -> dict[str, list[tuple[Known, PostPart]]]:
    """Return who holds posts in a unit, with each post, by unit id, in the order of the people."""
    found: dict[str, list[tuple[Known, PostPart]]] = defaultdict(list)
    for person in people:
        for part in posts.get(person.id, ()):
            if part.unit is not None:
                found[part.unit.id].append((person, part))
    return found


def _holding(post: UnitPost, held: Sequence[tuple[Known, PostPart]]) -> list[tuple[Known, PostPart]]:
    """Return those who hold a post, once each; a post that is held beside another only where no other is."""
    found: dict[str, tuple[Known, PostPart]] = {}
    for person, part in held:
        known = found.get(person.id)
        if fills(part, post) and (known is None or known[1].also):
            found[person.id] = (person, part)
    return list(found.values())


def _unit_of(register: Register, post: UnitPost) -> Unit:
    return register.tree.units[register.tree.place[post.unit_id]]


def _of_one_birth(people: Iterable[Known]) -> Iterator[tuple[tuple[int, int, str], list[Known]]]:
    groups: dict[tuple[int, int, str], list[Known]] = defaultdict(list)
    for person in people:
        if person.birth is not None and person.birth.month is not None and person.sex:
            groups[person.birth.year, person.birth.month, person.sex].append(person)
    yield from ((key, group) for key, group in groups.items() if len(group) > 1)


def _near_keys(person: Known) -> Iterator[tuple[tuple[str, str], str]]:
    """Give what near names share, and in what they are near: the sound, or all characters but one."""
    if person.pinyin:
        yield (person.pinyin.replace(" ", ""), ""), "读音相同"
    name = person.name
    for at in range(len(name)) if len(name) > 2 else ():
        yield (name[:at] + "\n" + name[at + 1 :], str(len(name))), "只差一个字"


def _may_be_one(one: Known, other: Known) -> bool:
    """Tell whether ID numbers allow two to be one person: one has none, or one is wrong and in at most two places another."""
    first, second = one.id_number, other.id_number
    if not first or not second or first == second:
        return True
    if not check_id_number(first) and not check_id_number(second):
        return False
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) <= _TYPOS


def _words(person: Known) -> str:
    facts = [
        fact for fact in (person.birth.dotted() if person.birth else "", person.unit or person.current_post) if fact
    ]
    return f"{person.name}（{'，'.join(facts)}）" if facts else person.name


def _about(person: Known, field: str) -> Subject:
    return Subject("person", person.id, person.name, field)
