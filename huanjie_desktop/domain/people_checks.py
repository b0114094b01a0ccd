"""Checks of people, named by the rules: of each person by himself, or of those who share something."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.form_words import passed_over_grades, passed_over_rewards
from huanjie_desktop.domain.identity import check_against, check_id_number
from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.resume import RowKind, read_resume
from huanjie_desktop.domain.resume_seams import row_words
from huanjie_desktop.domain.retirement import limit_of, retires_on
from huanjie_desktop.domain.rules import Rule, RuleBook


@dataclass(frozen=True)
class PersonCheck:
    """A check that looks at each person by himself."""

    find: Callable[[Person, Rule, date], Iterable[Finding]]


@dataclass(frozen=True)
class GroupCheck:
    """A check that compares those who share a value of `field`, two and more of them, in the order of the people."""

    field: str
    find: Callable[[Sequence[Person], Rule], Iterable[Finding]]

    def value_of(self, person: Person) -> object:
        """Return what others may share, "" or None for nothing."""
        return getattr(person, self.field)


_POSTS = re.compile(r"[、，,；;]|(?<=[长任记席员])兼")
_NOTE = re.compile(r"[（(][^（）()]*[)）]")
_KERNEL = re.compile(r"副?[\u4e00-\u9fff]{2}$")
_SHOWN = 24
PEOPLE_CHECKS: dict[str, PersonCheck | GroupCheck] = {}
F = TypeVar("F", bound=Callable[..., Any])


def each_person(function: F) -> F:
    """Register a check of each person by himself."""
    PEOPLE_CHECKS[function.__name__] = PersonCheck(function)
    return function


def sharing(field: str) -> Callable[[F], F]:
    """Register a check of those who share a value of a field."""

    def register(function: F) -> F:
        PEOPLE_CHECKS[function.__name__] = GroupCheck(field, function)
        return function

    return register


def check_people(persons: Sequence[Person], book: RuleBook, base: date) -> list[Finding]:
    """Return what the rules find about these people, ages taken at `base`."""
    findings: list[Finding] = []
    for rule in book.rules_of("people"):
        check = PEOPLE_CHECKS[rule.check]
        if isinstance(check, GroupCheck):
            for group in _groups(persons, check):
                findings += check.find(group, rule)
        else:
            for person in persons:
                findings += check.find(person, rule, base)
    return findings


@each_person
def id_number_form(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find numbers that are no ID numbers: length, region, birth, check digit."""
    if person.id_number:
        for problem in check_id_number(person.id_number):
            yield rule.finding(f"{person.name}：{problem.text}。", _about(person, "id_number"))


@each_person
def id_number_agrees(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find numbers that say another birth date or sex than the person's own."""
    if person.id_number and not check_id_number(person.id_number):
        for problem in check_against(person.id_number, birth=person.birth, sex=person.sex):
            yield rule.finding(f"{person.name}：{problem.text}。", _about(person, problem.code))


@sharing("id_number")
def id_number_unique(group: Sequence[Person], rule: Rule) -> Iterator[Finding]:
    """Find numbers that several people have."""
    for person in group:
        others = [other for other in group if other is not person]
        names, twin = "、".join(other.name for other in others), _about(others[0], "id_number")
        yield rule.finding(f"{person.name}的身份证号与{names}相同。", _about(person, "id_number"), twin)


@sharing("name")
def same_name(group: Sequence[Person], rule: Rule) -> Iterator[Finding]:
    """Find people of one name, once for each name."""
    places = "、".join(person.unit or person.current_post or "单位未填" for person in group)
    yield rule.finding(f"有{len(group)}人同名“{group[0].name}”（{places}）。", _about(group[0], "name"))


@each_person
def required_fields(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find people without what official rosters print; params: fields, a table of field and title."""
    fields: dict[str, str] = rule.params["fields"]
    missing = [field for field in fields if getattr(person, field) in ("", None)]
    if missing:
        words = "、".join(fields[field] for field in missing)
        yield rule.finding(f"{person.name}缺{words}。", _about(person, missing[0]))


@each_person
def date_order(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find a later date that lies before an earlier one, or fewer than `years` full years after it.

    Params: earlier, later (fields), earlier_title, later_title, years (0: only the order). Partial dates are given the
    benefit of the doubt.
    """
    years = int(rule.params.get("years", 0))
    earlier_title, later_title = rule.params["earlier_title"], rule.params["later_title"]
    earlier: PartialDate | None = getattr(person, rule.params["earlier"])
    later: PartialDate | None = getattr(person, rule.params["later"])
    if earlier is None or later is None:
        return
    subject = _about(person, rule.params["later"])
    if later.latest() < earlier.earliest():
        text = f"{person.name}：{later_title}{later.dotted()}早于{earlier_title}{earlier.dotted()}。"
        yield rule.finding(text, subject)
    elif age_at(earlier, later.latest()) < years:
        text = f"{person.name}：{earlier_title}{earlier.dotted()}，{later_title}{later.dotted()}，相距不满{years}年。"
        yield rule.finding(text, subject)


@each_person
def date_not_ahead(person: Person, rule: Rule, base: date) -> Iterator[Finding]:
    """Find dates after the base date; params: fields, a table of field and title."""
    fields: dict[str, str] = rule.params["fields"]
    for field, title in fields.items():
        found: PartialDate | None = getattr(person, field)
        if found is not None and found.earliest() > base:
            text = f"{person.name}：{title}{found.dotted()}晚于统计日期{base:%Y.%m.%d}。"
            yield rule.finding(text, _about(person, field))


@each_person
def age_range(person: Person, rule: Rule, base: date) -> Iterator[Finding]:
    """Find ages outside params low to high, inclusive."""
    low, high = int(rule.params["low"]), int(rule.params["high"])
    if person.birth is None or person.birth.earliest() > base:
        return
    age = age_at(person.birth, base)
    if not low <= age <= high:
        text = f"{person.name}按出生年月{person.birth.dotted()}现为{age}岁，请核对。"
        yield rule.finding(text, _about(person, "birth"))


@each_person
def resume_sound(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find résumés with gaps, overlaps, dates that cannot be read, and work before `years` of age; params: years."""
    if not person.resume:
        return
    rows = read_resume(person.resume)
    said = [words for _at, words in row_words(rows, person.work_started, person.birth, int(rule.params["years"]))]
    if said:
        yield rule.finding(f"{person.name}的简历：{'；'.join(said)}。", _about(person, "resume"))


@each_person
def resume_from_work(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find résumés that say nothing of the time from 参加工作时间 to their first entry, two months and more."""
    entries = [row for row in read_resume(person.resume) if row.kind is RowKind.ENTRY] if person.resume else []
    if person.work_started is None or not entries or any(row.start is None or row.slip for row in entries):
        return
    first = min((row.start for row in entries if row.start), key=PartialDate.earliest)
    begun, known = person.work_started.latest(), first.earliest()
    if (known.year - begun.year) * 12 + known.month - begun.month > 1:
        text = f"{person.name}{person.work_started.dotted()}参加工作，简历从{first.dotted()}才开始。"
        yield rule.finding(text, _about(person, "resume"))


@each_person
def resume_names_post(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find résumés whose last entry does not name the first post of 现任职务, 副 and 正 told apart."""
    entries = [row for row in read_resume(person.resume) if row.kind is RowKind.ENTRY] if person.resume else []
    last = [row for row in entries if row.ongoing] or entries[-1:]
    post = _POSTS.split(_NOTE.sub("", person.current_post))[0].strip()
    kernel = _KERNEL.search(post)
    if not last or kernel is None:
        return
    before = "" if "副" in kernel[0] else "(?<!副)"
    if not any(re.search(before + re.escape(kernel[0]), row.text) for row in last):
        text = f"{person.name}的现任职务是“{post}”，简历最后一段是“{last[-1].text[:_SHOWN]}”。"
        yield rule.finding(text, _about(person, "current_post"))


@each_person
def retirement_agrees(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find a 到龄时间 that is another than the reform of 2025 gives for the birth, the sex and the limit."""
    month = retires_on(person.birth, person.sex, limit_of(person.age_limit))
    if month is not None and person.retires is not None and not person.retires.agrees_with(month):
        text = f"{person.name}的到龄时间是{person.retires.dotted()}，按出生年月和任职年龄界限应为{month.dotted()}。"
        yield rule.finding(text, _about(person, "retires"))


@each_person
def form_shape(person: Person, rule: Rule, _base: date) -> Iterator[Finding]:
    """Find what other programs pass over when they read a form: grades of a year, rewards."""
    for piece in passed_over_grades(person.appraisals)[:1]:
        text = f"{person.name}的年度考核结果“{piece}”，别的程序读不出，请写成“2024年优秀；2025年称职”的样子。"
        yield rule.finding(text, _about(person, "appraisals"))
    for piece in passed_over_rewards(person.awards)[:1]:
        shape = "2024.07，经县委批准，嘉奖"
        text = f"{person.name}的奖惩情况从“{piece}”起别的程序读不出，请写成“{shape}”的样子。"
        yield rule.finding(text, _about(person, "awards"))


def _groups(persons: Sequence[Person], check: GroupCheck) -> list[list[Person]]:
    """Return the groups of two and more that share a value, in the order of their first."""
    found: dict[object, list[Person]] = defaultdict(list)
    for person in persons:
        if value := check.value_of(person):
            found[value].append(person)
    return [group for group in found.values() if len(group) > 1]


def _about(person: Person, field: str) -> Subject:
    return Subject("person", person.id, person.name, field)


PEOPLE_PARAMS: dict[str, frozenset[str]] = {
    "required_fields": frozenset({"fields"}),
    "date_order": frozenset({"earlier", "earlier_title", "later", "later_title"}),
    "date_not_ahead": frozenset({"fields"}),
    "age_range": frozenset({"low", "high"}),
    "resume_sound": frozenset({"years"}),
}
