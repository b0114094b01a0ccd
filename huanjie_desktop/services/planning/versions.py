"""方案: plans kept under names, compared with each other or with the one that holds, and made the one that holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.schedule.kept import KeptStep, PlanChoice, PlanVersion, as_planned
from huanjie_desktop.domain.schedule.what_if import Comparison, compare_plans
from huanjie_desktop.services.planning.reading import (
    PRESET,
    PlanState,
    RoundReading,
    plan_state,
    preset_of,
    read_round,
    read_state,
)
from huanjie_desktop.services.planning.trying import Trial, move_congresses, tried_state
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import plans
from huanjie_desktop.store.settings import write_setting

PRESENT = ""  # in the place of a version's id: the plan that holds
MOST_VERSIONS = 20
MOST_CHARACTERS = 40


@dataclass(frozen=True)
class VersionsCompared:
    """Two plans beside each other, what differs, and what of the versions could not be taken, a sentence each."""

    before: RoundReading
    after: RoundReading
    comparison: Comparison
    notes: tuple[str, ...] = ()


def list_versions(workspace: Workspace) -> list[PlanVersion]:
    """Return the plans kept under names, the newest first."""
    return plans.list_versions(workspace.store)


def save_version(workspace: Workspace, title: str, trial: Trial | None = None) -> tuple[PlanVersion, ChangeSet]:
    """Keep the plan under a name, as it is or as it would be by a trial; UserError for a name that cannot be."""
    title = title.strip()
    known = list_versions(workspace)
    if not title:
        raise UserError("没有填写方案的名称。", "例如“7月4日选举”。")
    if len(title) > MOST_CHARACTERS:
        raise UserError(f"方案的名称最多{MOST_CHARACTERS}个字。")
    if any(each.title == title for each in known):
        raise UserError(f"已有名为“{title}”的方案。", "请换一个名称。")
    if len(known) >= MOST_VERSIONS:
        raise UserError(f"最多存{MOST_VERSIONS}个方案。", "请先删除不用的方案。")
    state = tried_state(workspace, read_round(workspace), trial) if trial is not None else read_state(workspace)
    version = PlanVersion(
        workspace.store.new_id(),
        title,
        workspace.clock.now(),
        {each.id: (each.start, each.end) for each in state.congresses},
        state.kept,
        state.choices,
        state.preset,
    )
    with workspace.change(f"存为方案“{title}”", Right.MEETINGS) as work:
        plans.put_version(work, workspace.store, version)
    return version, work.change_set


def delete_version(workspace: Workspace, version_id: str) -> ChangeSet:
    """Forget a plan kept under a name; the plan that holds stays as it is."""
    version = version_of(workspace, version_id)
    with workspace.change(f"删除方案“{version.title}”", Right.MEETINGS) as work:
        plans.remove_version(work, version_id)
    return work.change_set


def version_of(workspace: Workspace, version_id: str) -> PlanVersion:
    """Return the version with this id; UserError when it is gone."""
    found = next((each for each in list_versions(workspace) if each.id == version_id), None)
    if found is None:
        raise UserError("这个方案已经没有了。", "请刷新后重选。")
    return found


def compare_versions(workspace: Workspace, before_id: str, after_id: str) -> VersionsCompared:
    """Return what moves, and which findings come and go, from one plan to another; PRESENT is the one that holds."""
    (before, said), (after, more) = _reading_of(workspace, before_id), _reading_of(workspace, after_id)
    notes = tuple(dict.fromkeys((*said, *more)))
    return VersionsCompared(before, after, compare_plans(before.plan, after.plan), notes)


def accept_version(workspace: Workspace, version_id: str) -> ChangeSet:
    """Have a version hold, as one undo step: days of congresses with their sittings, steps, presets and groups.

    What is done or dropped stays as it is, and so do congresses that the version does not know.
    """
    version = version_of(workspace, version_id)
    before = read_state(workspace)
    after = _state_of(workspace, before, version)
    steps = [each for each in _with_forgotten(before.kept, after.kept) if each not in before.kept]
    choices = [each for each in after.choices if each not in before.choices]
    if (before.congresses, before.preset) == (after.congresses, after.preset) and not steps and not choices:
        raise UserError(f"现在的工期已经和方案“{version.title}”一样。")
    plan_state(workspace, after)  # what cannot be planned is not written
    known = {each.id for each in before.kept}
    chosen = {each.congress_id for each in before.choices}
    with workspace.change(f"采用方案“{version.title}”", Right.MEETINGS) as work:
        move_congresses(workspace, work, before, after)
        plans.put_steps(work, steps, known)
        for choice in choices:
            plans.put_choice(work, choice, choice.congress_id in chosen)
        if after.preset != before.preset:
            write_setting(work, workspace.store, PRESET, after.preset)
    return work.change_set


def _with_forgotten(before: Iterable[KeptStep], after: Iterable[KeptStep]) -> list[KeptStep]:
    """Return what is kept after, and of what is kept no more that nothing is said of it."""
    found = {each.id: each for each in after}
    return [*found.values(), *(KeptStep(old.id, old.congress_id, old.step) for old in before if old.id not in found)]


def _reading_of(workspace: Workspace, version_id: str) -> tuple[RoundReading, list[str]]:
    if version_id == PRESENT:
        return read_round(workspace), []
    version, now = version_of(workspace, version_id), read_state(workspace)
    known = {each.id for each in now.congresses}
    gone = len(set(version.days) - known)
    new = sum(each.id not in version.days for each in now.congresses)
    notes = [f"方案“{version.title}”里有{gone}次会议已经删除，没有比。"] if gone else []
    notes += [f"存方案“{version.title}”以后新建的{new}次会议，按现在的日期。"] if new else []
    if version.preset and preset_of(workspace, version.preset) is None:
        notes.append(f"方案“{version.title}”用的倒排预设已经删除，按会议种类自己的步骤排。")
    return plan_state(workspace, _state_of(workspace, now, version)), notes


def _state_of(workspace: Workspace, now: PlanState, version: PlanVersion) -> PlanState:
    """Return what the plan would be made of if a version held."""
    there = [each.id for each in now.congresses]
    preset = version.preset if preset_of(workspace, version.preset) is not None else ""
    return PlanState(
        tuple(_with_days(each, version.days) for each in now.congresses),
        tuple(each for each in as_planned(version, there, now.kept) if not each.says_nothing),
        tuple(_choices(now, version)),
        preset,
    )


def _with_days(congress: Congress, days: Mapping[str, tuple[date | None, date | None]]) -> Congress:
    start, end = days.get(congress.id, (congress.start, congress.end))
    return replace(congress, start=start, end=end)


def _choices(now: PlanState, version: PlanVersion) -> Iterable[PlanChoice]:
    """Give what is chosen for the congresses there are, under the ids that it has now."""
    there = {each.id for each in now.congresses}
    wanted = {each.congress_id: each for each in version.choices if each.congress_id in there}
    for each in now.choices:
        known = each.congress_id in version.days
        chosen = wanted.pop(each.congress_id, PlanChoice(each.id, each.congress_id)) if known else each
        yield replace(chosen, id=each.id)
    yield from wanted.values()
