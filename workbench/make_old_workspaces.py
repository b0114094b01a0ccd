"""Makes small workspaces with the program as it is now, for later versions to open; run once before a new migration lands.

python -m workbench.make_old_workspaces NAME
"""

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from huanjie_desktop.catalog import own_kinds
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.services.assessment import campaign_parts, campaigns, forms, setups
from huanjie_desktop.services.assessment import tallying as counting
from huanjie_desktop.services.assessment.counting import tallying_of
from huanjie_desktop.services.catalogue import entries, stroke_places
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.papers import attach_paper
from huanjie_desktop.services.packages.planning import prepare_package
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace, set_base_date, set_superior
from huanjie_desktop.store import database
from tests.builders import FixedClock
from tests.lrmx_files import SON, WIFE, coded, form, photo
from tests.old_workspaces import FOLDER, PASSWORD, content_of_workspace
from tests.services.campaign_builders import campaign_of, small_campaign


def _people(workspace: Workspace, *names: str) -> list[str]:
    added = [{"name": name, "sex": "女", "birth": "1985.07", "unit": "柳河镇"} for name in names]
    roster, _ = rosters.create_roster(workspace, "柳河镇干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, [], added, roster.id)
    return [person.id for person in people.list_people(workspace, roster.id)]


def make_with_congress(workspace: Workspace) -> None:
    """A congress with groups, leaders, offices, an agenda that was edited."""
    set_base_date(workspace, date(2026, 7, 1))
    set_superior(workspace, "中共云江市委员会")
    _people(workspace, "欧阳春", "买买提江·艾力", "𠮷田", "李敏", "王芳")
    roster = rosters.list_rosters(workspace)[0][0]
    for kind in workspace.catalog.congress_kinds.values():
        draft = congresses.CongressDraft(
            kind.id,
            "青禾县" if kind.level == "county" else "柳河镇",
            12,
            date(2026, 7, 26),
            sitting=len(kind.numbers) - 1,
        )
        congress, _ = congresses.create_congress(workspace, draft)
        participants.take_participants(workspace, congress.id, roster.id)
        members = participants.members_of(workspace, congress.id)
        participants.add_group(workspace, congress.id, "第二代表团")
        other = participants.members_of(workspace, congress.id).groups[-1]
        participants.edit_group(workspace, congress.id, other.id, place="二楼会议室", liaison="李敏")
        participants.move_participants(workspace, congress.id, [each.id for each in members.participants[3:]], other.id)
        participants.set_roles(workspace, congress.id, [members.participants[0].id], next(iter(kind.roles), ""))
        for office in kind.offices:
            participants.set_officers(workspace, congress.id, office.id, [members.participants[0].person_id])
        first = agenda.list_sessions(workspace, congress.id)[0]
        agenda.edit_session(workspace, first.id, place="县会议中心", start=None)
        agenda.add_item(workspace, first.id, "宣读贺信")


def make_with_sheets(workspace: Workspace) -> None:
    """Counted sheets in two rounds that differ, one of them unfinished; an own form; posts with names written in."""
    campaign = small_campaign(workspace)
    empty = tallying_of(workspace, campaign.id)
    codes = {each.code: each.id for each in empty.setup.categories}
    for number, marks in ((1, ("1122", "1122", "2212")), (2, ("1122", "1122", "2222"))):
        counting.begin_round(workspace, campaign.id, number, keyer="甲乙"[number - 1])
        made = [Sheet(codes["A"], text) for text in marks] + [Sheet(codes["B"], empty.shape.empty, void=True)]
        counting.add_sheets(workspace, campaign.id, number, made)
        if number == 1:
            counting.finish_round(workspace, campaign.id, number)
    posts = campaign_of(workspace, "posts")
    counting.begin_round(workspace, posts.id)
    tallying = tallying_of(workspace, posts.id)
    counting.add_sheets(
        workspace,
        posts.id,
        1,
        [
            Sheet(tallying.setup.categories[0].id, tallying.shape.empty),
            Sheet(tallying.setup.categories[1].id, tallying.shape.empty),
        ],
    )
    campaigns.edit_campaign(workspace, campaign.id, scope="全体干部", reason="改正范围", second="乙")


def make_with_packages(workspace: Workspace) -> None:
    """Packages exported twice, with an attached paper."""
    make_with_congress(workspace)
    congress = congresses.list_congresses(workspace)[0]
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "选举办法.txt"
        paper.write_text("选举办法（草案）", encoding="utf-8")
        entry = prepare_package(workspace, congress.id).entries[0]
        attach_paper(workspace, congress.id, entry.spec.title, paper)
        for _ in range(2):
            export_package(workspace, ExportRequest(congress.id, Path(folder)))


def make_with_undo(workspace: Workspace) -> None:
    """Changes of several kinds, the newest two taken back."""
    ids = _people(workspace, "欧阳春", "李敏", "王芳")
    people.edit_cells(workspace, [CellEdit(ids[0], "current_post", "镇长"), CellEdit(ids[1], "birth", "1990年3月")])
    people.delete_people(workspace, [ids[2]])
    forms.copy_form(workspace, next(iter(workspace.catalog.forms)), "本县测评表")
    campaign = campaign_of(workspace)
    campaign_parts.move_subject(workspace, campaign.id, setups.setup_of(workspace, campaign.id).subjects[0].id, 1)
    kind = next(iter(workspace.catalog.congress_kinds))
    congresses.create_congress(workspace, congresses.CongressDraft(kind, "柳河镇", 12))
    congresses.edit_congress(workspace, congresses.list_congresses(workspace)[0].id, venue="镇政府")
    history.undo(workspace)
    history.undo(workspace)


def make_with_own_catalogue(workspace: Workspace) -> None:
    """The office's own kind, form, stroke places and words of a paper, for one congress and for all."""
    _people(workspace, "欧阳春", "买买提江·艾力", "𠮷田", "李敏", "王芳")
    kind = next(iter(workspace.catalog.congress_kinds.values()))
    copied, _ = entries.copy_entry(workspace, own_kinds.CONGRESS_KIND, kind.id, "青禾县党代会")
    forms.copy_form(workspace, next(iter(workspace.catalog.forms)), "本县测评表")
    stroke_places.place_character(workspace, "䶮", 9, "洪")
    congress, _ = congresses.create_congress(workspace, congresses.CongressDraft(copied.id, "青禾县", 12))
    for document, for_all in (("notice-sheet", True), ("request-sheet", False)):
        found = paper_texts.read_texts(workspace, document, congress.id)
        words = {each.path: f"{each.text}（本县）" for each in found.texts}
        paper_texts.change_texts(workspace, document, congress.id, words, for_all)


def make_with_own_columns(workspace: Workspace) -> None:
    """A roster with columns of its own, one renamed and one taken away again, and the change after it taken back."""
    ids = _people(workspace, "欧阳春", "买买提江·艾力", "𠮷田")
    roster = rosters.list_rosters(workspace)[0][0]
    for title in ("住宿", "车次", "餐饮"):
        own_columns.add_column(workspace, roster.id, title)
    edits = [
        CellEdit(ids[0], own_columns.own_field("住宿"), "二楼201"),
        CellEdit(ids[2], own_columns.own_field("车次"), "3"),
    ]
    people.edit_cells(workspace, edits, roster_id=roster.id)
    own_columns.rename_column(workspace, roster.id, "车次", "乘车")
    own_columns.remove_column(workspace, roster.id, "餐饮")
    people.edit_cells(workspace, [CellEdit(ids[1], own_columns.own_field("乘车"), "4")], roster_id=roster.id)
    history.undo(workspace)


def make_with_forms(workspace: Workspace) -> None:
    """People who came in with their forms: photo, family, proposal, résumé and the file itself; one of them edited after."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "林木.lrmx"
        file.write_bytes(form({"ZhaoPian": coded(photo())}, (WIFE, SON)))
        second = Path(folder) / "韩梅.lrmx"
        second.write_bytes(form({"XingMing": "韩梅", "XingBie": "女", "ShenFenZheng": "", "NiRenZhiWu": ""}, ()))
        for each in (file, second):
            commit_import(workspace, prepare_import(workspace, ImportRequest(each)), "柳河镇干部名册", back_up=False)
    found = next(each for each in people.list_people(workspace) if each.name == "林木")
    people.edit_cells(workspace, [CellEdit(found.id, "current_post", "镇长")])


MAKERS: dict[str, Callable[[Workspace], None]] = {
    "congress": make_with_congress,
    "sheets": make_with_sheets,
    "packages": make_with_packages,
    "undo": make_with_undo,
    "catalogue": make_with_own_catalogue,
    "columns": make_with_own_columns,
    "forms": make_with_forms,
    "password": make_with_congress,
}


def main(prefix: str) -> None:
    """Write the workspaces, each with its content as JSON beside it, their names beginning with `prefix`."""
    clock = FixedClock(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    for name, words in (("device_name", "办公室一号机"), ("user_name", "测试员")):
        setattr(database, name, lambda words=words: words)  # nothing of this machine is kept
    for kind, make in MAKERS.items():
        path = FOLDER / f"{prefix}_{kind}.huanjie"
        workspace = create_workspace(path, "青禾县", PASSWORD if kind == "password" else "", clock)
        make(workspace)
        _keep(workspace, path)
    with tempfile.TemporaryDirectory() as folder:
        made = make_demo(Path(folder), 60, 7).workspace
        target = FOLDER / f"{prefix}_demo.huanjie"
        made.replace(target)
        _keep(open_workspace(target, clock=clock), target)


def _keep(workspace: Workspace, path: Path) -> None:
    content = json.dumps(content_of_workspace(workspace), ensure_ascii=False, indent=1)
    workspace.close()
    path.with_suffix(".json").write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
