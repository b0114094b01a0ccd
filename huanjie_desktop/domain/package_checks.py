"""Checks of what a package would carry: each is a function (dossier, rule) -> findings, named by the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from huanjie_desktop.domain.meeting import AgendaItem, Congress, Participant, Session
from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.domain.rules import Rule, RuleBook

_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Dossier:
    """报送内容: all that a package's checks look at; `rosters` are those that it carries with their people's ids.

    `counted` are the people who are due to attend, called `member`. `dated` tells whether the date of ages has been set,
    `agenda_attached` whether a file stands for the agenda.
    """

    congress: Congress
    title: str
    people: Sequence[Person] = ()
    counted: Sequence[Participant] = ()
    sessions: Sequence[Session] = ()
    items: Sequence[AgendaItem] = ()
    rosters: Sequence[tuple[Roster, Sequence[str]]] = ()
    dated: bool = True
    agenda_attached: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    member: str = ""


PackageCheck = Callable[[Dossier, Rule], Iterable[Finding]]


def check_package(dossier: Dossier, book: RuleBook) -> list[Finding]:
    """Return what the rules find about what a package would carry."""
    findings: list[Finding] = []
    for rule in book.rules_of("package", dossier.congress.kind):
        findings += PACKAGE_CHECKS[rule.check](dossier, rule)
    return findings


def base_date_known(dossier: Dossier, rule: Rule) -> Iterator[Finding]:
    """Find a congress whose date of ages nobody has set."""
    if not dossier.dated:
        yield rule.finding("没有设定计算年龄的日期，也没有填开幕日期。", _about(dossier, "base_date"))


def agenda_has_sessions(dossier: Dossier, rule: Rule) -> Iterator[Finding]:
    """Find an agenda without sessions, or sessions without any item, unless a file stands for it."""
    if dossier.agenda_attached:
        return
    if not dossier.sessions:
        yield rule.finding("议程里没有会次。", _about(dossier, "sessions"))
    elif not dossier.items:
        yield rule.finding("各会次都没有议程项。", _about(dossier, "sessions"))


def roster_agrees(dossier: Dossier, rule: Rule) -> Iterator[Finding]:
    """Find rosters of params roster_kind that have other people than are counted in the congress."""
    rosters = [(roster, ids) for roster, ids in dossier.rosters if roster.kind == rule.params["roster_kind"]]
    if not rosters:
        return
    listed = {id_: None for _, ids in rosters for id_ in ids}
    seated = {each.person_id: None for each in dossier.counted}
    only_listed = [id_ for id_ in listed if id_ not in seated]
    only_seated = [id_ for id_ in seated if id_ not in listed]
    if not only_listed and not only_seated:
        return
    name = "、".join(f"《{roster.name}》" for roster, _ in rosters)
    text = f"{name}{len(listed)}人，{dossier.member}{len(seated)}人，对不上"
    text += _named("；名册上多", only_listed, dossier) + _named("；名册上少", only_seated, dossier)
    roster = rosters[0][0]
    yield rule.finding(f"{text}。", Subject("roster", roster.id, roster.name))


def people_named(dossier: Dossier, rule: Rule) -> Iterator[Finding]:
    """Find people without a name."""
    for person in dossier.people:
        if not person.name.strip():
            where = person.unit or person.current_post or "单位未填"
            yield rule.finding(f"有一人没有姓名（{where}）。", Subject("person", person.id, "", "name"))


def people_once(dossier: Dossier, rule: Rule) -> Iterator[Finding]:
    """Find what is likely one person entered twice: the same name and birth, ID numbers not telling them apart."""
    groups: dict[tuple[str, object], list[Person]] = defaultdict(list)
    for person in dossier.people:
        if person.name and person.birth:
            groups[person.name, person.birth].append(person)
    for (name, _), group in groups.items():
        numbers = {person.id_number for person in group}
        if len(group) > 1 and (len(numbers) < len(group) or "" in numbers):
            first = group[0]
            text = f"“{name}”有{len(group)}条，出生年月相同，可能是同一人重复录入。"
            yield rule.finding(text, Subject("person", first.id, first.name, "name"))


def _named(words: str, ids: Sequence[str], dossier: Dossier) -> str:
    if not ids:
        return ""
    names = "、".join(dossier.names.get(id_, "（已删除）") for id_ in ids[:_NAMED_AT_MOST])
    return f"{words}{names}{'等' if len(ids) > _NAMED_AT_MOST else ''}{len(ids)}人"


def _about(dossier: Dossier, name: str) -> Subject:
    return Subject("congress", dossier.congress.id, dossier.title, name)


PACKAGE_CHECKS: dict[str, PackageCheck] = {
    check.__name__: check for check in (base_date_known, agenda_has_sessions, roster_agrees, people_named, people_once)
}
PACKAGE_PARAMS: dict[str, frozenset[str]] = {"roster_agrees": frozenset({"roster_kind"})}
