"""What stands against removing people: where they stand, said before anything is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people

MOST_PEOPLE, MOST_PLACES = 8, 6


@dataclass(frozen=True)
class Removal:
    """删除前: what is asked, or said where somebody is `held` by a congress or a count, and what goes with it."""

    words: str
    advice: str
    held: bool


def read_removal(workspace: Workspace, person_ids: Sequence[str]) -> Removal:
    """Read where people stand: rosters go with them, congresses and counts hold them."""
    names = people.names_by_ids(workspace.store, person_ids)
    uses = {id_: people.uses_of_person(workspace.store, id_) for id_ in person_ids if id_ in names}
    titles = _titles(workspace)
    held = {id_: use for id_, use in uses.items() if use["congress"] or use["campaign"]}
    who = f"“{next(iter(names.values()))}”" if len(names) == 1 else f"选中的 {len(names)} 人"
    if held:
        lines = [f"“{names[id_]}”：{_places(use, titles, ('congress', 'campaign'))}" for id_, use in held.items()]
        more = [f"另有 {len(lines) - MOST_PEOPLE} 人。"] if len(lines) > MOST_PEOPLE else []
        part = "" if len(held) == len(names) else f"，其中 {len(held)} 人在会议或测评中"
        advice = "\n".join([*lines[:MOST_PEOPLE], *more, "请先在“会议”“考察测评”中移出，再删除。"])
        return Removal(f"{who}不能删除{part}。", advice, held=True)
    on: dict[str, int] = {}
    for use in uses.values():
        for roster_id in use["roster"]:
            on[roster_id] = on.get(roster_id, 0) + 1
    stands = [f"《{titles['roster'][id_]}》" + (f"{count}人" if len(names) > 1 else "") for id_, count in on.items()]
    gone = f"会同时从名册{_listed(stands)}中删除" if stands else "不在任何名册中"
    return Removal(f"删除{who}？", f"{gone}；没有参加会议，也不是测评对象。删除后可以撤销。", held=False)


def _titles(workspace: Workspace) -> Mapping[str, Mapping[str, str]]:
    return {
        "roster": {roster.id: roster.name for roster, _ in rosters.list_rosters(workspace)},
        "congress": {
            each.id: congresses.short_title_of(workspace, each) for each in congresses.list_congresses(workspace)
        },
        "campaign": {each.id: each.title for each in campaigns.list_campaigns(workspace)},
    }


def _places(use: Mapping[str, Sequence[str]], titles: Mapping[str, Mapping[str, str]], kinds: Sequence[str]) -> str:
    nouns = {"congress": "会议", "campaign": "测评"}
    return "；".join(
        f"{nouns[kind]}{_listed([f'“{titles[kind][id_]}”' for id_ in use[kind]])}" for kind in kinds if use[kind]
    )


def _listed(places: Sequence[str]) -> str:
    return "、".join(places[:MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > MOST_PLACES else "")
