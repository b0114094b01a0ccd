"""Checks of a congress: each is a function (meeting, rule) -> findings, named by the rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from huanjie_desktop.domain.agenda import session_minutes
from huanjie_desktop.domain.meeting import (
    PLENARY,
    PROCEDURE,
    AgendaItem,
    Congress,
    Officer,
    Participant,
    ParticipantGroup,
    Session,
    Wording,
)
from huanjie_desktop.domain.numerals import chinese_date, clock_words
from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.rules import Rule, RuleBook
from huanjie_desktop.domain.sittings import clashes, in_time, parallel, span
from huanjie_desktop.domain.typed import read_clock

_DEADLINE = "截止时间"
_DAY_AND_CLOCK = re.compile(
    r"(\d{1,2})月(\d{1,2})[日号]\s*((?:上午|中午|下午|晚上)?\s*\d{1,2}(?:[:：]\d{2}|[时点](?:半|\d{1,2}分?)?))"
)


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
    groups: Sequence[ParticipantGroup] = ()

    def items_by_sitting(self) -> Mapping[str, list[AgendaItem]]:
        """Return the agenda items by the id of their sitting."""
        found: dict[str, list[AgendaItem]] = {}
        for item in self.items:
            found.setdefault(item.session_id, []).append(item)
        return found


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


def congress_length(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find a congress that lasts more than params days, which is a slip of the pen in one of its dates."""
    start, end = meeting.congress.start, meeting.congress.end
    if start is not None and end is not None and (end - start).days >= rule.params["days"]:
        days = (end - start).days + 1
        text = (
            f"会期从{chinese_date(start)}到{chinese_date(end)}共{days}天，一般不超过{rule.params['days']}天，请核对。"
        )
        yield rule.finding(text, _about(meeting, "end"))


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
    items = meeting.items_by_sitting()
    for one, other in clashes(meeting.sessions, items):
        taken = span(one, items.get(one.id, ()))
        if taken is not None:
            times = "至".join(clock_words(each.time()) for each in taken)
            text = f"{one.title}（{times}）与{other.title}时间重叠。"
            yield rule.finding(text, Subject("session", other.id, other.title, "start"))


def session_length(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find sittings with an agenda of which nobody has said how long it takes, and those longer than params minutes."""
    most, items = int(rule.params["minutes"]), meeting.items_by_sitting()
    for session in meeting.sessions:
        own = items.get(session.id, ())
        minutes = session_minutes(own)
        subject = Subject("session", session.id, session.title, "items")
        if own and not minutes:
            yield rule.finding(f"{session.title}的议程项都没有填时长，算不出散会时间。", subject)
        elif minutes > most:
            yield rule.finding(f"{session.title}连续{minutes}分钟，超过{most}分钟，中间没有休息。", subject)


def nobody_in_two_halls(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find two sittings at one time in different halls that the same people chair or attend.

    Params: many, words with which those begin who are many and may sit in several halls (各代表团团长).
    """
    many = tuple(rule.params["many"])
    for one, other in parallel(meeting.sessions, meeting.items_by_sitting()):
        for name, noun in (("chair", "主持人"), ("attendance", "参加人员")):
            both = [who for who in _people_of(one, name) if who in _people_of(other, name) and not who.startswith(many)]
            if both:
                text = f"{one.title}与{other.title}同时在两处开，{noun}都有{'、'.join(both)}。"
                yield rule.finding(text, Subject("session", other.id, other.title, name))


def _people_of(session: Session, name: str) -> list[str]:
    words = str(getattr(session, name))
    return [who.strip() for who in words.replace("，", "、").replace(",", "、").split("、") if who.strip()]


def groups_have_rooms(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find groups without a room, and two with one room, where sittings of params role are held, at which they discuss."""
    if not any(session.role == rule.params["role"] for session in meeting.sessions):
        return
    without = [group.name for group in meeting.groups if not group.place.strip()]
    if without:
        yield rule.finding(f"{'、'.join(without)}还没有讨论地点。", _about(meeting, "participants"))
    rooms: dict[str, list[str]] = {}
    for group in meeting.groups:
        rooms.setdefault(group.place.strip(), []).append(group.name)
    for room, names in rooms.items():
        if room and len(names) > 1:
            yield rule.finding(f"{'、'.join(names)}的讨论地点都是{room}。", _about(meeting, "participants"))


def sittings_in_turn(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find sittings of params role `after` that begin before the last one of role `before` is over."""
    items = meeting.items_by_sitting()
    timed = {each.id: taken for each in meeting.sessions if (taken := span(each, items.get(each.id, ()))) is not None}
    earlier = [each for each in in_time(meeting.sessions) if each.role == rule.params["before"] and each.id in timed]
    later = [each for each in in_time(meeting.sessions) if each.role == rule.params["after"] and each.id in timed]
    if not earlier or not later:
        return
    last = max(earlier, key=lambda each: timed[each.id][1])
    for each in later:
        if timed[each.id][0] < timed[last.id][1]:
            text = f"{each.title}应在{last.title}结束以后举行，现在排在它前面。"
            yield rule.finding(text, Subject("session", each.id, each.title, "start"))


def nomination_time(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find fewer than params hours between the sitting at which nominations open and the vote.

    An item with a word of `opens` in its title opens them; the vote is the first plenary sitting with an item that begins with
    a word of `votes` and is no procedure. Where nothing opens them or a time is not set it says that it could not be looked at.
    """
    items, hours = meeting.items_by_sitting(), int(rule.params["hours"])
    opens, votes = tuple(rule.params["opens"]), tuple(rule.params["votes"])
    vote = _first(
        meeting, lambda each: each.role == PLENARY and any(_votes(item, votes) for item in items.get(each.id, ()))
    )
    if vote is None:
        return
    opened = _first(meeting, lambda each: any(word in item.title for item in items.get(each.id, ()) for word in opens))
    begins, ends = (None if each is None else _begins(each) for each in (opened, vote))
    subject = Subject("session", vote.id, vote.title, "start")
    if opened is None:
        said = "、".join(f"“{word}”" for word in opens)
        yield rule.finding(f"议程里没有{said}候选人的一项，提名酝酿的时间没有核对。", subject)
    elif begins is not None and ends is not None and ends - begins < timedelta(hours=hours):
        left = max(int((ends - begins).total_seconds()) // 3600, 0)
        yield rule.finding(f"从{opened.title}提名到{vote.title}选举只有{left}小时，应不少于{hours}小时。", subject)


def deadline_said(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find an item that sets a deadline for params `of` (a word) and does not say on which day and at what hour it is."""
    for session, item in _setting_deadlines(meeting, rule):
        if _deadline(meeting, session, item) is None:
            text = f"{session.title}“{item.title}”没有写明是哪一天几点（如7月27日18:00），没有与后面的会次核对。"
            yield rule.finding(text, Subject("session", session.id, session.title, "items"))


def deadline_in_turn(meeting: Meeting, rule: Rule) -> Iterator[Finding]:
    """Find a deadline for params `of` before the sitting that sets it is over, or not before the sitting that needs it.

    That is the last one with an item in which a word of `until` stands (确定正式候选人, 决议).
    """
    items, until = meeting.items_by_sitting(), tuple(rule.params["until"])
    needing = [
        each
        for each in in_time(meeting.sessions)
        if any(word in item.title for item in items.get(each.id, ()) for word in until)
    ]
    for session, item in _setting_deadlines(meeting, rule):
        at = _deadline(meeting, session, item)
        if at is None:
            continue
        said = f"{rule.params['of']}的截止时间（{at.month}月{at.day}日{clock_words(at.time())}）"
        subject = Subject("session", session.id, session.title, "items")
        taken, last = span(session, items.get(session.id, ())), needing[-1] if needing else None
        begins = None if last is None else _begins(last)
        if taken is not None and at < taken[1]:
            yield rule.finding(f"{said}在{session.title}结束以前，{meeting.words.member}来不及提出。", subject)
        elif last is not None and begins is not None and at >= begins:
            when = f"{begins.month}月{begins.day}日{clock_words(begins.time())}"
            yield rule.finding(f"{said}在{last.title}（{when}）开始以后，来不及处理。", subject)


def _setting_deadlines(meeting: Meeting, rule: Rule) -> Iterator[tuple[Session, AgendaItem]]:
    items = meeting.items_by_sitting()
    for session in in_time(meeting.sessions):
        for item in items.get(session.id, ()):
            before, found, _rest = item.title.partition(_DEADLINE)
            if found and str(rule.params["of"]) in before:
                yield session, item


def _deadline(meeting: Meeting, session: Session, item: AgendaItem) -> datetime | None:
    """Return the day and hour that stand in an item's title behind 截止时间, None where none can be read."""
    found = _DAY_AND_CLOCK.search(item.title.partition(_DEADLINE)[2])
    year = next((day.year for day in (session.day, meeting.congress.start) if day is not None), None)
    if found is None or year is None:
        return None
    try:
        clock = read_clock(found[3])
        return None if clock is None else datetime.combine(date(year, int(found[1]), int(found[2])), clock)
    except ValueError:
        return None


def _votes(item: AgendaItem, words: tuple[str, ...]) -> bool:
    return item.role != PROCEDURE and item.title.startswith(words)


def _first(meeting: Meeting, fits: Callable[[Session], bool]) -> Session | None:
    return next((each for each in in_time(meeting.sessions) if fits(each)), None)


def _begins(session: Session) -> datetime | None:
    return None if session.day is None or session.start is None else datetime.combine(session.day, session.start)


def _about(meeting: Meeting, name: str) -> Subject:
    return Subject("congress", meeting.congress.id, meeting.title, name)


CONGRESS_CHECKS: dict[str, CongressCheck] = {
    check.__name__: check
    for check in (
        congress_dates,
        congress_length,
        has_members,
        member_count,
        office_share,
        office_count,
        officers_are_members,
        session_complete,
        session_in_dates,
        sessions_overlap,
        session_length,
        nobody_in_two_halls,
        groups_have_rooms,
        sittings_in_turn,
        nomination_time,
        deadline_said,
        deadline_in_turn,
    )
}
CONGRESS_PARAMS: dict[str, frozenset[str]] = {
    "congress_length": frozenset({"days"}),
    "member_count": frozenset({"low", "high"}),
    "office_share": frozenset({"office", "office_title", "percent", "tolerance"}),
    "office_count": frozenset({"office", "office_title", "low", "high"}),
    "officers_are_members": frozenset({"office", "office_title"}),
    "session_complete": frozenset({"fields"}),
    "session_length": frozenset({"minutes"}),
    "nobody_in_two_halls": frozenset({"many"}),
    "groups_have_rooms": frozenset({"role"}),
    "sittings_in_turn": frozenset({"before", "after"}),
    "nomination_time": frozenset({"opens", "votes", "hours"}),
    "deadline_said": frozenset({"of"}),
    "deadline_in_turn": frozenset({"of", "until"}),
}
