"""The plan of a workspace on the command line: of the round or one congress, and what would become of it; nothing is changed."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from huanjie_desktop.cli.finding import find_congress
from huanjie_desktop.cli.plan_values import (
    congress_of,
    finding_as_json,
    read_anchors,
    read_day,
    step_as_json,
    write_calendar,
)
from huanjie_desktop.cli.verb import DONE, opened, print_json
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, gravest_first
from huanjie_desktop.domain.schedule.steps import PlannedStep
from huanjie_desktop.domain.schedule.what_if import StepChange
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.planning.reading import RoundReading, read_round
from huanjie_desktop.services.planning.trying import Trial, Tried, starts_of_anchor, try_plan
from huanjie_desktop.services.printing.due_papers import find_due_papers
from huanjie_desktop.services.workspace import SUFFIX, Workspace


class _OnDay:
    """A clock that stands on a day: what is late then."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        """Return noon of the day."""
        return datetime.combine(self._day, time(12)).astimezone()

    def today(self) -> date:
        """Return the day."""
        return self._day


def is_workspace(name: str) -> bool:
    """Tell whether a word names a workspace file rather than a kind of congress."""
    return name.endswith(SUFFIX) or (bool(name) and Path(name).is_file())


def plan_workspace(options: argparse.Namespace) -> int:
    """Print the plan of a workspace, or what would become of it."""
    if options.list or options.anchor or options.preset or options.holidays:
        raise UserError("工作文件的工期按文件里的会议日期、预设和节假日表排。", "请只写会议，或用 --what-if 试排。")
    if options.ics and options.what_if:
        raise UserError("试排不写日历。", "请去掉 --ics，或者去掉 --what-if。")
    options.workspace = options.kind
    today = read_day(options.today, "--today") if options.today else None
    with opened(options, back_up=False) as workspace:
        if today is not None:
            workspace = replace(workspace, clock=_OnDay(today))
        chosen = find_congress(workspace, options.congress).id if options.congress else ""
        reading = read_round(workspace)
        papers = find_due_papers(workspace, reading).findings
        reading = replace(reading, plan=replace(reading.plan, findings=(*reading.plan.findings, *papers)))
        if chosen:
            reading.plan_of(chosen)
        if options.what_if:
            tried = try_plan(workspace, _trial(workspace, reading, options.what_if, chosen))
            said = _tried_as_json(tried, chosen)
            lines = _tried_lines(tried, chosen)
        else:
            if options.ics:
                plans = [each for each in reading.plan.plans if chosen in ("", each.course.id)]
                title = reading.congresses[chosen].title if chosen else f"{workspace.county}换届"
                write_calendar(options, title, plans, reading.today)
            said, lines = _round_as_json(workspace, reading, chosen), _lines(reading, chosen)
    if options.json:
        print_json(said)
    else:
        print(*lines, sep="\n")
        for finding in _findings(reading.findings, chosen) if not options.what_if else ():
            print(finding.text, file=sys.stderr)
    return DONE


def _trial(workspace: Workspace, reading: RoundReading, said: Sequence[str], congress_id: str) -> Trial:
    """Return what is tried: anchors by name, or the chosen congress's own; 会议=日期 names a congress by its title."""
    starts: dict[str, date] = {}
    named: set[str] = set()
    anchors: list[str] = []
    for each in said:
        word, sign, text = each.partition("=")
        if sign and len(word.strip()) > 2:  # longer than any anchor: the title of a congress
            found = find_congress(workspace, word.strip()).id
            if found in named:
                raise UserError(f"“{word.strip()}”给了两次。", "请只写一次。")
            named.add(found)
            starts[found] = read_day(text, word.strip())
            continue
        anchors.append(each)
        name, day = list(read_anchors(anchors).items())[-1]  # refuses one that was said before
        planned = reading.congresses.get(congress_id)
        if planned is not None and planned.anchor == name:
            starts[congress_id] = day
        else:
            starts |= starts_of_anchor(reading, name, day)
    return Trial(starts)


def _findings(findings: Sequence[Finding], congress_id: str) -> list[Finding]:
    """Return findings, those of one congress where one is chosen; what is about no congress is about each."""
    found = gravest_first(findings)
    return [each for each in found if not congress_id or congress_of(each) in ("", congress_id)]


def _tried_findings(tried: Tried, congress_id: str) -> list[Finding]:
    """Return what is found after a trial: of the congress chosen, and of others what came of the trial."""
    came = tried.comparison.came
    found = gravest_first(tried.after.findings)
    return [each for each in found if not congress_id or congress_of(each) in ("", congress_id) or each in came]


def _tried_words(tried: Tried, finding: Finding, congress_id: str) -> str:
    """Return a finding that came of a trial, with whose it is where it is not that of the congress chosen."""
    whose = congress_of(finding)
    planned = tried.after.congresses.get(whose)
    elsewhere = congress_id and planned is not None and whose != congress_id and planned.title not in finding.text
    return f"{planned.title}：{finding.text}" if planned is not None and elsewhere else finding.text


def _plans(reading: RoundReading, congress_id: str) -> list[tuple[str, PlannedStep]]:
    plans = [each for each in reading.plan.plans if congress_id in ("", each.course.id)]
    found = [(plan.course.id, step) for plan in plans for step in plan.steps]
    return sorted(found, key=lambda each: each[1].start)


def _step_as_json(reading: RoundReading, congress_id: str, planned: PlannedStep) -> dict[str, Any]:
    return step_as_json(planned, congress_id, reading.congresses[congress_id].title)


def _round_as_json(workspace: Workspace, reading: RoundReading, congress_id: str) -> dict[str, Any]:
    return {
        "congresses": [
            {
                "id": each.id,
                "title": each.title,
                "anchor": each.anchor,
                "date": each.congress.start.isoformat() if each.congress.start else None,
                "preset": each.preset or None,
            }
            for each in reading.congresses.values()
            if congress_id in ("", each.id)
        ],
        "dateless": [congresses.short_title_of(workspace, each) for each in reading.dateless],
        "steps": [_step_as_json(reading, id_, step) for id_, step in _plans(reading, congress_id)],
        "findings": [finding_as_json(each) for each in _findings(reading.findings, congress_id)],
    }


def _changes(tried: Tried, congress_id: str) -> list[StepChange]:
    return [each for each in tried.comparison.moved if congress_id in ("", each.course)]


def _tried_as_json(tried: Tried, congress_id: str) -> dict[str, Any]:
    comparison = tried.comparison
    return {
        "what_if": tried.words,
        "changed": False,
        "moved": [_change_as_json(tried, each) for each in _changes(tried, congress_id)],
        "fixed": len(comparison.fixed),
        "red": [finding_as_json(each) for each in gravest_first(comparison.red)],
        "amber": [finding_as_json(each) for each in gravest_first(comparison.amber)],
        "gone": [finding_as_json(each) for each in gravest_first(comparison.went)],
        "steps": [_step_as_json(tried.after, id_, step) for id_, step in _plans(tried.after, congress_id)],
        "findings": [finding_as_json(each) for each in _tried_findings(tried, congress_id)],
    }


def _change_as_json(tried: Tried, change: StepChange) -> dict[str, Any]:
    either = change.after or change.before
    assert either is not None
    return {
        "congress": change.course,
        "congress_title": tried.after.congresses[change.course].title,
        "id": either.step.id,
        "title": either.step.title,
        "before": change.before.start.isoformat() if change.before else None,
        "after": change.after.start.isoformat() if change.after else None,
        "latest": change.after.latest.isoformat() if change.after and change.after.latest else None,
    }


def _lines(reading: RoundReading, congress_id: str) -> list[str]:
    found = []
    for id_, step in _plans(reading, congress_id):
        days = f"{step.start}" if step.start == step.end else f"{step.start}至{step.end}"
        hard = "▲" if step.step.hard else ""
        last = f"最晚{step.latest}" if step.latest else ""
        title = reading.congresses[id_].title
        found.append("\t".join((days, title, hard, step.step.title, step.step.who, last, step.step.basis)))
    return found


def _tried_lines(tried: Tried, congress_id: str) -> list[str]:
    found = [f"试排：{tried.words}。没有保存。"]
    for change in _changes(tried, congress_id):
        either = change.after or change.before
        assert either is not None
        before, after = (str(each.start) if each else "没有" for each in (change.before, change.after))
        found.append("\t".join((tried.after.congresses[change.course].title, either.step.title, before, after)))
    found += [f"不能满足：{_tried_words(tried, each, congress_id)}" for each in gravest_first(tried.comparison.red)]
    found += [f"时间不够：{_tried_words(tried, each, congress_id)}" for each in gravest_first(tried.comparison.amber)]
    return found
