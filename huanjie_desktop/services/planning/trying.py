"""试排: what would become of the plan if congresses or steps were put on other days; nothing changes until it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.schedule.kept import KeptStep
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.domain.schedule.what_if import Comparison, compare_plans
from huanjie_desktop.services.planning.changing import StepKey, kept_steps, refuse_later
from huanjie_desktop.services.planning.reading import (
    PlannedCongress,
    PlanState,
    RoundReading,
    plan_state,
    read_round,
    with_starts,
)
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, plans, sessions
from huanjie_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Trial:
    """What is tried: other opening days of congresses, by id, and other first days of steps, by congress and step."""

    starts: Mapping[str, date] = field(default_factory=dict)
    moved: Mapping[StepKey, date] = field(default_factory=dict)

    def with_start(self, congress_id: str, day: date) -> "Trial":
        """Return it with a congress's day."""
        return replace(self, starts={**self.starts, congress_id: day})

    def with_step(self, key: StepKey, day: date) -> "Trial":
        """Return it with a step's day."""
        return replace(self, moved={**self.moved, key: day})


@dataclass(frozen=True)
class Tried:
    """The plan before and after, and what differs; `refused` are steps that a statute does not let go there, a sentence each."""

    trial: Trial
    before: RoundReading
    after: RoundReading
    comparison: Comparison
    refused: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return what is tried: 选举日7月11日改到7月4日，提前7天."""
        said = [
            _moved_words(planned, self.trial.starts[id_], self.before.around.anchors)
            for id_, planned in self.before.congresses.items()
            if id_ in self.trial.starts
        ]
        for (congress_id, step_id), day in self.trial.moved.items():
            step = self.before.step_of(congress_id, step_id)
            said.append(f"“{step.step.title}”{_short(step.start)}改到{_short(day)}")
        return "；".join(said[:3]) + (f"等{len(said)}处" if len(said) > 3 else "")


def _moved_words(planned: PlannedCongress, day: date, anchors: Mapping[str, str]) -> str:
    start = planned.congress.start
    name = anchors.get(planned.anchor, planned.anchor)
    if start is None:
        return f"{planned.title}的{name}定在{_short(day)}"
    days = (day - start).days
    far = f"，{'推后' if days > 0 else '提前'}{abs(days)}天" if days else ""
    return f"{planned.title}的{name}{_short(start)}改到{_short(day)}{far}"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def try_plan(workspace: Workspace, trial: Trial) -> Tried:
    """Return what would become of the plan; nothing is changed."""
    before = read_round(workspace)
    state = tried_state(workspace, before, trial)
    after = plan_state(workspace, state)
    refused = tuple(_refusals(after, trial))
    return Tried(trial, before, after, compare_plans(before.plan, after.plan), refused)


def accept_trial(workspace: Workspace, trial: Trial) -> ChangeSet:
    """Make true what was tried, as one undo step; sittings move with their congress. UserError for what the law forbids."""
    tried = try_plan(workspace, trial)
    if tried.refused:
        raise UserError(tried.refused[0], "法定期限只能提前，不能推后。")
    known = {each.id for each in tried.before.state.kept}
    kept = [each for each in tried.after.state.kept if (each.congress_id, each.step) in trial.moved]
    with workspace.change(f"改期：{tried.words}", Right.MEETINGS) as work:
        move_congresses(workspace, work, tried.before.state, tried.after.state)
        plans.put_steps(work, kept, known)
    return work.change_set


def move_congresses(workspace: Workspace, work: UnitOfWork, before: PlanState, after: PlanState) -> None:
    """Write the days of congresses that lie otherwise in another state, their sittings with them."""
    was = {each.id: each for each in before.congresses}
    for congress in after.congresses:
        old = was[congress.id]
        if (old.start, old.end) == (congress.start, congress.end):
            continue
        congresses.change_congress(work, congress.id, start=congress.start, end=congress.end)
        if old.start is not None and congress.start is not None:
            held = sessions.list_sessions(workspace.store, congress.id)
            days = {each.id: {"day": each.day + (congress.start - old.start)} for each in held if each.day}
            sessions.change_sessions(work, days)


def _refusals(reading: RoundReading, trial: Trial) -> list[str]:
    found = []
    for (congress_id, step_id), day in trial.moved.items():
        try:
            refuse_later(reading, congress_id, step_id, day)
        except UserError as error:
            found.append(error.text)
    return found


def tried_state(workspace: Workspace, before: RoundReading, trial: Trial) -> PlanState:
    """Return what the plan would be made of if a trial held."""
    unknown = set(trial.starts) - {each.id for each in before.state.congresses}
    if unknown:
        raise UserError("这次会议已不存在。", "请刷新后重选。")
    kept: dict[StepKey, KeptStep] = {(each.congress_id, each.step): each for each in before.state.kept}
    for key, found in kept_steps(workspace, before, trial.moved).items():
        before.step_of(*key)
        opened = replace(found, state=State.OPEN, day=None) if found.state is State.PINNED else found
        kept[key] = replace(opened, moved=trial.moved[key])
    moved = tuple(with_starts(each, trial.starts) for each in before.state.congresses)
    return replace(before.state, congresses=moved, kept=tuple(kept.values()))


def starts_of_anchor(reading: RoundReading, name: str, day: date) -> dict[str, date]:
    """Return the opening days if an anchor falls on a day: its first congress then, the others as long after it as now."""
    of_name = [each for each in reading.congresses.values() if each.anchor == name and each.congress.start is not None]
    days = [each.congress.start for each in of_name if each.congress.start is not None]
    if not days:
        title = reading.around.anchors.get(name, name)
        raise UserError(f"工作文件里没有以{title}（{name}）为准的会议。", "请先新建会议并填日期。")
    first = min(days)
    return {each.id: start + (day - first) for each, start in zip(of_name, days, strict=True)}
