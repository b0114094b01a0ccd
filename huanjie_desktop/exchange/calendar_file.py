"""The steps of plans as a calendar (.ics, RFC 5545) for telephones and mail programs: whole days, no times, no reminders of its own."""

from collections.abc import Iterable, Sequence
from datetime import date

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.steps import PlannedStep, State
from huanjie_desktop.domain.schedule.workdays import DAY

SUFFIX = ".ics"
_MOST_NAMED = 40
_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_text(title: str, plans: Iterable[Plan], made_on: date, who: str = "") -> str:
    """Return a calendar of the steps that are not dropped, of those alone whom `who` names where it does.

    The same plan gives the same text, and a step the same UID, so that a telephone that takes a newer file moves its entry.
    UserError where nobody so named has a step.
    """
    plans = tuple(plans)
    going = [(plan, planned) for plan in plans for planned in plan.steps if planned.state.state is not State.DROPPED]
    named = [(plan, planned) for plan, planned in going if who in planned.step.who]
    if not named:
        raise UserError(*_no_steps(who, list(dict.fromkeys(planned.step.who for _plan, planned in going))))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//huanjie-desktop//plan//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for plan, planned in named:
        lines += _event(plan, planned, made_on)
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _no_steps(who: str, doers: Sequence[str]) -> tuple[str, str]:
    """Return why there is nothing to write, and who has steps."""
    if not doers:
        return "没有可写进日历的步骤，没有写文件。", "请先定会议的日期。"
    shown = "；".join(doers[:_MOST_NAMED]) + (f"等{len(doers)}个" if len(doers) > _MOST_NAMED else "")
    return f"没有“{who}”的步骤，没有写日历。", f"有步骤的责任单位：{shown}。"


def _event(plan: Plan, planned: PlannedStep, made_on: date) -> list[str]:
    step = planned.step
    told = [f"责任单位：{step.who}", f"倒排：{planned.told}", f"依据：{step.basis}"]
    told += [f"材料：{step.papers}"] if step.papers else []
    if planned.latest is not None:
        told.insert(0, f"最晚：{planned.latest:%Y-%m-%d}" + ("（法定，不能推后）" if step.hard else ""))
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(plan.course.id)}.{_escaped(step.id)}@huanjie-desktop",
        f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{planned.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{planned.end + DAY:%Y%m%d}",
        f"SUMMARY:{_escaped(step.title)}",
        f"DESCRIPTION:{_escaped(chr(10).join(told))}",
        f"CATEGORIES:{_escaped(plan.course.title)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line of more than 75 octets between characters; what goes on begins with a space."""
    parts, size = [""], 0
    for char in line:
        length = len(char.encode())
        if size + length > _OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += length
    return "\r\n".join(parts)
