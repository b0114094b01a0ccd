"""Changes to the plan, each one undo step: how steps stand, where the office has them, what is chosen for a congress's plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from huanjie_desktop.catalog.own_kinds import PLAN_PRESET
from huanjie_desktop.catalog.plan_tables import PresetSpec, StepChange
from huanjie_desktop.catalog.specs import InsteadSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.schedule.kept import KeptStep, PlanChoice
from huanjie_desktop.domain.schedule.plan_checks import day_words, move_problem
from huanjie_desktop.domain.schedule.steps import PlannedStep, State
from huanjie_desktop.services.catalogue.entries import find_entry, new_title, put_entry, refuse_problems
from huanjie_desktop.services.meetings.congresses import congress_of
from huanjie_desktop.services.planning.reading import PRESET, RoundReading, preset_of, read_round
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import own_entries, plans
from huanjie_desktop.store.settings import write_setting

StepKey = tuple[str, str]  # of a congress and of a step
Change = Callable[[KeptStep, PlannedStep], KeptStep]
MOST_DAYS = 3660


def mark_done(
    workspace: Workspace, keys: Sequence[StepKey], day: date | None = None, by: str = "", number: str = ""
) -> ChangeSet:
    """Mark steps as done: on a day (today where none is said), by whom, and under which paper's number."""
    today = workspace.clock.today()
    if day is not None and day > today:
        raise UserError(f"办结日期{day_words(day)}还没有到。", "请填今天或以前的日期。")

    def done(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        return replace(
            kept, state=State.DONE, day=day or today, done_by=by.strip(), paper_number=number.strip(), reason=""
        )

    return _change(workspace, "标为已办", keys, done)


def drop_steps(workspace: Workspace, keys: Sequence[StepKey], reason: str) -> ChangeSet:
    """Say that steps are not taken, and why."""
    reason = reason.strip()
    if not reason:
        raise UserError("没有填写不办的理由。", "例如“本届不设预选”。")

    def dropped(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        return replace(kept, state=State.DROPPED, day=None, done_by="", paper_number="", reason=reason)

    return _change(workspace, "标为不办", keys, dropped, reason)


def reopen_steps(workspace: Workspace, keys: Sequence[StepKey]) -> ChangeSet:
    """Have steps stand open again, neither done, dropped nor pinned; days that the office has set stay."""

    def opened(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        return replace(kept, state=State.OPEN, day=None, done_by="", paper_number="", reason="")

    return _change(workspace, "恢复为未办", keys, opened)


def pin_steps(workspace: Workspace, keys: Sequence[StepKey]) -> ChangeSet:
    """Pin steps to the days on which they are planned now, whatever becomes of the anchors."""

    def pinned(kept: KeptStep, planned: PlannedStep) -> KeptStep:
        return replace(kept, state=State.PINNED, day=planned.start, done_by="", paper_number="", reason="")

    return _change(workspace, "固定", keys, pinned)


def move_step(workspace: Workspace, congress_id: str, step_id: str, day: date | None) -> ChangeSet:
    """Have a step begin on a day, None for where it is counted to; UserError with the article behind its statutory day."""
    if day is not None:
        refuse_later(read_round(workspace), congress_id, step_id, day)

    def moved(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        if kept.state is State.PINNED:
            return replace(kept, state=State.OPEN, day=None, moved=day)
        return replace(kept, moved=day)

    label = f"改到{day_words(day)}：" if day is not None else "按倒排排回"
    return _change(workspace, label, [(congress_id, step_id)], moved)


def refuse_later(reading: RoundReading, congress_id: str, step_id: str, day: date) -> None:
    """Raise UserError where a step cannot begin on a day: behind its statute's, where it is a sitting, or done."""
    planned = reading.step_of(congress_id, step_id)
    problem = move_problem(reading.plan_of(congress_id), step_id, day)
    if problem:
        raise UserError(problem, "法定期限只能提前，不能推后。")
    if planned.state.state is State.DONE:
        raise UserError(f"“{planned.step.title}”已经办结。", "要改日期，请先恢复为未办。")
    if planned.step.held or planned.step.sitting:
        raise UserError(f"“{planned.step.title}”在会议当天，不能单独改期。", "请改会议的日期。")


def set_offset(workspace: Workspace, congress_id: str, step_id: str, offset: int | None) -> ChangeSet:
    """Have a step counted by other days from its anchor, None for the kind's; a statute's last day holds as before."""
    if offset is not None and abs(offset) > MOST_DAYS:
        raise UserError(f"天数超出范围，应在{MOST_DAYS}天以内。")

    def counted(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        return replace(kept, offset=offset, moved=None)

    return _change(workspace, "改倒排天数", [(congress_id, step_id)], counted)


def set_who(workspace: Workspace, keys: Sequence[StepKey], who: str) -> ChangeSet:
    """Say who does steps, "" for whom the kind names."""

    def named(kept: KeptStep, _planned: PlannedStep) -> KeptStep:
        return replace(kept, who=who.strip())

    return _change(workspace, "改责任单位", keys, named)


def _change(workspace: Workspace, verb: str, keys: Sequence[StepKey], change: Change, reason: str = "") -> ChangeSet:
    reading = read_round(workspace)
    if not keys:
        raise UserError("没有选中步骤。", "请先选中一步或几步。")
    planned = {key: reading.step_of(*key) for key in dict.fromkeys(keys)}
    kept = kept_steps(workspace, reading, planned)
    changed = [change(kept[key], planned[key]) for key in planned]
    titles = list(dict.fromkeys(each.step.title for each in planned.values()))
    what = f"“{titles[0]}”" if len(planned) == 1 else f"{len(planned)}步"
    with workspace.change(f"{verb}{what}", Right.MEETINGS, reason) as work:
        plans.put_steps(work, changed, {each.id for each in reading.state.kept})
    return work.change_set


def kept_steps(workspace: Workspace, reading: RoundReading, keys: Iterable[StepKey]) -> dict[StepKey, KeptStep]:
    """Return what is kept of steps, with new ids for those of which nothing is."""
    known = {(each.congress_id, each.step): each for each in reading.state.kept}
    return {key: known.get(key) or KeptStep(workspace.store.new_id(), *key) for key in keys}


def choose_preset(workspace: Workspace, preset_id: str, congress_id: str = "") -> ChangeSet:
    """Plan the round by a preset, or one congress alone; "" for the kinds' own steps, or for the round's preset."""
    preset = preset_of(workspace, preset_id)
    if preset_id and preset is None:
        raise UserError("没有这个倒排预设。", "请刷新后重选。")
    label = f"按“{preset.title}”倒排" if preset is not None else "不用倒排预设"
    if congress_id:
        return _choose(workspace, label, congress_id, preset=preset_id)
    with workspace.change(label, Right.MEETINGS) as work:
        write_setting(work, workspace.store, PRESET, preset_id)
    return work.change_set


def set_helper(workspace: Workspace, congress_id: str, helper: str) -> ChangeSet:
    """Say which group looks after a congress (指导组), "" for none."""
    return _choose(workspace, "设置指导组", congress_id, helper=helper.strip())


def _choose(workspace: Workspace, label: str, congress_id: str, **changes: str) -> ChangeSet:
    congress_of(workspace, congress_id)
    known = next((each for each in plans.list_choices(workspace.store) if each.congress_id == congress_id), None)
    choice = replace(known or PlanChoice(workspace.store.new_id(), congress_id), **changes)
    with workspace.change(label, Right.MEETINGS) as work:
        plans.put_choice(work, choice, known is not None)
    return work.change_set


def save_preset(workspace: Workspace, title: str) -> tuple[PresetSpec, ChangeSet]:
    """Keep as the office's own preset what it has set otherwise, over the preset in use, and plan the round by it.

    What congresses of one kind have otherwise must agree; the steps' own settings are taken back, as the preset has them now.
    """
    title = new_title(workspace, PLAN_PRESET, title.strip())
    if not title:
        raise UserError("没有填写预设的名称。", "例如“青禾县2026年”。")
    reading = read_round(workspace)
    changes = _own_changes(reading)
    if not changes:
        raise UserError("还没有改过倒排天数或责任单位，没有可存的。", "请先在工期里改，再存为预设。")
    base = preset_of(workspace, workspace.setting(PRESET)) or PresetSpec("", "")
    spec = _over(base, workspace.store.new_id(), title, changes)
    refuse_problems(workspace, PLAN_PRESET, spec)
    cleared = [replace(each, offset=None, who="") for each in reading.state.kept if each.offset is not None or each.who]
    with workspace.change(f"存为倒排预设“{title}”", Right.MEETINGS) as work:
        put_entry(workspace, work, PLAN_PRESET, spec, title)
        plans.put_steps(work, cleared, {each.id for each in cleared})
        write_setting(work, workspace.store, PRESET, spec.id)
    return spec, work.change_set


def delete_preset(workspace: Workspace, preset_id: str) -> ChangeSet:
    """Remove one of the office's own presets; what is planned by it is planned by the kinds' own steps again, in the same step."""
    entry = find_entry(workspace, PLAN_PRESET, preset_id)
    if not entry.own or entry.shipped:
        raise UserError(f"“{entry.title}”是程序自带的倒排预设，不能删除。", "不用的，选“不用预设”即可。")
    kept = own_entries.list_versions(workspace.store, preset_id)
    choices = [each for each in plans.list_choices(workspace.store) if each.preset == preset_id]
    with workspace.change(f"删除倒排预设“{entry.title}”", Right.MEETINGS) as work:
        own_entries.remove_versions(work, [each.id for each in kept])
        for choice in choices:
            plans.put_choice(work, replace(choice, preset=""), known=True)
        if workspace.setting(PRESET) == preset_id:
            write_setting(work, workspace.store, PRESET, "")
    return work.change_set


def _own_changes(reading: RoundReading) -> Mapping[StepKey, StepChange]:
    """Return by kind and step what the office has set otherwise; UserError where two congresses of a kind differ."""
    found: dict[StepKey, StepChange] = {}
    for each in reading.state.kept:
        congress = reading.congresses.get(each.congress_id)
        if congress is None or (each.offset is None and not each.who):
            continue
        planned = reading.step_of(each.congress_id, each.step)
        change = _as_change(congress.kind, planned, each, reading.plan_of(congress.id).course.anchors)
        if found.setdefault((congress.kind, each.step), change) != change:
            title = planned.step.title
            raise UserError(f"“{title}”在几次{congress.kind_title}里设得不一样，存不成一个预设。", "请先改成一样。")
    return found


def _as_change(kind: str, planned: PlannedStep, kept: KeptStep, anchors: Mapping[str, date]) -> StepChange:
    step, values = planned.step, dict[str, Any]()
    if kept.who:
        values["who"] = kept.who
    if kept.offset is not None and step.other is not None and step.other.anchor in anchors:
        other = step.other
        values["instead"] = InsteadSpec(other.anchor, other.number, other.until, other.unit.value)
    elif kept.offset is not None and step.count is not None:
        values |= {"offset": step.count.number, "until": step.count.until}
    return StepChange(kind, step.id, **values)


def _over(base: PresetSpec, preset_id: str, title: str, own: Mapping[StepKey, StepChange]) -> PresetSpec:
    """Return a preset with changes laid over another's."""
    changes = {(each.kind, each.id): each for each in base.steps}
    for key, change in own.items():
        said = {name: value for name, value in change.values().items() if value is not msgspec.UNSET}
        changes[key] = msgspec.structs.replace(changes.get(key, change), **said)
    return PresetSpec(preset_id, title, base.source, base.rules, tuple(changes.values()), base.added)
