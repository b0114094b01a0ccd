"""What the panel 节假日与倒排时限 shows, read in one go: a year's holidays, the presets, what the office has set otherwise."""

from dataclasses import dataclass

from huanjie_desktop.catalog.own_kinds import PLAN_PRESET
from huanjie_desktop.catalog.plan_tables import PresetSpec
from huanjie_desktop.services.planning.holidays import YearTable, list_years, read_table
from huanjie_desktop.services.planning.reading import PRESET, read_round
from huanjie_desktop.services.workspace import Workspace

YEARS_AHEAD = 2


@dataclass(frozen=True)
class PlanTablesShown:
    """The years that can be shown, the one shown, the presets as (id, words), the one in use, and what is said of it.

    `changed` is how many steps the office has set otherwise and has not saved as a preset.
    """

    years: tuple[int, ...]
    table: YearTable
    presets: tuple[tuple[str, str], ...]
    preset: str
    about: str
    own: bool
    changed: int


def read_plan_tables(workspace: Workspace, year: int | None = None) -> PlanTablesShown:
    """Return what the panel shows of a year, of this one where none is said."""
    known, today = list_years(workspace), workspace.clock.today()
    first = min([today.year, *known])
    years = tuple(range(first, max([today.year, *known]) + YEARS_AHEAD + 1))
    shown = year if year in years else today.year
    presets, chosen = workspace.own.plans.presets, workspace.setting(PRESET)
    own = {spec.id for _version, spec in workspace.own.entries(PLAN_PRESET)}
    words = tuple((spec.id, spec.title + ("（本单位）" if spec.id in own else "")) for spec in presets.values())
    changed = sum(each.offset is not None or bool(each.who) for each in read_round(workspace).state.kept)
    return PlanTablesShown(
        years,
        read_table(workspace, shown),
        (("", "不用预设"), *words),
        chosen if chosen in presets else "",
        _about(presets.get(chosen)),
        chosen in own,
        changed,
    )


def _about(preset: PresetSpec | None) -> str:
    if preset is None:
        return "按国家规定和通常做法倒排。"
    said = [f"与通常做法不同的 {len(preset.steps)} 步" if preset.steps else ""]
    said += [f"增加的 {len(preset.added)} 步" if preset.added else ""]
    return f"{preset.source or '本单位改过的步骤'}：{'，'.join(filter(None, said)) or '步骤相同，期限不同'}。"
