"""The steps of plans as a calendar (.ics, RFC 5545) for telephones and mail programs: whole days, no times, no reminders of its own."""

from collections.abc import Iterable
from datetime import date

from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.steps import PlannedStep, State
from huanjie_desktop.domain.schedule.workdays import DAY

SUFFIX = ".ics"
_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_text(title: str, plans: Iterable[Plan], made_on: date, who: str = "") -> str:
    """Return a calendar of the steps that are not dropped, of those alone whom `who` names where it does.

    The same plan gives the same text, and a step the same UID, so that a telephone that takes a newer file moves its entry.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//huanjie-desktop//plan//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for plan in plans:
        for planned in plan.steps:
            if planned.state.state is not State.DROPPED and who in planned.step.who:
                lines += _event(plan, planned, made_on)
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


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
