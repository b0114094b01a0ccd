"""What the commands of the plan share: anchors and days as they are typed, steps and findings as plain values."""

import argparse
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.plan_steps import ANCHORS
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, gravest_first
from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.steps import PlannedStep, State
from huanjie_desktop.domain.schedule.whole_round import RoundPlan
from huanjie_desktop.exchange.calendar_file import calendar_text
from huanjie_desktop.services.safe_write import safe_write

_FIRST_YEAR, _LAST_YEAR = 1949, 2199
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_anchors(said: Sequence[str]) -> dict[str, date]:
    """Return the anchors that were said, T=2026-03-26; UserError where one is unknown, no day, or said twice."""
    names = {name.lower(): name for name in ANCHORS}
    found: dict[str, date] = {}
    for each in said:
        word, sign, text = each.partition("=")
        name = names.get(word.strip().lower())
        if not sign or name is None:
            raise UserError(f"不明白“{each}”。", f"请写成 T=2026-03-26，基准日有{'、'.join(ANCHORS)}。")
        if name in found:
            raise UserError(f"{name}给了两次。", "请只写一次。")
        found[name] = read_day(text, name)
    return found


def read_day(text: str, name: str) -> date:
    """Return the day that was said for `name`; UserError where there is none such."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise UserError(f"{name}的“{text}”不是日期。", "请写成2026-03-26的样子。")
    year, month, day = map(int, match.groups())
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise UserError(f"{name}的“{text}”不对，没有这一天。", "请核对日期。") from error
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UserError(f"{name}的“{text}”不对，年份应在{_FIRST_YEAR}到{_LAST_YEAR}之间。", "请核对日期。")
    return found


def plan_as_json(planned: RoundPlan) -> dict[str, Any]:
    """Return the steps by date and what is wrong, gravest first, as other programs read them."""
    steps = [(each, plan.course) for plan in planned.plans for each in plan.steps]
    steps.sort(key=lambda each: each[0].start)
    return {
        "steps": [step_as_json(each, course.id.replace("-", "_"), course.title) for each, course in steps],
        "findings": [finding_as_json(each) for each in gravest_first(planned.findings)],
    }


def write_calendar(options: argparse.Namespace, title: str, plans: Iterable[Plan], today: date) -> None:
    """Write the calendar that a command asks for, of one doer's steps where it names one."""
    content = calendar_text(title, plans, today, options.who).encode()
    safe_write(Path(options.ics), lambda stream: stream.write(content))


def step_as_json(planned: PlannedStep, congress_id: str, congress_title: str) -> dict[str, Any]:
    """Return a step as plain values; `date` is its first day and `end` its last, `latest` the last lawful first day."""
    step, state = planned.step, planned.state
    return {
        "id": step.id,
        "title": step.title,
        "who": step.who,
        "date": planned.start.isoformat(),
        "latest": planned.latest.isoformat() if planned.latest else None,
        "hard": step.hard,
        "basis": basis_with_ids(planned),
        "confirmed": step.confirmed,
        "document": step.papers,
        "end": planned.end.isoformat(),
        "counted": planned.counted,
        "congress": congress_id,
        "congress_title": congress_title,
        "state": "late" if planned.late and state.state is State.OPEN else str(state.state),
        "late_days": planned.late,
        "done": state.day.isoformat() if state.state is State.DONE and state.day else None,
        "by": state.by,
        "number": state.number,
        "reason": state.reason,
    }


def basis_with_ids(planned: PlannedStep) -> str:
    """Return what a step rests on with the rules' ids: 《选举法》第28条（ED-01）."""
    return "；".join(f"{ground.short}（{ground.id}）" for ground in planned.step.grounds)


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    subject = finding.subject
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        "text": finding.text,
        "basis": finding.basis,
        "step": subject.id if subject is not None and subject.kind == "step" else None,
        "congress": congress_of(finding) or None,
    }


def congress_of(finding: Finding) -> str:
    """Return the id of the congress that a finding is about, "" for one about none."""
    subject = finding.subject
    if subject is None:
        return ""
    return subject.field if subject.kind == "step" else subject.id
