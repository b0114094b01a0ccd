"""Counting: every sheet is checked, none leaves a trace of when it came, rounds begin, finish, and are cleared with a reason."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import Box, MarkKey, Sheet
from huanjie_desktop.services.assessment import counting, tallying
from huanjie_desktop.services.assessment.counting import TOTALS, tallying_of
from huanjie_desktop.services.assessment.tallying import Totals
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import polls
from tests.services.campaign_builders import campaign_of, count, small_campaign
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return small_campaign(workspace)


def category(workspace: Workspace, campaign: Campaign, code: str = "A") -> str:
    found = tallying_of(workspace, campaign.id).setup.category(code)
    assert found is not None
    return found.id


def table(workspace: Workspace, name: str) -> list[tuple[object, ...]]:
    return list(workspace.store.db.conn.execute(f'SELECT * FROM "{name}" ORDER BY 1'))


def test_a_sheet_is_counted_and_leaves_no_trace_in_the_journal(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, keyer="甲")
    before = table(workspace, "journal"), table(workspace, "journal_row")
    change = tallying.add_sheet(workspace, campaign.id, 1, Sheet(category(workspace, campaign), "1201"))
    assert (table(workspace, "journal"), table(workspace, "journal_row")) == before
    assert change.touches("sheet")
    counts = counting.counts_of(workspace, tallying_of(workspace, campaign.id), 1)
    assert sum(counts.marks.values()) == 3


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([("A", "1111"), ("B", "2222"), ("A", "1111"), ("B", "0x12"), ("B", "2222")]))
def test_the_file_does_not_tell_the_order_of_the_sheets(workspace: Workspace, order: list[tuple[str, str]]) -> None:
    campaign = small_campaign(workspace)
    count(workspace, campaign, *order)
    rows = workspace.store.db.conn.execute(
        "SELECT marks, sheet.number FROM sheet JOIN count_round ON count_round.id = round_id WHERE campaign_id = ?",
        (campaign.id,),
    ).fetchall()
    assert [number for _, number in rows] == [5]
    said = json.loads(rows[0][0])
    assert sorted((marks, number) for _, _, _, marks, _, number in said) == [("0x12", 1), ("1111", 2), ("2222", 2)]
    assert said == sorted(said)
    with pytest.raises(Exception, match="rowid"):
        workspace.store.db.conn.execute("SELECT rowid FROM sheet")


def test_the_sheet_just_entered_can_be_taken_back(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id)
    sheet = Sheet(category(workspace, campaign), "1111")
    tallying.add_sheet(workspace, campaign.id, 1, sheet)
    tallying.take_back_sheet(workspace, campaign.id, 1, sheet)
    assert table(workspace, "sheet") == []
    with pytest.raises(UserError, match="没有录入过这样的票"):
        tallying.take_back_sheet(workspace, campaign.id, 1, sheet)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ("111", "这张票有3处评价，应有4处"),
        ("1131", "“李四”的“德”填了“3”，没有这个等次"),
        ("11?1", "填了“\\?”，没有这个等次"),
    ],
)
def test_a_mark_the_scale_has_not_is_refused(workspace: Workspace, campaign: Campaign, marks: str, words: str) -> None:
    tallying.begin_round(workspace, campaign.id)
    with pytest.raises(UserError, match=words):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(category(workspace, campaign), marks))
    assert table(workspace, "sheet") == []


def test_more_sheets_than_were_handed_out_are_refused(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id)
    mine = category(workspace, campaign)
    tallying.add_sheets(workspace, campaign.id, 1, [Sheet(mine, "1111", number=3)])
    with pytest.raises(UserError, match="A票发出3张，已录入3张，不能再录1张"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(mine, "1111"))
    blank = Sheet(None, "0000", number=6)
    with pytest.raises(UserError, match="发出8张，收回9张，收回的不能多于发出的"):
        tallying.add_sheets(workspace, campaign.id, 1, [blank])


def test_a_sheet_needs_its_category_unless_it_is_blank(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id)
    with pytest.raises(UserError, match="没有选票类"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(None, "1111"))
    with pytest.raises(UserError, match="没有这个票类"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet("gone", "1111"))
    tallying.add_sheet(workspace, campaign.id, 1, Sheet(None, "0000"))


def test_a_name_written_in_needs_a_post(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    tallying.begin_round(workspace, campaign.id)
    mine = category(workspace, campaign)
    with pytest.raises(UserError, match="另推荐的人选没有写明"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(mine, "000000", write_ins=(("x", "孙八"),)))


def test_totals_are_written_with_undo(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, method=TOTALS)
    mine = category(workspace, campaign)
    subject = tallying_of(workspace, campaign.id).setup.subjects[0].id
    key = (mine, subject, 0, 0)
    tallying.set_totals(workspace, campaign.id, 1, Totals({mine: Box(3, 1, 0)}, {key: 2}))
    tallying.set_totals(workspace, campaign.id, 1, Totals({}, {key: 1}))

    def counts() -> tuple[dict[str, Box], dict[MarkKey, int]]:
        found = counting.counts_of(workspace, tallying_of(workspace, campaign.id), 1)
        return dict(found.boxes), dict(found.marks)

    assert counts() == ({mine: Box(3, 1, 0)}, {key: 1})
    history.undo(workspace)
    assert counts()[1] == {key: 2}
    tallying.set_totals(workspace, campaign.id, 1, Totals({}, {key: 0}))
    assert counts()[1] == {}


def test_totals_are_checked(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, method=TOTALS)
    mine, other = category(workspace, campaign), category(workspace, campaign, "B")
    for totals, words in (
        (Totals({mine: Box(4)}), "A票发出3张，不能收回4张"),
        (Totals({mine: Box(-1)}), "票数不能是负数"),
        (Totals({}, {(mine, "gone", 0, 0): 1}), "这一处已不在表上"),
    ):
        with pytest.raises(UserError, match=words):
            tallying.set_totals(workspace, campaign.id, 1, totals)
    tallying.set_totals(workspace, campaign.id, 1, Totals({mine: Box(3), other: Box(5)}))
    with pytest.raises(UserError, match="第一遍是按合计录入的，不能改为逐张录入"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(mine, "1111"))


def test_a_finished_round_is_read_only_until_it_is_gone_on_with(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1111"))
    sheet = Sheet(category(workspace, campaign), "1111")
    with pytest.raises(UserError, match="第一遍录入已结束"):
        tallying.add_sheet(workspace, campaign.id, 1, sheet)
    tallying.reopen_round(workspace, campaign.id, 1, "漏录一张", "监票人")
    tallying.add_sheet(workspace, campaign.id, 1, sheet)
    assert history.undo_labels(workspace)[0] == "继续第一遍录入《柳河镇干部民主测评表》"


def test_a_cleared_round_comes_back_by_undo(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1111"), ("B", "2222"))
    before = table(workspace, "sheet")
    with pytest.raises(UserError, match="没有写明清空的原因"):
        tallying.clear_round(workspace, campaign.id, 1, " ")
    tallying.clear_round(workspace, campaign.id, 1, "票类弄错", "监票人")
    assert table(workspace, "sheet") == []
    assert workspace.store.history(1)[0].reason.startswith(
        "票类弄错（复核人：监票人）；收回2张，有效2张，无效0张，合计校验 "
    )
    history.undo(workspace)
    assert table(workspace, "sheet") == before


def test_beginning_a_round_cannot_be_undone_once_sheets_came_in(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id)
    tallying.add_sheet(workspace, campaign.id, 1, Sheet(category(workspace, campaign), "1111"))
    with pytest.raises(UserError, match="之后已录入了票，不能再撤销"):
        history.undo(workspace)
    assert len(table(workspace, "sheet")) == 1


def test_the_second_round_is_anothers_and_comes_after_the_first(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, keyer="甲")
    with pytest.raises(UserError, match="第一遍还没有录完"):
        tallying.begin_round(workspace, campaign.id, 2, keyer="乙")
    tallying.finish_round(workspace, campaign.id, 1)
    with pytest.raises(UserError, match="第二遍应由另一人录入"):
        tallying.begin_round(workspace, campaign.id, 2, keyer="甲")
    tallying.begin_round(workspace, campaign.id, 2, keyer="乙")
    with pytest.raises(UserError, match="已开始第二遍录入"):
        tallying.begin_round(workspace, campaign.id, 2, keyer="丙")
    with pytest.raises(UserError, match="已有第二遍录入，不能清空第一遍"):
        tallying.clear_round(workspace, campaign.id, 1, "重来")


def test_a_campaign_without_subjects_is_not_counted(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, names=())
    with pytest.raises(UserError, match="还没有测评对象"):
        tallying.begin_round(workspace, campaign.id)


def test_names_written_in_are_counted_without_their_blanks(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    tallying.begin_round(workspace, campaign.id)
    mine, post = category(workspace, campaign), tallying_of(workspace, campaign.id).setup.posts[0].id
    sheets = [Sheet(mine, "000000", write_ins=((post, name),)) for name in ("孙八", "孙　八")]
    tallying.add_sheets(workspace, campaign.id, 1, sheets)
    counts = counting.counts_of(workspace, tallying_of(workspace, campaign.id), 1)
    assert counts.write_ins == {(mine, post, "孙八"): 2}
    tallying.take_back_sheet(workspace, campaign.id, 1, sheets[1])
    with pytest.raises(UserError, match="另推荐的“李四”已列在这一职位的名单上"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(mine, "000000", write_ins=((post, "李 四"),)))
    with pytest.raises(UserError, match="另推荐的人选没有录入：姓名“孙八9”里有数字"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(mine, "000000", write_ins=((post, "孙八9"),)))


@pytest.mark.parametrize("body", ["垃圾", "{}", "swapped"])
def test_sheets_are_not_read_by_a_snapshot_that_was_changed(
    workspace: Workspace, campaign: Campaign, body: str
) -> None:
    tallying.begin_round(workspace, campaign.id, keyer="甲")
    kept = polls.find_poll(workspace.store, campaign.id)
    assert kept is not None
    first, second = (each.name for each in tallying_of(workspace, campaign.id).setup.subjects[:2])
    swapped = kept.body.replace(first, "\0").replace(second, first).replace("\0", second)
    assert swapped != kept.body
    db = workspace.store.db.conn
    db.execute("UPDATE poll SET body = ?", (swapped if body == "swapped" else body,))
    with pytest.raises(UserError, match="底稿与开始计票时不同"):
        tallying_of(workspace, campaign.id)
    db.execute("UPDATE poll SET body = ?", (kept.body,))
