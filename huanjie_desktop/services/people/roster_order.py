"""Putting a roster into an order of the office: by strokes, by pinyin, by units and posts; shown before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.post_parts import post_key, read_posts
from huanjie_desktop.services.people.rosters import put_in_order
from huanjie_desktop.services.people.units import tree_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

ORDERS: Mapping[str, str] = {
    "surname": "姓氏笔画",
    "name": "姓名笔画",
    "pinyin": "拼音",
    "post": "单位和职务",
    "post_alone": "职务（不分单位）",
}
_SHOWN = 5


@dataclass(frozen=True)
class OrderPlan:
    """An order of a roster's people, and what it changes: how many stand elsewhere; `unknown` names posts' units and posts that no
    list has, who come last."""

    roster_id: str
    order: str
    ids: Sequence[str]
    moved: int
    first: Sequence[str]
    unknown: Sequence[str] = ()
    grouped: bool = False

    @property
    def words(self) -> str:
        """Return what it would do, in sentences."""
        if not self.moved:
            return "名册已经是这个次序，不用调整。"
        said = [
            f"按{ORDERS[self.order]}重排后，{len(self.ids)}人里有{self.moved}人换位置。最前面是：{'、'.join(self.first)}。"
        ]
        if self.unknown:
            more = f"等{len(self.unknown)}人" if len(self.unknown) > _SHOWN else ""
            said.append(f"单位表或职务次序里没有、排在后面的：{'、'.join(self.unknown[:_SHOWN])}{more}。")
        said += ["分组不变，各组里按这个次序。"] * self.grouped
        return "\n".join(said)


def plan_order(workspace: Workspace, roster_id: str, order: str) -> OrderPlan:
    """Return what an order of `ORDERS` would make of a roster; groups stay as they follow each other."""
    entries = rosters.list_entries(workspace.store, roster_id)
    if not entries:
        raise UserError("名册里没有人。")
    groups = list(dict.fromkeys(entry.group_name for entry in entries))
    group = {entry.person_id: groups.index(entry.group_name) for entry in entries}
    ranked, unknown = _ranked(workspace, roster_id, order)
    ids = sorted(ranked, key=lambda id_: group[id_])
    moved = sum(entry.person_id != id_ for entry, id_ in zip(entries, ids, strict=True))
    names = people.names_by_ids(workspace.store, ids)
    first = [names[id_] for id_ in ids[:_SHOWN]]
    return OrderPlan(
        roster_id, order, ids, moved, first, [names[id_] for id_ in ids if id_ in unknown], len(groups) > 1
    )


def commit_order(workspace: Workspace, plan: OrderPlan) -> ChangeSet:
    """Put a roster into the order that was shown, as one undo step."""
    return put_in_order(workspace, plan.roster_id, plan.ids, f"按{ORDERS[plan.order]}重排名册")


def _ranked(workspace: Workspace, roster_id: str, order: str) -> tuple[list[str], set[str]]:
    """Return people in an order, and those whose unit or post no list has."""
    if order in ("surname", "name", "pinyin"):
        return [str(row[0]) for row in people.people_rows(workspace.store, ("id",), roster_id, order)], set()
    tree, posts = tree_of(workspace), workspace.catalog.posts
    keys: dict[str, tuple[int, ...]] = {}
    unknown = set()
    for id_, unit, post in people.people_rows(workspace.store, ("id", "unit", "current_post"), roster_id, "surname"):
        unit_at, rank, also = post_key(read_posts(post, tree, unit), tree, posts)
        if rank == len(posts) or (order == "post" and unit_at == len(tree.placed)):
            unknown.add(id_)
        keys[id_] = (unit_at, rank, also) if order == "post" else (rank, also, unit_at)
    return sorted(keys, key=lambda id_: keys[id_]), unknown
