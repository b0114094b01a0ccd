"""Kinds of congress of an office's own, each written as one file: their papers in their own words and order."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.loader import read_toml
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.catalog.specs import CongressKindSpec, PaperSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.catalogue.entries import put_entry, refuse_problems
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.printing.material import congress_material
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.rosters import change_entries, list_entries
from tests.documents.text_form import as_text
from tests.services.workspaces import workspace_in

FOLDER = Path(__file__).parents[1] / "data" / "congress_kinds"
KINDS = ("county_people", "county_consultative")
DAY = date(2026, 9, 8)
# group, name: by 姓氏笔画 田富 stands before 田大利, by 姓名笔画 behind
SEATED = (("第二", "田富"), ("第二", "田大利"), ("第三", "丁一"), ("第一", "王芳"), ("第一", "王大明"), ("", "马二"))
BESIDE = ("田野", "田大方")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def take_kind(workspace: Workspace, name: str) -> CongressKindSpec:
    """Put a kind into the workspace's own catalogue."""
    spec = read_toml(FOLDER / f"{name}.toml", CongressKindSpec)
    refuse_problems(workspace, CONGRESS_KIND, spec)
    with workspace.change("写入会议种类", Right.CATALOGUE) as work:
        put_entry(workspace, work, CONGRESS_KIND, spec, spec.title)
    return workspace.catalog.congress_kinds[spec.id]


def roster_of(workspace: Workspace, name: str, named: tuple[tuple[str, str], ...]) -> str:
    roster, _ = rosters.create_roster(workspace, name, next(iter(workspace.catalog.roster_kinds)))
    texts = [{"name": person, "sex": "女", "current_post": "干部"} for _, person in named]
    people.edit_cells(workspace, (), texts, roster.id)
    entries = list_entries(workspace.store, roster.id)
    with workspace.change("分组", Right.PEOPLE) as work:
        change_entries(
            work, {entry.id: {"group_name": group} for entry, (group, _) in zip(entries, named, strict=True)}
        )
    return roster.id


def hold(workspace: Workspace, name: str) -> Congress:
    """Hold a congress of a kind, with groups, people who are not counted, parts and offices."""
    return hold_kind(workspace, take_kind(workspace, name))


def hold_kind(workspace: Workspace, kind: CongressKindSpec) -> Congress:
    """Hold a congress of a kind that the workspace has."""
    unit = "青禾县" if kind.level == "county" else "柳河镇"
    draft = CongressDraft(kind.id, unit, 18, DAY, None, "县会议中心", sitting=len(kind.numbers) - 1)
    congress, _ = congresses.create_congress(workspace, draft)
    participants.take_participants(workspace, congress.id, roster_of(workspace, "名册", SEATED))
    beside = roster_of(workspace, "列席名册", tuple(("第一", person) for person in BESIDE))
    other = next(each for each in kind.capacities if not each.counted)
    participants.take_participants(workspace, congress.id, beside, other.title)
    members = participants.members_of(workspace, congress.id)
    seats = {members.people[each.person_id].name: each for each in members.participants}
    for role in kind.roles[:1]:
        participants.set_roles(workspace, congress.id, [seats["王大明"].id], role)
    ids = [seats[name].person_id for name in ("田富", "田大利", "王芳")]
    for office in kind.offices:
        participants.set_officers(workspace, congress.id, office.id, ids[:1] if office.single else ids)
    group = members.groups[0]
    participants.edit_group(workspace, congress.id, group.id, place="二楼", liaison="李敏")
    return congress


def packet_text(workspace: Workspace, congress: Congress) -> str:
    """Return every paper of the packet as text."""
    kind = congresses.kind_of(workspace, congress)
    return "\n".join(as_text(printing.compose_document(workspace, id_, congress.id)) for id_ in kind.packet)


@pytest.mark.parametrize("name", KINDS)
def test_the_papers_of_a_kind_read_as_its_file_says(workspace: Workspace, name: str) -> None:
    congress = hold(workspace, name)
    text = packet_text(workspace, congress)
    assert text == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("county_people", ("党", "姓氏笔画", "届人民代表大会第十八次", "{")),
        ("county_consultative", ("党", "代表", "团", "大会秘书处", "姓名笔画", "{")),
    ],
)
def test_no_word_of_another_kind_is_printed(workspace: Workspace, name: str, foreign: tuple[str, ...]) -> None:
    text = packet_text(workspace, hold(workspace, name))
    # what the notice says of the discipline of a changeover holds for every congress
    text = text.replace("结党营私", "")
    assert [word for word in foreign if word in text] == []


@pytest.mark.parametrize(
    ("name", "first"), [("county_people", ["田大利", "田富"]), ("county_consultative", ["田富", "田大利"])]
)
def test_every_list_is_sorted_as_the_kind_says(workspace: Workspace, name: str, first: list[str]) -> None:
    congress = hold(workspace, name)
    material = congress_material(read_congress(workspace, congress.id))
    group = next(each for each in material.groups if each.name.startswith("第二"))
    assert [person.name for person in group.members] == first
    office = next(iter(material.officers.values()))
    assert [person.name for person in office if person.name in first] == first
    beside = [person.name for person in material.attending[0].people]
    assert beside == (["田大方", "田野"] if first[0] == "田大利" else ["田野", "田大方"])


def test_titles_have_both_numbers(workspace: Workspace) -> None:
    congress = hold(workspace, "county_people")
    assert congresses.title_of(workspace, congress) == "青禾县第十八届人民代表大会第一次会议"
    assert congresses.short_title_of(workspace, congress) == "青禾县十八届人大一次会议"
    assert congresses.cover_lines_of(workspace, congress) == ("青禾县第十八届人民代表大会", "第一次会议")
    second, _ = congresses.create_congress(workspace, CongressDraft(congress.kind, "青禾县", 18, sitting=2))
    assert congresses.title_of(workspace, second) == "青禾县第十八届人民代表大会第二次会议"


def test_a_kind_with_sittings_asks_for_one_and_a_kind_without_has_none(workspace: Workspace) -> None:
    kind = take_kind(workspace, "county_people")
    with pytest.raises(UserError, match="会次应是1到999的整数"):
        congresses.create_congress(workspace, CongressDraft(kind.id, "青禾县", 18))
    party = next(each for each in workspace.catalog.congress_kinds.values() if len(each.numbers) == 1)
    with pytest.raises(UserError, match="没有会次"):
        congresses.create_congress(workspace, CongressDraft(party.id, "青禾县", 12, sitting=1))


def test_a_paper_of_other_kinds_is_not_offered(workspace: Workspace) -> None:
    congress = hold(workspace, "county_people")
    request = next(spec for spec in workspace.catalog.documents.values() if spec.title == "请示")
    states = printing.paper_states(read_congress(workspace, congress.id))
    assert [each.spec.title for each in states if each.spec.title in ("请示", "列席人员名单")] == ["列席人员名单"]
    with pytest.raises(UserError, match="“青禾县十八届人大一次会议”没有“请示”这种材料"):
        printing.compose_document(workspace, request.id, congress.id)
    with pytest.raises(UserError, match="没有“请示”这种材料"):
        printing.preview_packet(workspace, printing.PacketRequest(congress.id, ("请示",)))


def test_numbered_groups_stand_by_their_numbers(workspace: Workspace) -> None:
    congress = hold(workspace, "county_consultative")
    names = [each.name for each in participants.members_of(workspace, congress.id).groups]
    assert names == ["第一界别小组", "第二界别小组", "第三界别小组"]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"articles": "全文"}, r"papers\.notice-sheet\.params\.articles: 不认识这一项"),
        ({"sign": "{nobody}秘书处"}, r"papers\.notice-sheet\.params\.sign: 不认识“{nobody}”"),
        ({"heading": 3}, r"papers\.notice-sheet\.params\.heading: 应填文字"),
    ],
)
def test_a_kind_whose_own_papers_could_not_be_composed_is_refused(
    workspace: Workspace, params: dict[str, object], said: str
) -> None:
    spec = read_toml(FOLDER / "county_people.toml", CongressKindSpec)
    spec = msgspec.structs.replace(spec, papers={"notice-sheet": PaperSpec(params=params)})
    with pytest.raises(UserError, match=f"会议种类没有保存：{said}"):
        refuse_problems(workspace, CONGRESS_KIND, spec)


def test_a_kept_kind_with_such_a_paper_is_left_out_and_told(workspace: Workspace) -> None:
    kind = take_kind(workspace, "county_people")
    spec = msgspec.structs.replace(kind, papers={"notice-sheet": PaperSpec(params={"articles": "全文"})})
    with workspace.change("写入会议种类", Right.CATALOGUE) as work:
        put_entry(workspace, work, CONGRESS_KIND, spec, spec.title)
    assert kind.id not in workspace.catalog.congress_kinds
    assert [fault for _, fault in workspace.own.faults] == ["papers.notice-sheet.params.articles: 不认识这一项"]
