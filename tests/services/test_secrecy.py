"""Secrecy that holds: neither backups nor the pages of the file tell the order of sheets, and few sheets are joined."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.services.assessment import campaigns, tallying
from huanjie_desktop.services.assessment.appraisals import appraisal_as_json, appraisal_of
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import tallying_of
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import sheets
from huanjie_desktop.store.driver import connect
from huanjie_desktop.store.ledger import list_backups
from tests.builders import FixedClock
from tests.services.campaign_builders import count, form_id, small_campaign, small_form
from tests.services.workspaces import workspace_in

SHEETS = 24


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


def wide_campaign(workspace: Workspace, issued: int = SHEETS) -> Campaign:
    """Make a campaign of eight people whose sheets are hardly ever alike."""
    people = tuple(SubjectDraft(name) for name in "赵钱孙李周吴郑王")
    draft = CampaignDraft(form_id(workspace, "persons"), "柳河镇", issued=issued, subjects=people, categories=())
    return campaigns.create_campaign(workspace, draft)[0]


def key_in(workspace: Workspace, campaign: Campaign, number: int = SHEETS) -> list[str]:
    """Key sheets in one by one; return their marks in that order."""
    chance, cells = random.Random(5), tallying_of(workspace, campaign.id).shape.cells
    keyed = ["".join(chance.choices("1234", k=cells)) for _ in range(number)]
    for marks in keyed:
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(None, marks))
    return keyed


def sheets_in(copy: Path) -> list[str]:
    db = connect(str(copy), None, read_only=True)
    found = [row[0] for row in db.conn.execute("SELECT marks FROM sheet")]
    db.conn.close()
    return found


@pytest.mark.parametrize("reason", [backups.AT_OPENING, backups.IN_BETWEEN, backups.AT_CLOSING])
def test_backups_by_themselves_hold_no_sheet_of_a_round_that_is_being_counted(
    workspace: Workspace, reason: str
) -> None:
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    keyed = key_in(workspace, campaign, 5)
    copy = backups.back_up_if_changed(workspace, reason)
    assert copy is not None
    assert sheets_in(copy) == []
    content = copy.read_bytes()
    assert not any(marks[:16].encode() in content for marks in keyed)
    assert not list(copy.parent.glob("*.part*"))


def test_keying_in_alone_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "青禾县.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    assert backups.back_up_if_changed(workspace, backups.AT_OPENING) is not None
    key_in(workspace, campaign, 3)
    assert backups.back_up_if_changed(workspace, backups.IN_BETWEEN) is None
    workspace.close()
    again = open_workspace(path, clock=FixedClock())
    assert backups.back_up_if_changed(again, backups.AT_OPENING) is None
    assert len(list_backups(path)) == 1
    tallying.finish_round(again, campaign.id, 1)
    copy = backups.back_up_if_changed(again, backups.AT_CLOSING)
    assert copy is not None
    assert len(sheets_in(copy)) == 1
    again.close()


def test_backups_by_hand_and_before_restoring_hold_everything(workspace: Workspace) -> None:
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    first = backups.back_up_if_changed(workspace, backups.AT_OPENING)
    key_in(workspace, campaign, 4)
    assert len(sheets_in(backups.back_up_now(workspace, "点票中"))) == 1
    assert first is not None
    restored = backups.restore_backup(workspace, first.name)
    assert sheets.collected_of(workspace.store, campaign.id) == {}
    assert restored.kept is not None
    assert len(sheets_in(restored.kept)) == 1


def test_a_restored_backup_of_a_count_from_files_is_counted_again(workspace: Workspace) -> None:
    campaign = wide_campaign(workspace)
    marks = "1" * tallying_of(workspace, campaign.id).shape.cells
    tallying.add_whole_round(workspace, campaign.id, 1, [Sheet(None, marks, number=3)])
    copy = backups.back_up_if_changed(workspace, backups.AT_CLOSING)
    assert copy is not None
    backups.restore_backup(workspace, copy.name)
    assert appraisal_of(workspace, campaign.id).problems == ("第一遍还没有录完",)
    tallying.add_whole_round(workspace, campaign.id, 1, [Sheet(None, marks, number=3)])
    assert appraisal_of(workspace, campaign.id).box().collected == 3


def test_a_crash_loses_at_most_the_sheet_that_was_being_written(workspace: Workspace, tmp_path: Path) -> None:
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    keyed = key_in(workspace, campaign, 6)
    copy = shutil.copyfile(workspace.path, tmp_path / "断电后.huanjie")  # as the disk has it while the program lives
    crashed = open_workspace(copy, clock=FixedClock())
    round_id = tallying_of(crashed, campaign.id).rounds[1].id
    assert sorted(each.marks for each in sheets.list_sheets(crashed.store, round_id)) == sorted(keyed)
    crashed.close()


def orders_in_pages(path: Path, keyed: list[str]) -> list[list[int]]:
    """Return for each page of the file which sheets lie in it, by their places in the page."""
    content, found = path.read_bytes(), []
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        places = {at: page.find(marks.encode()) for at, marks in enumerate(keyed)}
        found.append(sorted((at for at, place in places.items() if place >= 0), key=places.__getitem__))
    return [order for order in found if len(order) > 1]


def test_the_pages_of_the_file_do_not_tell_the_order_of_entry(workspace: Workspace) -> None:
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    keyed = key_in(workspace, campaign)
    tallying.finish_round(workspace, campaign.id, 1)
    orders = orders_in_pages(workspace.path, keyed)
    assert orders
    for order in orders:
        assert order == sorted(order, key=keyed.__getitem__)


def test_the_journal_tells_no_totals_between_two_files(workspace: Workspace) -> None:
    campaign = wide_campaign(workspace, 10)
    cells = tallying_of(workspace, campaign.id).shape.cells
    for mark in "123":
        tallying.add_whole_round(workspace, campaign.id, 1, [Sheet(None, mark * cells)])
    told = [each for each in workspace.store.history() if each.label.startswith("从文件")]
    assert [each.reason for each in told] == ["录入1张"] * 3
    (files,) = workspace.store.db.conn.execute("SELECT files FROM sheet").fetchone()
    assert files == "[" + ",".join(sorted(files[1:-1].split(","))) + "]"
    images = "".join(row[0] for row in workspace.store.db.conn.execute("SELECT images FROM journal_row"))
    assert not any(digest.strip('"') in images for digest in files[1:-1].split(","))


def campaign_with(workspace: Workspace, *categories: CategoryDraft) -> Campaign:
    draft = CampaignDraft(
        small_form(workspace),
        "柳河镇",
        categories=categories,
        issued=sum(each.entitled for each in categories),
        subjects=(SubjectDraft("张三"), SubjectDraft("李四")),
    )
    return campaigns.create_campaign(workspace, draft)[0]


@pytest.mark.parametrize(
    ("numbers", "groups"),
    [
        ((3, 5), ["A、B"]),
        ((4, 6, 1), ["A、C", "B"]),
        ((1, 6, 9), ["A、B", "C"]),
        ((5, 6), ["A", "B"]),
        ((0, 6), ["A", "B"]),
        ((2,), ["A"]),
    ],
)
def test_few_sheets_are_joined_with_the_next_fewest(
    workspace: Workspace, numbers: tuple[int, ...], groups: list[str]
) -> None:
    drafts = [CategoryDraft(code, entitled=number) for code, number in zip("ABC", numbers, strict=False)]
    campaign = campaign_with(workspace, *drafts)
    count(workspace, campaign, *[(draft.code, "1122") for draft in drafts for _ in range(draft.entitled)])
    appraisal = appraisal_of(workspace, campaign.id)
    assert [group.code for group in appraisal.groups] == groups
    item = appraisal_as_json(appraisal)["subjects"][0]["items"][0]
    assert list(item["by_category"]) == groups
    assert sum(cell["counts"]["优秀"] for cell in item["by_category"].values()) == sum(numbers)


def test_void_and_blank_sheets_hide_nobody(workspace: Workspace) -> None:
    campaign = campaign_with(workspace, CategoryDraft("A", entitled=6), CategoryDraft("B", entitled=6))
    told = [("A", "1122")] + [("A", "0000")] * 2 + [("A", "void")] * 3 + [("B", "2211")] * 6
    count(workspace, campaign, *told)
    assert [group.code for group in appraisal_of(workspace, campaign.id).groups] == ["A、B"]


def test_a_category_stands_apart_where_the_chair_decided_so(workspace: Workspace) -> None:
    campaign = small_campaign(workspace)
    count(workspace, campaign, ("A", "1122"), *[("B", "2211")] * 5)
    appraisal = appraisal_of(workspace, campaign.id)
    apart = tuple(replace(each, apart=each.code == "A") for each in appraisal.setup.categories)
    decided = replace(appraisal, setup=replace(appraisal.setup, categories=apart))
    assert [group.code for group in decided.groups] == ["A", "B"]


def test_a_rescue_does_not_say_that_nothing_is_lost_where_sheets_were_keyed_in(tmp_path: Path) -> None:
    path = tmp_path / "青禾县.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    campaign = wide_campaign(workspace)
    tallying.begin_round(workspace, campaign.id)
    backups.back_up_if_changed(workspace, backups.AT_OPENING)
    key_in(workspace, campaign, 3)
    workspace.close()
    found = backups.find_rescue(path)
    assert found is not None
    assert found.lost is None
