"""The sittings as rows of a table by time: day, times, what is found about each, and whom a change would move along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie_desktop.domain.agenda import session_minutes
from huanjie_desktop.domain.cells import CellChange, by_row
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.domain.sittings import clashes, in_time, later_on_the_day, minutes_between, put_at, span
from huanjie_desktop.domain.typed import read_clock, read_day
from huanjie_desktop.services.meetings import sittings
from huanjie_desktop.services.shown.meetings import Shown

_WEEKDAYS = "一二三四五六日"
ENDLESS = "结束时间按议程的时长推算：请先在下面写一项议程，再填结束时间。"


@dataclass(frozen=True)
class SittingRow:
    """A sitting as shown; `ends` is by its agenda, `notes` say what is wrong with it, `endless` why no end can be typed."""

    session: Session
    ends: str
    notes: tuple[str, ...]
    endless: str = ""

    @property
    def id(self) -> str:
        """Return the sitting's id."""
        return self.session.id

    @property
    def day(self) -> str:
        """Return the day with its weekday, 7月26日 周日."""
        day = self.session.day
        return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}" if day else "日期未定"

    @property
    def start(self) -> str:
        """Return when it begins."""
        return f"{self.session.start:%H:%M}" if self.session.start else "未定"


def sitting_rows(shown: Shown) -> list[SittingRow]:
    """Return a congress's sittings by time; two that clash say so both."""
    notes: dict[str, list[str]] = {}
    for finding in shown.findings:
        if finding.subject is not None and finding.subject.kind == "session":
            notes.setdefault(finding.subject.id, []).append(finding.text)
    for one, other in clashes(shown.sessions, shown.items):
        notes.setdefault(one.id, []).append(f"与{other.title}时间重叠。")
        if not any("重叠" in each for each in notes.get(other.id, ())):
            notes.setdefault(other.id, []).append(f"与{one.title}时间重叠。")
    return [
        SittingRow(each, _ends(shown, each), tuple(notes.get(each.id, ())), "" if shown.items.get(each.id) else ENDLESS)
        for each in in_time(shown.sessions)
    ]


def _ends(shown: Shown, session: Session) -> str:
    items = shown.items.get(session.id, ())
    taken = span(session, items)
    return f"{taken[1]:%H:%M}" if taken and session_minutes(items) else ""


def undated_words(session: Session) -> str:
    """Return what is said of an agenda without a beginning, "" where there is one."""
    lacks = "、".join(words for words, value in (("日期", session.day), ("开始时间", session.start)) if value is None)
    return (
        f"这个会次还没有{lacks}，" + ("排不出议程的时间。" if session.start is None else "日程里排在最后。")
        if lacks
        else ""
    )


def typed_problem(year: int, field: str, text: str) -> str:
    """Say why a text cannot be a sitting's day or time, "" where it can."""
    try:
        if field == "day":
            read_day(text, year)
        elif field in ("start", sittings.ENDS):
            read_clock(text)
    except ValueError as error:
        return str(error)
    return "会次名称不能为空。" if field == "title" and not text.strip() else ""


def year_of(shown: Shown, today: date) -> int:
    """Return the year of days that are typed without one."""
    return (shown.congress.start or today).year


def question_for_edit(shown: Shown, changes: Sequence[CellChange], year: int) -> tuple[str, str]:
    """Return what is asked before a change, and the verb that moves others along; "" where nobody follows on the day."""
    typed = by_row(changes)
    for was in shown.sessions:
        if "start" not in typed.get(was.id, {}):
            continue
        try:
            minutes = minutes_between(was, sittings.with_typed(was, typed[was.id], year))
        except UserError:
            return "", ""  # it will be refused
        later = [each for each in later_on_the_day(shown.sessions, was) if "start" not in typed.get(each.id, {})]
        if minutes and later:
            return _question(later, minutes)
    return "", ""


def words_of_end(shown: Shown, changes: Sequence[CellChange], year: int) -> str:
    """Return what of the agenda a typed end changes, in a sentence; "" where none was typed or it will be refused."""
    typed = by_row(changes)
    for was in shown.sessions:
        values = typed.get(was.id, {})
        if sittings.ENDS not in values:
            continue
        items = shown.items.get(was.id, ())
        try:
            session = sittings.with_typed(was, values, year)
            id_, minutes = sittings.length_for(session, items, str(values[sittings.ENDS]))
        except UserError:
            return ""
        title = next(each.title for each in items if each.id == id_)
        return f"最后一项“{title}”的时长改为{minutes}分钟。"
    return ""


def question_for_move(shown: Shown, session_id: str, index: int) -> tuple[str, str]:
    """Return what is asked before a sitting is put elsewhere, and the verb that makes room for it."""
    try:
        moved = put_at(shown.sessions, shown.items, session_id, index)
    except ValueError:
        return "", ""  # it will be refused
    later = sittings.room_needed(shown.sessions, shown.items, moved)
    return _question(later, sittings.length_of(shown.items, moved)) if later else ("", "")


def _question(later: Sequence[Session], minutes: int) -> tuple[str, str]:
    names = "、".join(each.title for each in later[:3]) + ("等" if len(later) > 3 else "")
    verb = f"一起{'推后' if minutes > 0 else '提前'} {abs(minutes)} 分钟"
    return f"当天后面还有 {len(later)} 个会次（{names}），也{verb.removeprefix('一起')}吗？", verb
