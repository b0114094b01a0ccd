"""Gathers what papers of the plan are composed of: of one congress, or of the whole round."""

from collections.abc import Mapping
from datetime import timedelta

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.material import PlanLine, PlanMaterial
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.schedule.steps import PlannedStep
from huanjie_desktop.services.meetings.congresses import host_of, title_of
from huanjie_desktop.services.planning.reading import RoundReading, read_round
from huanjie_desktop.services.printing.print_notes import last_printed, paper_name
from huanjie_desktop.services.workspace import Workspace

WHOLE = "round"  # the id of the round among what the plan's papers are printed of
DONE_DAYS = 7


def plan_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    """Return the round, where there is more than nothing, and its congresses that have a day."""
    reading = read_round(workspace)
    if not reading.congresses:
        return {}
    return {WHOLE: "全县", **{id_: each.title for id_, each in reading.congresses.items()}}


def plan_material(workspace: Workspace, spec: DocumentSpec, of: str) -> PlanMaterial:
    """Return the material of a congress's plan, or of the round's."""
    reading = read_round(workspace)
    if of == WHOLE and not reading.congresses:
        raise UserError("还没有定了日期的会议，排不出工期。", "请先新建会议并填日期。")
    plans = reading.plan.plans if of == WHOLE else (reading.plan_of(of),)
    lines = [_line(reading, plan.course.id, step) for plan in plans for step in plan.steps]
    lines.sort(key=lambda line: (line.planned.start, line.planned.end))
    congress = None if of == WHOLE else reading.congresses[of].congress
    first = min(each.congress.start for each in reading.congresses.values() if each.congress.start)
    opening = {
        each.congress.start for id_, each in reading.congresses.items() if of in (WHOLE, id_) and each.congress.start
    }
    owner = plan_names(workspace, spec)[of]
    last = last_printed(workspace, paper_name(spec.title, owner), reading.today)
    return PlanMaterial(
        workspace.county,
        title_of(workspace, congress) if congress is not None else f"{workspace.county}{first.year}年换届",
        host_of(workspace, congress) if congress is not None else f"中共{workspace.county}委员会组织部",
        tuple(lines),
        tuple(_days(reading, of)),
        tuple(sorted(opening)),
        reading.around.calendar,
        reading.today,
        last or reading.today - timedelta(days=int(spec.params.get("days", DONE_DAYS))),
        of == WHOLE,
        last is not None,
    )


def _line(reading: RoundReading, congress_id: str, step: PlannedStep) -> PlanLine:
    each = reading.congresses[congress_id]
    return PlanLine(each.title, each.kind_title, each.congress.unit, step)


def _days(reading: RoundReading, of: str) -> list[str]:
    """Return the days that are counted from: 选举日（E）：2026年7月11日; of several congresses the first, with 起."""
    starts: dict[str, list[str]] = {}
    if of != WHOLE:
        named = reading.plan_of(of).course.anchors
        used = {step.count.anchor for step in reading.plan_of(of).course.steps if step.count} | {
            reading.congresses[of].anchor
        }
        return [
            f"{reading.around.anchors.get(name, name)}（{name}）：{day.year}年{day.month}月{day.day}日"
            for name, day in named.items()
            if name in used
        ]
    for each in reading.congresses.values():
        day = each.congress.start
        assert day is not None
        starts.setdefault(each.anchor, []).append(f"{day.year}年{day.month}月{day.day}日")
    return [
        f"{reading.around.anchors.get(name, name)}（{name}）：{days[0]}{'起' if len(days) > 1 else ''}"
        for name, days in starts.items()
    ]
