"""单位: the county's bodies as a tree with the number of their posts; each change of it is one undo step."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.post_parts import fills
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.units import (
    PlacedUnit,
    Unit,
    UnitPost,
    UnitTree,
    block_of,
    from_levels,
    quota_text,
    read_quota,
)
from huanjie_desktop.services.people.accepting import forget_subjects
from huanjie_desktop.services.people.register import RegisterReading
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, units
from huanjie_desktop.store.unit_of_work import UnitOfWork

FIELDS = {"name": "单位", "full_name": "全称", "short_name": "简称", "kind": "类别", "quota": "职数"}
QUOTA, PARENT = "quota", "parent"
_INDENT = "　"


@dataclass(frozen=True)
class UnitRow:
    """A unit as the table lists it: its level, the posts as one text, and how many hold them (those held beside others apart)."""

    unit: Unit
    level: int
    quota: str
    wanted: int = 0
    held: int = 0
    also: int = 0
    over: int = 0
    short: int = 0

    @property
    def id(self) -> str:
        """Return the unit's id."""
        return self.unit.id

    @property
    def name(self) -> str:
        """Return the name behind the blanks of its level."""
        return _INDENT * self.level + self.unit.name

    @property
    def staffing(self) -> str:
        """Return how the posts are held in words, "" where no number is set."""
        if not self.wanted:
            return ""
        words = [f"现有{self.held}"]
        words += [f"超{self.over}"] * bool(self.over) + [f"缺{self.short}"] * bool(self.short)
        return "，".join(words + [f"兼任{self.also}"] * bool(self.also))

    @property
    def staffing_tip(self) -> str:
        """Return the same with how many there should be."""
        return f"应配{self.wanted}，{self.staffing}" if self.wanted else ""


@dataclass(frozen=True)
class PostStaffing:
    """A post with the names of those who hold it, and of those who hold it beside another post (兼任), who are not counted."""

    post: UnitPost
    held: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def over(self) -> int:
        """Return how many hold it beyond its number, 0 where no number is set."""
        return max(len(self.held) - self.post.number, 0) if self.post.number else 0

    @property
    def short(self) -> int:
        """Return how many are missing."""
        return max(self.post.number - len(self.held), 0)


@dataclass(frozen=True)
class UnitStaffing:
    """A unit at its level of the tree, with its posts in order and who holds them."""

    unit: Unit
    level: int
    posts: tuple[PostStaffing, ...] = ()


def tree_of(workspace: Workspace) -> UnitTree:
    """Return the units as a tree."""
    return UnitTree(units.list_units(workspace.store))


def list_rows(workspace: Workspace) -> list[UnitRow]:
    """Return the units in order, each with its posts and how they are held."""
    return [_row(each) for each in list_staffing(workspace)]


def list_staffing(workspace: Workspace) -> list[UnitStaffing]:
    """Return the units in order, each with who holds its posts; one who holds a post beside others stands apart."""
    reading = RegisterReading(workspace)
    of_unit: dict[str, list[UnitPost]] = {}
    for post in reading.quotas:
        of_unit.setdefault(post.unit_id, []).append(post)
    held: dict[str, list[str]] = {}
    also: dict[str, list[str]] = {}
    names = {person.id: person.name for person in reading.people} if of_unit else {}
    for person_id, parts in reading.posts.items() if of_unit else ():
        for part in parts:
            post_held = next(
                (each for each in of_unit.get(part.unit.id if part.unit else "", ()) if fills(part, each)), None
            )
            if post_held is not None:
                (also if part.also else held).setdefault(post_held.id, []).append(names[person_id])
    return [
        UnitStaffing(
            placed.unit,
            placed.level,
            tuple(
                PostStaffing(post, tuple(held.get(post.id, ())), tuple(also.get(post.id, ())))
                for post in of_unit.get(placed.unit.id, ())
            ),
        )
        for placed in reading.tree.placed
    ]


def _row(staffing: UnitStaffing) -> UnitRow:
    counted = [each for each in staffing.posts if each.post.number]
    return UnitRow(
        staffing.unit,
        staffing.level,
        quota_text([each.post for each in staffing.posts]),
        sum(each.post.number for each in counted),
        sum(len(each.held) for each in counted),
        sum(len(each.also) for each in counted),
        sum(each.over for each in counted),
        sum(each.short for each in counted),
    )


def check_unit(field: str, text: str) -> str:
    """Say why a text cannot be taken into a field of units, "" where it can."""
    if field == "name" and not clean_line(text).strip():
        return "没有填写单位名称。"
    if field == QUOTA:
        try:
            read_quota(text)
        except ValueError as error:
            return f"“职数”没有填入：{error}。"
    return ""


def write_units(
    workspace: Workspace, changes: Sequence[tuple[str, str, str]], added: Sequence[Mapping[str, str]] = ()
) -> ChangeSet:
    """Write texts (unit id, field, text) and new units (field -> text; `parent` names the one above) as one undo step.

    A name that begins with blanks stands below the one before it, two half-width blanks or one full-width for each level.
    """
    placed = list(tree_of(workspace).placed)
    known = {each.unit.id: each.unit for each in placed}
    fields: dict[str, dict[str, Any]] = {}
    quotas: dict[str, str] = {}
    for unit_id, field, text in changes:
        _refuse(check_unit(field, text))
        if unit_id not in known:
            raise UserError("这个单位已被删除。", "请刷新后再试。")
        if field == QUOTA:
            quotas[unit_id] = text
        else:
            fields.setdefault(unit_id, {})[field] = clean_line(text).strip()
    fresh = _new_units(workspace, added, placed, quotas)
    rows = [(replace(each.unit, **fields.get(each.unit.id, {})), each.level) for each in placed]
    every = from_levels(_with_new(rows, fresh))
    _refuse_twice(every)
    label = f"修改单位{len(fields.keys() | quotas.keys())}处" if not fresh else f"增加{len(fresh)}个单位"
    with workspace.change(label, Right.PEOPLE) as work:
        _write(work, known, every)
        _write_quotas(workspace, work, quotas)
    return work.change_set


def shift_units(workspace: Workspace, unit_ids: Collection[str], step: int) -> ChangeSet:
    """Move units, with all that is below them, before the one above of their level or behind the one below."""
    rows = [(each.unit, each.level) for each in tree_of(workspace).placed]
    placed = tree_of(workspace).placed
    blocks = [block_of(placed, at) for at in _tops(placed, unit_ids)]
    order = list(range(len(rows)))
    for block in blocks if step < 0 else reversed(blocks):
        order = _moved(placed, order, block, step)
    return _rewrite(workspace, [rows[at] for at in order], "移动单位")


def indent_units(workspace: Workspace, unit_ids: Collection[str], step: int) -> ChangeSet:
    """Put units, with all that is below them, a level deeper (1) or higher (-1)."""
    placed = tree_of(workspace).placed
    levels = [each.level for each in placed]
    for at in _tops(placed, unit_ids):
        least, most = 0, (levels[at - 1] + 1 if at else 0)
        wanted = min(max(levels[at] + step, least), most)
        for below in block_of(placed, at):
            levels[below] += wanted - placed[at].level
    return _rewrite(workspace, list(zip([each.unit for each in placed], levels, strict=True)), "调整单位层级")


def remove_units(workspace: Workspace, unit_ids: Collection[str]) -> ChangeSet:
    """Remove units with all that is below them; what people have in 单位 and 现任职务 stays."""
    placed = tree_of(workspace).placed
    gone = {placed[at].unit.id for top in _tops(placed, unit_ids) for at in block_of(placed, top)}
    if not gone:
        raise UserError("没有选中单位。")
    with workspace.change(f"删除{len(gone)}个单位", Right.PEOPLE) as work:
        posts = [post for post in units.list_posts(workspace.store) if post.unit_id in gone]
        units.put_posts(work, posts, ())
        forget_subjects(workspace, work, gone)
        units.remove_units(work, gone)
    return work.change_set


def missing_units(workspace: Workspace) -> list[str]:
    """Return what people have in 单位 and no unit is called, the commonest first."""
    tree = tree_of(workspace)
    named = Counter(str(row[0]) for row in people.people_rows(workspace.store, ("unit",)) if row[0])
    return [name for name, _count in named.most_common() if tree.find(name) is None]


def add_missing_units(workspace: Workspace) -> tuple[int, ChangeSet]:
    """Add what people have in 单位 at the end of the tree; return how many."""
    names = missing_units(workspace)
    if not names:
        raise UserError("名册里的单位都已列入，没有可以增加的。")
    return len(names), write_units(workspace, (), [{"name": name} for name in names])


def _refuse(why: str) -> None:
    if why:
        raise UserError(why)


def _refuse_twice(every: Sequence[Unit]) -> None:
    counts = Counter(unit.name for unit in every)
    twice = next((name for name, count in counts.items() if count > 1), "")
    if twice:
        raise UserError(f"单位“{twice}”有两个，没有保存。", "请给其中一个换个名称。")


def _new_units(
    workspace: Workspace, added: Sequence[Mapping[str, str]], placed: Sequence[PlacedUnit], quotas: dict[str, str]
) -> list[tuple[Unit, int, str]]:
    """Return new units with level and the name of the one above; their quotas go into `quotas`."""
    found = []
    for texts in added:
        for field, text in texts.items():
            _refuse(check_unit(field, text))
        name = texts.get("name", "")
        _refuse(check_unit("name", name))
        full, short, kind = (clean_line(texts.get(field, "")).strip() for field in ("full_name", "short_name", "kind"))
        unit = Unit(workspace.store.new_id(), clean_line(name).strip(), full, short, kind)
        if texts.get(QUOTA, "").strip():
            quotas[unit.id] = texts[QUOTA]
        found.append((unit, _level_of(name), clean_line(texts.get(PARENT, "")).strip()))
    return found


def _level_of(name: str) -> int:
    blanks = name[: len(name) - len(name.lstrip(" \u3000"))]
    return blanks.count("\u3000") + blanks.count(" ") // 2


def _with_new(rows: list[tuple[Unit, int]], fresh: Sequence[tuple[Unit, int, str]]) -> list[tuple[Unit, int]]:
    """Return rows with new ones behind them, or at the end of what is below the one that is named as above."""
    made = list(rows)
    for unit, level, parent in fresh:
        at = next((at for at, (known, _) in enumerate(made) if parent and parent in known.names), None)
        if at is None:
            _refuse(f"上级单位“{parent}”不在单位表里，没有增加“{unit.name}”。" if parent else "")
            made.append((unit, level))
            continue
        end = at + 1
        while end < len(made) and made[end][1] > made[at][1]:
            end += 1
        made.insert(end, (unit, made[at][1] + 1))
    return made


def _tops(placed: Sequence[PlacedUnit], unit_ids: Collection[str]) -> list[int]:
    """Return where the units stand that are not below another of them."""
    found: list[int] = []
    for at, each in enumerate(placed):
        if each.unit.id in unit_ids and not (found and at in block_of(placed, found[-1])):
            found.append(at)
    return found


def _moved(placed: Sequence[PlacedUnit], order: list[int], block: range, step: int) -> list[int]:
    level = placed[block.start].level
    rest = [at for at in order if at not in block]
    before = order.index(block.start)
    if step < 0:
        above = next((at for at in range(before - 1, -1, -1) if placed[order[at]].level <= level), None)
        if above is None or placed[order[above]].level < level:
            return order
        return [*rest[:above], *block, *rest[above:]]
    after = before + len(block)
    if after >= len(order) or placed[order[after]].level < level:
        return order
    end = after + 1
    while end < len(order) and placed[order[end]].level > level:
        end += 1
    end -= len(block)
    return [*rest[:end], *block, *rest[end:]]


def _rewrite(workspace: Workspace, rows: Sequence[tuple[Unit, int]], label: str) -> ChangeSet:
    known = {unit.id: unit for unit, _ in rows}
    with workspace.change(label, Right.PEOPLE) as work:
        _write(work, known, from_levels(rows))
    return work.change_set


def _write(work: UnitOfWork, known: Mapping[str, Unit], every: Sequence[Unit]) -> None:
    changed: dict[str, dict[str, Any]] = {}
    fresh = []
    for unit in every:
        before = known.get(unit.id)
        if before is None:
            fresh.append(unit)
            continue
        values = {
            field: getattr(unit, field)
            for field in ("name", "full_name", "short_name", "kind", "parent_id", "position")
            if getattr(unit, field) != getattr(before, field)
        }
        if values:
            changed[unit.id] = values
    units.add_units(work, fresh)
    units.change_units(work, changed)


def _write_quotas(workspace: Workspace, work: UnitOfWork, quotas: Mapping[str, str]) -> None:
    before = [post for post in units.list_posts(workspace.store) if post.unit_id in quotas]
    ids = {(post.unit_id, post.title): post.id for post in before}
    after = [
        UnitPost(ids.get((unit_id, title)) or workspace.store.new_id(), unit_id, title, number, age, at)
        for unit_id, text in quotas.items()
        for at, (title, number, age) in enumerate(read_quota(text))
    ]
    if before or after:
        units.put_posts(work, before, after)
