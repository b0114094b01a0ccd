"""What the dialog 方案 shows: the plans kept under names, and what differs between two of them, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.schedule.what_if import StepChange
from huanjie_desktop.services.planning.versions import PRESENT, VersionsCompared, compare_versions, list_versions
from huanjie_desktop.services.shown.plan import places_of, short_day
from huanjie_desktop.services.workspace import Workspace

NOW = "现在的工期"


@dataclass(frozen=True)
class Difference:
    """A step that lies otherwise: of which congress, where before and after, and how far that is in words."""

    id: str
    where: str
    step: str
    before: str
    after: str
    far: str
    hard: bool


@dataclass(frozen=True)
class VersionsShown:
    """The versions as (id, words), the two compared, and what differs; without a version there is nothing to compare."""

    versions: tuple[tuple[str, str], ...]
    before: str = PRESENT
    after: str = PRESENT
    rows: tuple[Difference, ...] = ()
    came: tuple[Finding, ...] = ()
    went: tuple[Finding, ...] = ()
    words: str = "还没有存过方案。"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return what can be compared: the plan that holds, and the versions."""
        return ((PRESENT, NOW), *self.versions)


def read_versions(workspace: Workspace, before: str = PRESENT, after: str | None = None) -> VersionsShown:
    """Return two plans compared: by default the one that holds with the newest version; one that is gone counts as not chosen."""
    versions = list_versions(workspace)
    listed = tuple((each.id, f"{each.title}（{_saved(each.saved)}存）") for each in versions)
    if not versions:
        return VersionsShown(listed)
    known = {PRESENT, *(each.id for each in versions)}
    before = before if before in known else PRESENT
    after = after if after is not None and after in known else versions[0].id
    compared = compare_versions(workspace, before, after)
    rows = tuple(_rows(compared))
    said = f"{len(rows)} 步的日期不同" if rows else "各步的日期都一样"
    words = "；".join((said, *(note.rstrip("。") for note in compared.notes))) + "。"
    return VersionsShown(listed, before, after, rows, compared.comparison.came, compared.comparison.went, words)


def _saved(moment: object) -> str:
    return f"{moment:%m月%d日 %H:%M}".lstrip("0").replace("月0", "月")


def _rows(compared: VersionsCompared) -> Iterator[Difference]:
    """Give the steps that moved, by their days."""
    where = {**places_of(compared.before), **places_of(compared.after)}
    moved = sorted(compared.comparison.moved, key=lambda each: (each.after or each.before).start)  # type: ignore[union-attr]
    for change in moved:
        planned = change.after or change.before
        assert planned is not None
        yield Difference(
            f"{change.course}/{planned.step.id}",
            where[change.course],
            planned.step.title,
            short_day(change.before.start) if change.before else "",
            short_day(change.after.start) if change.after else "",
            _far(change),
            planned.step.hard,
        )


def _far(change: StepChange) -> str:
    if change.before is None or change.after is None:
        return "新增" if change.before is None else "没有了"
    days = (change.after.start - change.before.start).days
    if days:
        return f"{'推后' if days > 0 else '提前'}{abs(days)}天"
    ends = (change.after.end - change.before.end).days
    return f"结束{'推后' if ends > 0 else '提前'}{abs(ends)}天" if ends else "最晚的一天不同"
