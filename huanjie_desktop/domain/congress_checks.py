"""Checks of a congress: each is a function (meeting, rule) -> findings, named by the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, Session, Wording
from huanjie_desktop.domain.numerals import chinese_date, clock_words
from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.rules import Rule, RuleBook
from huanjie_desktop.domain.sittings import clashes, span


@dataclass(frozen=True)
class Meeting:
    """大会全貌: a congress with all that its checks look at; `names` gives people's names by id, `title` its own.

    `counted` are the people who are due to attend, `words` what its kind calls things.
    """

    congress: Congress
    title: str
    words: Wording
    counted: Sequence[Participant] = ()
    officers: Sequence[Officer] = ()
    sessions: Sequence[Session] = ()
    items: Sequence[AgendaItem] = ()
    names: Mapping[str, str] = field(default_factory=dict)


CongressCheck = Callable[[Meeting, Rule], Iterable[Finding]]


def check_congress(meeting: Meeting, book: RuleBook) -> list[Finding]:
    """Return what the rules for its kind find about a congress."""
    findings: list[Finding] = []
    for rule in book.rules_of("congress", meeting.congress.kind):
        findings += CONGRESS_CHECKS[rule.check](meeting, rule)
    return findings


def congress_dates(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find a congress without an opening day, or one that ends before it begins."""
    start, end = meeting.congress.start, meeting.congress.end
    if start is None:
        yield rule.finding("还没有填开幕日期。", _about(meeting, "start"))
    elif end is not None and end < start:
        yield rule.finding(f"闭幕日期{chinese_date(end)}早于开幕日期{chinese_date(start)}。", _about(meeting, "end"))


def has_members(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find a congress to which nobody is due to come."""
    if not meeting.counted:
        yield rule.finding(f"还没有{meeting.words.member}。", _about(meeting, "participants"))


def member_count(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find a number of people who are counted outside params low to high, inclusive."""
    low, high, count = int(rule.params["low"]), int(rule.params["high"]), len(meeting.counted)
    member, measure = meeting.words.member, meeting.words.measure
    if count and not low <= count <= high:
        text = f"{member}{count}{measure}，不在{low}{measure}至{high}{measure}之间。"
        yield rule.finding(text, _about(meeting, "participants"))


def office_share(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find an office whose members are not about `percent` of those who are counted.

    Params: office, office_title, percent, tolerance (percentage points either way; a single person is never too many).
    """
    percent, tolerance = int(rule.params["percent"]), int(rule.params["tolerance"])
    due = len(meeting.counted)
    count = sum(officer.office == rule.params["office"] for officer in meeting.officers)
    if not due or not count or (count - 1) * 100 <= due * percent <= (count + 1) * 100:
        return
    if not due * (percent - tolerance) <= count * 100 <= due * (percent + tolerance):
        about = max(1, (due * percent + 50) // 100)
        members = f"{meeting.words.member}{due}{meeting.words.measure}"
        text = f"{rule.params['office_title']}{count}人，{members}，一般占{percent}%左右，约{about}人。"
        yield rule.finding(text, _about(meeting, "officers"))


def office_count(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find an office that so many hold as are outside params low to high, inclusive; params too: office, office_title."""
    low, high = int(rule.params["low"]), int(rule.params["high"])
    count = sum(officer.office == rule.params["office"] for officer in meeting.officers)
    if count and not low <= count <= high:
        text = f"{rule.params['office_title']}{count}人，一般为{low}人至{high}人。"
        yield rule.finding(text, _about(meeting, "officers"))


def officers_are_members(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find members of an office who are not counted; params: office, office_title."""
    if not meeting.counted:
        return
    members = {each.person_id for each in meeting.counted}
    for officer in meeting.officers:
        if officer.office == rule.params["office"] and officer.person_id not in members:
            name = meeting.names.get(officer.person_id, "")
            words = meeting.words
            text = f"{rule.params['office_title']}成员{name}不是本次{words.congress}{words.member}。"
            yield rule.finding(text, Subject("officer", officer.id, name, "person_id"))


def session_complete(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find sessions without what the schedule prints; params: fields, a table of field and title."""
    fields: dict[str, str] = rule.params["fields"]
    for session in meeting.sessions:
        missing = [name for name in fields if getattr(session, name) in ("", None)]
        if missing:
            words = "、".join(fields[name] for name in missing)
            yield rule.finding(f"{session.title}缺{words}。", Subject("session", session.id, session.title, missing[0]))


def session_in_dates(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find sessions outside the congress's days; params: days_before, for a preparatory meeting on the eve."""
    start = meeting.congress.start
    if start is None:
        return
    first = start - timedelta(days=int(rule.params.get("days_before", 0)))
    last = max(start, meeting.congress.end or start)
    for session in meeting.sessions:
        if session.day is not None and not first <= session.day <= last:
            text = f"{session.title}定在{chinese_date(session.day)}，不在会期内。"
            yield rule.finding(text, Subject("session", session.id, session.title, "day"))


def sessions_overlap(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find two sessions at one time in one place; where a place is not known it is taken for the same."""
    items: dict[str, list[AgendaItem]] = {}
    for item in meeting.items:
        items.setdefault(item.session_id, []).append(item)
    for one, other in clashes(meeting.sessions, items):
        taken = span(one, items.get(one.id, ()))
        if taken is not None:
            times = "至".join(clock_words(each.time()) for each in taken)
            text = f"{one.title}（{times}）与{other.title}时间重叠。"
            yield rule.finding(text, Subject("session", other.id, other.title, "start"))


def _about(meeting: Meeting, name: str) -> Subject:
    return Subject("congress", meeting.congress.id, meeting.title, name)


CONGRESS_CHECKS: dict[str, CongressCheck] = {
    check.__name__: check
    for check in (
        congress_dates,
        has_members,
        member_count,
        office_share,
        office_count,
        officers_are_members,
        session_complete,
        session_in_dates,
        sessions_overlap,
    )
}
CONGRESS_PARAMS: dict[str, frozenset[str]] = {
    "member_count": frozenset({"low", "high"}),
    "office_share": frozenset({"office", "office_title", "percent", "tolerance"}),
    "office_count": frozenset({"office", "office_title", "low", "high"}),
    "officers_are_members": frozenset({"office", "office_title"}),
    "session_complete": frozenset({"fields"}),
}
