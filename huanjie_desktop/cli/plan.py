"""The command of the plan: a kind's steps counted back from its days, or those of a workspace, with what is wrong."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from huanjie_desktop.catalog.plan_making import course_of_kind, planned_kinds, steps_with_preset, surroundings
from huanjie_desktop.catalog.plan_steps import ANCHORS, anchors_of
from huanjie_desktop.catalog.plan_tables import PlanTables, PresetSpec, YearSpec, rules_with_preset
from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.cli.finding import command_id, find_congress_kind
from huanjie_desktop.cli.plan_values import plan_as_json, read_anchors, read_day, write_calendar
from huanjie_desktop.cli.plan_workspace import is_workspace, plan_workspace
from huanjie_desktop.cli.verb import DONE, Verb, print_json
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, Severity, gravest_first
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course
from huanjie_desktop.domain.schedule.whole_round import Round, RoundPlan, plan_round
from huanjie_desktop.exchange.calendar_file import SUFFIX
from huanjie_desktop.exchange.holiday_file import read_holidays
from huanjie_desktop.services.workspace import SystemClock

_HANDED_IN = "本单位的节假日表"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", default="", metavar="会议种类或工作文件")
    parser.add_argument("congress", nargs="?", default="", metavar="会议", help="工作文件里的一次会议，不写是全县")
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="基准日=日期",
        help="试排：工作文件里的会议改到这一天会怎样，什么都不改",
    )
    parser.add_argument("--list", action="store_true", help="列出会议种类")
    parser.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="基准日=日期",
        help=f"{'、'.join(ANCHORS)}中的一个，例如 T=2026-03-26",
    )
    parser.add_argument("--preset", default="", metavar="预设", help="省（市）的预设，例如 浙江")
    parser.add_argument("--holidays", default="", metavar="文件", help="节假日表：TOML、JSON或CSV")
    parser.add_argument("--today", default="", metavar="日期", help="按这一天看是否逾期，不写是今天")
    parser.add_argument("--ics", default="", metavar="文件", help=f"写成手机能用的日历（{SUFFIX}）")
    parser.add_argument("--who", default="", metavar="单位", help="日历里只要这个责任单位的步骤")
    parser.add_argument("--json", action="store_true")


def _plan(options: argparse.Namespace) -> int:
    if options.list:
        return _list(options)
    if options.who and not options.ics:
        raise UserError("--who 只用来挑写进日历的步骤。", "请同时写 --ics 和日历的文件名。")
    if options.ics and Path(options.ics).suffix.lower() != SUFFIX:
        raise UserError(f"日历只能存为 ics，不能存为“{Path(options.ics).name}”。", "请把文件名改为以“.ics”结尾。")
    if is_workspace(options.kind):
        return plan_workspace(options)
    if options.congress or options.what_if:
        raise UserError("只有工作文件才能指定会议或试排。", "请写工作文件的路径，例如 plan 青禾县2026年换届.huanjie。")
    kind = find_kind(options.kind)
    tables = load_plan_tables()
    anchors = read_anchors(options.anchor)
    preset = find_preset(tables, options.preset) if options.preset else None
    handed_in = read_holidays(Path(options.holidays)) if options.holidays else {}
    tables = replace(tables, years={**tables.years, **handed_in})
    today = read_day(options.today, "--today") if options.today else SystemClock().today()
    planned = _planned(kind, anchors, tables, preset, today)
    if handed_in:
        planned = replace(planned, findings=(*planned.findings, *_of_holidays(options.holidays, handed_in, planned)))
    if options.ics:
        write_calendar(options, kind.title, planned.plans, today)
    if options.json:
        print_json(plan_as_json(planned))
    else:
        _print(planned)
    return DONE


def _of_holidays(file: str, years: Mapping[str, YearSpec], planned: RoundPlan) -> Iterator[Finding]:
    """Say which years a table that was handed in covers, and where it has none that the plan lies in."""
    days = [day for plan in planned.plans for day in (plan.first, plan.last) if day is not None]
    reached = {str(year) for year in range(min(days).year, max(days).year + 1)} if days else set()
    name, covered = Path(file).name, "、".join(f"{year}年" for year in years)
    if reached & set(years):
        yield Finding(
            Severity.HINT, "plan_holidays", f"“{name}”是{covered}的节假日表，这些年按它排。", basis=_HANDED_IN
        )
    else:
        text = f"“{name}”是{covered}的节假日表，排期在{'、'.join(f'{year}年' for year in sorted(reached))}，没有用上。"
        yield Finding(Severity.WARNING, "plan_holidays", text, basis=_HANDED_IN)


def _list(options: argparse.Namespace) -> int:
    kinds = planned_kinds(load_catalog().congress_kinds)
    if options.json:
        print_json([{"id": command_id(kind), "title": kind.title, "anchors": anchors_of(kind.steps)} for kind in kinds])
    else:
        for kind in kinds:
            print(f"{command_id(kind)}\t{kind.title}")
    return DONE


def _planned(
    kind: CongressKindSpec, anchors: dict[str, date], tables: PlanTables, preset: PresetSpec | None, today: date
) -> RoundPlan:
    kinds, rules = load_catalog().congress_kinds, load_rule_book()
    steps = steps_with_preset(kind, kinds, rules, preset)
    needed = anchors_of(kind.steps)[0]
    around = surroundings(tables, today)
    if needed not in anchors:
        name = around.anchors.get(needed, needed)
        raise UserError(
            f"没有给出{name}（{needed}），{kind.title}排不了。", f"请加上 --anchor {needed}=2026-03-26 这样的日期。"
        )
    course = course_of_kind(kind, steps, anchors)
    try:
        return plan_of(course, rules_with_preset(rules, preset), around, past=anchors[needed] < today)
    except OverflowError as error:
        raise UserError("这些日期倒排以后超出了日历。", "请核对日期。") from error


def plan_of(course: Course, rules: RuleBook, around: Surroundings, past: bool) -> RoundPlan:
    """Return the plan of one course; one that is past is not called late, as nobody has said what was done."""
    whole = Round((course,))
    if not past:
        return plan_round(whole, rules.rules, around)
    found = plan_round(whole, rules.rules, replace(around, today=None))
    told = plan_round(whole, [rule for rule in rules.rules if rule.check == "anchors_ahead"], around)
    known = {finding.text for finding in found.findings}
    more = tuple(each for each in told.findings if each.text not in known and each.subject is None)
    return replace(found, findings=(*found.findings, *more))


def find_kind(name: str) -> CongressKindSpec:
    """Return the kind by id, with hyphens or underscores, or by title; UserError names those there are."""
    kinds = planned_kinds(load_catalog().congress_kinds)
    if not name:
        names = "、".join(f"{command_id(kind)}（{kind.title}）" for kind in kinds)
        raise UserError("没有说明排哪种会议。", f"现有：{names}。")
    return find_congress_kind(kinds, name)


def find_preset(tables: PlanTables, name: str) -> PresetSpec:
    """Return a preset by title or id; UserError names those there are."""
    for preset in tables.presets.values():
        if name in (preset.id, preset.title):
            return preset
    raise UserError(
        f"没有“{name}”这个预设。", f"现有：{'、'.join(preset.title for preset in tables.presets.values())}。"
    )


def _print(planned: RoundPlan) -> None:
    for plan in planned.plans:
        for each in plan.steps:
            last = f"最晚{each.latest}" if each.latest else ""
            days = f"{each.start}" if each.start == each.end else f"{each.start}至{each.end}"
            hard = "▲" if each.step.hard else ""
            print("\t".join((days, each.counted, hard, each.step.title, each.step.who, last, each.step.basis)))
    for finding in gravest_first(planned.findings):
        basis = f"（{finding.basis}）" if finding.basis else ""
        print(finding.text + basis, file=sys.stderr)


VERBS = (Verb("plan", "倒排工期：按开幕日、选举日排出各步骤", _arguments, _plan),)
