"""The kinds of congress that the program ships: their papers in their own words and order, and an office's copies of them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.catalogue.exchange import commit_import, export_entries, prepare_import
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.workspace import Workspace
from tests.documents.text_form import as_text
from tests.services.test_other_kinds import hold_kind, packet_text
from tests.services.workspaces import workspace_in

KINDS = tuple(load_catalog().congress_kinds)
GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "kinds"
# what belongs to other kinds alone; 结党营私 is what the notice says of the discipline of every changeover
FOREIGN = {
    "township-party": ("届人民代表大会", "政协", "委员名单", "姓名笔画", "选区", "界别"),
    "county-party": ("届人民代表大会", "政协", "委员名单", "姓名笔画", "选区", "界别"),
    "deputy-election": ("党", "政协", "主席团", "代表团", "姓氏笔画", "界别", "会议秘书处"),
    "township-people": ("党", "政协", "代表团", "秘书长", "姓氏笔画", "选区", "界别", "县长"),
    "county-people": ("党", "姓氏笔画", "选区", "界别", "镇"),
    "county-consultative": ("党", "代表名单", "代表团", "大会秘书处", "姓名笔画", "选区"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def held_text(workspace: Workspace, kind: str) -> str:
    """Return the packet of a small congress of a kind as text, behind it the adopted forms of the drafts in it."""
    spec = workspace.catalog.congress_kinds[kind]
    congress = hold_kind(workspace, spec)
    adopted = [each.id for each in workspace.catalog.documents.values() if each.like in spec.packet and spec.has(each)]
    texts = [as_text(printing.compose_document(workspace, id_, congress.id)) for id_ in adopted]
    return "\n".join([packet_text(workspace, congress), *texts])


@pytest.mark.parametrize("kind", KINDS)
def test_the_packet_of_a_kind_reads_as_it_did(workspace: Workspace, kind: str) -> None:
    assert held_text(workspace, kind) == (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_another_kind_is_printed(workspace: Workspace, kind: str) -> None:
    text = held_text(workspace, kind).replace("结党营私", "")
    assert [word for word in (*FOREIGN[kind], "{") if word in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_a_kind_can_be_made_and_what_it_is_without_is_not_offered(
    workspace: Workspace, kind: str
) -> None:
    congress = hold_kind(workspace, workspace.catalog.congress_kinds[kind])
    spec = workspace.catalog.congress_kinds[kind]
    states = printing.paper_states(read_congress(workspace, congress.id))
    offered = [each.spec.id for each in states]
    assert set(spec.packet) <= set(offered)
    assert not set(spec.without) & set(offered)
    for id_ in offered:
        assert printing.compose_document(workspace, id_, congress.id).blocks


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_congress_of_a_kind_needs_no_mending(workspace: Workspace, kind: str) -> None:
    congress = hold_kind(workspace, workspace.catalog.congress_kinds[kind])
    found = {finding.code for finding in read_congress(workspace, congress.id).findings}
    hints = {code for code in found if code.endswith(("_count", "_share", "_size", "_deadline_said"))} | {
        "groups_have_rooms"
    }
    assert found <= hints


@pytest.mark.parametrize("kind", KINDS)
def test_an_office_copies_a_kind_changes_it_and_hands_it_on(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    copy, _ = entries.copy_entry(workspace, CONGRESS_KIND, kind, "本县的会议")
    spec = copy.spec
    first = msgspec.structs.replace(spec.sessions[0], title="召集人会议", start="07:50")
    words = msgspec.structs.replace(spec.words, group="讨论组", own_group="本讨论组")
    changed = msgspec.structs.replace(spec, sessions=(first, *spec.sessions[1:]), words=words)
    entries.change_entry(workspace, CONGRESS_KIND, copy.id, changed)
    file = tmp_path / "会议种类.hjmb"
    assert export_entries(workspace, [entries.find_entry(workspace, CONGRESS_KIND, "本县的会议")], file) == []
    (tmp_path / "邻县").mkdir()
    with workspace_in(tmp_path / "邻县") as there:
        commit_import(there, prepare_import(there, file))
        taken = next(each for each in there.catalog.congress_kinds.values() if each.title == "本县的会议")
        assert msgspec.structs.replace(taken, id=changed.id, like=changed.like) == changed
        congress = hold_kind(there, taken)
        assert agenda.list_sessions(there, congress.id)[0].title == "召集人会议"
        text = packet_text(there, congress)
        assert "讨论组" in text
        assert "召集人会议" in text
